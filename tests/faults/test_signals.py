import json
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.faults.conftest import Project

# Says that the moment has come, and then takes long. Whoever starts it has to know its process by then, to end it.
LONG = "sleep 0.5; echo now > reached; exec sleep 60"
IN_PYTHON = """
from pathlib import Path
import time
def take_long():
    Path("reached").write_text("now")
    time.sleep(60)
"""
SLOW_COLLECTION = """
from slow import take_long
def pytest_collection_modifyitems(): take_long()
"""
SLOW_SERVICE = """
import sys
from service import *
from slow import take_long
if "serve" in sys.argv[0]: take_long()
"""
SLOW_REPORTER = """
import os, time
from pathlib import Path
import pytest
@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report):
    is_finished = report.when == "teardown" and report.nodeid.endswith("It is finished")
    if is_finished and "PYTEST_XDIST_WORKER" not in os.environ:
        Path("reached").write_text("now")
        time.sleep(0.3)
"""
SLOW_END = """
import os
from slow import take_long
def pytest_sessionfinish():
    if "PYTEST_XDIST_WORKER" not in os.environ:
        take_long()
"""
PASSES = 'Scenario: It answers\n    When someone sends "GET /users"\n    Then the answer is 200'
REQUEST = """Scenario: It takes long
    Given "sh -c 'echo now > reached'" has been run
    When someone sends "GET /hang\""""
MOMENTS = {
    "the start of a live service": PASSES.replace("It answers", "It takes long"),
    "a step that blocks": f"""Scenario: It takes long\n    Given "sh -c '{LONG}'" has been run""",
    "a step that waits": "Scenario: It takes long\n    When someone waits for ever",
    "a request in process": REQUEST,
    "a request over TCP": REQUEST,
    "the tear-down": "Scenario: It takes long\n    Given tidying up takes for ever",
}
FINISHED = 'Scenario: It is finished\n    Given "true" has been run'
SETTINGS = {"the start of a live service": ("live", "slow_service"), "a request over TCP": ("live", "service")}
LOADFILE = ("-n2", "--dist=loadfile")
HOW = pytest.mark.parametrize(
    ("number", "workers"), [(signal.SIGINT, ()), (signal.SIGTERM, ()), (signal.SIGTERM, LOADFILE)]
)


def signalled(
    project: Project, number: signal.Signals, *options: str, moment: Path | None = None, **environment: str
) -> str:
    """Run the features, send a signal when the moment has come, and return what the run printed."""
    reached = moment or project.folder / "reached"
    os.mkfifo(reached)
    reached.chmod(0o666)  # a PostgreSQL server's own user writes to it
    reports = ("--junitxml=report.xml", "--bdd-messages=run.ndjson", "--bdd-timeout=60")
    with project.start(*reports, *options, **environment) as run:
        reached.read_text()
        run.send_signal(number)
        printed, _ = run.communicate(timeout=50)
    assert run.returncode == 2
    assert project.left_behind() == []
    return printed


def junit(project: Project) -> dict[str, list[str]]:
    cases = ET.parse(project.folder / "report.xml").iter("testcase")  # noqa: S314
    return {case.attrib["name"]: [part.tag for part in case] for case in cases}


def record(project: Project) -> list[str]:
    """Return the kinds of messages of the record, each once."""
    lines = (project.folder / "run.ndjson").read_text().splitlines()
    return list(dict.fromkeys(kind for line in lines for kind in json.loads(line)))


@HOW
@pytest.mark.parametrize("moment", MOMENTS)
def test_what_is_finished_is_reported_and_nothing_is_left(
    moment: str, number: signal.Signals, workers: tuple[str, ...], project: Project
) -> None:
    (project.folder / "slow.py").write_text(IN_PYTHON)
    (project.folder / "slow_service.py").write_text(SLOW_SERVICE)
    driver, app = SETTINGS.get(moment, ("asyncclient", "service"))
    project.feature(FINISHED, MOMENTS[moment], PASSES)
    options = (f"--bdd-driver={driver}", "--bdd-database=postgresql", "-o", f"bdd_app={app}:app", *workers)
    printed = signalled(project, number, *options)
    assert junit(project) == {"It is finished": [], "It takes long": ["failure"]}
    assert "The run was ended while this ran." in printed
    assert record(project)[-1] == "testRunFinished"


@pytest.mark.parametrize(
    ("number", "workers"), [(signal.SIGTERM, ()), (signal.SIGTERM, LOADFILE), (signal.SIGINT, LOADFILE)]
)
def test_the_midst_of_a_report(number: signal.Signals, workers: tuple[str, ...], project: Project) -> None:
    (project.folder / "conftest.py").write_text(SLOW_REPORTER)
    project.feature(FINISHED, 'Scenario: It takes long\n    Given "sleep 60" has been run')
    signalled(project, number, *workers)
    assert junit(project)["It is finished"] == []


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_the_end_of_a_run(workers: tuple[str, ...], project: Project) -> None:
    (project.folder / "slow.py").write_text(IN_PYTHON)
    (project.folder / "conftest.py").write_text(SLOW_END)
    project.feature(FINISHED)
    assert "SIGTERM: the run was ended as it came to its end, and may not be reported." in signalled(
        project, signal.SIGTERM, *workers
    )


@HOW
def test_the_midst_of_collection(number: signal.Signals, workers: tuple[str, ...], project: Project) -> None:
    (project.folder / "slow.py").write_text(IN_PYTHON)
    (project.folder / "conftest.py").write_text(SLOW_COLLECTION)
    project.feature(PASSES)
    signalled(project, number, "--bdd-database=postgresql", *workers)
    assert junit(project) == {}


@pytest.mark.parametrize("hook", ["pytest_keyboard_interrupt", "pytest_sessionfinish", "pytest_unconfigure"])
@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_what_breaks_while_the_run_ends(workers: tuple[str, ...], hook: str, project: Project) -> None:
    breaks = (
        f"import os\nif 'PYTEST_XDIST_WORKER' not in os.environ:\n    def {hook}(): raise ValueError('broken end')\n"
    )
    (project.folder / "conftest.py").write_text(breaks)
    project.feature(MOMENTS["a step that waits"])
    printed = signalled(project, signal.SIGTERM, *workers)
    assert "ValueError: broken end" in printed


@pytest.fixture
def slow_postgresql() -> Iterator[Path]:
    """Install a PostgreSQL that takes for ever to start, where its server's own user can reach it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for program in ("initdb", "postgres", "pg_ctl", "pg_config"):
            does = f"echo {folder}" if program == "pg_config" else LONG.replace("reached", str(folder / "reached"))
            (folder / program).write_text(f"#!/bin/sh\n{does}\n")
            (folder / program).chmod(0o755)
        yield folder


@HOW
def test_the_start_of_the_database_server(
    number: signal.Signals, workers: tuple[str, ...], slow_postgresql: Path, project: Project
) -> None:
    project.feature(PASSES)
    path = f"{slow_postgresql}:{os.environ['PATH']}"
    moment = slow_postgresql / "reached"
    signalled(project, number, "--bdd-database=postgresql", *workers, moment=moment, PATH=path)
