"""What differs between two values is told in sentences that a product owner reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steps.gherkin.comparison import explain
from steps.record.masking import Masking

if TYPE_CHECKING:
    from tests.conftest import Project

ALICE = {"name": "Alice", "job": "Designer"}


@pytest.mark.parametrize(
    ("came", "expected", "headline"),
    [
        (ALICE, {"name": "Alice", "job": "Engineer"}, 'Expected job to be "Engineer", but it is "Designer".'),
        (ALICE, {"name": "Alice"}, 'Expected no job, but there is "Designer".'),
        ({}, {"age": None}, "Expected age to be null, but it is missing."),
        ({"open": True}, {"open": {"now": False}}, 'Expected open to be {"now": false}, but it is true.'),
        ([200, 409], [200, 400], "Expected item 2 to be 400, but it is 409."),
        ([1, 2], [1], "Expected no item 2, but there is 2."),
        (
            {"staff": [ALICE, {"name": "Bob"}]},
            {"staff": [ALICE, {"name": "Ben"}]},
            'Expected name of item 2 of staff to be "Ben", but it is "Bob".',
        ),
        (
            {"password": "abc", "tokens": ["d"]},
            {"password": "ABC", "tokens": ["D"]},
            'Expected password to be "***", but it is "***". Expected item 1 of tokens to be "***", but it is "***".',
        ),
        (200, 404, "Expected 404, but 200 came."),
        ({"a": 1}, [1], 'Expected [1], but {"a": 1} came.'),
        ({"when": 1j}, {"when": 2j}, 'Expected when to be "2j", but it is "1j".'),
        ({(1, 2): 1}, None, "Expected None, but {(1, 2): 1} came."),
    ],
)
def test_each_differing_part_is_a_sentence(came: Any, expected: Any, headline: str) -> None:
    told = explain("==", came, expected, Masking())
    assert told is not None
    assert told[0] == headline


def test_many_differences_keep_the_headline_short() -> None:
    told = explain("==", dict.fromkeys("abcdefgh", "x" * 500), dict.fromkeys("abcdefgh", "y" * 500), Masking())
    assert told is not None
    assert told[0].count("Expected") == 2
    assert told[0].endswith(" 6 more parts differ.")
    assert len(told[0]) < 640  # beyond, pytest cuts it
    assert [line[:10] for line in told[1:7]] == [f"Expected {name}" for name in "cdefgh"]


def test_the_terminal_the_record_and_the_document_say_the_same(project: Project) -> None:
    project.steps(f"""
        @then("she is an engineer")
        def check(): assert {ALICE} == {{"name": "Alice", "job": "Engineer"}}
    """)
    project.feature("Feature: F\n  Scenario: S\n    Then she is an engineer\n")
    result = project.run("features", "--bdd-docs", "docs.html")
    sentence = 'Expected job to be "Engineer", but it is "Designer".'
    result.stdout.fnmatch_lines([f"features/shop.feature:3: {sentence}"])
    assert f"<p>{sentence}</p>" in (project.path / "docs.html").read_text()
