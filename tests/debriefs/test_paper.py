"""A saved debrief on paper: a handful of pages, with everything on them."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser

from scr_sim import Play, debrief, load
from scr_sim.debriefs import to_html
from tests.browser import visiting

#: As the one browser is everybody's, its loop is too.
pytestmark = pytest.mark.asyncio(loop_scope="session")

#: Sheets of A4 for each decision, with what a debrief has besides: other fonts take other room.
MOST_SHEETS = 1.3


def finished() -> Play:
    play = Play(load("headlice-account"))
    while not play.finished:
        play = play.take(next(one for one in play.actions() if not one.startswith("?")))
    return play


async def test_a_debrief_takes_about_a_sheet_for_a_decision(browser: Browser) -> None:
    play = finished()
    async with visiting(browser) as person:
        await person.page.set_content(to_html(debrief(play)))
        on_screen = await person.page.inner_text("body")
        await person.page.emulate_media(media="print")
        assert await person.page.inner_text("body") == on_screen
        printed = await person.page.pdf(format="A4")
    sheets = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert 1 < sheets <= MOST_SHEETS * len(play.steps)
