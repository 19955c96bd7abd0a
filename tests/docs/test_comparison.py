from __future__ import annotations

from steps.docs import read_history, read_record, render_changes, write_history
from steps.docs.comparison import compare
from steps.docs.differences import compare_words
from steps.docs.statuses import Status
from tests.docs.sample_run import earlier_run, sample_run
from tests.docs.test_reading_a_record import run


def test_changes_name_what_was_added_removed_reworded_and_moved() -> None:
    changes = compare(read_record([earlier_run().lines()]), read_record([sample_run().lines()]))
    assert [told.scenario.name for told in changes.added] == ["A user is found by a part of the name"]
    assert [told.scenario.name for told in changes.removed] == ["Anybody can be deleted"]
    assert [told.now.scenario.name for told in changes.reworded] == [
        "A taken username is refused",
        "Twenty people race for one username",
    ]
    assert [(moved.case.name, moved.before, moved.case.status) for moved in changes.moved] == [
        ("An unknown path answers 404", Status.PASSED, Status.NOT_RUN),
        ("Twenty people race for one username", Status.PASSED, Status.FLAKY),
        ("A username is refused when it is not plain", Status.PASSED, Status.FAILED),
        ("A user is found by a photograph", Status.PASSED, Status.NOT_RUN),
    ]


def test_changes_read_as_markdown_word_by_word() -> None:
    text = render_changes(read_record([earlier_run().lines()]), read_record([sample_run().lines()]))
    assert (
        text
        == """### Another status

* An unknown path answers 404: ✅ passed → ⏸️ not run
* Twenty people race for one username: ✅ passed → ⚠️ flaky
* A username is refused when it is not plain (älice, not plain, refused): ✅ passed → ❌ failed
* A user is found by a photograph: ✅ passed → ⏸️ not run

### Added

* **A user is found by a part of the name** (Looking up a user)

### Removed

* **Anybody can be deleted** (Looking up a user)

### Reworded

* **A taken username is refused** (Creating a user)
  * Scenario: A username ~~that is taken~~ is refused → Scenario: A **taken** username is refused
* **Twenty people race for one username** (Creating a user)
  * Then ~~only~~ one registration is accepted → Then **exactly** one registration is accepted
"""
    )


def test_record_compared_with_itself_did_not_change() -> None:
    record = read_record([sample_run().lines()])
    assert render_changes(record, record) == "No scenario changed.\n"


def test_history_keeps_the_last_twenty_runs_of_each_scenario() -> None:
    good, bad = read_record([run()]), read_record([run(fail="One")])
    lines = [write_history(bad)] * 3 + [write_history(good)] * 18 + [write_history(bad)]
    history = read_history(lines)
    one, other = bad.cases
    assert history.of(one) == (Status.FAILED,) + (Status.PASSED,) * 18 + (Status.FAILED,)
    assert history.of(other) == (Status.PASSED,) * 20


def test_history_passes_over_a_line_that_was_cut_off() -> None:
    line = write_history(read_record([run()]))
    history = read_history([line, line[: len(line) // 2]])
    assert [history.of(case) for case in read_record([run()]).cases] == [(Status.PASSED,)] * 2


def test_history_stays_small() -> None:
    assert len(write_history(read_record([sample_run().lines()]))) < 15 * 14 + 200


def test_words_that_changed_beside_each_other_are_one_stretch() -> None:
    told = compare_words("a 'User already exists' here", "a 'Username taken' here")
    assert [piece.text for piece in told.expected if piece.changed] == ["User already exists"]
    assert [piece.text for piece in told.actual if piece.changed] == ["Username taken"]
