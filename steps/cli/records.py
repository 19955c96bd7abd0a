"""Read what a document is made of: records, or the features alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from steps.docs.reading import read_files, read_record
from steps.gherkin.reading import feature_paths

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from steps.docs.model import Record


def read_records(records: Iterable[Path]) -> Record:
    """Join records."""
    records = list(records)
    try:
        return read_files(records)
    except (ValueError, KeyError, OSError) as error:
        raise click.UsageError(f"{', '.join(map(str, records))}: {error}") from None


def read_features(root: Path, folders: list[Path]) -> Record | None:
    """Tell the features below folders as if nothing had run; None if there are none."""
    from steps.recording.sources import Sources, readme_messages, uri_of  # noqa: PLC0415

    sources = Sources(root)
    messages = [
        message
        for folder in folders
        for path in feature_paths(folder)
        for message in sources.messages(uri_of(path, root))
    ]
    if not messages:
        return None
    return read_record([[json.dumps(each) for each in (*messages, *readme_messages(root, folders))]])
