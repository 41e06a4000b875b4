"""What the wall shows, read from the back of a room: a heading, few lines at a time, a footing."""

from __future__ import annotations

from textual.content import Content

from scr_sim.group.views import FindingShown, WallView
from scr_sim.group.words import RECORDED, SET_ASIDE, between_in_words, voted_in_words
from scr_sim.text.support import support
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.presenters.group_view import (
    agencies,
    choice_line,
    choice_rows,
    evidence_lead,
    flow,
    phase_in_words,
    timer_in_words,
    votes,
)

#: So many lines at a time, however large the wall is, and no wider than this.
MOST_LINES = 12
WIDEST = 76
_GAP = Content("")


def heading(view: WallView) -> Content:
    """Return where the room is: its scene, place and date."""
    if view.paused:
        return plain(view.title, MUTED)
    if view.phase in {"lobby", "closing", "ended"}:
        return line((view.title, "bold $primary"), (f"  ·  {phase_in_words(view)}", MUTED))
    role = f"You are: {view.scene.role}" if view.phase == "briefing" else ""
    at = "  ·  ".join(part for part in (view.scene.place, view.scene.date, role) if part)
    return line(
        (view.scene.title, "bold $primary"),
        (f"  ·  {phase_in_words(view)}", "bold $accent"),
        (f"\n{at}" if at else "", MUTED),
    )


def footing(view: WallView, now: int) -> Content:
    """Return what counts now: how many have voted, and the time left. Never how anybody voted."""
    if view.paused or view.phase in {"lobby", "closing", "ended"}:
        return _GAP
    parts = []
    if view.phase in {"vote", "sealed"}:
        parts.append(voted_in_words(view))
    parts.append(timer_in_words(view, now))
    if view.door_open:
        parts.append(f"Join: {view.address}  {view.code}")
    return plain("  ".join(part for part in parts if part), "bold $accent")


def pages(view: WallView, width: int, lines: int) -> tuple[Content, ...]:
    """Return what the wall tells now, in pages of at most ``lines`` and never more than twelve."""
    width, most = max(20, min(width, WIDEST)), max(3, min(lines, MOST_LINES))
    return tuple(page for part in _parts(view, width) for page in cut(part, width, most)) or (_GAP,)


def cut(content: Content, width: int, most: int) -> list[Content]:
    """Return content in pages of at most so many lines; a page ends with a paragraph if it can."""
    rows = content.wrap(width)
    found: list[Content] = []
    while rows:
        end = len(rows)
        if end > most:
            gaps = [at for at in range(most // 2, most + 1) if not rows[at].plain.strip()]
            end = gaps[-1] if gaps else most
        page, rows = rows[:end], rows[end:]
        while page and not page[-1].plain.strip():
            page.pop()
        while rows and not rows[0].plain.strip():
            rows.pop(0)
        if page:
            found.append(join(page))
    return found


def _parts(view: WallView, width: int) -> list[Content]:
    """Return what begins on a page of its own."""
    if view.paused:
        return [_pause()]
    match view.phase:
        case "lobby":
            return [_lobby(view), _about(view)]
        case "briefing":
            return [prose(view.scene.text)]
        case "vote" | "sealed":
            return [_vote(view, width)]
        case "evidence" | "discussion":
            return _evidence(view, width)
        case "revealed":
            return _revealed(view, width)
        case "decided" | "outcome":
            return _decided(view, width)
        case "closing":
            return _closing(view)
        case "ended":
            return [_ended(view)]


def _pause() -> Content:
    return join(
        [
            plain("A pause", "bold $primary"),
            _GAP,
            "Take the time you need. Votes and timers stand still.",
            "Anybody may step out; the seat stays yours.",
        ]
    )


def _lobby(view: WallView) -> Content:
    rows: list[Content | str] = []
    if view.door_open:
        rows += [
            line("On your phone, open  ", (view.address, "bold $accent")),
            line("and type the code    ", (view.code, "bold $accent")),
        ]
    else:
        rows.append("The room is closed to newcomers.")
    rows += [_GAP, plain("Seats", "bold")]
    rows += [f"{count:>3}  {name}" for name, count in view.agencies.items()]
    return join(rows)


def _about(view: WallView) -> Content:
    rows: list[Content | str] = [plain("What it is about", "bold"), prose(view.summary), _GAP]
    if view.content_note.strip():
        rows += [prose(view.content_note), _GAP]
    return join([*rows, RECORDED[view.recording], plain(view.rule_in_words, MUTED)])


def _vote(view: WallView, width: int) -> Content:
    question = (
        "The votes are sealed. Nobody sees them before the reveal."
        if view.phase == "sealed"
        else "What do you do? Everybody decides alone first."
    )
    if view.set_aside:
        question = f"{SET_ASIDE} {question}"
    return join(
        [
            plain(question, "bold"),
            _GAP,
            choice_rows(view.choices, width),
            _GAP,
            plain(view.rule_in_words, MUTED),
        ]
    )


def _evidence(view: WallView, width: int) -> list[Content]:
    voiced = [one for one in view.evidence if one.state == "voiced"]
    others = [one for one in view.evidence if one.state != "voiced"]
    asked = [one for one in others if one.state == "asked"]
    found: list[Content] = []
    if view.phase == "discussion":
        found.append(
            join([plain("What would change your mind?", "bold"), _GAP,
                  choice_rows(view.choices, width)])
        )  # fmt: skip
    if asked:
        found.append(
            join(
                line((one.agency or "Anybody", "bold $accent"), f": please read out “{one.label}”.")
                for one in asked
            )
        )
    found += [
        join([line(evidence_lead(one)), plain(one.label, "bold"), _GAP, prose(one.answer)])
        for one in reversed(voiced)
    ]
    if not found:
        rows: list[Content | str] = [plain("What does each agency know?", "bold"), _GAP]
        for one in others:
            rows += [line(evidence_lead(one)), plain(f"  {one.label}")]
        if not others:
            rows.append("Say what you know that others may not.")
        found.append(join(rows))
    return found


def _revealed(view: WallView, width: int) -> list[Content]:
    if view.revealed is None:
        return [_GAP]
    found = [join([votes(view, view.revealed, width), _GAP, flow(view, view.revealed)])]
    if view.between:
        rows: list[Content | str] = [plain(between_in_words(view), "bold")]
        rows += [choice_line(view.choices, one, width) for one in view.between]
        found.insert(0, join([*rows, _GAP, view.rule_in_words]))
        found.insert(0, found.pop(1))
    found.append(choice_rows(view.choices, width))
    if len(view.revealed.by_agency) > 1:
        found.append(join([plain("By agency", "bold"), _GAP, agencies(view, view.revealed)]))
    return found


def _decided(view: WallView, width: int) -> list[Content]:
    if view.phase == "outcome":
        return [prose(view.outcome)] if view.outcome.strip() else [prose(view.scene.text)]
    rows: list[Content | str] = [plain("The room's decision", "bold"), _GAP]
    if view.decided:
        rows.append(choice_line(view.choices, view.decided, width))
    if view.decided_how:
        rows += [_GAP, f"Decided {view.decided_how}."]
    if view.dissent_until is not None:
        rows += [
            _GAP,
            plain("Anybody who sees it differently can say so in a line on their phone.", MUTED),
        ]
    return [join(rows)]


def finding_parts(one: FindingShown) -> Content:
    """Return one finding: where the room met it, what differed, what was not said, the review."""
    rows: list[Content | str] = [plain(one.title, "bold $primary"), _GAP]
    for title, told in (
        ("Where the room met it", one.met),
        ("What was read out there", one.voiced),
        ("Who saw it differently", one.dissent),
        ("Known in the room and not said", one.unvoiced),
    ):
        if told:
            rows += [plain(title, "bold"), *(f"• {text}" for text in told), _GAP]
    rows += [plain("The review found", "bold"), prose(one.review)]
    return join(rows)


def _closing(view: WallView) -> list[Content]:
    if view.finding < len(view.findings):
        return [finding_parts(view.findings[view.finding])]
    rows: list[Content | str] = []
    if view.unseen:
        rows += [plain("What the room did not come to see", "bold")]
        rows += [join(["• ", prose(one)], "") for one in view.unseen] + [_GAP]
    return [join([*rows, *_pledges(view)])]


def _pledges(view: WallView) -> list[Content | str]:
    rows: list[Content | str] = [plain("What the room takes away", "bold")]
    told = [f"{number}. {text}" for number, text in enumerate(view.pledges, 1) if text]
    return rows + (
        list(told)
        or ["Three actions, in the room's own words.", "One of your own goes on your phone."]
    )


def _ended(view: WallView) -> Content:
    return join(
        [plain("Thank you.", "bold $primary"), _GAP, *(_pledges(view) if view.pledges else []),
         _GAP, "This was practice. " + support().intro, support().work]
    )  # fmt: skip
