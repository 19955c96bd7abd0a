"""Which process of a run this is: the only one, one of parallel workers, or their controller."""

from __future__ import annotations

import json
import os
import traceback
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from steps.database.own import Worker
from steps.processes.leaving import is_inner_run

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping

WORKER = "PYTEST_XDIST_WORKER"
SERVERS = "BDD_SERVERS"


def this_worker(config: pytest.Config) -> Worker:
    """Return the run and, of parallel workers, the name. A controller's run is that of its workers."""
    if given := _given(config):
        return Worker(given["testrunuid"], given["workerid"])
    return _whole(config, config.option)


def early_worker(config: pytest.Config) -> Worker:
    """Return the same before conftests are read, when xdist tells a worker of itself by its environment alone."""
    name = os.environ.get(WORKER)
    if name and _is_run_by_execnet() and not is_inner_run():
        return Worker(os.environ["PYTEST_XDIST_TESTRUNUID"], name)
    return _whole(config, config.known_args_namespace)


def give_servers(servers: Mapping[str, str]) -> Callable[[], None]:
    """Let workers of this machine know the servers of their controller, by the names of choices; return what undoes it.

    They inherit the environment, and may have to know before conftests are read, when xdist has not told them yet.
    """
    patch = pytest.MonkeyPatch()
    patch.setenv(SERVERS, json.dumps(dict(servers)))
    return patch.undo


def given_servers(worker: Worker) -> dict[str, str]:
    """Return the URLs of the servers that the controller started for its workers."""
    servers: dict[str, str] = json.loads(os.environ.get(SERVERS, "{}")) if worker.name else {}
    return servers


def is_worker(config: pytest.Config) -> bool:
    """Whether this process is one of parallel workers."""
    return bool(_given(config))


def is_controller(config: pytest.Config) -> bool:
    """Whether this process runs nothing itself, but has workers."""
    return has_workers(config.option) and not is_worker(config)


def has_workers(options: Namespace) -> bool:
    """Whether a run has workers, also where xdist has not yet made `--dist` of `-n` and `-d`."""
    given = vars(options)
    number = given.get("numprocesses")
    return number != 0 and bool(number or given.get("distload") or given.get("dist", "no") != "no")


def _is_run_by_execnet() -> bool:
    """Whether this is a worker itself: what its tests start inherits its environment."""
    return any(frame.f_globals.get("__name__") == "__channelexec__" for frame, _ in traceback.walk_stack(None))


def _whole(config: pytest.Config, options: Namespace) -> Worker:
    run: str = getattr(options, "testrunuid", None) or uuid.uuid4().hex
    config.option.testrunuid = run  # which xdist gives to the workers
    return Worker(run)


def _given(config: pytest.Config) -> dict[str, Any]:
    return getattr(config, "workerinput", {})
