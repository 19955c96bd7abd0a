"""Who wrote a record, and where."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from typing import Any

from ci_environment import detect_ci_environment  # type: ignore[import-untyped]

PROTOCOL = "34.2.1"


def meta_message() -> dict[str, Any]:
    """Describe this project, Python, the machine and, on a build server, the build."""
    meta: dict[str, Any] = {
        "protocolVersion": PROTOCOL,
        "implementation": {"name": "fastapi-acceptance", "version": version("fastapi-acceptance")},
        "runtime": {"name": platform.python_implementation(), "version": platform.python_version()},
        "os": {"name": platform.system(), "version": platform.release()},
        "cpu": {"name": platform.machine()},
    }
    ci = _ci()
    return {"meta": {**meta, "ci": ci} if ci else meta}


def _ci() -> dict[str, Any] | None:
    try:
        found = detect_ci_environment(dict(os.environ))
    except (OSError, ValueError):  # an event file that a pull request should have is missing or says something else
        return None
    return {name: value for name, value in found.items() if value is not None} if found else None
