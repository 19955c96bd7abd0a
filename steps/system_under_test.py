"""What the settings point to: the app, its session dependency, its metadata and its token secret, imported when needed."""

from __future__ import annotations

import functools
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI
from jwt.algorithms import get_default_algorithms
from sqlalchemy import MetaData
from starlette.routing import Mount

from steps.database.dependencies import make_sync_sessions
from steps.settings import resolve, resolve_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from starlette.routing import BaseRoute

    from steps.database import Database
    from steps.drivers.server import Launch
    from steps.settings import Settings


SYSTEM = pytest.StashKey["SystemUnderTest"]()
"""What the settings point to, on the config."""


class SystemUnderTest:
    """The service that the settings name. Each property imports what it needs once.

    What is missing or wrong is a `pytest.UsageError` that names the setting.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def check(self) -> None:
        """Resolve every reference that is set, so that a mistake is told before the first scenario runs."""
        if self._settings.app:
            _ = self.app
        _ = self.makes_sync_sessions, self.metadata
        if self._settings.token_secret:
            _ = self.token_secret, self.token_algorithm

    @functools.cached_property
    def app(self) -> FastAPI:
        """The app, made by its factory where the setting names one."""
        found = resolve("bdd_app", self._required("app"))
        app = found if isinstance(found, FastAPI) or not callable(found) else self._made_by(found)
        if not isinstance(app, FastAPI):
            kind = type(app).__name__
            raise pytest.UsageError(
                f"bdd_app = {self._settings.app!r}: expected a FastAPI app or a factory, not {kind}."
            )
        return app

    @functools.cached_property
    def session_dependencies(self) -> Mapping[str, Callable[..., Any]]:
        """The dependencies to override, by the references of the setting; none for a service without a database."""
        return {reference: self._dependency(reference) for reference in self._settings.session}

    def _dependency(self, reference: str) -> Callable[..., Any]:
        found = resolve("bdd_session", reference)
        if not callable(found):
            raise pytest.UsageError(f"bdd_session = {reference!r}: expected a dependency function.")
        return found  # type: ignore[no-any-return]

    @functools.cached_property
    def makes_sync_sessions(self) -> bool:
        """Whether the service has sync sessions."""
        return make_sync_sessions(self.session_dependencies)

    @functools.cached_property
    def metadata(self) -> MetaData | None:
        """The tables of the service, complete once its app is imported; None for a service without a database."""
        if not self._settings.metadata:
            return None
        if self._settings.app:
            _ = self.app
        found = resolve("bdd_metadata", self._settings.metadata)
        metadata = found if isinstance(found, MetaData) else getattr(found, "metadata", None)
        if not isinstance(metadata, MetaData):
            expected = "a declarative base or a MetaData"
            raise pytest.UsageError(f"bdd_metadata = {self._settings.metadata!r}: expected {expected}.")
        return metadata

    @functools.cached_property
    def token_secret(self) -> str:
        """What the service verifies tokens with."""
        return resolve_text("bdd_token_secret", self._required("token_secret"))

    @functools.cached_property
    def token_algorithm(self) -> str:
        """How its tokens are signed."""
        algorithm = resolve_text("bdd_token_algorithm", self._settings.token_algorithm)
        known = sorted(get_default_algorithms())
        if algorithm not in known:
            raise pytest.UsageError(f"bdd_token_algorithm = {algorithm!r}: expected one of {', '.join(known)}.")
        return algorithm

    @contextmanager
    def kept_overrides(self) -> Iterator[None]:
        """Put the app's `dependency_overrides` back as they were, whoever changed them."""
        if not self._settings.app:
            yield
            return
        with kept_overrides(self.app):
            yield

    def keeps_overrides_of(self, app: FastAPI) -> bool:
        """Tell whether `kept_overrides()` sees to an app, or to another one than that."""
        return bool(self._settings.app) and app is self.app

    def _made_by(self, factory: Callable[[], Any]) -> Any:
        try:
            return factory()
        except Exception as error:
            told = f"({type(error).__name__}: {error})"
            raise pytest.UsageError(
                f"bdd_app = {self._settings.app!r}: the factory cannot be called {told}. It is called without arguments."
            ) from error

    def _required(self, name: str) -> str:
        value: str = getattr(self._settings, name)
        if not value:
            raise pytest.UsageError(f"bdd_{name} is not set, and a step needs it: add it to [tool.pytest].")
        return value


@contextmanager
def kept_overrides(app: FastAPI) -> Iterator[None]:
    """Put the `dependency_overrides` of an app, and of those mounted in it, back exactly as they were found."""
    before = [(each, dict(each.dependency_overrides)) for each in apps_within(app)]
    try:
        yield
    finally:
        for each, overrides in before:
            each.dependency_overrides.clear()
            each.dependency_overrides.update(overrides)


def apps_within(app: FastAPI) -> Iterator[FastAPI]:
    """Find an app and every app that is mounted in it, also behind middleware: each has dependencies of its own."""
    yield app
    for mount in _mounts(app.routes):
        mounted: Any = mount.app
        while mounted is not None and not isinstance(mounted, FastAPI):
            mounted = getattr(mounted, "app", None)
        if mounted is not None:
            yield from apps_within(mounted)


def _mounts(routes: Iterable[BaseRoute]) -> Iterator[Mount]:
    for route in routes:
        if isinstance(route, Mount):
            yield route
        elif included := getattr(route, "original_router", None):
            yield from _mounts(included.routes)


def launch(settings: Settings, database: Database) -> Launch:
    """Return how to start the service as a process of its own, on a test database.

    Raises `pytest.UsageError` where the service would not learn of it.
    """
    if not settings.app:
        raise pytest.UsageError("bdd_app is not set, and the live driver starts it: add it to [tool.pytest].")
    environment = {}
    if settings.session or settings.metadata:
        if not settings.live_env:
            raise pytest.UsageError(
                "bdd_live_env is not set, and a live service would open its own database instead of the test database: "
                "name the environment variable that gives it the URL."
            )
        environment[settings.live_env] = database.service_url.render_as_string(hide_password=False)
    from steps.drivers.server import Launch  # noqa: PLC0415  only the driver in use is imported

    return Launch(app=settings.app, environment=environment, port=settings.live_port, ready_path=settings.live_ready)
