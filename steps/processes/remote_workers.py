"""Workers that run in a folder or on a machine of their own (xdist's `--tx`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator


def refuse_paths(config: pytest.Config) -> None:
    """Raise `pytest.UsageError` for a path of this folder, which means nothing in theirs: xdist would fail on it."""
    if config.getoption("rsyncdir", None) or not any(map(_is_elsewhere, config.getoption("tx", []) or [])):
        return
    if paths := list(_paths(config.invocation_params.args)):
        raise pytest.UsageError(
            f"--tx starts workers in folders of their own, where {', '.join(map(repr, paths))} cannot be looked up. "
            "Name the features by `-o testpaths=features` instead, and give other paths with `=`: --bdd-messages=run.ndjson."
        )


def _is_elsewhere(spec: str) -> bool:
    """Tell whether a worker, or several as `2*popen`, runs outside of this folder."""
    return "//chdir=" in spec or not spec.lstrip("0123456789*").startswith("popen")


def _paths(arguments: tuple[str, ...] | list[str]) -> Iterator[str]:
    for argument in map(str, arguments):
        if not argument.startswith("-") and Path(argument.partition("::")[0]).exists():
            yield argument
