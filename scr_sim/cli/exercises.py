"""Beginning an exercise and going on with one, from the command line."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from scr_sim import output, paths
from scr_sim.cli.application import fail, load
from scr_sim.group.exercise import RefusedError
from scr_sim.group.server import launch
from scr_sim.group.server.addresses import Served, own_addresses, served_here, served_on
from scr_sim.group.server.application import PortError, listen
from scr_sim.group.server.host import Host
from scr_sim.group.server.log_file import LogError, LogFile
from scr_sim.group.shared_types import Joining, Recording, Rule
from scr_sim.group.simulated import People
from scr_sim.scenario import LoadedScenario, find
from scr_sim.services import RecordError, Records
from scr_sim.tui.group import console_app

#: A rehearsal's people do the same each time.
_SEED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for on the command line."""

    port: int
    lan: bool
    rule: Rule
    joining: Joining
    recording: Recording
    lead: str


def begin(name: str, branches: tuple[str, ...], options: Options) -> int:
    """Begin an exercise and hold it until it is left; return the exit status."""
    scenario = _loaded(name, branches, options)
    records = Records.open()
    try:
        kept = (records, str(find(name).resolve()))
        return _begin_in(paths.home() / "exercises", scenario, options, kept=kept)
    finally:
        records.close()


def rehearse(name: str, branches: tuple[str, ...], options: Options) -> int:
    """Hold an exercise with simulated people, and keep nothing; return the exit status."""
    scenario = _loaded(name, branches, options)
    with tempfile.TemporaryDirectory(prefix="scr-sim-try-") as folder:
        people = People(Random(_SEED))  # noqa: S311 - nothing is kept secret by it
        return _begin_in(Path(folder), scenario, options, people=people)


def _loaded(name: str, branches: tuple[str, ...], options: Options) -> LoadedScenario:
    scenario = load(name, branches)
    agencies = dict(scenario.agencies or {})
    if options.lead and options.lead not in agencies:
        known = ", ".join(agencies) or "none"
        raise fail(f"there is no agency “{options.lead}” in this scenario; there is: {known}.", 2)
    return scenario


def _begin_in(
    folder: Path,
    scenario: LoadedScenario,
    options: Options,
    *,
    kept: tuple[Records, str] | None = None,
    people: People | None = None,
) -> int:
    try:
        with listen(options.port, lan=options.lan) as listening:
            port = listening.getsockname()[1]
            session = launch.session_for(kept[0], scenario, kept[1]) if kept else None
            host = launch.begin(
                scenario,
                launch.log_path(folder, scenario.id, datetime.now()),
                port=port,
                joining=options.joining,
                recording=options.recording,
                rule=options.rule,
                lead=options.lead,
                session=session,
            )
            served, reached = _served(port, options.lan)
            said = _told(kept[0].trouble if kept else "", reached)
            status = console_app.run(host, served, listening, said=said, people=people)
    except (LogError, PortError, RecordError, RefusedError) as error:
        raise fail(str(error)) from None
    if people is None:
        _tell_kept(host, lan=options.lan)
    return status


def go_on(log: Path, options: Options) -> int:
    """Go on with the exercise of a log until it is left; return the exit status."""
    records = Records.open()
    try:
        file, found = LogFile.resume(log)
        opened = found.opened
        scenario = load(opened.scenario, opened.branches)
        with listen(opened.port, lan=options.lan) as listening:
            source = str(find(opened.scenario).resolve())
            session = launch.session_for(records, scenario, source, opened)
            host = launch.resume(scenario, file, found, session=session)
            served, said = _served(opened.port, options.lan)
            changed = (
                "The scenario has changed since this exercise began."
                if launch.digest_of(scenario) != opened.digest
                else ""
            )
            told = _told(found.torn, changed, records.trouble, said)
            status = console_app.run(host, served, listening, said=told)
    except (LogError, PortError, RecordError, RefusedError) as error:
        raise fail(str(error)) from None
    finally:
        records.close()
    _tell_kept(host, lan=options.lan)
    return status


def _told(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _served(port: int, lan: bool) -> tuple[Served, str]:
    """Return how the exercise is reached, and what is to be said about that."""
    if not lan:
        return served_here(port), ""
    addresses = own_addresses()
    if addresses:
        first, *others = [f"http://{address}:{port}" for address in addresses]
        also = f" In another network of this machine: {', '.join(others)}." if others else ""
        return served_on(addresses, port), f"Phones of this network open {first}.{also}"
    return served_here(port), (
        "No network was found, so only this machine reaches the exercise. Join a Wi-Fi or make a "
        "hotspot and go on with --resume and --lan; hands can be counted meanwhile."
    )


def _tell_kept(host: Host, *, lan: bool) -> None:
    if host.room.ended:
        output.tell(f"The exercise has ended. Its log is {host.log}.")
    else:
        network = " --lan" if lan else ""
        output.tell(
            f"The room is kept. To go on with it: scr-sim group --resume {host.log}{network}"
        )
