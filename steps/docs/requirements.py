"""Which scenarios prove which requirement, by their tags."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.cases import Case, worst_status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steps.docs.statuses import Status


class Tracking(Struct, frozen=True):
    """Tell requirements from other tags, and where they are kept.

    `pattern` matches a whole tag, such as `@REQ-[0-9]+`; in `link`, `{tag}` stands for the tag without its @.
    """

    pattern: str
    link: str = ""

    def address(self, tag: str) -> str:
        """Give the address of a requirement, or nothing for any other tag; only web addresses are given."""
        address = self.link.replace("{tag}", tag.removeprefix("@"))
        return address if self.holds(tag) and address.startswith(("https://", "http://")) else ""

    def holds(self, tag: str) -> bool:
        """Tell whether a tag is a requirement."""
        return re.fullmatch(self.pattern, tag) is not None


class Requirement(Struct, frozen=True):
    """Hold a requirement and the cases that are tagged with it."""

    tag: str
    cases: tuple[Case, ...]

    @property
    def status(self) -> Status:
        """Give the gravest status of the cases."""
        return worst_status(self.cases)


def trace_requirements(cases: Iterable[Case], tracking: Tracking) -> tuple[Requirement, ...]:
    """List the requirements that cases are tagged with, in the order of their numbers."""
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for tag in dict.fromkeys(case.tags):
            if tracking.holds(tag):
                found[tag].append(case)
    return tuple(Requirement(tag, tuple(found[tag])) for tag in sorted(found, key=lambda tag: list(_natural(tag))))


def _natural(tag: str) -> Iterator[tuple[int, str]]:
    """Sort `@REQ-9` before `@REQ-10`."""
    for part in re.split(r"(\d+)", tag):
        yield (int(part), "") if part.isdecimal() else (0, part)
