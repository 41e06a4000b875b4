"""The exercise as the console asks for it: a server's host, and how it is reached."""

from __future__ import annotations

from pathlib import Path

from scr_sim.engine.beats import HeldNote, OfferedChoice, OfferedPage
from scr_sim.group.commands import TrainerCommand
from scr_sim.group.record_folder import write_record
from scr_sim.group.room import ROOM_PLEDGES
from scr_sim.group.server.addresses import Served
from scr_sim.group.server.host import Host
from scr_sim.group.view_builder import view_for_console, view_for_wall
from scr_sim.group.views import ConsoleView, WallView


class HostedRoom:
    """A `RoomHost` over the host of this program's server."""

    def __init__(self, host: Host, served: Served, *, rehearsal: bool = False) -> None:
        self._host = host
        self._served = served
        self._rehearsal = rehearsal

    @property
    def lead(self) -> str:
        """Return the name of the lead agency; empty where there is none."""
        return self._host.exercise.agencies.get(self._host.room.opened.lead, "")

    @property
    def log(self) -> str:
        """Return where the room is kept."""
        return self._host.log

    @property
    def trouble(self) -> str:
        """Return why the room, or its play among the records, cannot be kept; empty while it is."""
        return " ".join(filter(None, (self._host.trouble, self._host.play.trouble)))

    @property
    def wall_words(self) -> tuple[tuple[str, str], ...]:
        """Return how a wall is opened: in a terminal, in a browser, and with which key."""
        address = self._served.address
        return (
            ("In a second terminal, type this and then the key:", f"scr-sim wall {address}"),
            ("Or in a browser on the projector, open this and type the key:", f"{address}/wall"),
            ("The wall's key:", self._host.room.opened.wall_key),
        )

    def now(self) -> int:
        """Return the time, in milliseconds."""
        return self._host.now()

    def view(self) -> ConsoleView:
        """Return what the trainer may see now."""
        host = self._host
        # Simulated people have no phones that could be silent.
        away = frozenset[int]() if self._rehearsal else host.away
        return view_for_console(host.exercise, host.room, away, self._served.address)

    def wall(self) -> WallView:
        """Return what the wall shows now."""
        return view_for_wall(self._host.exercise, self._host.room, self._served.address)

    def notebook(self) -> tuple[HeldNote, ...]:
        """Return the notes that the room holds."""
        return self._host.exercise.at(self._host.room).notebook

    def actions(self) -> tuple[str, ...]:
        """Return the three actions that the room takes away; one not written yet is empty."""
        return tuple([self._host.room.pledges.get(at, "") for at in range(ROOM_PLEDGES)])

    def choice(self, name: str) -> OfferedChoice | None:
        """Return a choice that is on offer."""
        offered = self._host.exercise.choices(self._host.room)
        return next((one for one in offered if one.id == name), None)

    def page(self, enquiry: str) -> OfferedPage | None:
        """Return the page that an enquiry shows, where it shows one."""
        offered = self._host.exercise.enquiries(self._host.room)
        return next((one.page for one in offered if one.id == enquiry), None)

    async def submit(self, command: TrainerCommand) -> None:
        """Do what the trainer asks. Raises `RefusedError`."""
        await self._host.submit(command)

    async def changes(self, after: int) -> None:
        """Return once there is something later than a revision."""
        await self._host.changes(after)

    def save_record(self) -> str:
        """Save report and tables beside the log; return in a sentence where. Raises OSError."""
        folder = Path(self._host.log).with_suffix("")
        write_record(self._host.events, self._host.exercise.scenario, folder)
        kept = " They go when you leave: a rehearsal keeps nothing." if self._rehearsal else ""
        return f"The report and its tables are in {folder}.{kept}"
