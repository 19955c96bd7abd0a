"""The form that searches and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.parts import mark

if TYPE_CHECKING:
    from collections.abc import Collection

    from steps.docs.statuses import Status

FIELDS = """<p class="fields"><label><span>Search</span><input type="search" name="q" autocomplete="off"\
 spellcheck="false" aria-keyshortcuts="/" placeholder="any words"></label>
<label><span>Tags</span><input type="text" name="tags" autocomplete="off" spellcheck="false" autocapitalize="none"\
 placeholder="@smoke and not @slow" aria-describedby="~tag-error"></label></p>"""
ACTIONS = {"open": "Open all", "close": "Close all", "clear": "Clear", "keys": "Keys"}


def write_filters(statuses: Collection[Status]) -> str:
    """Write the form; it is hidden until a script makes it work."""
    buttons = " ".join(f'<button type="button" data-do="{name}">{text}</button>' for name, text in ACTIONS.items())
    boxes = "".join(map(_box, statuses))
    choice = f'<fieldset><legend class="vh">Status</legend>{boxes}</fieldset>' if len(statuses) > 1 else ""
    return (
        f'<form class="filters" role="search" hidden>\n{FIELDS}\n{choice}\n'
        f'<p class="found"><span role="status"></span> {buttons}</p>\n'
        '<p class="wrong" id="~tag-error" role="alert"></p>\n</form>'
    )


def _box(status: Status) -> str:
    box = f'<input type="checkbox" name="status" value="{status.key}">'
    return f"<label>{box}{mark(status)}{status.word}</label>"
