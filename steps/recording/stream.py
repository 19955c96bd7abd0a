"""A file of messages, one JSON object a line. That it cannot be written is no reason to end a run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_ENCODER = msgspec.json.Encoder()
_LINE_BREAKS = {"\x85".encode(): rb"\u0085", "\u2028".encode(): rb"\u2028", "\u2029".encode(): rb"\u2029"}


class MessageFile:
    """Writes messages to a file, from the first one on; `trouble` says why it could not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.trouble = ""
        self._file: BinaryIO | None = None

    def write(self, messages: Iterable[dict[str, Any]]) -> None:
        """Append messages, so that they are there should the process be killed."""
        lines = _encode_lines(list(messages))
        if self.trouble:
            return
        try:
            if self._file is None:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self._file = self.path.open("wb")
            self._file.write(lines)
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
    """Write JSON."""
    try:
        return _ENCODER.encode(value)
    except (ValueError, TypeError):  # what only Python takes: half of a surrogate pair
        return json.dumps(value).encode()


def _encode_lines(messages: Sequence[dict[str, Any]]) -> bytes:
    """Write one message a line, also for tools to which a line break of Unicode's own ends a line."""
    try:
        lines = _ENCODER.encode_lines(messages)
    except (ValueError, TypeError):
        lines = b"".join(encode(message) + b"\n" for message in messages)
    if not lines.isascii():
        for character, escaped in _LINE_BREAKS.items():
            lines = lines.replace(character, escaped)
    return lines
