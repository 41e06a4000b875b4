"""What a trainer takes away from a group exercise or prints before it: record, handouts, guide."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scr_sim.cli.application import fail, load, written
from scr_sim.output import tell, tell_text, warn


def export_record(log: Path, folder: Path) -> None:
    """Write the record of an exercise, given its log, to a folder; say why where that fails."""
    from scr_sim.group.events import Opened
    from scr_sim.group.record_folder import write_record
    from scr_sim.group.server.log_file import LogError, read_log

    try:
        found = read_log(log)
    except LogError as error:
        raise fail(str(error)) from None
    opened = found.events[0]
    assert isinstance(opened, Opened)  # what read_log gives begins so
    if found.torn:
        warn(found.torn.replace("was cut off", "is left out"))
    scenario = load(opened.scenario, opened.branches)
    try:
        files = write_record(found.events, scenario, folder)
    except OSError as error:
        raise fail(f"{folder} cannot be written: {error.strerror}.") from None
    for path in files:
        tell(f"Written to {path}")


def write_handouts(name: str, branches: Sequence[str], file: Path) -> None:
    """Write a scenario's handouts as one file to print."""
    from scr_sim.group.handouts import to_html

    written(file, to_html(load(name, branches)))
    tell(f"Written to {file}. Open it in a browser and print it.")


def print_guide() -> None:
    """Print the trainer's guide."""
    from scr_sim.services.trainers_guide import trainers_guide

    tell_text(trainers_guide().rstrip("\n"))
