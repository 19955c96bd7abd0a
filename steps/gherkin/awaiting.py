"""Run what a step returns on the one event loop: an `async def` step is never green without having run."""

from __future__ import annotations

import asyncio
import functools
import inspect
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from contextvars import Context
    from types import AsyncGeneratorType, GeneratorType


LOOP = pytest.StashKey[asyncio.AbstractEventLoop]()
"""The loop of the steps, on the config while it is there."""


def settle(
    value: Any, request: pytest.FixtureRequest, context: Context | None = None, *, is_generator: bool = False
) -> Any:
    """Turn what a step function returned into its result, awaiting it on the session's loop where it is awaitable.

    A generator is run to its `yield`, an async one always, another one if `is_generator` says that it is the step; what
    stands behind the `yield` runs when the scenario ends.
    """
    if inspect.iscoroutine(value):
        return _run(value, request, context)
    if inspect.isasyncgen(value):
        result = _run(_first(value), request, context)
        request.addfinalizer(functools.partial(_run_last, value, request, context))
        return result
    if inspect.isawaitable(value):
        return _run(_wait(value), request, context)
    if is_generator and inspect.isgenerator(value):
        run = _call if context is None else context.run
        result = run(_first_of, value)
        request.addfinalizer(functools.partial(run, _finish_of, value))
        return result
    return value


def _run(work: Coroutine[Any, Any, Any], request: pytest.FixtureRequest, context: Context | None) -> Any:
    loop = request.config.stash.get(LOOP, None) or request.getfixturevalue("event_loop_of_steps")
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


def _run_last(generator: AsyncGeneratorType[Any, Any], request: pytest.FixtureRequest, context: Context | None) -> None:
    _run(_finish(generator), request, context)


async def _first(generator: AsyncGeneratorType[Any, Any]) -> Any:
    async for value in generator:
        return value
    return _fail(f"The step function {generator.ag_code.co_name} yields nothing.")


async def _finish(generator: AsyncGeneratorType[Any, Any]) -> None:
    async for _ in generator:
        _fail(f"The step function {generator.ag_code.co_name} yields more than once.")


def _first_of(generator: GeneratorType[Any, Any, Any]) -> Any:
    for value in generator:
        return value
    return _fail(f"The step function {generator.gi_code.co_name} yields nothing.")


def _finish_of(generator: GeneratorType[Any, Any, Any]) -> None:
    for _ in generator:
        _fail(f"The step function {generator.gi_code.co_name} yields more than once.")


def _call(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


def _fail(sentence: str) -> NoReturn:
    pytest.fail(sentence, pytrace=False)


def call_step(fixturefunc: Callable[..., Any], request: pytest.FixtureRequest, kwargs: dict[str, Any]) -> Any:
    """Call a step function as pytest-bdd does, and await what it returns."""
    return settle(fixturefunc(**kwargs), request, is_generator=makes_generator(fixturefunc))


def makes_generator(function: Callable[..., Any]) -> bool:
    """Tell whether a function, under its decorators and partial arguments, is a generator function."""
    inner = innermost(function)
    return inspect.isgeneratorfunction(inner) or inspect.isgeneratorfunction(getattr(inner, "__call__", None))  # noqa: B004


def innermost(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function that decorators and `functools.partial` were put around."""
    inner: Callable[..., Any] = inspect.unwrap(function)
    while isinstance(inner, functools.partial):
        inner = inspect.unwrap(inner.func)
    return inner
