"""A room at work for tests: a host that is served on this machine, and people with phones.

Time stands still until a test moves it; what a test does, it does over HTTP, as phones do.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp

from scr_sim.group.commands import Decide, MoveOn
from scr_sim.group.server.addresses import served_here
from scr_sim.group.server.application import listen, serving
from scr_sim.group.server.host import Host
from scr_sim.group.server.launch import begin
from scr_sim.group.server.server_state import ServerState
from scr_sim.group.shared_types import Phase, Place
from scr_sim.scenario import LoadedScenario, load

_STEPS = 400


@cache
def story() -> LoadedScenario:
    """Return the scenario that rooms in tests have."""
    return load("cancelled-icpc")


class HandClock:
    """A clock that a test moves by hand."""

    def __init__(self, at: int = 1_790_000_000_000) -> None:
        self._at = at
        self._waiting: list[tuple[int, asyncio.Future[None]]] = []

    def now(self) -> int:
        return self._at

    async def until(self, moment: int) -> None:
        if moment > self._at:
            waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append((moment, waiting))
            await waiting

    def move(self, milliseconds: int) -> None:
        self._at += milliseconds
        due = [one for one in self._waiting if one[0] <= self._at]
        self._waiting = [one for one in self._waiting if one[0] > self._at]
        for _, waiting in due:
            if not waiting.done():
                waiting.set_result(None)


@dataclass
class Answer:
    """What came back: ``text`` is the body, ``words`` that body without its tags."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def words(self) -> str:
        page = re.sub(r"(?s)<(style|script)>.*?</\1>", "", self.text)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


@dataclass
class RoomAtWork:
    host: Host
    desk: ServerState
    clock: HandClock
    http: aiohttp.ClientSession
    #: Every byte that was sent to phones and walls.
    sent: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.desk.served.address

    @property
    def place(self) -> Place:
        vote = self.host.room.vote
        assert vote is not None
        return vote.place

    @property
    def choices(self) -> list[str]:
        """The ids of the choices that can be taken now."""
        seat = next(iter(self.host.room.tokens))
        view = self.desk.snapshots.view_for_phone(seat)
        return [choice.id for choice in view.choices if not choice.locked]

    async def ask(self, method: str, path: str, *, recorded: bool = True, **more: Any) -> Answer:
        more.setdefault("allow_redirects", False)
        async with self.http.request(method, self.address + path, **more) as response:
            body = await response.read()
            if recorded:
                self.sent.append(repr(response.headers).encode() + body)
            return Answer(response.status, body.decode(), dict(response.headers))

    async def get(self, path: str, **more: Any) -> Answer:
        return await self.ask("GET", path, **more)

    async def post(self, path: str, data: dict[str, str] | None = None, **more: Any) -> Answer:
        return await self.ask("POST", path, data=data or {}, **more)

    async def join(self, agency: str | None = None) -> Phone:
        """Take a seat as a form does; without an agency it is the scenario's first."""
        chosen = next(iter(self.host.exercise.agencies or {"": ""})) if agency is None else agency
        data = {"code": self.host.room.opened.code, "agency": chosen}
        answer = await self.post("/join", data)
        assert answer.status == 303, answer.words
        return Phone(self, answer.headers["Location"])

    async def trainer_moves_on(self) -> None:
        await self.host.submit(MoveOn(seen=self.host.room.turn))

    async def go_to(self, *phases: Phase) -> None:
        """Move on as the trainer's one key does, until a phase is reached."""
        for _ in range(_STEPS):
            if self.host.room.phase in phases and self.host.room.closes_at is None:
                return
            await self.one_thing()
        raise AssertionError(f"{phases} was never reached; it is {self.host.room.phase}")

    async def one_thing(self) -> Phase:
        """Do the next thing, whatever it is, and return where the room stands then."""
        room = self.host.room
        if room.closes_at is not None:
            await self.time_of_grace_goes_by()
        elif room.between:
            action = next(action for choice in room.between for action in self.actions_of(choice))
            await self.host.submit(Decide(action=action, because="It is time to go on."))
        else:
            await self.trainer_moves_on()
        return self.host.room.phase

    def actions_of(self, choice: str) -> list[str]:
        return self.host.exercise.actions_of(self.host.room, choice)

    async def time_of_grace_goes_by(self) -> None:
        """Let a closing vote close."""
        if (closes_at := self.host.room.closes_at) is not None:
            self.clock.move(closes_at - self.clock.now() + 1)
        # A vote that comes in meanwhile is a change as well, and no close.
        while self.host.room.closes_at is not None:
            await self.host.changes(self.host.room.revision)


@dataclass
class Phone:
    """Somebody's phone: ``base`` is the path of its page."""

    room: RoomAtWork
    base: str

    @property
    def token(self) -> str:
        return self.base.rpartition("/")[2]

    @property
    def person(self) -> int:
        return self.room.host.room.tokens[self.token]

    async def page(self) -> Answer:
        return await self.room.get(self.base)

    async def post(
        self, what: str, data: dict[str, str] | None = None, *, script: bool = False
    ) -> Answer:
        headers = {"Accept": "application/json"} if script else {}
        return await self.room.post(f"{self.base}/{what}", data, headers=headers)

    async def vote(
        self, choice: str, *, place: Place | None = None, key: str = "", script: bool = True
    ) -> Answer:
        data = {**placed(place or self.room.place), "choice": choice}
        return await self.post("vote", data | ({"key": key} if key else {}), script=script)


def placed(place: Place) -> dict[str, str]:
    return {"scene": place.scene, "step": str(place.step), "round": str(place.round)}


@asynccontextmanager
async def room_at_work(
    folder: Path, *, scenario: LoadedScenario | None = None, lan: bool = False, **options: Any
) -> AsyncIterator[RoomAtWork]:
    """Hold an exercise in a folder until the context is left.

    With ``lan`` it listens in every network of this machine, and knows of none of them.
    """
    clock = HandClock()
    listening = listen(0, lan=lan)
    port = listening.getsockname()[1]
    host = begin(scenario or story(), folder / "exercise.jsonl", port=port, clock=clock, **options)
    jar = aiohttp.DummyCookieJar()
    async with (
        host,
        serving(host, served_here(port), listening) as desk,
        aiohttp.ClientSession(cookie_jar=jar) as http,
    ):
        yield RoomAtWork(host, desk, clock, http)
