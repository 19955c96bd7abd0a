"""Signs, words and texts that stand in many places of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.prose import attribute, isolate, render_markdown
from steps.docs.statuses import Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from steps.docs.cases import Case
    from steps.docs.requirements import Tracking

LONGEST = 600


def mark(status: Status) -> str:
    """Show a status by its shape."""
    return f'<svg class="i {status.key}" aria-hidden="true"><use href="#~{status.key}"/></svg>'


def word(status: Status) -> str:
    """Say a status; one that passed needs no emphasis."""
    name = "" if status is Status.PASSED else f" {status.key}"
    return f'<span class="w{name}">{status.word}</span>'


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
    untold = [cell for cell in case.cells if cell and not _tells(case.name, cell)]
    row = f" <small>({isolate(', '.join(untold)[:80])})</small>" if untold else ""
    return f'<a href="#{attribute(case.permalink)}">{name}{row}</a>'


def _tells(name: str, cell: str) -> bool:
    before, found, after = name.partition(cell)
    return bool(found) and not before[-1:].isalnum() and not after[:1].isalnum()


def write_section(title: str, told: str) -> str:
    """Write a section beside the features."""
    name = section_id(title)
    return f'<section class="more" aria-labelledby="{name}"><h2 id="{name}">{title}</h2>\n{told}</section>'


def section_id(title: str) -> str:
    """Give a section its address, which no feature can have."""
    return f"~{title.lower().replace(' ', '-')}"


def table(head: Iterable[str], rows: Iterable[str]) -> str:
    """Write a table that may be wider than the page."""
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    body = "\n".join(rows)
    return (
        f'<div class="tw"><table class="data"><thead><tr>{titles}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
    )


def folder_name(path: str) -> str:
    """Turn a folder's path into words: `features/user_accounts` reads "User accounts"."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..", "features")]
    return " / ".join(parts).replace("_", " ").capitalize() or "Features"


def day(date: datetime) -> str:
    """Write a date: 23 August 2026."""
    return f"{date.day} {date:%B %Y}"


def number(count: int) -> str:
    """Write a number: 1,000."""
    return f"{count:,}"


def plural(count: int, noun: str) -> str:
    """Count things: 1 example, 2 examples."""
    return f"{count:,} {noun}{'s' if count != 1 else ''}"


def duration(seconds: float) -> str:
    """Say how long something took."""
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def tags(names: Iterable[str], tracking: Tracking | None) -> str:
    """List tags; those that are requirements link to where they are kept."""
    told = " ".join(_tag(name, tracking.address(name) if tracking else "") for name in names)
    return f'<p class="t">{told}</p>' if told else ""


def prose(text: str, level: int) -> str:
    """Render a description below a heading of a level."""
    return f'<div class="p"{direction(text)}>{render_markdown(text, level)}</div>' if text else ""


def _tag(name: str, address: str) -> str:
    if address:
        return f'<a href="{attribute(address)}">{isolate(name)}</a>'
    return f"<span>{isolate(name)}</span>"
