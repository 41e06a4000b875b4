"""The trainer's console: a whole exercise by its keys, and nothing that it must not show."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.group import commands as asked
from scr_sim.group.view_builder import view_for_console
from scr_sim.tui.group.cards import HandsScreen, LineScreen, PickScreen
from scr_sim.tui.group.console import ConsoleScreen
from scr_sim.tui.presenters.console_view import head
from tests.app_driver import rows, same_as_golden, settle, told, type_at_once
from tests.group.rooms import Table
from tests.group.small_room import small_room
from tests.tui.consoles import TableApp, at_console, press, says, type_in

SIZES = ((60, 20), (80, 24), (100, 30), (140, 40))


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-goldens"))


def phase(app: TableApp) -> str:
    return app.host.table.room.phase


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_a_trainer_sees(size: tuple[int, int], renew: bool, tmp_path: Path) -> None:
    name = f"{size[0]}x{size[1]}"
    async with at_console(tmp_path, size, people=6) as (app, pilot, host):
        for shown in ("lobby", "briefing", "vote"):
            assert phase(app) == shown
            same_as_golden(f"console-{shown}@{name}", rows(app), renew=renew)
            await press(pilot, "space")
        host.let_time_pass(5_000)
        await settle(pilot)
        same_as_golden(f"console-sealed@{name}", rows(app), renew=renew)
        await press(pilot, "space")
        same_as_golden(f"console-evidence@{name}", rows(app), renew=renew)


async def test_a_whole_exercise_by_hands_ends_with_a_report(tmp_path: Path) -> None:
    async with at_console(tmp_path, scenario=small_room()) as (app, pilot, host):
        for _ in range(200):
            if phase(app) == "ended":
                break
            match phase(app):
                case "vote" if app.desk.view.closes_at is None:
                    await press(pilot, "c")
                    assert isinstance(app.screen, HandsScreen)
                    open_ = [not one.locked for one in app.desk.view.choices]
                    await type_in(pilot, f"{open_.index(True) + 1}:3 u2")
                    await press(pilot, "space")
                case "vote":
                    host.let_time_pass(5_000)
                    await settle(pilot)
                case "evidence" if any(one.state != "voiced" for one in host.view().holding):
                    left = [one.state != "voiced" for one in host.view().holding].index(True)
                    app.desk.evidence.focus()
                    app.desk.evidence.highlighted = left
                    before = host.table.room.revision
                    await press(pilot, "enter")
                    if host.table.room.revision == before:
                        await press(pilot, "space")
                case "revealed" if app.desk.view.between:
                    await press(pilot, "d")
                    for _ in range(8):
                        if isinstance(app.screen, ConsoleScreen):
                            break
                        if isinstance(app.screen, LineScreen):
                            await type_in(pilot, "time")
                        elif isinstance(app.screen, PickScreen):
                            await press(pilot, "enter")
                        else:
                            await press(pilot, "s")  # shows nothing, and says it all the same
                case _:
                    await press(pilot, "space")
        assert phase(app) == "ended"
        assert any(held.hands for ruling in host.table.room.rulings for held in ruling.rounds)
        await press(pilot, "s")
        assert any("The report and its tables are in" in one.message for one in app._notifications)
        report = (tmp_path / "record" / "report.html").read_text(encoding="utf-8")
        assert "marked “by hand”" in report


async def test_before_the_reveal_nothing_shows_how_anybody_voted(tmp_path: Path) -> None:
    seen = []
    for choice in (0, 1):
        async with at_console(tmp_path / str(choice), (100, 30), people=3) as (app, pilot, host):
            await press(pilot, "space", "space")
            vote = host.table.room.vote
            assert vote is not None
            name = host.table.exercise.open_choices(host.table.room)[choice]
            for token in list(host.table.room.tokens)[:2]:
                host.do(asked.Vote(token=token, place=vote.place, key=token, choice=name))
            await settle(pilot)
            assert says(app, "2 of 3 people have voted.")
            assert says(app, "Still to vote:")
            seen.append(rows(app))
    assert seen[0] == seen[1]


async def test_only_the_keys_that_make_sense_are_there(tmp_path: Path) -> None:
    async with at_console(tmp_path, (140, 40)) as (app, pilot, host):

        def keys() -> set[str]:
            return {one.binding.action for one in app.screen.active_bindings.values()}

        assert {"next", "pause", "door", "finish"} <= keys()
        assert not {"hands", "decide", "vote_again", "reveal", "void", "timer"} & keys()
        await press(pilot, "space", "space")
        assert {"next", "hands", "reveal", "void"} <= keys()
        await press(pilot, "space")
        assert "next" not in keys()  # it is closing
        host.let_time_pass(5_000)
        await settle(pilot)
        assert "next" in keys()
        await press(pilot, "p")
        assert says(app, "The room is paused")
        assert says(app, "Go on after the pause")
        assert "hands" not in keys()
        await press(pilot, "p")
        assert not host.table.room.paused


async def test_hands_are_understood_while_typed_and_refused_with_one_sentence(
    tmp_path: Path,
) -> None:
    async with at_console(tmp_path, (100, 30)) as (app, pilot, host):
        await press(pilot, "space", "space", "c")
        await press(pilot, *"1:7")
        assert says(app, "7 hands: ")
        await press(pilot, "space", "9", ":", "4")
        assert says(app, "there is no choice 9")
        await press(pilot, "enter")
        assert isinstance(app.screen, HandsScreen)
        vote = host.table.room.vote
        assert vote is not None
        assert not vote.hands
        await press(pilot, *["backspace"] * 3, *"u2", "enter")
        vote = host.table.room.vote
        assert vote is not None
        assert sum(vote.hands.values()) == 9
        assert "Counted 9 hands. 1 ○ Accept 7" in told(app)


async def test_hands_that_were_not_taken_are_there_again_until_the_next_vote(
    tmp_path: Path,
) -> None:
    async with at_console(tmp_path, (100, 30)) as (app, pilot, _):
        await press(pilot, "space", "space", "c")
        await press(pilot, *"1:7", "escape", "c")
        assert says(app, "7 hands: ")
        await press(pilot, "escape", "x")
        await type_in(pilot, "Misheard")
        await press(pilot, "c")
        assert not says(app, "7 hands")


async def test_setting_a_vote_aside_needs_a_reason(tmp_path: Path) -> None:
    async with at_console(tmp_path) as (app, pilot, host):
        await press(pilot, "space", "space", "x", "enter")
        assert says(app, "A reason is needed")
        await type_in(pilot, "fire alarm")
        assert host.table.room.rounds[0].voided == "fire alarm"
        assert phase(app) == "vote"


async def test_a_pause_that_is_wanted_is_noticed(tmp_path: Path) -> None:
    async with at_console(tmp_path, people=2) as (app, pilot, host):
        host.do(asked.WantPause(token=next(iter(host.table.room.tokens))))
        await settle(pilot)
        assert says(app, "◐ Somebody asked for a pause. p pauses the room.")


async def test_a_tie_is_decided_by_the_trainer_with_a_reason(tmp_path: Path) -> None:
    async with at_console(tmp_path, (100, 30)) as (app, pilot, host):
        await press(pilot, "space", "space", "c")
        await type_in(pilot, "1:3 2:3")
        await press(pilot, "r", "space")
        assert host.table.room.between
        assert says(app, "The rule gives no choice.")
        await press(pilot, "space")
        assert phase(app) == "revealed"  # a tie never moves the room
        await press(pilot, "d", "enter")
        while not isinstance(app.screen, LineScreen):
            await press(pilot, "s")
        await press(pilot, "enter")
        assert says(app, "A reason is needed")
        await type_in(pilot, "it cannot wait")
        ruling = host.table.room.ruling
        assert ruling is not None
        assert (ruling.by, ruling.because) == ("trainer", "it cannot wait")


async def test_the_console_turns_the_walls_pages(tmp_path: Path) -> None:
    async with at_console(tmp_path, (100, 30)) as (app, pilot, host):
        await press(pilot, "space")
        await press(pilot, "right_square_bracket")
        assert host.wall().page == 1
        assert "The wall shows page 2 of" in told(app)
        await press(pilot, *["left_square_bracket"] * 3)
        assert host.wall().page == 0
        await press(pilot, "right_square_bracket", "space")
        assert host.wall().page == 0  # the room has gone on


async def test_the_walls_key_is_shown_only_when_it_is_asked_for(tmp_path: Path) -> None:
    async with at_console(tmp_path, (100, 30)) as (app, pilot, _):
        assert not says(app, "the-wall-key")
        await press(pilot, "k")
        assert says(app, "the-wall-key")
        await press(pilot, "k")
        assert not says(app, "the-wall-key")


@pytest.mark.parametrize(("key", "after"), [("f", "ended"), ("q", "vote")])
async def test_ending_and_stopping_ask_once(key: str, after: str, tmp_path: Path) -> None:
    async with at_console(tmp_path) as (app, pilot, host):
        await press(pilot, "space", "space", key)
        assert isinstance(app.screen, PickScreen)
        await press(pilot, "enter")  # the safe side comes first
        assert phase(app) == "vote"
        assert app.is_running
        await press(pilot, key, "down")
        await pilot.press("enter")
        await pilot.pause()
        assert host.table.room.phase == after


async def test_the_rooms_actions_are_written_one_by_one(tmp_path: Path) -> None:
    async with at_console(tmp_path) as (app, pilot, host):
        await press(pilot, "f", "down", "enter")
        for text in ("ask the child", "read it"):
            await press(pilot, "m", "enter")
            await type_in(pilot, text)
        assert dict(host.table.room.pledges) == {0: "ask the child", 1: "read it"}
        assert says(app, "2. read it")


async def test_keys_pressed_too_fast_do_one_thing(tmp_path: Path) -> None:
    async with at_console(tmp_path) as (app, pilot, _):
        type_at_once(app, "space", "space", "space")
        await settle(pilot)
        assert phase(app) == "briefing"


async def test_no_size_breaks_the_console(tmp_path: Path) -> None:
    async with at_console(tmp_path, people=3) as (app, pilot, _):
        for size in ((1, 1), (20, 6), (40, 12), (200, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await press(pilot, "space")
        assert app.is_running


async def test_records_that_no_longer_follow_are_said(tmp_path: Path) -> None:
    async with at_console(tmp_path) as (app, pilot, host):
        assert not says(app, "no longer be kept")
        host.trouble = "The room’s play can no longer be kept among your records (it is full)."
        await press(pilot, "space")
        assert says(app, "no longer be kept among your records (it is full)")


async def test_one_key_asks_for_what_the_line_says_comes_next(tmp_path: Path) -> None:
    async with at_console(tmp_path, people=2) as (app, pilot, host):
        while phase(app) != "evidence":
            if phase(app) == "vote" and app.desk.view.closes_at is not None:
                host.let_time_pass(5_000)
                await settle(pilot)
            else:
                await press(pilot, "space")
        said = app.desk.view.suggestion
        await press(pilot, "e")
        asked_for = [one for one in app.desk.view.holding if one.state == "asked"]
        assert [f"Ask: {one.agency}, “{one.label}”" for one in asked_for] == [said]
        assert app.desk.view.suggestion.startswith("Mark what was read out")
        await press(pilot, "e")
        assert [one.label for one in app.desk.view.holding if one.state == "voiced"] == [
            asked_for[0].label
        ]


def test_an_address_that_no_phone_can_reach_is_said_to_be_one() -> None:
    table = Table()
    alone = view_for_console(table.exercise, table.room, address="http://127.0.0.1:8000")
    assert "--lan lets phones in" in head(alone).plain
    reached = view_for_console(table.exercise, table.room, address="http://192.168.1.7:8000")
    assert "--lan" not in head(reached).plain


async def test_stopping_early_offers_the_debrief(tmp_path: Path) -> None:
    async with at_console(tmp_path, scenario=small_room()) as (app, pilot, host):
        await press(pilot, "f")
        assert not says(app, "Go to the debrief")
        await press(pilot, "escape")
        host.table.join(2)
        while phase(app) != "decided":
            if phase(app) == "vote" and app.desk.view.closes_at is None:
                for person in (1, 2):
                    host.table.vote(person, "escalate")
            if phase(app) == "vote" and app.desk.view.closes_at is not None:
                host.let_time_pass(5_000)
                await settle(pilot)
            else:
                await press(pilot, "space")
        await press(pilot, "f")
        assert says(app, "Go to the debrief")
        await press(pilot, "down", "enter")
        assert phase(app) == "closing"
