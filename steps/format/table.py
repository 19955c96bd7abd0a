"""Align the cells of a table by the width they have on a screen."""

from __future__ import annotations

import re
from itertools import zip_longest

from wcwidth import width

_CELL = re.compile(r"((?:\\.|[^|\\])*)\|", re.DOTALL)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*")


def align(rows: list[str]) -> list[str]:
    """Pad each row's cells, escapes untouched; numbers stand to the right."""
    split = [_cells(row) for row in rows]
    columns = zip_longest(*(cells for cells, _ in split), fillvalue="")
    widths = [max(map(_width, column)) for column in columns]
    return [_row(cells, widths, rest) for cells, rest in split]


def _cells(row: str) -> tuple[list[str], str]:
    cells, end = [], 1
    while found := _CELL.match(row, end):
        cells.append(found[1].strip())
        end = found.end()
    return cells, row[end:].strip()


def _row(cells: list[str], widths: list[int], rest: str) -> str:
    padded = (_pad(cell, width) for cell, width in zip(cells, widths, strict=False))
    row = "".join(["|", *(f" {cell} |" for cell in padded)])
    return f"{row} {rest}" if rest else row


def _pad(cell: str, columns: int) -> str:
    spaces = " " * (columns - _width(cell))
    return spaces + cell if _NUMBER.fullmatch(cell) else cell + spaces


def _width(cell: str) -> int:
    return width(cell, control_codes="ignore")
