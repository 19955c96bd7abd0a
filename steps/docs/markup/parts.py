"""Signs, words and texts that stand in many places of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from steps.docs.outcomes import Status
from steps.docs.prose import attribute, isolate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.docs.markup.view import View
    from steps.docs.model import Case
    from steps.docs.requirements import Tracking

LONGEST = 600
_MARKS = {
    status: f'<svg class="i {status.name.lower()}" aria-hidden="true"><use href="#~{status.name.lower()}"/></svg>'
    for status in Status
}


def mark(status: Status) -> str:
    """Show a status by its shape."""
    return _MARKS[status]


def word(status: Status) -> str:
    """Say a status; one that passed needs no emphasis."""
    name = "" if status is Status.PASSED else f" {status.name.lower()}"
    return f'<span class="w{name}">{status.value}</span>'


def direction(text: str) -> str:
    """Let a text that may be written the other way round decide by itself."""
    return "" if text.isascii() else ' dir="auto"'


def long(text: str, limit: int = LONGEST) -> str:
    """Show a text, folded if it is long."""
    if len(text) <= limit:
        return isolate(text)
    beginning, told = isolate(text[: limit // 3]), isolate(text)
    fold = f"<summary><span>{beginning}…</span> <small>all {len(text):,} characters</small></summary>"
    return f'<details class="long">{fold}{told}</details>'


def refer(case: Case) -> str:
    """Link to a case by its name, and by those of its cells that the name does not tell."""
    name = isolate(case.name[:200] or "A scenario without a name")
    untold = [cell for cell in case.cells if not re.search(rf"(?<!\w){re.escape(cell)}(?!\w)", case.name)]
    row = f" <small>({isolate(', '.join(untold)[:80])})</small>" if untold else ""
    return f'<a href="#{attribute(case.permalink)}">{name}{row}</a>'


def duration(seconds: float) -> str:
    """Say how long something took."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def tags(names: Iterable[str], tracking: Tracking | None) -> str:
    """List tags; those that are requirements link to where they are kept."""
    told = " ".join(_tag(name, tracking.address(name) if tracking else "") for name in names)
    return f'<p class="t">{told}</p>' if told else ""


def prose(text: str, level: int, view: View) -> str:
    """Render a description below a heading of a level."""
    return f'<div class="p"{direction(text)}>{view.markdown(text, level)}</div>' if text else ""


def _tag(name: str, address: str) -> str:
    if address:
        return f'<a href="{attribute(address)}">{isolate(name)}</a>'
    return f"<span>{isolate(name)}</span>"
