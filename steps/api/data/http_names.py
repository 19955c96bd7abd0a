"""What HTTP defines: methods by name, statuses by number or by name."""

from http import HTTPMethod, HTTPStatus
from typing import Final

from steps.api.matching.nearest import nearest

# RFC 9110 renamed these two; Python 3.11 and 3.12 know the old names only.
RENAMED: Final = {"content too large": 413, "unprocessable content": 422}


def check_method(name: str) -> None:
    """Raise ValueError when HTTP has no such method, with the nearest."""
    if name not in list(HTTPMethod):
        raise ValueError(f'"{name}" is no HTTP method{nearest(name, HTTPMethod)}')


def read_status(text: str) -> int:
    """Read a status said as `201`, `created` or `201 Created`.

    Raises ValueError when it is none, or number and name contradict each other, with the nearest names.
    """
    number, _, name = text.strip().partition(" ") if text.strip()[:1].isdigit() else ("", "", text.strip())
    by_name = {status.phrase.lower(): status.value for status in HTTPStatus} | RENAMED
    if name and name.lower() not in by_name:
        raise ValueError(f'"{name}" is no name of a status{nearest(name, by_name)} (RFC 9110, or a number such as 201)')
    said = {*([int(number)] if number.isdigit() else []), *([by_name[name.lower()]] if name else [])}
    if len(said) != 1 or (number and not number.isdigit()):
        raise ValueError(f'"{text}" is no status; write 201, created or 201 Created')
    return said.pop()


def name_status(number: int) -> str:
    """Write a status as number and name."""
    known = {status.value: status.phrase for status in HTTPStatus}
    return f"{number} {known.get(number, '')}".strip()
