"""The fixtures that a project sets up around its scenarios, told as hooks."""

from __future__ import annotations

import ast
import inspect
import os
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steps.gherkin.awaiting import innermost

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType, TracebackType

FOREIGN = ("site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class Around:
    """A fixture that somebody has written for this project; `wide` if it lasts longer than a scenario."""

    name: str
    file: str
    line: int
    code: CodeType
    wide: bool
    sets_up: bool
    tears_down: bool

    def hook(self, when: str) -> tuple[str, dict[str, Any]]:
        """Give its key and its message; `when` is BEFORE or AFTER."""
        kind = f"{when}_TEST_RUN" if self.wide else f"{when}_TEST_CASE"
        source = {"uri": self.file, "location": {"line": self.line}}
        return f"{self.file}:{self.line} {kind}", {"name": self.name, "type": kind, "sourceReference": source}

    def raised(self, trace: TracebackType | None) -> bool:
        """Tell whether an error came through its function."""
        while trace is not None:
            if trace.tb_frame.f_code is self.code:
                return True
            trace = trace.tb_next
        return False


def nameless_hook(when: str) -> tuple[str, dict[str, Any]]:
    """Stand for whatever failed around a scenario without being a fixture of the project."""
    kind = f"{when}_TEST_CASE"
    return kind, {"type": kind, "sourceReference": {}}


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
    return Around(
        name=said or fixturedef.argname.replace("_", " "),
        file=Path(os.path.relpath(path)).as_posix(),
        line=code.co_firstlineno,
        code=code,
        wide=fixturedef.scope != "function",
        sets_up=not is_generator or not _begins_with_yield(function),
        tears_down=is_generator,
    )


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
