"""A story that answers back: costs, variants, a page, roles, a reason, on screen and in lines."""

from __future__ import annotations

import pytest

from scr_sim.debriefs import to_html, to_json, to_markdown
from scr_sim.services import Records
from tests.app_driver import (
    EVERYTHING,
    act,
    opened,
    playing,
    rows,
    settle,
    start_playing,
)
from tests.journeys.both_ways import WROTE, in_lines, on_screen

#: Each ending, by every kind of act: a page, costs met, each variant, nothing noted.
WAYS = (
    ("?minutes@threshold,form", "challenge", "?tray", "challenge"),
    ("?minutes@", "challenge", "?tray", "challenge"),
    ("?look", "accept", "escalate"),
    ("escalate",),
    ("?minutes@form,date", "accept", "accept"),
)


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
async def test_both_ways_of_playing_come_to_the_same_debrief(way: tuple[str, ...]) -> None:
    transcript, debrief = in_lines(EVERYTHING, way)
    assert await on_screen(EVERYTHING, way) == debrief
    assert debrief.finished
    for told in (to_markdown(debrief), to_html(debrief), to_json(debrief), transcript):
        for view in debrief.decisions:
            assert view.label in told


def test_a_debrief_tells_what_is_the_reviews_the_storys_and_ours_apart() -> None:
    transcript, debrief = in_lines(EVERYTHING, WAYS[0])
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
    transcript, _ = in_lines(EVERYTHING, WAYS[0])
    assert "You are now: Head of year." in transcript
