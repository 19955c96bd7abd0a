"""`pytest features/x.feature:17`: the scenario, row, rule or feature that stands at a line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from steps.gherkin.collection import FeatureFile
from steps.gherkin.item import ScenarioItem
from steps.gherkin.mistakes import MistakesFound
from steps.gherkin.reading import read_feature
from steps.running.headings import chosen_at

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from steps.gherkin.reading import FeatureDocument

# A drive letter has its colon further left.
WITH_LINES = re.compile(r"(?P<path>.+\.feature)(?P<lines>(?::\d+)+)")


@dataclass(frozen=True, slots=True)
class _Part:
    """What is wanted of one file: the pickles of some lines, by their own lines, and scenarios by their names."""

    lines: frozenset[int]
    names: frozenset[str]

    def has(self, item: ScenarioItem) -> bool:
        return item.line in self.lines or not self.names.isdisjoint({item.name, item.name.partition("[")[0]})


class Lines:
    """A plugin that takes lines off the paths of the command line, and leaves of each file what stands there."""

    def __init__(self) -> None:
        self._parts: dict[Path, _Part] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self, early_config: pytest.Config) -> None:
        """Let pytest find the conftests of the folder that a path with a line stands in."""
        known = early_config.known_args_namespace
        known.file_or_dir = [_path_of(argument) for argument in known.file_or_dir]

    def pytest_configure(self, config: pytest.Config) -> None:
        """Find what stands at the lines.

        Raises `pytest.UsageError` when that is nothing.
        """
        here = config.invocation_params.dir
        lines: dict[Path, set[int]] = {}
        for argument in config.args:
            if (named := _path_of(argument)) != argument:
                numbers = map(int, argument.removeprefix(f"{named}:").split(":"))
                lines.setdefault(_absolute(here, named), set()).update(_wanted(here / named, named, numbers))
        if not lines:
            return
        others = [argument for argument in config.args if _path_of(argument) == argument]
        for path, wanted in lines.items():
            if not any(path.is_relative_to(_absolute(here, each)) for each in others if "::" not in each):
                self._parts[path] = _Part(frozenset(wanted), _names(here, path, others))
        config.args[:] = dict.fromkeys(map(_path_of, config.args))
        self._drop_names(config, here)

    def _drop_names(self, config: pytest.Config, here: Path) -> None:
        config.args[:] = [
            argument for argument in config.args if "::" not in argument or _file(here, argument) not in self._parts
        ]

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Leave of a file what was asked for."""
        report = yield
        part = self._parts.get(collector.path) if isinstance(collector, FeatureFile) else None
        if part is not None and report.passed:
            report.result = [item for item in report.result if isinstance(item, ScenarioItem) and part.has(item)]
        return report


def _path_of(argument: str) -> str:
    found = WITH_LINES.fullmatch(argument)
    return found["path"] if found and not Path(argument).exists() else argument


def _absolute(here: Path, path: str) -> Path:
    return Path(os.path.abspath(here / path))  # noqa: PTH100  pytest keeps symbolic links too


def _file(here: Path, argument: str) -> Path:
    return _absolute(here, argument.partition("::")[0])


def _names(here: Path, path: Path, arguments: Sequence[str]) -> frozenset[str]:
    return frozenset(each.partition("::")[2] for each in arguments if "::" in each and _file(here, each) == path)


def _wanted(path: Path, named: str, lines: Iterable[int]) -> set[int]:
    if not path.is_file():
        raise pytest.UsageError(f"file not found: {named}")
    try:
        document = read_feature(path, named)
    except MistakesFound:
        return set()  # the mistakes are told when the file is collected
    return {each for line in lines for each in _wanted_at(document, line)}


def _wanted_at(document: FeatureDocument, line: int) -> set[int]:
    chosen = chosen_at(document, line)
    if chosen is None:
        begins = [pickle["location"]["line"] for pickle in document.pickles]
        nearest = min(begins, key=lambda each: abs(each - line), default=None)
        hint = f" The nearest scenario is at {document.uri}:{nearest}." if nearest else ""
        raise pytest.UsageError(f"{document.uri}:{line}: no scenario, rule or feature stands at this line.{hint}")
    return {pickle["location"]["line"] for pickle in chosen}
