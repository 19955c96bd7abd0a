"""Cucumber's compatibility kit: the same features, told in the same messages.

What is put aside: ids, times, places in step definitions, the text of traces and their exceptions' names, snippets, the
names of parameters (`{int}` is `{count:d}` here, and the quotes of a `{string}` stand in the sentence), tag expressions
and names of hooks (fixtures have no tags, and always a name), the words in which a comparison fails, and blanks at the end
of a description, which Gherkin's parsers do not agree on.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from cucumber_compatibility_kit import CompatibilityKit  # type: ignore[import-untyped]

from tests.record.kit.samples import ARGUMENTS, NOT_EQUAL, STEPS
from tests.record.stream import canonical, read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Project

Json = dict[str, Any]
FOLDERS = {folder.name: folder for folder in (*CompatibilityKit().gherkin(), *CompatibilityKit().markdown())}


def test_every_sample_is_accounted_for() -> None:
    assert sorted([*STEPS, *NOT_EQUAL]) == sorted(FOLDERS)
    assert len(STEPS) >= 30


@pytest.mark.parametrize("name", sorted(STEPS))
def test_a_sample_gives_an_equal_stream(project: Project, name: str) -> None:
    project.steps(STEPS[name])
    shutil.copytree(FOLDERS[name], project.path / "features")

    project.run("-p", "no:xdist", "--bdd-messages", "run.ndjson", *ARGUMENTS.get(name, ["features"]))

    told, golden = canonical(read(project.path / "run.ndjson")), canonical(_golden(FOLDERS[name]))
    for kind in sorted({*told, *golden}):
        assert (kind, told.get(kind)) == (kind, golden.get(kind))


def _golden(folder: Path) -> list[Json]:
    return [json.loads(line) for line in (folder / f"{folder.name}.ndjson").read_text("utf-8").splitlines()]
