"""The fixtures that a project sets up around its scenarios, told as hooks."""

from __future__ import annotations

import ast
import inspect
import os
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from steps.gherkin.awaiting import innermost
from steps.recording.definitions import content_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, TracebackType

FOREIGN = ("site-packages", "dist-packages")


class Hook(Struct, frozen=True):
    """A set-up or tear-down by its id, and as its message tells it; the id is the same in every process of a run."""

    id: str
    message: dict[str, Any]


class Around(Struct, frozen=True):
    """A fixture that somebody has written for this project; `wide` if it lasts longer than a scenario.

    `before` is None if it does nothing before its scenario, `after` if it does nothing after.
    """

    before: Hook | None
    after: Hook | None
    code: CodeType
    wide: bool

    def raised(self, trace: TracebackType | None) -> bool:
        """Tell whether an error came through its function."""
        while trace is not None:
            if trace.tb_frame.f_code is self.code:
                return True
            trace = trace.tb_next
        return False


def nameless_hook(when: str) -> Hook:
    """Stand for whatever failed around a scenario without being a fixture of the project; `when` is BEFORE or AFTER."""
    return _hook("", {"type": f"{when}_TEST_CASE", "sourceReference": {}})


def own_fixture(fixturedef: Any, root: Path) -> Around | None:
    """Describe a fixture of the project; None for one of a library, or of this package."""
    function = innermost(fixturedef.func)
    code = getattr(function, "__code__", None)
    if code is None or function.__module__.partition(".")[0] == __name__.partition(".")[0]:
        return None
    path = Path(code.co_filename)
    if not path.is_relative_to(root) or any(part in FOREIGN for part in path.parts):
        return None
    is_generator = inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function)
    said = (inspect.getdoc(function) or "").partition("\n")[0].rstrip(".")
    wide = fixturedef.scope != "function"
    file, line = Path(os.path.relpath(path)).as_posix(), code.co_firstlineno
    source = {"uri": file, "location": {"line": line}}
    about = {"name": said or fixturedef.argname.replace("_", " "), "sourceReference": source}
    place, around = f"{file}:{line}", "TEST_RUN" if wide else "TEST_CASE"
    sets_up = not is_generator or not _begins_with_yield(function)
    return Around(
        before=_hook(place, {**about, "type": f"BEFORE_{around}"}) if sets_up else None,
        after=_hook(place, {**about, "type": f"AFTER_{around}"}) if is_generator else None,
        code=code,
        wide=wide,
    )


def _hook(place: str, about: dict[str, Any]) -> Hook:
    name = content_id(place, about["type"])
    return Hook(name, {"id": name, **about})


def _begins_with_yield(function: Callable[..., Any]) -> bool:
    """Tell whether a fixture does nothing before the scenario, so that only its tear-down is worth a line."""
    try:
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, SyntaxError):
        return False
    body = getattr(definition, "body", [])
    if ast.get_docstring(definition) is not None:  # type: ignore[arg-type]  # the source of a function is one
        body = body[1:]
    first = body[0].value if body and isinstance(body[0], ast.Expr) else None
    return isinstance(first, ast.Yield) and first.value is None
