from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from playwright.async_api import Browser, Page, Route

from scr_sim.group.commands import GoOn, Pause, SetTimer
from scr_sim.group.shared_types import Phase
from tests.browser import Person, visiting
from tests.group.server.rooms_at_work import RoomAtWork, room_at_work, story

#: As the one browser is everybody's, its loop is too.
pytestmark = pytest.mark.asyncio(loop_scope="session")

NARROW = (320, 640)


async def sits_down(person: Person, room: RoomAtWork, agency: int = 0) -> None:
    """Join as a person does: type the letters, choose an agency."""
    await person.page.goto(room.address)
    await person.page.get_by_label("The four letters on the wall").fill(room.host.room.opened.code)
    await person.page.get_by_role("button", name="Go on").click()
    name = list((story().agencies or {}).values())[agency]
    await person.page.get_by_label(name, exact=True).check()
    await person.page.get_by_role("button", name="Take my seat").click()
    await person.sees("Your two words are")


def label(room: RoomAtWork, number: int) -> str:
    """Return the label of one of the choices that can be taken."""
    choices = {choice.id: choice.label for choice in room.host.exercise.choices(room.host.room)}
    return choices[room.choices[number]]


async def taps(page: Page, text: str) -> None:
    await page.get_by_role("button", name=text).click()


async def pressed(page: Page, text: str) -> None:
    """Wait until a choice is shown as the vote that is in."""
    await page.get_by_role("button", name=text, pressed=True).wait_for()
    await page.locator("button.unsent").wait_for(state="detached")


def votes(room: RoomAtWork) -> list[str | None]:
    vote = room.host.room.vote
    assert vote is not None
    return [ballot.choice for ballot in vote.ballots.values()]


async def test_two_phones_side_by_side_vote_and_see_the_room_move_on(
    browser: Browser, tmp_path: Path
) -> None:
    async with (
        room_at_work(tmp_path) as room,
        visiting(browser, *NARROW) as one,
        visiting(browser, *NARROW) as two,
    ):
        await sits_down(one, room, 0)
        await sits_down(two, room, 1)
        assert len(room.host.room.seats) == 2
        await room.go_to("vote")
        first, second = label(room, 0), label(room, 1)
        await taps(one.page, first)
        await taps(two.page, second)
        await pressed(one.page, first)
        await pressed(two.page, second)
        assert votes(room) == room.choices[:2]
        await taps(one.page, second)
        await pressed(one.page, second)
        assert votes(room) == [room.choices[1]] * 2
        await room.go_to("sealed")
        for person in (one, two):
            await person.sees("The votes are sealed")
            assert person.strangers == []
            assert person.troubles == []


async def test_everything_works_without_script(browser: Browser, tmp_path: Path) -> None:
    async with (
        room_at_work(tmp_path) as room,
        visiting(browser, *NARROW, script=False) as person,
    ):
        await sits_down(person, room)
        await room.go_to("vote")
        await person.page.get_by_role("link", name="See what is new").click()
        await taps(person.page, label(room, 1))
        await person.sees("Your vote is in")
        assert votes(room) == [room.choices[1]]
        await person.page.get_by_label("80").check()
        await person.page.get_by_label("Because …").fill("They were not seen")
        await taps(person.page, "Keep this")
        await person.sees("Kept.")
        vote = room.host.room.vote
        assert vote is not None
        assert [(b.sure, b.because) for b in vote.ballots.values()] == [(80, "They were not seen")]
        await taps(person.page, "I cannot decide on this")
        await person.sees("Your vote is in")
        assert votes(room) == [None]
        await taps(person.page, "Ask for a pause")
        await person.sees("The trainer has been told")
        await person.page.get_by_role("link", name="Step out for a while").click()
        await person.sees("You have stepped out")
        assert not await person.page.locator("main").is_visible()
        await person.page.get_by_role("link", name="Come back in").click()
        await person.sees("Your vote")


async def test_a_tap_made_offline_is_kept_and_sent_on_return(
    browser: Browser, tmp_path: Path
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:
        await sits_down(person, room)
        await room.go_to("vote")
        await person.sees("You have not voted yet")
        await person.context.set_offline(True)
        await taps(person.page, label(room, 0))
        await person.sees("Not sent yet")
        assert votes(room) == []
        await person.context.set_offline(False)
        await pressed(person.page, label(room, 0))
        assert votes(room) == [room.choices[0]]
        await person.page.get_by_text("Not sent yet").wait_for(state="hidden")


async def test_a_tap_made_offline_that_comes_after_the_close_is_told_as_late(
    browser: Browser,
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:
        await sits_down(person, room)
        await room.go_to("vote")
        await person.sees("You have not voted yet")
        await person.context.set_offline(True)
        await taps(person.page, label(room, 0))
        await person.sees("Not sent yet")
        await room.go_to("sealed")
        await person.context.set_offline(False)
        said = "Your last tap came after the close and was not counted."
        await person.page.locator("#say").get_by_text(said).wait_for()
        await person.sees("The votes are sealed")
        assert votes(room) == []


async def test_a_vote_that_the_page_still_offers_after_the_close_is_told_as_late(
    browser: Browser,
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:

        async def deaf(route: Route) -> None:
            await route.abort()

        await sits_down(person, room)
        await room.go_to("vote")
        await person.sees("You have not voted yet")
        await person.page.route("**/now?*", deaf)
        await person.page.route("**/stream?*", deaf)
        await person.page.reload()
        await room.go_to("sealed")
        await taps(person.page, label(room, 0))
        await person.sees("Your last tap came after the close and was not counted.")
        assert votes(room) == []


async def test_a_reloaded_page_and_a_second_tab_are_the_same_person(
    browser: Browser, tmp_path: Path
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:
        await sits_down(person, room)
        await room.go_to("vote")
        await taps(person.page, label(room, 1))
        await pressed(person.page, label(room, 1))
        await person.page.reload()
        await pressed(person.page, label(room, 1))
        await person.another_tab()
        await person.page.goto(room.address)
        await pressed(person.page, label(room, 1))
        await taps(person.page, label(room, 0))
        for page in person.context.pages:
            await pressed(page, label(room, 0))
        assert votes(room) == [room.choices[0]]


async def test_half_written_text_and_focus_are_kept_as_snapshots_come(
    browser: Browser, tmp_path: Path
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:
        await sits_down(person, room)
        await room.go_to("vote")
        await taps(person.page, label(room, 0))
        await pressed(person.page, label(room, 0))
        because = person.page.get_by_label("Because …")
        await because.press_sequentially("They were")
        await room.host.submit(SetTimer(minutes=5))
        await room.host.submit(Pause())
        await person.sees("The room has paused")
        await room.host.submit(GoOn())
        await because.wait_for()
        assert await because.input_value() == "They were"
        await because.focus()
        await room.trainer_moves_on()
        await person.sees("The vote is closing")
        assert await because.evaluate("one => one === document.activeElement")
        await person.page.keyboard.type(" not seen")
        assert await because.input_value() == "They were not seen"


async def test_a_page_whose_stream_is_cut_off_asks_by_itself(
    browser: Browser, tmp_path: Path
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:

        async def cut(route: Route) -> None:
            await route.abort()

        await person.page.route("**/stream?*", cut)
        await sits_down(person, room)
        await room.go_to("vote")
        await person.sees("You have not voted yet")
        await taps(person.page, label(room, 0))
        await person.sees("Your vote is in")


async def test_pages_fit_a_narrow_phone_in_light_and_dark(browser: Browser, tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:
        await sits_down(person, room)
        phases: set[str] = set()
        while room.host.room.phase != "ended":
            phase = await room.one_thing()
            await person.page.reload()
            if phase == "vote" and room.host.room.closes_at is None:
                await taps(person.page, label(room, 0))
                await pressed(person.page, label(room, 0))
            phases.add(phase)
            width = await person.page.evaluate("document.documentElement.scrollWidth")
            assert width <= NARROW[0], phase
            if phase == "outcome":
                await room.go_to("closing")
        assert phases >= set(get_args(Phase)) - {"lobby"}
        found = "getComputedStyle(document.body).backgroundColor"
        await person.page.emulate_media(color_scheme="light")
        light = await person.page.evaluate(found)
        await person.page.emulate_media(color_scheme="dark")
        assert await person.page.evaluate(found) != light


async def test_what_a_screen_reader_is_told(browser: Browser, tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:
        await sits_down(person, room)
        await room.go_to("vote")
        await taps(person.page, label(room, 0))
        await pressed(person.page, label(room, 0))
        told = await person.page.locator("body").aria_snapshot()
        assert "- banner" in told
        assert "- main" in told
        assert '- heading "Your vote" [level=1]' in told
        assert 'heading "Your seat" [level=2]' in told
        assert 'group "How sure are you, in 100?"' in told
        assert 'radio "80"' in told
        assert 'textbox "Because …"' in told
        assert "[pressed]" in told
        assert 'button "Ask for a pause"' in told
        assert "- status" in told
        for word in ("Accept", "Challenge", "Escalate"):
            if word in await person.page.locator("main").inner_text():
                assert f'group "{word}' in told
        assert await person.page.locator("html").get_attribute("lang") == "en-GB"
        nameless = "[...document.querySelectorAll('input:not([type=hidden]),textarea,button')]"
        check = f"{nameless}.filter(one => !(one.labels?.length || one.textContent.trim())).length"
        assert await person.page.evaluate(check) == 0


async def test_a_phone_is_used_by_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, *NARROW) as person:
        await sits_down(person, room)
        await room.go_to("vote")
        await person.sees("You have not voted yet")
        await person.page.locator("main").focus()
        await person.page.keyboard.press("Tab")
        await person.page.keyboard.press("Enter")
        await person.sees("Your vote is in")
        assert votes(room) == [room.choices[0]]
        focused = "document.activeElement.getAttribute('aria-pressed')"
        assert await person.page.evaluate(focused) == "true"


async def test_the_wall_opens_by_its_key_and_hides_it_at_once(
    browser: Browser, tmp_path: Path
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, 1280, 720) as person:
        await person.page.goto(f"{room.address}/wall#{room.host.room.opened.wall_key}")
        await person.sees(room.host.room.opened.code)
        assert person.page.url == f"{room.address}/wall"
        assert person.strangers == []
        assert person.troubles == []
        await room.join()
        await person.sees("1 is here")


async def test_the_wall_shows_twelve_lines_at_most_and_turns_pages(
    browser: Browser, tmp_path: Path
) -> None:
    async with room_at_work(tmp_path) as room, visiting(browser, 1280, 720) as person:
        await person.page.goto(f"{room.address}/wall#{room.host.room.opened.wall_key}")
        await person.sees(room.host.room.opened.code)
        await room.go_to("briefing")
        await person.sees(room.desk.snapshots.view_for_wall().scene.title)
        lines = """() => {
          const text = document.querySelector('.pages'), box = text.getBoundingClientRect();
          const tops = new Set();
          for (const p of text.querySelectorAll('p, li')) {
            const range = document.createRange();
            range.selectNodeContents(p);
            for (const r of range.getClientRects())
              if (r.left < box.right && r.right > box.left && r.bottom <= box.bottom + 2)
                tops.add(Math.round(r.top));
          }
          return [tops.size, text.scrollLeft, document.documentElement.scrollHeight];
        }"""
        shown, left, height = await person.page.evaluate(lines)
        assert 0 < shown <= 12
        assert height <= 720
        if await person.page.locator("#turn").is_visible():
            await person.page.keyboard.press("PageDown")
            assert (await person.page.evaluate(lines))[1] > left
