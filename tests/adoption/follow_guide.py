"""Follow the guide literally, in an empty folder with a fresh virtual environment and the built wheel.

Run it by `python -m tests.adoption.follow_guide`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "steps" / "README.md"
PIP = ["-m", "pip", "--quiet", "--disable-pip-version-check"]


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this project."""
    subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, *PIP, "wheel", "--no-deps", "-w", str(folder), str(ROOT)], check=True
    )
    return next(folder.glob("*.whl"))


def follow(guide: Path, folder: Path, wheel: Path) -> None:
    """Write every file of the guide, and run every command, in their order."""
    venv.create(folder / ".venv", with_pip=True)
    constraint = folder / ".venv" / "constraint.txt"
    constraint.write_text(f"fastapi-acceptance @ {wheel.as_uri()}\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))} | {
        "PATH": f"{folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_CONSTRAINT": str(constraint),
    }
    for fence in MarkdownIt().parse(guide.read_text("utf-8")):
        language, _, name = fence.info.partition(" ")
        if name:
            (folder / name).write_text(fence.content, "utf-8")
        elif language == "sh":
            print(f"$ {fence.content}", end="", flush=True)  # noqa: T201  # what CI shows
            command = ["bash", "-euc", fence.content]
            subprocess.run(command, cwd=folder, env=environment, check=True)  # noqa: S603  # the guide's own words


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        built = build_wheel(Path(work))
        project = Path(work) / "project"
        project.mkdir()
        follow(GUIDE, project, built)
