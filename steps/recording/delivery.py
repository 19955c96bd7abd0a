"""What a run leaves: its record, and the living document that is rendered from it."""

from __future__ import annotations

import gc
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steps.recording.stream import MessageFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest


class Delivery:
    """The files that were asked for: `places` say where they are, `troubles` why one could not be written.

    Without a record among them there is one for the time of the run.
    """

    def __init__(self, config: pytest.Config, messages: Path | None, docs: Path | None) -> None:
        self.places: list[str] = []
        self.troubles: list[str] = []
        self._config = config
        self._docs = docs
        self._kept = messages is not None
        self._record = MessageFile(messages or Path(tempfile.mkdtemp(prefix="bdd-record-")) / "record.ndjson")

    def write(self, messages: Iterable[dict[str, Any]]) -> None:
        """Append messages to the record."""
        self._record.write(messages)

    def complete(self) -> None:
        """End the record, and render the document from it."""
        self._record.close()
        if self._docs is not None:
            self._render(self._docs)
        if self._record.trouble:
            self.troubles.append(self._record.trouble)
        elif self._kept:
            self.places.append(f"The record: {self._record.path}")
        if not self._kept:
            self._record.path.unlink(missing_ok=True)
            self._record.path.parent.rmdir()

    def _render(self, docs: Path) -> None:
        if self._record.trouble:
            self.troubles.append("The living document is rendered from the record, and is not written either.")
            return
        with uncollected():
            from steps.recording.documents import edition_of_run, write_document  # noqa: PLC0415  for --bdd-docs alone

            trouble = write_document(docs, [self._record.path], edition_of_run(self._config))
        if trouble:
            self.troubles.append(trouble)
        else:
            self.places.append(f"The living document: {docs}")


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking through the whole run again and again: what is done here leaves no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
