"""What is known about a scenario, and what became of a step."""

from __future__ import annotations

from enum import Enum


class Word(Enum):
    """Say a status as people do; `key` is the word as an address or a class name has it."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.key = word.replace(" ", "_")


class Status(Word):
    """Say what is known about a scenario, gravest first."""

    FAILED = "failed"
    NOT_AUTOMATED = "not automated"
    IN_WORK = "in work"
    NOT_RUN = "not run"
    FLAKY = "flaky"
    PASSED = "passed"


class StepStatus(Word):
    """Say what became of a step; the values are Cucumber's, but for what was never reached."""

    FAILED = "failed"
    AMBIGUOUS = "ambiguous"
    UNDEFINED = "undefined"
    PENDING = "pending"
    SKIPPED = "skipped"
    NOT_REACHED = "not reached"
    PASSED = "passed"
    PLANNED = "planned"
