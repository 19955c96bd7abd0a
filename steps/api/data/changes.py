"""What has changed in a database between two moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from steps.api.matching.wording import said

# Rows as JSON, by primary key, by table.
Snapshot: TypeAlias = Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, changed or removed, and what it looks like."""

    table: str
    kind: str
    row: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.table}: 1 row {self.kind}, {self.row}"


def find_changes(before: Snapshot, after: Snapshot) -> list[Change]:
    """Find every row that was added, changed or removed, table by table."""
    return [change for table in sorted(after) for change in _find(table, before[table], after[table])]


def count_changes(changes: list[Change]) -> dict[tuple[str, str], int]:
    """Count changes by table and kind."""
    return dict(Counter((change.table, change.kind) for change in changes))


def describe_changes(changes: list[Change], sentence: str) -> str:
    """Write a sentence, then one line for each change."""
    return "\n  ".join([sentence, *(map(str, changes) if changes else ["nothing has changed"])])


def _find(
    table: str, before: Mapping[tuple[Any, ...], Mapping[str, Any]], after: Mapping[tuple[Any, ...], Mapping[str, Any]]
) -> Iterator[Change]:
    for key, row in after.items():
        if key not in before:
            yield Change(table, "added", said(dict(row)))
        elif row != before[key]:
            yield Change(table, "changed", _difference(key, before[key], row))
    for key in before.keys() - after.keys():
        yield Change(table, "removed", said(dict(before[key])))


def _difference(key: tuple[Any, ...], before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    parts = [f"{name} from {said(before[name])} to {said(new)}" for name, new in after.items() if new != before[name]]
    return f"{', '.join(map(said, key))}: {', '.join(parts)}"
