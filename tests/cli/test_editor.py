from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steps.check.features import read_features
from steps.cli.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

ROOT = Path(__file__).parents[2]
SERVICE = Path(__file__).parent / "language_service"
STEPS = '''\
from typing import Literal

from pytest_bdd import given, parsers, when


@given(parsers.parse('{name} pays {count:d} times in {currency} for "{reason}"'))
def pay(name: str, count: int, currency: Literal["EUR", "US$"], reason: str) -> None:
    """Pay."""


@when(parsers.parse("{name:w} leaves on {currency}"))
def leave(name: str, currency: str) -> None:
    """Leave."""


@when("everybody leaves")
def all_leave() -> None:
    """Leave, all."""
'''


@pytest.fixture
def vocabulary(project: Path) -> Iterator[Path]:
    (project / "own_payments.py").write_text(STEPS)
    settings = (project / "pyproject.toml").read_text().replace("features_vocabulary", "own_payments")
    (project / "pyproject.toml").write_text(settings)
    yield project
    sys.modules.pop("own_payments", None)


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_features_definitions_and_parameters_are_told(vocabulary: Path, steps: Callable[..., Result]) -> None:
    assert steps("editor").output == ".vscode/settings.json: written\n.vscode/extensions.json: written\n"
    assert read(vocabulary / ".vscode" / "settings.json") == {
        "cucumber.features": ["features/**/*.feature"],
        "cucumber.glue": ["own_payments.py"],
        "cucumber.parameterTypes": [
            {"name": "count:d", "regexp": r"[-+]?\d+"},
            {"name": "currency", "regexp": ".+?"},
            {"name": "name", "regexp": ".+?"},
            {"name": "name:w", "regexp": r"[^\s\"]+"},
            {"name": "reason", "regexp": ".+?"},
        ],
    }
    assert read(vocabulary / ".vscode" / "extensions.json") == {"recommendations": ["cucumberopen.cucumber-official"]}


def test_allowed_values_are_told(vocabulary: Path, steps: Callable[..., Result]) -> None:
    (vocabulary / "own_payments.py").write_text(STEPS.replace("on {currency}", "today").replace(", currency: str", ""))
    steps("editor")
    types = read(vocabulary / ".vscode" / "settings.json")["cucumber.parameterTypes"]
    assert {"name": "currency", "regexp": r"EUR|US\$"} in types


def test_other_settings_are_kept(vocabulary: Path, steps: Callable[..., Result]) -> None:
    (vocabulary / ".vscode").mkdir()
    (vocabulary / ".vscode" / "settings.json").write_text('{"editor.rulers": [120], "cucumber.glue": ["old"]}')
    (vocabulary / ".vscode" / "extensions.json").write_text('{"recommendations": ["charliermarsh.ruff"]}')
    steps("editor")
    settings = read(vocabulary / ".vscode" / "settings.json")
    assert (settings["editor.rulers"], settings["cucumber.glue"]) == ([120], ["own_payments.py"])
    recommended = read(vocabulary / ".vscode" / "extensions.json")["recommendations"]
    assert recommended == ["charliermarsh.ruff", "cucumberopen.cucumber-official"]


def test_comments_are_not_lost(vocabulary: Path, steps: Callable[..., Result]) -> None:
    (vocabulary / ".vscode").mkdir()
    (vocabulary / ".vscode" / "settings.json").write_text('{"a": 1} // mine')
    result = steps("editor")
    assert ".vscode/settings.json is not plain JSON" in result.output
    assert result.exit_code == 2
    assert (vocabulary / ".vscode" / "settings.json").read_text() == '{"a": 1} // mine'


def test_check_tells_what_is_not_current(vocabulary: Path, steps: Callable[..., Result]) -> None:
    steps("editor")
    assert steps("editor", "--check").output == ".vscode: current\n"
    (vocabulary / ".vscode" / "settings.json").write_text("{}")
    result = steps("editor", "--check")
    assert (result.output, result.exit_code) == (".vscode/settings.json: not current\n", 1)


def test_the_settings_of_this_project_are_current(
    steps: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = steps("editor", "--check")
    assert result.output == ".vscode: current\n", "run `steps editor` and commit .vscode/"


@pytest.mark.skipif(
    shutil.which("node") is None or not (SERVICE / "node_modules").is_dir(),
    reason=f"needs Node and `npm install --prefix {SERVICE.relative_to(ROOT)}`",
)
def test_the_language_service_recognises_every_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    project = Project.find()
    settings = read(ROOT / ".vscode" / "settings.json")
    documents = read_features(project.own_features()).documents
    question = {
        "sources": [
            {"languageName": "python", "uri": f"file:///{file}", "content": (ROOT / file).read_text("utf-8")}
            for file in settings["cucumber.glue"]
        ],
        "parameterTypes": settings["cucumber.parameterTypes"],
        "steps": [step["text"] for document in documents for pickle in document.pickles for step in pickle["steps"]],
    }
    answer = subprocess.run(
        ["node", "recognise.js"],  # noqa: S607  # whichever Node is on the path
        cwd=SERVICE,
        input=json.dumps(question),
        capture_output=True,
        text=True,
        check=True,
    )
    sentences = sorted({each.text for each in project.vocabulary().definitions})
    heard = json.loads(answer.stdout)
    assert (heard["errors"], heard["unknown"]) == ([], [])
    assert sorted(set(heard["sentences"])) == sentences
