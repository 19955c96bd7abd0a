"""Find text that the parser passes over without a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gherkin.token_matcher import TokenMatcher

from steps.gherkin.mistakes import Mistake, Place
from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.gherkin.reading import FeatureDocument, Node

_AFTER_LAST_CELL = re.compile(r"\|((?:\\.|[^|\\])+)$")


def lost_text(document: FeatureDocument) -> Iterator[Mistake]:
    """Find text behind a row or a doc string, values below no name, and a language that comes too late."""
    lines = document.text.split("\n")
    for section in sections(document):
        for owner in (*([section.background] if section.background else ()), *section.scenarios):
            for step in owner["steps"]:
                yield from _after_rows(document, lines, step.get("dataTable", {}).get("rows", ()))
                if "docString" in step:
                    yield from _after_doc_string(document, lines, step["docString"])
            for examples in owner.get("examples", ()):
                header = [examples["tableHeader"]] if "tableHeader" in examples else []
                yield from _after_rows(document, lines, [*header, *examples["tableBody"]])
                yield from _unnamed_columns(document, header)
    yield from _late_language(document)


def _unnamed_columns(document: FeatureDocument, header: list[Node]) -> Iterator[Mistake]:
    for cell in (each for row in header for each in row["cells"] if not each["value"]):
        sentence = "This column of Examples has no name, so its values are lost."
        yield Mistake("unnamed-column", document.place(cell), sentence, "Name it, or remove it.")


def _after_rows(document: FeatureDocument, lines: list[str], rows: list[Node]) -> Iterator[Mistake]:
    for row in rows:
        line = lines[row["location"]["line"] - 1].strip()
        if lost := _AFTER_LAST_CELL.search(line):
            before = lost.start(1) + len(lost[1]) - len(lost[1].lstrip())
            place = Place(document.uri, row["location"]["line"], row["location"]["column"] + before)
            sentence = f'The text after the last "|" is no cell and is lost: {lost[1].strip()}'
            yield Mistake("lost-text", place, sentence, 'Close the row with "|"; a comment needs a line of its own.')


def _after_doc_string(document: FeatureDocument, lines: list[str], doc_string: Node) -> Iterator[Mistake]:
    delimiter = doc_string["delimiter"]
    end = doc_string["location"]["line"] + 1 + (doc_string["content"].count("\n") + 1 if doc_string["content"] else 0)
    # An empty doc string and one of a single empty line have the same content.
    if not lines[end - 1].strip().startswith(delimiter):
        end += 1
    lost = lines[end - 1].strip().removeprefix(delimiter)
    if lost:
        sentence = f"The doc string ends here; the text after {delimiter} is lost: {lost.strip()}"
        escaped = "".join(f"\\{quote}" for quote in delimiter)
        remedy = f"Remove it, or write the quotes inside as {escaped}."
        yield Mistake("lost-text", Place(document.uri, end, lines[end - 1].index(delimiter) + 4), sentence, remedy)


def _late_language(document: FeatureDocument) -> Iterator[Mistake]:
    for comment in document.tree["comments"]:
        if TokenMatcher.LANGUAGE_RE.match(comment["text"]):
            sentence = "This names a language, but too late to count: it is only a comment here."
            remedy = "Move it to the first line of the file, and keep only one."
            yield Mistake("late-language", document.place(comment), sentence, remedy)
