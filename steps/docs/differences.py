"""What differs between two texts, line beside line and word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import chain, groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.docs.outcomes import Difference

LONGEST = 400


class Piece(Struct, frozen=True):
    """Hold a stretch of text, and whether the other side lacks it."""

    text: str
    changed: bool


class Pair(Struct, frozen=True):
    """Hold a line of either side, as pieces; an absent line is empty."""

    expected: tuple[Piece, ...]
    actual: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Tell whether the sides differ in this line."""
        return self.expected != self.actual


def side_by_side(difference: Difference) -> tuple[Pair, ...]:
    """Align the lines of both sides; very long values are shown by their beginning."""
    return tuple(_pairs(difference.expected[:LONGEST], difference.actual[:LONGEST]))


def compare_words(old: str, new: str) -> Pair:
    """Compare two sentences word by word; words that changed beside each other are one stretch."""
    before, after = (re.findall(r"\w+|\s+|[^\w\s]", text[:5_000]) for text in (old, new))
    stretches = list(_stretches(before, after))
    left = tuple(Piece(text, changed) for changed, text, _ in stretches if text)
    right = tuple(Piece(text, changed) for changed, _, text in stretches if text)
    return Pair(left, right)


def _stretches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, str, str]]:
    operations = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    last = len(operations) - 1
    told = (
        (name != "equal" or (0 < at < last and not "".join(before[a:b]).strip()), before[a:b], after[c:d])
        for at, (name, a, b, c, d) in enumerate(operations)
    )
    for changed, parts in groupby(told, key=itemgetter(0)):
        held = list(parts)
        yield changed, "".join(chain(*(old for _, old, _ in held))), "".join(chain(*(new for _, _, new in held)))


def _pairs(expected: Sequence[str], actual: Sequence[str]) -> Iterator[Pair]:
    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        for left, right in zip_longest(expected[a:b], actual[c:d]):
            if operation == "equal":
                yield Pair((Piece(left, changed=False),), (Piece(right, changed=False),))
            elif left is None or right is None:
                yield Pair(_whole(left), _whole(right))
            else:
                yield compare_words(left, right)


def _whole(line: str | None) -> tuple[Piece, ...]:
    return () if line is None else (Piece(line, changed=True),)
