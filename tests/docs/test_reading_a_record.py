from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from steps.docs import read_record
from steps.docs.outcomes import Difference, Failure
from steps.docs.statuses import Status, StepStatus
from tests.docs.recording import Json, Outcome, Recording, exchange
from tests.docs.sample_run import sample_run

if TYPE_CHECKING:
    from steps.docs.model import Record

TWO = """Feature: Two
  Scenario: One
    Given a step
    Then another
  Scenario: Other
    Given a step
"""


def golden(sample: str) -> list[str]:
    folder = files("cucumber_compatibility_kit") / "features" / sample
    return (folder / f"{sample}.ndjson").read_text("utf-8").splitlines()


def statuses(record: Record) -> list[tuple[str, Status]]:
    return [(case.name, case.status) for case in record.cases]


def run(*, driver: str = "", fail: str = "", only: str = "", started: int = 1_790_000_000) -> list[str]:
    def outcome(pickle: Json, _text: str, _attempt: int) -> Outcome:
        return Outcome("FAILED", "AssertionError: no") if pickle["name"] == fail else Outcome()

    facts = {"driver": driver} if driver else {}
    recording = Recording({"features/two.feature": TWO}, outcome, facts=facts, started=started)
    recording.selected = lambda pickle: only in ("", pickle["name"])
    return recording.lines()


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("all-statuses", ["passed", "failed", "in work", "not run", "not automated", "failed"]),
        ("retry", ["passed", "flaky", "flaky", "failed"]),
        ("rules", ["passed", "passed", "passed"]),
        ("examples-tables", ["passed"] * 2 + ["failed"] * 2 + ["passed"] * 3),
        ("empty", ["not automated"]),
        ("hooks-conditional", ["failed", "failed", "passed"]),
        ("hooks-skipped", ["not run", "not run", "not run"]),
        ("skipped-exception", ["not run"]),
        ("pending-exception", ["in work"]),
        ("undefined", ["not automated"] * 4),
        ("markdown", ["failed", "passed"]),
        ("global-hooks-beforeall-error", ["not run"]),
    ],
)
def test_golden_streams_have_the_statuses_a_reader_expects(sample: str, expected: list[str]) -> None:
    assert [case.status.value for case in read_record([golden(sample)]).cases] == expected


def test_every_golden_stream_is_read_without_losing_a_pickle() -> None:
    folder = files("cucumber_compatibility_kit") / "features"
    samples = sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("_"))
    lost = {name: _pickles(name) - len(read_record([golden(name)]).cases) for name in samples}
    assert len(samples) >= 40
    assert {name for name, count in lost.items() if count} == set()


def _pickles(sample: str) -> int:
    return sum("pickle" in json.loads(line) for line in golden(sample))


def test_what_follows_a_failure_was_not_reached() -> None:
    record = read_record([golden("all-statuses")])
    failing = next(case for case in record.cases if case.name == "Failing")
    assert [step.status for step in failing.steps] == [StepStatus.PASSED, StepStatus.FAILED, StepStatus.NOT_REACHED]


def test_skipped_scenario_gives_its_reason() -> None:
    assert [case.reason for case in read_record([golden("skipped-exception")]).cases] == ["skipping"]


def test_trouble_around_the_scenarios_is_told() -> None:
    assert read_record([golden("global-hooks-afterall-error")]).troubles == (
        "Something around the scenarios failed: AfterAll hook went wrong",
    )


def test_shards_add_up() -> None:
    record = read_record([run(only="One"), run(only="Other", fail="Other")])
    assert statuses(record) == [("One", Status.PASSED), ("Other", Status.FAILED)]


def test_drivers_stand_side_by_side_and_the_gravest_counts() -> None:
    record = read_record([run(driver="asyncclient"), run(driver="live", fail="One")])
    one = record.cases[0]
    assert [(tried.last.driver, tried.status) for tried in one.runs] == [
        ("asyncclient", Status.PASSED),
        ("live", Status.FAILED),
    ]
    assert one.status is Status.FAILED
    assert one.worst is one.runs[1]


def test_later_run_of_the_same_driver_is_another_attempt() -> None:
    later, earlier = run(driver="live", started=1_790_000_100), run(driver="live", fail="One")
    record = read_record([later, earlier])
    assert statuses(record) == [("One", Status.FLAKY), ("Other", Status.PASSED)]
    assert [attempt.status for attempt in record.cases[0].runs[0].attempts] == [Status.FAILED, Status.PASSED]


def test_driver_is_taken_from_the_exchanges_where_the_run_names_none() -> None:
    recording = Recording({"two.feature": TWO}, lambda *_: Outcome(exchanges=(exchange("GET", "/", 200),)))
    assert {tried.last.driver for case in read_record([recording.lines()]).cases for tried in case.runs} == {
        "asyncclient"
    }


def test_concatenated_streams_are_two_runs() -> None:
    assert statuses(read_record([run(only="One") + run(only="Other")])) == [
        ("One", Status.PASSED),
        ("Other", Status.PASSED),
    ]


def test_stream_cut_off_in_a_step_is_read_up_to_there() -> None:
    lines = run()
    cut = next(number for number, line in enumerate(lines) if "testStepFinished" in line) + 2
    record = read_record([[*lines[:cut], lines[cut][:25]]])
    assert statuses(record) == [("One", Status.NOT_RUN), ("Other", Status.NOT_RUN)]
    assert record.troubles == ("The run was interrupted: its record ends in the middle.",)
    one, other = record.cases
    assert [(step.status, step.reason) for step in one.steps] == [
        (StepStatus.PASSED, ""),
        (StepStatus.NOT_REACHED, "interrupted"),
    ]
    assert (one.reason, other.reason) == ("the run was interrupted", "")


def test_broken_line_in_the_middle_is_an_error_that_names_it() -> None:
    lines = run()
    lines[3] = lines[3][:20]
    with pytest.raises(ValueError, match=r"line 4 is no Cucumber message"):
        read_record([lines])


def test_empty_record_is_an_error() -> None:
    with pytest.raises(ValueError, match="the record is empty"):
        read_record([[]])


def test_work_in_progress_is_called_so_whatever_came_of_it() -> None:
    recording = Recording({"a.feature": "Feature: A\n  @wip\n  Scenario: B\n    Given c"})
    (case,) = read_record([recording.lines()]).cases
    assert (case.status, case.reason) == (Status.IN_WORK, "passed for now")


def test_permalinks_survive_edits_elsewhere() -> None:
    before = [case.permalink for case in read_record([run()]).cases]
    edited = TWO.replace("Feature: Two", "\n@new\nFeature: Three\n  Scenario: New\n    Given a step\n")
    after = read_record([Recording({"features/two.feature": edited}).lines()])
    assert before == ["two:one", "two:other"]
    assert [case.permalink for case in after.cases] == ["two:new", "two:one", "two:other"]


def test_equal_names_and_equal_rows_keep_addresses_of_their_own() -> None:
    text = """Feature: A
  Scenario: B
    Given c
  Scenario: B
    Given c
  Scenario Outline: D
    Given <e>
    Examples:
      | e |
      | f |
      | f |
"""
    record = read_record([Recording({"a.feature": text}).lines()])
    assert [case.permalink for case in record.cases] == ["a:b", "a:b:2", "a:d:f", "a:d:f:2"]
    assert all(case.runs for case in record.cases)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            "AssertionError: assert 201 == 422\n +  where 201 = <Response>.status_code",
            Failure("Expected 422, but it was 201.", "", Difference(("422",), ("201",)), ""),
        ),
        (
            "AssertionError: Alice is an Engineer\nassert {'job': 'x'} == {'job': 'y'}",
            Failure(
                "Alice is an Engineer",
                "",
                Difference(("{", '  "job": "y"', "}"), ("{", '  "job": "x"', "}")),
                "",
            ),
        ),
        ("KeyError: 'job'", Failure("The step broke off with KeyError: 'job'", "", None, "")),
        ("Service is away\nfor ever", Failure("Service is away", "for ever", None, "")),
        ("", Failure("The step failed without saying why.", "", None, "")),
        (
            "assert 'a' == 'b'\n  \n  Full diff:\n  - b\n  ? ^\n  + a",
            Failure("Expected b, but it was a.", "", Difference(("b",), ("a",)), ""),
        ),
        (
            'Traceback (most recent call last):\n  File "a.py", line 1, in b\nValueError: too late',
            Failure(
                "The step broke off with ValueError: too late",
                "",
                None,
                'Traceback (most recent call last):\n  File "a.py", line 1, in b\nValueError: too late',
            ),
        ),
    ],
)
def test_failure_is_told_in_plain_words(message: str, expected: Failure) -> None:
    recording = Recording({"two.feature": TWO}, lambda *_: Outcome("FAILED", message))
    (failure,) = {step.failure for step in read_record([recording.lines()]).cases[0].steps if step.failure}
    assert failure == expected


def test_attached_difference_is_taken_as_it_is() -> None:
    told = {"expected": {"a": 1}, "actual": {"a": 2}}
    attachment = {
        "mediaType": "application/vnd.fastapi-acceptance.difference+json",
        "contentEncoding": "IDENTITY",
        "body": json.dumps(told),
    }
    outcome = Outcome("FAILED", "AssertionError: The answers differ", attachments=(attachment,))
    case = read_record([Recording({"two.feature": TWO}, lambda *_: outcome).lines()]).cases[0]
    assert case.steps[0].failure == Failure(
        "The answers differ", "", Difference(("{", '  "a": 1', "}"), ("{", '  "a": 2', "}")), ""
    )
    assert case.steps[0].attachments == ()


def test_folders_carry_their_introduction_and_origins_the_run() -> None:
    record = read_record([sample_run().lines()])
    assert [(folder.path, folder.introduction[:8]) for folder in record.folders] == [
        ("features/contract", ""),
        ("features/users", "Everyone"),
    ]
    (origin,) = record.origins
    assert (origin.service, origin.version, origin.driver, origin.selection) == (
        "User directory",
        "1.4.0",
        "asyncclient",
        "not @wild",
    )
