"""Workers in folders and virtual environments of their own, as on machines of their own."""

import json
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import Project

README = (Path(__file__).parents[2] / "README.md").read_text()
NAMES = [f"Number {number}" for number in range(8)]


@pytest.fixture
def workers(project: Project, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Make two clones of the project, each with a virtual environment of its own, and return their `--tx`."""
    notes = tmp_path_factory.mktemp("notes")
    steps = f"""    Given "sh -c 'pwd > {notes}/$$'" has been run\n    When someone sends "GET /users"\n    Then the answer is 200"""
    project.feature(*(f"Scenario: {name}\n{steps}" for name in NAMES))
    made = []
    for clone in (tmp_path_factory.mktemp("clone") for _ in range(2)):
        shutil.copytree(project.folder, clone, dirs_exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", clone / ".venv"], check=True)  # noqa: S603
        (packages,) = clone.glob(".venv/lib/python*/site-packages")
        (packages / "installed.pth").write_text(f"import site; site.addsitedir({site.getsitepackages()[0]!r})\n")
        made += ["--tx", f"popen//python={clone}/.venv/bin/python//chdir={clone}"]
    return made


def test_their_records_are_one_document_of_every_scenario(project: Project, workers: list[str]) -> None:
    command = "pytest -o testpaths=features --dist load --bdd-messages=run.ndjson"
    assert command in README
    seen = project.run(*command.split()[1:], *workers)
    assert seen.counts == f"{len(NAMES)} passed"
    messages = [json.loads(line) for line in (project.folder / "run.ndjson").read_text().splitlines()]
    assert sorted(each["pickle"]["name"] for each in messages if "pickle" in each) == NAMES
    assert sum("testCaseStarted" in each for each in messages) == len(NAMES)
    steps = [
        sys.executable,
        "-m",
        "steps",
        "docs",
        "--from",
        "run.ndjson",
        "--format",
        "markdown",
        "--output",
        "run.md",
    ]
    subprocess.run(steps, cwd=project.folder, check=True)  # noqa: S603
    assert f"{len(NAMES)} passed" in (project.folder / "run.md").read_text()
    folders = {path.read_text().strip() for path in project.folder.parent.glob("notes*/*")}
    assert folders == {spec.rpartition("=")[2] for spec in workers if spec != "--tx"}


def test_a_path_of_this_folder_is_refused(project: Project, workers: list[str]) -> None:
    seen = project.run("features", "--dist=load", *workers)
    assert seen.status == 4
    assert (
        "--tx starts workers in folders of their own, where 'features' cannot be looked up. "
        "Name the features by `-o testpaths=features` instead"
    ) in seen.printed
