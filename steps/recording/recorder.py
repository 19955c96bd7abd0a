"""Watch the scenarios where they run, and let their reports carry what was seen, from a parallel worker too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steps.gherkin.collection import FeatureFile
from steps.gherkin.item import ScenarioItem
from steps.record.exchanges import EXCHANGES
from steps.record.masking import MASKING
from steps.recording.attachments import attach_exchanges, difference_attachments, file_attachment
from steps.recording.attempt import Attempt, Event
from steps.recording.clock import now
from steps.recording.facts import service_facts
from steps.recording.parts import Parts
from steps.recording.results import PASSED, Telling
from steps.recording.surroundings import Surroundings
from steps.recording.unbound import step_snippet, unbound_part
from steps.settings import SETTINGS_OF_RUN

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pytest_bdd.parser import Feature, Step


Json = dict[str, Any]
ATTEMPT = pytest.StashKey[int]()
PART = "bdd_record"
"""The attribute of a report, and of a worker's output, that carries a part of the record."""
OUTSIDE = "bdd_outside_record"
"""The attribute of the last report of a scenario that a Python test file binds."""


class Recorder:
    """A plugin that watches scenarios. What it sees is JSON-able, so that it crosses from worker to controller."""

    def __init__(self, config: pytest.Config) -> None:
        self.files: dict[str, FeatureFile] = {}
        self._config = config
        self._masking = config.stash[MASKING]
        self._surroundings = Surroundings(Path(config.rootpath))
        self._parts = Parts(config, self._surroundings)
        self._attempt: Attempt | None = None
        self._compared: tuple[object, object] | None = None
        self._app: object = None
        self._outside: object = None

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Keep the file, and tell which steps of a file could not be bound."""
        report = yield
        if isinstance(collector, FeatureFile):
            self.files[collector.nodeid] = collector
            if report.failed:
                setattr(report, PART, unbound_part(collector, self._masking))
        return report

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None]:
        """Begin to watch a scenario."""
        if isinstance(item, ScenarioItem):
            number = item.stash[ATTEMPT] = item.stash.get(ATTEMPT, -1) + 1
            exchanges = item.stash.setdefault(EXCHANGES, [])
            # Its file is packed again before the last report is made.
            self._attempt = Attempt(item, item.pickle, number, now(), exchanges)
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, object, object]:
        """Watch the fixtures that are set up before the first step."""
        if self._attempt is None or not self._attempt.in_setup:
            return (yield)
        with self._surroundings.setting_up(fixturedef, self._attempt):
            value = yield
        if fixturedef.argname == "app":
            self._app = value
        return value

    def pytest_fixture_post_finalizer(self, fixturedef: Any) -> None:
        """Note that a fixture was torn down."""
        self._surroundings.torn_down(fixturedef, self._attempt)

    def pytest_bdd_before_scenario(self, request: pytest.FixtureRequest) -> None:
        """Note a scenario that a Python test file binds: it is no item of a feature file, and nothing of it is kept."""
        if self._attempt is None:
            self._outside = request.node

    def pytest_bdd_before_step(self, step_func: Callable[..., Any]) -> None:
        """Begin a step."""
        if attempt := self._attempt:
            attempt.steps.append(Event(now(), exchanges=len(attempt.exchanges), function=step_func))
            self._compared = None

    def pytest_bdd_after_step(self) -> None:
        """End a step that passed."""
        if (attempt := self._attempt) and (step := attempt.open):
            step.end(now(), PASSED)

    def pytest_bdd_step_func_lookup_error(self, feature: Feature, step: Step) -> None:
        """Note a step without a definition, where a scenario may have one."""
        if self._attempt:
            self._attempt.note_undefined(now(), step_snippet(step, feature.language))

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        """Keep the two sides of a comparison that does not hold."""
        if self._attempt and op == "==":
            self._compared = left, right

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note how each phase ended; the last report carries the attempt."""
        report = yield
        attempt = self._attempt
        if attempt is None or attempt.item is not item:
            if call.when == "teardown" and item is self._outside:
                setattr(report, OUTSIDE, True)
            return report
        error = call.excinfo.value if call.excinfo else None
        if call.when == "setup":
            self._end_setup(attempt, error)
        elif call.when == "call":
            self._end_call(attempt, error, report)
        else:
            if error is not None:
                self._surroundings.end_teardown(attempt, error, self._telling(attempt))
            setattr(report, PART, self._parts.part(attempt))
            self._attempt = None
        return report

    def attach(self, body: str | bytes, media_type: str, name: str = "") -> None:
        """Attach a text or bytes to what runs."""
        if self._attempt:
            self._attempt.attach(file_attachment(body, media_type, name, self._masking))

    def unfinished(self) -> Json | None:
        """Give the attempt that was cut off, as far as it went."""
        attempt, self._attempt = self._attempt, None
        if attempt is None:
            return None
        attempt.given_up = True
        return self._parts.part(attempt)

    def rest(self) -> Json:
        """Give what is known of the run as a whole when it ends."""
        settings = self._config.stash[SETTINGS_OF_RUN]
        return {"facts": service_facts(self._config, self._app, settings), "definitions": self._parts.definitions()}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Send the rest from a parallel worker."""
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[PART] = self.rest()

    def _end_setup(self, attempt: Attempt, error: BaseException | None) -> None:
        attempt.in_setup = False
        if error is None:
            return
        result = self._telling(attempt).result(error)
        if result["status"] == "FAILED":
            self._surroundings.fail_setup(attempt, result)
        else:
            attempt.reason = result

    def _end_call(self, attempt: Attempt, error: BaseException | None, report: pytest.TestReport) -> None:
        self._surroundings.mark()
        step = attempt.open
        if error is not None and step is not None:
            telling = self._telling(attempt)
            result = telling.result(error, step.function)
            if report.skipped and result["status"] == "FAILED" and attempt.item.get_closest_marker("wip") is None:
                result["status"] = "PENDING"  # an expected failure
            step.end(now(), result)
            if self._compared is not None and isinstance(error, AssertionError):
                step.attachments += difference_attachments(self._compared, error, self._masking, telling)
        elif error is not None and not any(each.result != PASSED for each in attempt.steps):
            self._surroundings.fail_around(attempt, self._telling(attempt).result(error))
        attach_exchanges(attempt, self._masking, self._parts.driver(attempt))
        attempt.keep_exchanges()

    def _telling(self, attempt: Attempt) -> Telling:
        return Telling(self._masking, attempt.exchanges)
