"""Keep what an async context manager opens in one task, whichever tasks ask for it."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

Opened = TypeVar("Opened")


@asynccontextmanager
async def in_own_task(manager: AbstractAsyncContextManager[Opened], seconds: float) -> AsyncIterator[Opened]:
    """Enter and leave `manager` in a task of its own.

    Task groups and cancel scopes must be left in the task that entered them, but a fixture's set-up and tear-down run in
    two. Leaving is not waited for longer than some seconds: an endpoint that blocks its thread holds it up for ever.
    """
    opened: asyncio.Future[Opened] = asyncio.get_running_loop().create_future()
    stop = asyncio.Event()

    async def live() -> None:
        async with manager as value:
            opened.set_result(value)
            await stop.wait()

    task = asyncio.create_task(live())
    await asyncio.wait((opened, task), return_when=asyncio.FIRST_COMPLETED)
    if not opened.done():
        await task
    try:
        yield opened.result()
    finally:
        stop.set()
        left, _ = await asyncio.wait((task,), timeout=seconds)
        for each in left:
            each.result()
