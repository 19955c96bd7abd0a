"""What changed since a baseline, in Markdown for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.comparison import Changes, Told, compare
from steps.docs.differences import side_by_side
from steps.docs.summary import MARKS, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from steps.docs.comparison import Moved, Reworded
    from steps.docs.differences import Piece
    from steps.docs.model import Record

UNPROVEN = "What held then is unknown: the baseline tells the features alone."


def render_changes(baseline: Record, record: Record) -> str:
    """Render the scenarios that were added, removed, reworded word by word, or changed in status."""
    changes = compare(baseline, record)
    return "\n".join(_lines(changes)) + "\n" if changes else "No scenario changed.\n"


def _lines(changes: Changes) -> Iterator[str]:
    if not changes.proven:
        yield f"_{UNPROVEN}_\n"
    if changes.moved:
        yield "### Another status\n"
        yield from map(_moved, changes.moved)
        yield ""
    for title, told in (("Added", changes.added), ("Removed", changes.removed)):
        if told:
            yield f"### {title}\n"
            yield from map(_scenario, told)
            yield ""
    if changes.reworded:
        yield "### Reworded\n"
        for reworded in changes.reworded:
            yield from _reworded(reworded)


def _moved(moved: Moved) -> str:
    before, now = moved.before, moved.case.status
    cells = f" ({escape_markdown(', '.join(moved.case.cells))})" if moved.case.cells else ""
    name = f"{escape_markdown(moved.case.name)}{cells}"
    return f"* {name}: {MARKS[before]} {before.word} → {MARKS[now]} {now.word}"


def _scenario(told: Told) -> str:
    return f"* **{escape_markdown(told.scenario.name)}** ({escape_markdown(told.feature.name)})"


def _reworded(reworded: Reworded) -> Iterator[str]:
    yield _scenario(reworded.now)
    for pair in side_by_side(reworded.difference):
        if pair.changed:
            told = (_words(pair.expected, "~~"), _words(pair.actual, "**"))
            yield f"  * {' → '.join(filter(None, told))}"


def _words(pieces: tuple[Piece, ...], mark: str) -> str:
    return "".join(_word(piece.text, mark if piece.changed else "") for piece in pieces)


def _word(text: str, mark: str) -> str:
    """Mark a word itself, as markers beside a space would be shown as they are."""
    bare = text.strip()
    before, _, after = text.partition(bare) if bare else (text, "", "")
    return f"{before}{mark}{escape_markdown(bare)}{mark}{after}" if bare else text
