"""The browser of the tests notices what it is there to notice."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from tests.browser import visiting

#: As the one browser is everybody's, its loop is too.
pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = """<!doctype html><title>A page</title><p id="said">Nothing yet</p>
<p hidden>Out of sight</p>
<script>
  document.getElementById("said").textContent = "Said by its script";
  document.cookie = "who=first";
</script>
<img src="https://example.org/picture.png" alt="">
<script>throw new Error("it broke")</script>
"""


def serving() -> TestServer:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", answer)
    return TestServer(app)


async def test_it_shows_a_page_and_tells_what_the_page_asked_for(browser: Browser) -> None:
    async with serving() as server, visiting(browser) as person:
        await person.page.goto(str(server.make_url("/")))
        await person.sees("Said by its script")
        assert not await person.page.get_by_text("Out of sight").is_visible()
        assert person.strangers == ["https://example.org/picture.png"]
        assert "it broke" in person.troubles


async def test_each_person_has_cookies_of_their_own_and_shares_them_between_tabs(
    browser: Browser,
) -> None:
    async with serving() as server:
        address = str(server.make_url("/"))
        async with visiting(browser) as first, visiting(browser) as second:
            await first.page.goto(address)
            assert [cookie["value"] for cookie in await first.context.cookies()] == ["first"]
            assert await second.context.cookies() == []
            tab = await first.another_tab()
            await tab.goto(address)
            assert await tab.evaluate("document.cookie") == "who=first"


async def test_a_page_can_be_seen_without_scripts(browser: Browser) -> None:
    async with (
        serving() as server,
        visiting(browser, width=320, script=False) as person,
    ):
        await person.page.goto(str(server.make_url("/")))
        await person.sees("Nothing yet")
