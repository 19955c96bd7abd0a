"""The README's jobs for several machines are what their services can read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

yaml = pytest.importorskip("yaml")
README = (Path(__file__).parents[1] / "README.md").read_text()
JOBS = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


def test_each_job_runs_shards_and_joins_their_records() -> None:
    github, gitlab = (yaml.safe_load(text) for text in JOBS)
    steps = {name: [step.get("run") for step in job["steps"]] for name, job in github["jobs"].items()}
    join = "steps docs --from 1.ndjson 2.ndjson --output docs.html"
    shard = "pytest features --splits 2 --group ${{ matrix.group }} --bdd-messages ${{ matrix.group }}.ndjson"
    assert github["jobs"]["features"]["strategy"]["matrix"] == {"group": [1, 2]}
    assert shard in steps["features"]
    assert join in steps["document"]
    assert gitlab["features"]["parallel"] == 2
    assert gitlab["document"]["script"][-1] == join


@pytest.mark.parametrize("algorithm", ["duration_based_chunks", "least_duration"])
def test_shards_run_every_scenario_once_under_every_driver(algorithm: str, project: Project) -> None:
    names = [f"Number {number}" for number in range(9)]
    project.configure("bdd_app = service:app")
    project.write("service.py", "from fastapi import FastAPI\napp = FastAPI()\n")
    project.steps("""
        @given("a service")
        def service(request, client):
            with open("ran", "a") as ran:
                print(request.node.nodeid, file=ran)
    """)
    project.feature("Feature: F\n" + "".join(f"  Scenario: {name}\n    Given a service\n" for name in names))
    drivers = "--bdd-driver=asyncclient,testclient"
    durations = "--durations-path=durations.json"
    project.run_apart("features", drivers, "--store-durations", durations).assert_outcomes(passed=18)
    ids = sorted((project.path / "ran").read_text().splitlines())
    (project.path / "ran").unlink()
    shards = ("--splits=2", f"--splitting-algorithm={algorithm}", drivers, durations)
    results = [project.run_apart("features", *shards, f"--group={group}", "-p", "randomly") for group in (1, 2)]
    assert [result.ret for result in results] == [0, 0]
    assert sorted((project.path / "ran").read_text().splitlines()) == ids
