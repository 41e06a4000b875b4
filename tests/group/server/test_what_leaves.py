"""What may never leave the server: trainer's notes, unvoiced answers, other people's votes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from scr_sim.group.commands import Voice
from scr_sim.group.server.wall_routes import KEY_HEADER
from scr_sim.scenario import LoadedScenario, ids, load
from scr_sim.text.prose import plain
from tests.group.server.rooms_at_work import Phone, RoomAtWork, room_at_work

#: Words of a text that must be found together to say that it was sent.
_TOGETHER = 6
_ELEMENTS = re.compile(r"(?s)(<style>.*?</style>|<script>.*?</script>)")


def texts(found: Any, key: str) -> Iterator[str]:
    """Return every text under a key, wherever it is in plain data."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name == key:
                yield from strings(value)
            else:
                yield from texts(value, key)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from texts(value, key)


def strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from strings(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from strings(value)


def runs(text: str) -> set[tuple[str, ...]]:
    """Return the runs of words of a text; a text that is shorter is one run."""
    words = tuple(_words(plain(text)))
    last = max(1, len(words) - _TOGETHER + 1)
    return {words[at : at + _TOGETHER] for at in range(last)} if words else set()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def sent_runs(room: RoomAtWork) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    bodies: set[str] = set()
    for body in set(room.sent):
        # Each page brings the same styles and scripts, which are looked at once.
        bodies |= {*_ELEMENTS.split(body.decode())}
    for text in bodies:
        text = text.replace("\\n", " ").replace('\\"', '"')
        text = text.encode().decode("unicode_escape", "replace") if "\\u" in text else text
        words = _words(unescape(re.sub(r"<[^>]*>", " ", text)))
        found.update(zip(*(words[at:] for at in range(_TOGETHER)), strict=False))
        found.update(tuple(words[-last:]) for last in range(1, _TOGETHER))  # a shorter text
    return found


async def everybody_looks(room: RoomAtWork, phones: list[Phone]) -> None:
    key = {KEY_HEADER: room.host.room.opened.wall_key}
    for phone in phones:
        await phone.page()
        await room.get(f"{phone.base}/now")
    await room.get("/wall/view", headers=key)
    await room.get("/wall/now", headers=key)


async def play_through(room: RoomAtWork, chance: random.Random, *, voicing: bool) -> list[Phone]:
    agencies = list(room.host.exercise.agencies) or [""]
    phones = [await room.join(chance.choice(agencies)) for _ in range(4)]
    phase = room.host.room.phase
    while phase != "ended":
        if phase == "vote" and room.host.room.closes_at is None:
            for phone in phones:
                await phone.vote(chance.choice([*room.choices, ""]))
        if phase == "evidence" and voicing:
            for enquiry in room.host.exercise.enquiries(room.host.room):
                ways = room.host.exercise.ways_to_voice(room.host.room, enquiry)
                if ways and chance.random() < 0.5:
                    await room.host.submit(Voice(action=ways[0]))
        await everybody_looks(room, phones)
        phase = await room.one_thing()
    await everybody_looks(room, phones)
    return phones


@pytest.mark.slow
@pytest.mark.parametrize("name", ids())
async def test_what_is_for_the_trainer_is_never_sent_to_wall_or_phones(
    tmp_path: Path, name: str
) -> None:
    scenario = load(name)
    notes = set(texts(scenario.model_dump(), "trainer"))
    if not notes:
        pytest.skip("this scenario has no notes for a trainer")
    shown = public_runs(scenario)
    async with room_at_work(tmp_path, scenario=scenario) as room:
        await play_through(room, random.Random(name), voicing=True)
        found = sent_runs(room)
    for note in notes:
        assert not (runs(note) - shown) & found


def public_runs(scenario: LoadedScenario) -> set[tuple[str, ...]]:
    """Return what the scenario says elsewhere as well, which may be sent."""
    found: set[tuple[str, ...]] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                if name != "trainer":
                    walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            found.update(runs(value))

    walk(scenario.model_dump())
    return found


async def test_what_an_agency_holds_is_sent_to_its_own_people_alone_until_it_is_voiced(
    tmp_path: Path,
) -> None:
    async with room_at_work(tmp_path) as room:
        agencies = list(room.host.exercise.agencies)
        phones = {agency: await room.join(agency) for agency in agencies}
        key = {KEY_HEADER: room.host.room.opened.wall_key}
        checked = 0
        while room.host.room.phase != "ended":
            if room.host.room.phase == "vote" and room.host.room.closes_at is None:
                for phone in phones.values():
                    await phone.vote(room.choices[0])
            pages = {agency: (await phone.page()).words for agency, phone in phones.items()}
            wall = (await room.get("/wall/now", headers=key)).words
            for agency, phone in phones.items():
                for held in room.desk.snapshots.view_for_phone(phone.token).held:
                    if held.state == "voiced":
                        continue
                    words = " ".join(plain(held.text).split())[:60]
                    assert words in pages[agency]
                    assert words not in wall
                    others = [page for other, page in pages.items() if other != agency]
                    assert not [page for page in others if words in page]
                    checked += 1
            await room.one_thing()
        assert checked


@pytest.mark.parametrize("seed", range(3))
async def test_until_the_reveal_nothing_that_is_sent_depends_on_how_anybody_voted(
    tmp_path: Path, seed: int
) -> None:
    """Two rooms that differ in their votes alone send the same to wall and to who did not vote."""
    sent = []
    for which in range(2):
        folder = tmp_path / str(which)
        async with room_at_work(folder) as room:
            chance = random.Random(seed)
            votes = random.Random(f"{seed} {which}")
            phones = [await room.join() for _ in range(6)]
            watching = phones[0]
            await room.go_to("vote")
            looks: list[str] = []
            for phone in chance.sample(phones[1:], 4):
                for _ in range(votes.randint(1, 4)):
                    await phone.vote(votes.choice([*room.choices, ""]))
                looks += await looked(room, watching)
            while room.host.room.phase in {"vote", "sealed", "evidence", "discussion"}:
                looks += await looked(room, watching)
                if room.host.room.phase == "discussion":
                    break
                await room.one_thing()
            secret = [watching.token, room.host.room.opened.code, str(room.desk.served.port)]
            secret.append(room.host.room.seats[watching.person].words)
            for one in secret:
                looks = [look.replace(one, "…") for look in looks]
            sent.append([look.partition("<svg")[0] for look in looks])
    assert sent[0] == sent[1]


async def looked(room: RoomAtWork, phone: Phone) -> list[str]:
    key = {KEY_HEADER: room.host.room.opened.wall_key}
    return [
        (await phone.page()).text,
        (await room.get("/wall/view", headers=key)).text,
        (await room.get("/wall/now", headers=key)).text,
    ]
