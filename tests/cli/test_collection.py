from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from steps.check.rules import RULES

TESTS = Path(__file__).parents[1]
BROKEN = tomllib.loads((TESTS / "features_broken" / "expected.toml").read_text("utf-8"))


def collect(project: Path, features: str) -> subprocess.CompletedProcess[str]:
    shutil.copytree(TESTS / features, project / "features", dirs_exist_ok=True)
    (project / "conftest.py").write_text('pytest_plugins = ["steps.plugin"]\n')
    with (project / "pyproject.toml").open("a") as file:
        file.write('asyncio_default_fixture_loop_scope = "session"\n')
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:randomly", "features"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)  # noqa: S603  # ourselves


def test_pytest_refuses_what_check_calls_an_error(project: Path) -> None:
    output = collect(project, "features_broken").stdout
    told = set(re.findall(r"^features/(\w+)\.feature:(\d+): ", output, re.MULTILINE))
    expected = {
        (name, str(mistake["line"]))
        for name, entry in BROKEN.items()
        for mistake in entry["mistakes"]
        if RULES[mistake["rule"]].severity == "error"
    }
    assert told == expected
    assert "Traceback" not in output


def test_pytest_collects_what_is_correct(project: Path) -> None:
    result = collect(project, "features_correct")
    files = set(re.findall(r"^features/(\w+)\.feature::", result.stdout, re.MULTILINE))
    assert files == {path.stem for path in (TESTS / "features_correct").glob("*.feature")}
    assert result.returncode == 0
