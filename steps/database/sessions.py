"""Override an app's session dependency: its own function still makes the session, only the database is another."""

from __future__ import annotations

import inspect
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.ext.asyncio import AsyncSession

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Bind = Callable[[AsyncSession], Awaitable[None]]


def rebound(dependency: Callable[..., Any], bind: Bind) -> Callable[..., AsyncIterator[AsyncSession]]:
    """Wrap a session dependency so that `bind` sees the session it makes before anybody uses it.

    The wrapper has the dependency's own parameters. What the dependency does around its `yield` (commit, roll back, close)
    happens as it does in production; a session that it leaves open is closed after the request. Raises `TypeError` for what
    is no `AsyncSession`.
    """

    async def session_of_scenario(*args: Any, **kwargs: Any) -> AsyncIterator[AsyncSession]:
        session: Any = None
        try:
            async with _entered(dependency(*args, **kwargs)) as session:
                if not isinstance(session, AsyncSession):
                    kind = type(session).__name__
                    raise TypeError(f"bdd_session: expected a dependency that gives an AsyncSession, not {kind}.")
                await bind(session)
                yield session
        finally:
            if isinstance(session, AsyncSession) and session.in_transaction():
                await session.close()

    # FastAPI would take the wrapper for what `__wrapped__` is, so it gets the parameters alone.
    session_of_scenario.__signature__ = _signature(dependency)  # type: ignore[attr-defined]
    return session_of_scenario


@asynccontextmanager
async def _entered(made: Any) -> AsyncIterator[Any]:
    if inspect.isasyncgen(made):
        async with asynccontextmanager(lambda: made)() as session:
            yield session
    elif inspect.isgenerator(made):
        with contextmanager(lambda: made)() as session:
            yield session
    else:
        yield await made if inspect.isawaitable(made) else made


def _signature(dependency: Callable[..., Any]) -> inspect.Signature:
    try:
        return inspect.signature(dependency, eval_str=True)
    except NameError:
        return inspect.signature(dependency)
