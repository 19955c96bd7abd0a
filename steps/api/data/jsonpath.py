"""JSONPath, as RFC 9535 has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jsonpath


def find_all(value: Any, path: str) -> dict[str, Any]:
    """Return what a JSONPath finds, by normalized path and in order.

    Raises ValueError when the path is none.
    """
    return {match.path: match.obj for match in compile_path(path).finditer(value)}


def compile_path(path: str) -> jsonpath.JSONPath | jsonpath.CompoundJSONPath:
    """Read a JSONPath.

    Raises ValueError when it is none.
    """
    import jsonpath  # noqa: PLC0415  # costs 60 ms, and few runs say a JSONPath

    try:
        return jsonpath.JSONPathEnvironment(strict=True).compile(path)
    except jsonpath.JSONPathError as broken:
        raise ValueError(f'"{path}" is no JSONPath: {broken.args[0]}') from broken
