"""`steps docs`: every format from records alone, joined, compared and remembered."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from steps.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from tests.conftest import Project

STEPS = """
@given("a shop")
def a_shop(): pass
@then("it is shut")
def is_shut(): assert False, "It is open."
"""
FEATURE = """
Feature: Shop
  Scenario: Open
    Given a shop
  @REQ-7
  Scenario: Shut
    Given a shop
    Then it is shut
"""


@pytest.fixture
def shop(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Record two shards of one project."""
    project.steps(STEPS)
    project.feature(FEATURE)
    project.write("features/README.md", "# What the shop promises\n")
    project.run("-k", "Open", "--bdd-messages", "one.ndjson", "features")
    project.run("-k", "Shut", "--bdd-messages", "two.ndjson", "features")
    project.configure("bdd_title = The corner shop")
    monkeypatch.chdir(project.path)
    return project


def docs(*args: str) -> Result:
    return CliRunner().invoke(main, ["docs", *args])


@pytest.mark.usefixtures("shop")
def test_shards_are_joined() -> None:
    one, both = (
        docs("--from", "one.ndjson", "--format", "markdown"),
        docs("--from", "one.ndjson", "two.ndjson", "--format", "markdown"),
    )

    assert one.output.splitlines()[0] == "**✅ 1 passed · ⏸️ 1 not run**"
    assert both.output.splitlines()[0] == "**✅ 1 passed · ❌ 1 failed**"


@pytest.mark.usefixtures("shop")
def test_the_page_has_the_title_and_the_requirements() -> None:
    result = docs("--from", "two.ndjson", "--requirements", "@REQ-[0-9]+", "--requirement-link", "https://track/{tag}")

    assert result.exit_code == 0
    assert "<title>The corner shop</title>" in result.output
    assert 'href="https://track/REQ-7"' in result.output


@pytest.mark.usefixtures("shop")
def test_features_are_told_without_a_run() -> None:
    result = docs("--no-run", "--format", "markdown")

    assert result.output.splitlines()[0] == "**⏸️ 2 not run**"
    assert "What the shop promises" in docs("--no-run").output


@pytest.mark.usefixtures("shop")
def test_other_tools_read_it() -> None:
    cucumber = json.loads(docs("--from", "two.ndjson", "--format", "json").output)
    junit = ET.fromstring(docs("--from", "two.ndjson", "--format", "junit").output)  # noqa: S314  # our own

    assert [step["result"]["status"] for step in cucumber[0]["elements"][0]["steps"]] == ["passed", "failed"]
    assert [each.get("name") for each in junit.iter("testcase") if each.find("failure") is not None] == ["Shut"]


def test_what_changed_since_a_baseline_is_told(shop: Project) -> None:
    shop.feature(FEATURE.replace("Scenario: Open", "Scenario: Wide open"))
    shop.run("--bdd-messages", "new.ndjson", "features")

    result = docs("--from", "new.ndjson", "--baseline", "one.ndjson", "--format", "markdown")

    assert "### Reworded" in result.output
    assert "Shut: ⏸️ not run → ❌ failed" in result.output


def test_each_run_is_remembered(shop: Project) -> None:
    for _ in range(2):
        assert docs("--from", "one.ndjson", "--history", "history.jsonl", "--output", "out/docs.html").exit_code == 0

    lines = (shop.path / "history.jsonl").read_text("utf-8").splitlines()
    assert [sorted(json.loads(line)["cases"]) for line in lines] == [["not run", "passed"]] * 2


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("args", "told"),
    [
        ([], "name records after --from, or say --no-run"),
        (["--no-run", "--from", "one.ndjson"], "name records after --from, or say --no-run"),
        (["--from", "conftest.py"], "conftest.py: line 1 is no Cucumber message (one JSON object): 'import asyncio"),
        (["--from", "one.ndjson", "--output", "conftest.py/x"], "conftest.py/x cannot be written: "),
    ],
)
def test_mistakes_are_usage_errors(args: list[str], told: str) -> None:
    result = docs(*args)

    assert result.exit_code == 2
    assert told in result.output


def test_without_features_there_is_nothing_to_tell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert f"there are no feature files in {tmp_path / 'features'}" in docs("--no-run").output


@pytest.fixture
def tagged(shop: Project) -> Project:
    """Keep the features and a record of today under the tag v1.2, then change a scenario's name and add another."""
    git = ("git", "-c", "user.name=Ann", "-c", "user.email=ann@shop.example", "-c", "commit.gpgsign=false")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"], ["tag", "v1.2"]):
        subprocess.run([*git, *command], cwd=shop.path, check=True)  # noqa: S603
    shop.feature(f"{FEATURE.replace('Scenario: Open', 'Scenario: Wide open')}\n  Scenario: New\n    Given a shop\n")
    shop.run("--bdd-messages", "new.ndjson", "features")
    return shop


@pytest.mark.usefixtures("tagged")
def test_a_tag_can_be_the_baseline() -> None:
    result = docs("--from", "new.ndjson", "--baseline", "v1.2", "--format", "markdown")

    assert result.output.partition("\n\n_")[2].strip().splitlines() == [
        "What held then is unknown: the baseline tells the features alone._",
        "",
        "### Added",
        "",
        "* **New** (Shop)",
        "",
        "### Reworded",
        "",
        "* **Wide open** (Shop)",
        "  * Scenario: ~~Open~~ → Scenario: **Wide open**",
    ]
    page = docs("--from", "new.ndjson", "--baseline", "v1.2").output
    assert "What changed since v1.2</h2>" in page


@pytest.mark.usefixtures("tagged")
def test_a_record_of_a_revision_can_be_the_baseline() -> None:
    result = docs("--from", "two.ndjson", "--baseline", "v1.2:one.ndjson", "--format", "markdown")

    assert "* Open: ✅ passed → ⏸️ not run" in result.output


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize(
    ("baseline", "told"),
    [
        ("v9", "'v9' is neither a file nor a revision in git: name a record, a tag, a branch or a commit"),
        ("--output", "'--output' is neither a file nor a revision in git: name a record, a tag, a branch or a commit"),
        ("v1.2:none.ndjson", "there was no file none.ndjson at v1.2"),
        ("v1.2:conftest.py", "v1.2:conftest.py: line 1 is no Cucumber message (one JSON object): 'import asyncio"),
    ],
)
def test_a_baseline_that_is_not_there_is_a_usage_error(baseline: str, told: str) -> None:
    result = docs("--from", "new.ndjson", f"--baseline={baseline}")

    assert result.exit_code == 2
    assert told in " ".join(result.output.split())


def test_a_revision_before_the_features_is_a_usage_error(tagged: Project) -> None:
    tagged.configure("bdd_features = stories")

    assert "there were no features at v1.2 in stories" in docs("--from", "new.ndjson", "--baseline", "v1.2").output


@pytest.mark.usefixtures("tagged")
def test_without_git_there_is_no_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    result = docs("--from", "new.ndjson", "--baseline", "v1.2")

    assert "no such file, and git is not installed to look for a revision" in " ".join(result.output.split())
