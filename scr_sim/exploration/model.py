"""What exploring found, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A decision in which some play can do nothing, and the shortest way there."""

    scene: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoWayOut:
    """A decision from which some play reaches no ending any more, and the shortest way there."""

    scene: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndingReached:
    """An ending, how many plays come to it (None: see `Explored.why`), and the shortest way."""

    scene: str
    plays: int | None
    shortest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingTouched:
    """The choices, as ``scene.choice``, that some play can make and that touch a finding."""

    echoed_by: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a scenario's plays part and meet.

    ``decisions`` counts those that some play reaches, ``branching`` are those of them that can
    lead to different scenes, ``always`` the scenes before an ending that no way round leaves out.
    """

    decisions: int
    branching: tuple[str, ...]
    always: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "decisions": self.decisions,
            "branching": list(self.branching),
            "always": list(self.always),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """What can happen in a scenario, over every play.

    ``complete`` says whether every state was looked at; where it is false, what is listed as
    reached is reached, and nothing is certain of the rest. ``why`` says, for each figure that
    is None, why.
    """

    scenario: str
    branches: tuple[str, ...]
    states: int
    reachable: tuple[str, ...]
    unreachable: tuple[str, ...]
    #: Choices and enquiries as ``scene.choice`` and ``scene.enquiry``.
    available: tuple[str, ...]
    never: tuple[str, ...]
    enquiries_available: tuple[str, ...]
    enquiries_never: tuple[str, ...]
    dead_ends: tuple[DeadEnd, ...]
    no_way_out: tuple[NoWayOut, ...]
    endings: tuple[EndingReached, ...]
    plays: int | None
    fewest: int | None
    most: int | None
    #: The least and the greatest value of each number.
    variables: dict[str, tuple[int, int]]
    findings: dict[int, FindingTouched]
    shape: Shape
    #: Runs of passages that some play never leaves.
    loops: tuple[tuple[str, ...], ...]
    complete: bool
    why: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, as ``scr-sim explore --json`` prints it."""
        return {
            "scenario": self.scenario,
            "branches": list(self.branches),
            "states": self.states,
            "scenes": {"reachable": list(self.reachable), "unreachable": list(self.unreachable)},
            "choices": {"available": list(self.available), "never": list(self.never)},
            "enquiries": {
                "available": list(self.enquiries_available),
                "never": list(self.enquiries_never),
            },
            "dead_ends": [
                {"scene": dead.scene, "actions": list(dead.actions)} for dead in self.dead_ends
            ],
            "no_way_out": [
                {"scene": lost.scene, "actions": list(lost.actions)} for lost in self.no_way_out
            ],
            "endings": {
                ending.scene: {"plays": ending.plays, "shortest": list(ending.shortest)}
                for ending in self.endings
            },
            "plays": self.plays,
            "decisions": {"fewest": self.fewest, "most": self.most},
            "variables": {
                name: {"min": least, "max": greatest}
                for name, (least, greatest) in self.variables.items()
            },
            "findings": {
                str(number): {
                    "echoed_by": list(touched.echoed_by),
                    "answered_by": list(touched.answered_by),
                }
                for number, touched in self.findings.items()
            },
            "shape": self.shape.as_data(),
            "passage_loops": [list(loop) for loop in self.loops],
            "complete": self.complete,
            "why": self.why,
        }
