"""Scenes made ready to be worked on, all states of each at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from scr_sim.engine.transitions import ChoiceTransition, EnquiryAct, EnquiryTransition
from scr_sim.exploration.liveness import Matter, Matters, Onward
from scr_sim.exploration.state_vectors import VectorLayout
from scr_sim.exploration.vector_steps import Step


class Route(Struct, frozen=True, kw_only=True, eq=False):
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

    def left(self, vectors: int) -> int:
        """Return what the vectors are once the way is taken and the next scene is not picked."""
        return run(self.steps, vectors & self.guard)

    def before(self, vectors: int, wanted: Sequence[int]) -> int:
        """Return those of the vectors that lead to what is wanted; that is by scene, arriving."""
        vectors &= self.guard
        left = run(self.steps, vectors)
        led = 0
        for mask, steps, target in self.links:
            going = left & mask
            left ^= going
            if going and wanted[target]:
                led |= before(steps, going, wanted[target])
        return before(self.steps, vectors, led)

    def on(self, vectors: int) -> Iterator[tuple[int, int]]:
        """Return the scenes that vectors on their way out lead to, with what arrives there."""
        for mask, steps, target in self.links:
            going = vectors & mask
            if going:
                vectors ^= going
                yield target, run(steps, going)


class ReadyAnswer(Struct, frozen=True, kw_only=True, eq=False):
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

    __slots__ = ("always", "asking", "decides", "entering", "limit", "routes")

    def __init__(self, layout: VectorLayout, matters: Matters, scene: int) -> None:
        table = matters.engine.scenes[scene]
        arriving, being = matters.arriving[scene], matters.being[scene]
        self.entering = layout.steps(
            arriving, table.change, matters.reads.gained(table.facts), being
        )
        self.decides = table.kind == "decision"
        self.limit = table.limit
        self.routes: list[Route] = []
        self.asking: list[ReadyAnswer] = []
        #: Whether some choice can be taken whatever is so.
        self.always = False
        everything = layout.everything(being.facts)
        if table.kind == "passage":
            onward = matters.onward[scene][0]
            links = _links(layout, matters, onward, being)
            self.routes.append(Route(transition=None, guard=everything, steps=[], links=links))
            return
        gained = matters.reads.gained
        for at, choice in enumerate(table.choices):
            leaving = matters.leaving[scene][at]
            guard = layout.all_of(matters.tests(scene, choice), being.facts)
            steps = layout.steps(being, choice.change, gained(choice.facts), leaving)
            links = _links(layout, matters, matters.onward[scene][at], leaving)
            self.routes.append(Route(transition=choice, guard=guard, steps=steps, links=links))
            self.always |= guard == everything
        for act in table.enquiry_acts:
            lines = _lines(layout, matters, scene, act)
            for ways in act.asked:
                plain = ways[()]
                guard = layout.all_of(matters.tests(scene, plain), being.facts)
                self.asking.append(
                    ReadyAnswer(
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
        if self.always:
            return 0
        for route in self.routes:
            if not vectors:
                break
            vectors &= ~route.guard
        return vectors

    def stuck_after(self, asked: int, vectors: int) -> int:
        """Return the vectors with which nothing can be done after so many enquiries."""
        vectors = self.blocked(vectors)
        if self.has_time(asked):
            for asking in self.asking:
                if not vectors:
                    break
                vectors &= ~asking.guard
        return vectors


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


def _lines(layout: VectorLayout, matters: Matters, scene: int, act: EnquiryAct) -> list[list[Step]]:
    """Return what noting each line of a page does; lines that give the same are one."""
    if act.page is None:
        return []
    being, known = matters.being[scene], matters.engine.note_facts
    given = {
        matters.reads.gained(sum(known[note] for note in notes)) & being.facts
        for notes in act.page.lines.values()
    }
    return [layout.steps(being, None, facts, being) for facts in sorted(given) if facts]


def _links(
    layout: VectorLayout, matters: Matters, onward: Onward, leaving: Matter
) -> list[tuple[int, list[Step], int]]:
    return [
        (
            layout.mask(test, leaving.facts),
            layout.steps(leaving, None, 0, matters.arriving[target]),
            target,
        )
        for test, target in onward
    ]
