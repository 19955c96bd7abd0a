"""What a wrong sentence is told: the description of each scenario below `failing` and `mistaken` is the message."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from steps.gherkin.reading import read_feature, scenario_nodes
from tests.api.running import HERE, run_features


def expected_messages(folder: str, service: str) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((HERE / folder / service).glob("*.feature")):
        for scenario in scenario_nodes(read_feature(path, path.name)):
            yield scenario["name"], [line.strip() for line in scenario["description"].splitlines() if line.strip()]


@pytest.mark.parametrize(("service", "scenarios"), [("desk", 42), ("library", 7)])
def test_failing_sentences_say_what_is_wrong(service: str, scenarios: int, tmp_path: Path) -> None:
    run_features("failing", service, tmp_path, "--junitxml=report.xml")
    cases = ET.parse(tmp_path / "report.xml").iter("testcase")  # noqa: S314  # our own report
    failures = {case.attrib["name"]: case.findtext("failure", "") for case in cases}
    missing = {
        name: [line for line in lines if line not in failures[name]]
        for name, lines in expected_messages("failing", service)
    }
    assert {name: (lines, failures[name]) for name, lines in missing.items() if lines} == {}
    assert len(missing) == len(failures) == scenarios


@pytest.mark.parametrize("service", ["desk", "library"])
def test_mistaken_sentences_are_refused_before_anything_runs(service: str, tmp_path: Path) -> None:
    run = run_features("mistaken", service, tmp_path)
    assert run.returncode == pytest.ExitCode.INTERRUPTED
    told = [line.partition(": ")[2] for line in run.stdout.splitlines() if line.startswith("mistaken/")]
    assert sorted(told) == sorted(line for _, lines in expected_messages("mistaken", service) for line in lines)


def test_a_scenario_may_ask_for_what_is_not_documented(tmp_path: Path) -> None:
    run = run_features("features", "desk", tmp_path, "-m", "undocumented")
    assert run.returncode == 0


def test_an_app_that_a_fixture_brings_is_not_known_at_collection(tmp_path: Path) -> None:
    run = run_features("mistaken", "library", tmp_path, "-o", "bdd_app=", "--collect-only")
    told = [line for line in run.stdout.splitlines() if line.startswith("mistaken/")]
    assert [line.partition(": ")[2].partition(";")[0] for line in told] == ['"an expird token" is not known']
