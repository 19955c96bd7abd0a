"""The living document: one HTML file that needs nothing else and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from steps.docs import prose
from steps.docs.comparison import compare
from steps.docs.coverage import cover_operations
from steps.docs.markup.parts import duration, long, mark, refer, tags, word
from steps.docs.markup.parts import prose as write_prose
from steps.docs.markup.scenarios import write_background, write_scenario
from steps.docs.markup.steps import write_difference
from steps.docs.markup.view import View, all_exchanges, most_origin, shared_headers
from steps.docs.model import Case, Record, count
from steps.docs.outcomes import Status
from steps.docs.requirements import Tracking, trace_requirements
from steps.docs.vocabulary import emphasise_placeholders, help_as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from steps.docs.history import History


ATTENTION = (Status.FAILED, Status.FLAKY)


@dataclass(frozen=True, slots=True)
class Asset:
    """Hold an inline style or script and the hash by which the policy lets it in."""

    text: str

    @property
    def markup(self) -> Markup:
        """Give the text as it stands between its tags."""
        return Markup(self.text)  # noqa: S704 (our own file)

    @property
    def source(self) -> str:
        """Give the Content-Security-Policy source."""
        digest = hashlib.sha256(self.text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


@dataclass(frozen=True, slots=True)
class Edition:
    """Say what a document holds besides its record; title, version and OpenAPI document are the record's own if empty.

    `since` names a baseline whose record does not say when it was.
    """

    title: str = ""
    version: str = ""
    baseline: Record | None = None
    since: str = ""
    history: History | None = None
    tracking: Tracking | None = None
    openapi: Mapping[str, Any] | None = None


def render_html(record: Record, edition: Edition | None = None) -> str:
    """Render the record as one self-contained HTML file."""
    edition = edition or Edition()
    openapi = edition.openapi or record.openapi
    view = _view(record, edition)
    title = edition.title or _first(origin.service for origin in record.origins) or "What the service does"
    version = edition.version or _first(origin.version for origin in record.origins)
    return (
        _environment(view)
        .get_template("document.html.j2")
        .render(
            record=record,
            view=view,
            title=title,
            version=version,
            style=Asset(_text("document.css") + _footer(f"{title} {version}")),
            script=Asset(_text("document.js")),
            baseline=edition.baseline,
            since=edition.since,
            changes=compare(edition.baseline, record) if edition.baseline else None,
            tracking=edition.tracking,
            requirements=trace_requirements(record, edition.tracking) if edition.tracking else (),
            operations=cover_operations(record, openapi) if openapi else (),
            **_overview(record),
        )
    )


def _view(record: Record, edition: Edition) -> View:
    exchanges = all_exchanges(record.cases)
    return View(
        markdown=partial(prose.render_markdown, prose.markdown()),
        tracking=edition.tracking,
        history=edition.history,
        ran=any(case.runs for case in record.cases),
        several=len({run.last.driver for case in record.cases for run in case.runs}) > 1,
        most=most_origin(exchanges),
        asked=shared_headers(each.request for each in exchanges),
        answered=shared_headers(each.response for each in exchanges if each.response),
    )


def _overview(record: Record) -> Mapping[str, Any]:
    return {
        "totals": count(record.cases),
        "selection": _first(origin.selection for origin in record.origins),
        "attention": [case for status in ATTENTION for case in record.cases if case.status is status],
        "missing": _missing(record.cases),
        "outside": sum(origin.outside for origin in record.origins),
    }


def _text(name: str) -> str:
    return files("steps.docs").joinpath("templates", name).read_text("utf-8")


def _footer(text: str) -> str:
    """Name the document on every printed page, whatever is in the text."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text[:100].strip())
    return f'@media print{{@page{{@bottom-left{{content:"{plain}"}}}}}}'


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _folder_name(path: str) -> str:
    """Turn a folder's path into words: `features/user_accounts` reads "User accounts"."""
    parts = [part for part in path.split("/") if part not in ("", ".", "..", "features")]
    return " / ".join(parts).replace("_", " ").capitalize() or "Features"


def _why(case: Case) -> str:
    """Give the sentence by which a case failed."""
    return next((step.failure.sentence for step in case.steps if step.failure), "")


def _missing(cases: tuple[Case, ...]) -> int:
    """Count the cases that nothing is said about, not even that they were skipped."""
    return sum(not case.runs and case.status is Status.NOT_RUN and not case.reason for case in cases)


def _environment(view: View) -> Environment:
    environment = Environment(
        loader=PackageLoader("steps.docs"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"Status": Status, "count": count, "time": duration}
    environment.globals |= {name: _safe(write) for name, write in _writers(view).items()}
    environment.filters |= {
        "isolate": _safe(prose.isolate),
        "markdown": _safe(view.markdown),
        "placeholders": _safe(emphasise_placeholders),
        "folder_name": _folder_name,
        "help": help_as_markdown,
        "why": _why,
    }
    return environment


def _writers(view: View) -> Mapping[str, Callable[..., str]]:
    return {
        "mark": mark,
        "word": word,
        "long": long,
        "refer": refer,
        "difference": write_difference,
        "tags": partial(tags, tracking=view.tracking),
        "prose": partial(write_prose, view=view),
        "background": partial(write_background, view=view),
        "scenario": partial(write_scenario, view=view),
    }


def _safe(write: Callable[..., str]) -> Callable[..., Markup]:
    """Let a template take what is HTML already."""
    return lambda *args, **named: Markup(write(*args, **named))  # noqa: S704 (who writes it escapes)
