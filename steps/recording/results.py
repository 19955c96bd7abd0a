"""What became of a step: its status, and why, in words and for developers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from steps.gherkin.awaiting import innermost
from steps.gherkin.failures import SAYING, failure_text
from steps.gherkin.traces import own_places, service_traceback
from steps.record.recorded import secret_values

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steps.record.exchanges import Exchange
    from steps.record.masking import Masking

Json = dict[str, Any]
PASSED: Json = {"status": "PASSED"}
BY_TAG = "skipped by its tag"
SKIPPED: Json = {"status": "SKIPPED"}


class Telling:
    """Tells the errors of one scenario, the secrets of its exchanges masked."""

    def __init__(self, masking: Masking, exchanges: Sequence[Exchange]) -> None:
        self._masking = masking
        self._raised = exchanges[-1].raised if exchanges else None
        self._secrets = secret_values(exchanges, masking)

    def result(self, error: BaseException, function: Callable[..., Any] | None = None) -> Json:
        """Tell what an error makes of a step; `function` is the step's."""
        message = self.masked(_words(error))
        status = status_of(error, function)
        if not message and status != "FAILED":
            return {"status": status}
        return {
            "status": status,
            "message": message,
            "exception": {"type": _kind(error), "message": message, "stackTrace": self._trace(error, message)},
        }

    def masked(self, text: str) -> str:
        """Mask a text, and make it one that every process can send."""
        return self._masking.text(text, self._secrets).encode("utf-8", "backslashreplace").decode()

    def _trace(self, error: BaseException, message: str) -> str:
        lines = [f"{type(error).__name__}: {message}", *own_places(error.__traceback__)]
        if self._raised is not None:
            raised = "\n".join(service_traceback(self._raised, self._masking))
            lines += ["", "The service raised:", self.masked(raised)]
        return "\n".join(lines)


def status_of(error: BaseException, function: Callable[..., Any] | None = None) -> str:
    """Give Cucumber's word; a step definition that nobody has filled in is pending."""
    if isinstance(error, pytest.skip.Exception):
        return "SKIPPED"
    if isinstance(error, pytest.xfail.Exception):
        return "PENDING"
    if isinstance(error, NotImplementedError) and function is not None:
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        if trace is not None and trace.tb_frame.f_code is getattr(innermost(function), "__code__", None):
            return "PENDING"
    return "FAILED"


def _kind(error: BaseException) -> str:
    """Name the class, or say as pytest does that the step failed with a sentence of its own."""
    name = type(error).__name__
    return "Failed" if name in SAYING else name


def _words(error: BaseException) -> str:
    if isinstance(error, pytest.skip.Exception | pytest.xfail.Exception):
        return BY_TAG if error.msg == "unconditional skip" else error.msg or ""
    if isinstance(error, AssertionError | BaseExceptionGroup | pytest.FixtureLookupError):
        return failure_text(error)
    return str(error)
