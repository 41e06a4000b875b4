"""Two windows on one play: the second to act chooses where to go on, and nothing is lost."""

from __future__ import annotations

from textual.pilot import Pilot

from scr_sim import load
from scr_sim.services import Records, Session
from scr_sim.tui.app import SimApp
from scr_sim.tui.screens.answers import WritingScreen
from scr_sim.tui.screens.debrief import DebriefScreen
from scr_sim.tui.screens.play import PlayScreen
from scr_sim.tui.screens.play_moved_on import MovedOnScreen
from tests.app_driver import SMALL, act, opened, playing, read_on, rows, settle, start_playing


async def begun(app: SimApp, pilot: Pilot[int]) -> Session:
    """Start a play in the app, and return it as another window has it."""
    screen = await start_playing(app, pilot)
    return Records.open().resume(screen.kept.id, load(SMALL)).session


async def too_late(app: SimApp, pilot: Pilot[int], key: str = "1") -> None:
    await pilot.press(key)
    await settle(pilot)
    assert isinstance(app.screen, MovedOnScreen)


async def test_going_on_from_where_the_other_window_is() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        other = await begun(app, pilot)
        other.take("?ring-office")
        await too_late(app, pilot)
        assert "This play has moved on in another window." in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ("?ring-office",)
        assert "✓ Ring the office" in rows(app)
        await act(app, pilot, "tell-head")
        assert len(Records.open().plays()) == 1


async def test_going_on_as_a_play_of_its_own_takes_the_choice_with_its_reasons() -> None:
    records = Records.open()
    records.settings.reasons = True
    async with opened((80, 24), SMALL, records=records) as (app, pilot):
        other = await begun(app, pilot)
        other.take("?ring-office")
        await pilot.press("1", *"it fits", "enter")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        kept = playing(app).kept
        assert kept.play.actions_taken == ("accept-account",)
        record = Records.open().record(kept.id)
        assert record.actions[0].reason == "it fits"
        assert record.forked_from == other.id
        assert [a.word for a in Records.open().record(other.id).actions] == ["?ring-office"]


async def test_reasons_are_not_lost_by_going_on_from_there() -> None:
    records = Records.open()
    records.settings.reasons = True
    async with opened((80, 24), SMALL, records=records) as (app, pilot):
        other = await begun(app, pilot)
        other.take("?ring-office")
        await pilot.press("1", *"it fits", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert playing(app).kept.id == other.id
        reasons = {a.reason for record in Records.open().plays() for a in record.actions}
        assert "it fits" in reasons


async def test_thinking_again_takes_nothing() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        other = await begun(app, pilot)
        other.take("accept-account")
        await too_late(app, pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert playing(app).kept.play.actions_taken == ()
        assert len(Records.open().plays()) == 1


async def test_a_play_that_ended_in_the_other_window_leads_to_its_debrief() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        other = await begun(app, pilot)
        other.take("accept-account")
        other.take("accept")
        await too_late(app, pilot)
        assert "This play has ended in another window." in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert "Nobody looked" in rows(app)


async def test_a_play_that_was_deleted_in_the_other_window_can_be_kept_anew() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        other = await begun(app, pilot)
        await act(app, pilot, "?ring-office")
        Records.open().delete(other.id)
        await pilot.press("u")
        await settle(pilot)
        assert "This play was deleted in another window." in rows(app)
        await pilot.press("enter")
        await settle(pilot)
        await act(app, pilot, "tell-head")
        (record,) = Records.open().plays()
        assert record.id != other.id
        assert [a.word for a in record.actions] == ["?ring-office", "tell-head"]


async def test_two_apps_hold_one_play() -> None:
    async with opened((80, 24), SMALL) as (one, first):
        screen = await start_playing(one, first)
        async with opened((80, 24), go_on=screen.kept.id) as (two, second):
            await read_on(two, second)
            await act(two, second, "accept-account")
            await second.press("q")
        await too_late(one, first)
        await first.press("enter")
        await settle(first)
        assert isinstance(one.screen, PlayScreen)
        assert playing(one).kept.play.scene == "desk"


async def test_answers_of_both_windows_are_kept_and_shown() -> None:
    async with opened((100, 40), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("accept-account", "accept"):
            await act(app, pilot, action)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        assert isinstance(app.screen, WritingScreen)
        records = Records.open()
        play = records.plays()[0].id
        from scr_sim.debriefs import Reflection

        records.reflect(play, Reflection(None, 0, "theirs"), "")
        await pilot.press(*"mine", "escape")
        await settle(pilot)
        (kept,) = Records.open().reflections(play)
        assert kept.text == "theirs\n\nmine"


async def test_answers_to_a_play_that_was_deleted_are_kept_in_one_of_its_own() -> None:
    async with opened((100, 40), SMALL) as (app, pilot):
        await start_playing(app, pilot)
        for action in ("accept-account", "accept"):
            await act(app, pilot, action)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("e")
        await settle(pilot)
        records = Records.open()
        records.delete(records.plays()[0].id)
        await pilot.press(*"mine", "escape")
        await settle(pilot)
        (record,) = records.plays()
        assert [answer.text for answer in records.reflections(record.id)] == ["mine"]
        assert record.ending == "shut"
