"""A file of messages, one JSON object a line. That it cannot be written is no reason to end a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from pydantic_core import PydanticSerializationError, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class MessageFile:
    """Writes messages to a file, from the first one on; `trouble` says why it could not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""
        self._file: BinaryIO | None = None

    def write(self, messages: Iterable[dict[str, Any]]) -> None:
        """Append messages, so that they are there should the process be killed."""
        lines = [encode(message) + b"\n" for message in messages]
        if self.trouble:
            return
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("wb")
            self._file.writelines(lines)
            self._file.flush()
        except OSError as error:
            self._fail(error)

    def close(self) -> None:
        """End the file."""
        try:
            if self._file is not None:
                self._file.close()
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        reason = error.strerror or error
        self.trouble = self.trouble or f"The record cannot be written to {self.path}: {reason}. The verdicts hold."


def encode(value: object) -> bytes:
    """Write JSON in ASCII, as no other line break than the message's own may stand in a line."""
    try:
        written = to_json(value)
        # To ask for ASCII costs half as much again, and little needs it.
        return written if written.isascii() else to_json(value, ensure_ascii=True)
    except PydanticSerializationError:  # half of a surrogate pair, which Rust's strings cannot hold
        return json.dumps(value).encode()
