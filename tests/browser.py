"""A real browser for tests: headless Chromium without a network beyond this machine.

``browsing`` starts one, or skips the test where none is installed. A `Person` has cookies of their
own, sees what anybody would see, and remembers what their pages asked for and complained about::

    async with browsing() as browser, visiting(browser) as person:
        await person.page.goto(address)
        await person.sees("Choose your agency")
        assert person.strangers == [] and person.troubles == []
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright

#: Names under which browsers are installed, the one first that has no window and does least;
#: ``CHROMIUM`` in the environment names another.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
#: Milliseconds until a wait is given up: a guard, never a measure.
PATIENCE = 60_000.0
#: Nothing has an address but this machine: what a page asks for elsewhere fails, as in a room
#: that has no internet.
_NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost"
_HERE = {"127.0.0.1", "localhost"}


@dataclass
class Person:
    """Somebody with a browser of their own: ``page`` is what they look at."""

    page: Page
    #: Every address that a page asked for and that is not on this machine.
    strangers: list[str] = field(default_factory=list)
    #: Every error of a page's script, and what the page's policy refused.
    troubles: list[str] = field(default_factory=list)

    @property
    def context(self) -> BrowserContext:
        """Return what all of their tabs share: cookies and what is stored."""
        return self.page.context

    async def sees(self, text: str) -> None:
        """Wait until a text can be seen on the page."""
        await self.page.get_by_text(text).filter(visible=True).first.wait_for()

    async def another_tab(self) -> Page:
        """Open another tab of the same browser, and look at that one from now on."""
        self.page = await self.context.new_page()
        return self.page

    def watch(self, page: Page) -> None:
        """Remember what a page asks for and complains about."""
        page.on("request", self._asked)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "console",
            lambda said: self.troubles.append(said.text) if said.type == "error" else None,
        )

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname not in _HERE:
            self.strangers.append(request.url)


def chromium() -> str | None:
    """Return the path of an installed Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else _NAMES))
    return next((path for path in found if path), None)


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """Start a browser without a window; skip the test where none is installed."""
    path = chromium()
    if path is None:
        pytest.skip("no browser is installed here: “apt-get install chromium” installs one")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=path, args=[_NO_NETWORK])
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def visiting(
    browser: Browser, width: int = 1280, height: int = 800, *, script: bool = True
) -> AsyncIterator[Person]:
    """Be somebody with a window of a size, with or without scripts; nothing is left of them."""
    context = await browser.new_context(
        viewport={"width": width, "height": height}, java_script_enabled=script
    )
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    person = Person(page)
    person.watch(page)
    context.on("page", person.watch)
    try:
        yield person
    finally:
        await context.close()
