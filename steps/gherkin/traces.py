"""Tracebacks for the reader of a feature: the frames that somebody wrote for this service, the others left out."""

from __future__ import annotations

import linecache
import sysconfig
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from steps.record.masking import Masking

MACHINERY = [
    str(Path(__file__).parents[1] / name)
    for name in ("gherkin", "drivers", "database", "processes", "record", "plugin.py")
]
LIBRARIES = [*{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}]


def own_places(trace: TracebackType | None) -> list[str]:
    """Name the places that the reader has written, the outermost first."""
    return [_place(frame) for frame in _own_frames(trace)]


def service_traceback(error: BaseException, masking: Masking) -> list[str]:
    """Render what the service raised: its own frames with their source, and the error."""
    frames = _own_frames(error.__traceback__) or traceback.extract_tb(error.__traceback__)[-1:]
    lines = []
    for frame in frames:
        lines.append(_place(frame))
        lines.append(f"    {linecache.getline(frame.filename, frame.lineno or 0).strip()}")
    told = traceback.format_exception_only(error)
    return masking.text("\n".join([*lines, *told])).splitlines()


def _own_frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    return [frame for frame in traceback.extract_tb(trace) if not _is_foreign(frame.filename)]


def _is_foreign(filename: str) -> bool:
    return filename.startswith((*MACHINERY, *LIBRARIES, "<")) or "site-packages" in filename


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return f"{shown}:{frame.lineno}: in {frame.name}"
