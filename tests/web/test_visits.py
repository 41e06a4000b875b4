"""Visits in a real browser: a play from the door to its debrief, and coming back in the middle."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.async_api import Browser

from scr_sim.services import PlayRecord, Records
from tests.app_driver import FILES
from tests.web.clients import served, visitor_processes
from tests.web.screens import Screen, screen

#: As the one browser is everybody's, its loop is too.
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]

TITLE = "The missing form"
#: Shown in the debrief, and nowhere else.
DEBRIEF = "What you had looked into"


@pytest.fixture(autouse=True)
def library(home: Path) -> None:
    """Whoever serves has a scenario of their own, the first of all, and a review."""
    for name in ("scenarios", "reviews"):
        (home / name).mkdir(parents=True)
    shutil.copy(FILES / "small-review.yaml", home / "reviews")
    text = (FILES / "small.yaml").read_text("utf-8").replace("Month 2", "Month 0")
    (home / "scenarios" / "a-form.yaml").write_text(text, "utf-8")


def plays(home: Path) -> list[list[PlayRecord]]:
    """Return what is kept in each visitor's folder."""
    return [Records.open(folder).plays() for folder in sorted((home / "visitors").iterdir())]


async def to_the_gate(one: Screen) -> None:
    """Begin the first scenario of the list and read its first scene."""
    await one.shows("A form has not come back")
    await one.press("Enter")
    await one.shows("You are: Class teacher")
    await one.press("Enter")
    await one.shows("What do you do?")


async def to_the_desk(one: Screen) -> None:
    await to_the_gate(one)
    await one.press("a")
    await one.shows("no time for more")
    await one.press("1")
    await one.shows("The parent smiles.")
    await one.press("Enter")
    await one.shows("The week is long.")
    await one.press("Enter")
    await one.shows("Let it go")


async def test_a_scenario_is_played_from_the_door_to_its_debrief(
    browser: Browser, home: Path
) -> None:
    async with served() as address, screen(browser) as one:
        await one.start(address)
        await to_the_desk(one)
        await one.press("1")
        await one.shows("It never came.")
        await one.press("Enter")
        await one.shows(DEBRIEF)
        assert one.person.strangers == []
        assert one.person.troubles == []
    [[record]] = plays(home)
    assert record.finished
    assert [action.word for action in record.actions] == [
        "?ring-office",
        "accept-account",
        "accept",
    ]
    assert visitor_processes(home) == set()


async def test_a_page_loaded_again_goes_on_where_the_play_was(browser: Browser, home: Path) -> None:
    async with served(visitors=1) as address, screen(browser) as one:
        await one.start(address)
        await to_the_desk(one)
        await one.person.page.reload()
        await one.shows("Let it go")
        await one.shows("At your desk")
        await one.press("1")
        await one.shows("It never came.")
        for _ in range(2):  # the second time no play lies below the debrief
            await one.person.page.reload()
            await one.shows(DEBRIEF)
    [[record]] = plays(home)
    assert record.finished


async def test_who_had_left_the_play_comes_back_to_the_first_screen(browser: Browser) -> None:
    async with served() as address, screen(browser) as one:
        await one.start(address)
        await to_the_gate(one)
        await one.press("q")
        await one.shows("practise professional curiosity")
        await one.person.page.reload()
        await one.shows("practise professional curiosity")


async def test_a_closed_browser_ends_the_process_and_everything_is_kept(
    browser: Browser, home: Path
) -> None:
    async with served(visitors=1) as address:
        async with screen(browser) as one:
            await one.start(address)
            await to_the_gate(one)
            await one.press("a")
            await one.shows("no time for more")
        async with screen(browser) as two:
            await two.person.page.goto(address)
            while await two.person.page.get_by_text("Every place is taken").is_visible():
                await two.person.page.reload()
            await two.person.sees("Only this browser has the key")
        assert visitor_processes(home) == set()
    [[record]] = plays(home)
    assert [action.word for action in record.actions] == ["?ring-office"]
    assert not record.finished


async def test_a_visitor_cannot_open_anothers_records(browser: Browser, home: Path) -> None:
    async with served() as address, screen(browser) as one, screen(browser) as two:
        await one.start(address)
        await to_the_gate(one)
        await one.press("a")
        await one.shows("no time for more")
        await two.start(address)
        await two.shows(TITLE)
        assert "Go on" not in await two.text()
        # A name of a folder is all that could be seen of another; it is no key.
        [cookie] = await two.person.context.cookies()
        for folder in sorted((home / "visitors").iterdir()):
            forged = {**cookie, "value": folder.name}
            await two.person.context.add_cookies([forged])  # type: ignore[list-item]
            await two.person.page.goto(address)
            await two.person.sees("Only this browser has the key")
    kept = plays(home)
    assert sorted(len(of_one) for of_one in kept) == [0, 1]


async def test_another_window_takes_over_and_the_first_says_so(browser: Browser) -> None:
    async with served(visitors=1) as address, screen(browser) as one:
        await one.start(address)
        await to_the_gate(one)
        first = one.person.page
        second = await one.person.another_tab()
        await second.goto(address)
        await one.shows("What do you do?")
        await first.get_by_text("This visit has ended").wait_for()
        assert await first.evaluate("document.activeElement.id") == "go-on"


async def test_leaving_for_good_leads_to_the_door_and_the_records_stay(
    browser: Browser, home: Path
) -> None:
    async with served() as address, screen(browser) as one:
        await one.start(address)
        await to_the_gate(one)
        await one.press("q")
        await one.shows("practise professional curiosity")
        await one.press("q")
        await one.person.sees("This visit has ended")
        await one.person.page.get_by_role("button", name="Leave for good").click()
        await one.person.sees("Only this browser has the key")
        assert await one.person.context.cookies() == []
    [[record]] = plays(home)
    assert record.title == TITLE


async def test_a_page_is_saved_by_the_browser_and_not_where_it_is_served(
    browser: Browser, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    async with served() as address, screen(browser) as one:
        await one.start(address)
        await to_the_desk(one)
        await one.press("1")
        await one.shows("It never came.")
        await one.press("Enter")
        await one.shows(DEBRIEF)
        async with one.person.page.expect_download() as given:
            await one.press("x")
        download = await given.value
        saved = tmp_path / "saved.html"
        await download.save_as(saved)
        [[record]] = plays(home)
        assert download.suggested_filename == f"debrief-small-{record.id}.html"
        assert "Nobody looked" in saved.read_text("utf-8")
        await one.shows("Your browser was given debrief-small-")
    assert [*here.iterdir()] == []
