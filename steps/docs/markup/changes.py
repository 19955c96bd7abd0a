"""What changed since a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.parts import day, mark, refer, word
from steps.docs.markup.steps import write_difference
from steps.docs.prose import attribute, isolate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from steps.docs.comparison import Changes, Moved, Reworded, Told
    from steps.docs.origins import Origin

UNPROVEN = '<p class="about">What held then is unknown: the baseline tells the features alone.</p>'


def write_changes(changes: Changes, origins: Iterable[Origin], since: str) -> str:
    """Write the changes; `since` names a baseline whose origins do not say when it was."""
    dates = [day(origin.started) for origin in origins if origin.started]
    named = dates[-1] if dates else isolate(since)
    title = f'<h2 id="~changed">What changed{f" since {named}" if named else ""}</h2>'
    summary = f"<summary>{title}\n<span>{', '.join(_counted(changes)) or 'nothing'}</span></summary>"
    lists = (
        _listed("Another status", map(_moved, changes.moved)),
        _listed("Added", (f"{_link(told)} {_feature(told)}" for told in changes.added)),
        _listed("Removed", (f"{_name(told)} {_feature(told)}" for told in changes.removed)),
        _listed("Reworded", map(_reworded, changes.reworded)),
    )
    return (
        f'<section class="changes" aria-labelledby="~changed"><details id="~what-changed">{summary}'
        f"{'' if changes.proven else UNPROVEN}{''.join(lists)}</details></section>"
    )


def _counted(changes: Changes) -> Iterator[str]:
    found = {
        "added": changes.added,
        "removed": changes.removed,
        "reworded": changes.reworded,
        "with another status": changes.moved,
    }
    return (f"{len(told)} {what}" for what, told in found.items() if told)


def _listed(title: str, items: Iterable[str]) -> str:
    told = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<h3>{title}</h3><ul>{told}</ul>\n" if told else ""


def _moved(told: Moved) -> str:
    before, now = told.before, told.case.status
    return f"{refer(told.case)} {mark(before)}{word(before)} → {mark(now)}{word(now)}"


def _reworded(told: Reworded) -> str:
    return f"{_link(told.now)} {_feature(told.now)}{write_difference(told.difference, 'Before', 'Now', edit=True)}"


def _link(told: Told) -> str:
    return f'<a href="#{attribute(told.scenario.permalink)}">{_name(told)}</a>'


def _name(told: Told) -> str:
    return isolate(told.scenario.name[:200])


def _feature(told: Told) -> str:
    return f"<small>{isolate(told.feature.name)}</small>"
