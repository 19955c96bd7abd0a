"""The page on the ready sentences says what they do."""

import re
from pathlib import Path

import pytest

import steps.api
from steps.api.matching import compare, describe, read_cell, read_expectation
from steps.api.matching.kinds import KINDS
from steps.api.matching.phrases import PHRASES

README = (Path(steps.api.__path__[0]) / "README.md").read_text(encoding="utf-8")
EXPECTATIONS = [
    expectation
    for row in re.findall(r"^\| (`.*`) \|", README, re.MULTILINE)
    for expectation in re.findall(r"`([^`]+)`", row)
]


@pytest.mark.parametrize("expectation", EXPECTATIONS)
def test_a_listed_expectation_is_read_alike_in_texts_and_tables(expectation: str) -> None:
    in_text, in_table = read_expectation(expectation), read_cell(expectation)
    assert getattr(in_text, "phrase", in_text) == getattr(in_table, "phrase", in_table)


def test_every_kind_and_phrase_is_listed() -> None:
    first_words = {*(f"any {kind}" for kind in KINDS), *PHRASES} - {"any"}
    assert {phrase for phrase in first_words if not any(each.startswith(phrase) for each in EXPECTATIONS)} == set()


def test_the_shown_differences_are_those_that_are_told() -> None:
    expected = read_expectation('{"id": any integer, "titel": "Emma"}')
    differences = compare({"id": "7", "title": "Emma", "price": 8.5}, expected)
    assert describe(differences, "The body") in README
