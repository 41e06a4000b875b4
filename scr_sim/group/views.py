"""What wall, phone and console are shown: plain values, with nothing that each may not see.

Texts are the scenario's own Markdown, as the narrator tells it, or plain words from people;
whoever draws them makes them safe for what they are drawn on. ``revision`` grows with every
event: a page that has shown a later one ignores an earlier.
"""

from __future__ import annotations

from typing import Literal

from scr_sim.group.shared_types import Frozen, Phase, Place, Recording, Rule, Sure
from scr_sim.scenario.model.choice import Stance


class ChoiceShown(Frozen):
    """A choice on offer; ``locked`` says why it cannot be taken, and is empty where it can."""

    id: str
    stance: Stance
    label: str
    cost: str = ""
    locked: str = ""


class EvidenceShown(Frozen):
    """An enquiry of this decision as everybody may see it: its answer only once it was voiced."""

    id: str
    label: str
    #: The agency's name; empty where the enquiry is anybody's.
    agency: str
    state: Literal["held", "asked", "voiced"]
    #: What the room heard; empty until it was voiced.
    answer: str = ""


class Flow(Frozen):
    """How many people went from one choice to another; None is “cannot decide”."""

    before: str | None
    after: str | None
    people: int


class AgencyVotes(Frozen):
    """One agency's votes, or those of several merged where one has too few to stay unnamed."""

    names: tuple[str, ...]
    counts: dict[str, int]
    undecided: int


class Revealed(Frozen):
    """A decision's votes side by side, once they are revealed."""

    #: For each round that was held and not voided, in order: people for each choice, and undecided.
    rounds: tuple[dict[str, int], ...]
    undecided: tuple[int, ...]
    hands: tuple[bool, ...]
    #: The rounds' own numbers: one that was voided leaves a gap.
    numbers: tuple[int, ...]
    by_agency: tuple[AgencyVotes, ...]
    flows: tuple[Flow, ...]
    changed: int
    once_only: int


class SceneShown(Frozen):
    """The scene that the room stands in."""

    id: str
    title: str
    place: str
    date: str
    role: str
    text: str


class Shown(Frozen):
    """What wall and phones have in common."""

    revision: int
    #: Grows when the room goes on to something else: commands of the trainer name it.
    turn: int
    title: str
    #: What it is about, and what might be hard: said before anybody begins.
    summary: str
    content_note: str
    phase: Phase
    paused: bool
    place: Place
    scene: SceneShown
    #: What the last action led to, until the next scene is briefed.
    outcome: str
    choices: tuple[ChoiceShown, ...]
    rule: Rule
    rule_in_words: str
    people: int
    #: How many votes of this decision were set aside.
    set_aside: int
    #: How many of them have voted with a phone, and how many hands were counted.
    voted: int
    by_hand: int
    #: When the grace of a closing vote is over, and the timer, in the server's milliseconds.
    closes_at: int | None
    timer_until: int | None
    evidence: tuple[EvidenceShown, ...]
    revealed: Revealed | None
    #: The choice that was decided on, and how; empty before.
    decided: str
    decided_how: str
    between: tuple[str, ...]
    dissent_until: int | None


class FindingShown(Frozen):
    """One finding of the closing: where the room met it, and what the review found."""

    id: str
    title: str
    review: str
    met: tuple[str, ...]
    #: What was read out there before the room decided, and what was not.
    voiced: tuple[str, ...]
    dissent: tuple[str, ...]
    unvoiced: tuple[str, ...]


class WallView(Shown):
    """What the projector shows."""

    address: str
    code: str
    door_open: bool
    recording: Recording
    agencies: dict[str, int]
    findings: tuple[FindingShown, ...]
    #: The finding being talked over, from 0; after the last comes what the room did not see.
    finding: int
    unseen: tuple[str, ...]
    pledges: tuple[str, ...]
    #: Which page of what it tells now the trainer has turned to, from 0.
    page: int = 0


class HeldEvidence(Frozen):
    """Evidence that only this person's agency holds, in full, to read out."""

    id: str
    label: str
    text: str
    state: Literal["held", "asked", "voiced"]


class PhoneView(Shown):
    """What one person's phone shows: what the wall may show, and what is their own."""

    person: int
    words: str
    agency: str
    recording_in_words: str
    may_vote: bool
    my_choice: str | None
    have_voted: bool
    late: bool
    sure: Sure | None
    because: str
    unless: str
    held: tuple[HeldEvidence, ...]
    may_dissent: bool
    #: A sole member of an agency is recognisable, and is told so.
    alone_in_agency: bool
    dissent: str
    pledge: str
    record_wanted: bool


class PersonShown(Frozen):
    """One seat, as the trainer sees it."""

    person: int
    name: str
    agency: str
    voted: bool
    away: bool


class TrainerEvidence(EvidenceShown):
    """An enquiry as the trainer sees it: its answer before it is voiced, and how it is taken."""

    text: str
    actions: tuple[str, ...]


class ConsoleView(Shown):
    """What the trainer sees. It never goes on the wall."""

    address: str
    code: str
    door_open: bool
    #: What the one key does next, in words.
    next_thing: str
    #: The commands that make sense now besides going on.
    commands: tuple[str, ...]
    trainer: str
    opening: str
    closing: str
    seats: tuple[PersonShown, ...]
    holding: tuple[TrainerEvidence, ...]
    pauses_wanted: int
    #: Something worth saying now, as “Nobody disagreed. Ask what evidence would change minds.”
    suggestion: str
    #: The enquiry that an agency reads out next; empty where none is left.
    next_evidence: str
    #: Actions among which the trainer must choose: what a choice cites, or how a tie is decided.
    to_decide: tuple[str, ...]
    findings: tuple[FindingShown, ...]
    finding: int
    unseen: tuple[str, ...]
    pledges: tuple[str, ...]
