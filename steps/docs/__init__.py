"""Everything people read about a run, rendered from its record alone."""

from steps.docs.cucumber_json import render_cucumber_json
from steps.docs.junit import render_junit
from steps.docs.reading import read_record
from steps.docs.summary import render_markdown

__all__ = ["read_record", "render_cucumber_json", "render_junit", "render_markdown"]
