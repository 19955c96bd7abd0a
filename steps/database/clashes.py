"""Find sessions of the service that would undo each other's work on one transaction."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class ParallelSessions(Exception):  # noqa: N818  the sentence that a failing step shows
    """Two sessions of the service are at work at once on one transaction, where each would undo the other's work."""


class SessionsAtWork:
    """The sessions that the service has made in one scenario, in whichever threads."""

    def __init__(self) -> None:
        self._sessions: WeakSet[Session] = WeakSet()
        self._adding = threading.Lock()
        self.clash: ParallelSessions | None = None

    def add(self, session: Session) -> None:
        """Watch a session."""
        with self._adding:
            self._sessions.add(session)

    def refuse_parallel(self) -> None:
        """Raise `ParallelSessions` if more than one of them is in a transaction."""
        with self._adding:
            at_work = sum(session.in_transaction() for session in self._sessions)
        if at_work > 1:
            sentence = "Two sessions of the service are at work at once, but the scenario has one transaction"
            self.clash = ParallelSessions(f"{sentence}: tag the scenario @concurrent.")
            raise self.clash
