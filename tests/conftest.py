"""Small projects that tests run pytest on, to look at what their user sees."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

INI = """
[pytest]
filterwarnings = error
strict = true
asyncio_mode = {asyncio_mode}
asyncio_default_fixture_loop_scope = session
pythonpath = .
addopts = -p no:randomly -p no:cacheprovider
{settings}
"""


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:  # noqa: ARG001
    """Bring in pytester for these tests alone: runs of the features need not load it."""
    pluginmanager.import_plugin("pytester")


class Project:
    """A project in a folder of its own, with features, step definitions and settings."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester
        self.path: Path = pytester.path
        self.configure()

    def configure(self, *settings: str, asyncio_mode: str = "strict") -> None:
        """Write the ini, each setting as `name = value`."""
        self.write("pytest.ini", INI.format(settings="\n".join(settings), asyncio_mode=asyncio_mode))

    def write(self, name: str, text: str) -> Path:
        """Write a file; its folders are made."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def feature(self, text: str, name: str = "shop") -> Path:
        """Write a feature file below `features/`."""
        return self.write(f"features/{name}.feature", text)

    def steps(self, text: str, place: str = "conftest.py") -> Path:
        """Write step definitions, with the usual imports above them."""
        head = "import asyncio, contextvars, functools\nimport pytest\nfrom pytest_bdd import given, parsers, scenario, scenarios, step, then, when\n"
        return self.write(place, head + dedent(text))

    def run(self, *args: str) -> pytest.RunResult:
        """Run pytest in this process."""
        return self.pytester.runpytest_inprocess(*args)

    def run_apart(self, *args: str) -> pytest.RunResult:
        """Run pytest in a process of its own, where parallel workers or a broken plugin state would disturb this one."""
        return self.pytester.runpytest_subprocess(*args)


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    """Begin an empty project."""
    return Project(pytester)
