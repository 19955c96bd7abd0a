"""Rules that an author switches off, by a comment: `# steps: ignore two-whens`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from steps.check.rules import RULES
from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from steps.gherkin.reading import FeatureDocument, Node

_SWITCH = re.compile(r"\s*#\s*steps\s*:\s*ignore\s+(?P<rules>.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that is off on some lines: of the file, rule, scenario or single line that the comment stands above."""

    rule: str
    lines: range


def switches(document: FeatureDocument) -> list[Switch]:
    """Read the comments that switch rules off."""
    return [Switch(name, _reach(document, comment)) for comment, name in _named(document)]


def switches_in_python(source: str) -> list[Switch]:
    """Read the comments of a module: one that a blank line follows counts for all of it, another for what it touches."""
    lines = source.split("\n")
    found = ((number, _SWITCH.match(line)) for number, line in enumerate(lines, 1))
    return [
        Switch(name, _reach_in_python(lines, number)) for number, switch in found if switch for name in _names(switch)
    ]


def _reach_in_python(lines: Sequence[str], number: int) -> range:
    blank = next((each for each in range(number, len(lines)) if not lines[each].strip()), len(lines))
    return range(1, len(lines) + 1) if blank == number else range(number, blank + 1)


def unknown_rules(document: FeatureDocument) -> Iterator[Mistake]:
    """Find comments that switch off what is no rule, and so nothing."""
    for comment, name in _named(document):
        if name not in RULES:
            near = get_close_matches(name, RULES, n=1)
            remedy = f'Did you mean "{near[0]}"?' if near else f"The rules: {', '.join(sorted(RULES))}."
            yield Mistake("unknown-rule", document.place(comment), f'There is no rule "{name}" to ignore.', remedy)


def is_off(mistake: Mistake, switched: Iterable[Switch]) -> bool:
    """Tell whether a comment covers the mistake."""
    return any(switch.rule == mistake.rule and mistake.place.line in switch.lines for switch in switched)


def _named(document: FeatureDocument) -> Iterator[tuple[Node, str]]:
    for comment in document.tree["comments"]:
        if found := _SWITCH.match(comment["text"]):
            yield from ((comment, name) for name in _names(found))


def _names(switch: re.Match[str]) -> list[str]:
    return re.split(r"[\s,]+", switch["rules"].strip())


def _reach(document: FeatureDocument, comment: Node) -> range:
    lines = document.text.split("\n")
    start: int = comment["location"]["line"]
    target = next(
        (number for number in range(start + 1, len(lines) + 1) if not _is_passed_over(lines[number - 1])), len(lines)
    )
    headings = _headings(document)
    heading = next((index for index, (line, _) in enumerate(headings) if line == target), None)
    if heading is None:
        return range(start, target + 1)
    depth = headings[heading][1]
    return range(start, next((line for line, other in headings[heading + 1 :] if other <= depth), len(lines) + 1))


def _is_passed_over(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith(("#", "@"))


def _headings(document: FeatureDocument) -> Sequence[tuple[int, int]]:
    """List line and depth of the feature, its rules, and their backgrounds and scenarios, from top to bottom."""
    found = []
    for index, section in enumerate(sections(document)):
        found.append((section.node["location"]["line"], 1 if index else 0))
        parts = [*([section.background] if section.background else []), *section.scenarios]
        found += [(part["location"]["line"], 2) for part in parts]
    return found
