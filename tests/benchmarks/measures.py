"""What is measured: each function times one thing and returns a `Measure`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter, process_time

import yaml

from scr_sim.engine import Engine, Play, State
from scr_sim.scenario import LoadedScenario, load
from tests.benchmarks.generator import write

LARGE = 1000
MIDDLING = 60


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its name, its unit and its goal; ``at_most`` says which way is good."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    at_most: bool = True

    @property
    def met(self) -> bool | None:
        """Return whether the goal is met, or None where there is none."""
        if self.goal is None:
            return None
        return self.value <= self.goal if self.at_most else self.value >= self.goal


def best_of(times: int, action: Callable[[], object]) -> float:
    """Return the seconds that the fastest of several runs took."""
    fastest = float("inf")
    for _ in range(times):
        begun = perf_counter()
        action()
        fastest = min(fastest, perf_counter() - begun)
    return fastest


def loading(folder: Path, times: int = 5) -> list[Measure]:
    """Measure loading and checking a large file against PyYAML alone on the same text."""
    path = write(folder, LARGE)
    text = path.read_text(encoding="utf-8")
    loader = yaml.CSafeLoader

    def events() -> None:
        for _ in yaml.parse(text, Loader=loader):
            pass

    # Runs are interleaved, so that a busy moment of the machine falls on all of them alike.
    alone = parsed = loaded = float("inf")
    for _ in range(times):
        alone = min(alone, best_of(1, lambda: yaml.load(text, Loader=loader)))
        parsed = min(parsed, best_of(1, events))
        loaded = min(loaded, best_of(1, lambda: load(str(path))))
    return [
        Measure(f"load and check {LARGE} scenes / CSafeLoader", loaded / alone, "x", 0.7),
        Measure("PyYAML's events alone / CSafeLoader", parsed / alone, "x"),
        Measure("load and check / PyYAML's events alone", loaded / parsed, "x"),
        Measure(f"load and check {LARGE} scenes", loaded * 1000, "ms"),
    ]


def playing(folder: Path, times: int = 5) -> list[Measure]:
    """Measure random plays of a middling scenario: choices a second of one core's own time."""
    scenario = load(str(write(folder, MIDDLING)))
    engine = Engine(scenario)
    made, seconds = 0, float("inf")
    reference = float("inf")
    for _ in range(times):
        begun = process_time()
        made = random_choices(engine, plays=4000, seed=1)
        seconds = min(seconds, process_time() - begun)
        reference = min(reference, _cost(partial(reference_loop, made)))
    taken = read = 0.0
    # Many short runs: a busy moment of the machine then falls between some of them.
    for seed in range(times * 12):
        taken = max(taken, choices_a_second(scenario, plays=60, seed=seed))
        read = max(read, choices_a_second(scenario, plays=20, seed=seed, read=True))
    return [
        Measure("choices a second, engine", made / seconds, "/s", 300_000, at_most=False),
        Measure("a choice / a step of the reference loop", seconds / reference, "x"),
        Measure("choices a second, Play.take", taken, "/s", 300_000, at_most=False),
        Measure("Play.take / engine", taken * seconds / made, "x"),
        Measure("the same with every text read", read, "/s", 60_000, at_most=False),
        Measure("with every text read / engine", read * seconds / made, "x"),
    ]


def random_choices(engine: Engine, plays: int, seed: int) -> int:
    """Play at random from start to ending so many times; return how many choices were made."""
    pick = Random(seed).random
    choices, make, start = engine.choices, engine.make, engine.start
    made = 0
    for _ in range(plays):
        state: State = start
        while moves := choices(state):
            state = make(state, moves[int(pick() * len(moves))])
            made += 1
    return made


def reference_loop(steps: int) -> int:
    """Do a fixed small piece of Python's work so many times: a measure of the machine."""
    pick = Random(1).random
    state: tuple[int, tuple[int, ...], int] = (0, (3, 0, 0), 1)
    for _ in range(steps):
        scene, values, facts = state
        changed = list(values)
        changed[0] = min(5, changed[0] + int(pick() * 3) - 1)
        state = (scene + 1, tuple(changed), facts | 1 << (scene % 200))
    return state[0]


def choices_a_second(
    scenario: LoadedScenario, plays: int, seed: int, *, read: bool = False
) -> float:
    """Return how many actions a second random plays take through the public class.

    Where texts are ``read``, it is all that a player reads: what each action tells, what there
    is to look into, what can be chosen, and at the end the whole story.
    """
    choice = Random(seed).choice
    taken = 0
    begun = process_time()
    for _ in range(plays):
        play = Play(scenario)
        while actions := play.actions():
            if read:
                assert play.beats
                assert play.choices()
                play.enquiries()
            play = play.take(choice(actions))
            taken += 1
        if read:
            assert play.story
    return taken / (process_time() - begun)


def _cost(action: Callable[[], object]) -> float:
    begun = process_time()
    action()
    return process_time() - begun
