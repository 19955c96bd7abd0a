"""What to record and where to write it: nothing is imported, and nothing watched, unless it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from steps.recording.attaching import Attaching
from steps.workers import is_controller

if TYPE_CHECKING:
    import pytest


def declare(parser: pytest.Parser) -> None:
    """Declare the options of the record and of the living document."""
    group = parser.getgroup("acceptance")
    group.addoption("--bdd-messages", metavar="FILE", help="write the record of the run, as Cucumber Messages (NDJSON)")
    group.addoption("--bdd-docs", metavar="FILE", help="write the living document, as one HTML file")
    parser.addini("bdd_title", "title of the living document", default="")
    parser.addini("bdd_requirements", "pattern of the tags that are requirements, as `@REQ-[0-9]+`", default="")
    parser.addini("bdd_requirement_link", "address of a requirement; `{tag}` stands for its tag", default="")


def register(config: pytest.Config) -> None:
    """Watch the scenarios where they run, and write where the reports arrive, if a record is asked for."""
    messages, docs = config.option.bdd_messages, config.option.bdd_docs
    if not messages and not docs:
        config.pluginmanager.register(Attaching(None), "attaching")
        return
    from steps.recording.recorder import Recorder  # noqa: PLC0415  a run without a record does not pay for it

    recorder = None
    if not is_controller(config):
        recorder = Recorder(config)
        config.pluginmanager.register(recorder, "recorder")
        config.pluginmanager.register(Attaching(recorder), "attaching")
    if not hasattr(config, "workerinput"):
        from steps.recording.writer import Writer  # noqa: PLC0415

        here = Path(config.invocation_params.dir)
        writer = Writer(config, recorder, here / messages if messages else None, here / docs if docs else None)
        config.pluginmanager.register(writer, "record-writer")
