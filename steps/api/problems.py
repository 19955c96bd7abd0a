"""What is wrong with a ready sentence before it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from steps.api import database, requests
from steps.api.data.tables import read_rows, read_texts
from steps.api.reading import ARGUMENTS, BODIES, KINDS, METHODS, ROWS, TABLES, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from steps.api.data.contract import Contract
    from steps.api.data.rows import Tables
    from steps.api.data.tables import Table


@dataclass(frozen=True, slots=True)
class Reading:
    """A ready sentence as it stands in a feature.

    `tables` is None where they are not known yet, `contract` also where the scenario leaves it on purpose.
    """

    function: Callable[..., Any]
    arguments: Mapping[str, Any]
    table: Table
    text: str
    tables: Tables | None
    contract: Contract | None


def find_problems(reading: Reading) -> Iterator[str]:
    """Find what in a ready sentence cannot be read, or else everything that the service does not know."""
    try:
        _read_arguments(reading)
        _read_below(reading)
        _read_rows(reading)
        yield from _ask_contract(reading)
    except (ValueError, LookupError) as problem:
        yield str(problem)


def _read_arguments(reading: Reading) -> None:
    for name, value in reading.arguments.items():
        if value is not None:
            ARGUMENTS.get(name, str)(value)
    KINDS.get(reading.function, str)(reading.arguments.get("kind", ""))


def _read_below(reading: Reading) -> None:
    TABLES.get(reading.function, list)(reading.table)
    TEXTS.get(reading.function, str)(reading.text)


def _read_rows(reading: Reading) -> None:
    if reading.tables is None:
        return
    if reading.function in ROWS:
        ROWS[reading.function](reading.tables[reading.arguments["table"]], reading.table)
    if reading.function is database.check_changes:
        for table, _, _ in read_rows(reading.table, "table", "change", "rows"):
            _ = reading.tables[table]


def _ask_contract(reading: Reading) -> Iterator[str]:
    contract, path = reading.contract, reading.arguments.get("path", "")
    method = METHODS.get(reading.function, reading.arguments.get("method", ""))
    if contract is None:
        return
    if "component_name" in reading.arguments:
        contract.check_component(reading.arguments["component_name"])
    if not method or not path.startswith("/"):
        return
    yield from contract.check_request(method, path)
    if reading.function is requests.send_query:
        yield from contract.check_query(method, path, read_texts(reading.table))
    if reading.function in BODIES:
        yield from contract.check_body(method, path, BODIES[reading.function](reading.table, reading.text))
