"""Everything people read about a run, rendered from its record alone."""

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
