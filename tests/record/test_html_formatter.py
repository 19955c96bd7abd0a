"""Cucumber's own reports read the record: its HTML formatter shows every scenario."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

SCRIPT = """
const { CucumberHtmlStream } = require('@cucumber/html-formatter');
const fs = require('fs');
const formatter = new CucumberHtmlStream();
formatter.pipe(fs.createWriteStream('cucumber.html'));
for (const line of fs.readFileSync('run.ndjson', 'utf8').trim().split('\\n')) formatter.write(JSON.parse(line));
formatter.end();
"""
STEPS = """
@given("a shop")
def a_shop(): pass
@then(parsers.parse('its name is "{name}"'))
def its_name(name): assert name == "Corner"
"""
FEATURE = """
Feature: Shop
  Scenario: A shop is open
    Given a shop
  Scenario: A shop has a name
    Given a shop
    Then its name is "Market"
  Scenario Outline: A shop sells <thing>
    Given a shop

    Examples:
      | thing  |
      | apples |
"""


@pytest.fixture
def node() -> str:
    """Find node, and the formatter in its NODE_PATH."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("node is needed")
    asked = [found, "-e", "require.resolve('@cucumber/html-formatter')"]
    if subprocess.run(asked, capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("npm install @cucumber/html-formatter, and name its node_modules in NODE_PATH")
    return found


@pytest.fixture
def chromium() -> str:
    """Find a browser."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("a real browser is needed: apt-get install chromium")
    return found


def test_the_html_formatter_shows_the_record(project: Project, node: str, chromium: str) -> None:
    project.steps(STEPS)
    project.feature(FEATURE)
    project.run("--bdd-messages", "run.ndjson", "features")

    subprocess.run([node, "-e", SCRIPT], cwd=project.path, check=True)  # noqa: S603
    page = (project.path / "cucumber.html").as_uri()
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"]
    shown = subprocess.run([chromium, *options, page], capture_output=True, text=True, check=True)  # noqa: S603

    body = shown.stdout.partition('id="content"')[2].partition("<script")[0]
    told = ["Shop", "A shop is open", "A shop has a name", "A shop sells", "a shop", "but", "came."]
    assert [text for text in told if text not in body] == []
