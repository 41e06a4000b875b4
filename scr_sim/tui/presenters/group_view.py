"""What console and wall both draw of a group exercise: choices, votes, evidence, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from scr_sim.group.counted_hands import typed_names
from scr_sim.group.shared_types import Phase
from scr_sim.group.views import ChoiceShown, EvidenceShown, Revealed, Shown
from scr_sim.group.words import UNDECIDED, changed_in_words, vote_name, vote_names, votes_of
from scr_sim.text.quantities import columns, counted, within
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from scr_sim.tui.content import MUTED, hung, join, line, plain

_NO_SIGN = "·"
EVIDENCE_SIGNS = {"held": "·", "asked": "◐", "voiced": "●"}
EVIDENCE_STATES = {"held": "not asked for yet", "asked": "asked for", "voiced": "read out"}

_PHASES: dict[Phase, str] = {
    "lobby": "Joining",
    "briefing": "Briefing",
    "sealed": "Votes sealed",
    "evidence": "Evidence",
    "discussion": "Discussion",
    "revealed": "Votes revealed",
    "decided": "Decided",
    "outcome": "What happened",
    "closing": "Debrief",
    "ended": "Ended",
}


def phase_in_words(view: Shown) -> str:
    """Return where an exercise stands: “Second vote”, “Evidence”."""
    if view.phase != "vote":
        return _PHASES[view.phase]
    return vote_name(view.place.round)


def clock(milliseconds: int) -> str:
    """Return a time that is left as minutes and seconds: “2:05”."""
    seconds = max(0, -(-milliseconds // 1000))
    return f"{seconds // 60}:{seconds % 60:02}"


def timer_in_words(view: Shown, now: int) -> str:
    """Return what the clocks say: the grace of a vote that closes, or the discussion's timer."""
    if view.paused:
        return ""
    if view.closes_at is not None and view.closes_at > now:
        return f"The vote closes in {counted(-(-(view.closes_at - now) // 1000), 'second')}."
    if view.timer_until is None:
        return ""
    if view.timer_until > now:
        return f"{clock(view.timer_until - now)} left to talk."
    return "The time to talk is up. Nothing closes by itself."


def choice_rows(choices: Sequence[ChoiceShown], width: int, *, typed: bool = False) -> Content:
    """Return choices by number, shape and word; ``typed`` adds what each is typed by as hands."""
    names = typed_names(choices) if typed else {}
    rows: list[Content] = []
    for number, one in enumerate(choices, 1):
        by = f" {names[one.id].rstrip(':')}" if one.id in names else ""
        lead = f"{number}{by:<3} " if typed else f"{number} "
        word = f"{SIGNS[one.stance]} {STANCE_NAMES[one.stance]:<9} "
        at = columns(lead + word)
        cost = f" ({one.cost})" if one.cost else ""
        locked = f" · not now: {one.locked}" if one.locked else ""
        rows.append(
            line(
                (lead, "bold"),
                (word, f"bold ${one.stance}"),
                (hung(one.label + cost + locked, width, at), MUTED if one.locked else ""),
            )
        )
    return join(rows)


def chosen(choices: Sequence[ChoiceShown], action: str) -> ChoiceShown | None:
    """Return the choice that an action takes, whatever it cites."""
    name = action.partition("@")[0]
    return next((one for one in choices if one.id == name), None)


def choice_line(choices: Sequence[ChoiceShown], action: str, width: int) -> Content:
    """Return one choice as shape, word and label."""
    one = chosen(choices, action)
    if one is None:
        return plain(action)
    lead = f"{SIGNS[one.stance]} {STANCE_NAMES[one.stance]} "
    return line(
        (lead, f"bold ${one.stance}"), (hung(one.label, width, 2, used=columns(lead) - 2), "bold")
    )


def _sign(choices: Sequence[ChoiceShown], name: str | None) -> tuple[str, str, str]:
    """Return the sign, the name and the style of a vote, named as the list of choices has it."""
    one = next((choice for choice in choices if choice.id == name), None)
    if one is None:
        return _NO_SIGN, UNDECIDED, MUTED
    return SIGNS[one.stance], vote_names(choices)[one.id], f"bold ${one.stance}"


def votes(view: Shown, revealed: Revealed, width: int) -> Content:
    """Return the votes of all rounds side by side, one row for each choice: bars and numbers."""
    rounds = len(revealed.rounds)
    ids: list[str | None] = [one.id for one in view.choices if not one.locked]
    if any(revealed.undecided):
        ids.append(None)
    most = max((*(n for r in revealed.rounds for n in r.values()), *revealed.undecided, 1))
    name_width = max((columns(_sign(view.choices, one)[1]) for one in ids), default=0) + 2
    cell = max(6, (width - name_width - 2) // max(1, rounds))
    bar = max(1, min(cell - 6, most, 30))
    heads = []
    for number in range(rounds):
        by_hand = " (with hands)" if revealed.hands[number] else ""
        heads.append(within(vote_name(revealed.numbers[number]) + by_hand, cell - 1).ljust(cell))
    rows = [plain(" " * (name_width + 1) + "".join(heads).rstrip(), "bold")]
    for one in ids:
        sign, word, style = _sign(view.choices, one)
        parts: list[tuple[str, str]] = [(word.ljust(name_width + 1), style)]
        for number in range(rounds):
            count = (
                revealed.undecided[number] if one is None else revealed.rounds[number].get(one, 0)
            )
            drawn = sign * (round(count * bar / most) or (1 if count else 0))
            parts.append((f"{count:>3} {drawn}".ljust(cell), style))
        rows.append(line(*parts))
    return join(rows)


def flow(view: Shown, revealed: Revealed) -> Content:
    """Return who went from where to where, and that changing one's mind is good practice."""
    rows: list[Content] = []
    for one in revealed.flows:
        if one.before == one.after:
            continue
        _, before, style_before = _sign(view.choices, one.before)
        _, after, style_after = _sign(view.choices, one.after)
        rows.append(
            line(
                (f"{counted(one.people, 'person')}: ", ""),
                (before, style_before),
                " → ",
                (after, style_after),
            )
        )
    if len(revealed.rounds) > 1:
        once = (
            f" {counted(revealed.once_only, 'person')} voted once only."
            if revealed.once_only
            else ""
        )
        rows.append(plain(changed_in_words(revealed) + once))
    return join(rows)


def agencies(view: Shown, revealed: Revealed) -> Content:
    """Return the last vote by agency."""
    rows: list[Content] = []
    for one in revealed.by_agency:
        parts: list[tuple[str, str]] = [(f"{', '.join(one.names)}: ", "bold")]
        for name, count in votes_of(one):
            _, word, style = _sign(view.choices, name)
            parts.append((f"{word}: {count}  ", style))
        rows.append(line(*parts))
    return join(rows)


def evidence_lead(one: EvidenceShown) -> Content:
    """Return an enquiry's sign, whose it is and what has become of it."""
    return line(
        (f"{EVIDENCE_SIGNS[one.state]} ", "bold $accent"),
        (one.agency or "Anybody", "bold"),
        (f"  {EVIDENCE_STATES[one.state]}", MUTED),
    )


def by_agency(seats: Mapping[str, int]) -> str:
    """Return numbers of people by agency: “Police 3, School 1”."""
    return ", ".join(f"{name} {count}" for name, count in seats.items())
