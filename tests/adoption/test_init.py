"""`steps init` sets up whatever project it stands in, and what it writes is green at once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from steps.cli import main

if TYPE_CHECKING:
    from click.testing import Result

APPS = Path(__file__).parents[1] / "example_apps"
SETTINGS = {
    "library": {
        "bdd_app": "library.main:app",
        "bdd_session": "library.database:get_db",
        "bdd_metadata": "library.database:Base",
    },
    "shop": {
        "bdd_app": "shop.application:create_app",
        "bdd_session": "shop.application:get_session",
        "bdd_metadata": "sqlmodel:SQLModel",
    },
    "desk": {"bdd_app": "desk.main:app"},
}
OURS = {"pythonpath": ["."], "bdd_steps": ["steps.api", "acceptance"]}
LINES = "pythonpath = .\nbdd_steps = steps.api acceptance\nbdd_app = desk.main:app\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# The shop makes the tables of its own database when it starts, which is warned of.
OWN_TABLES = "ignore::steps.database.foreign.ForeignDatabaseWarning"


def init(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", *arguments], prog_name="steps", catch_exceptions=False)


def copy(service: str, here: Path) -> None:
    shutil.copytree(APPS / service, here / service, ignore=shutil.ignore_patterns("__pycache__"))


def contents(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("service", SETTINGS)
def test_a_service_is_found_and_its_first_feature_is_green(here: Path, service: str) -> None:
    copy(service, here)
    assert init().exit_code == 0
    assert tomllib.loads((here / "pyproject.toml").read_text()) == {"tool": {"pytest": OURS | SETTINGS[service]}}
    run = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "pytest", "-q", "-W", "error", "-W", OWN_TABLES],
        cwd=here,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.splitlines()[-1].partition(" in ")[0]) == (0, "1 passed"), run.stdout


def test_it_says_what_it_did_and_what_it_did_not_find(here: Path) -> None:
    copy("desk", here)
    (here / "broken.py").write_text("def broken(")
    (here / "other.py").write_text("from fastapi import FastAPI\nadmin = FastAPI()\n")
    assert init().output.splitlines() == [
        "bdd_app: desk.main:app",
        "bdd_session: no session dependency found; set it, if there is one.",
        "bdd_metadata: no tables found; set it, if there is one.",
        "Found too, and not used: other:admin",
        "broken.py: cannot be read as Python.",
        "features/asking_for_pages.feature: written.",
        "acceptance.py: written.",
        "pyproject.toml: has the settings.",
        "Now run: pytest features",
    ]


def test_nothing_is_overwritten(here: Path) -> None:
    copy("desk", here)
    (here / "features").mkdir()
    (here / "features" / "asking_for_pages.feature").write_text("mine")
    (here / "acceptance.py").write_text("mine")
    (here / "pyproject.toml").write_text('[tool.pytest]\nbdd_app = "mine:app"  # as it should be\n')
    result = init()
    assert (here / "features" / "asking_for_pages.feature").read_text() == "mine"
    assert (here / "acceptance.py").read_text() == "mine"
    assert 'bdd_app = "mine:app"  # as it should be\n' in (here / "pyproject.toml").read_text()
    assert result.output.splitlines()[-5:] == [
        "features/asking_for_pages.feature: exists already, and is left as it is.",
        "acceptance.py: exists already, and is left as it is.",
        "pyproject.toml: has the settings.",
        "Kept as they were: bdd_app",
        "Now run: pytest features",
    ]
    before = contents(here)
    init()
    assert contents(here) == before


def test_a_dry_run_does_nothing(here: Path) -> None:
    copy("library", here)
    before = contents(here)
    assert "features/asking_for_pages.feature: would be written." in init("--dry-run").output
    assert contents(here) == before


@pytest.mark.parametrize("header", ["[tool.pytest]", "[tool.pytest.ini_options]"])
def test_settings_join_those_that_pytest_has_and_the_layout_stays(here: Path, header: str) -> None:
    copy("desk", here)
    before = (
        f'[project]\nname   =   "desk" # odd\n\n{header}\naddopts = ["-q"] # quiet\n\n[tool.ruff]\nline-length = 99\n'
    )
    (here / "pyproject.toml").write_text(before)
    init()
    after = (here / "pyproject.toml").read_text()
    table = tomllib.loads(after)["tool"]["pytest"]
    assert table.get("ini_options", table) == {"addopts": ["-q"]} | OURS | SETTINGS["desk"]
    assert set(before.splitlines()) <= set(after.splitlines())


@pytest.mark.parametrize(
    ("name", "text"),
    [("pytest.ini", ""), ("tox.ini", "[pytest]\n"), ("setup.cfg", "[tool:pytest]\n"), (".pytest.ini", "[pytest]\n")],
)
def test_lines_for_another_file_of_pytest_are_shown(here: Path, name: str, text: str) -> None:
    copy("desk", here)
    (here / name).write_text(text)
    told = f"{name}: pytest reads this file; add these lines to its section for pytest:\n\n{LINES}"
    assert told in init().output
    assert ((here / name).read_text(), (here / "pyproject.toml").exists()) == (text, False)


def test_a_project_may_keep_its_source_in_src(here: Path) -> None:
    (here / "src").mkdir()
    copy("desk", here / "src")
    init()
    assert tomllib.loads((here / "pyproject.toml").read_text())["tool"]["pytest"] == {
        "pythonpath": ["src"],
        "bdd_steps": ["steps.api", "acceptance"],
        "bdd_app": "desk.main:app",
    }
    assert (here / "src" / "acceptance.py").is_file()


def test_a_fixture_of_the_name_of_ours_is_told(here: Path) -> None:
    copy("desk", here)
    (here / "conftest.py").write_text(
        "import pytest\n@pytest.fixture\ndef client(): pass\n@pytest.fixture()\ndef other(): pass\n"
    )
    assert (
        "conftest.py: the fixture `client` would stand in for ours in the features; move it to where only your own tests "
        "see it (tests/conftest.py), or rename it."
    ) in init().output.splitlines()


def test_settings_that_cannot_be_read_are_told(here: Path) -> None:
    (here / "pyproject.toml").write_text("[tool")
    result = init()
    assert result.exit_code == 2
    assert "the settings of this project cannot be read" in result.output
    assert contents(here) == {"pyproject.toml": b"[tool"}
