"""What Unicode can hold comes back from the record as it was, one message a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from steps.docs import read_record
from steps.docs.messages import read_stream
from steps.recording.stream import MessageFile

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]


@pytest.mark.parametrize("text", ["plain", "ä 😀", "a\u2028b\x85c\r\nd", "half \ud800 of a pair", "\x00\x1b"])
def test_texts_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    file = MessageFile(tmp_path / "run.ndjson")
    messages: list[Json] = [
        {"meta": {"implementation": {"name": text}}},
        {"testRunStarted": {"timestamp": {"seconds": 1, "nanos": 0}}},
    ]

    file.write(messages)
    file.close()

    lines = (tmp_path / "run.ndjson").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == messages
    assert read_record([lines]).origins[0].implementation == text


def test_a_line_break_of_unicode_does_not_end_a_message_of_other_tools() -> None:
    line = '{"meta":{"implementation":{"name":"a\u2028b"}}}'
    (stream,) = read_stream([line])
    assert stream.meta == {"implementation": {"name": "a\u2028b"}}
