"""What a run starts for its databases, and where each database of this process is."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import ExitStack, nullcontext, suppress
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from steps.database.engines import is_in_memory
from steps.database.folder import abandoned_folders, locked_folder
from steps.database.foreign import ForeignDatabases
from steps.database.own import own_database, own_url
from steps.database.own_sqlite import own_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextlib import AbstractAsyncContextManager

    from sqlalchemy import MetaData

    from steps.database.choice import Choice
    from steps.database.own import Worker

FOLDER = "sqlite"
PROVISION = pytest.StashKey["Provision"]()
"""What the databases of the run are made from, on its config."""


class Provision:
    """Starts what a choice of database needs when it is first asked for, and ends it with the run.

    `given` are the servers that the controller of parallel workers has started, by the name of the choice.
    """

    def __init__(self, worker: Worker, given: Mapping[str, str]) -> None:
        self.worker = worker
        self.foreign = ForeignDatabases()
        self._given = given
        self._servers: dict[str, URL] = {}
        self._claimed: set[str] = set()
        self._shared: set[URL] = set()
        self._started = ExitStack()

    def server(self, choice: Choice) -> URL:
        """Return the URL that a choice stands for, which all workers share."""
        if choice.name not in self._servers:
            self._servers[choice.name] = self._provided(choice)
        return self._servers[choice.name]

    def servers(self, choices: Iterable[Choice]) -> dict[str, str]:
        """Return the URLs of the servers among some choices, for the workers that share them."""
        shared = {each for each in choices if each.is_server}
        self._shared |= {each.url for each in shared if each.url is not None}
        return {each.name: self.server(each).render_as_string(hide_password=False) for each in shared}

    def url(self, choice: Choice) -> URL:
        """Return the URL of this process's database; it need not exist yet."""
        return own_url(self.server(choice), self.worker)

    def claim(self, choice: Choice) -> URL:
        """Make this process's file before the service is imported, which may make its tables there at once.

        A database that is no file is made when a scenario first asks for it; its URL is returned all the same.
        """
        url = self.url(choice)
        self.foreign.add(url)
        if choice.name in self._claimed:
            return url
        if url.get_backend_name() == "sqlite" and not is_in_memory(url):
            self._started.enter_context(own_sqlite(self.server(choice), worker=self.worker.name))
            self._claimed.add(choice.name)
        return url

    def own(self, choice: Choice, metadata: MetaData) -> AbstractAsyncContextManager[URL]:
        """Return what makes and removes this process's database, unless it was claimed."""
        if choice.name in self._claimed:
            return nullcontext(self.url(choice))
        return own_database(self.server(choice), metadata, self.worker)

    def close(self) -> None:
        """End what was started, and drop what killed workers left on a server that is not ours."""
        while self._shared:
            from steps.database.own_postgresql import drop_databases  # noqa: PLC0415

            with suppress(pytest.UsageError, SQLAlchemyError):  # the next run drops it then
                asyncio.run(drop_databases(self._shared.pop(), self.worker.run))
        self._servers.clear()
        self._started.close()

    def _provided(self, choice: Choice) -> URL:
        if choice.name in self._given:
            return make_url(self._given[choice.name])
        if choice.url is not None:
            return choice.url
        if choice.is_server:
            from steps.database.postgresql import throwaway_server  # noqa: PLC0415  only what is used is imported

            return self._started.enter_context(throwaway_server())
        for abandoned in abandoned_folders(FOLDER):
            shutil.rmtree(abandoned, ignore_errors=True)
        folder, _ = self._started.enter_context(locked_folder(FOLDER))
        return URL.create("sqlite+aiosqlite", database=str(folder / "test.db"))
