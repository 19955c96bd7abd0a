"""Refuse a layout that would change what a feature says."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

from gherkin.parser import Parser


class LayoutError(Exception):
    """The new layout would read differently, so nothing may be written."""


def require_same_meaning(source: str, laid_out: str) -> None:
    """Compare the trees, locations aside, then all text, which also covers what no tree holds."""
    if _meaning(Parser().parse(source)) != _meaning(Parser().parse(laid_out)):
        raise LayoutError("the new layout would be parsed differently; the file is left as it is")
    if source.split() != laid_out.split() and "".join(source.split()) != "".join(laid_out.split()):
        raise LayoutError("the new layout would lose text; the file is left as it is")


def _meaning(node: Any, name: str = "") -> Any:
    if isinstance(node, list):
        return [_meaning(item, name) for item in node]
    if isinstance(node, dict):
        return {key: _meaning(value, key) for key, value in node.items() if key not in {"id", "location"}}
    if name == "description":
        return dedent("\n".join(line if line.strip() else "" for line in node.split("\n"))).strip("\n")
    return node.strip() if name == "text" else node
