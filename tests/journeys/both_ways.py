"""One way through a story, played on the screen and line by line; its reasons are written first."""

from __future__ import annotations

import io

from scr_sim import load
from scr_sim.debriefs import Debrief
from scr_sim.engine import EnquiryAction, Play, read_action
from scr_sim.plain import run
from scr_sim.services import Records
from scr_sim.tui.screens.debrief import DebriefScreen
from tests.app_driver import act, opened, playing, read_on, settle, start_playing

#: What is written wherever a scene asks for something before choosing.
WROTE = "Where the form went."


def typed(play: Play, action: str) -> list[str]:
    """Return what a person types in the plain mode for one action."""
    read = read_action(action)
    if not isinstance(read, EnquiryAction):
        words = [str([choice.id for choice in play.choices()].index(read.choice) + 1)]
        if read.cited is not None:
            words.append(" ".join(str(play.notes.index(note) + 1) for note in read.cited) or "0")
        return [*words, WROTE] if play.ask else words
    at, enquiry = next((n, e) for n, e in enumerate(play.enquiries(), 1) if e.id == read.enquiry)
    if enquiry.page is None or read.noted is None:
        return ["l", str(at)]
    lines = [name for name, _ in enquiry.page.lines]
    noted = " ".join(str(lines.index(name) + 1) for name in reversed(read.noted))
    return ["l", str(at), noted or "0"]


def in_lines(name: str, way: tuple[str, ...]) -> tuple[str, Debrief]:
    """Play a way line by line; return all that was printed, and the debrief of what was kept."""
    play, lines = Play(load(name)), [""]
    if any(scene.sensitive is not None for scene in play.scenario.scenes.values()):
        lines.append("")  # the author's own wording
    for action in way:
        lines += typed(play, action)
        play = play.take(action)
    out, records = io.StringIO(), Records.open()
    typing = io.StringIO("\n".join(lines) + "\n")
    assert run(name, stdin=typing, stdout=out, records=records) == 0
    return out.getvalue(), records.resume(records.plays()[0].id).session.debrief()


async def on_screen(name: str, way: tuple[str, ...]) -> Debrief:
    """Play a way on the screen by its keys; return the debrief that is shown at its end."""
    async with opened((80, 24), name) as (app, pilot):
        await start_playing(app, pilot)
        for action in way:
            play = playing(app).kept.play
            if play.ask and not action.startswith("?"):
                await pilot.press("0")
                await settle(pilot)
                await pilot.press(*WROTE, "enter")
                await settle(pilot)
            await act(app, pilot, action)
        await read_on(app, pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        return app.screen.debrief
