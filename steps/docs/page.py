"""The living document: one HTML file that needs nothing else and asks nobody for anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from steps.docs.cases import count
from steps.docs.coverage import cover_operations
from steps.docs.markup.contents import write_contents
from steps.docs.markup.document import read_asset, write_document
from steps.docs.markup.exchanges import write_shared_headers
from steps.docs.markup.features import write_folder
from steps.docs.markup.filters import write_filters
from steps.docs.markup.overview import write_overview
from steps.docs.markup.parts import write_section
from steps.docs.markup.sign_off import write_sign_off
from steps.docs.markup.tracing import write_operations, write_requirements
from steps.docs.markup.view import View, all_exchanges, most_origin, shared_headers
from steps.docs.markup.vocabulary import write_vocabulary
from steps.docs.prose import attribute, isolate
from steps.docs.requirements import Tracking, trace_requirements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from steps.docs.cases import Case
    from steps.docs.history import History
    from steps.docs.model import Record

NOTHING = '<p class="nothing" hidden>No scenario matches. <button type="button" data-do="clear">Clear the filters</button></p>'


class Edition(Struct, frozen=True):
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
    edition, cases = edition or Edition(), record.cases
    view, totals = _view(cases, edition), count(cases)
    title = edition.title or _first(origin.service for origin in record.origins) or "What the service does"
    version = edition.version or _first(origin.version for origin in record.origins)
    changes = _changes(record, edition)
    sections = dict(_sections(record, cases, edition, view))
    body = (
        read_asset("symbols.html"),
        '<a class="skip" href="#~features">Skip to the features</a>',
        f'<header class="top" id="~top">\n<h1>{isolate(title)}</h1>',
        write_overview(record, cases, totals, version, view),
        "</header>",
        write_filters(totals),
        read_asset("keys.html"),
        write_contents(record.folders, [*(["What changed"] if changes else []), *sections]),
        changes,
        '<main id="~features">',
        *(write_folder(folder, view) for folder in record.folders),
        NOTHING,
        "</main>",
        *(write_section(title, told) for title, told in sections.items()),
        write_sign_off(title, version, record.origins, totals),
    )
    return write_document(title, f"{title} {version}".strip(), _attributes(view), "\n".join(body))


def _view(cases: Sequence[Case], edition: Edition) -> View:
    exchanges = all_exchanges(cases)
    return View(
        tracking=edition.tracking,
        history=edition.history,
        ran=any(case.runs for case in cases),
        several=len({run.last.driver for case in cases for run in case.runs}) > 1,
        most=most_origin(exchanges),
        asked=shared_headers(each.request for each in exchanges),
        answered=shared_headers(each.response for each in exchanges if each.response),
    )


def _changes(record: Record, edition: Edition) -> str:
    if edition.baseline is None:
        return ""
    from steps.docs.comparison import compare  # noqa: PLC0415 (most documents have no baseline)
    from steps.docs.markup.changes import write_changes  # noqa: PLC0415

    return write_changes(compare(edition.baseline, record), edition.baseline.origins, edition.since)


def _sections(record: Record, cases: Sequence[Case], edition: Edition, view: View) -> Iterator[tuple[str, str]]:
    """Give the title and the HTML of each section after the features."""
    if edition.tracking and (requirements := trace_requirements(cases, edition.tracking)):
        yield "Requirements", write_requirements(requirements, edition.tracking)
    openapi = edition.openapi or record.openapi
    if openapi and (operations := cover_operations(cases, openapi)):
        yield "API", write_operations(operations)
    if view.asked or view.answered:
        yield "Shared headers", write_shared_headers(view)
    if record.vocabulary:
        yield "Vocabulary", write_vocabulary(record.vocabulary)


def _attributes(view: View) -> str:
    """Say on the body what holds for every exchange."""
    shared = " ".join(name for name, held in (("asked", view.asked), ("answered", view.answered)) if held)
    return f' data-origin="{attribute(view.most)}"' + (f' class="{shared}"' if shared else "")


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")
