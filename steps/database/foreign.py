"""Databases that the service reaches past its session dependency: refused before anything is read or written there."""

from __future__ import annotations

import threading
import warnings
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import URL, Connection

WORK: ContextVar[Literal["exchange", "lifespan", "run"] | None] = ContextVar("work", default=None)
"""What the service in this process is doing here, or "run" where a step, a fixture or this project is at work.

None in a thread that somebody has started without a context: it is taken for the service's while a scenario runs.
"""

_WATCHES: list[ForeignDatabases] = []
"""Who looks at the engines of this process. The last one does; a run inside of a test hides the run around it."""

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

    What lives in memory is nobody's data, and no concern. In an exchange any other database is refused, also by a task
    that outlives its scenario; in the lifespan, which makes tables in many services, it is warned of.
    """

    def __init__(self) -> None:
        WORK.set("run")
        self._has_begun = self._is_on = False
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
        _WATCHES.append(self)
        event.listen(Engine, "engine_connect", self._on_connect)

    def unwatch(self) -> None:
        """Look no more."""
        event.remove(Engine, "engine_connect", self._on_connect)
        _WATCHES.remove(self)

    def begin(self) -> None:
        """Look at threads and at the lifespan too, from the begin of a scenario in whose process the service is."""
        self._has_begun = self._is_on = True

    def end(self) -> None:
        """Look no more at what may as well be another test's."""
        self._is_on = False

    def tell(self) -> None:
        """Raise what was refused, in case the service has caught it."""
        refused, self.refused = self.refused, None
        if refused is not None:
            raise refused

    def _on_connect(self, connection: Connection) -> None:
        work, url = WORK.get(), connection.engine.url
        if _WATCHES[-1] is not self or not self._concerns(work) or _is_nobodys(url) or _location(url) in self._ours:
            return
        shown = url.render_as_string(hide_password=True)
        if shown in self._allowed:
            return
        try:
            self._refuse(shown, in_lifespan=work == "lifespan")
        except (ForeignDatabase, ForeignDatabaseWarning):
            connection.close()
            raise

    def _concerns(self, work: str | None) -> bool:
        if work is None:
            return self._is_on and threading.current_thread() is not threading.main_thread()
        return self._has_begun if work == "exchange" else self._is_on and work == "lifespan"

    def _refuse(self, shown: str, *, in_lifespan: bool) -> None:
        if in_lifespan:
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
