"""Override an app's session dependency: its own function still makes the session, only the database is another."""

from __future__ import annotations

import functools
import inspect
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from sqlalchemy.ext.asyncio import AsyncSession

    Bind = Callable[[AsyncSession], Awaitable[None]]


def rebound(dependency: Callable[..., Any], bind: Bind) -> Callable[..., Any]:
    """Wrap a session dependency so that `bind` sees the session it makes before anybody uses it.

    The wrapper has the dependency's own parameters. What the dependency does around its `yield` (commit, roll back, close)
    happens as it does in production.
    """
    if inspect.isasyncgenfunction(dependency):
        entered = asynccontextmanager(dependency)

        @functools.wraps(dependency)
        async def generated(*args: Any, **kwargs: Any) -> AsyncIterator[Any]:
            async with entered(*args, **kwargs) as session:
                await bind(session)
                yield session

        return generated

    @functools.wraps(dependency)
    async def returned(*args: Any, **kwargs: Any) -> Any:
        session = dependency(*args, **kwargs)
        if inspect.isawaitable(session):
            session = await session
        await bind(session)
        return session

    return returned
