"""Which front end starts."""

from __future__ import annotations

import gc
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from scr_sim import paths

_NO = {"", "0", "no", "off", "false"}


def why_plain(asked: bool | None) -> str:
    """Return why the plain mode is to be used, as a sentence, or an empty string for the screen.

    ``asked`` is what the command line said: True, False or nothing. A screen that is asked for
    where there is none is still plain.
    """
    if asked:
        return "it was asked for with --plain"
    why = why_no_screen()
    if why:
        return why
    if asked is False:
        return ""
    if os.environ.get("SCR_SIM_PLAIN", "").strip().casefold() not in _NO:
        return "SCR_SIM_PLAIN is set"
    from scr_sim.services.settings import plain_is_on

    return "it is switched on in the settings" if plain_is_on(paths.home()) else ""


def why_no_screen() -> str:
    """Return why there is no terminal that can show a screen, or an empty string."""
    if sys.stdout is None or not sys.stdout.isatty():
        return "output is not a terminal"
    if sys.stdin is None or not sys.stdin.isatty():
        return "input is not a terminal"
    if os.environ.get("TERM", "").strip() in {"", "dumb"} and os.name != "nt":
        return "this terminal (TERM) cannot show a screen"
    return ""


def start_desk(path: Path, branches: tuple[str, ...]) -> int:
    """Open the author's desk for a scenario's file with branches; return the exit status."""
    _empty_counts_as_unset()
    from scr_sim.tui.preview.app import run

    return run(path, branches)


def why_no_exercise() -> str:
    """Return why no exercise can be held or shown here, as a sentence, or an empty string."""
    if any(find_spec(name) is None for name in ("aiohttp", "segno", "ifaddr")):
        return (
            "a group exercise needs libraries that are not installed: "
            "“pip install 'scr-sim[group]'” installs them."
        )
    why = why_no_screen()
    return f"a group exercise needs a terminal, but {why}." if why else ""


def start_wall(address: str, key: str) -> int:
    """Show the wall of the exercise at an address; return the exit status."""
    _empty_counts_as_unset()
    from scr_sim.tui.group.wall_app import run

    return run(address, key)


def _empty_counts_as_unset() -> None:
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # as no-color.org has it


def start(
    scenario: str | None,
    go_on: str | None,
    plain: bool | None,
    branches: tuple[str, ...] = (),
    case: str | None = None,
) -> int:
    """Start the front end that fits, and return the exit status.

    ``scenario`` is played with ``branches``; ``go_on`` is a kept play to go on with; ``case`` is a
    case, by its id or path. Raises `paths.HomeError`.
    """
    _empty_counts_as_unset()
    paths.home()  # where there can be none, that is told before anything is shown
    why = why_plain(plain)
    if why:
        from scr_sim.plain import run as run_plain

        return run_plain(scenario, branches=branches, why=why, go_on=go_on, case=case)
    # Until all is read there is nothing to throw away: looking for it is a tenth of a start.
    gc.disable()
    from scr_sim.tui.app import run as run_screen

    return run_screen(scenario, go_on, branches, case)
