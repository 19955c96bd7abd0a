"""Where PostgreSQL is installed, and whose rights its server may have."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steps.processes.guarded import Account

if TYPE_CHECKING:
    from collections.abc import Iterator

DEBIAN = Path("/usr/lib/postgresql")


def server_binaries() -> Path:
    """Return the folder of `initdb` and `postgres`; raise `pytest.UsageError` if there is none."""
    for folder in _folders():
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres", "pg_ctl")):
            return folder
    raise pytest.UsageError(
        "bdd_database is 'postgresql', which starts a server of its own, but no PostgreSQL server is installed here: "
        "neither pg_config, nor /usr/lib/postgresql, nor PATH leads to initdb. Install it (Debian and Ubuntu: "
        "apt-get install postgresql; macOS: brew install postgresql), or give the URL of a running server: "
        "postgresql+asyncpg://user:password@host/database."
    )


def server_account() -> Account | None:
    """Return whose rights the server runs with, or None for our own: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(user=entry.pw_uid, group=entry.pw_gid)
    raise pytest.UsageError(
        "bdd_database is 'postgresql', but PostgreSQL refuses to run as root, and this system has neither a user "
        "'postgres' nor 'nobody' to run it as. Run the tests as another user."
    )


def _folders() -> Iterator[Path]:
    if pg_config := shutil.which("pg_config"):
        yield Path(subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip())  # noqa: S603
    yield from sorted(DEBIAN.glob("*/bin"), key=_version, reverse=True)
    if initdb := shutil.which("initdb"):
        yield Path(initdb).resolve().parent


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]
