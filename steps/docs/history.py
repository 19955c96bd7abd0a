"""The last runs of every scenario, kept in a small file that only grows: one line a run."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steps.docs.cases import Case
    from steps.docs.model import Record

RUNS = 20


class History(Struct, frozen=True):
    """Hold the statuses of the last twenty runs by scenario, oldest first."""

    statuses: Mapping[str, tuple[Status, ...]]

    def of(self, case: Case) -> tuple[Status, ...]:
        """Give the last statuses of a case, oldest first."""
        return self.statuses.get(_key(case), ())


def write_history(record: Record) -> str:
    """Give the line to append for this run; a case is named by a digest of its permalink."""
    cases: defaultdict[str, list[str]] = defaultdict(list)
    for case in record.cases:
        cases[case.status.word].append(_key(case))
    started = [origin.started.isoformat() for origin in record.origins if origin.started]
    revision = next((origin.revision for origin in record.origins if origin.revision), "")
    return json.dumps({"started": max(started, default=""), "revision": revision, "cases": cases}) + "\n"


def read_history(lines: Iterable[str]) -> History:
    """Read the last twenty runs; a line that was cut off is passed over."""
    statuses: defaultdict[str, list[Status]] = defaultdict(list)
    for line in [line for line in lines if line.rstrip().endswith("}")][-RUNS:]:
        for status, keys in json.loads(line)["cases"].items():
            for key in keys:
                statuses[key].append(Status(status))
    return History({key: tuple(held) for key, held in statuses.items()})


def _key(case: Case) -> str:
    return hashlib.sha256(case.permalink.encode("utf-8", "surrogatepass")).hexdigest()[:10]
