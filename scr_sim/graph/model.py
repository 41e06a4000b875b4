"""A scenario as a graph: scenes, and the links that lead from each to the next. Plain data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scr_sim.scenario.model.choice import Stance
from scr_sim.scenario.model.scene import EndingKind

SceneKind = Literal["decision", "passage"] | EndingKind
#: Where a link goes: to a scene further on, over what comes between, or back (or round).
Turn = Literal["on", "ahead", "back"]

ENDING_KINDS: tuple[EndingKind, ...] = ("protected", "mixed", "missed")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnScene:
    """One scene. An ending's ``kind`` is how it ends, and its ``title`` the ending's own.

    ``number`` is its place in the story's order, from 1; ``layer`` is how many links it is from
    the start at the most, going on. ``branch`` is the id of the branch that brought it, or empty.
    """

    id: str
    title: str
    kind: SceneKind
    number: int
    layer: int
    reachable: bool
    dead_end: bool
    endless: bool
    branch: str
    visited: bool
    #: Whose eyes it is seen through, where it is not the scenario's role.
    role: str = ""
    #: The enquiries that show a page to read closely, each with how much of it may be noted.
    pages: tuple[str, ...] = ()

    @property
    def ends(self) -> bool:
        """Whether a play ends here."""
        return self.kind in ENDING_KINDS

    @property
    def marks(self) -> tuple[str, ...]:
        """What is to be known of this scene beside its kind, in words."""
        return (*self.troubles, *((f"from {self.branch}",) if self.branch else ()))

    @property
    def troubles(self) -> tuple[str, ...]:
        """What its author will want to mend, in words."""
        return (
            *(() if self.reachable else ("no play comes here",)),
            *(("dead end",) if self.dead_end else ()),
            *(("never ends",) if self.endless else ()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLink:
    """One way from a scene to the next: one result of a choice, or a passage's way on.

    A passage's link has neither ``stance`` nor ``choice`` nor ``label``. ``convincing`` is None
    where nothing is cited, and ``cite`` says what is asked for and what convinces. ``cost`` is
    what the choice takes. ``variant`` is what must hold for this answer to be given (“otherwise”
    for the one that is left), and ``number`` which it is. ``letter`` tells a scene's links apart.
    ``if_`` is what must hold for the choice to be offered, ``unless`` what unlocks it, and
    ``when`` what must hold for its result to lead here (“otherwise” where it is what is left);
    each is empty where nothing must.
    ``available`` says whether some play goes this way, ``taken`` whether the play that is drawn
    did.
    """

    source: str
    target: str
    letter: str
    turn: Turn
    available: bool
    stance: Stance | None = None
    choice: str = ""
    label: str = ""
    convincing: bool | None = None
    cite: str = ""
    cost: str = ""
    variant: str = ""
    number: int | None = None
    if_: str = ""
    unless: str = ""
    once: bool = False
    when: str = ""
    branch: str = ""
    taken: bool = False

    @property
    def conditional(self) -> bool:
        """Whether anything must hold for this way to be taken, beside what is cited."""
        return bool(self.if_ or self.unless or self.once or self.cost or self.variant or self.when)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What must hold, in words."""
        return (
            *((f"offered if {self.if_}",) if self.if_ else ()),
            *((f"locked unless {self.unless}",) if self.unless else ()),
            *(("once",) if self.once else ()),
            *((f"takes {self.cost}",) if self.cost else ()),
            *((self.led_when,) if self.led_when else ()),
        )

    @property
    def led_when(self) -> str:
        """What must hold for the result to lead here, in words; empty where nothing must."""
        variant = {"": "", OTHERWISE: "no variant"}.get(self.variant, f"variant if {self.variant}")
        when = f"if {self.when}" if self.when not in ("", OTHERWISE) else self.when
        return "; ".join(filter(None, (variant, when)))


#: What a link's ``when`` is where it is taken because nothing before it held.
OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Walk:
    """A play's way: its ``name``, the scenes entered, and the choices made, each in order.

    A choice is its id, whether its citing convinced (None where nothing was cited), and which
    variant it came to, if any.
    """

    name: str
    scenes: tuple[str, ...]
    choices: tuple[tuple[str, bool | None, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A scenario, drawn: scenes in the story's order, then endings, then what no play reaches.

    Links are in the order of their scenes, and within a scene in the author's. Where not
    ``complete``, not every state was looked at, and nothing is marked as out of reach.
    ``title`` has those of the branches too. ``walk`` is the play whose way is marked, or None.
    """

    id: str
    title: str
    branches: tuple[tuple[str, str], ...]
    scenes: tuple[DrawnScene, ...]
    links: tuple[DrawnLink, ...]
    complete: bool
    walk: Walk | None

    def leaving(self, scene: str) -> list[DrawnLink]:
        """Return the links that lead out of a scene, in the author's order."""
        return [link for link in self.links if link.source == scene]

    def by_scene(self) -> Iterator[tuple[DrawnScene, list[DrawnLink]]]:
        """Return each scene with the links that lead out of it."""
        found: dict[str, list[DrawnLink]] = {scene.id: [] for scene in self.scenes}
        for link in self.links:
            found[link.source].append(link)
        for scene in self.scenes:
            yield scene, found[scene.id]
