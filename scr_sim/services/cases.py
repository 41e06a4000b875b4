"""Cases being played: their scenarios' plays in order, and what goes from each to the next.

A play of a case is the plays of its scenarios. What each begins with is worked out anew from how
the one before it ended: whoever goes back to an earlier one plays the later ones' starts anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scr_sim.debriefs import CaseDebrief, case_debrief, debrief
from scr_sim.engine import Play
from scr_sim.engine.compiled_text import CompiledText
from scr_sim.scenario import LoadedCase, LoadedScenario, load_case
from scr_sim.scenario.conditions.compiler import compile_condition
from scr_sim.services.records import Records
from scr_sim.services.replays import replay
from scr_sim.services.sessions import Opened
from scr_sim.store.ids import new_id
from scr_sim.store.model import CasePlace, PlayRecord, RecordError

#: What is told of a play whose scenario begins otherwise now, because of what goes before it.
BEFORE_HAS_CHANGED = "What goes before has changed since."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep:
    """One scenario in a play of a case.

    ``scenario`` begins with what is carried into it, and ``between`` is what is read before it;
    both are known once all before it have ended (``open``). ``record`` is its latest play, ``play``
    how far that holds now; ``anew`` says that it began otherwise than it would now.
    """

    at: int
    title: str
    open: bool
    scenario: LoadedScenario
    between: str = ""
    record: PlayRecord | None = None
    play: Play | None = None
    anew: bool = False

    @property
    def done(self) -> bool:
        """Whether its play has come to an ending, and from what is carried into it now."""
        return self.play is not None and self.play.finished and not self.anew

    @property
    def ending(self) -> str | None:
        """The title of the ending that its play has come to, or None."""
        scene = self.play.scene_model if self.play is not None else None
        return scene.ending.title if scene is not None and scene.kind == "ending" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlay:
    """A play of a case: a step for each of its scenarios."""

    id: str
    source: str
    case: LoadedCase
    steps: tuple[CaseStep, ...]

    @property
    def next(self) -> CaseStep | None:
        """The step to be played now; None where the case is finished."""
        return next((step for step in self.steps if not step.done), None)

    @property
    def finished(self) -> bool:
        """Whether every scenario has come to an ending."""
        return self.next is None

    @property
    def begun(self) -> bool:
        """Whether anything of it was played."""
        return any(step.record is not None for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A play of a case as lists show it, without loading anything."""

    id: str
    case: str
    title: str
    source: str
    updated: datetime
    ended: int


def kept_cases(records: Records) -> list[KeptCase]:
    """Return the plays of cases that are kept, the one touched last first."""
    by_play: dict[str, list[PlayRecord]] = {}
    for record in records.plays():
        if record.case_place is not None:
            by_play.setdefault(record.case_place.play, []).append(record)
    found = []
    for plays in by_play.values():
        place = plays[0].case_place
        assert place is not None
        latest = _latest(plays)
        found.append(
            KeptCase(
                id=place.play,
                case=place.case,
                title=place.title,
                source=place.source,
                updated=plays[0].updated,
                ended=sum(record.finished for record in latest.values()),
            )
        )
    return found


def begin_case(case: LoadedCase, source: str) -> CasePlay:
    """Return a new play of a case, in which nothing was played; nothing is kept of it yet.

    ``source`` is the id or path that the case was loaded from.
    """
    return _stand(case, source, new_id(), {})


def latest_of_case(records: Records, case: LoadedCase) -> CasePlay:
    """Return the play of a case that was touched last, where it has not ended; else a new one."""
    for kept in kept_cases(records):
        if kept.case == case.case.case:
            played = case_play(records, kept.id, case)
            if not played.finished:
                return played
            break
    return begin_case(case, case.file)


def case_play(records: Records, play_id: str, case: LoadedCase | None = None) -> CasePlay:
    """Return a kept play of a case by its id, as it stands now.

    The case is loaded from where it was, unless it is given. Raises `RecordError` where there is
    no such play, `ScenarioError` where the case cannot be loaded.
    """
    plays = [
        record
        for record in records.plays()
        if record.case_place is not None and record.case_place.play == play_id
    ]
    place = plays[0].case_place if plays else None
    if place is None:
        raise RecordError(f"There is no kept play of a case “{play_id[:40]}”.")
    source = place.source
    loaded = case or load_case(source)
    return _stand(loaded, source, play_id, _latest(plays))


def open_step(records: Records, played: CasePlay, at: int, *, gentle: bool = False) -> Opened:
    """Begin or go on with one scenario of a case; it must be open.

    Where its play began otherwise than it would now, a new play goes on as far as the old one
    holds, and says so; the old one stays. Raises `RecordError`, `ScenarioError`.
    """
    step = played.steps[at]
    if step.record is None:
        place = CasePlace(
            case=played.case.case.case,
            title=played.case.case.title,
            source=played.source,
            play=played.id,
            at=at,
        )
        source = played.case.files[at]
        session = records.begin(step.scenario, source, gentle=gentle, case_place=place)
        return Opened(session=session, stop=None, to_read=False)
    if step.record.finished and not step.anew:
        return records.look_at(step.record.id, step.scenario)
    opened = records.resume(step.record.id, step.scenario)
    return replace(opened, since=BEFORE_HAS_CHANGED) if step.anew else opened


def debrief_of_case(records: Records, played: CasePlay) -> CaseDebrief | None:
    """Return what a play of a case meant so far; None where nothing of it was played."""
    parts = [
        debrief(step.play, records.said(step.record.id), records.reflections(step.record.id))
        for step in played.steps
        if step.record is not None and step.play is not None
    ]
    if not parts:
        return None
    case = played.case.case
    return case_debrief(case.case, case.title, parts, finished=played.finished)


def _latest(plays: Iterable[PlayRecord]) -> dict[int, PlayRecord]:
    """Return the play of each place that counts: the one touched last that was not left."""
    found: dict[int, PlayRecord] = {}
    for record in plays:
        if record.case_place is None:
            continue
        at = record.case_place.at
        if at not in found or (found[at].left and not record.left):
            found[at] = record
    return found


def _stand(
    case: LoadedCase, source: str, play_id: str, latest: Mapping[int, PlayRecord]
) -> CasePlay:
    carried = case.started()
    steps: list[CaseStep] = []
    is_open = True
    for at, scenario in enumerate(case.scenarios):
        begun = case.begin(at, carried) if is_open else scenario
        record = latest.get(at)
        play = replay(begun, record.actions).play if record is not None else None
        anew = is_open and record is not None and dict(record.starts) != begun.started_with
        step = CaseStep(
            at=at,
            title=scenario.title,
            open=is_open,
            scenario=begun,
            between=_between(case, at, carried) if is_open else "",
            record=record,
            play=play,
            anew=anew,
        )
        steps.append(step)
        is_open = is_open and step.done
        if is_open and play is not None:
            carried = case.carry_on(at, carried, play.variables)
    return CasePlay(id=play_id, source=source, case=case, steps=tuple(steps))


def _between(case: LoadedCase, at: int, carried: Mapping[str, int | bool]) -> str:
    """Return what is read before a scenario begins, as Markdown."""
    prose = case.case.scenarios[at].between
    if prose is None:
        return ""
    places = {name: place for place, name in enumerate(carried)}
    ready = CompiledText(
        prose,
        lambda text: None if text is None else compile_condition(text, places, {}),
        places,
        {},
    )
    return ready.read(tuple(carried.values()), 0)
