"""A case, line by line: its scenarios in order, each played when the one before has ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scr_sim import services
from scr_sim.plain import presenter
from scr_sim.plain.asides import pause, tell_words
from scr_sim.plain.briefing import brief_and_begin
from scr_sim.plain.console import LeftError, Talk, by_letter, lettered, number_in, numbers
from scr_sim.plain.player import PlainPlayer
from scr_sim.scenario import LoadedCase, ScenarioError, load_case
from scr_sim.services import CasePlay, CaseStep, RecordError, Session
from scr_sim.text import case_words, commands


def play_case(talk: Talk, name: str) -> int:
    """Play a case, given its id or path, or go on with it; return the exit status."""
    try:
        case = load_case(name)
    except ScenarioError as error:
        talk.say_all(str(problem) for problem in error.problems if problem.severity == "error")
        return 1
    return go_through(talk, case)


def go_through(talk: Talk, case: LoadedCase) -> int:
    """Offer the scenarios of a case until the player leaves. Raises `LeftError`."""
    played = services.latest_of_case(talk.records, case)
    _tell_about(talk, played)
    while True:
        _tell_steps(talk, played)
        following = played.next
        count = len(played.steps)
        at = f"Enter for {following.at + 1}, " if following is not None else ""
        done = talk.ask_until(
            f"{at}1-{count} for that scenario, d for the debrief, h for help, or q to leave:",
            f"{numbers(count)}, or nothing and press Enter for the next, d, n, p or w",
            partial(_wanted, talk, played),
        )
        played = done()


def _wanted(talk: Talk, played: CasePlay, typed: str) -> Callable[[], CasePlay] | None:
    following = played.next
    at = number_in(typed, len(played.steps))
    if not typed and following is not None:
        at = following.at + 1
    if at is not None:
        return partial(_play, talk, played, played.steps[at - 1])
    doing: dict[str, Callable[[Talk, CasePlay], CasePlay]] = {
        "debrief": _debrief,
        "begin_anew": _begin_anew,
        "help": _help,
        "pause": _pause,
        "glossary": _words,
    }
    known = by_letter(commands.CASE, doing)
    return partial(known[typed], talk, played) if typed in known else None


def _tell_about(talk: Talk, played: CasePlay) -> None:
    case = played.case.case
    talk.say(presenter.sentence(f"Case: {case.title}"))
    if not played.begun:
        talk.say_all(presenter.prose(case.summary))
        talk.say("Before you start:")
        talk.say_all(presenter.prose(case.content_note))
    talk.say("You can leave with q at any moment, and go on another day.")


def _tell_steps(talk: Talk, played: CasePlay) -> None:
    talk.say("")
    for step in played.steps:
        stands = case_words.standing(
            is_open=step.open,
            begun=step.record is not None,
            anew=step.anew,
            ending=step.ending,
            made=len(step.play.steps) if step.play is not None else 0,
        )
        talk.say(f"{step.at + 1}. {step.title}, {step.scenario.role}: {stands}.")


def _play(talk: Talk, played: CasePlay, step: CaseStep) -> CasePlay:
    if not step.open:
        talk.say("This scenario opens when the one before it has ended.")
        return played
    try:
        if step.record is None:
            talk.say_all(presenter.prose(step.between))
            begin = partial(_begin, talk, played, step.at)
            brief_and_begin(talk, step.scenario, begin)
        else:
            opened = services.open_step(talk.records, played, step.at)
            talk.say_all(opened.lines)
            PlainPlayer(talk, opened.session).run()
    except (RecordError, ScenarioError) as error:
        talk.say(str(error))
    except LeftError:
        if talk.kept is None or not talk.kept.play.finished:
            raise  # left in the middle: it goes on there another day
    if talk.kept is None:
        return played
    return services.case_play(talk.records, played.id, played.case)


def _begin(talk: Talk, played: CasePlay, at: int) -> Session:
    gentle = talk.records.settings.gentle
    return services.open_step(talk.records, played, at, gentle=gentle).session


def _debrief(talk: Talk, played: CasePlay) -> CasePlay:
    told = services.debrief_of_case(talk.records, played)
    if told is None:
        talk.say("Nothing of this case was played yet.")
    else:
        talk.say_all(presenter.debrief(told))
    return played


def _begin_anew(talk: Talk, played: CasePlay) -> CasePlay:
    talk.say("The case begins anew. What you played before is kept.")
    return services.begin_case(played.case, played.source)


def _help(talk: Talk, played: CasePlay) -> CasePlay:
    talk.say("Type the number of a scenario, press Enter for the next, or type a letter:")
    talk.say_all(lettered(commands.CASE))
    return played


def _pause(talk: Talk, played: CasePlay) -> CasePlay:
    pause(talk)
    return played


def _words(talk: Talk, played: CasePlay) -> CasePlay:
    tell_words(talk)
    return played
