"""Texts that are not read."""

from typing import Any


class Verbatim(str):
    """A text that is taken as it stands, though it may look like a number or a marker: one that was remembered."""

    __slots__ = ()


def plain(value: Any) -> Any:
    """Return the ordinary text of a verbatim one, and any other value as it is."""
    return str(value) if isinstance(value, Verbatim) else value
