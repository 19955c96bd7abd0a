import pytest

from tests.faults.conftest import Project

PASSES = 'Scenario: It answers\n    When someone sends "GET /users"\n    Then the answer is 200'
FAILS = 'Scenario: It does not\n    When someone sends "GET /users"\n    Then the answer is 404'
FULL = (
    "The report /dev/full could not be written: No space left on device. "
    "Make room, or name another file; the verdicts hold."
)


@pytest.mark.parametrize("workers", [(), ("-n2",)])
@pytest.mark.parametrize(
    ("scenarios", "status", "counts"), [((PASSES,), 3, "1 passed"), ((PASSES, FAILS), 1, "1 failed, 1 passed")]
)
def test_a_full_disk_is_said_in_a_sentence_below_the_verdicts(
    scenarios: tuple[str, ...], status: int, counts: str, workers: tuple[str, ...], project: Project
) -> None:
    project.feature(*scenarios)
    seen = project.run("--bdd-driver=live", "--junitxml=/dev/full", *workers)
    assert seen.status == status
    assert seen.counts == counts
    assert FULL in seen.printed.splitlines()
    assert "Traceback" not in seen.printed
    assert project.left_behind() == []
