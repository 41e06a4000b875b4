"""The events of an exercise, written down as a test tells it."""

from __future__ import annotations

from typing import Any

from scr_sim import Play
from scr_sim.group import events as e
from scr_sim.group.shared_types import Place, Recording, Rule, Sure
from scr_sim.scenario import LoadedScenario

#: 1 March 2026, a quarter past nine.
BEGUN = 1_772_356_500_000
#: What opens doors: none of it may be in any file of the record.
SECRETS = ("code-QWXZ", "console-key-1f", "wall-key-2e")


class Told:
    """Gathers the events of one exercise; its room's play goes on as they are told."""

    def __init__(
        self,
        scenario: LoadedScenario,
        recording: Recording = "anonymous",
        rule: Rule = "majority",
        lead: str = "",
        salt: str = "",
    ) -> None:
        self._salt = salt
        self.play = Play(scenario)
        self.events: list[e.Event] = []
        self.round = 1
        self._seats = 0
        self._keys = 0
        self.add(
            e.Opened(
                at=self.now,
                scenario=scenario.id,
                digest="d",
                code=SECRETS[0],
                port=48123,
                console_key=SECRETS[1],
                wall_key=SECRETS[2],
                recording=recording,
                rule=rule,
                lead=lead,
            )
        )

    @property
    def now(self) -> int:
        """When the next event happens: a second after the last."""
        return BEGUN + 1000 * len(self.events)

    @property
    def place(self) -> Place:
        """The decision and round that the room is at."""
        step = len(self.play.actions_taken)
        return Place(scene=self.play.scene, step=step, round=self.round)

    def add(self, event: e.Event) -> None:
        """Let something happen."""
        self.events.append(event)

    def join(self, agency: str, name: str = "") -> int:
        """Take a seat and return its number."""
        self._seats += 1
        n = self._seats
        self.add(
            e.Joined(
                at=self.now,
                person=n,
                token=f"token-{n}-{self._salt}-secret",
                words=f"words-{n}-secret",
                agency=agency,
                name=name,
            )
        )
        return n

    def vote(self, choices: dict[int, str | None]) -> None:
        """Let people tap."""
        for person, choice in choices.items():
            self._keys += 1
            self.add(
                e.Voted(
                    at=self.now,
                    person=person,
                    place=self.place,
                    key=f"tap-{self._keys}-secret",
                    choice=choice,
                )
            )

    def explain(
        self, person: int, because: str, unless: str = "", sure: Sure | None = None
    ) -> None:
        """Let somebody say why."""
        self.add(
            e.Explained(
                at=self.now,
                person=person,
                place=self.place,
                sure=sure,
                because=because,
                unless=unless,
            )
        )

    def move(self, phase: Any) -> None:
        """Let the exercise go on to a phase."""
        scene = self.play.scene
        self.add(e.Moved(at=self.now, phase=phase, round=self.round, scene=scene))

    def voice(self, enquiry: str) -> None:
        """Let an enquiry be read out."""
        self.act(f"!{enquiry}")

    def act(self, action: str) -> None:
        """Let the room's play take an action."""
        self.play = self.play.take(action)
        self.add(e.Acted(at=self.now, action=action))

    def decide(self, action: str, by: Any = "majority", because: str = "") -> Place:
        """Let the room decide, and return the place of the decision."""
        place = self.place
        self.add(e.Decided(at=self.now, place=place, action=action, by=by, because=because))
        self.move("decided")
        self.act(action)
        self.round = 1
        return place
