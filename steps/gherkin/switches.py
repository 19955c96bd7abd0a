"""Comments in a feature file that switch a rule off: `# steps: ignore two-whens`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from steps.gherkin.mistakes import Mistake
    from steps.gherkin.reading import FeatureDocument, Node

_SWITCH = re.compile(r"\s*#\s*steps\s*:\s*ignore\s+(?P<rules>.+)", re.IGNORECASE)
# Without these a scenario could not run, or would say something else than it does: no comment helps.
FINAL = frozenset(
    {
        "ambiguous-step",
        "duplicate-definition",
        "empty-step",
        "encoding",
        "missing-argument",
        "no-name",
        "no-rows",
        "syntax",
        "undefined-step",
        "unknown-fixture",
        "unloadable",
        "unreadable",
        "unused-argument",
    }
)


@dataclass(frozen=True, slots=True)
class Switch:
    """A rule that is off on some lines: of the file, rule, scenario or single line that the comment stands above."""

    rule: str
    lines: range


def switches(document: FeatureDocument) -> list[Switch]:
    """Read the comments that switch rules off."""
    return [Switch(name, _reach(document, comment)) for comment, name in named_rules(document)]


def without_switched_off(document: FeatureDocument, mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Leave out the mistakes of a file that its comments cover."""
    found = list(mistakes)
    off = switches(document) if found else ()
    return [each for each in found if not is_off(each, off)]


def is_off(mistake: Mistake, switched: Iterable[Switch]) -> bool:
    """Tell whether a comment covers the mistake."""
    if mistake.rule in FINAL:
        return False
    return any(switch.rule == mistake.rule and mistake.place.line in switch.lines for switch in switched)


def named_rules(document: FeatureDocument) -> Iterator[tuple[Node, str]]:
    """Iterate over the comments that switch something off, with each rule they name."""
    for comment in document.tree["comments"]:
        if found := rules_in(comment["text"]):
            yield from ((comment, name) for name in found)


def rules_in(line: str) -> list[str]:
    """List the rules that a line switches off; none where it is no such comment."""
    found = _SWITCH.match(line)
    return re.split(r"[\s,]+", found["rules"].strip()) if found else []


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
