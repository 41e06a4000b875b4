from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.group.commands import MoveDoor
from scr_sim.group.shared_types import Joining, Recording
from tests.group.server.rooms_at_work import RoomAtWork, room_at_work, story

AGENCIES = story().agencies or {}
FIRST, SECOND = list(AGENCIES)[:2]


def code(room: RoomAtWork) -> str:
    return room.host.room.opened.code


async def test_a_phone_comes_to_its_seat_by_the_letters_and_an_agency(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        start = await room.get("/")
        assert "The four letters on the wall" in start.words
        step = await room.post("/join", {"code": f" {code(room).lower()} "})
        assert step.status == 200
        assert "Speak for" in step.words
        assert all(name in step.words for name in AGENCIES.values())
        phone = await room.join(SECOND)
        page = await phone.page()
        assert AGENCIES[SECOND] in page.words
        words = room.host.room.seats[phone.person].words
        assert f"Your two words are {words}" in page.words


async def test_an_address_with_the_letters_goes_straight_to_the_agencies(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        page = await room.get(f"/?code={code(room)}")
        assert AGENCIES[FIRST] in page.words
        wrong = await room.get("/?code=DDDDD")
        assert wrong.status == 403
        assert AGENCIES[FIRST] not in wrong.words


@pytest.mark.parametrize("recording", ["anonymous", "pseudonym", "named"])
async def test_what_is_recorded_is_said_before_joining(
    tmp_path: Path, recording: Recording
) -> None:
    async with room_at_work(tmp_path, recording=recording) as room:
        page = await room.post("/join", {"code": code(room)})
        assert ('name="name"' in page.text) == (recording != "anonymous")
        data = {"code": code(room), "agency": FIRST}
        if recording != "anonymous":
            refused = await room.post("/join", data)
            assert refused.status == 400
            assert not room.host.room.seats
            data["name"] = "Sam"
        joined = await room.post("/join", data)
        assert joined.status == 303
        kept = room.host.room.seats[next(iter(room.host.room.seats))].name
        assert kept == ("" if recording == "anonymous" else "Sam")
        mine = await room.get(joined.headers["Location"])
        said = room.desk.snapshots.view_for_phone(
            next(iter(room.host.room.tokens))
        ).recording_in_words
        assert said in page.words
        assert said in mine.words


@pytest.mark.parametrize("joining", ["balance", "free", "another"])
async def test_every_way_of_joining_gives_an_agency(tmp_path: Path, joining: Joining) -> None:
    async with room_at_work(tmp_path, joining=joining) as room:
        for _ in AGENCIES:
            chosen = "" if joining == "balance" else SECOND
            data = {"code": code(room), "agency": chosen, "own_agency": FIRST}
            assert (await room.post("/join", data)).status == 303
        given = [seat.agency for seat in room.host.room.seats.values()]
        assert set(given) == (set(AGENCIES) if joining == "balance" else {SECOND})


async def test_somebody_who_is_to_speak_for_another_agency_does_not_take_their_own(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path, joining="another") as room:
        data = {"code": code(room), "agency": FIRST, "own_agency": FIRST}
        refused = await room.post("/join", data)
        assert refused.status == 400
        assert "Speak for another agency" in refused.words
        assert not room.host.room.seats


async def test_an_agency_that_is_not_there_is_refused(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        data = {"code": code(room), "agency": "<b>nobody</b>"}
        refused = await room.post("/join", data)
        assert refused.status in {400, 404}
        assert "<b>nobody" not in refused.text
        assert not room.host.room.seats


async def test_a_form_that_is_sent_twice_takes_one_seat(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        step = await room.post("/join", {"code": code(room)})
        seat = step.text.split('name="seat" value="')[1].split('"')[0]
        data = {"code": code(room), "agency": FIRST, "seat": seat}
        first = await room.post("/join", data)
        again = await room.post("/join", data)
        assert first.headers["Location"] == again.headers["Location"]
        assert len(room.host.room.seats) == 1


async def test_nobody_chooses_what_they_are_known_by(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        data = {"code": code(room), "agency": FIRST, "seat": "guessable"}
        joined = await room.post("/join", data)
        assert "guessable" not in joined.headers["Location"]


async def test_a_phone_remembers_its_seat_in_a_cookie_that_scripts_cannot_read(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        joined = await room.post("/join", {"code": code(room), "agency": FIRST})
        cookie = joined.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        name, token = cookie.split(";")[0].split("=", 1)
        back = await room.get("/", cookies={name: token})
        assert (back.status, back.headers["Location"]) == (303, f"/p/{token}")
        stale = await room.get("/", cookies={name: "of-another-day"})
        assert stale.status == 200


async def test_a_closed_door_is_told_and_those_inside_stay(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        inside = await room.join()
        await room.host.submit(MoveDoor(open=False))
        refused = await room.post("/join", {"code": code(room), "agency": FIRST})
        assert refused.status in {403, 409}
        assert "takes nobody in" in refused.words
        assert (await inside.page()).status == 200
        await room.host.submit(MoveDoor(open=True))
        assert (await room.post("/join", {"code": code(room), "agency": FIRST})).status == 303


async def test_guessing_letters_soon_has_to_wait_and_typing_them_wrong_does_not(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        statuses = [(await room.post("/join", {"code": "DDDD"})).status for _ in range(70)]
        assert statuses[:40] == [403] * 40
        assert statuses[-1] == 429
        assert "wait" in (await room.post("/join", {"code": code(room)})).words


async def test_two_words_bring_somebody_back_on_another_phone(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone, _ = await room.join(), await room.join()
        await room.go_to("vote")
        choice = room.choices[0]
        await phone.vote(choice)
        words = room.host.room.seats[phone.person].words
        typed = words.upper().replace(" ", " - ")
        back = await room.post("/return", {"code": code(room), "words": typed})
        assert back.status == 303
        newer = await room.get(back.headers["Location"])
        assert "Your vote is in" in newer.words
        older = await phone.page()
        assert older.status == 410
        assert "another phone" in older.words
        assert (await phone.vote(choice, script=True)).status == 410
        assert len(room.host.room.seats) == 2


async def test_words_that_nobody_has_are_told_and_cannot_be_guessed_without_end(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        await room.join()
        data = {"code": code(room), "words": "apple <i>apple"}
        first = await room.post("/return", data)
        assert first.status == 403
        assert "Nobody here has these two words" in first.words
        assert "<i>" not in first.text
        statuses = [(await room.post("/return", data)).status for _ in range(20)]
        assert statuses[-1] == 429


async def test_coming_back_needs_the_letters_as_well(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        words = room.host.room.seats[phone.person].words
        refused = await room.post("/return", {"code": "DDDD", "words": words})
        assert refused.status == 403
        assert (await phone.page()).status == 200
