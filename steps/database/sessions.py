"""Override an app's session dependency: its own function still makes the session, only the database is another."""

from __future__ import annotations

import functools
import inspect
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    Bind = Callable[[Any], Awaitable[None]]
    Join = Callable[[Session], None]


def rebound(dependency: Callable[..., Any], bind: Bind, join: Join, *, blocking: bool) -> Callable[..., Any]:
    """Wrap a session dependency so that `bind` sees the session it makes before anybody uses it.

    The wrapper has the dependency's own parameters. What the dependency does around its `yield` (commit, roll back, close)
    happens as it does in production; a session that it leaves open is closed after the request. One that makes sync
    sessions in threads does so still, and `join` is called there. Raises `TypeError` for what is no session of the kind.
    """
    kind = Session if blocking else AsyncSession
    wrapper = (
        _in_thread(dependency, join) if blocking and not _is_async(dependency) else _awaited(dependency, bind, kind)
    )
    # FastAPI would take the wrapper for what `__wrapped__` is, so it gets the parameters alone.
    wrapper.__signature__ = _signature(dependency)  # type: ignore[attr-defined]
    return wrapper


def called(dependency: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that runs when a dependency is called: of an instance, its `__call__`."""
    while isinstance(dependency, functools.partial):
        dependency = dependency.func
    return dependency if inspect.isroutine(dependency) or inspect.isclass(dependency) else type(dependency).__call__


def _awaited(dependency: Callable[..., Any], bind: Bind, kind: type) -> Callable[..., Any]:
    async def session_of_scenario(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
        session: Any = None
        try:
            async with _entered(dependency(*args, **kwargs)) as session:
                _require(session, kind)
                await bind(session)
                yield session
        finally:
            if isinstance(session, kind) and session.in_transaction():  # type: ignore[attr-defined]
                closed = session.close()  # type: ignore[attr-defined]
                if inspect.isawaitable(closed):
                    await closed

    return session_of_scenario


def _in_thread(dependency: Callable[..., Any], join: Join) -> Callable[..., Any]:
    def session_of_scenario(*args: Any, **kwargs: Any) -> Iterator[Session]:
        session: Any = None
        try:
            with _entered_in_thread(dependency(*args, **kwargs)) as session:
                _require(session, Session)
                join(session)
                yield session
        finally:
            if isinstance(session, Session) and session.in_transaction():
                session.close()

    return session_of_scenario


@asynccontextmanager
async def _entered(made: Any) -> AsyncIterator[Any]:
    if inspect.isasyncgen(made):
        async with asynccontextmanager(lambda: made)() as session:
            yield session
    elif inspect.isawaitable(made):
        yield await made
    else:
        with _entered_in_thread(made) as session:
            yield session


@contextmanager
def _entered_in_thread(made: Any) -> Iterator[Any]:
    if inspect.isgenerator(made):
        with contextmanager(lambda: made)() as session:
            yield session
    else:
        yield made


def _require(session: object, kind: type) -> None:
    if not isinstance(session, kind):
        article = "an" if kind is AsyncSession else "a"
        found = type(session).__name__
        raise TypeError(
            f"bdd_session: expected a dependency that gives {article} {kind.__name__}, not {found}; annotate what it gives."
        )


def _is_async(dependency: Callable[..., Any]) -> bool:
    function = called(dependency)
    return inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function)


def _signature(dependency: Callable[..., Any]) -> inspect.Signature:
    try:
        return inspect.signature(dependency, eval_str=True)
    except NameError:
        return inspect.signature(dependency)
