from __future__ import annotations

import asyncio
import json
from pathlib import Path

from scr_sim.group.commands import Pause
from scr_sim.group.server.wall_routes import KEY_HEADER
from scr_sim.group.views import ConsoleView, WallView
from scr_sim.group.words import vote_names
from tests.group.server.rooms_at_work import RoomAtWork, room_at_work


def wall_key(room: RoomAtWork) -> dict[str, str]:
    return {KEY_HEADER: room.host.room.opened.wall_key}


def console_key(room: RoomAtWork) -> dict[str, str]:
    return {KEY_HEADER: room.host.room.opened.console_key}


async def test_a_wall_with_its_key_has_its_view(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        await room.join()
        answer = await room.get("/wall/view", headers=wall_key(room))
        view = WallView.model_validate_json(answer.text)
        assert view.code == room.host.room.opened.code
        assert view.address == room.address
        assert view.people == 1
        assert int(answer.headers["X-Room-Now"]) == room.clock.now()


async def test_a_wall_is_told_as_soon_as_there_is_something_new(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        first = await room.get("/wall/view", headers=wall_key(room))
        seen = WallView.model_validate_json(first.text).revision
        asking = asyncio.ensure_future(room.get(f"/wall/view?after={seen}", headers=wall_key(room)))
        await phone.vote(room.choices[0])
        later = WallView.model_validate_json((await asking).text)
        assert later.revision > seen
        assert later.voted == 1


async def test_what_the_wall_shows_does_not_tell_who_changes_their_vote(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone, other = await room.join(), await room.join()
        await room.go_to("vote")
        await phone.vote(room.choices[0])
        wall = room.desk.snapshots.view_for_wall()
        theirs = (await other.page()).text
        for choice in room.choices * 2:
            await phone.vote(choice)
        assert room.desk.snapshots.view_for_wall() == wall
        assert (await other.page()).text == theirs


async def test_without_its_key_a_wall_has_nothing(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        for headers in ({}, {KEY_HEADER: "wrong"}, {KEY_HEADER: "é"}, console_key(room)):
            for path in ("/wall/view", "/wall/now"):
                answer = await room.get(path, headers=headers)
                assert answer.status == 403
                assert room.host.room.opened.code not in answer.text


async def test_a_browser_opens_the_wall_by_a_form_and_keeps_the_key_in_a_cookie(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        assert "The wall’s key" in (await room.get("/wall")).words
        wrong = await room.post("/wall", {"key": "<i>wrong"})
        assert wrong.status == 403
        assert "not the wall’s key" in wrong.words
        assert "<i>" not in wrong.text
        opened = await room.post("/wall", {"key": room.host.room.opened.wall_key})
        cookie = opened.headers["Set-Cookie"]
        assert (opened.status, opened.headers["Location"]) == (303, "/wall")
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        headers = {"Cookie": cookie.split(";")[0]}
        page = await room.get("/wall", headers=headers)
        assert room.host.room.opened.code in page.words
        now = json.loads((await room.get("/wall/now", headers=headers)).text)
        assert "<svg" in now["html"]


async def test_guessing_keys_has_to_wait(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        statuses = [(await room.post("/wall", {"key": "x"})).status for _ in range(40)]
        assert statuses[0] == 403
        assert statuses[-1] == 429


async def test_the_wall_is_neutral_while_the_room_has_paused(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        await room.join()
        await room.go_to("briefing")
        title = room.desk.snapshots.view_for_wall().scene.title
        assert title in room.desk.snapshots.wall().html
        await room.host.submit(Pause())
        shown = room.desk.snapshots.wall().html
        assert "The room has paused" in shown
        assert title not in shown


async def test_the_console_has_its_view_and_its_commands_with_its_own_key(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        await room.join()
        for headers in ({}, wall_key(room)):
            assert (await room.get("/console", headers=headers)).status == 403
        answer = await room.get("/console", headers=console_key(room))
        view = ConsoleView.model_validate_json(answer.text)
        assert view.people == 1
        asked = {"command": "MoveOn", "seen": view.turn}
        moved = await room.ask("POST", "/console", json=asked, headers=console_key(room))
        assert moved.status == 200
        assert room.host.room.phase == "briefing"
        again = await room.ask("POST", "/console", json=asked, headers=console_key(room))
        assert again.status == 409


async def test_what_is_no_command_of_the_console_is_refused(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        await room.join()
        before = room.host.events
        for asked in (
            {},
            {"command": "Vote"},
            {"command": "Join", "token": "t", "words": "w", "agency": ""},
            {"command": "MoveOn"},
            {"command": "MoveOn", "seen": "1"},
            {"command": "Pause", "more": 1},
            {"command": ["Pause"]},
            ["Pause"],
            "Pause",
            None,
        ):
            answer = await room.ask("POST", "/console", json=asked, headers=console_key(room))
            assert answer.status == 400
        assert room.host.events == before


async def test_a_browsers_wall_tells_who_went_where_and_each_agencys_votes(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        school, police = list(room.host.exercise.agencies)[:2]
        people = [await room.join(agency) for agency in (school,) * 3 + (police,) * 3]
        first, second = 0, 1
        for change in (first, second):
            await room.go_to("vote")
            for phone in people[:3]:
                await phone.vote(room.choices[first])
            for phone in people[3:]:
                await phone.vote(room.choices[change])
            await room.go_to("sealed")
        await room.go_to("revealed")
        shown = (await room.get("/wall", headers=wall_key(room))).words
        names = list(vote_names(room.desk.snapshots.view_for_wall().choices).values())
        assert f"3 people: {names[first]} → {names[second]}" in shown
        agencies = room.host.exercise.agencies
        assert f"{agencies[school]} {names[first]}: 3" in shown
        assert f"{agencies[police]} {names[second]}: 3" in shown
