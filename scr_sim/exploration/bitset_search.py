"""Every state that any play can reach, as one set of vectors for each scene.

Scenes are worked on in the order in which the story runs; what newly arrives at a scene is worked
on once, all of it together, until nothing new arrives anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from scr_sim.engine.transitions import (
    ChoiceTransition,
    EnquiryAct,
    EnquiryTransition,
    Transition,
)
from scr_sim.exploration.liveness import Matter, Matters, Onward
from scr_sim.exploration.state_vectors import Layout, Step, TooManyError
from scr_sim.graphs import circles, in_order

#: How many vectors' worth of scenes are worked on before a search gives up: some ten seconds.
MOST_WORK = 20_000_000_000

#: What arrives where: for each scene, a set of vectors.
Arrivals = dict[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A way out of a scene, ready to be worked with: what it changes, and where it leads."""

    transition: ChoiceTransition | None
    guard: int
    steps: list[Step]
    links: list[tuple[int, list[Step], int]]

    def taken(self, vectors: int) -> Iterator[tuple[int, int]]:
        """Return the scenes that the vectors lead to, each with what arrives there."""
        vectors &= self.guard
        if vectors:
            yield from self.on(run(self.steps, vectors))

    def before(self, vectors: int, wanted: Sequence[int]) -> int:
        """Return those of the vectors that lead to what is wanted; that is by scene, arriving."""
        vectors &= self.guard
        left = run(self.steps, vectors)
        leading = 0
        for mask, steps, target in self.links:
            going = left & mask
            left ^= going
            if going and wanted[target]:
                leading |= before(steps, going, wanted[target])
        return before(self.steps, vectors, leading)

    def on(self, vectors: int) -> Iterator[tuple[int, int]]:
        """Return the scenes that vectors on their way out lead to, with what arrives there."""
        for mask, steps, target in self.links:
            going = vectors & mask
            if going:
                vectors ^= going
                yield target, run(steps, going)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One answer to an enquiry, ready to be worked with; of a page, whatever is noted of it."""

    #: The answer with nothing noted.
    transition: EnquiryTransition
    guard: int
    steps: list[Step]
    #: What each line that matters gives, and how many may be noted.
    lines: list[list[Step]]
    pick: int
    #: The answer with every choice of lines.
    every: tuple[EnquiryTransition, ...]

    def answered(self, vectors: int) -> int:
        """Return what stands after asking with some vectors, with any lines noted."""
        vectors &= self.guard
        if not vectors:
            return 0
        vectors = run(self.steps, vectors)
        # Not a set for every choice of lines: each line is noted, or not, in all states at once.
        for _ in range(self.pick if self.lines else 0):
            found = vectors
            for line in self.lines:
                found |= run(line, vectors)
            if found == vectors:
                break
            vectors = found
        return vectors

    def before(self, vectors: int, wanted: int) -> int:
        """Return those of the vectors that asking can take to what is wanted."""
        vectors &= self.guard
        answered = self.answered(vectors)
        for _ in range(self.pick if self.lines else 0):
            for line in self.lines:
                wanted |= before(line, answered, wanted)
        return before(self.steps, vectors, wanted)


class SceneSteps:
    """One scene, ready to be worked with."""

    __slots__ = ("asking", "decides", "entering", "limit", "routes")

    def __init__(self, layout: Layout, scene: int) -> None:
        matters = layout.matters
        table = matters.engine.scenes[scene]
        arriving, being = matters.arriving[scene], matters.being[scene]
        self.entering = layout.steps(
            arriving, table.change, matters.reads.gained(table.facts), being
        )
        self.decides = table.kind == "decision"
        self.limit = table.limit
        self.routes: list[Route] = []
        self.asking: list[Asking] = []
        if table.kind == "passage":
            onward = matters.onward[scene][0]
            links = _links(layout, onward, being)
            self.routes.append(Route(transition=None, guard=layout.full, steps=[], links=links))
            return
        gained = matters.reads.gained
        for at, choice in enumerate(table.choices):
            leaving = matters.leaving[scene][at]
            guard = layout.all_of(matters.tests(scene, choice), being.facts)
            steps = layout.steps(being, choice.change, gained(choice.facts), leaving)
            links = _links(layout, matters.onward[scene][at], leaving)
            self.routes.append(Route(transition=choice, guard=guard, steps=steps, links=links))
        for act in table.enquiry_acts:
            lines = _lines(layout, scene, act)
            for ways in act.asked:
                plain = ways[()]
                guard = layout.all_of(matters.tests(scene, plain), being.facts)
                self.asking.append(
                    Asking(
                        transition=plain,
                        guard=guard,
                        steps=layout.steps(being, plain.change, gained(plain.facts), being),
                        lines=lines,
                        pick=act.page.pick if act.page is not None else 0,
                        every=tuple(ways.values()),
                    )
                )

    def asked(self, vectors: int) -> list[int]:
        """Return what may stand in the scene after 0, 1, 2 ... enquiries on one visit.

        Without a limit, all of it is in the one set that is returned.
        """
        if not self.asking or self.limit == 0:
            return [vectors]
        if not self.counts:
            return [self._all_asked(vectors)]
        after = [vectors]
        for _ in range(self.limit or 0):
            found = 0
            for asking in self.asking:
                found |= asking.answered(after[-1])
            if not found:
                break
            after.append(found)
        return after

    def _all_asked(self, vectors: int) -> int:
        new = vectors
        while new:
            found = 0
            for asking in self.asking:
                found |= asking.answered(new)
            new = found & ~vectors
            vectors |= new
        return vectors

    def has_time(self, asked: int) -> bool:
        """Return whether there is time for an enquiry after so many on one visit."""
        return not self.counts or asked < (self.limit or 0)

    @property
    def counts(self) -> bool:
        """Whether the limit can be felt: there are more enquiries than there is time for."""
        enquiries = {asking.transition.enquiry.id for asking in self.asking}
        return self.limit is not None and self.limit < len(enquiries)

    def blocked(self, vectors: int) -> int:
        """Return the vectors with which no choice can be taken."""
        for route in self.routes:
            vectors &= ~route.guard
        return vectors

    def stuck_after(self, asked: int, vectors: int) -> int:
        """Return the vectors with which nothing can be done after so many enquiries."""
        vectors = self.blocked(vectors)
        if self.has_time(asked):
            for asking in self.asking:
                vectors &= ~asking.guard
        return vectors


class Sets:
    """What every play can reach, scene by scene."""

    def __init__(self, matters: Matters) -> None:
        self.matters = matters
        self.layout = Layout(matters)
        self.engine = matters.engine
        self.scenes = [SceneSteps(self.layout, scene) for scene in range(len(self.engine.scenes))]
        count = len(self.scenes)
        self.arrived = [0] * count
        #: By scene, the vectors that may stand there, enquiries made included.
        self.there = [0] * count
        #: By scene, the vectors with which no choice, and those with which nothing can be done.
        self.blocked = [0] * count
        self.stuck = [0] * count
        #: The transitions that some play makes.
        self.made: set[Transition] = set()
        #: Which scenes some play leads to at once from which, passages included.
        self.links: dict[int, set[int]] = {}
        steps = list(enumerate(self.scenes))
        #: Each scene's place in the order in which the story runs, loops aside.
        self.rank = in_order(
            {scene: [target for _, _, target in _all_links(here)] for scene, here in steps},
            [self.engine.first],
        )
        self._worked = 0
        self._search()

    def work(self) -> None:
        """Count one scene's worth of work. Raises `TooManyError` where it has become too much."""
        self._worked += self.layout.size
        if self._worked > MOST_WORK:
            raise TooManyError

    @property
    def doubtful(self) -> frozenset[int]:
        """Scenes where it takes knowing which enquiries were made to know what is stuck."""
        return frozenset(
            scene
            for scene, blocked in enumerate(self.blocked)
            if blocked and self.scenes[scene].asking
        )

    def enter(self, scene: int, vectors: int) -> int:
        """Return what stands in a scene after vectors arrived there."""
        return run(self.scenes[scene].entering, vectors)

    def settled(self, arriving: Iterator[tuple[int, int]]) -> Arrivals:
        """Walk arrivals through passages; return what comes to stand in decisions and endings."""
        scenes = self.engine.scenes
        return {
            scene: vectors
            for scene, vectors in self.walked(arriving).items()
            if scenes[scene].kind != "passage"
        }

    def walked(self, arriving: Iterator[tuple[int, int]]) -> Arrivals:
        """Walk arrivals through passages; return what stands in every scene on the way."""
        walked: Arrivals = {}
        waiting = list(arriving)
        while waiting:
            scene, vectors = waiting.pop()
            here = self.scenes[scene]
            vectors = run(here.entering, vectors)
            before = walked.get(scene, 0)
            walked[scene] = before | vectors
            vectors &= ~before  # what goes round for ever is walked once
            if vectors and self.engine.scenes[scene].kind == "passage":
                waiting.extend(here.routes[0].taken(vectors))
        return walked

    def begun(self) -> Arrivals:
        """Return where plays stand before their first action."""
        return self.settled(self.first())

    def first(self) -> Iterator[tuple[int, int]]:
        """Return what arrives at the first scene."""
        yield self.engine.first, self.layout.start()

    # -- the search

    def _search(self) -> None:
        rank = self.rank
        new: Arrivals = {self.engine.first: self.layout.start()}
        queue = [(rank[self.engine.first], self.engine.first)]
        while queue:
            _, scene = heappop(queue)
            vectors = new.pop(scene, 0)
            if not vectors:
                continue
            self.work()
            self.arrived[scene] |= vectors
            for target, going in self._leave(scene, self.enter(scene, vectors)):
                self.links.setdefault(scene, set()).add(target)
                fresh = going & ~self.arrived[target]
                if fresh:
                    if target not in new:
                        heappush(queue, (rank[target], target))
                    new[target] = new.get(target, 0) | fresh

    def _leave(self, scene: int, vectors: int) -> Iterator[tuple[int, int]]:
        here = self.scenes[scene]
        after = here.asked(vectors)
        stands = 0
        for asked, there in enumerate(after):
            stands |= there
            if here.has_time(asked):
                self.made.update(a.transition for a in here.asking if there & a.guard)
        self.there[scene] |= stands
        if here.decides:
            self.blocked[scene] |= here.blocked(stands)
            for asked, there in enumerate(after):
                self.stuck[scene] |= here.stuck_after(asked, there)
        for route in here.routes:
            for target, going in route.taken(stands):
                if route.transition is not None:
                    self.made.add(route.transition)
                yield target, going

    # -- what was found

    @property
    def endings(self) -> list[int]:
        """Return the endings that some play comes to."""
        scenes = enumerate(self.engine.scenes)
        return [n for n, table in scenes if self.there[n] and table.kind == "ending"]

    @property
    def states(self) -> int:
        """Return how many states of decisions and endings there are."""
        return sum(
            there.bit_count()
            for there, table in zip(self.there, self.engine.scenes, strict=True)
            if table.kind != "passage"
        )

    def endless(self) -> list[tuple[int, ...]]:
        """Return the runs of passages that some play never leaves, in the file's order."""
        inside = {
            scene: self.there[scene]
            for scene, table in enumerate(self.engine.scenes)
            if table.kind == "passage" and self.there[scene]
        }
        # A passage's state leads to one state alone: what is still led to by something inside,
        # once all that is not was taken away, is led to by itself in the end.
        while True:
            led: Arrivals = {}
            for scene, vectors in inside.items():
                self.work()
                for target, going in self.scenes[scene].routes[0].on(vectors):
                    if target in inside:
                        there = self.enter(target, going) & inside[target]
                        led[target] = led.get(target, 0) | there
            led = {scene: vectors for scene, vectors in led.items() if vectors}
            if led == inside:
                links = {
                    scene: [t for _, _, t in _all_links(self.scenes[scene]) if t in inside]
                    for scene in inside
                }
                return sorted(tuple(sorted(loop)) for loop in circles(links))
            inside = led


def run(steps: list[Step], vectors: int) -> int:
    """Return the vectors after some steps."""
    for step in steps:
        vectors = step.on(vectors)
    return vectors


def before(steps: list[Step], vectors: int, wanted: int) -> int:
    """Return those of the vectors that some steps take to what is wanted."""
    stood = []
    for step in steps:
        stood.append(vectors)
        vectors = step.on(vectors)
    wanted &= vectors
    for step, vectors in zip(reversed(steps), reversed(stood), strict=True):
        wanted = step.back(wanted) & vectors
    return wanted


def _lines(layout: Layout, scene: int, act: EnquiryAct) -> list[list[Step]]:
    """Return what noting each line of a page does; lines that give the same are one."""
    if act.page is None:
        return []
    matters = layout.matters
    being, known = matters.being[scene], matters.engine.note_facts
    given = {
        matters.reads.gained(sum(known[note] for note in notes)) & being.facts
        for notes in act.page.lines.values()
    }
    return [layout.steps(being, None, facts, being) for facts in sorted(given) if facts]


def _links(layout: Layout, onward: Onward, leaving: Matter) -> list[tuple[int, list[Step], int]]:
    matters = layout.matters
    return [
        (
            layout.mask(test, leaving.facts),
            layout.steps(leaving, None, 0, matters.arriving[target]),
            target,
        )
        for test, target in onward
    ]


def _all_links(here: SceneSteps) -> Iterator[tuple[int, list[Step], int]]:
    for route in here.routes:
        yield from route.links
