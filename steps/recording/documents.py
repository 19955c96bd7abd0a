"""Render the living document from records on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.page import Edition, render_html
from steps.docs.reading import read_files
from steps.docs.requirements import Tracking

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest


def edition_of_run(config: pytest.Config) -> Edition:
    """Read from the settings what a document holds beside its record."""
    pattern, link = config.getini("bdd_requirements"), config.getini("bdd_requirement_link")
    return Edition(title=config.getini("bdd_title"), tracking=Tracking(pattern, link) if pattern else None)


def write_document(target: Path, records: Iterable[Path], edition: Edition) -> str:
    """Render records into one HTML file; return why it could not be written, or nothing."""
    html = render_html(read_files(records), edition)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html, "utf-8", "backslashreplace")
    except OSError as error:
        return f"The living document cannot be written to {target}: {error.strerror or error}. The verdicts hold."
    return ""
