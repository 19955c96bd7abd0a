"""The kinds of value that `any ...` names."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def is_number(value: object) -> bool:
    """Tell a JSON number; Python's booleans are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_integer(value: object) -> bool:
    """Tell a whole number; JSON knows no difference between 5 and 5.0."""
    return is_number(value) and float(str(value)).is_integer()


def is_date(value: object) -> bool:
    """Tell a day such as 2026-02-28 (RFC 3339 full-date)."""
    return isinstance(value, str) and len(value) == len("2026-02-28") and _reads_as(date.fromisoformat, value)


def is_date_time(value: object) -> bool:
    """Tell a moment such as 2026-02-28T09:30:00Z; the offset may be missing, as many services leave it out."""
    return isinstance(value, str) and "T" in value.upper() and _reads_as(datetime.fromisoformat, value)


def is_time(value: object) -> bool:
    """Tell a time of day such as 09:30 or 09:30:00."""
    return isinstance(value, str) and ":" in value and _reads_as(time.fromisoformat, value)


def is_url(value: object) -> bool:
    """Tell a complete http or https address."""
    return isinstance(value, str) and _reads_as(_absolute_url, value)


def _absolute_url(text: str) -> None:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in text:
        raise ValueError(text)


def _reads_as(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


KINDS: Final[Mapping[str, Callable[[object], bool]]] = MappingProxyType(
    {
        "string": lambda value: isinstance(value, str),
        "number": is_number,
        "integer": is_integer,
        "boolean": lambda value: isinstance(value, bool),
        "uuid": lambda value: isinstance(value, str) and UUID.fullmatch(value) is not None,
        "date": is_date,
        "date-time": is_date_time,
        "time": is_time,
        "e-mail": lambda value: isinstance(value, str) and EMAIL.fullmatch(value) is not None,
        "url": is_url,
        "list": lambda value: isinstance(value, list),
        "object": lambda value: isinstance(value, dict),
    }
)
