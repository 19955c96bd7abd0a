"""Which operations and statuses of the service's OpenAPI document the scenarios exercised."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from steps.docs.cases import Case
    from steps.docs.outcomes import Exchange

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class Answer(Struct, frozen=True):
    """Hold a status of an operation: whether it is documented, and the cases that met it."""

    status: str
    description: str
    documented: bool
    cases: tuple[Case, ...]


class Operation(Struct, frozen=True):
    """Hold an operation of the OpenAPI document and its answers."""

    method: str
    path: str
    summary: str
    answers: tuple[Answer, ...]

    @property
    def exercised(self) -> bool:
        """Tell whether any scenario used it."""
        return any(answer.cases for answer in self.answers)


def cover_operations(cases: Iterable[Case], openapi: Mapping[str, Any]) -> tuple[Operation, ...]:
    """List every operation with its documented statuses and those that were met without being documented."""
    met = _met(cases, _routes(openapi))
    return tuple(
        Operation(
            method.upper(),
            path,
            body.get("summary", ""),
            tuple(sorted(_answers(body, met[method, path]), key=lambda answer: answer.status)),
        )
        for path, item in openapi.get("paths", {}).items()
        for method, body in item.items()
        if method in METHODS
    )


def _answers(body: Mapping[str, Any], met: Mapping[str, list[Case]]) -> Iterator[Answer]:
    documented = body.get("responses", {})
    left = dict(met)
    for status, response in documented.items():
        cases = left.pop(status, [])
        # `4XX` and `default` stand for every status that has no line of its own.
        for other in [other for other in left if other not in documented and _stands_for(str(status), other)]:
            cases = [*cases, *left.pop(other)]
        yield Answer(str(status), response.get("description", ""), documented=True, cases=_unique(cases))
    for status, cases in left.items():
        yield Answer(status, "", documented=False, cases=_unique(cases))


def _unique(cases: Iterable[Case]) -> tuple[Case, ...]:
    return tuple({case.permalink: case for case in cases}.values())


def _stands_for(documented: str, status: str) -> bool:
    return documented == "default" or (documented.upper().endswith("XX") and documented[0] == status[0])


def _routes(openapi: Mapping[str, Any]) -> list[tuple[re.Pattern[str], str]]:
    """Match paths by their templates; the one with most literal text comes first."""
    paths = sorted(openapi.get("paths", {}), key=lambda path: (path.count("{"), -len(path)))
    servers = [urlsplit(server.get("url", "")).path.rstrip("/") for server in openapi.get("servers", ())]
    prefix = "|".join(re.escape(server) for server in sorted({"", *servers}, key=len, reverse=True))
    return [(re.compile(f"(?:{prefix}){_template(path)}"), path) for path in paths]


def _template(path: str) -> str:
    parts = re.split(r"\{[^}]*\}", path)
    return "[^/]+".join(re.escape(part) for part in parts)


def _met(
    cases: Iterable[Case], routes: list[tuple[re.Pattern[str], str]]
) -> Mapping[tuple[str, str], Mapping[str, list[Case]]]:
    met: defaultdict[tuple[str, str], defaultdict[str, list[Case]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        for exchange in _exchanges(case):
            path = exchange.target.partition("?")[0]
            route = next((route for pattern, route in routes if pattern.fullmatch(path)), None)
            if route and exchange.status is not None:
                met[exchange.method.lower(), route][str(exchange.status)].append(case)
    return met


def _exchanges(case: Case) -> Iterator[Exchange]:
    return (exchange for run in case.runs for exchange in run.last.exchanges)
