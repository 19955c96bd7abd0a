from __future__ import annotations

import io
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from steps.docs import Edition, Tracking, read_record, render_html
from tests.docs.hostile import hostile_run
from tests.docs.recording import Outcome, Recording, exchange
from tests.docs.sample_run import earlier_run, sample_run
from tests.docs.test_reading_a_record import golden
from tests.docs.thousand import thousand_scenarios, thousandfold_edition

if TYPE_CHECKING:
    from tests.docs.conftest import Opening, Visit

ROOT = Path(__file__).parents[2]
EVERY_SCENARIO = [
    "An unknown path answers 404",
    "A body that is no JSON answers 422",
    "A new username is accepted",
    "A taken username is refused",
    "Twenty people race for one username",
    "A username is verdict when it is problem",
    "A known user is found",
    "An unknown user is not found",
    "A former user is remembered",
    "A user is found by a part of the name",
    "A user is found by a photograph",
]


def sample() -> str:
    return render_html(read_record([sample_run().lines()]))


@pytest.fixture(scope="session")
def axe() -> str:
    source = Path(os.environ.get("AXE_CORE", ROOT / "node_modules/axe-core/axe.min.js"))
    if not source.exists():
        pytest.skip("axe-core is needed: npm install axe-core, or AXE_CORE=path/to/axe.min.js")
    return source.read_text("utf-8")


async def active(visit: Visit) -> str:
    return str(
        await visit.page.evaluate("document.activeElement.closest('details').querySelector('h4, h5').textContent")
    )


@pytest.mark.parametrize("recording", [sample_run, hostile_run, thousand_scenarios])
async def test_nothing_is_requested_and_nothing_is_complained_about(visit: Opening, recording: Any) -> None:
    opened = await visit(render_html(read_record([recording().lines(), golden("attachments"), golden("markdown")])))
    await opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    await opened.page.evaluate("document.querySelector('[data-do=close]').click()")
    assert (opened.complaints, opened.requests) == ([], [])
    assert await opened.page.evaluate("window.pwned") is None


async def test_this_projects_own_features_open_in_silence(visit: Opening) -> None:
    features = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in ROOT.glob("features/**/*.feature")}
    if not features:
        pytest.skip("there are no features yet")
    opened = await visit(render_html(read_record([Recording(features).sources()])))
    assert await opened.page.locator(".banner").all_inner_texts() == [
        "Not run. This was written from the feature files alone; nothing here has been proven."
    ]
    assert (opened.complaints, opened.requests) == ([], [])


async def test_search_finds_words_anywhere_in_a_scenario(visit: Opening) -> None:
    opened = await visit(sample())
    await opened.page.keyboard.press("/")
    await opened.page.keyboard.type("ROTTERDAM designer")
    await expect(opened.page).to_have_url(re.compile(r"#\?q=ROTTERDAM\+designer$"))
    await opened.showing("Showing 1 of 15")
    assert await opened.names() == ["A known user is found"]
    await opened.page.keyboard.press("Escape")
    assert await opened.names() == EVERY_SCENARIO
    assert opened.page.url.endswith("document.html")


async def test_status_filter_keeps_the_rows_that_match(visit: Opening) -> None:
    opened = await visit(sample())
    await opened.page.get_by_role("checkbox", name="failed").check()
    await opened.showing("Showing 2 of 15")
    assert await opened.names() == ["A taken username is refused", "A username is verdict when it is problem"]
    assert await opened.page.locator("tr[data-s]:visible td:first-child").all_inner_texts() == ["älice"]
    assert opened.page.url.endswith("#?status=failed")


async def test_number_at_the_top_shows_what_it_counts(visit: Opening) -> None:
    opened = await visit(sample())
    await opened.page.get_by_role("link", name="2 failed").click()
    await opened.showing("Showing 2 of 15")
    assert await opened.page.get_by_role("checkbox", name="failed").is_checked()
    assert opened.page.url.endswith("#~features?status=failed")


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("@smoke", ["A new username is accepted"]),
        ("@REQ-12 and not @smoke", ["A taken username is refused"]),
        ("@contract and (@smoke or not @users)", EVERY_SCENARIO[:2]),
        ("not (@contract or @REQ-12 or @slow or @REQ-14)", EVERY_SCENARIO[6:]),
    ],
)
async def test_tag_expression_filters(visit: Opening, expression: str, names: list[str]) -> None:
    opened = await visit(sample())
    await opened.page.get_by_label("Tags").fill(expression)
    await opened.showing(" of 15")
    assert await opened.names() == names


async def test_mistyped_tag_expression_is_explained_and_filters_nothing(visit: Opening) -> None:
    opened = await visit(sample())
    await opened.page.get_by_label("Tags").fill("@smoke @slow")
    await opened.page.get_by_role("alert").filter(has_text="expected").wait_for()
    told = await opened.page.get_by_role("alert").inner_text()
    assert told == "This is no tag expression: expected “and” or “or” before “@slow”."
    assert await opened.names() == EVERY_SCENARIO


async def test_address_restores_every_filter(visit: Opening) -> None:
    opened = await visit(sample(), "#?q=username&tags=%40slow&status=failed,flaky")
    await opened.showing("Showing 2 of 15")
    assert await opened.page.get_by_label("Tags").input_value() == "@slow"
    assert await opened.names() == ["Twenty people race for one username", "A username is verdict when it is problem"]


async def test_permalink_opens_its_scenario(visit: Opening) -> None:
    link = "users/creating_a_user:a-username-belongs-to-one-person:twenty-people-race-for-one-username"
    opened = await visit(sample(), f"#{link}")
    await opened.page.get_by_text('20 people register "zoe"').first.wait_for()
    await opened.page.locator("details[open] > summary:focus").wait_for()
    assert await active(opened) == "Twenty people race for one username"


@pytest.mark.parametrize("javascript", [True, False])
async def test_permalink_is_in_view_however_long_the_document(visit: Opening, *, javascript: bool) -> None:
    link = "orders/kind_40:an-order-belongs-to-its-customer:order-40-11-can-be-changed-until-it-is-sent"
    html = render_html(read_record([thousand_scenarios().lines()]))
    opened = await visit(html, f"#{link}", java_script_enabled=javascript)
    await expect(opened.page.locator("summary", has_text="Order 40-11")).to_be_in_viewport()


async def test_permalink_opens_its_row(visit: Opening) -> None:
    outline = "users/creating_a_user:a-username-can-be-typed-on-any-keyboard:a-username-is-verdict-when-it-is-problem"
    opened = await visit(sample(), f"#{outline}:al-as-short-as-can-be-accepted")
    await opened.page.get_by_text('When someone registers "al" as').wait_for()
    assert await opened.page.locator(".rs:visible").count() == 2  # the failed row is open by itself


async def test_keys_walk_through_the_scenarios(visit: Opening) -> None:
    opened = await visit(sample())
    walked = []
    for key in ["j", "j", "k", "n", "n", "n", "n"]:
        await opened.page.keyboard.press(key)
        walked.append(await active(opened))
    assert walked == [
        "An unknown path answers 404",
        "A body that is no JSON answers 422",
        "An unknown path answers 404",
        "A taken username is refused",
        "Twenty people race for one username",
        "A username is <verdict> when it is <problem>".replace("<", "").replace(">", ""),
        "A taken username is refused",
    ]


async def test_enter_opens_and_letters_can_be_switched_off(visit: Opening) -> None:
    opened = await visit(sample())
    await opened.page.keyboard.press("j")
    await opened.page.keyboard.press("Enter")
    assert await opened.page.locator("details.s").first.get_attribute("open") == ""
    await opened.page.keyboard.press("?")
    await opened.page.get_by_label("Letters are shortcuts").uncheck()
    await opened.page.get_by_role("button", name="Close", exact=True).click()
    await opened.page.keyboard.press("/")
    assert await opened.page.evaluate("document.activeElement.name ?? ''") == ""


async def test_request_can_be_copied_as_curl(visit: Opening) -> None:
    opened = await visit(sample(), permissions=["clipboard-read", "clipboard-write"])
    exchange = opened.page.locator("details.e", has_text="POST /users").first
    await opened.page.locator("details.s[open] details.e > summary", has_text="POST").first.click()
    await opened.page.get_by_role("button", name="Copy as curl").first.click()
    await opened.page.get_by_role("button", name="Copied").wait_for()
    assert await exchange.count() == 1
    assert shlex.split(await opened.page.evaluate("navigator.clipboard.readText()")) == [
        *["curl", "-i", "-X", "POST", "http://test/users"],
        *["-H", "Accept: application/json", "-H", "Authorization: Bearer ***", "-H", "Content-Type: application/json"],
        *["--data-raw", '{\n  "username": "alice",\n  "job": "Engineer"\n}'],
    ]


async def test_request_is_copied_as_it_was_sent_however_it_is_shown(visit: Opening) -> None:
    asked = exchange("GET", "/users/%C3%A9va?job=a+b", 200)
    text = "Feature: A\n  Scenario: B\n    Given c"
    recording = Recording({"a.feature": text}, lambda *_: Outcome("FAILED", "no", exchanges=(asked,)))
    permissions = ["clipboard-read", "clipboard-write"]
    opened = await visit(render_html(read_record([recording.lines()])), permissions=permissions)
    assert await opened.page.get_by_text("GET /users/éva?job=a+b").count() == 1
    await opened.page.get_by_role("button", name="Copy as curl").click()
    await opened.page.get_by_role("button", name="Copied").wait_for()
    copied = shlex.split(await opened.page.evaluate("navigator.clipboard.readText()"))
    assert copied[4] == "http://test/users/%C3%A9va?job=a+b"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("recording", [sample_run, hostile_run])
async def test_axe_finds_no_barrier(visit: Opening, axe: str, recording: Any, width: int, scheme: str) -> None:
    earlier = read_record([earlier_run().lines()])
    edition = Edition(baseline=earlier, tracking=Tracking("@REQ-[0-9]+", "https://tracker.example/{tag}"))
    html = render_html(read_record([recording().lines()]), edition)
    opened = await visit(html, color_scheme=scheme, viewport={"width": width, "height": 900})
    await opened.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    # What is far away is not laid out yet, and axe would measure it on top of its neighbours.
    await opened.page.evaluate(
        "for (const f of document.querySelectorAll('.feature')) f.style.contentVisibility='visible'"
    )
    await opened.page.evaluate(axe)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = await opened.page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


async def test_page_is_no_wider_than_a_phone(visit: Opening) -> None:
    for recording in (sample_run, hostile_run):
        html = render_html(read_record([recording().lines()]))
        opened = await visit(html, viewport={"width": 390, "height": 800})
        await opened.page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        assert await opened.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("javascript", [True, False])
async def test_print_holds_everything(visit: Opening, *, javascript: bool) -> None:
    opened = await visit(sample(), java_script_enabled=javascript)
    pdf = PdfReader(io.BytesIO(await opened.page.pdf(format="A4")))
    pages = [page.extract_text() for page in pdf.pages]
    text = " ".join(" ".join(pages).split()).replace("<", "").replace(">", "")
    told = [*EVERY_SCENARIO, "Contents", "Signature", "version 1.4.0", "photographs are not stored in this country"]
    hidden = [
        "nobody is registered",
        "Username taken",
        "Traceback (most recent call last)",
        "Attempt 1: failed",
        "al-ice_9",
    ]
    assert [name for name in told + hidden if name not in text] == []
    assert [page for page in pages if "User directory 1.4.0" not in page] == []
    assert f"1 / {len(pages)}" in text


async def test_document_reads_without_javascript(visit: Opening) -> None:
    opened = await visit(sample(), java_script_enabled=False)
    assert await opened.names() == EVERY_SCENARIO
    assert not await opened.page.locator(".filters").is_visible()
    await opened.page.locator("summary", has_text="A known user is found").click()
    assert await opened.page.get_by_text("Rotterdam").is_visible()
    row = opened.page.locator("tr", has_text="al-ice_9")
    await row.locator("summary").first.click()
    assert await opened.page.get_by_text('When someone registers "al-ice_9"').is_visible()
    assert (opened.complaints, opened.requests) == ([], [])


async def test_thousand_scenarios_stay_under_three_megabytes_and_can_be_searched(visit: Opening) -> None:
    record = read_record([thousand_scenarios().lines()])
    html = render_html(record, thousandfold_edition(record))
    assert len(render_html(record).encode()) < 2_200_000
    assert len(html.encode()) < 2_800_000
    opened = await visit(html)
    await opened.page.get_by_label("Search").fill("31-11")
    await opened.showing("Showing 1 of 1000")
    assert await opened.names() == ["Order 31-11 can be changed until it is sent"]
