"""Views of an exercise, as a server would give them, for the tests of console and wall."""

from __future__ import annotations

from typing import Any

from scr_sim.group.shared_types import Place
from scr_sim.group.views import (
    AgencyVotes,
    ChoiceShown,
    EvidenceShown,
    FindingShown,
    Flow,
    Revealed,
    SceneShown,
    WallView,
)

ASK = "Ask to see the headlice letters, and who has seen the children’s hair since September"
CHOICES = (
    ChoiceShown(id="take", stance="accept", label="Take the account as it is"),
    ChoiceShown(id="ask", stance="challenge", label=ASK, cost="1 hour"),
    ChoiceShown(id="visit", stance="challenge", label="Go to the house today"),
    ChoiceShown(id="call", stance="escalate", label="Call the duty manager"),
)
ONE_EACH = (CHOICES[0], CHOICES[1], CHOICES[3])
SCENE = SceneShown(
    id="office",
    title="The office at four",
    place="Children’s social care",
    date="3 November",
    role="Social worker",
    text="\n\n".join(
        f"Paragraph {n}. The mother says on the telephone that both children have headlice "
        "again, and that the nurse has told her to keep them at home until they are clear."
        for n in range(1, 9)
    ),
)
EVIDENCE = (
    EvidenceShown(
        id="register",
        label="What does the register say?",
        agency="School",
        state="voiced",
        answer="“Nineteen days since September,” reads the secretary, “eleven of them *headlice*.”",
    ),
    EvidenceShown(id="nurse", label="Did the nurse see them?", agency="Health", state="asked"),
    EvidenceShown(id="police", label="Has anybody been called?", agency="Police", state="held"),
)
REVEALED = Revealed(
    rounds=({"take": 7, "ask": 4, "call": 1}, {"take": 3, "ask": 8, "call": 2}),
    undecided=(2, 1),
    hands=(False, False),
    by_agency=(
        AgencyVotes(names=("School",), counts={"take": 1, "ask": 4}, undecided=0),
        AgencyVotes(
            names=("Health", "Police"), counts={"take": 2, "ask": 4, "call": 2}, undecided=1
        ),
    ),
    flows=(
        Flow(before="take", after="ask", people=4),
        Flow(before="take", after="take", people=3),
        Flow(before=None, after="call", people=1),
    ),
    numbers=(1, 2),
    changed=5,
    once_only=1,
)
FINDING = FindingShown(
    id="presenting-issue",
    title="The presenting issue was taken for the whole",
    review="The review found that each absence was explained by itself.\n\nNobody laid the "
    "nineteen days side by side, and nobody asked the children.",
    met=("The office at four: the room challenged.",),
    voiced=("Has anybody seen the register?",),
    dissent=("“I would have gone that day.” (Health)",),
    unvoiced=("Police: Has anybody been called?",),
)

SHOWN: dict[str, Any] = {
    "revision": 12,
    "turn": 3,
    "title": "Headlice, again",
    "phase": "vote",
    "paused": False,
    "place": Place(scene="office", step=3, round=1),
    "scene": SCENE,
    "outcome": "",
    "choices": CHOICES,
    "rule": "majority",
    "rule_in_words": "What most people vote for is what the room does.",
    "people": 14,
    "by_hand": 0,
    "set_aside": 0,
    "summary": "A week in which nobody counted.",
    "content_note": "Nobody is hurt on the page.",
    "voted": 9,
    "closes_at": None,
    "timer_until": None,
    "evidence": (),
    "revealed": None,
    "decided": "",
    "decided_how": "",
    "between": (),
    "dissent_until": None,
}
WALL: dict[str, Any] = {
    **SHOWN,
    "address": "http://192.168.100.100:8080/",
    "code": "KMPT",
    "door_open": True,
    "recording": "anonymous",
    "agencies": {"Children’s social care": 5, "Health": 4, "School": 3, "Police": 2},
    "findings": (),
    "finding": 0,
    "unseen": (),
    "pledges": (),
}


def wall(**other: Any) -> WallView:
    """Return a wall's view: a first vote, unless something else is said."""
    return WallView(**{**WALL, **other})


def place(round_: int) -> Place:
    """Return the place of a vote of the one decision."""
    return Place(scene="office", step=3, round=round_)


#: A view of every phase that differs on the wall.
WALLS: dict[str, WallView] = {
    "lobby": wall(phase="lobby"),
    "briefing": wall(phase="briefing"),
    "vote": wall(),
    "sealed": wall(phase="sealed", voted=14),
    "evidence": wall(phase="evidence", evidence=EVIDENCE),
    "discussion": wall(phase="discussion", evidence=EVIDENCE, timer_until=185_000),
    "revealed": wall(phase="revealed", revealed=REVEALED, choices=ONE_EACH, place=place(2)),
    "undecided": wall(
        phase="revealed", revealed=REVEALED, choices=ONE_EACH, between=("take", "ask")
    ),
    "decided": wall(
        phase="decided",
        decided="ask@register",
        decided_how="by the majority",
        dissent_until=60_000,
    ),
    "outcome": wall(phase="outcome", outcome="The secretary prints the register.\n\nIt is long."),
    "paused": wall(paused=True),
    "closing": wall(phase="closing", findings=(FINDING,)),
    "closing-room": wall(
        phase="closing",
        findings=(FINDING,),
        finding=1,
        unseen=("Nobody had seen the children alone.",),
        pledges=("Ask who has seen the child.",),
    ),
    "ended": wall(phase="ended", pledges=("Ask who has seen the child.", "Read the register.")),
}
