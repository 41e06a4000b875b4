"""Talks with the plain mode: lines in, lines out."""

from __future__ import annotations

import io

from scr_sim.plain import run
from scr_sim.services import Records
from tests.app_driver import SMALL

#: What is typed to come from the opening page into the small scenario.
START = ["", "n"]


def talk(
    *typed: str,
    scenario: str | None = SMALL,
    go_on: str | None = None,
    records: Records | None = None,
) -> tuple[int, str]:
    out = io.StringIO()
    status = run(
        scenario,
        why="it was asked for",
        go_on=go_on,
        stdin=io.StringIO("".join(f"{line}\n" for line in typed)),
        stdout=out,
        records=records,
    )
    return status, out.getvalue()
