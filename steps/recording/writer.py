"""Write the record where the reports arrive: in the only process of a run, or in the controller of its workers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from steps.gherkin.reading import feature_paths
from steps.record.masking import MASKING
from steps.recording.cases import RUN_ID, Cases, will_be_retried
from steps.recording.clock import now, timestamp
from steps.recording.delivery import Delivery
from steps.recording.facts import run_attachments
from steps.recording.meta import meta_message
from steps.recording.recorder import OUTSIDE, PART
from steps.recording.sources import Sources, readme_messages, uri_of
from steps.recording.unbound import unbound_attempts
from steps.settings import SETTINGS_OF_RUN

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from steps.recording.recorder import Recorder

Json = dict[str, Any]
LONGEST_REASON = 2000


class Writer:
    """A plugin that writes the record as it comes in; at the end the living document is rendered from it."""

    def __init__(
        self, config: pytest.Config, recorder: Recorder | None, messages: Path | None, docs: Path | None
    ) -> None:
        self._config = config
        self._recorder = recorder
        self._delivery = Delivery(config, messages, docs)
        self._sources = Sources(Path(config.rootpath))
        self._definitions: dict[str, Json] = {}
        self._hooks: set[str] = set()
        self._begun = False
        self._facts: Json = {}
        self._unbound: dict[str, Json] = {}
        self._troubles: list[str] = []
        self._rerun: set[str] = set()
        self._outside: set[str] = set()
        self._failed = False

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """Begin the record when everything is collected; a controller begins while its workers start."""
        self._begin()
        return (yield)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        part: Json | None = getattr(report, PART, None)
        if part is not None and part["uri"] not in self._unbound:
            self._unbound[part["uri"]] = part
            self._troubles.append(self._masked(str(report.longrepr)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Write an attempt when its last report arrives."""
        if report.failed:
            self._note_failure(report)
        if report.outcome == "rerun":  # type: ignore[comparison-overlap]  # pytest-rerunfailures says so
            self._rerun.add(report.nodeid)
        if getattr(report, OUTSIDE, False):
            self._outside.add(report.nodeid)
        part: Json | None = getattr(report, PART, None)
        if part is not None:
            delattr(report, PART)  # whoever counts the reports keeps them to the end of the run
            if report.nodeid in self._rerun:
                will_be_retried(part["messages"])
                self._rerun.discard(report.nodeid)
            self._write_attempt(part)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a worker says at its end."""
        self._add_rest(getattr(node, "workeroutput", {}).get(PART, {}))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Say that the run was ended before its time."""
        said = str(excinfo.value)
        self._troubles.append(f"The run was interrupted: {said}" if said else "The run was interrupted.")

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Say what broke the run itself."""
        self._troubles.append(self._masked(str(excinfo.value) or type(excinfo.value).__name__))

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> Generator[None, object, object]:
        """End the record when everything is torn down; a run whose record or document is lost is no success."""
        unfinished = self._recorder.unfinished() if self._recorder else None
        result = yield
        self._begin()
        if unfinished:
            self._write_attempt(unfinished)
        if self._recorder:
            self._add_rest(self._recorder.rest())
        self._delivery.write(self._end(exitstatus))
        self._delivery.complete()
        if self._delivery.troubles:
            session.exitstatus = session.exitstatus or pytest.ExitCode.INTERNAL_ERROR
        return result

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say where the record and the document are, or why they are not."""
        if self._delivery.troubles:
            terminalreporter.section("report not written", sep="=", red=True)
        if self._outside:
            count = len(self._outside)
            terminalreporter.line(f"Not in the record: {count} scenario{'s'[: count > 1]} that Python test files bind.")
        for told in (*self._delivery.troubles, *self._delivery.places):
            terminalreporter.line(told)

    def _note_failure(self, report: pytest.TestReport) -> None:
        nodeid = report.nodeid
        if nodeid.partition("::")[0].endswith(".feature"):
            self._failed = True
            if report.when == "???":  # type: ignore[comparison-overlap]  # a worker that crashed
                self._troubles.append(self._masked(f"{nodeid}: {report.longrepr}"))

    def _begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._delivery.write(self._beginning())

    def _beginning(self) -> Iterator[Json]:
        yield meta_message()
        files = self._recorder.files if self._recorder else {}
        root = Path(self._config.rootpath)
        folders = [root / each for each in self._config.stash[SETTINGS_OF_RUN].features]
        uris = {uri_of(path, root) for folder in folders for path in feature_paths(folder)}
        for uri in sorted({*uris, *files, *self._unbound}):
            yield from self._sources.messages(uri, files[uri].document if uri in files else None)
            if uri in files:
                files[uri].pack()
        yield from readme_messages(root, folders)
        yield {"testRunStarted": {"id": RUN_ID, "timestamp": timestamp(now())}}

    def _write_attempt(self, part: Json) -> None:
        self._begin()
        declared = *self._declare(part["definitions"]), *self._declare_hooks(part["hooks"])
        self._delivery.write([*self._sources.messages(part["uri"]), *declared, *part["messages"]])

    def _declare_hooks(self, hooks: Iterable[Json]) -> Iterator[Json]:
        """Tell the hooks that are new; several workers meet the same."""
        for hook in hooks:
            if hook["id"] not in self._hooks:
                self._hooks.add(hook["id"])
                yield {"hook": hook}

    def _declare(self, definitions: Iterable[Json]) -> Iterator[Json]:
        """Tell the step definitions that are new; all workers have the same."""
        for definition in definitions:
            name = definition["message"]["id"]
            if name not in self._definitions:
                self._definitions[name] = definition["vocabulary"]
                yield {"stepDefinition": definition["message"]}

    def _add_rest(self, rest: Json) -> None:
        self._facts |= rest.get("facts", {})
        self._delivery.write(self._declare(rest.get("definitions", ())))

    def _end(self, exitstatus: int) -> Iterator[Json]:
        cases = Cases("unbound-")
        for part in self._unbound.values():
            yield from self._sources.messages(part["uri"])
            yield from self._declare(part["definitions"])
            for tried in unbound_attempts(part, now()):
                yield from cases.attempt(tried)
        facts = {**self._facts, "outside": len(self._outside)}
        for attached in run_attachments(self._config, facts, self._definitions):
            yield {"attachment": {**attached, "contentEncoding": "IDENTITY"}}
        ended = {"testRunStartedId": RUN_ID, "timestamp": timestamp(now())}
        told = {"message": "\n\n".join(self._troubles)} if self._troubles else {}
        yield {"testRunFinished": {**ended, "success": self._succeeded(exitstatus), **told}}

    def _succeeded(self, exitstatus: int) -> bool:
        """Whether nothing of the features failed; other tests of the run are not the record's business."""
        fine = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
        return exitstatus in fine and not self._failed and not self._troubles

    def _masked(self, text: str) -> str:
        return self._config.stash[MASKING].text(text)[:LONGEST_REASON]
