"""A scenario's briefing, and what can be set and asked before it starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scr_sim.plain import presenter
from scr_sim.plain.asides import pause, tell_words
from scr_sim.plain.console import Talk, by_letter, lettered
from scr_sim.plain.player import PlainPlayer
from scr_sim.scenario import LoadedScenario, ScenarioError, find, load
from scr_sim.services import Session
from scr_sim.text import commands
from scr_sim.text.labels import asked_in_words
from scr_sim.text.support import support


def play_scenario(talk: Talk, name: str, branches: Sequence[str] = ()) -> int:
    """Brief and play a scenario, given its id or path, with branches; return the exit status."""
    try:
        scenario = load(name, branches)
        source = str(find(name).resolve())
    except ScenarioError as error:
        talk.say_all(str(problem) for problem in error.problems if problem.severity == "error")
        return 1
    try:
        brief_and_play(talk, scenario, source)
    except ScenarioError as error:  # passages that never end, found only in play
        talk.say(str(error))
        return 1
    return 0


def brief_and_play(talk: Talk, scenario: LoadedScenario, source: str) -> None:
    """Say a scenario's briefing, and play it when the player starts it.

    Raises `LeftError`, `InputEndedError`; `ScenarioError` as playing does.
    """
    brief_and_begin(
        talk,
        scenario,
        lambda: talk.records.begin(scenario, source, gentle=talk.records.settings.gentle),
    )


def brief_and_begin(talk: Talk, scenario: LoadedScenario, begin: Callable[[], Session]) -> None:
    """Say a scenario's briefing, and play what ``begin`` begins when the player starts it.

    Raises as `brief_and_play` does.
    """
    talk.say_all(presenter.briefing(scenario, kept=not talk.records.trouble))
    talk.say("You can pause with p and leave with q at any moment.", support().work)
    settings = talk.records.settings
    _wait_for_start(talk)
    if any(scene.sensitive for scene in scenario.scenes.values()):
        now = "yes" if settings.gentle else "no"
        gentle = talk.ask_yes(
            f"Gentler wording where the author offers one, y or n (Enter for {now}):",
            settings.gentle,
        )
        if gentle != settings.gentle:
            settings.gentle = gentle
    kept = begin()
    talk.tell_trouble()
    PlainPlayer(talk, kept).run()


def _wait_for_start(talk: Talk) -> None:
    """Do what is typed until it is Enter."""
    settings = talk.records.settings
    doing: dict[str, Callable[[], object]] = {
        "help": lambda: _help(talk),
        "reasons": settings.switch_thoughts,
        "gentler": lambda: _switch_gentle(talk),
        "pause": lambda: pause(talk),
        "glossary": lambda: tell_words(talk),
    }
    known = by_letter(commands.BRIEFING, doing)
    while True:
        asked = asked_in_words(settings.reasons, settings.confidence)
        talk.say(f"Being asked at each choice for your reasons and how sure you are: {asked}.")
        done = talk.ask_until(
            "Press Enter to start, r to change what you are asked, p for whom to talk to, "
            "h for help, or q to leave:",
            "nothing, and press Enter to start, or type r, g, p or w",
            lambda typed: known.get(typed) if typed else _start,
        )
        if done is _start:
            return
        done()


def _start() -> None:
    """Stands for starting."""


def _help(talk: Talk) -> None:
    talk.say("Press Enter to start the scenario, or type one of these letters:")
    talk.say_all(lettered(commands.BRIEFING))


def _switch_gentle(talk: Talk) -> None:
    settings = talk.records.settings
    settings.gentle = not settings.gentle
    talk.say(f"Gentler wording: {'on' if settings.gentle else 'off'}.")
