"""Count the function calls of a run: `count_calls.py FILE -m pytest ...`. Needs nothing but Python."""

import itertools
import os
import runpy
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType


def profiler(counter: "itertools.count[int]") -> Callable[[FrameType, str, object], None]:
    """Make a profile function that advances the counter at each call."""

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        if event in {"call", "c_call"}:
            next(counter)

    return profile


def main() -> None:
    """Run the command in this process and write the counts: main thread, then all others."""
    target, arguments = Path(sys.argv[1]), sys.argv[2:]
    main_thread, others = itertools.count(), itertools.count()
    sys.path[0] = os.getcwd()  # noqa: PTH109
    sys.argv = arguments[1:] if arguments[0] == "-m" else arguments
    threading.setprofile(profiler(others))
    sys.setprofile(profiler(main_thread))
    try:
        if arguments[0] == "-m":
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            runpy.run_path(arguments[0], run_name="__main__")
    finally:
        sys.setprofile(None)
        target.write_text(f"{next(main_thread)} {next(others)}\n")


if __name__ == "__main__":
    main()
