"""The end of a printed document: who answers for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from steps.docs.markup.parts import day, number
from steps.docs.prose import isolate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steps.docs.origins import Origin
    from steps.docs.statuses import Status

HEAD = "".join(f'<th scope="col">{title}</th>' for title in ("Name", "Role", "Date", "Signature"))
ROW = f"<tr>{'<td></td>' * 4}</tr>"


def write_sign_off(title: str, version: str, origins: Iterable[Origin], totals: Mapping[Status, int]) -> str:
    """Write what is signed, and lines for three people."""
    named = f"{isolate(title)}, version {isolate(version)}" if version else isolate(title)
    runs = "".join(f" {_run(origin)}." for origin in origins if origin.started)
    counted = ", ".join(f"{number(found)} {status.word}" for status, found in totals.items())
    return (
        f'<footer class="sign">\n<h2>Sign-off</h2>\n<p>{named}.{runs}{f" {counted}." if counted else ""}</p>\n'
        f"<table><thead><tr>{HEAD}</tr></thead>\n<tbody>{ROW * 3}</tbody></table>\n</footer>"
    )


def _run(origin: Origin) -> str:
    revision = f", revision {isolate(origin.revision[:10])}" if origin.revision else ""
    return f"{day(origin.started) if origin.started else ''}{revision}"
