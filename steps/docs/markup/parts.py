"""Signs, words and texts that stand in many places of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.prose import attribute, isolate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from steps.docs.markup.view import View
    from steps.docs.model import Case
    from steps.docs.outcomes import Status
    from steps.docs.requirements import Tracking

LONGEST = 600


def mark(status: Status) -> str:
    """Show a status by its shape."""
    name = status.name.lower()
    return f'<svg class="i {name}" aria-hidden="true"><use href="#~{name}"/></svg>'


def word(status: Status) -> str:
    """Say a status."""
    return f'<span class="w {status.name.lower()}">{status.value}</span>'


def long(text: str, limit: int = LONGEST) -> str:
    """Show a text, folded if it is long."""
    if len(text) <= limit:
        return isolate(text)
    beginning, told = isolate(text[: limit // 3]), isolate(text)
    fold = f"<summary><span>{beginning}…</span> <small>all {len(text):,} characters</small></summary>"
    return f'<details class="long">{fold}{told}</details>'


def refer(case: Case) -> str:
    """Link to a case by its name."""
    name = isolate(case.name[:200] or "A scenario without a name")
    row = f" <small>({isolate(', '.join(case.cells)[:80])})</small>" if case.cells else ""
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
    return f'<div class="p" dir="auto">{view.markdown(text, level)}</div>' if text else ""


def _tag(name: str, address: str) -> str:
    if address:
        return f'<a href="{attribute(address)}">{isolate(name)}</a>'
    return f"<span>{isolate(name)}</span>"
