"""What every part of one document is written with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from steps.docs.exchanges import origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from steps.docs.history import History
    from steps.docs.model import Case
    from steps.docs.outcomes import Exchange
    from steps.docs.requirements import Tracking

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """Hold what is said once for the whole page, so that a part of it need not repeat it.

    `markdown` renders a text below a heading of a level; `most` is where most requests went, `shared` are the headers
    that all of them carry; `several` is true for several drivers.
    """

    markdown: Callable[[str, int], str]
    tracking: Tracking | None
    history: History | None
    ran: bool
    several: bool
    most: str
    shared: tuple[Header, ...]


def last_exchanges(cases: Iterable[Case]) -> list[Exchange]:
    """List the exchanges of the attempts that count."""
    return [exchange for case in cases for run in case.runs for exchange in run.last.exchanges]


def most_origin(exchanges: Iterable[Exchange]) -> str:
    """Find where most requests went, so that only the others need to say it."""
    return next((name for name, _ in Counter(origin(each.url) for each in exchanges).most_common(1)), "")


def shared_headers(exchanges: Iterable[Exchange]) -> tuple[Header, ...]:
    """List the headers that every one of several requests carries."""
    requests = Counter(each.request.headers for each in exchanges)
    if requests.total() <= 1:
        return ()
    first, *others = requests
    return tuple(header for header in first if all(header in other for other in others))
