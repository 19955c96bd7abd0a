"""Tags, whose typing errors nobody notices: a mistyped tag selects nothing and skips nothing."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from steps.gherkin.mistakes import Mistake
from steps.gherkin.reading import sections

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.gherkin.reading import FeatureDocument, Node

MEANINGFUL = ("@concurrent", "@contract", "@flaky", "@skip", "@slow", "@smoke", "@wip", "@xfail")
NEAR = 0.82


def tag_typos(documents: Sequence[FeatureDocument]) -> Iterator[Mistake]:
    """Find tags that are used once and nearly spell one that means something or is used more often."""
    used = [(document, tag) for document in documents for tag in _tags(document)]
    often = Counter(tag["name"] for _, tag in used)
    known = {name.lower(): name for name in (*MEANINGFUL, *(name for name, times in often.items() if times > 1))}
    for document, tag in used:
        name = tag["name"].partition("(")[0]
        near = get_close_matches(name.lower(), known, n=1, cutoff=NEAR)
        if near and known[near[0]] not in {name, tag["name"]} and _differs(near[0], name.lower()):
            meant = known[near[0]]
            sentence = f'The tag "{tag["name"]}" is used nowhere else; it looks like "{meant}".'
            yield Mistake(
                "tag-typo", document.place(tag), sentence, f'Write "{meant}", or a name that is clearly another.'
            )


def _differs(known: str, name: str) -> bool:
    """Numbered tags (`@us-12`, `@us-13`) are near each other on purpose."""
    return known == name or _letters(known) != _letters(name)


def _letters(name: str) -> str:
    return "".join(each for each in name if not each.isdigit())


def _tags(document: FeatureDocument) -> Iterator[Node]:
    for section in sections(document):
        yield from section.node["tags"]
        for scenario in section.scenarios:
            yield from scenario["tags"]
            for examples in scenario["examples"]:
                yield from examples["tags"]
