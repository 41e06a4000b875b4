"""The same play, line by line: for screen readers, dumb terminals and pipes.

In come lines, out go lines: appended, never moved or coloured, everything labelled in words. It
stands on the same kept plays and debriefs as the screen, and never loads the screen's libraries.
"""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from typing import TextIO

from scr_sim.output import OutputClosedError, OutputError
from scr_sim.plain.briefing import play_scenario
from scr_sim.plain.case import play_case
from scr_sim.plain.console import InputEndedError, LeftError, Talk
from scr_sim.plain.menu import open_menu
from scr_sim.plain.player import play_kept
from scr_sim.services import Records
from scr_sim.signals import StoppedError, status_of

LEAVE = "In a terminal that can show it, “scr-sim --no-plain” shows the screen."


def run(
    scenario: str | None,
    *,
    branches: tuple[str, ...] = (),
    why: str = "",
    go_on: str | None = None,
    case: str | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    records: Records | None = None,
) -> int:
    """Run the plain mode and return the exit status.

    ``scenario`` is an id or a path, or None for the menu, ``branches`` what it is played with;
    ``go_on`` is a kept play to go on with, ``case`` a case by its id or path; ``why`` says in a few
    words why there is no screen.
    """
    kept = records if records is not None else Records.open()
    # A program may be started with its input closed: then there is none.
    talk = Talk(stdin or sys.stdin or io.StringIO(), stdout or sys.stdout, kept)
    try:
        talk.say(f"Plain mode, because {why}. {LEAVE}" if why else f"Plain mode. {LEAVE}")
        talk.tell_trouble()
        if go_on is not None:
            return play_kept(talk, go_on)
        if scenario is not None:
            return play_scenario(talk, scenario, branches)
        if case is not None:
            return play_case(talk, case)
        return open_menu(talk)
    except LeftError:
        talk.say(*talk.how_to_go_on())
        return 0
    except InputEndedError:
        talk.say("", "Input has ended.", *talk.how_to_go_on())
        return 0
    except (KeyboardInterrupt, StoppedError) as stop:
        with suppress(OutputClosedError, OutputError):  # there may be no terminal any more
            talk.say("", *talk.how_to_go_on())
        return status_of(stop)
    finally:
        if records is None:
            kept.close()
