"""What a run starts for its databases, and where each database of this process is."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL
from sqlalchemy.engine import make_url

from steps.database.folder import abandoned_folders, locked_folder
from steps.database.own import own_url
from steps.database.postgresql import throwaway_server

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        self._given = given
        self._servers: dict[str, URL] = {}
        self._started = ExitStack()

    def server(self, choice: Choice) -> URL:
        """Return the URL that a choice stands for, which all workers share."""
        if choice.name not in self._servers:
            self._servers[choice.name] = self._provided(choice)
        return self._servers[choice.name]

    def servers(self, choices: Iterable[Choice]) -> dict[str, str]:
        """Return the URLs of the servers among some choices, for the workers that share them."""
        shared = {each for each in choices if each.is_server}
        return {each.name: self.server(each).render_as_string(hide_password=False) for each in shared}

    def url(self, choice: Choice) -> URL:
        """Return the URL of this process's database; it need not exist yet."""
        return own_url(self.server(choice), self.worker)

    def close(self) -> None:
        """End what was started."""
        self._servers.clear()
        self._started.close()

    def _provided(self, choice: Choice) -> URL:
        if choice.name in self._given:
            return make_url(self._given[choice.name])
        if choice.url is not None:
            return choice.url
        if choice.is_server:
            return self._started.enter_context(throwaway_server())
        for abandoned in abandoned_folders(FOLDER):
            shutil.rmtree(abandoned, ignore_errors=True)
        folder, _ = self._started.enter_context(locked_folder(FOLDER))
        return URL.create("sqlite+aiosqlite", database=str(folder / "test.db"))
