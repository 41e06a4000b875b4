"""What the console asks of whoever holds the exercise."""

from __future__ import annotations

from typing import Protocol

from scr_sim.engine.beats import HeldNote, OfferedChoice, OfferedPage
from scr_sim.group.commands import TrainerCommand
from scr_sim.group.views import ConsoleView, WallView


class RoomHost(Protocol):
    """Holds the exercise in this program."""

    @property
    def lead(self) -> str:
        """Return the name of the lead agency; empty where there is none."""

    @property
    def log(self) -> str:
        """Return where the room is kept."""

    @property
    def trouble(self) -> str:
        """Return why the room, or its play among the records, cannot be kept; empty while it is."""

    @property
    def wall_words(self) -> tuple[tuple[str, str], ...]:
        """Return how a wall is opened: what for, and what to type. The key is among it."""

    def now(self) -> int:
        """Return the time, in milliseconds."""

    def view(self) -> ConsoleView:
        """Return what the trainer may see now."""

    def wall(self) -> WallView:
        """Return what the wall shows now."""

    def notebook(self) -> tuple[HeldNote, ...]:
        """Return the notes that the room holds."""

    def actions(self) -> tuple[str, ...]:
        """Return the three actions that the room takes away; one not written yet is empty."""

    def choice(self, name: str) -> OfferedChoice | None:
        """Return a choice that is on offer."""

    def page(self, enquiry: str) -> OfferedPage | None:
        """Return the page that an enquiry shows, where it shows one."""

    async def submit(self, command: TrainerCommand) -> None:
        """Do what the trainer asks. Raises `RefusedError`."""

    async def changes(self, after: int) -> None:
        """Return once there is something later than a revision."""

    def save_record(self) -> str:
        """Save report and tables; return in a sentence where. Raises OSError."""
