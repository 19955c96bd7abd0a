"""Everything people read about a run, rendered from its record alone."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from steps.docs.changes import render_changes
    from steps.docs.cucumber_json import render_cucumber_json
    from steps.docs.history import read_history, write_history
    from steps.docs.junit import render_junit
    from steps.docs.page import Edition, render_html
    from steps.docs.reading import read_record
    from steps.docs.requirements import Tracking
    from steps.docs.summary import render_markdown

__all__ = [
    "Edition",
    "Tracking",
    "read_history",
    "read_record",
    "render_changes",
    "render_cucumber_json",
    "render_html",
    "render_junit",
    "render_markdown",
    "write_history",
]
_MODULES = {
    "changes": ("render_changes",),
    "cucumber_json": ("render_cucumber_json",),
    "history": ("read_history", "write_history"),
    "junit": ("render_junit",),
    "page": ("Edition", "render_html"),
    "reading": ("read_record",),
    "requirements": ("Tracking",),
    "summary": ("render_markdown",),
}


def __getattr__(name: str) -> Any:
    """Import a format when it is asked for: a run that writes one pays for no other."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
