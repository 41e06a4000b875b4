"""Playing on the screen: choices, enquiries, citing, locks, going back, reasons, pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.message_pump import MessagePump
from textual.screen import Screen

from scr_sim.services import Records
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.cite import CiteScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.home import HomeScreen
from scr_sim.tui.screens.pause import PauseScreen
from scr_sim.tui.screens.play import PlayScreen
from scr_sim.tui.screens.reasons import ReasonsScreen
from scr_sim.tui.widgets.choices import Actions
from tests.app_driver import (
    FILES,
    SMALL,
    act,
    opened,
    playing,
    read_on,
    rows,
    same_as_golden,
    settle,
    start_playing,
    told,
)


async def test_an_action_is_kept_before_its_outcome_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        kept_when_told: list[int] = []
        tell = screen.story.tell

        def telling(beats: list[object], gentle: bool) -> None:
            kept_when_told.append(len(Records.open().plays()[0].actions))
            tell(beats, gentle)  # type: ignore[arg-type]

        monkeypatch.setattr(screen.story, "tell", telling)
        await act(app, pilot, "?ring-office")
        await pilot.press("1")
        await settle(pilot)
        assert kept_when_told == [1, 2]


async def test_a_locked_choice_says_why_and_opens() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        assert "not yet" in rows(app)
        assert "You have nothing to show yet." in rows(app)
        await pilot.press("3")
        await settle(pilot)
        assert screen.kept.play.actions_taken == ()
        await act(app, pilot, "?ring-office")
        assert "not yet" not in rows(app)
        await act(app, pilot, "tell-head")
        assert screen.kept.play.ending == "found"


async def test_the_limit_of_enquiries_is_told() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        assert "time for one" in rows(app)
        await act(app, pilot, "?ring-office")
        assert "no time for more" in rows(app)
        assert "✓ Ring the office" in rows(app)
        await pilot.press("b")
        await settle(pilot)
        assert "There is no time left for this here." in rows(app)
        assert screen.kept.play.actions_taken == ("?ring-office",)


async def test_citing_picks_from_the_notebook_and_can_be_thought_over() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        await act(app, pilot, "?ring-office")
        await pilot.press("2")
        await settle(pilot)
        assert isinstance(app.screen, CiteScreen)
        assert "Which note does not fit?" in rows(app)
        await pilot.press("space", "escape")
        await settle(pilot)
        assert list(screen.kept.play.actions_taken) == ["?ring-office"]
        await act(app, pilot, "show-tray@tray-empty")
        assert screen.kept.play.steps[0].convincing is True
        assert screen.kept.play.actions_taken[-1] == "show-tray@tray-empty"


async def test_no_more_notes_are_marked_than_may_be_shown() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("enter", "end", "enter")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("show-tray@says-sent",)


async def test_going_back_keeps_both_plays() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "accept-account")
        await pilot.press("u")
        await settle(pilot)
        await read_on(app, pilot)
        assert playing(app).kept.play.actions_taken == ()
        await act(app, pilot, "show-tray@")
        kept = Records.open().plays()
        assert sorted([action.word for action in record.actions] for record in kept) == [
            ["accept-account"],
            ["show-tray@"],
        ]


async def test_choosing_again_from_the_debrief_keeps_both_and_compares() -> None:
    async with opened((100, 40), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("accept-account", "accept"):
            await act(app, pilot, action)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("down", "b")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("accept-account",)
        await act(app, pilot, "challenge")
        assert playing(app).kept.play.ending == "found"
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        told = " ".join(rows(app).split())
        assert "Let it go" in told
        assert "Ring the parent" in told
        assert sorted(record.ending or "" for record in Records.open().plays()) == ["found", "shut"]


async def test_reasons_and_confidence_are_asked_when_wanted_and_remembered() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("r", "k")
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert isinstance(app.screen, ReasonsScreen)
        await pilot.press(*"it fits [/]", "enter", "down", "down", "enter")
        await settle(pilot)
        await read_on(app, pilot)
        action = Records.open().plays()[0].actions[0]
        assert (action.reason, action.confidence) == ("it fits [/]", 60)
    assert Records.open().settings.reasons
    assert Records.open().settings.confidence


async def test_reasons_can_be_left_out_and_the_choice_thought_over() -> None:
    records = Records.open()
    records.settings.reasons = True
    async with opened((80, 24), SMALL, records=records) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ()
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("accept-account",)


async def test_pause_clears_the_screen_and_loses_nothing() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("p")
        await settle(pilot)
        assert isinstance(app.screen, PauseScreen)
        assert "Sent it" not in rows(app)
        assert "At the gate" not in rows(app)
        await pilot.press("question_mark")
        await settle(pilot)
        assert "999" in rows(app)
        await pilot.press("escape")
        await settle(pilot)
        assert "At the gate" in rows(app)


async def test_gentler_wording_is_offered_and_remembered() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        assert "Gentler wording" in rows(app)
        await pilot.press("g")
        await start_playing(app, pilot)
        await act(app, pilot, "accept-account")
        assert "The form is missing." in rows(app)
        assert "The form is still missing." not in rows(app)
        await pilot.press("g")
        await settle(pilot)
        assert "The form is still missing." in rows(app)


async def test_leaving_goes_home_and_home_offers_to_go_on() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "accept-account")
        await pilot.press("q")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "Go on" in rows(app)
        await pilot.press("home", "enter")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("accept-account",)


async def test_the_mouse_is_enough() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        at = next(y for y, row in enumerate(rows(app).splitlines()) if "Ring the office" in row)
        await pilot.click(offset=(10, at))
        await settle(pilot)
        assert screen.kept.play.actions_taken == ("?ring-office",)
        at = next(y for y, row in enumerate(rows(app).splitlines()) if "Thank the parent" in row)
        await pilot.click(offset=(20, at))
        await settle(pilot)
        while screen.reading:
            at = next(y for y, row in enumerate(rows(app).splitlines()) if "❯ Go on" in row)
            await pilot.click(Actions, offset=(5, 1))
            await settle(pilot)
        assert screen.kept.play.scene == "desk"


def shown(app: SimApp) -> type[Screen[Any]]:
    return type(app.screen)


async def test_the_end_leads_to_the_debrief_and_back_home() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("accept-account", "accept"):
            await act(app, pilot, action)
        assert shown(app) is PlayScreen
        await pilot.press("enter")
        await settle(pilot)
        assert shown(app) is DebriefScreen
        await pilot.press("escape")
        await settle(pilot)
        assert shown(app) is HomeScreen


async def test_without_colour_the_marked_row_is_underlined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await pilot.press("down")
        underlined = {
            text.strip()
            for strip in app.screen._compositor.render_strips()
            for text, style, _ in strip
            if style is not None and style.underline
        }
        assert "· Ring the office" in underlined
        assert "Thank the parent and wait" not in underlined
        await pilot.press("end")
        await settle(pilot)


async def test_passages_that_never_end_are_told_and_the_play_goes_on() -> None:
    async with opened((80, 24), str(FILES / "endless.yaml")) as (app, pilot):
        screen = await start_playing(app, pilot)
        await pilot.press("2")
        await settle(pilot)
        assert "into one another for ever" in told(app)
        assert screen.kept.play.actions_taken == ()
        await act(app, pilot, "out")
        assert screen.kept.play.ending == "done"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (140, 40)])
async def test_half_the_height_is_left_for_what_is_read(size: tuple[int, int]) -> None:
    async with opened(size, "headlice-account") as (app, pilot):
        screen = await start_playing(app, pilot)
        assert screen.actions.outer_size.height <= screen.table.size.height // 2
        assert screen.story.size.height + 2 >= screen.table.size.height // 2
        assert "a · Look back through your own file" in rows(app)


async def test_a_key_shows_the_whole_scene_again_and_going_on_brings_the_choices() -> None:
    async with opened((80, 24), "headlice-account") as (app, pilot):
        screen = await start_playing(app, pilot)
        assert "The medical room" not in rows(app)
        await pilot.press("s")
        await settle(pilot)
        assert "▌ The medical room" in rows(app)
        assert "She sees the letter" in rows(app)
        assert screen.reading
        await pilot.press("1")
        await settle(pilot)
        assert screen.kept.play.actions_taken == ()
        await read_on(app, pilot)
        assert "Look into" in rows(app)


async def test_a_scene_that_has_room_beside_its_choices_is_shown_with_them() -> None:
    async with opened((140, 40), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        await pilot.press("s")
        await settle(pilot)
        assert not screen.reading
        assert "At the gate" in rows(app)
        assert "Look into" in rows(app)


async def test_the_whole_scene_is_told_with_what_came_of_looking() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "?ring-office")
        await pilot.press("s")
        await settle(pilot)
        assert "▌ At the gate" in rows(app)
        assert "You looked into it" in rows(app)


async def test_what_is_offered_is_the_same_however_soon_a_frame_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A frame that is drawn before a beat has its place tells nothing about its height."""
    later = PlayScreen._invoke_later

    def and_draw(screen: PlayScreen, callback: Callable[[], None], sender: MessagePump) -> None:
        later(screen, callback, sender)
        screen._on_timer_update()

    monkeypatch.setattr(PlayScreen, "_invoke_later", and_draw)
    async with opened((60, 20), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "?ring-office")
        same_as_golden("play-enquired@60x20", rows(app), renew=False)


@pytest.mark.parametrize("card", ["", "n", "question_mark"])
async def test_control_c_ends_as_control_q_does_and_what_was_played_is_kept(card: str) -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        await act(app, pilot, "accept-account")
        if card:
            await pilot.press(card)
            await settle(pilot)
        await pilot.press("ctrl+c")
        for _ in range(20):
            await pilot.pause()
        assert told(app) == ""
        assert app.return_code is not None
    (play,) = Records.open().plays()
    assert play.decisions == 1
