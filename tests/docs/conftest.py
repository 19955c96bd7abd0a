from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from playwright.async_api import async_playwright

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, Page

# A page that asks nobody needs a browser that asks nobody.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Visit:
    """A page in a real browser, what it complained about and what it asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    async def showing(self, text: str) -> None:
        await self.page.locator("[role=status]", has_text=text).wait_for()

    async def names(self) -> list[str]:
        headings = "[...document.querySelectorAll('details.s > summary > :is(h4, h5)')].filter(name => !name.closest('[hidden]'))"
        return list(await self.page.evaluate(f"{headings}.map(name => name.textContent)"))


class Opening(Protocol):
    async def __call__(self, html: str, fragment: str = "", **options: Any) -> Visit: ...


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("a real browser is needed: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@pytest.fixture
async def visit(browser: Browser, tmp_path: Path) -> AsyncIterator[Opening]:
    contexts = []

    async def opening(html: str, fragment: str = "", **options: Any) -> Visit:
        file = tmp_path / "document.html"
        file.write_text(html, "utf-8")
        contexts.append(await browser.new_context(**options))
        page = await contexts[-1].new_page()
        visit = Visit(page)
        page.on("console", lambda message: visit.complaints.append(message.text))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on("request", lambda request: visit.requests.append(request.url))
        await page.goto(f"{file.as_uri()}{fragment}")
        visit.requests.clear()
        return visit

    yield opening
    for context in contexts:
        await context.close()
