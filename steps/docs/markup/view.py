"""What every part of one document is written with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.docs.cases import Case
    from steps.docs.history import History
    from steps.docs.outcomes import Exchange, Message
    from steps.docs.requirements import Tracking

Header = tuple[str, str]


class View(Struct, frozen=True):
    """Hold what is said once for the whole page, so that a part of it need not repeat it.

    `most` is where most requests went; `asked` and `answered` are the headers that every request and every answer
    carries; `several` is true for several drivers.
    """

    tracking: Tracking | None
    history: History | None
    ran: bool
    several: bool
    most: str
    asked: tuple[Header, ...]
    answered: tuple[Header, ...]


def all_exchanges(cases: Iterable[Case]) -> list[Exchange]:
    """List the exchanges of every attempt."""
    return [
        exchange for case in cases for run in case.runs for attempt in run.attempts for exchange in attempt.exchanges
    ]


def most_origin(exchanges: Iterable[Exchange]) -> str:
    """Find where most requests went, so that only the others need to say it."""
    return next((name for name, _ in Counter(each.origin for each in exchanges).most_common(1)), "")


def shared_headers(messages: Iterable[Message]) -> tuple[Header, ...]:
    """List the headers that every one of several requests, or of several answers, carries."""
    found = Counter(message.headers for message in messages)
    if found.total() <= 1:
        return ()
    first, *others = found
    return tuple(header for header in first if all(header in other for other in others))
