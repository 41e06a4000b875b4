"""How an exercise begins, and how one goes on after a stop or a crash."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from scr_sim.group.events import Opened
from scr_sim.group.exercise import Exercise
from scr_sim.group.log_fit import misfit_of
from scr_sim.group.server import keys
from scr_sim.group.server.clock import Clock, SystemClock
from scr_sim.group.server.host import Host
from scr_sim.group.server.log_file import LogError, LogFile, LogRead
from scr_sim.group.shared_types import Joining, Recording, Rule
from scr_sim.scenario import LoadedScenario
from scr_sim.services import RecordError, Records, Session


def begin(
    scenario: LoadedScenario,
    log: Path,
    *,
    port: int,
    joining: Joining = "free",
    recording: Recording = "anonymous",
    rule: Rule = "majority",
    lead: str = "",
    session: Session | None = None,
    clock: Clock | None = None,
) -> Host:
    """Return the host of a new exercise, with a code and keys of its own; its log is made.

    ``session`` is the room's play among the records, where it is kept. Raises `LogError`.
    """
    clock = clock or SystemClock()
    exercise = Exercise(scenario)
    opened = Opened(
        at=clock.now(),
        scenario=scenario.id,
        branches=scenario.branches,
        digest=digest_of(scenario),
        code=keys.new_code(),
        port=port,
        console_key=keys.new_secret(),
        wall_key=keys.new_secret(),
        joining=joining,
        recording=recording,
        rule=rule,
        lead=lead,
        play=session.id if session else "",
    )
    file = LogFile.create(log)
    file.add([opened])
    return Host(exercise, file, (opened,), session=session, clock=clock)


def digest_of(scenario: LoadedScenario) -> str:
    """Return what tells whether a scenario says the same as when an exercise began."""
    said = json.dumps(scenario.model_dump(exclude={"merged"}), default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def resume(
    scenario: LoadedScenario,
    log: LogFile,
    found: LogRead,
    *,
    session: Session | None = None,
    clock: Clock | None = None,
) -> Host:
    """Return the host of an exercise that goes on: the same room, keys, seats and votes.

    ``log`` and ``found`` are what `LogFile.resume` gave; ``found.opened`` names the scenario, and
    its digest tells whether that still says the same. Raises `LogError` where that has changed so
    that the room cannot stand where it stood.
    """
    exercise = Exercise(scenario)
    misfit = misfit_of(exercise, found.events)
    if misfit:
        log.close()
        raise LogError(
            f"The room of {log.path} cannot go on: {misfit}. Put the scenario back as it was; "
            "--export writes what the log holds either way."
        )
    return Host(exercise, log, found.events, session=session, clock=clock, torn=found.torn)


def session_for(
    records: Records, scenario: LoadedScenario, source: str, opened: Opened | None = None
) -> Session:
    """Return the room's play among the records: a new one, or that of an exercise that goes on.

    Raises as `Records.begin` does.
    """
    if opened is not None and opened.play:
        with suppress(RecordError):
            return records.resume(opened.play, scenario).session
    return records.begin(scenario, source, with_room=True)


def log_path(folder: Path, scenario: str, moment: datetime) -> Path:
    """Return where a new exercise's log goes: named by scenario and time, and not there yet."""
    stem = f"{scenario}-{moment:%Y-%m-%d-%H%M}"
    path, number = folder / f"{stem}.jsonl", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.jsonl"
    return path
