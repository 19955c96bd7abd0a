from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Looking up a user", "looking_up_a_user"),
        ("  Asking for a colleague's  job: who, what? ", "asking_for_a_colleagues_job_who_what"),
        ("Benutzer nachschlagen, überall", "benutzer_nachschlagen_überall"),
        ("../../escape", "escape"),
    ],
)
def test_a_file_is_named_after_its_title(project: Path, steps: Callable[..., Result], title: str, name: str) -> None:
    result = steps("new", title)
    path = f"features/{name}.feature"
    assert result.output == f"{path}: written. Replace its words, then run `steps check {path}`.\n"
    assert (project / path).read_text("utf-8").startswith(f"Feature: {' '.join(title.split())}\n")


def test_only_its_sentences_are_left_to_define_and_its_layout_is_right(
    project: Path, steps: Callable[..., Result]
) -> None:
    steps("new", "Looking up a user")
    found = json.loads(steps("check", "features", "--format", "json").output)
    assert {each["rule"] for each in found} == {"undefined-step"}
    assert steps("format", "--check", str(project / "features")).exit_code == 0


def test_nothing_is_overwritten(project: Path, steps: Callable[..., Result]) -> None:
    (project / "features" / "looking_up_a_user.feature").write_text("mine")
    result = steps("new", "Looking up a user")
    assert "features/looking_up_a_user.feature exists already" in result.output
    assert result.exit_code == 2
    assert (project / "features" / "looking_up_a_user.feature").read_text() == "mine"


def test_a_title_needs_letters(project: Path, steps: Callable[..., Result]) -> None:  # noqa: ARG001
    result = steps("new", "!?")
    assert "no letters to name a file after" in result.output
    assert result.exit_code == 2
