"""Attach what a step or a fixture has made or received: a screenshot, a letter, a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from steps.recording.recorder import Recorder


class Attach(Protocol):
    """Attaches a text or bytes to the step that runs; `name` is a file name to save it under."""

    def __call__(self, body: str | bytes, media_type: str, name: str = "") -> None:
        """Attach it, secrets masked in what is text."""


class Attaching:
    """A plugin with the fixture `attach`. Without a record it does nothing."""

    def __init__(self, recorder: Recorder | None) -> None:
        self._recorder = recorder

    @pytest.fixture
    def attach(self) -> Attach:
        """Attach a text or bytes to the step that runs: `attach(letter, "text/plain")`."""
        return _ignore if self._recorder is None else self._recorder.attach


def _ignore(body: str | bytes, media_type: str, name: str = "") -> None:
    """Take an attachment that nobody records."""
