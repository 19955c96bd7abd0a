"""What differs between two texts, line beside line and word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from steps.docs.outcomes import Difference

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a stretch of text, and whether the other side lacks it."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
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
    """Compare two sentences word by word."""
    before, after = (re.findall(r"\w+|\s+|[^\w\s]", text[:5_000]) for text in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    left, right = [], []
    for operation, a, b, c, d in matcher.get_opcodes():
        changed = operation != "equal"
        left += [Piece("".join(before[a:b]), changed)] if b > a else []
        right += [Piece("".join(after[c:d]), changed)] if d > c else []
    return Pair(tuple(left), tuple(right))


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
