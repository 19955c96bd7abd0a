"""This project's own features, run in two shards: their records together tell every scenario, and each alone says that it does not."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from steps.cli import main
from steps.cli.records import read_features
from steps.docs import read_record
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from steps.docs.model import Record

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Run the shards, each in a process of its own."""
    folder = tmp_path_factory.mktemp("shards")
    records = [folder / f"{group}.ndjson" for group in (1, 2)]
    for group, record in enumerate(records, 1):
        shard = ["--splits", "2", "--group", str(group), "--durations-path", str(folder / "durations.json")]
        command = [sys.executable, "-m", "pytest", "features", "-q", "-p", "no:cacheprovider", *shard]
        subprocess.run([*command, "--bdd-messages", str(record)], cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    return records


def read(*records: Path) -> Record:
    """Join records."""
    return read_record(path.read_text("utf-8").split("\n") for path in records)


def test_together_they_tell_every_scenario_once_with_its_status(shards: list[Path]) -> None:
    whole = read_features(ROOT, [ROOT / "features"])
    assert whole is not None
    promised = [(case.permalink, case.cells) for case in whole.cases]

    joined = read(*shards)

    assert [(case.permalink, case.cells) for case in joined.cases] == promised
    assert Counter(case.status for case in joined.cases) == {Status.PASSED: len(promised)}
    assert {tuple(len(run.attempts) for run in case.runs) for case in joined.cases} == {(1,)}


def test_no_scenario_is_in_both(shards: list[Path]) -> None:
    first, second = ({case.permalink for case in read(path).cases if case.runs} for path in shards)

    assert (bool(first), bool(second), first & second) == (True, True, set())


def test_a_shard_alone_says_that_it_is_a_part(shards: list[Path]) -> None:
    alone = " ".join(_document(shards[:1]).split())
    left_out = sum(not case.runs for case in read(shards[0]).cases)

    assert f"<b>A partial run.</b> {left_out} of {len(read(shards[0]).cases)} examples were left out" in alone
    assert "(selected: <code>--splits 2 --group 1</code>)" in alone
    assert "A partial run" not in _document(shards)


def _document(records: list[Path]) -> str:
    result = CliRunner().invoke(main, ["docs", "--from", *map(str, records)], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output
