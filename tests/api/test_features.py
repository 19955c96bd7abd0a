"""The ready sentences at work, under both in-process drivers, and each of them used and explained."""

import re
from pathlib import Path

import pytest

from tests.api.running import run_features

SCENARIOS = {"desk": 41, "library": 40, "shop": 16}


@pytest.mark.parametrize("driver", ["asyncclient", "testclient"])
@pytest.mark.parametrize("service", SCENARIOS)
def test_the_features_of_a_service_hold(service: str, driver: str, tmp_path: Path) -> None:
    run = run_features("features", service, tmp_path, "--bdd-driver", driver)
    summary = re.sub(r" in .*", "", run.stdout.splitlines()[-1])
    assert (run.returncode, summary) == (0, f"{SCENARIOS[service]} passed"), run.stdout + run.stderr
