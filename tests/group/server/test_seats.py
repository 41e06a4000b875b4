from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from scr_sim.group.commands import GoOn, Pause
from scr_sim.group.events import CameLate
from scr_sim.group.server.log_file import read_log
from tests.group.server.rooms_at_work import Phone, RoomAtWork, placed, room_at_work


def ballot(room: RoomAtWork, phone: Phone) -> str | None:
    vote = room.host.room.vote
    assert vote is not None
    return vote.ballots[phone.person].choice


async def test_a_tap_is_kept_and_can_be_changed_until_the_close(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        first, second = room.choices[:2]
        assert "You have not voted yet" in (await phone.page()).words
        assert (await phone.vote(first)).status == 200
        assert ballot(room, phone) == first
        assert (await phone.vote(second)).status == 200
        assert ballot(room, phone) == second
        page = await phone.page()
        pressed = [part for part in page.text.split("<button ") if 'aria-pressed="true"' in part]
        assert [f'value="{second}"' in part for part in pressed] == [True]
        assert (await phone.vote("")).status == 200
        assert ballot(room, phone) is None


async def test_a_page_without_script_is_led_back_to_itself(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        answer = await phone.vote(room.choices[0], script=False)
        assert (answer.status, answer.headers["Location"]) == (303, phone.base)
        assert "Your vote is in" in (await phone.page()).words


async def test_a_tap_that_is_sent_again_counts_once(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        first, second = room.choices[:2]
        await phone.vote(first, key="one")
        await phone.vote(second, key="two")
        before = room.host.events
        again = await phone.vote(first, key="one")
        assert json.loads(again.text)["outcome"] == "same"
        assert ballot(room, phone) == second
        assert room.host.events == before


async def test_a_hundred_posts_after_the_close_are_refused_and_change_nothing(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        phones = [await room.join() for _ in range(10)]
        await room.go_to("vote")
        place, choices = room.place, room.choices
        for phone in phones[:5]:
            await phone.vote(choices[0])
        await room.go_to("sealed")
        vote = room.host.room.vote
        assert vote is not None
        posts = [
            phone.vote(choices[number % len(choices)], place=place, script=bool(number % 2))
            for number in range(10)
            for phone in phones
        ]
        answers = await asyncio.gather(*posts)
        assert [answer.status for answer in answers] == [409] * 100
        told = "after the close and was not counted"
        assert [one.words.count(told) for one in answers] == [1] * 100
        after = room.host.room.vote
        assert after is not None
        assert after.ballots == vote.ballots
        late = [event for event in room.host.events if isinstance(event, CameLate)]
        assert {event.person for event in late} == {phone.person for phone in phones}


async def test_a_vote_within_the_grace_still_counts(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        await room.trainer_moves_on()
        assert room.host.room.closes_at is not None
        assert (await phone.vote(room.choices[0])).status == 200
        await room.time_of_grace_goes_by()
        assert ballot(room, phone) == room.choices[0]


async def test_a_vote_of_another_round_is_refused(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        place = room.place
        choice = room.choices[0]
        other = place.model_copy(update={"step": place.step + 1})
        answer = await phone.vote(choice, place=other)
        assert answer.status == 409
        assert json.loads(answer.text)["said"]
        vote = room.host.room.vote
        assert vote is not None
        assert not vote.ballots


@pytest.mark.parametrize(
    ("what", "data", "status"),
    [
        ("vote", {}, 400),
        ("vote", {"choice": "x"}, 400),
        ("vote", {"choice": "x", "scene": "s", "step": "one", "round": "1"}, 400),
        ("vote", {"choice": "x" * 500, "scene": "s", "step": "1", "round": "1"}, 400),
        ("explain", {"scene": "s", "step": "1", "round": "1", "sure": "55"}, 400),
        ("pledge", {"text": "x" * 201}, 400),
        ("pledge", {"text": "x" * 20_000}, 413),
    ],
)
async def test_what_is_no_proper_form_is_refused_in_a_sentence(
    tmp_path: Path, what: str, data: dict[str, str], status: int
) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        before = room.host.events
        for script in (True, False):
            answer = await phone.post(what, data, script=script)
            assert answer.status == status
            assert answer.words
        assert room.host.events == before


async def test_a_choice_that_is_not_there_is_refused(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        assert (await phone.vote("no-such-choice")).status in {400, 404}
        vote = room.host.room.vote
        assert vote is not None
        assert not vote.ballots


async def test_only_forms_are_taken(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        data = {**placed(room.place), "choice": room.choices[0]}
        answer = await room.ask("POST", f"{phone.base}/vote", json=data)
        assert answer.status == 400
        for path in ("/p/nobody/vote", "/p/nobody/now", "/p/nobody/stream", "/p/nobody"):
            method = "POST" if path.endswith("vote") else "GET"
            assert (await room.ask(method, path)).status == 410


async def test_reasons_are_kept_with_the_vote_and_shown_again(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        await phone.vote(room.choices[0])
        said = {"sure": "80", "because": "<b>They</b> were\r\nnot seen", "unless": "the aunt rings"}
        answer = await phone.post("explain", {**placed(room.place), **said})
        assert answer.status == 200
        page = await phone.page()
        assert "&lt;b&gt;They&lt;/b&gt; were not seen" in page.text
        assert 'value="80" checked' in page.text
        vote = room.host.room.vote
        assert vote is not None
        assert vote.ballots[phone.person].because == "<b>They</b> were not seen"
        await phone.vote(room.choices[1])
        assert "the aunt rings" in (await phone.page()).words


async def test_a_pause_is_asked_for_once_a_minute_and_reaches_only_the_trainer(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        phone, other = await room.join(), await room.join()
        wall, theirs = room.desk.snapshots.wall(), (await other.page()).text
        assert "The trainer has been told" in (await phone.post("pause")).words
        assert (await phone.post("pause")).status == 429
        assert room.host.room.pauses_wanted == 1
        assert room.desk.snapshots.wall() == wall
        assert (await other.page()).text == theirs
        assert '"person"' not in read_log(Path(room.host.log)).events[-1].model_dump_json()
        room.clock.move(60_001)
        assert (await phone.post("pause")).status == 200


async def test_every_phone_is_calm_while_the_room_has_paused(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("vote")
        choice = room.choices[0]
        await room.host.submit(Pause())
        page = await phone.page()
        assert "The room has paused" in page.words
        assert 'name="choice"' not in page.text
        paused = await phone.vote(choice)
        assert paused.status == 429
        assert "paused" in paused.words
        await room.host.submit(GoOn())
        assert (await phone.vote(choice)).status == 200


async def test_somebody_takes_something_away_and_asks_for_a_record(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        await room.go_to("closing")
        assert (await phone.post("pledge", {"text": "Ask to see the child"})).status == 200
        answer = await phone.post("record")
        assert answer.status == 303
        page = await phone.page()
        assert "Ask to see the child" in page.words
        assert "You will get a record of learning" in page.words
        assert room.host.room.seats[phone.person].record_wanted


async def test_a_page_that_asks_hears_only_of_what_is_new_to_it(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone, other = await room.join(), await room.join()
        await room.go_to("vote")
        now = json.loads((await room.get(f"{phone.base}/now")).text)
        assert (await room.get(f"{phone.base}/now?after={now['revision']}")).status == 204
        await other.vote(room.choices[0])
        assert (await room.get(f"{phone.base}/now?after={now['revision']}")).status == 204
        await phone.vote(room.choices[0])
        later = json.loads((await room.get(f"{phone.base}/now?after={now['revision']}")).text)
        assert later["revision"] > now["revision"]
        assert "Your vote is in" in later["html"]
        for nonsense in ("x", "-9", "9" * 40):
            answer = await room.get(f"{phone.base}/now?after={nonsense}")
            assert answer.status in {200, 204}


async def test_a_stream_sends_each_snapshot_as_it_comes(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        async with room.http.get(f"{room.address}{phone.base}/stream") as stream:
            assert stream.headers["Content-Type"] == "text/event-stream"

            async def snapshot() -> dict[str, str | int]:
                async for line in stream.content:
                    if line.startswith(b"data: "):
                        found: dict[str, str | int] = json.loads(line[6:])
                        return found
                raise AssertionError("the stream ended")

            first = await snapshot()
            assert "You have a seat" in str(first["html"])
            await room.go_to("briefing")
            second = await snapshot()
            assert int(second["revision"]) > int(first["revision"])
            assert "The scene" in str(second["html"])


async def test_a_stream_ends_when_its_seat_moves_to_another_phone(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone = await room.join()
        words = room.host.room.seats[phone.person].words
        async with room.http.get(f"{room.address}{phone.base}/stream") as stream:
            await stream.content.readuntil(b"data: ")
            await room.post("/return", {"code": room.host.room.opened.code, "words": words})
            assert await stream.content.read() is not None
            assert stream.content.at_eof()


async def test_a_phone_that_is_silent_is_away_and_never_removed(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone, other = await room.join(), await room.join()
        await phone.page()
        await other.page()
        room.clock.move(15_000)
        await room.get(f"{other.base}/now?after=999")
        room.clock.move(6_000)
        assert room.host.away == {phone.person}
        assert len(room.host.room.seats) == 2
        await room.get(f"{phone.base}/now?after=999")
        assert room.host.away == frozenset()


async def test_taps_without_end_have_to_wait(tmp_path: Path) -> None:
    async with room_at_work(tmp_path) as room:
        phone, other = await room.join(), await room.join()
        await room.go_to("vote")
        choice = room.choices[0]
        answers = [await phone.vote(choice) for _ in range(60)]
        assert answers[-1].status == 429
        assert json.loads(answers[-1].text)["again"]
        assert (await other.vote(choice)).status == 200
