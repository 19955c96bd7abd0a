"""Find the mistyped keyword that Gherkin takes for a description, so that what follows it is never run."""

from __future__ import annotations

import difflib
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.gherkin.characters import character_name
from steps.gherkin.dialects import heading_keywords, step_keywords
from steps.gherkin.mistakes import Mistake, Place
from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.reading import FeatureDocument, Node

HEADING = re.compile(r"(?P<word>[^\W\d_][\w ]*?)\s*(?P<colon>[:\uff1a])\s*(?P<name>.*)")
LIST_ITEM = re.compile(r"(?P<marker>[-+\u2022\u2013]|\d+[.)])\s+(?P<word>\S+)\s")
MARKDOWN_RULE = re.compile(r"\|[\s:|-]+\|")
NEAR = 0.75
# Words of prose that are as near to a step keyword as a typing error is.
PROSE = frozenset(
    """a all an and any are as at but even give gives he her one or she than that the their them these they this those
    we were what where who why""".split()  # noqa: SIM905  a table of 30 lines reads worse
)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    @property
    def first_word(self) -> str:
        return self.text.split(maxsplit=1)[0]


def keywords_in_descriptions(document: FeatureDocument) -> Iterator[Mistake]:
    """Find headings and steps that are spelt so that they became part of a description."""
    if document.feature is None:
        return
    headings, steps = heading_keywords(document.feature), step_keywords(document.feature)
    for node, holds_steps in _described(document):
        lines = _description_lines(document, node)
        found = {line.number: _heading_mistake(document, line, headings) for line in lines}
        for line, below in itertools.pairwise(lines):
            found[line.number] = found[line.number] or _without_colon(document, line, below, headings, steps)
        if holds_steps and lines:
            found[lines[0].number] = found[lines[0].number] or _lost_argument(document, lines)
            for line in lines:
                found[line.number] = found[line.number] or _list_item(document, line, steps)
        for line in _lost_steps(node, lines, steps, holds_steps=holds_steps):
            found[line.number] = found[line.number] or _step_mistake(document, line, steps)
        yield from (mistake for mistake in found.values() if mistake)


def _described(document: FeatureDocument) -> Iterator[tuple[Node, bool]]:
    for section in sections(document):
        yield section.node, False
        if section.background:
            yield section.background, True
        for scenario in section.scenarios:
            yield scenario, True
            yield from ((examples, False) for examples in scenario["examples"])


def _description_lines(document: FeatureDocument, node: Node) -> list[_Line]:
    wanted = [text.strip() for text in node["description"].split("\n") if text.strip()]
    lines = enumerate(document.text.split("\n")[node["location"]["line"] :], node["location"]["line"] + 1)
    found = []
    for text in wanted:
        number = next((number for number, line in lines if line.strip() == text), None)
        if number is not None:
            found.append(_Line(number, text))
    return found


def _heading_mistake(document: FeatureDocument, line: _Line, keywords: Sequence[str]) -> Mistake | None:
    heading = HEADING.fullmatch(line.text)
    if heading is None:
        return None
    lowered = {word.lower(): word for word in keywords}
    word = heading["word"].lower()
    near = difflib.get_close_matches(word, lowered, n=1, cutoff=NEAR)
    is_plural_of_prose = near and word == f"{near[0]}s" and not heading["name"]
    if not near or is_plural_of_prose:
        return None
    written, meant = line.text[: heading.end("colon")], f"{lowered[near[0]]}:"
    wrong, remedy = "is no keyword", f"Did you mean '{meant}'?"
    if written == meant:
        wrong, remedy = "cannot stand here", "Look above: the heading it belongs to is missing or mistyped."
    sentence = f"'{written}' {wrong}, so this line and what follows it is only description."
    return Mistake("keyword-in-description", Place(document.uri, line.number), sentence, remedy)


def _without_colon(
    document: FeatureDocument, line: _Line, below: _Line, headings: Sequence[str], steps: Sequence[str]
) -> Mistake | None:
    """Find a heading whose colon is missing: it has steps below it."""
    longest_first = sorted(headings, key=len, reverse=True)
    heading = next((each for each in longest_first if f"{line.text} ".startswith(f"{each} ")), None)
    if heading is None or below.first_word not in steps:
        return None
    sentence = f"'{heading}' has no colon, so this line and what follows it is only description."
    return Mistake("keyword-in-description", Place(document.uri, line.number), sentence, f"Write '{heading}:'.")


def _lost_argument(document: FeatureDocument, lines: Sequence[_Line]) -> Mistake | None:
    """Find a table or doc string that stands above all steps; a table with a Markdown rule is one of Markdown."""
    if any(MARKDOWN_RULE.fullmatch(line.text) for line in lines) or not lines[0].text.startswith(("|", '"""', "```")):
        return None
    sentence = "This stands above the first step, so it is only description."
    remedy = "Write the step that it belongs to above it."
    return Mistake("keyword-in-description", Place(document.uri, lines[0].number), sentence, remedy)


def _list_item(document: FeatureDocument, line: _Line, keywords: Sequence[str]) -> Mistake | None:
    """Find a step that is written as an item of a list."""
    item = LIST_ITEM.match(line.text)
    if item is None or item["word"] not in keywords:
        return None
    sentence = f"'{item['marker']} {item['word']}' is no keyword, so this line is only description and would never run."
    remedy = f"Begin the line with '{item['word']}'."
    return Mistake("keyword-in-description", Place(document.uri, line.number), sentence, remedy)


def _lost_steps(node: Node, lines: Sequence[_Line], keywords: Sequence[str], *, holds_steps: bool) -> Iterator[_Line]:
    """Find the lines that were meant as steps: mistyped ones where steps stand, well-typed ones where none can."""
    if holds_steps:
        steps_begin = node["steps"][0]["location"]["line"] if node["steps"] else 0
        first = lines[0].number if lines else 0
        yield from (
            line
            for line in lines
            if line.number in (first, steps_begin - 1) and _nearest_step_keyword(line.first_word, keywords)
        )
    else:
        runs = itertools.groupby(lines, key=lambda line: line.first_word in keywords)
        for are_steps, run in runs:
            found = list(run)
            if are_steps and len({line.first_word for line in found}) > 1:
                yield from found


def _nearest_step_keyword(word: str, keywords: Sequence[str]) -> str | None:
    lowered = {each.lower(): each for each in keywords}
    if word.lower() in lowered:
        return lowered[word.lower()]
    if glued := next((each for each in keywords if re.match(rf"{re.escape(each)}[A-Z]", word)), None):
        return glued
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=NEAR)
    return lowered[near[0]] if near and word.lower() not in PROSE else None


def _step_mistake(document: FeatureDocument, line: _Line, keywords: Sequence[str]) -> Mistake:
    word = line.first_word
    if word in keywords and line.text[len(word) :][:1].strip(" "):
        sentence = f"Behind '{word}' stands {character_name(line.text[len(word)])}, so this line is only description."
        remedy = f"Write a space behind '{word}'."
    elif word in keywords:
        sentence, remedy = (
            f"This '{word}' is only description: a step stands in a scenario.",
            "Put 'Scenario:' or 'Background:' above it.",
        )
    else:
        sentence = f"'{word}' is no keyword, so this line is only description and would never run."
        remedy = f"Did you mean '{_nearest_step_keyword(word, keywords)}'?"
    return Mistake("keyword-in-description", Place(document.uri, line.number), sentence, remedy)
