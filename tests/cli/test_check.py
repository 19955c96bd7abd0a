from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

TESTS = Path(__file__).parents[1]
BROKEN = tomllib.loads((TESTS / "features_broken" / "expected.toml").read_text("utf-8"))
CORRECT = sorted(path.name for path in (TESTS / "features_correct").glob("*.feature"))
LOOK_UP = """\
Feature: Looking up a user

  Scenario: A user is found
    Given Alice is registered as a Designer
    When someone looks up Alice
    Then the answer is Designer
"""
TWO_WHENS = """\
Feature: Looking up a user

  Scenario: A user is found
    When someone registers Alice as a Designer
    When someone looks up Alice
    Then the answer is Designer
"""


def test_every_broken_feature_has_expectations_and_there_are_many() -> None:
    assert set(BROKEN) == {path.stem for path in (TESTS / "features_broken").glob("*.feature")}
    assert len(BROKEN) >= 40
    assert len(CORRECT) >= 20


def test_each_mistake_is_found_and_none_is_invented(project: Path, steps: Callable[..., Result]) -> None:
    shutil.copytree(TESTS / "features_broken", project / "features", dirs_exist_ok=True)
    result = steps("check", "--format", "json", "features")
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in json.loads(result.output):
        found[Path(each["file"]).stem].append(each)
    places = {name: [(each["rule"], each["line"]) for each in mistakes] for name, mistakes in found.items()}
    assert places == {name: [(each["rule"], each["line"]) for each in BROKEN[name]["mistakes"]] for name in BROKEN}
    for name, mistakes in found.items():
        for mistake, expected in zip(mistakes, BROKEN[name]["mistakes"], strict=True):
            assert expected["remedy"] in mistake["remedy"], name
    assert result.exit_code == 1


def test_correct_features_raise_no_alarm(project: Path, steps: Callable[..., Result]) -> None:
    shutil.copytree(TESTS / "features_correct", project / "features", dirs_exist_ok=True)
    result = steps("check", "features")
    assert (result.output, result.exit_code) == (f"no errors and no warnings in {len(CORRECT)} feature files\n", 0)


def test_text_shows_the_line_a_caret_and_the_remedy(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(LOOK_UP.replace("    When", "    Wehn"))
    assert steps("check", "features").output == (
        "features/a.feature:5:5: error: This line is not understood here: Wehn someone looks up Alice [syntax]\n"
        "        Wehn someone looks up Alice\n"
        "        ^\n"
        "    Did you mean 'When'?\n"
        "1 error and no warnings in 1 feature file\n"
    )


def test_the_caret_stands_below_wide_characters(project: Path, steps: Callable[..., Result]) -> None:
    table = "    Given these users are registered:\n      | 日本語 | job | lost\n"
    (project / "features" / "a.feature").write_text(LOOK_UP.replace("    When", f"{table}    When"))
    source, caret = steps("check", "features").output.splitlines()[1:3]
    assert (source, caret) == ("          | 日本語 | job | lost", f"{' ' * 27}^")


def test_warnings_alone_do_not_fail(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(TWO_WHENS)
    result = steps("check", "features")
    assert "warning: A second When" in result.output
    assert result.exit_code == 0


def test_github_shows_findings_beside_the_line(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(TWO_WHENS)
    assert steps("check", "features", "--format", "github").output == (
        "::warning file=features/a.feature,line=5,col=5,title=two-whens::A second When: the scenario describes two "
        "behaviours (the first is on line 4).%0ASplit it into two scenarios, or say what led up to it as a Given.\n"
    )


def test_sarif_names_rule_and_region(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(TWO_WHENS)
    log = json.loads(steps("check", "features", "--format", "sarif").output)
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"] == [
        {
            "id": "two-whens",
            "shortDescription": {"text": "A scenario describes one behaviour."},
            "defaultConfiguration": {"level": "warning"},
        }
    ]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("two-whens", "warning")
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "features/a.feature"},
                "region": {"startLine": 5, "startColumn": 5},
            }
        }
    ]


@pytest.mark.parametrize(
    ("above", "comment"),
    [
        ("Feature:", "# steps: ignore two-whens"),
        ("  Scenario:", "  # steps: ignore two-whens"),
        ("  Scenario:", "  #steps:ignore tag-typo, two-whens\n  @smoke"),
        ("    When someone looks", "    # steps: ignore two-whens"),
    ],
)
def test_a_comment_switches_a_rule_off(project: Path, steps: Callable[..., Result], above: str, comment: str) -> None:
    (project / "features" / "a.feature").write_text(TWO_WHENS.replace(above, f"{comment}\n{above}"))
    assert steps("check", "features").output == "no errors and no warnings in 1 feature file\n"


def test_a_comment_reaches_no_further_than_its_scenario(project: Path, steps: Callable[..., Result]) -> None:
    second = TWO_WHENS.partition("\n\n")[2].replace("A user", "Another user")
    text = TWO_WHENS.replace("  Scenario", "  # steps: ignore two-whens\n  Scenario") + "\n" + second
    (project / "features" / "a.feature").write_text(text)
    found = json.loads(steps("check", "features", "--format", "json").output)
    assert [(each["rule"], each["line"]) for each in found] == [("two-whens", 11)]


def test_a_project_switches_a_rule_off(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(TWO_WHENS)
    with (project / "pyproject.toml").open("a") as file:
        file.write('[tool.steps.check]\nignore = ["two-whens"]\n')
    assert steps("check", "features").output == "no errors and no warnings in 1 feature file\n"


def test_a_project_cannot_switch_off_what_is_no_rule(project: Path, steps: Callable[..., Result]) -> None:
    with (project / "pyproject.toml").open("a") as file:
        file.write('[tool.steps.check]\nignore = ["two-wehns"]\n')
    result = steps("check")
    assert 'there is no rule "two-wehns"' in result.output
    assert result.exit_code == 2


def test_a_project_cannot_switch_off_what_a_run_refuses(project: Path, steps: Callable[..., Result]) -> None:
    with (project / "pyproject.toml").open("a") as file:
        file.write('[tool.steps.check]\nignore = ["same-name"]\n')
    result = steps("check")
    assert '"same-name" is an error, which a run refuses too' in result.output
    assert result.exit_code == 2


WIP = """\
Feature: Looking up a user

  @wip
  Scenario: A user is shown
    Given Alice is registered as a Designer
    Then her picture is shown
"""


def test_undefined_steps_of_scenarios_in_work_are_a_notice(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(WIP)
    result = steps("check", "features")
    assert result.exit_code == 0
    assert result.output.startswith(
        "features/a.feature:6:5: notice: No step definition matches: Then her picture is shown [step-in-work]\n"
    )
    assert result.output.endswith("\nno errors and no warnings in 1 feature file, 1 notice\n")
    assert steps("check", "features", "--format", "github").output.startswith("::notice file=features/a.feature,line=6")
    log = json.loads(steps("check", "features", "--format", "sarif").output)
    assert [each["level"] for each in log["runs"][0]["results"]] == ["note"]


def test_a_step_that_a_finished_scenario_needs_too_is_an_error(project: Path, steps: Callable[..., Result]) -> None:
    background = "  Background:\n    Given a picture\n"
    (project / "features" / "a.feature").write_text(
        f"Feature: F\n{background}{WIP.partition(chr(10))[2]}{LOOK_UP.partition(chr(10))[2]}"
    )
    found = json.loads(steps("check", "features", "--format", "json").output)
    assert [(each["rule"], each["line"]) for each in found] == [("undefined-step", 3), ("step-in-work", 8)]


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("pytest.ini", "[pytest]"),
        (".pytest.ini", "[pytest]"),
        ("tox.ini", "[pytest]"),
        ("setup.cfg", "[tool:pytest]"),
        ("pytest.toml", "[pytest]"),
        ("pyproject.toml", "[tool.pytest]"),
        ("pyproject.toml", "[tool.pytest.ini_options]"),
    ],
)
def test_settings_are_read_where_pytest_reads_them(
    project: Path, steps: Callable[..., Result], name: str, section: str
) -> None:
    (project / "pyproject.toml").write_text("[tool.steps.check]\nignore = ['two-whens']\n")
    values = {"bdd_features": "stories", "bdd_steps": "features_vocabulary", "pythonpath": f"{TESTS / 'vocabulary'}"}
    quote = '"' if name.endswith(".toml") else ""
    with (project / name).open("a") as file:
        file.write(f"{section}\n" + "".join(f"{key} = {quote}{value}{quote}\n" for key, value in values.items()))
    (project / "stories").mkdir()
    (project / "stories" / "a.feature").write_text(TWO_WHENS)
    assert steps("check", "stories").output == "no errors and no warnings in 1 feature file\n"
    assert steps("check").output.endswith(" in 1 feature file\n")


def test_a_missing_path_is_named(project: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    result = steps("check", "featuers")
    assert "featuers does not exist" in result.output
    assert result.exit_code == 2


def test_a_folder_without_features_is_not_called_faultless(project: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    result = steps("check")
    assert "there are no feature files in features" in result.output
    assert result.exit_code == 2


def test_definitions_are_checked_from_their_source(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(LOOK_UP)
    (project / "own_steps.py").write_text(
        "import pytest_bdd\n"
        "from pytest_bdd import given, parsers, then, when\n\n"
        "@given(parsers.parse('{name} is registered as a {job}'))\n"
        "def a():\n    assert True\n\n"
        "@when(parsers.re('someone looks up .*'))\n"
        "def b():\n    return 1\n\n"
        "@then(parsers.parse('the answer is {job}'))\n"
        "def c():\n    '''Say it.'''\n\n"
        "@pytest_bdd.then('nobody (at all)')\n"
        "@then('it costs 1.50')\n"
        "@then('either/or')\n"
        "@then(\n    'one '\n    'two')\n"
        "def d():\n    assert True\n"
    )
    settings = (project / "pyproject.toml").read_text().replace("features_vocabulary", "own_steps")
    (project / "pyproject.toml").write_text(settings)
    found = json.loads(steps("check", "--format", "json").output)
    assert [(each["rule"], each["line"]) for each in found if each["rule"] != "unused-definition"] == [
        ("given-asserts", 5),
        ("unreadable-definition", 8),
        ("then-checks-nothing", 13),
        ("unreadable-definition", 16),
        ("unreadable-definition", 17),
        ("unreadable-definition", 18),
        ("unreadable-definition", 19),
    ]
    unused = {each["sentence"] for each in found if each["rule"] == "unused-definition"}
    sentences = ("nobody (at all)", "it costs 1.50", "either/or", "one two")
    sys.modules.pop("own_steps")
    assert unused == {f'No feature uses the sentence "{text}".' for text in sentences}


@pytest.mark.parametrize(
    ("comments", "unused"),
    [
        ("{}{}", ["one thing", "two things", "a third"]),
        ("# steps: ignore unused-definition\n\n{}{}", []),
        ("{}# steps: ignore unused-definition\n{}", ["a third"]),
    ],
)
def test_a_comment_in_a_module_switches_a_rule_off(
    project: Path, steps: Callable[..., Result], comments: str, unused: list[str]
) -> None:
    (project / "features" / "a.feature").write_text(LOOK_UP)
    head = "from pytest_bdd import given, then, when\n\n"
    body = (
        "@given('one thing')\n@when('one thing')\n@when('two things')\ndef one():\n    return 1\n\n"
        "@then('a third')\ndef third():\n    assert True\n"
    )
    (project / "conftest.py").write_text(comments.format(head, body))
    found = json.loads(steps("check", "--format", "json").output)
    own = [each["sentence"] for each in found if each["file"] == "conftest.py"]
    assert own == [f'No feature uses the sentence "{text}".' for text in unused]


def test_a_module_that_cannot_be_imported_is_named(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(LOOK_UP)
    (project / "pyproject.toml").write_text('[tool.pytest]\nbdd_steps = ["absent"]\n')
    found = json.loads(steps("check", "--format", "json").output)
    (unloadable,) = [each for each in found if each["rule"] == "unloadable"]
    assert (unloadable["file"], unloadable["line"]) == ("pyproject.toml", 2)
    assert "No module named 'absent'" in unloadable["sentence"]


def test_definitions_of_a_conftest_count(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(LOOK_UP.replace("Then the answer", "Then a new answer"))
    (project / "conftest.py").write_text(
        "from pytest_bdd import parsers, then\n\n"
        "@then(parsers.parse('a new answer is {job}'))\n"
        "def answer(job):\n    assert job\n"
    )
    assert steps("check", "features").output == "no errors and no warnings in 1 feature file\n"


def test_definitions_of_the_plugins_of_a_conftest_count(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "a.feature").write_text(LOOK_UP)
    (project / "pyproject.toml").write_text(f'[tool.pytest]\npythonpath = ["{TESTS / "vocabulary"}"]\n')
    (project / "conftest.py").write_text('pytest_plugins = ["steps.plugin", "features_vocabulary"]\n')
    assert steps("check", "features").output == "no errors and no warnings in 1 feature file\n"


def test_the_service_is_not_imported() -> None:
    """In a process of its own, as an author calls it."""
    code = "import sys; from steps.cli import main; main(['check'], standalone_mode=False); print(sorted(sys.modules))"
    result = subprocess.run(  # noqa: S603  # our own code
        [sys.executable, "-c", code],
        cwd=TESTS.parent,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"in \d+ feature files?\n", result.stdout), result.stderr
    assert "'app'" not in result.stdout
    assert "'uvicorn'" not in result.stdout
