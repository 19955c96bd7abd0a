"""Run one command that must end when standard input does.

Whoever started this holds the other end of standard input. It closes when they stop the command and equally when they
die, by whatever signal, so an orderly end and a crash take the same way. Run by path, in isolation and without
site-packages: it has to start fast and depend on nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> int:
    """Return the command's exit status, 128 and more for a signal as shells do."""
    options = _options()
    child = subprocess.Popen(  # noqa: S603 - the command is our caller's
        options.command,
        stdin=subprocess.DEVNULL,
        pass_fds=[options.fd] if options.fd is not None else [],
        user=options.user,
        group=options.group,
        extra_groups=[] if options.user is not None else None,
    )
    if options.fd is not None:
        os.close(options.fd)  # or a dead server's socket would go on accepting
    stopped = threading.Event()

    def stop(*_: object) -> None:
        stopped.set()
        child.send_signal(options.signal)
        killer = threading.Timer(options.grace, child.kill)
        killer.daemon = True
        killer.start()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    threading.Thread(target=_after_input, args=(stop,), daemon=True).start()
    status = child.wait()
    if options.folder:
        shutil.rmtree(options.folder, ignore_errors=True)
    if stopped.is_set():  # nobody asks for a status then, and what the command left running goes too
        with contextlib.suppress(ProcessLookupError):
            os.killpg(0, signal.SIGKILL)
    return 128 - status if status < 0 else status


def _after_input(call: Callable[[], None]) -> None:
    os.read(0, 1)
    call()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="guard")
    parser.add_argument("--signal", type=int, default=signal.SIGTERM, help="what asks the command to end")
    parser.add_argument("--grace", type=float, default=3.0, help="seconds until it is killed")
    parser.add_argument("--fd", type=int, help="a descriptor the command inherits")
    parser.add_argument("--user", type=int)
    parser.add_argument("--group", type=int)
    parser.add_argument("--folder", type=Path, help="removed after the command")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
