"""What a large room waits for: hundreds of phones with open pages, and all of them voting."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter

from scr_sim.group.events import Voted
from scr_sim.group.shared_types import Place
from tests.benchmarks.measures import Measure
from tests.group.server.far_rooms import FarRoom, far_room
from tests.group.server.rooms_at_work import placed, story

PEOPLE = 500
#: Seconds in which everybody makes up their mind.
WITHIN = 5.0


def voting(folder: Path, people: int = PEOPLE) -> list[Measure]:
    """Measure a room in which everybody votes, as they come and all at once."""
    return asyncio.run(_voting(folder / "exercise.jsonl", people))


async def _voting(log: Path, people: int) -> list[Measure]:
    chance = Random(1)
    agencies = list(story().agencies or {"": ""})
    async with far_room(log) as room:
        bases = [await room.join(agencies[number % len(agencies)]) for number in range(people)]
        streams = [asyncio.ensure_future(_looking(room, base)) for base in bases]
        view = await room.go_to_vote()
        choices = [choice.id for choice in view.choices if not choice.locked]
        loop = asyncio.get_running_loop()
        begun = loop.time() + 1.0

        async def votes(base: str, at: float, choice: str, key: str) -> float:
            await asyncio.sleep(max(0.0, at - loop.time()))
            return await _vote(room, base, view.place, choice, key)

        def everybody(within: float, start: float, key: str) -> list[asyncio.Future[float]]:
            return [
                asyncio.ensure_future(
                    votes(base, start + chance.random() * within, chance.choice(choices), key)
                )
                for base in bases
            ]

        spread = await asyncio.gather(*everybody(WITHIN, begun, "one"))
        burst = await asyncio.gather(*everybody(1.0, loop.time() + 1.0, "two"))
        answered = (await room.console()).voted
        for stream in streams:
            stream.cancel()
        await asyncio.gather(*streams, return_exceptions=True)
        kept = sum(isinstance(event, Voted) for event in room.events())
    return [
        Measure(f"{people} votes within {WITHIN:g} s: people counted", answered, "", people, False),
        Measure("votes on disk", kept, "", 2 * people, False),
        Measure("99th percentile of answers", quantiles(spread, n=100)[98] * 1000, "ms", 250),
        Measure("the same within one second", quantiles(burst, n=100)[98] * 1000, "ms"),
    ]


async def _vote(room: FarRoom, base: str, place: Place, choice: str, key: str) -> float:
    data = {**placed(place), "choice": choice, "key": f"{base} {key}"}
    begun = perf_counter()
    async with room.http.post(
        f"{room.address}{base}/vote", data=data, headers={"Accept": "application/json"}
    ) as response:
        assert response.status == 200, await response.text()
        await response.read()
    return perf_counter() - begun


async def _looking(room: FarRoom, base: str) -> None:
    """Hold a page open, as each phone does."""
    async with room.http.get(f"{room.address}{base}/stream", timeout=None) as stream:
        async for _ in stream.content:
            pass
