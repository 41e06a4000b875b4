"""A story that answers back: costs, variants, a page, roles, a reason, on screen and in lines."""

from __future__ import annotations

import io

import pytest

from scr_sim import load
from scr_sim.debriefs import Debrief, to_html, to_json, to_markdown
from scr_sim.engine import Enquiring, Play, read_action
from scr_sim.plain import run
from scr_sim.services import Records
from scr_sim.tui.screens.debrief import DebriefScreen
from tests.app_driver import (
    EVERYTHING,
    act,
    opened,
    playing,
    read_on,
    rows,
    settle,
    start_playing,
)

STORY = load(EVERYTHING)
WROTE = "Where the form went."
#: Each ending, by every kind of act: a page, costs met, each variant, nothing noted.
WAYS = (
    ("?minutes@threshold,form", "challenge", "?tray", "challenge"),
    ("?minutes@", "challenge", "?tray", "challenge"),
    ("?look", "accept", "escalate"),
    ("escalate",),
    ("?minutes@form,date", "accept", "accept"),
)


def typed(play: Play, action: str) -> list[str]:
    """Return what a person types in the plain mode for one action."""
    read = read_action(action)
    if not isinstance(read, Enquiring):
        number = [choice.id for choice in play.choices()].index(read.choice) + 1
        return [str(number), WROTE] if play.ask else [str(number)]
    at, enquiry = next((n, e) for n, e in enumerate(play.enquiries(), 1) if e.id == read.enquiry)
    if enquiry.page is None or read.noted is None:
        return ["l", str(at)]
    lines = [name for name, _ in enquiry.page.lines]
    noted = " ".join(str(lines.index(name) + 1) for name in reversed(read.noted))
    return ["l", str(at), noted or "0"]


def in_lines(way: tuple[str, ...]) -> tuple[str, Debrief]:
    play, lines = Play(STORY), [""]
    for action in way:
        lines += typed(play, action)
        play = play.take(action)
    out, records = io.StringIO(), Records.open()
    typing = io.StringIO("\n".join(lines) + "\n")
    assert run(EVERYTHING, stdin=typing, stdout=out, records=records) == 0
    return out.getvalue(), records.resume(records.plays()[0].id).session.debrief()


async def on_screen(way: tuple[str, ...]) -> Debrief:
    async with opened((80, 24), EVERYTHING) as (app, pilot):
        await start_playing(app, pilot)
        for action in way:
            play = playing(app).kept.play
            if play.ask and not action.startswith("?"):
                await pilot.press("0")
                await settle(pilot)
                await pilot.press(*WROTE, "enter")
                await settle(pilot)
            await act(app, pilot, action)
        await read_on(app, pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        return app.screen.debrief


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
async def test_both_ways_of_playing_come_to_the_same_debrief(way: tuple[str, ...]) -> None:
    transcript, debrief = in_lines(way)
    assert await on_screen(way) == debrief
    assert debrief.finished
    for told in (to_markdown(debrief), to_html(debrief), to_json(debrief), transcript):
        for view in debrief.decisions:
            assert view.label in told


def test_a_debrief_tells_what_is_the_reviews_the_storys_and_ours_apart() -> None:
    transcript, debrief = in_lines(WAYS[0])
    told = transcript[transcript.index("By decision") :]
    order = (
        "What the review found:",
        "- People asked once and no more. (Page 3)",
        "- Nobody was told. (Page 4)",
        "Here:",
        "You said what you saw.",
        "This acts on the lesson of finding 1, Asking.",
        "In practice:",
        "Write down what was said, and by whom.",
        "What stood there: Read the minutes of the last meeting:",
        "- Not noted: Present: the head, the office, the class teacher.",
        "- Noted: Forms: none since May, see the tray.",
        "You were: Head of year.",
        "What you were asked before choosing:",
        "What would you need to hear to believe it?",
        f"You wrote: {WROTE}",
        "To lay beside it:",
        "The minutes said where to look.",
        "Here:",
        "You rang.",
    )
    at = 0
    for line in order:
        assert line in told[at:], line
        at = told.index(line, at)
    # Where a choice names no statements, nothing stands under the review's name.
    assert told.count("What the review found:") == 1
    pages = to_markdown(debrief), to_html(debrief)
    for page in pages:
        assert page.index("Nobody was told.") < page.index("You said what you saw.")


async def test_the_story_says_whose_eyes_these_are_and_asks_before_choosing() -> None:
    async with opened((80, 30), EVERYTHING) as (app, pilot):
        await start_playing(app, pilot)
        assert "Class teacher · Month 2" in rows(app).splitlines()[0]
        await act(app, pilot, "accept")
        assert "Head of year · Month 2" in rows(app).splitlines()[0]
        assert "You are now: Head of year" in rows(app)
        assert "0 · Write something first" in rows(app)
        await pilot.press("0")
        await settle(pilot)
        assert "What would you need to hear to believe it?" in rows(app)
        await pilot.press(*"Where", "escape")
        await settle(pilot)
        assert "0 ✓ What you wrote first" in rows(app)
        await act(app, pilot, "accept")
    assert [one.reason for one in Records.open().plays()[0].actions] == ["", "Where"]


async def test_what_is_asked_may_be_left_out() -> None:
    async with opened((80, 30), EVERYTHING) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "accept")
        await pilot.press("1")
        await settle(pilot)
        assert "What would you need to hear to believe it?" in rows(app)
        await pilot.press("T", "o", "escape")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("accept",)
        assert "0 ✓ What you wrote first" in rows(app)
        await pilot.press("0")
        await settle(pilot)
        await pilot.press("backspace", "backspace", "enter")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert playing(app).kept.play.ending == "shut"
    transcript, _ = in_lines(WAYS[0])
    assert "You are now: Head of year." in transcript
