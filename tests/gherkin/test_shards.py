"""Shards by pytest-split run every scenario once between them."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Project

pytest.importorskip("pytest_split")

NAMES = [f"Number {number}" for number in range(12)]
IDS = [f"features/shop.feature::{name}" for name in NAMES]
FEATURE = "Feature: F\n" + "".join(f"  Scenario: {name}\n    Given a shop\n" for name in NAMES)
STEPS = """
    @given("a shop")
    def shop(request):
        with open("ran", "a") as ran:
            print(request.node.nodeid, file=ran)
"""


def run_shards(project: Project, *options: str) -> list[list[str]]:
    """Run two shards that shuffle by different seeds, and return what each has run."""
    ran = []
    for group in (1, 2):
        seed = ("-p", "randomly", f"--randomly-seed={group}")
        shard = ("--splits=2", f"--group={group}", "--durations-path=durations.json")
        result = project.run_apart("features", *seed, *shard, *options)
        assert result.ret == 0
        ran.append((project.path / "ran").read_text().splitlines())
        (project.path / "ran").unlink()
    return ran


@pytest.fixture
def shop(project: Project) -> Project:
    # The usual options of these projects, but for the shuffling.
    project.configure()
    ini = project.path / "pytest.ini"
    ini.write_text(ini.read_text().replace("-p no:randomly", ""))
    project.steps(STEPS)
    project.feature(FEATURE)
    return project


@pytest.mark.parametrize("workers", [(), ("-n1",)])
def test_without_durations_shards_are_even(shop: Project, workers: tuple[str, ...]) -> None:
    first, second = run_shards(shop, *workers)
    assert (len(first), len(second)) == (6, 6)
    assert Counter(first + second) == Counter(IDS)


def test_durations_of_an_earlier_run_balance_the_shards(shop: Project) -> None:
    slow = min(IDS)
    durations = {name: 11.0 if name == slow else 1.0 for name in IDS}
    (shop.path / "durations.json").write_text(json.dumps(durations))
    first, second = run_shards(shop)
    assert first == [slow]
    assert Counter(second) == Counter(IDS) - Counter([slow])


def test_each_shard_is_still_shuffled(shop: Project) -> None:
    first, second = run_shards(shop)
    assert first != sorted(first)
    assert second != sorted(second)


def test_durations_are_stored_by_the_names_of_scenarios(shop: Project) -> None:
    shop.run_apart("features", "--store-durations", "--durations-path=durations.json").assert_outcomes(passed=12)
    assert sorted(json.loads((shop.path / "durations.json").read_text())) == sorted(IDS)
