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


def tag_typos(documents: Sequence[FeatureDocument]) -> Iterator[Mistake]:
    """Find tags that are used once and nearly spell one that means something or is used more often."""
    used = [(document, tag) for document in documents for tag in _tags(document)]
    often = Counter(tag["name"] for _, tag in used)
    known = {*MEANINGFUL, *(name for name, times in often.items() if times > 1)}
    for document, tag in used:
        if tag["name"].partition("(")[0] in known:
            continue
        near = [
            name
            for name in get_close_matches(tag["name"], sorted(known), n=1, cutoff=0.8)
            if _differs(name, tag["name"])
        ]
        if near:
            sentence = f'The tag "{tag["name"]}" is used nowhere else; it looks like "{near[0]}".'
            yield Mistake(
                "tag-typo", document.place(tag), sentence, f'Write "{near[0]}", or a name that is clearly another.'
            )


def _differs(known: str, name: str) -> bool:
    """Numbered tags (`@us-12`, `@us-13`) are near each other on purpose."""
    return _letters(known) != _letters(name) or known.lower() == name.lower()


def _letters(name: str) -> str:
    return "".join(each for each in name if not each.isdigit())


def _tags(document: FeatureDocument) -> Iterator[Node]:
    for section in sections(document):
        yield from section.node["tags"]
        for scenario in section.scenarios:
            yield from scenario["tags"]
            for examples in scenario["examples"]:
                yield from examples["tags"]
