"""What became of a step and of an attempt at a scenario."""

from __future__ import annotations

from msgspec import Struct

from steps.docs.statuses import Status, StepStatus


class Message(Struct, frozen=True):
    """Hold one side of an exchange; headers keep their order and may repeat."""

    start_line: str
    headers: tuple[tuple[str, str], ...]
    body: str | None


class Exchange(Struct, frozen=True):
    """Hold a request to a `target` (path and query) at an `origin`, and its response or the error that came instead."""

    method: str
    origin: str
    target: str
    request: Message
    status: int | None
    response: Message | None
    error: str | None
    milliseconds: float
    driver: str


class Attachment(Struct, frozen=True):
    """Hold what a step attached besides its exchanges; base64 bodies stay encoded."""

    media_type: str
    name: str
    body: str
    encoded: bool


class Difference(Struct, frozen=True):
    """Hold two values that should have been equal, each as lines of text."""

    expected: tuple[str, ...]
    actual: tuple[str, ...]


class Failure(Struct, frozen=True):
    """Hold why a step failed: a sentence, what differs, and the trace for developers."""

    sentence: str
    details: str
    difference: Difference | None
    trace: str


class DocString(Struct, frozen=True):
    """Hold a step's doc string."""

    media_type: str
    content: str


class Outcome(Struct, frozen=True):
    """Hold what became of a step."""

    status: StepStatus
    seconds: float
    reason: str
    failure: Failure | None
    exchanges: tuple[Exchange, ...]
    attachments: tuple[Attachment, ...]


class Step(Struct, frozen=True):
    """Hold a step and, if the scenario ran, its outcome; `arguments` are spans of `text`."""

    keyword: str
    text: str
    line: int
    arguments: tuple[tuple[int, int], ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    doc_string: DocString | None = None
    background: bool = False
    hook: bool = False
    status: StepStatus = StepStatus.PLANNED
    seconds: float = 0.0
    reason: str = ""
    failure: Failure | None = None
    snippet: str = ""
    location: str = ""
    exchanges: tuple[Exchange, ...] = ()
    attachments: tuple[Attachment, ...] = ()


class Attempt(Struct, frozen=True):
    """Hold one try at a scenario; `complete` is false where the record was cut off."""

    driver: str
    started: float
    steps: tuple[Step, ...]
    complete: bool
    status: Status

    @property
    def seconds(self) -> float:
        """Add up the steps' time."""
        return sum([step.seconds for step in self.steps])

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """List the exchanges of all steps, in order."""
        return tuple([exchange for step in self.steps for exchange in step.exchanges])


class Run(Struct, frozen=True):
    """Hold the attempts at a scenario with one driver; the last one counts."""

    attempts: tuple[Attempt, ...]

    @property
    def last(self) -> Attempt:
        """Give the attempt that counts."""
        return self.attempts[-1]

    @property
    def status(self) -> Status:
        """Call flaky what passed only when tried again."""
        last = self.last.status
        if last is Status.PASSED and len(self.attempts) > 1:
            failed = any(attempt.status is Status.FAILED for attempt in self.attempts)
            return Status.FLAKY if failed else last
        return last
