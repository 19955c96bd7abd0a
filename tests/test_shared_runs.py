"""The README's jobs for several machines are what their services can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
