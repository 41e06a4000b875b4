"""Exploring in the plainest way: every state whole, one at a time. Slow, and easy to believe."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from itertools import pairwise

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import Trail
from scr_sim.engine.transitions import Transition
from scr_sim.scenario import LoadedScenario

#: A sequence's letter, as the format says: the choice and whether its citing convinced.
Letter = tuple[str, str, bool | None]


class TooWideError(Exception):
    """There are too many whole states for a test."""


@dataclass
class Brute:
    """What any play of a scenario can reach, found state by state."""

    scenario: LoadedScenario
    most_states: int = 500

    def __post_init__(self) -> None:
        self.engine = Engine(self.scenario)
        self.links: set[tuple[str, str]] = set()
        begun: Trail = []
        self.engine.begin(begun)
        self.go_through([table.id for table, _, _ in begun])
        self.actions: dict[State, int] = {self.engine.start: 0}
        self.after: dict[State, list[tuple[Transition, State]]] = {}
        waiting = deque([self.engine.start])
        while waiting:
            state = waiting.popleft()
            transitions: list[Transition] = list(self.engine.choices(state))
            if self.engine.has_time(state):
                transitions += self.engine.open_enquiries(state)
            self.after[state] = []
            for transition in transitions:
                trail: Trail = []
                self.after[state].append((transition, self.engine.make(state, transition, trail)))
                self.go_through([self.table(state), *(table.id for table, _, _ in trail)])
            for _, after in self.after[state]:
                if after not in self.actions:
                    self.actions[after] = self.actions[state] + 1
                    waiting.append(after)
            if len(self.actions) > self.most_states:
                raise TooWideError

    def go_through(self, scenes: list[str]) -> None:
        self.links.update(pairwise(scenes))

    def shape(self) -> tuple[int, set[str], set[str]]:
        """Return how many decisions there are, those that branch, and what is on every way."""
        scenes = self.scenario.scenes
        decisions = {name for name in self.scenes() if scenes[name].kind == "decision"}
        endings, _ = self.shortest()
        branching = {n for n in decisions if len({b for a, b in self.links if a == n}) > 1}
        always = {
            name
            for name in self.scenes() - endings.keys()
            if endings and not self.leads_round(name) & endings.keys()
        }
        return len(decisions), branching, always

    def leads_round(self, left_out: str) -> set[str]:
        """Return the scenes that steps lead to from the start, with one scene left out."""
        reached = {self.scenario.start} - {left_out}
        while True:
            more = {b for a, b in self.links if a in reached and b != left_out} | reached
            if more == reached:
                return reached
            reached = more

    def table(self, state: State) -> str:
        return self.engine.scenes[state.scene].id

    def ended(self, state: State) -> bool:
        return self.engine.scenes[state.scene].kind == "ending"

    def scenes(self) -> set[str]:
        bits = self.engine.bits
        seen = 0
        for state in self.actions:
            seen |= state.facts
        return {name for name in self.scenario.scenes if seen >> bits["visited", name] & 1}

    def choices(self) -> set[str]:
        return {
            f"{self.table(state)}.{transition.choice.id}"
            for state, transitions in self.after.items()
            for transition, _ in transitions
            if transition.kind == "choice"
        }

    def enquiries(self) -> set[str]:
        return {
            f"{self.table(state)}.{transition.enquiry.id}"
            for state, transitions in self.after.items()
            for transition, _ in transitions
            if transition.kind == "enquiry"
        }

    def never(self) -> set[tuple[str | int, ...]]:
        """Return where the choices, enquiries and variants stand that no play comes to.

        Of a scene that no play reaches, and of variants of what no play does, none is told.
        """
        made = {transition for done in self.after.values() for transition, _ in done}
        stood = {state.scene for state in self.after}
        found: set[tuple[str | int, ...]] = set()

        def look(path: tuple[str | int, ...], *parts: tuple[str, list[set[Transition]]]) -> None:
            if made.isdisjoint(*[set().union(*(set().union(*ways) for _, ways in parts))]):
                found.add(path)
                return
            for key, ways in parts:
                at = (*path, *key.split())
                found.update((*at, n) for n, way in enumerate(ways[:-1]) if made.isdisjoint(way))

        for number, table in enumerate(self.engine.scenes):
            if number not in stood:
                continue
            here = ("scenes", table.id)
            for at, choice in enumerate(table.choice_acts):
                look(
                    (*here, "choices", at),
                    ("variants", [{result} for result in choice.results]),
                    ("cite otherwise variants", [{result} for result in choice.otherwise]),
                )
            for at, enquiry in enumerate(table.enquiry_acts):
                answers: list[set[Transition]] = [set(ways.values()) for ways in enquiry.asked]
                look((*here, "enquiries", "from", at), ("variants", answers))
        return found

    def shortest(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the fewest actions to each ending, and to each scene with a dead end."""
        endings: dict[str, int] = {}
        dead: dict[str, int] = {}
        for state, transitions in self.after.items():
            found = endings if self.ended(state) else dead
            if not transitions:
                here = self.table(state)
                found[here] = min(self.actions[state], found.get(here, self.actions[state]))
        return endings, dead

    def shortest_into(self, scene: str) -> int:
        """Return after how few actions a scene has been visited."""
        bit = self.engine.bits["visited", scene]
        return min(n for state, n in self.actions.items() if state.facts >> bit & 1)

    def ranges(self) -> dict[str, tuple[int, int]]:
        found = {}
        for name, variable in (self.scenario.variables or {}).items():
            if hasattr(variable, "max"):
                place = self.engine.places[name]
                values = [int(state.values[place]) for state in self.actions]
                found[name] = (min(values), max(values))
        return found

    def findings(self, number: int) -> tuple[set[str], set[str]]:
        echoed, answered = set(), set()
        for state, transitions in self.after.items():
            for transition, _ in transitions:
                if transition.kind == "choice":
                    name = f"{self.table(state)}.{transition.choice.id}"
                    if number in (transition.result.debrief.echoes or ()):
                        echoed.add(name)
                    if number in (transition.result.debrief.answers or ()):
                        answered.add(name)
        return echoed, answered

    def no_way_out(self, *, untold: bool = False) -> dict[str, int]:
        """Return the fewest actions to each scene where no ending is to be reached any more.

        With ``untold``, only where plays get into it, dead ends aside.
        """
        can = {s for s, after in self.after.items() if self.ended(s) or (untold and not after)}
        while True:
            more = {s for s, after in self.after.items() if any(a in can for _, a in after)} | can
            if more == can:
                break
            can = more
        lost = [s for s, after in self.after.items() if after and s not in can]
        if untold:
            entered = {after for s in can for _, after in self.after[s]} | {self.engine.start}
            lost = [s for s in lost if s in entered]
        found: dict[str, int] = {}
        for state in lost:
            here = self.table(state)
            found[here] = min(self.actions[state], found.get(here, self.actions[state]))
        return found

    # -- plays

    def asked(self, states: frozenset[State]) -> set[State]:
        """Return the states and all that enquiries lead to from them."""
        found = set(states)
        waiting = list(states)
        while waiting:
            for transition, after in self.after[waiting.pop()]:
                if transition.kind == "enquiry" and after not in found:
                    found.add(after)
                    waiting.append(after)
        return found

    def chosen(self, states: frozenset[State]) -> dict[Letter, frozenset[State]]:
        found: dict[Letter, set[State]] = {}
        for state in self.asked(states):
            for transition, after in self.after[state]:
                if transition.kind == "choice":
                    letter = (self.table(state), transition.choice.id, transition.convincing)
                    found.setdefault(letter, set()).add(after)
        return {letter: frozenset(after) for letter, after in found.items()}

    def beyond_loops(self) -> set[State]:
        """Return the states that some endless going round can have come before."""
        # A state that is led to by as long a way as there are states has a loop behind it.
        led = set(self.after)
        while True:
            still = {after for state in led for _, after in self.after[state]} & led
            if still == led:
                return led
            led = still

    def plays(self) -> tuple[dict[str, int | None], int | None, int | None, int | None]:
        """Return how many plays come to each ending and in all, the fewest and most decisions."""
        endless = self.beyond_loops()
        endings, _ = self.shortest()
        totals: dict[str, int | None] = dict.fromkeys(endings, 0)
        for state in endless:
            if self.ended(state):
                totals[self.table(state)] = None
        fewest = most = None
        total = int(self.ended(self.engine.start))
        layer: Counter[frozenset[State]] = Counter({frozenset([self.engine.start]): 1})
        decisions = 0
        while layer:
            after: Counter[frozenset[State]] = Counter()
            for states, plays in layer.items():
                for ending in {self.table(s) for s in states if self.ended(s)}:
                    so_far = totals[ending]
                    if so_far is not None:
                        totals[ending] = so_far + plays
                        most = decisions
                for chosen in self.chosen(states).values():
                    finite = frozenset(chosen - endless)
                    total += plays * any(self.ended(state) for state in finite)
                    # The same choices may lead to several scenes: each is a play of its own.
                    for scene in {s.scene for s in finite}:
                        after[frozenset(s for s in finite if s.scene == scene)] += plays
            layer = after
            decisions += 1
            if len(layer) > 200:
                raise TooWideError
        fewest = self.fewest()
        if None in totals.values():
            return totals, None, fewest, None
        return totals, total, fewest, most

    def fewest(self) -> int | None:
        states = frozenset([self.engine.start])
        seen: set[State] = set()
        decisions = 0
        while states:
            if any(self.ended(state) for state in states):
                return decisions
            seen |= states
            reached = {s for after in self.chosen(states).values() for s in after}
            states = frozenset(reached - seen)
            decisions += 1
        return None
