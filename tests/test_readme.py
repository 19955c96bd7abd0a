"""The README says what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from steps.settings import SETTINGS

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text()


def test_settings_table_is_true() -> None:
    table = README.partition("| ini | option | default | meaning |\n|---|---|---|---|\n")[2].partition("\n\n")[0]
    assert table.splitlines() == [
        f"| `{setting.name}` | {f'`{setting.flag}`' if setting.option else ''} "
        f"| {f'`{setting.default}`' if setting.default else ''} | {setting.meaning} |"
        for setting in SETTINGS
    ]


def test_fixture_table_is_true() -> None:
    table = README.partition("| fixture | what it is |\n|---|---|\n")[2].partition("\n\n")[0]
    named = {re.match(r"\| `(\w+)`", line)[1] for line in table.splitlines()}  # type: ignore[index]
    assert named == {"client", "session", "records", "tokens", "memory", "response", "attach", "app"}


@pytest.mark.parametrize(
    "line", README.partition("## The tree")[2].partition("```text\n")[2].partition("```")[0].splitlines()
)
def test_tree_is_true(line: str) -> None:
    assert (PROJECT / line.split(maxsplit=1)[0]).exists()


def test_scenario_stands_in_the_features() -> None:
    shown = README.partition("```gherkin\n")[2].partition("```")[0]
    features = (PROJECT / "features" / "creating_a_user.feature").read_text()
    assert _unindented(shown) in _unindented(features)


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
