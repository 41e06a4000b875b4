"""What the trainer reads on the console: what the one key does, who is waited for, what to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from scr_sim.group.views import ChoiceShown, ConsoleView, TrainerEvidence
from scr_sim.group.words import vote_names, voted_in_words
from scr_sim.text.quantities import counted
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.presenters.group_view import (
    agencies,
    by_agency,
    choice_line,
    choice_rows,
    evidence_lead,
    flow,
    phase_in_words,
    timer_in_words,
    votes,
)
from scr_sim.tui.presenters.wall_view import finding_parts

_GAP = Content("")
#: Phases in which somebody may still be waited for.
_VOTING = {"vote", "sealed"}


def head(view: ConsoleView) -> Content:
    """Return what is played, where it stands, and how people join."""
    door = "" if view.door_open else "  (closed to newcomers)"
    if "//127.0.0.1:" in view.address:
        door += "  (this machine alone; --lan lets phones in)"
    scene = "" if view.phase in {"lobby", "closing", "ended"} else f"  ·  {view.scene.title}"
    return join(
        [
            line((view.title, "bold $primary"), scene, (f"  ·  {phase_in_words(view)}", "bold")),
            line(
                "Code ",
                (view.code, "bold $accent"),
                "  at ",
                (view.address, "bold $accent"),
                (door, MUTED),
            ),
        ]
    )


def next_line(view: ConsoleView) -> Content:
    """Return what the one key does now."""
    if view.between and not view.paused:
        stands = "You decide. " if view.rule == "trainer" else "Undecided. "
        return line(
            (stands, "bold"), (" d ", "bold reverse"), "  decide, with a reason   ",
            (" a ", "bold reverse"), "  vote again",
        )  # fmt: skip
    if not can_go_on(view):
        return plain(view.next_thing or "The exercise has ended. s saves the report.", "bold")
    return line((" Space ", "bold reverse"), "  ", (view.next_thing, "bold $accent"))


def can_go_on(view: ConsoleView) -> bool:
    """Return whether the one key does something now."""
    if not view.next_thing:
        return False
    return view.paused or not (view.between or view.closes_at is not None)


def now_lines(view: ConsoleView, now: int, trouble: str = "") -> Content:
    """Return who is waited for, the time, what is worth saying, and pauses wanted.

    ``trouble`` is why something cannot be kept; empty while everything is.
    """
    rows: list[Content] = []
    if trouble:
        rows.append(line(("! ", "bold $warning"), trouble))
    if view.pauses_wanted and not view.paused:
        many = "Somebody" if view.pauses_wanted == 1 else f"{view.pauses_wanted} times somebody"
        rows.append(line((f"◐ {many} asked for a pause.", "bold $warning"), "  p pauses the room."))
    if view.paused:
        rows.append(plain("◐ The room is paused. Votes and timers stand still.", "bold $warning"))
    if view.phase in _VOTING:
        rows.append(line((voted_in_words(view), "bold"), f"  {waited_for(view)}"))
    elif view.phase == "lobby":
        rows.append(plain(seated(view), "bold"))
    told = timer_in_words(view, now)
    if told:
        rows.append(plain(told, "bold $accent"))
    if view.suggestion:
        rows.append(line(("→ ", "bold $accent"), view.suggestion))
    return join(rows)


def seated(view: ConsoleView) -> str:
    """Return who has joined, by agency, and who is away."""
    if not view.seats:
        return "Nobody has joined yet. With hands alone nobody needs to."
    away = sum(one.away for one in view.seats)
    found = f"{counted(len(view.seats), 'person')}: {by_agency(_by_agency(view.seats))}."
    return found + (f" {away} away." if away else "")


def waited_for(view: ConsoleView) -> str:
    """Return who has not voted yet, by agency, and never how anybody voted."""
    if view.phase != "vote":
        return ""
    missing = [one for one in view.seats if not one.voted]
    if not missing:
        return "Everybody has voted." if view.seats else ""
    there = [one for one in missing if not one.away]
    found = f"Still to vote: {by_agency(_by_agency(there))}." if there else ""
    away = len(missing) - len(there)
    return f"{found} {away} away." if away else found


def _by_agency(seats: Iterable[object]) -> dict[str, int]:
    return dict(Counter(getattr(one, "agency", "") or "No agency" for one in seats))


def reading(view: ConsoleView, width: int) -> Content:
    """Return what the trainer reads: notes, then what the room has before it."""
    parts = [_notes(view), *_before_the_room(view, width)]
    return join([part for part in parts if part.plain.strip()], "\n\n")


def _notes(view: ConsoleView) -> Content:
    text = view.trainer
    if view.phase == "lobby":
        text = view.opening
    elif view.phase in {"closing", "ended"}:
        text = view.closing
    if not text.strip():
        return _GAP
    return join([plain("For you alone", "bold $accent"), prose(text)])


def _before_the_room(view: ConsoleView, width: int) -> list[Content]:
    found: list[Content] = []
    if view.revealed is not None:
        found.append(join([plain("The votes", "bold"), votes(view, view.revealed, width)]))
        found += [flow(view, view.revealed), agencies(view, view.revealed)]
    if view.phase == "decided" and view.decided:
        decided = choice_line(view.choices, view.decided, width)
        found.insert(0, join([plain("Decided " + view.decided_how, "bold"), decided]))
    if view.phase in {"closing", "ended"}:
        return found + _closing(view)
    if view.phase == "lobby":
        about = [plain("To read out", "bold"), prose(view.summary)]
        if view.content_note.strip():
            about += [_GAP, prose(view.content_note)]
        return [*found, join(about), plain(f"The rule: {view.rule_in_words}", MUTED)]
    if view.outcome:
        found.append(join([plain("What happened", "bold"), prose(view.outcome)]))
    elif view.choices and view.phase not in {"revealed", "decided"}:
        rows = choice_rows(view.choices, width, typed=True)
        found.append(join([plain("The choices", "bold"), rows]))
    if view.scene.text:
        found.append(join([plain("The scene", "bold"), prose(view.scene.text)]))
    return found


def _closing(view: ConsoleView) -> list[Content]:
    found: list[Content] = []
    if view.phase == "closing" and view.finding < len(view.findings):
        at = f"Finding {view.finding + 1} of {len(view.findings)}"
        return [join([plain(at, MUTED), finding_parts(view.findings[view.finding])])]
    if view.unseen:
        rows = [join(["• ", prose(one)], "") for one in view.unseen]
        found.append(join([plain("What the room did not come to see", "bold"), *rows]))
    pledges = [f"{number}. {text}" for number, text in enumerate(view.pledges, 1)]
    told: list[Content | str] = list(pledges) or ["None yet; m writes them."]
    return [*found, join([plain("The room's actions", "bold"), *told])]


def evidence_row(one: TrainerEvidence) -> Content:
    """Return an enquiry as the trainer sees it, with the text to listen for."""
    return join(
        [
            evidence_lead(one),
            plain(f"  {one.label}", "bold"),
            plain("  " + " ".join(prose(one.answer or one.text).plain.split()), MUTED),
        ]
    )


def people(view: ConsoleView) -> Content:
    """Return every seat: its agency, whether it has voted, whether it is away. Never how."""
    voting = view.phase in _VOTING
    rows: list[Content] = []
    for one in sorted(view.seats, key=lambda seat: (seat.agency, seat.person)):
        states = [("has voted" if one.voted else "has not voted yet") if voting else ""]
        states.append("away" if one.away else "")
        told = ", ".join(state for state in states if state)
        rows.append(
            line(f"{one.person:>3}  ", (one.agency or "No agency", "bold"),
                 f"  {one.name}" if one.name else "", (f"  {told}" if told else "", MUTED))
        )  # fmt: skip
    return join(rows) if rows else plain("Nobody has joined with a phone.")


def hands_told(choices: Sequence[ChoiceShown], counts: Mapping[str, int]) -> str:
    """Return how many hands were counted for which choice."""
    names = vote_names(choices)
    return ", ".join(f"{names[one.id]} {counts[one.id]}" for one in choices if one.id in counts)
