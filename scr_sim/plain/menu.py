"""The first menu: scenarios, earlier plays, settings."""

from __future__ import annotations

from collections.abc import Callable

from scr_sim import paths
from scr_sim.plain.asides import tell_words
from scr_sim.plain.briefing import brief_and_play, play_scenario
from scr_sim.plain.case import go_through
from scr_sim.plain.console import Talk, by_letter, lettered, number_in, numbers
from scr_sim.plain.look_back import look_back
from scr_sim.plain.player import play_kept
from scr_sim.scenario import Checked, branch_titles, check_files
from scr_sim.text import commands
from scr_sim.text.case_words import sequence

_SETTINGS = (
    ("reasons", "Ask for reasons at each choice"),
    ("confidence", "Ask how sure I am at each choice"),
    ("gentle", "Gentler wording where the author offers one"),
    ("plain", "Start in plain mode always"),
)


def open_menu(talk: Talk) -> int:
    """Offer scenarios and earlier plays until one is taken or the player leaves."""
    # A branch is merged when it is asked for, and nothing is read twice while the menu is open.
    every = check_files((p for p in paths.libraries() if p.is_dir()), merging=False)
    while True:
        found = [checked for checked in every if checked.kind == "scenario"]
        latest = talk.records.latest_unfinished()
        talk.say("", "Scenarios:")
        seen = talk.records.endings_seen()
        for number, checked in enumerate(found, 1):
            talk.say(f"{number}. {_described(checked, seen)}")
        cases = [checked for checked in every if checked.kind == "case"]
        if cases:
            talk.say("", "Cases, several scenarios in order:")
        for number, checked in enumerate(cases, len(found) + 1):
            talk.say(f"{number}. {_described_case(checked)}")
        if latest is not None:
            titles = branch_titles(every, latest.scenario)
            talk.say(f"{_GO_ON}: go on with {latest.named(titles)}.")
        talk.say_all(lettered(_OTHERS))
        wanted = _asked(talk, len(found) + len(cases), go_on=latest is not None)
        if wanted == _GO_ON and latest is not None:
            return play_kept(talk, latest.id)
        if wanted in _ASIDES:
            _ASIDES[wanted](talk)
        else:
            checked = [*found, *cases][int(wanted) - 1]
            if checked.case is not None:
                return go_through(talk, checked.case)
            if checked.scenario is not None:
                _play(talk, checked, [one for one in every if one.base is checked])
            else:
                talk.say_all(str(problem) for problem in checked.problems)


def _asked(talk: Talk, scenarios: int, *, go_on: bool) -> str:
    """Ask for a letter or the number of a scenario, and return it."""
    which = "1" if scenarios == 1 else f"1-{scenarios}"

    def read(typed: str) -> str | None:
        known = typed in _ASIDES or (go_on and typed == _GO_ON)
        return typed if known or number_in(typed, scenarios) else None

    can = f"{numbers(scenarios)} to play that scenario, " if scenarios else ""
    return talk.ask_until(
        f"Choose {which}, or a letter:" if scenarios else "Choose a letter:",
        f"{can}one of the letters above",
        read,
    )


def _play(talk: Talk, checked: Checked, branches: list[Checked]) -> None:
    """Play a scenario, with those of its branches that the player wants."""
    added = []
    for read in branches:
        [branch] = check_files([read.path])
        if branch.branch is not None and branch.scenario is not None:
            told = f"{branch.branch.title}. {' '.join(branch.branch.summary.split())}"
            talk.say(f"Branch: {told}")
            if talk.ask_yes("Play with this branch, y or n (Enter for no):", False):
                added.append(str(branch.path))
    if added:
        play_scenario(talk, str(checked.path), added)
    elif checked.scenario is not None:
        brief_and_play(talk, checked.scenario, str(checked.path))


def _described(checked: Checked, seen: dict[str, set[str]]) -> str:
    scenario = checked.scenario
    if scenario is None:
        return f"{checked.path.name}: cannot be played; its number tells why."
    endings = {name for name, scene in scenario.scenes.items() if scene.kind == "ending"}
    reached = len(seen.get(scenario.id, set()) & endings)
    return (
        f"{scenario.title}. {scenario.role}, about {scenario.minutes} minutes. "
        f"{reached} of {len(endings)} endings seen."
    )


def _described_case(checked: Checked) -> str:
    if checked.case is None:
        return f"{checked.path.name}: cannot be played; its number tells why."
    titles = [scenario.title for scenario in checked.case.scenarios]
    return f"{checked.case.case.title}. {sequence(titles)}"


def _settings(talk: Talk) -> None:
    settings = talk.records.settings
    while True:
        for number, (name, text) in enumerate(_SETTINGS, 1):
            talk.say(f"{number}. {text}: {'on' if getattr(settings, name) else 'off'}.")
        number_typed = talk.ask_number(f"Change 1-{len(_SETTINGS)}, or x:", len(_SETTINGS))
        if number_typed is None:
            return
        name = _SETTINGS[number_typed - 1][0]
        setattr(settings, name, not getattr(settings, name))


_GO_ON = next(one.letter for one in commands.HOME if one.action == "go_on")
_OTHERS = tuple(one for one in commands.HOME if one.action != "go_on")
#: What comes back to the menu, by its letter.
_ASIDES: dict[str, Callable[[Talk], None]] = by_letter(
    _OTHERS, {"look_back": look_back, "settings": _settings, "glossary": tell_words}
)
