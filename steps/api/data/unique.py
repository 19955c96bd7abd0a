"""Values that no other scenario has."""

import uuid
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from steps.api.matching.nearest import nearest

KINDS: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType(
    {
        "e-mail": lambda token: f"{token}@example.com",
        "username": lambda token: f"user_{token}",
        "uuid": lambda _: str(uuid.uuid4()),
        "number": lambda token: int(token, 16) % 1_000_000_000,
        "word": lambda token: f"w{token}",
    }
)


def new_value(kind: str) -> object:
    """Make a value of a kind: e-mail, username, uuid, number or word.

    Raises ValueError when there is no such kind, with the nearest.
    """
    if kind not in KINDS:
        raise ValueError(f'a new "{kind}" cannot be made{nearest(kind, KINDS)}; kinds: {", ".join(KINDS)}')
    return KINDS[kind](uuid.uuid4().hex[:12])
