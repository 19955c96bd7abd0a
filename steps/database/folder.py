"""Temporary folders that say whether the run they belong to still lives."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def locked_folder(kind: str) -> Iterator[tuple[Path, int]]:
    """Yield a new folder, removed at the end, and what locks it: it is in use while any process holds that open."""
    new = Path(tempfile.mkdtemp(prefix="bdd-new-"))
    descriptor = os.open(new, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        # Only now does it get the name that is looked for: nobody ever sees it without its lock.
        folder = new.rename(new.with_name(new.name.replace("bdd-new-", _prefix(kind))))
        try:
            yield folder, descriptor
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(descriptor)


def abandoned_folders(kind: str) -> Iterator[Path]:
    """Yield the folders of runs that ended without tidying up; each is locked while it is looked at."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_prefix(kind)}*"):
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
            continue
        descriptor = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            yield folder
        finally:
            os.close(descriptor)


def _prefix(kind: str) -> str:
    return f"bdd-{kind}-"
