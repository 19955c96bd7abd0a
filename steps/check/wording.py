"""Names and steps that say nothing, and text that the parser passes over."""

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


def wording(document: FeatureDocument) -> Iterator[Mistake]:
    """Find what has no words, and words that are lost."""
    for section in sections(document):
        yield from _unnamed(document, section.node)
        for owner in (*([section.background] if section.background else ()), *section.scenarios):
            for step in owner["steps"]:
                yield from _step(document, step)
            for examples in owner.get("examples", ()):
                yield from _rows(document, [*_header(examples), *examples["tableBody"]])
    yield from _late_language(document)


def _header(examples: Node) -> list[Node]:
    return [examples["tableHeader"]] if "tableHeader" in examples else []


def _unnamed(document: FeatureDocument, node: Node) -> Iterator[Mistake]:
    if not node["name"]:
        keyword = node["keyword"]
        remedy = f"Write after the colon what it is about: {keyword}: ..."
        yield Mistake("no-name", document.place(node), f'This "{keyword}" has no name.', remedy)


def _step(document: FeatureDocument, step: Node) -> Iterator[Mistake]:
    if not step["text"]:
        sentence = f'Nothing follows "{step["keyword"].strip()}".'
        yield Mistake("empty-step", document.place(step), sentence, "Write the step's sentence, or remove the line.")
    yield from _rows(document, step.get("dataTable", {}).get("rows", ()))
    if "docString" in step:
        yield from _after_doc_string(document, step["docString"])


def _rows(document: FeatureDocument, rows: list[Node]) -> Iterator[Mistake]:
    lines = document.text.split("\n")
    for row in rows:
        line = lines[row["location"]["line"] - 1].strip()
        if lost := _AFTER_LAST_CELL.search(line):
            before = lost.start(1) + len(lost[1]) - len(lost[1].lstrip())
            place = Place(document.uri, row["location"]["line"], row["location"]["column"] + before)
            sentence = f'The text after the last "|" is no cell and is lost: {lost[1].strip()}'
            yield Mistake("lost-text", place, sentence, 'Close the row with "|"; a comment needs a line of its own.')


def _after_doc_string(document: FeatureDocument, doc_string: Node) -> Iterator[Mistake]:
    delimiter = doc_string["delimiter"]
    end = doc_string["location"]["line"] + 1 + (doc_string["content"].count("\n") + 1 if doc_string["content"] else 0)
    lines = document.text.split("\n")
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
