"""What can be wrong with a feature file, as values that name the place and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: `features/x.feature:12`. Lines and columns count from 1; column 0 means the whole line."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a feature or its step definitions: the rule it breaks, where, a sentence, and the remedy."""

    rule: str
    place: Place
    sentence: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = "".join(f"\n    {line}".rstrip() for line in self.remedy.splitlines())
        return f"{self.place}: {self.sentence}{remedy}"


class MistakesFound(Exception):  # noqa: N818  a finding, not a fault of the program
    """Raised where a file cannot be used because of its mistakes."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))
