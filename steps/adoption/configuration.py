"""Find the file that pytest takes a project's settings from, and add settings to it."""

from __future__ import annotations

import configparser
import tomllib
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.items import Table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tomlkit import TOMLDocument

    Values = Mapping[str, str | list[str]]

# In the order in which pytest looks for them; these count even where they are empty.
ALWAYS = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini")
SECTIONS = {"tox.ini": "pytest", "setup.cfg": "tool:pytest"}


def ruling_file(root: Path) -> Path:
    """Return the file that pytest reads there; `pyproject.toml` where it would find none."""
    for name in ALWAYS:
        if (root / name).is_file():
            return root / name
    pyproject = root / "pyproject.toml"
    if pyproject.is_file() and "pytest" in tomllib.loads(pyproject.read_text("utf-8")).get("tool", {}):
        return pyproject
    for name, section in SECTIONS.items():
        if _ini(root / name).has_section(section):
            return root / name
    return pyproject


def settings_of(file: Path) -> dict[str, Any]:
    """Read pytest's settings from a file that it reads, each as it is written there."""
    if not file.is_file():
        return {}
    if file.suffix == ".toml":
        document = tomllib.loads(file.read_text("utf-8"))
        tables = document.get("tool", {}) if file.name == "pyproject.toml" else document
        table: dict[str, Any] = tables.get("pytest", {})
        return {**table.get("ini_options", {}), **table}
    parser, section = _ini(file), SECTIONS.get(file.name, "pytest")
    return dict(parser[section]) if parser.has_section(section) else {}


def with_settings(text: str, values: Values) -> tuple[str, list[str]]:
    """Add settings to the text of a `pyproject.toml`, whatever its layout; name those that were there and are kept."""
    document = tomlkit.parse(text)
    table = _table(document)
    kept = [name for name in values if name in table]
    for name, value in values.items():
        if name not in table:
            table.add(name, value)
    return tomlkit.dumps(document), kept


def as_lines(file: Path, values: Values) -> str:
    """Write settings as the lines of another file of pytest's."""
    if file.suffix == ".toml":
        return tomlkit.dumps(dict(values))
    lines = (f"{name} = {value if isinstance(value, str) else ' '.join(value)}\n" for name, value in values.items())
    return "".join(lines)


def _ini(file: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(file, encoding="utf-8")
    return parser


def _table(document: TOMLDocument) -> Table:
    tool = document.setdefault("tool", tomlkit.table(is_super_table=True))
    table = tool.setdefault("pytest", tomlkit.table())
    older = table.get("ini_options")
    found = table if older is None else older
    if not isinstance(found, Table):
        raise TypeError("[tool.pytest] is no table")
    return found
