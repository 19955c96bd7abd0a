"""What an installation brings: `steps` alone, typed, with its assets."""

from __future__ import annotations

import subprocess
import zipfile
from typing import TYPE_CHECKING

from tests.adoption.follow_guide import ROOT, build_wheel

if TYPE_CHECKING:
    from pathlib import Path


def test_the_wheel_holds_all_of_steps_and_nothing_else(tmp_path: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "steps"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    with zipfile.ZipFile(build_wheel(tmp_path)) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == set(listed.stdout.splitlines())
    assert {"steps/py.typed", "steps/docs/assets/document.css", "steps/README.md"} <= names
