"""Votes counted: what the rule makes of them, and how a reveal shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from scr_sim.group.room import Room, Round, Seat
from scr_sim.group.shared_types import Rule
from scr_sim.group.views import AgencyVotes, Flow, Revealed

#: An agency with fewer votes than this is shown together with others in an anonymous exercise.
FEWEST_UNNAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a rule makes of a vote: one choice, or those between which it stands."""

    choice: str | None
    between: tuple[str, ...] = ()


def counts(held: Round) -> Counter[str | None]:
    """Return how many chose what, phones and hands together; None is “cannot decide”."""
    found = Counter(ballot.choice for ballot in held.ballots.values())
    found.update(held.hands)
    return found


def tally(
    rule: Rule,
    held: Round,
    seats: Mapping[int, Seat],
    *,
    lead: str,
    escalating: Collection[str],
    order: Sequence[str],
) -> Tally:
    """Return what a rule makes of a vote.

    ``escalating`` are the choices that escalate; ``order`` are the scene's choices as everybody
    sees them. It never decides anything: a tie leaves all that are level.
    """
    votes = counts(held)
    chosen = [choice for choice in order if votes[choice]]
    if rule == "trainer":
        return Tally(choice=None, between=tuple(chosen or order))
    if rule == "consensus":
        if len(chosen) == 1 and not votes[None]:
            return Tally(choice=chosen[0])
        return Tally(choice=None, between=tuple(chosen or order))
    if rule == "lead":
        own = Counter(
            ballot.choice
            for person, ballot in held.ballots.items()
            if person in seats and seats[person].agency == lead
        )
        return _most(own, order)
    if rule == "escalation":
        risen = _escalated(held, seats, frozenset(escalating))
        if len(risen) == 1:
            return Tally(choice=risen[0])
        if risen:
            return Tally(choice=None, between=tuple([c for c in order if c in risen]))
        most = _most(votes, order)
        raised = {choice for choice in escalating if held.hands.get(choice)}
        if raised - {most.choice}:
            # Hands have no agency: whether one of them escalated is for the room to say.
            between = {*raised, *([most.choice] if most.choice else most.between)}
            return Tally(choice=None, between=tuple([c for c in order if c in between]))
        return most
    return _most(votes, order)


def _escalated(held: Round, seats: Mapping[int, Seat], escalating: frozenset[str]) -> list[str]:
    """Return the escalations that agencies came to among themselves, each once."""
    by_agency: dict[str, Counter[str | None]] = {}
    for person, ballot in held.ballots.items():
        if person in seats:
            by_agency.setdefault(seats[person].agency, Counter())[ballot.choice] += 1
    risen = set()
    for votes in by_agency.values():
        most = max(votes.values())
        first = [choice for choice, count in votes.items() if count == most]
        if len(first) == 1 and first[0] in escalating:
            risen.add(str(first[0]))
    return sorted(risen)


def _most(votes: Counter[str | None], order: Sequence[str]) -> Tally:
    most = max((votes[choice] for choice in order), default=0)
    first = [choice for choice in order if votes[choice] == most]
    if most and len(first) == 1:
        return Tally(choice=first[0])
    return Tally(choice=None, between=tuple(first))


def revealed(room: Room, names: Mapping[str, str], order: Sequence[str]) -> Revealed | None:
    """Return the votes of the room's decision side by side; None where none was counted."""
    return revealed_of(room.counted, room.seats, names, order, room.opened.recording)


def revealed_of(
    rounds: Sequence[Round],
    seats: Mapping[int, Seat],
    names: Mapping[str, str],
    order: Sequence[str],
    recording: str,
) -> Revealed | None:
    """Return some votes side by side; ``names`` has the agencies, ``order`` the choices."""
    rounds = [held for held in rounds if not held.voided]
    if not rounds:
        return None
    every = [counts(held) for held in rounds]
    flows: Counter[tuple[str | None, str | None]] = Counter()
    once = 0
    if len(rounds) > 1:
        before, after = rounds[-2], rounds[-1]
        for person, ballot in after.ballots.items():
            if person in before.ballots:
                flows[before.ballots[person].choice, ballot.choice] += 1
        once = len(before.ballots.keys() ^ after.ballots.keys())
    # What the scenario has no more comes last: it may have been edited since the vote.
    known: list[str | None] = [*order, None]

    def place(choice: str | None) -> int:
        return known.index(choice) if choice in known else len(known)

    return Revealed(
        rounds=tuple([{choice: votes[choice] for choice in order} for votes in every]),
        undecided=tuple([votes[None] for votes in every]),
        hands=tuple([bool(held.hands) for held in rounds]),
        numbers=tuple([held.place.round for held in rounds]),
        by_agency=_by_agency(rounds[-1], seats, names, order, merged=recording == "anonymous"),
        flows=tuple(
            [
                Flow(before=was, after=now, people=people)
                for (was, now), people in sorted(
                    flows.items(),
                    key=lambda flow: [place(choice) for choice in flow[0]],
                )
            ]
        ),
        changed=sum(people for (was, now), people in flows.items() if was != now),
        once_only=once,
    )


def _by_agency(
    held: Round,
    seats: Mapping[int, Seat],
    names: Mapping[str, str],
    order: Sequence[str],
    *,
    merged: bool,
) -> tuple[AgencyVotes, ...]:
    votes: dict[str, Counter[str | None]] = {}
    for person, ballot in held.ballots.items():
        if person in seats:
            votes.setdefault(seats[person].agency, Counter())[ballot.choice] += 1
    agencies = [agency for agency in (*names, "") if agency in votes]
    groups = [[agency] for agency in agencies]
    if merged:
        groups = _merged(agencies, {agency: votes[agency].total() for agency in agencies})
    found = []
    for group in groups:
        together: Counter[str | None] = Counter()
        for agency in group:
            together.update(votes[agency])
        found.append(
            AgencyVotes(
                names=tuple([names.get(agency, "No agency") for agency in group]),
                counts={choice: together[choice] for choice in order},
                undecided=together[None],
            )
        )
    return tuple(found)


def _merged(agencies: Sequence[str], sizes: Mapping[str, int]) -> list[list[str]]:
    """Return the agencies in groups of three votes or more; a rest too small joins the smallest.

    Nothing is shown by agency where even all together are fewer.
    """
    large = [[agency] for agency in agencies if sizes[agency] >= FEWEST_UNNAMED]
    small = [agency for agency in agencies if sizes[agency] < FEWEST_UNNAMED]
    if not small:
        return large
    if sum(sizes[agency] for agency in small) < FEWEST_UNNAMED:
        if not large:
            return []
        # What is left out could be found by taking the others from the whole.
        joined = min(large, key=lambda group: sizes[group[0]])
        large.remove(joined)
        small = [agency for agency in agencies if agency in {*small, *joined}]
    return [*large, small]
