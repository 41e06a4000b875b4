"""The files in which the record of an exercise is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from scr_sim.group.events import Event
from scr_sim.group.record_builder import record
from scr_sim.group.record_page import learning_record, to_html
from scr_sim.group.record_tables import to_csv, to_jsonl
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.services.private_files import write_private_folder


def record_files(events: Sequence[Event], scenario: LoadedScenario) -> dict[str, str]:
    """Return the record of an exercise as texts, by the names of their files.

    The same events give the same texts, always. Raises `ValueError` where the events do not begin
    with the exercise's opening.
    """
    found = record(events, scenario)
    return {
        "report.html": to_html(found),
        "decisions.csv": to_csv(found),
        "session.jsonl": to_jsonl(events, scenario),
        **{
            f"learning-record-{one.number:02}.html": learning_record(found, one)
            for one in found.learners
        },
    }


def write_record(events: Sequence[Event], scenario: LoadedScenario, folder: Path) -> list[Path]:
    """Write the record of an exercise to a folder that only its owner can read.

    What is of the same name there is replaced. Returns the files. Raises `OSError`, `ValueError`.
    """
    return write_private_folder(folder, record_files(events, scenario))
