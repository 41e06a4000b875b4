"""Snapshots: what each page shows now, drawn once for all who ask, and as they change."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from functools import lru_cache

import segno

from scr_sim.group.exercise import RefusedError
from scr_sim.group.server import pages
from scr_sim.group.server.addresses import Served, join_address
from scr_sim.group.server.host import Host
from scr_sim.group.view_builder import view_for_phone, view_for_wall
from scr_sim.group.views import PhoneView, WallView


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a page shows, and the number by which it tells a later from an earlier one."""

    revision: int
    html: str


class Snapshots:
    """Everybody's snapshots.

    A room of hundreds is drawn one page after another, not all at once: whoever votes meanwhile is
    answered in between.
    """

    def __init__(self, host: Host, served: Served) -> None:
        self._host = host
        self._served = served
        self._drawn: dict[str, Snapshot] = {}
        self._wall: Snapshot | None = None
        self._turn = asyncio.Semaphore(1)

    def view_for_phone(self, token: str) -> PhoneView:
        """Return what a seat may see. Raises `RefusedError` where there is none."""
        view = view_for_phone(self._host.exercise, self._host.room, token, self._host.now())
        if view is None:
            raise RefusedError("unknown", "This phone has no seat in the room. Please join first.")
        return view

    def view_for_wall(self) -> WallView:
        """Return what the wall may see, with a number that counts only that."""
        view = view_for_wall(self._host.exercise, self._host.room, self._served.address)
        return view.model_copy(update={"revision": self._host.audiences.wall})

    def seat(self, token: str, person: int) -> Snapshot:
        """Return a seat's snapshot."""
        revision = self._host.audiences.phone(person)
        drawn = self._drawn.get(token)
        if drawn is None or drawn.revision != revision:
            drawn = Snapshot(
                revision, pages.seat_main(self.view_for_phone(token), seat_base(token))
            )
            self._drawn[token] = drawn
        return drawn

    async def seat_in_turn(self, token: str, person: int) -> Snapshot:
        """Return a seat's snapshot, after those who asked before."""
        async with self._turn:
            await asyncio.sleep(0)
            return self.seat(token, person)

    def wall(self) -> Snapshot:
        """Return the wall's snapshot."""
        revision = self._host.audiences.wall
        if self._wall is None or self._wall.revision != revision:
            view = self.view_for_wall()
            html = pages.wall_main(view, code_picture(join_address(view.address, view.code)))
            self._wall = Snapshot(revision, html)
        return self._wall


def seat_base(token: str) -> str:
    """Return the path of a seat's page."""
    return f"/p/{token}"


@lru_cache(maxsize=4)  # a room has one address, and its wall is drawn at every change
def code_picture(address: str) -> str:
    """Return an address as a QR code, a picture to be put into a page."""
    written = io.BytesIO()
    segno.make(address, error="m").save(
        written, kind="svg", xmldecl=False, svgns=False, omitsize=True, title="The address to join"
    )
    return written.getvalue().decode()
