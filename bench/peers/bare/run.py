import asyncio
import importlib
import pkgutil
import sys
from collections.abc import Awaitable, Callable, Iterator

import scenarios
from isolation import World, isolate, open_database


def find_scenarios() -> Iterator[Callable[[World], Awaitable[None]]]:
    for module in pkgutil.iter_modules(scenarios.__path__):
        yield from importlib.import_module(f"scenarios.{module.name}").scenarios()


async def main() -> None:
    passed = 0
    async with open_database() as engine:
        for scenario in find_scenarios():
            async with isolate(engine) as world:
                await scenario(world)
            passed += 1
    sys.stdout.write(f"{passed} passed\n")


asyncio.run(main())
