"""The scenario of a kept play: its file, or another of the same id where that is gone."""

from __future__ import annotations

from scr_sim import paths
from scr_sim.scenario import LoadedScenario, ScenarioError, load
from scr_sim.store.model import PlayRecord, RecordError
from scr_sim.text.characters import one_line


def scenario_of(record: PlayRecord) -> LoadedScenario:
    """Load the scenario that a play is of, starting as it did: its file, else one of its id.

    Raises `ScenarioError`; `RecordError` where the file is gone and nothing has its id.
    """
    try:
        scenario = load(record.loaded_from, record.loaded_with)
    except ScenarioError as error:
        gone = _gone(record)
        if not gone or any(problem.code != "unknown-scenario" for problem in error.problems):
            raise
        raise RecordError(
            f"The play was played from {gone}, which is not there any more. Put the file back "
            f"there to go on. {error}"
        ) from error
    return scenario.starting(record.starts) if record.starts else scenario


def file_gone(record: PlayRecord) -> str:
    """Return a sentence on a file that a play was played from and that is gone, or nothing."""
    gone = _gone(record)
    if not gone:
        return ""
    return (
        f"The play was played from {gone}, which is not there any more. It is told by another file "
        "of the same id."
    )


def _gone(record: PlayRecord) -> str:
    """Return the file of the scenario or of a branch that is not there any more, or nothing.

    What shipped with the program moves with it, and counts as being there.
    """
    now = (record.loaded_from, *record.loaded_with)
    files = (record.source, *(record.branch_files or record.branches))
    for file, found in zip(files, now, strict=True):
        if file and file != found and not paths.ships_as(file):
            return one_line(file)[:200]
    return ""
