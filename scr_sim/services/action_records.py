"""Plays as records: what is kept of each action, with the words that it had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from scr_sim.engine import EnquiryAction, Play, digest, read_action
from scr_sim.engine.digests import to_json
from scr_sim.store.model import CasePlace, KeptAction, KeptEnding, PlayRecord


def described(
    before: Play, after: Play, reason: str, confidence: int | None, at: datetime
) -> KeptAction:
    """Return the action that led from one play to the next, with the words that it had."""
    word = after.actions_taken[-1]
    read = read_action(word)
    enquiries = [(e.id, "", e.label) for e in before.enquiries() if not e.made]
    choices = [(c.id, str(c.stance), c.label) for c in before.choices()]
    made, among = (
        (read.enquiry, enquiries) if isinstance(read, EnquiryAction) else (read.choice, choices)
    )
    stance, label = next((s, text) for name, s, text in among if name == made)
    kind = "enquiry" if isinstance(read, EnquiryAction) else "choice"
    return KeptAction(
        word=word,
        scene=before.scene,
        kind=kind,
        label=label,
        stance=stance,
        offered=tuple(enquiries + choices),
        reason=reason,
        confidence=confidence,
        at=at,
        digest=to_json(digest(after)),
    )


def described_all(play: Play, kept: Sequence[KeptAction], now: datetime) -> list[KeptAction]:
    """Return all actions of a play as they are now, with what was written at those kept."""
    found: list[KeptAction] = []
    while play.previous is not None:
        place = len(play.actions_taken) - 1
        was = kept[place] if place < len(kept) else None
        found.append(
            described(
                play.previous,
                play,
                was.reason if was else "",
                was.confidence if was else None,
                was.at if was else now,
            )
        )
        play = play.previous
    return found[::-1]


def digest_of_beginning(play: Play) -> str:
    """Return what a play began with, as it is kept."""
    while play.previous is not None:
        play = play.previous
    return to_json(digest(play))


def ending_of(play: Play) -> KeptEnding | None:
    """Return the ending that a play has come to, as it is kept; None where it goes on."""
    scene = play.scene_model
    if scene.kind != "ending":
        return None
    return KeptEnding(play.scene, scene.ending.title, scene.ending.kind)


def record_of(
    play_id: str,
    play: Play,
    moment: datetime,
    *,
    source: str,
    gentle: bool,
    actions: Sequence[KeptAction] = (),
    forked_from: str | None = None,
    case_place: CasePlace | None = None,
    with_room: bool = False,
) -> PlayRecord:
    """Return the record of a play that is begun at a moment, with what was done in it before."""
    scenario, ending = play.scenario, ending_of(play)
    return PlayRecord(
        id=play_id,
        scenario=scenario.id,
        title=scenario.title,
        branches=scenario.branches,
        source=source,
        started=moment,
        updated=moment,
        ending=ending.id if ending else None,
        ending_title=ending.title if ending else "",
        ending_kind=ending.kind if ending else "",
        actions=tuple(actions),
        forked_from=forked_from,
        left=False,
        gentle=gentle,
        branch_files=scenario.branch_files,
        digest=digest_of_beginning(play),
        starts=scenario.started_with,
        case_place=case_place,
        with_room=with_room,
    )
