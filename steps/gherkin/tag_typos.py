"""Tags, whose typing errors nobody notices: a mistyped tag selects nothing and skips nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import tag_nodes
from steps.gherkin.switches import switches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.mistakes import Place
    from steps.gherkin.reading import FeatureDocument

MEANINGFUL = ("@concurrent", "@contract", "@flaky", "@serial", "@skip", "@slow", "@smoke", "@wip", "@writes", "@xfail")
NEAR = 0.82


@dataclass(frozen=True, slots=True)
class UsedTag:
    """A tag as it stands in a file, with its at sign; `is_meant` where a comment says `# steps: ignore tag-typo`."""

    name: str
    place: Place
    is_meant: bool


def used_tags(document: FeatureDocument) -> list[UsedTag]:
    """List every tag of a file."""
    meant = [each.lines for each in switches(document) if each.rule == "tag-typo"]
    return [
        UsedTag(tag["name"], document.place(tag), any(tag["location"]["line"] in lines for lines in meant))
        for tag in tag_nodes(document)
    ]


def tag_typos(used: Sequence[UsedTag]) -> Iterator[Mistake]:
    """Find tags that are used once and nearly spell one that means something or is used more often."""
    often = Counter(tag.name for tag in used)
    known = {name.lower(): name for name in (*MEANINGFUL, *(name for name, times in often.items() if times > 1))}
    for tag in used:
        name = tag.name.partition("(")[0]
        if often[tag.name] > 1 or name in MEANINGFUL or tag.is_meant:
            continue
        # Nobody mistypes the first letter and the last one, and a suite may have a tag of its own for each ticket.
        alike = [each for each in known if each[1:2] == name[1:2].lower() or each[-1] == name[-1].lower()]
        near = get_close_matches(name.lower(), alike, n=1, cutoff=NEAR) if alike else []
        if near and known[near[0]] not in {name, tag.name} and _differs(near[0], name.lower()):
            meant = known[near[0]]
            sentence = f'The tag "{tag.name}" is used nowhere else; it looks like "{meant}".'
            yield Mistake("tag-typo", tag.place, sentence, f'Write "{meant}", or a name that is clearly another.')


def _differs(known: str, name: str) -> bool:
    """Numbered tags (`@us-12`, `@us-13`) are near each other on purpose."""
    return known == name or _letters(known) != _letters(name)


def _letters(name: str) -> str:
    return "".join(each for each in name if not each.isdigit())
