"""Run what a step returns on the one event loop: an `async def` step is never green without having run."""

from __future__ import annotations

import functools
import inspect
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
    from contextvars import Context


def settle(value: Any, request: pytest.FixtureRequest, context: Context | None = None) -> Any:
    """Turn what a step function returned into its result, awaiting it on the session's loop where it is awaitable.

    An async generator is run to its `yield`; what stands behind runs when the scenario ends.
    """
    if inspect.iscoroutine(value):
        return _run(value, request, context)
    if inspect.isasyncgen(value):
        result = _run(_first(value), request, context)
        request.addfinalizer(functools.partial(_run, _finish(value), request, context))
        return result
    if inspect.isawaitable(value):
        return _run(_wait(value), request, context)
    return value


def _run(work: Coroutine[Any, Any, Any], request: pytest.FixtureRequest, context: Context | None) -> Any:
    loop: asyncio.AbstractEventLoop = request.getfixturevalue("event_loop_of_steps")
    task = loop.create_task(work, context=context)
    try:
        return loop.run_until_complete(task)
    except BaseException:
        if not task.done():
            task.cancel()
            with suppress(BaseException):
                loop.run_until_complete(task)
        raise


async def _wait(value: Awaitable[Any]) -> Any:
    return await value


async def _first(generator: AsyncGenerator[Any, Any]) -> Any:
    return await anext(generator)


async def _finish(generator: AsyncGenerator[Any, Any]) -> None:
    with suppress(StopAsyncIteration):
        await anext(generator)
        pytest.fail("A step yields more than once.", pytrace=False)


def call_step(fixturefunc: Callable[..., Any], request: pytest.FixtureRequest, kwargs: dict[str, Any]) -> Any:
    """Call a step function as pytest-bdd does, and await what it returns."""
    if inspect.isgeneratorfunction(fixturefunc):
        return start_generator(fixturefunc, request, kwargs)
    return settle(fixturefunc(**kwargs), request)


def start_generator(function: Callable[..., Any], request: pytest.FixtureRequest, kwargs: dict[str, Any]) -> Any:
    """Run a generator step to its `yield`, and the rest of it when the scenario ends."""
    generator = function(**kwargs)
    try:
        result = next(generator)
    except StopIteration:
        pytest.fail(f"The step function {function.__name__} yields nothing.", pytrace=False)
    request.addfinalizer(functools.partial(_exhaust, generator))
    return result


def _exhaust(generator: Any) -> None:
    if next(generator, _END) is not _END:
        pytest.fail("A step yields more than once.", pytrace=False)


_END = object()
