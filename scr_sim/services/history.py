"""Looking back: how the findings were met over time, how sure, and in which words.

Everything is read off the kept plays, finished or not. Where a play's scenario can no longer be
loaded, or no longer has all that was done, that is told with the play, and what was kept with its
actions is still there: the choices' words, reasons, how sure, and when.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from scr_sim.debriefs import Reflection
from scr_sim.engine import Play, tally
from scr_sim.scenario import LoadedScenario, ScenarioError
from scr_sim.scenario import load as load_scenario
from scr_sim.services.history_model import (
    BANDS,
    AnswerGiven,
    DecisionMade,
    FindingOverTime,
    FindingSeen,
    History,
    KeptNow,
    Meeting,
    PlaySeen,
    Surety,
    Way,
    Written,
)
from scr_sim.services.records import Records
from scr_sim.services.replays import replay
from scr_sim.services.scenario_files import file_gone
from scr_sim.store import KeptAction, PlayRecord
from scr_sim.text.characters import one_line, visible
from scr_sim.text.prose import plain

Load = Callable[[str, Sequence[str]], LoadedScenario]


def my_history() -> tuple[History, str]:
    """Return what the user can look back at, and why new plays are not kept, or nothing."""
    records = Records.open()
    try:
        return history_of(records), records.trouble
    finally:
        records.close()


def history_of(records: Records, load: Load = load_scenario) -> History:
    """Return what can be looked back at; ``load`` loads each scenario once. Never raises."""
    return look_back(kept_now(records), load)


def kept_now(records: Records) -> KeptNow:
    """Return what is kept now; what is damaged costs only itself."""
    kept = sorted(records.plays(), key=lambda record: (record.started, record.id))
    return KeptNow(
        plays=tuple((record, records.reflections(record.id)) for record in kept),
        unreadable=records.unreadable,
    )


def look_back(kept: KeptNow, load: Load = load_scenario) -> History:
    """Return what can be looked back at; ``load`` loads each scenario once. Never raises."""
    shelf = _Shelf(load)
    done: set[tuple[str, int, datetime]] = set()
    plays = tuple(_seen(record, answers, shelf, done) for record, answers in kept.plays)
    own = [play for play in plays if not play.with_room]
    return History(
        plays=plays,
        unreadable=kept.unreadable,
        findings=_over_time(own),
        surety=_surety(own),
    )


def play_names(records: Iterable[PlayRecord], load: Load = load_scenario) -> dict[str, str]:
    """Return what people call each play, by its id: its branches by title where that can be had."""
    shelf = _Shelf(load)
    return {
        one.id: one_line(one.named(_titles(shelf.get(one)) if one.branches else {}))
        for one in records
    }


def search(seen: History, words: str) -> tuple[Written, ...]:
    """Return the reasons and answers in which every word occurs, the latest first.

    Capitals, accents and the kind of an apostrophe make no difference; no words find everything.
    """
    wanted = _folded(words).split()
    found = [
        one
        for play in seen.plays
        for one in _written(play)
        if all(word in _folded(one.text) for word in wanted)
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


# -- one play


class _Shelf:
    """Scenarios loaded when they are first wanted; what cannot be loaded is a sentence."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._loaded: dict[tuple[str, tuple[str, ...]], LoadedScenario | str] = {}

    def get(self, record: PlayRecord) -> LoadedScenario | str:
        key = (record.loaded_from, record.loaded_with)
        if key not in self._loaded:
            try:
                self._loaded[key] = self._load(*key)
            except ScenarioError as error:
                self._loaded[key] = (
                    "its scenario cannot be loaded, so the findings that it met are not known. "
                    f"{one_line(str(error))}"
                )
        found = self._loaded[key]
        if isinstance(found, LoadedScenario) and record.starts:
            return found.starting(record.starts)
        return found


def _seen(
    record: PlayRecord,
    reflections: tuple[Reflection, ...],
    shelf: _Shelf,
    done: set[tuple[str, int, datetime]],
) -> PlaySeen:
    scenario = shelf.get(record)
    play, told = None, scenario if isinstance(scenario, str) else ""
    if isinstance(scenario, LoadedScenario):
        try:
            replayed = replay(scenario, record.actions)
        except ScenarioError as error:  # passages that never end, found only in play
            told = f"it can no longer be replayed. {one_line(str(error))}"
        else:
            play = replayed.play
            told = file_gone(record)
            if replayed.told:
                changed = f"its scenario has changed since. {_first(replayed.told)}"
                told = f"{told} Also, {changed}" if told else changed
    decisions, moments = _decisions(record, play, done)
    review = play.scenario.case_review if play is not None else None
    met = tally(review.findings, enumerate(play.steps, 1)) if play and review else {}
    return PlaySeen(
        id=record.id,
        scenario=record.scenario,
        title=one_line(record.named(_titles(scenario))),
        role=one_line(play.scenario.role) if play is not None else "",
        features=tuple(
            one_line(review.features[name].title)
            for name in (play.scenario.features if play is not None and review else ())
            if review is not None and name in review.features
        ),
        started=record.started,
        updated=record.updated,
        finished=record.finished,
        left=record.left,
        left_why=record.left_why,
        ending_title=one_line(record.ending_title),
        ending_kind=one_line(record.ending_kind),
        decisions=decisions,
        answers=tuple(_answers(reflections, play)),
        findings=tuple(
            FindingSeen(
                number=number,
                title=one_line(review.findings[number].title),
                review=one_line(review.title),
                echoed=one.echoed,
                answered=one.answered,
            )
            for number, one in met.items()
            if review is not None
        ),
        moments=moments,
        told=told,
        forked=record.forked_from is not None,
        with_room=record.with_room,
    )


def _first(told: Sequence[str]) -> str:
    """Return the first of what is told, and how much more there is."""
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    return f"{one_line(told[0])}{more}"


def _decisions(
    record: PlayRecord, play: Play | None, done: set[tuple[str, int, datetime]]
) -> tuple[tuple[DecisionMade, ...], tuple[datetime, ...]]:
    """Return a play's decisions, and when something was done in it for the first time.

    A play that goes on from another has that one's actions, with their moments; ``done`` holds
    what earlier plays did, and grows.
    """
    steps = {step.action: step for step in play.steps} if play is not None else {}
    decisions: list[DecisionMade] = []
    moments = {record.started}
    for place, action in enumerate(record.actions):
        mark = (record.scenario, place, action.at)
        carried = record.forked_from is not None and mark in done
        done.add(mark)
        if not carried:
            moments.add(action.at)
        if action.kind == "enquiry":
            continue
        step = steps.get(place)
        decisions.append(
            DecisionMade(
                number=len(decisions) + 1,
                scene=_title(action, play),
                stance=one_line(action.stance),
                label=one_line(action.label),
                reason=visible(action.reason),
                confidence=action.confidence,
                at=action.at,
                echoes=step.echoes if step is not None else (),
                answers=step.answers if step is not None else (),
                holds=step is not None,
                carried=carried,
            )
        )
    return tuple(decisions), tuple(sorted(moments))


def _title(action: KeptAction, play: Play | None) -> str:
    """Return the title of the scene that an action was taken in; without it, its id."""
    scene = play.scenario.scenes.get(action.scene) if play is not None else None
    return one_line(scene.title if scene is not None else action.scene)


def _answers(reflections: Iterable[Reflection], play: Play | None) -> Iterable[AnswerGiven]:
    review = play.scenario.case_review if play is not None else None
    for one in reflections:
        asked: Sequence[str] = ()
        if review is not None and one.finding is None:
            asked = review.learning or ()
        elif review is not None and one.finding in review.findings:
            asked = tuple(q.text for q in review.findings[one.finding].questions or ())
        known = 0 <= one.question < len(asked)
        yield AnswerGiven(
            finding=one.finding,
            asked=" ".join(plain(asked[one.question]).split()) if known else "",
            text=visible(one.text),
        )


# -- all of them


def _over_time(plays: Sequence[PlaySeen]) -> tuple[FindingOverTime, ...]:
    meetings: dict[tuple[str, int], list[Meeting]] = {}
    titles: dict[tuple[str, int], str] = {}
    for play in plays:
        own = {one.number for one in play.decisions if one.holds and not one.carried}
        if not own:
            continue  # nothing was decided here, so nothing could be met
        for one in play.findings:
            key = (one.review, one.number)
            titles[key] = one.title
            echoed, answered = own.intersection(one.echoed), own.intersection(one.answered)
            meetings.setdefault(key, []).append(
                Meeting(play=play, echoed=len(echoed), answered=len(answered))
            )
    return tuple(
        FindingOverTime(
            number=number,
            title=titles[review, number],
            review=review,
            meetings=tuple(meetings[review, number]),
        )
        for review, number in sorted(meetings)
    )


def _surety(plays: Iterable[PlaySeen]) -> Surety:
    bands: dict[str, list[Way]] = {words: [] for _, words in BANDS}
    by_way: dict[Way, list[int]] = {}
    by_ending: dict[str, list[int]] = {}
    said = [
        (decision.at, decision.confidence, decision.way, play.ending_kind)
        for play in plays
        for decision in play.decisions
        if decision.confidence is not None and decision.holds and not decision.carried
    ]
    for _, level, way, ending in sorted(said, key=lambda one: one[0]):
        bands[next(words for least, words in BANDS if level >= least or not least)].append(way)
        by_way.setdefault(way, []).append(level)
        if ending:
            by_ending.setdefault(ending, []).append(level)
    return Surety(
        bands=tuple((words, tuple(ways)) for words, ways in bands.items()),
        by_way={way: tuple(levels) for way, levels in by_way.items()},
        by_ending={kind: tuple(levels) for kind, levels in by_ending.items()},
    )


def _written(play: PlaySeen) -> Iterable[Written]:
    for decision in play.decisions:
        if decision.reason.strip() and not decision.carried:
            yield Written(
                kind="reason",
                play=play,
                about=f"{decision.scene}: {decision.label}",
                text=decision.reason,
                at=decision.at,
            )
    for answer in play.answers:
        yield Written(
            kind="answer", play=play, about=answer.asked, text=answer.text, at=play.updated
        )


def _folded(text: str) -> str:
    """Return a text as it is searched: without capitals, accents or kinds of apostrophes."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c)).casefold()
    return unicodedata.normalize("NFKD", bare).replace("’", "'").replace("‘", "'")


def _titles(scenario: LoadedScenario | str) -> dict[str, str]:
    """Return the titles of a scenario's branches by their ids, where it could be loaded."""
    if isinstance(scenario, str):
        return {}
    return dict(zip(scenario.branches, scenario.branch_titles, strict=True))
