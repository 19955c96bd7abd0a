"""Databases that the service reaches past its session dependency: refused before anything is read or written there."""

from __future__ import annotations

import warnings
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import URL, Connection

WORK: ContextVar[Literal["exchange", "lifespan"] | None] = ContextVar("work", default=None)
"""What the service in this process is doing here; None where a step, a fixture or this project is at work."""

EXCHANGE = (
    "The service opened {0}, which is no test database, past its session dependency (bdd_session); nothing was read or "
    "written there. Name every dependency that gives sessions in bdd_session; let other code take its URL from the "
    "environment variable that bdd_live_env names; "
    "or allow the database: bdd_other_databases = {0}"
)
LIFESPAN = (
    "The service's lifespan opened {}, which is no test database. Let it take its URL from the environment variable that "
    "bdd_live_env names; if it does no harm there: "
    "filterwarnings = ignore::steps.database.foreign.ForeignDatabaseWarning"
)


class ForeignDatabase(Exception):  # noqa: N818  the sentence that a failing step shows
    """The service has reached a database that is not the scenario's."""


class ForeignDatabaseWarning(pytest.PytestWarning):
    """The service's lifespan has reached a database that is not the tests'."""


class ForeignDatabases:
    """Watches every engine of this process while the service is at work in a scenario.

    What lives in memory is nobody's data, and no concern. In an exchange any other database is refused; in the lifespan,
    which makes tables in many services, it is warned of.
    """

    def __init__(self) -> None:
        self.is_on = False
        self.refused: ForeignDatabase | None = None
        self._ours: set[tuple[object, ...]] = set()
        self._allowed: set[str] = set()

    def allow(self, urls: Iterable[str]) -> None:
        """Let the service reach these databases too, each as a message names it."""
        self._allowed.update(urls)

    def add(self, url: URL) -> None:
        """Know a test database."""
        self._ours.add(_location(url))

    def watch(self) -> None:
        """Begin to look at whoever connects."""
        event.listen(Engine, "engine_connect", self._on_connect)

    def unwatch(self) -> None:
        """Look no more."""
        event.remove(Engine, "engine_connect", self._on_connect)

    def tell(self) -> None:
        """Raise what was refused, in case the service has caught it."""
        refused, self.refused = self.refused, None
        if refused is not None:
            raise refused

    def _on_connect(self, connection: Connection) -> None:
        work, url = WORK.get(), connection.engine.url
        if not self.is_on or work is None or _is_nobodys(url) or _location(url) in self._ours:
            return
        shown = url.render_as_string(hide_password=True)
        if shown in self._allowed:
            return
        try:
            self._refuse(work, shown)
        except (ForeignDatabase, ForeignDatabaseWarning):
            connection.close()
            raise

    def _refuse(self, work: Literal["exchange", "lifespan"], shown: str) -> None:
        if work == "lifespan":
            warnings.warn(LIFESPAN.format(shown), ForeignDatabaseWarning, stacklevel=1)
        else:
            self.refused = ForeignDatabase(EXCHANGE.format(shown))
            raise self.refused


def _is_nobodys(url: URL) -> bool:
    in_memory = url.database in {None, "", ":memory:"} or "mode=memory" in str(url)
    return url.get_backend_name() == "sqlite" and in_memory


def _location(url: URL) -> tuple[object, ...]:
    if url.get_backend_name() == "sqlite":
        return "sqlite", Path(url.database or "").absolute()
    return url.get_backend_name(), url.host, url.port, url.database
