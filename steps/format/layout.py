"""Lay out a feature: two spaces a level, one blank line between definitions, tables aligned."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from steps.format.lines import ARGUMENTS, COMMENT, DESCRIPTION, HEADING_LEVELS, TABLE_ROW, TAGS, Line, read_lines
from steps.format.safety import require_same_meaning
from steps.format.table import align

_BYTE_ORDER_MARK = "\ufeff"


def format_feature(source: str) -> str:
    """Return `source` in the canonical layout, with its own line ending and without a byte order mark.

    Raise gherkin's parser errors for text that is no feature, and LayoutError rather than change what it says.
    """
    ending = "\r\n" if source.partition("\n")[0].endswith("\r") else "\n"
    plain = source.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")
    laid_out = _render(_align_tables(_settle_comments(read_lines(plain))))
    require_same_meaning(plain, laid_out)
    return laid_out.replace("\n", ending)


def _settle_comments(lines: list[Line]) -> list[Line]:
    """Give each comment the level of the line it speaks of: the one below, unless only the one above touches it."""
    settled = list(lines)
    for index in reversed(range(len(lines))):
        if lines[index].kind == COMMENT:
            settled[index] = replace(lines[index], level=_comment_level(settled, index))
    return settled


def _comment_level(lines: list[Line], index: int) -> int:
    if belongs_above(lines, index):
        above = next(line for line in reversed(lines[:index]) if line.kind != COMMENT)
        # Below a table or a doc string a comment speaks of the step, unless it is a row that was commented out.
        deeper = above.kind in ARGUMENTS and not lines[index].text.lstrip("# ").startswith("|")
        return above.level + (above.kind in HEADING_LEVELS) - deeper
    if index + 1 < len(lines):
        return lines[index + 1].level
    headings = (line for line in reversed(lines) if line.kind in HEADING_LEVELS and line.kind != "ExamplesLine")
    return next((line.level for line in headings), 0)


def belongs_above(lines: list[Line], index: int) -> bool:
    """Tell whether a comment's block touches the line above it and not the one below."""
    first = last = index
    while first > 0 and lines[first - 1].kind == COMMENT and not lines[first].gap:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].kind == COMMENT and not lines[last + 1].gap:
        last += 1
    touches_above = first > 0 and not lines[first].gap
    return touches_above and (last + 1 == len(lines) or lines[last + 1].gap)


def _align_tables(lines: list[Line]) -> list[Line]:
    rows = [line for line in lines if line.kind == TABLE_ROW]
    aligned = {}
    for group, members in groupby(rows, key=lambda line: line.group):
        aligned[group] = iter(align([member.text for member in members]))
    return [replace(line, text=next(aligned[line.group])) if line.kind == TABLE_ROW else line for line in lines]


def _render(lines: list[Line]) -> str:
    opening = _openings(lines)
    rendered: list[str] = []
    for index, line in enumerate(lines):
        if index and (index in opening or _keeps_gap(lines[index - 1], line)):
            rendered.append("")
        rendered.append("  " * line.level + line.text if line.text else "")
    return "".join(f"{line}\n" for line in rendered)


def _openings(lines: list[Line]) -> set[int]:
    """Find the first line of each definition: its heading, or the tags and comments that lead to it."""
    openings = set()
    for heading, line in enumerate(lines):
        if HEADING_LEVELS.get(line.kind, 0) > 0:
            first = heading
            while first and _leads(lines, first - 1):
                first -= 1
            openings.add(first)
    return openings


def _leads(lines: list[Line], index: int) -> bool:
    kind = lines[index].kind
    return kind == TAGS or (kind == COMMENT and not belongs_above(lines, index))


def _keeps_gap(above: Line, line: Line) -> bool:
    if COMMENT in (above.kind, line.kind):
        return line.gap
    return above.kind == DESCRIPTION != line.kind
