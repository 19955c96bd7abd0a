from __future__ import annotations

import pytest

from steps.docs import Tracking, read_record
from steps.docs.coverage import cover_operations
from steps.docs.requirements import trace_requirements
from steps.docs.statuses import Status
from steps.docs.vocabulary import Definition
from tests.docs.recording import Outcome, Recording, exchange
from tests.docs.sample_run import sample_run


def test_requirements_are_proven_by_the_scenarios_that_carry_their_tags() -> None:
    traced = trace_requirements(read_record([sample_run().lines()]).cases, Tracking("@REQ-[0-9]+"))
    assert [(told.tag, told.status, len(told.cases)) for told in traced] == [
        ("@REQ-12", Status.FAILED, 2),
        ("@REQ-14", Status.FAILED, 5),
    ]


def test_requirements_are_sorted_by_their_numbers() -> None:
    text = "@REQ-10 @REQ-9 @other\nFeature: A\n  Scenario: B\n    Given c"
    traced = trace_requirements(read_record([Recording({"a.feature": text}).lines()]).cases, Tracking("@REQ-[0-9]+"))
    assert [told.tag for told in traced] == ["@REQ-9", "@REQ-10"]


@pytest.mark.parametrize(
    ("link", "tag", "address"),
    [
        ("https://tracker.example/{tag}", "@REQ-12", "https://tracker.example/REQ-12"),
        ("https://tracker.example/{tag}", "@smoke", ""),
        ("javascript:alert('{tag}')", "@REQ-12", ""),
        ("", "@REQ-12", ""),
    ],
)
def test_only_requirements_link_and_only_to_the_web(link: str, tag: str, address: str) -> None:
    assert Tracking("@REQ-[0-9]+", link).address(tag) == address


def test_operations_tell_which_answers_were_met() -> None:
    record = read_record([sample_run().lines()])
    assert record.openapi is not None
    told = [
        (operation.method, operation.path, [(a.status, a.documented, len(a.cases)) for a in operation.answers])
        for operation in cover_operations(record.cases, record.openapi)
    ]
    assert told == [
        ("POST", "/users", [("201", True, 8), ("400", False, 1), ("422", True, 0)]),
        ("GET", "/users/{username}", [("200", True, 2), ("400", False, 1), ("404", True, 0)]),
        ("DELETE", "/users/{username}", [("204", True, 0)]),
    ]


def test_literal_path_goes_before_a_template_and_ranges_stand_for_their_statuses() -> None:
    answers = (exchange("GET", "/api/users/everyone", 403), exchange("GET", "/api/users/bob", 500))
    text = "Feature: A\n  Scenario: B\n    Given c"
    record = read_record([Recording({"a.feature": text}, lambda *_: Outcome(exchanges=answers)).lines()])
    openapi = {
        "servers": [{"url": "http://localhost/api/"}],
        "paths": {
            "/users/{name}": {"get": {"responses": {"200": {}, "default": {}}}},
            "/users/everyone": {"get": {"responses": {"4XX": {}}}},
        },
    }
    told = {
        (operation.path, answer.status): len(answer.cases)
        for operation in cover_operations(record.cases, openapi)
        for answer in operation.answers
    }
    assert told == {("/users/{name}", "200"): 0, ("/users/{name}", "default"): 1, ("/users/everyone", "4XX"): 1}


def test_vocabulary_tells_help_uses_and_examples() -> None:
    vocabulary = read_record([sample_run().lines()]).vocabulary
    assert vocabulary[0] == Definition(
        kind="Given",
        pattern='"{name}" is registered as an "{job}"',
        help="Register a person before the scenario begins.",
        location="steps/users.py:12",
        uses=1,
        examples=('"alice" is registered as an "Engineer"',),
    )
    assert [(told.pattern, told.uses) for told in vocabulary[1:]] == [
        ('someone looks up "{name}"', 3),
        ('someone registers "{name}" as an "{job}"', 6),
        ("the registration is {verdict}", 7),
        ("the user's photograph is shown", 0),
    ]


def test_drivers_of_one_project_do_not_double_its_vocabulary() -> None:
    once, twice = read_record([sample_run().lines()]), read_record([sample_run().lines()] * 2)
    assert once.vocabulary == twice.vocabulary
