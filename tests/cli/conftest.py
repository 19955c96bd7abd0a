from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from steps.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

TESTS = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project of its own, with an empty folder of features and the vocabulary of the tests."""
    settings = f'[tool.pytest]\nbdd_features = ["features"]\nbdd_steps = ["features_vocabulary"]\npythonpath = ["{TESTS / "vocabulary"}"]\n'
    (tmp_path / "pyproject.toml").write_text(settings)
    (tmp_path / "features").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return tmp_path


@pytest.fixture
def steps() -> Callable[..., Result]:
    """Run the authors' command in this process."""
    return lambda *arguments: CliRunner().invoke(main, arguments, prog_name="steps")
