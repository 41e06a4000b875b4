"""The wall: what everybody in the room may see, on the projector."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from textual import getters, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from scr_sim.group.views import WallView
from scr_sim.text.group_commands import MOVES_AT_WALL, WALL
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, plain
from scr_sim.tui.presenters import wall_view
from scr_sim.tui.widgets.footer import KeyFooter

#: What a wall ends with whose key was refused from the start.
REFUSED = 3
#: Rows that heading, footing, state and footer take.
_AROUND = 9
#: A QR code stands beside the words where there is so much room.
_ROOM_FOR_CODE = (72, 20)


class WallSource(Protocol):
    """Where a wall has what it shows from."""

    async def next_view(self, after: int) -> tuple[WallView, int]:
        """Return a view later than a revision, or the same once a while has passed.

        The second value is the server's time in milliseconds. Raises OSError where it cannot be
        had now, and PermissionError where the key is refused.
        """

    async def close(self) -> None:
        """Let the connection go."""


class WallScreen(CommandScreen[None]):
    """Shows the wall's view, page by page, and says so when it has lost the server.

    ``clock`` gives this computer's time in milliseconds; the server's own time is taken from what
    it answers, so that the two need not agree.
    """

    TABLE = WALL
    TITLE_OF_HELP = "The wall"
    MOVES = MOVES_AT_WALL
    BINDINGS = bindings(WALL)
    #: How long an answer is waited for, and how long until the next try, in seconds.
    PATIENCE = 3.5
    RETRY = 1.0

    heading = getters.query_one("#wall-heading", Static)
    page = getters.query_one("#wall-page", Static)
    code = getters.query_one("#wall-code", Static)
    footing = getters.query_one("#wall-footing", Static)
    state = getters.query_one("#wall-state", Static)

    def __init__(self, source: WallSource, address: str, clock: Callable[[], int]) -> None:
        super().__init__()
        self._source = source
        self._address = address
        self._clock = clock
        self._ahead = 0
        self._shown: WallView | None = None
        self._at = 0
        self._pages: tuple[Content, ...] = ()
        self._trouble = f"Looking for the exercise at {address} …"

    def compose(self) -> ComposeResult:
        """Lay out heading, page, code and footing."""
        with Vertical(id="wall"):
            yield Static(id="wall-heading")
            with Horizontal(id="wall-middle"):
                yield Static(id="wall-page")
                yield Static(id="wall-code")
            yield Static(id="wall-footing")
            yield Static(id="wall-state")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin to ask the server, and to count the seconds."""
        self.set_interval(1, self._draw_footing)
        self._draw()
        self._follow()

    @work(exclusive=True, group="following")
    async def _follow(self) -> None:
        try:
            await self._ask_on()
        finally:
            await self._source.close()

    async def _ask_on(self) -> None:
        after = -1
        while True:
            try:
                async with asyncio.timeout(self.PATIENCE):
                    view, now = await self._source.next_view(after)
            except PermissionError:
                if self._shown is None:
                    self.app.exit(REFUSED)
                    return
                self._lose(f"The exercise at {self._address} does not take this wall's key.")
            except (OSError, TimeoutError):
                self._lose(
                    f"The exercise at {self._address} does not answer. Trying again; "
                    "this comes back by itself."
                )
            else:
                after = view.revision
                self._ahead = now - self._clock()
                self._show(view)
                continue
            after = -1
            await asyncio.sleep(self.RETRY)

    def _lose(self, sentence: str) -> None:
        if sentence != self._trouble:
            self._trouble = sentence
            self._draw()

    def _show(self, view: WallView) -> None:
        before, self._shown = self._shown, view
        if before is None or _stands(before) != _stands(view):
            self._at = 0
        if before is None or before.page != view.page:
            self._at = view.page
        if self._trouble or before != view:
            self._trouble = ""
            self._draw()

    def on_resize(self) -> None:
        """Make the pages anew."""
        self._draw()

    def _draw(self) -> None:
        view = self._shown
        self.state.update(plain(self._trouble, "bold $warning"))
        if view is None or not self.size.height:
            return
        width, height = self.size
        with_code = (
            view.phase == "lobby"
            and view.door_open
            and not view.paused
            and width >= _ROOM_FOR_CODE[0]
            and height >= _ROOM_FOR_CODE[1]
        )
        self.code.display = with_code
        if with_code:
            from scr_sim.group.server.addresses import join_address
            from scr_sim.tui.widgets.qr_code import qr_code

            self.code.update(qr_code(join_address(view.address, view.code)))
        room = width - 6 - (36 if with_code else 0)
        self._pages = wall_view.pages(view, room, height - _AROUND)
        self._at = max(0, min(self._at, len(self._pages) - 1))
        self.heading.update(wall_view.heading(view))
        self.page.update(self._pages[self._at])
        if not self._trouble and len(self._pages) > 1:
            self.state.update(plain(f"Page {self._at + 1} of {len(self._pages)}", MUTED))
        self._draw_footing()

    def _draw_footing(self) -> None:
        if self._shown is not None:
            self.footing.update(wall_view.footing(self._shown, self._clock() + self._ahead))

    def action_turn_on(self) -> None:
        """Turn to the next page."""
        self._turn(1)

    def action_turn_back(self) -> None:
        """Turn to the page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._at += by
        self._draw()

    def action_leave(self) -> None:
        """Close the wall; the room goes on."""
        self.app.exit(0)


def _stands(view: WallView) -> tuple[object, ...]:
    return view.phase, view.scene.id, view.place, view.finding, view.paused
