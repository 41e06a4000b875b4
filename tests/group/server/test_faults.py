from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from scr_sim.group.events import Voted
from scr_sim.group.shared_types import Place
from tests.group.server.far_rooms import FarRoom, far_room
from tests.group.server.rooms_at_work import placed, story

PEOPLE = 40
TAPS = 6


@dataclass
class Tally:
    """What phones were answered, and when the server is to be killed."""

    kill_after: list[int]
    #: The keys of all taps that were answered as taken, in order.
    answered: list[str] = field(default_factory=list)
    dropped: int = 0
    #: Let go once for each kill: two may come due before the first is done.
    time_to_kill: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    def take(self, key: str) -> None:
        self.answered.append(key)
        if self.kill_after and len(self.answered) >= self.kill_after[0]:
            self.kill_after.pop(0)
            self.time_to_kill.release()


async def sent(room: FarRoom, base: str, place: Place, key: str, choice: str) -> bool:
    """Send a tap; return whether it was answered as taken."""
    data = {**placed(place), "choice": choice, "key": key}
    try:
        async with room.http.post(
            f"{room.address}{base}/vote", data=data, headers={"Accept": "application/json"}
        ) as response:
            assert response.status == 200, await response.text()
            return (await response.json())["outcome"] in {"taken", "same"}
    except (aiohttp.ClientError, ConnectionError):
        return False


async def holding_a_phone(
    room: FarRoom, base: str, place: Place, choices: list[str], tally: Tally, seed: str
) -> str:
    """Tap a few times; some taps are dropped on the way. Return the last, which was answered."""
    chance = random.Random(seed)
    choice = ""
    for number in range(TAPS):
        choice, key = chance.choice(choices), f"{seed}-{number}"
        if chance.random() < 1 / 3:
            # The network goes somewhere between the tap and its answer; the phone sends it again.
            dropping = asyncio.ensure_future(sent(room, base, place, key, choice))
            for _ in range(chance.randrange(1, 12)):
                await asyncio.sleep(0)
            dropping.cancel()
            tally.dropped += 1
            await asyncio.gather(dropping, return_exceptions=True)
        while not await sent(room, base, place, key, choice):
            await room.up.wait()
        tally.take(key)
    return choice


@pytest.mark.parametrize("seed", range(2))
async def test_no_answered_vote_is_lost_by_phones_that_drop_and_a_server_that_is_killed(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    total = PEOPLE * TAPS
    kills = sorted(chance.sample(range(total // 8, total - total // 8), 2))
    tally = Tally(list(kills))
    agencies = list(story().agencies or {"": ""})
    async with far_room(tmp_path / "exercise.jsonl") as room:
        bases = [await room.join(agencies[number % len(agencies)]) for number in range(PEOPLE)]
        view = await room.go_to_vote()
        place = view.place
        choices = [choice.id for choice in view.choices if not choice.locked]
        phones = [
            asyncio.ensure_future(
                holding_a_phone(room, base, place, choices, tally, f"{seed}-{number}")
            )
            for number, base in enumerate(bases)
        ]
        for _ in kills:
            await tally.time_to_kill.acquire()
            await room.kill()
            kept = {event.key for event in room.events() if isinstance(event, Voted)}
            assert set(tally.answered) <= kept
            await room.start()
        last = await asyncio.gather(*phones)
        view = await room.console()
        assert (view.people, view.voted, view.place) == (PEOPLE, PEOPLE, place)
        found = {}
        for event in room.events():
            if isinstance(event, Voted):
                found[event.person] = event.choice
        assert [found[person] for person in sorted(found)] == list(last)
        keys = [event.key for event in room.events() if isinstance(event, Voted)]
        assert len(keys) == len(set(keys)) == total
    assert room.killed >= 2
    assert tally.dropped > PEOPLE


async def test_a_torn_last_line_is_cut_off_and_the_room_goes_on(tmp_path: Path) -> None:
    log = tmp_path / "exercise.jsonl"
    async with far_room(log) as room:
        base = await room.join(next(iter(story().agencies or {"": ""})))
        view = await room.go_to_vote()
        choice = next(one.id for one in view.choices if not one.locked)
        assert await sent(room, base, view.place, "one", choice)
        await room.kill()
        with log.open("ab") as stream:
            stream.write(b'{"at":1,"kind":"voted","per')
        await room.start()
        assert (await room.console()).voted == 1
        assert await sent(room, base, view.place, "two", choice)
        assert not log.read_bytes().count(b'"per{')
