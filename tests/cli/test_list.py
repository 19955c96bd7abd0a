from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from steps.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

STEPS = '''\
"""People & their jobs."""

from __future__ import annotations

from enum import Enum
from typing import Literal, TYPE_CHECKING

from pytest_bdd import given, parsers, then, when

if TYPE_CHECKING:
    from elsewhere import Unknown


class Job(Enum):
    DESIGNER = "Designer"
    ENGINEER = "Engineer"


@given(parsers.parse("{name} is registered as an {job}"))
@given(parsers.parse("{name} is registered as a {job}"))
def register(name: str, job: Job) -> None:
    """Put a person into the directory.

    The job is written as in the contract.
    """


@when(parsers.parse("{count:d} people pay {amount:f} <euros> in {currency}"))
def pay(count: int, amount: float, currency: Literal["EUR", "USD"], client: Unknown) -> None:
    """Pay."""


@then("these people are there:")
def there(datatable: list[list[str]]) -> None:
    """Find exactly these people."""
'''
FEATURE = """\
Feature: Paying

  Scenario Outline: <count> people pay
    Given Alice is registered as a Designer
    When <count> people pay 1.5 <euros> in EUR

    Examples:
      | count |
      | 2     |
      | 3     |
"""


@pytest.fixture
def vocabulary(project: Path) -> Iterator[Path]:
    (project / "own_people.py").write_text(STEPS)
    settings = (project / "pyproject.toml").read_text().replace("features_vocabulary", "own_people")
    (project / "pyproject.toml").write_text(settings)
    (project / "features" / "paying.feature").write_text(FEATURE)
    yield project
    sys.modules.pop("own_people", None)


def test_the_vocabulary_is_listed_by_concept_and_keyword(vocabulary: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    result = steps("list")
    assert result.output == (
        "People & their jobs own_people\n"
        "  Given {name} is registered as a {job}\n"
        "  Given {name} is registered as an {job}\n"
        "          Put a person into the directory.\n"
        "\n"
        "          The job is written as in the contract.\n"
        "          name: text\n"
        "          job: one of Designer, Engineer\n"
        "          for instance: Given Alice is registered as a Designer\n"
        "          own_people.py:19, used once\n"
        "  When  {count:d} people pay {amount:f} <euros> in {currency}\n"
        "          Pay.\n"
        "          count: whole number\n"
        "          amount: number\n"
        "          currency: one of EUR, USD\n"
        "          for instance: When 2 people pay 1.5 <euros> in EUR\n"
        "          own_people.py:28, used once\n"
        "  Then  these people are there:\n"
        "          Find exactly these people.\n"
        "          datatable: table below the step\n"
        "          own_people.py:33, not used\n"
        "\n"
    )
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (["pay"], ["{count:d} people pay {amount:f} <euros> in {currency}"]),
        (["usd"], ["{count:d} people pay {amount:f} <euros> in {currency}"]),
        (["EXACTLY", "people"], ["these people are there:"]),
        (["jobs", "contract"], ["{name} is registered as a {job}", "{name} is registered as an {job}"]),
    ],
)
def test_words_narrow_the_list(
    vocabulary: Path,  # noqa: ARG001
    steps: Callable[..., Result],
    words: list[str],
    sentences: list[str],
) -> None:
    (concept,) = json.loads(steps("list", *words, "--format", "json").output)
    assert [text for entry in concept["entries"] for text in entry["sentences"]] == sentences


def test_nothing_found_is_said(vocabulary: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    result = steps("list", "nonsense")
    assert (result.stdout, result.stderr, result.exit_code) == ("", "No sentence mentions these words.\n", 1)


@pytest.mark.parametrize(("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colours_unless_they_are_unwanted(
    vocabulary: Path,  # noqa: ARG001
    environment: dict[str, str],
    is_coloured: bool,  # noqa: FBT001
) -> None:
    output = CliRunner(env={"NO_COLOR": None, **environment}).invoke(main, ("list", "pay"), color=True).output
    assert ("\x1b[36mWhen" in output) is is_coloured


def test_markdown(vocabulary: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    assert steps("list", "pay", "--format", "md").output == (
        "## People &amp; their jobs\n"
        "\n"
        "### When\n"
        "\n"
        "* `{count:d} people pay {amount:f} <euros> in {currency}`  \n"
        "  Pay.\n"
        "  * `count`: whole number\n"
        "  * `amount`: number\n"
        "  * `currency`: one of EUR, USD\n"
        "  * for instance `When 2 people pay 1.5 <euros> in EUR`; used once; `own_people.py:28`\n"
        "\n"
    )


def test_a_page_escapes_what_it_shows(vocabulary: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    page = steps("list", "--format", "html").output
    assert "<h2>People &amp; their jobs</h2>" in page
    assert "<code>{count:d} people pay {amount:f} &lt;euros&gt; in {currency}</code>" in page
    assert "<euros>" not in page


def test_json_tells_everything(vocabulary: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    assert json.loads(steps("list", "there", "--format", "json").output) == [
        {
            "title": "People & their jobs",
            "module": "own_people",
            "entries": [
                {
                    "keyword": "Then",
                    "sentences": ["these people are there:"],
                    "help": "Find exactly these people.",
                    "parameters": [{"name": "datatable", "type": "table below the step", "values": []}],
                    "place": "own_people.py:33",
                    "uses": 0,
                    "example": "",
                }
            ],
        }
    ]
