"""The stage of a scenario: its database and its way to the service, set when a step asks for them, cleared at its end."""

from __future__ import annotations

import functools
from contextlib import ExitStack
from typing import TYPE_CHECKING

import httpx
import pytest

from steps.combinations.choice import combination_of
from steps.database import Databases
from steps.database.provision import PROVISION
from steps.database.records import Records
from steps.drivers import Drivers
from steps.drivers.elsewhere import refuse_elsewhere
from steps.gherkin.internals import fixture_value
from steps.record.exchanges import EXCHANGES, PRINTED, RecordingTransport
from steps.settings import SETTINGS_OF_RUN
from steps.system_under_test import SYSTEM, apps_within, kept_overrides, launch

if TYPE_CHECKING:
    import asyncio

    from fastapi import FastAPI
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session

    from steps.database import Database
    from steps.database.isolation import Isolation
    from steps.drivers import Driver
    from steps.record.exchanges import Exchange

ITEM = pytest.StashKey[pytest.Item]()
"""The item whose turn it is, on the config."""


class Stages:
    """The stages of a run, one at a time. Databases and services stay open between the scenarios that share them."""

    def __init__(self, config: pytest.Config) -> None:
        self.settings = config.stash[SETTINGS_OF_RUN]
        self.system = config.stash[SYSTEM]
        self._config = config
        self._current: Stage | None = None
        self._is_open = False

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to keep databases and a service on a loop."""
        self.databases = Databases(
            loop, self._config.stash[PROVISION], lambda: self.system.metadata, lambda: self.system.makes_sync_sessions
        )
        self.drivers = Drivers(loop, self.settings.timeout)
        self._is_open = True

    @property
    def current(self) -> Stage:
        """The stage of the item whose turn it is."""
        if self._current is None:
            item = self._config.stash[ITEM]
            if not self._is_open:
                fixture_value(item, "open_stages")
            self._current = Stage(self, item)
            item.addfinalizer(self._clear)
        return self._current

    def close(self) -> None:
        """End the service, and then remove every database that was made."""
        self._is_open = False
        self.drivers.close()
        self.databases.close()

    def _clear(self) -> None:
        stage, self._current = self._current, None
        if stage is not None:
            stage.clear()


class Stage:
    """What one scenario plays on."""

    def __init__(self, stages: Stages, item: pytest.Item) -> None:
        self._stages = stages
        self._settings = stages.settings
        self._item = item
        self._left = ExitStack()
        self.combination = combination_of(item)

    @property
    def _uses_database(self) -> bool:
        return bool(self._settings.session or self._settings.metadata)

    @functools.cached_property
    def database(self) -> Database:
        """The scenario's database, with its tables."""
        return self._stages.databases.open(self.combination.database)

    @functools.cached_property
    def isolation(self) -> Isolation:
        """What leaves no trace: one transaction, or real commits for a scenario tagged `@concurrent`."""
        if self._settings.elsewhere:
            refuse_elsewhere("needs its database", strict=self._settings.strict)
        concurrent = self._item.get_closest_marker("concurrent") is not None
        shared = self.combination.driver == "live" or not self._settings.session
        isolation = self.database.begin(committed=concurrent, shared=shared)
        self._left.callback(self.database.end)
        return isolation

    @functools.cached_property
    def client(self) -> httpx.AsyncClient:
        """A client of the service, every exchange through it recorded."""
        driver = self._driver()
        exchanges = self._item.stash.setdefault(EXCHANGES, [])
        self._left.callback(exchanges.clear)
        if driver.watch is not None:
            self._item.stash[PRINTED] = driver.watch()
        record = functools.partial(self._record, exchanges) if self._uses_database else exchanges.append
        transport = self._read_only(RecordingTransport(driver.transport, record))
        return httpx.AsyncClient(transport=transport, base_url=driver.url, trust_env=False)

    def _record(self, exchanges: list[Exchange], exchange: Exchange) -> None:
        exchanges.append(exchange)
        self.database.tell_clash()

    @property
    def records(self) -> Records:
        """The rows of the scenario's database, by table name."""
        isolation = self.isolation  # refuses, where the service runs elsewhere
        metadata = self._stages.system.metadata
        if metadata is None:
            raise pytest.UsageError("bdd_metadata is not set, and a step needs `records`: add it to [tool.pytest].")
        return Records(metadata, isolation)

    def session(self) -> AsyncSession | Session:
        """Open a session on the scenario's database."""
        _ = self.isolation
        return self.database.session()

    def clear(self) -> None:
        """Undo what the scenario has written, and end what it has left behind."""
        self._stages.drivers.end_exchanges()
        self._left.close()

    def _driver(self) -> Driver:
        drivers = self._stages.drivers
        if self._settings.elsewhere:
            return drivers.elsewhere(self._settings.base_url)
        if self._uses_database:
            _ = self.isolation
        if self.combination.driver == "live":
            return drivers.live(launch(self._settings, self.database))
        if self._uses_database:
            self.database.watch_service()
        app: FastAPI = fixture_value(self._item, "app")
        if not self._stages.system.keeps_overrides_of(app):
            self._left.enter_context(kept_overrides(app))
        for dependency in self._stages.system.session_dependencies.values():
            for each in apps_within(app):
                each.dependency_overrides[dependency] = self.database.override(dependency)
        return drivers.in_process(self.combination.driver, app)

    def _read_only(self, transport: httpx.AsyncBaseTransport) -> httpx.AsyncBaseTransport:
        """Keep a scenario from changing data of a service elsewhere, unless it is tagged `@writes`."""
        if not self._settings.elsewhere or self._item.get_closest_marker("writes") is not None:
            return transport
        from steps.drivers.tcp import ReadOnlyTransport  # noqa: PLC0415  only the driver in use is imported

        strict = self._settings.strict
        return ReadOnlyTransport(
            transport, lambda sent: refuse_elsewhere(f"changes data there ({sent})", strict=strict)
        )
