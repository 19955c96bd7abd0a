"""Which process of a run this is: the only one, one of parallel workers, or their controller."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from steps.database.own import Worker

if TYPE_CHECKING:
    import pytest

SERVERS = "bdd_servers"


def this_worker(config: pytest.Config) -> Worker:
    """Return the run and, of parallel workers, the name. A controller's run is that of its workers."""
    if given := _given(config):
        return Worker(given["testrunuid"], given["workerid"])
    run: str = config.getoption("testrunuid", None) or uuid.uuid4().hex
    config.option.testrunuid = run  # which xdist gives to the workers
    return Worker(run)


def given_servers(config: pytest.Config) -> dict[str, str]:
    """Return the URLs of the servers that the controller started for its workers."""
    servers: dict[str, str] = _given(config).get(SERVERS, {})
    return servers


def is_worker(config: pytest.Config) -> bool:
    """Whether this process is one of parallel workers."""
    return bool(_given(config))


def is_controller(config: pytest.Config) -> bool:
    """Whether this process runs nothing itself, but has workers."""
    return config.getoption("dist", "no") != "no" and not is_worker(config)


def _given(config: pytest.Config) -> dict[str, Any]:
    return getattr(config, "workerinput", {})
