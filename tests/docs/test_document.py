from __future__ import annotations

import cProfile
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from steps.docs import Edition, Tracking, read_history, read_record, render_html, write_history
from steps.docs.vocabulary import help_as_markdown
from tests.docs.hostile import hostile_run
from tests.docs.recording import Outcome, Recording, exchange
from tests.docs.sample_run import earlier_run, sample_run
from tests.docs.test_reading_a_record import golden, run
from tests.docs.thousand import thousand_scenarios

VOID = {"meta", "input", "use", "path", "circle", "rect", "img", "br", "hr", "link"}


class Reading(HTMLParser):
    """Gather what a browser would act on, and complain about tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                (self.targets if name == "href" else self.loaded).append(value or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def edition() -> Edition:
    earlier, now = read_record([earlier_run().lines()]), read_record([sample_run().lines()])
    history = read_history([write_history(earlier), write_history(now)])
    return Edition(baseline=earlier, history=history, tracking=Tracking("@REQ-[0-9]+", "https://tracker.example/{tag}"))


def document(*lines: list[str], edition: Edition | None = None) -> Reading:
    return Reading(render_html(read_record(lines), edition))


@pytest.mark.parametrize("lines", [sample_run().lines(), hostile_run().lines(), golden("attachments"), golden("rules")])
def test_document_is_sound(lines: list[str]) -> None:
    read = document(lines, edition=edition())
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    inner = {target[1:].partition("?")[0] for target in read.targets if target.startswith("#")}
    assert inner - set(read.ids) == set()


@pytest.mark.parametrize("lines", [sample_run().lines(), hostile_run().lines(), golden("attachments")])
def test_document_refers_to_nothing_outside_but_by_links_of_its_authors(lines: list[str]) -> None:
    read = document(lines)
    assert {source.partition(",")[0] for source in read.loaded} <= {"data:image/png;base64", "data:image/jpeg;base64"}
    assert {target for target in read.targets if not target.startswith("#")} <= {"http://tracker.example/x.png"}
    assert not {name for name in read.attributes if name.startswith("on") or name == "style"}
    assert read.tags & {"iframe", "object", "embed", "link", "base", "audio", "video"} == set()


def test_policy_lets_in_one_style_and_one_script() -> None:
    html = render_html(read_record([sample_run().lines()]))
    (policy,) = map(unescape, re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html))
    assert re.sub(r"'sha256-[\w+/]{43}='", "HASH", policy) == (
        "default-src 'none'; img-src data:; style-src HASH; script-src HASH; base-uri 'none'; form-action 'none'"
    )
    assert (html.count("<style"), len(re.findall(r"<script", html))) == (1, 1)


def test_partial_run_says_so() -> None:
    text = document(run(only="One")).text
    assert "2 examples. 1 of them holds." in text
    assert "A partial run. 1 of 2 examples was left out." in " ".join(text.split())
    assert "Not selected in this run." in text


def test_interrupted_run_says_so() -> None:
    text = document(run()[:-6]).text
    assert "The run was interrupted: its record ends in the middle." in text


def test_features_alone_prove_nothing() -> None:
    text = document(sample_run().sources()).text
    assert "Not run. This was written from the feature files alone; nothing here has been proven." in text
    assert ("not reached" in text, "of them hold" in text) == (False, False)


def test_drivers_are_told_apart() -> None:
    text = " ".join(document(run(driver="asyncclient"), run(driver="live", fail="One")).text.split())
    assert "asyncclient: passed live: failed" in text
    assert "With asyncclient: passed" in text


def test_edition_adds_changes_requirements_operations_vocabulary_and_history() -> None:
    read = document(sample_run().lines(), edition=edition())
    text = " ".join(read.text.split())
    assert "What changed since 23 August 2026 1 added, 1 removed, 2 reworded, 4 with another status" in text
    assert "Operations that an example exercises: 2 of 3." in text
    assert "Requirements that hold in every example: 0 of 2." in text
    assert "1 sentence that no scenario uses Then the user's photograph is shown Nobody uses this sentence." in text
    assert "Last 2 runs, oldest first: 1 flaky, 1 passed" in text
    assert "Last 2 runs: 2 passed" in text
    assert read.targets.count("https://tracker.example/REQ-12") == 3


def test_title_and_version_can_be_given() -> None:
    text = document(run(), edition=Edition(title="Ours", version="7.2")).text
    assert ("Ours, version 7.2." in text, "Version 7.2Run on" in text) == (True, True)


def test_texts_in_other_directions_stay_in_their_place() -> None:
    html = render_html(read_record([hostile_run().lines()]))
    marks = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    isolated = re.sub(r"<bdi>[^<]*</bdi>", "", html)
    titles = re.sub(r'(?:id|href|aria-label)="[^"]*"', "", isolated)
    assert [mark for mark in marks if mark in titles] == []


def test_long_texts_are_folded_not_lost() -> None:
    html = render_html(read_record([hostile_run().lines()]))
    assert "all 101,999 characters" in html
    assert html.count("ha " * 30_000) >= 4


def test_what_needs_attention_stands_first_with_its_sentence() -> None:
    text = " ".join(document(sample_run().lines()).text.split())
    assert (
        "Needs attention A taken username is refused failedThe registration is refused "
        "A username is refused when it is not plain (älice) failedExpected 422, but it was 201. "
        "Twenty people race for one username flaky"
    ) in text


def test_headers_of_every_request_are_told_once() -> None:
    html = render_html(read_record([sample_run().lines()]))
    text = " ".join(Reading(html).text.split())
    assert (
        "Shared headers Each request carries these beside its own. Host: test Accept: application/json "
        "Authorization: Bearer *** Each answer carries these beside its own. Content-Type: application/json"
    ) in text
    assert (html.count("<i>Accept:</i>"), html.count("<i>Content-Length:</i>") > 1) == (1, True)


def test_a_header_that_one_request_lacks_stays_with_each() -> None:
    lines = [
        line.replace('[\\"Accept\\"', '[\\"X-Accept\\"', 1) if "/users/bob" in line else line
        for line in sample_run().lines()
    ]
    html = render_html(read_record([lines]))
    assert html.count("<i>Accept:</i>") > 1


def test_sequence_shows_every_writing_as_svg_can() -> None:
    asked = exchange("GET", "/users/%D9%85", 200), exchange("GET", "/users/%FF", 404)
    text = "Feature: A\n  Scenario: B\n    Given מילים"
    html = render_html(read_record([Recording({"a.feature": text}, lambda *_: Outcome(exchanges=asked)).lines()]))
    drawn = html.partition('role="img"')[2].partition("</svg>")[0]
    assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn) == [
        "Given מילים",
        "GET /users/م",
        "200 OK · 2 ms",
        "GET /users/%FF",
        "404 Not Found · 2 ms",
    ]


def test_help_keeps_the_lines_of_its_example() -> None:
    told = "Add books.\n\nExample: Given these books:\n  | title |\n  | Emma  |\n\nMore of it."
    assert help_as_markdown(told) == (
        "Add books.\n\nExample:\n~~~~\nGiven these books:\n| title |\n| Emma  |\n\n~~~~\nMore of it."
    )


def test_scenario_costs_few_calls() -> None:
    lines = thousand_scenarios().lines()
    render_html(read_record([lines[:60]]))
    profile = cProfile.Profile()
    profile.runcall(lambda: render_html(read_record([lines])))
    assert sum(entry.callcount for entry in profile.getstats()) < 900 * 1000
