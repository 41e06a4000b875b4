"""What the console asks before it does something that is written down or cannot be undone."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.tui.group.cards import LineScreen, PickScreen


def reason_of_decision() -> LineScreen:
    """Ask why something is decided so."""
    return LineScreen("Why?", "The reason is read in the debrief.", refusal=_needs_reason)


def reason_of_voiding() -> LineScreen:
    """Ask why a vote is set aside."""
    return LineScreen(
        "Why is this vote set aside?",
        "It is held anew at once. The reason is kept in the record.",
        refusal=_needs_reason,
    )


def minutes() -> LineScreen:
    """Ask how long there is to talk."""
    return LineScreen(
        "How many minutes to talk?",
        "The timer tells, and closes nothing. 0 takes it away.",
        "5",
        _no_minutes,
    )


def who_decides(lead: str) -> PickScreen:
    """Ask whether the lead agency or the trainer decides: “lead” or “trainer”."""
    return PickScreen(
        "Who decides?",
        "It is written down.",
        [("lead", f"The lead agency: {lead}"), ("trainer", "The trainer")],
    )


def rooms_actions(told: Sequence[str]) -> PickScreen:
    """Ask which of the room's actions is written, by its number; the next to write comes first."""
    first = next((at for at, text in enumerate(told) if not text), 0)
    order = [*range(first, len(told)), *range(first)]
    return PickScreen(
        "What does the room take away?",
        "Three actions, in the room's own words.",
        [(str(at), f"{at + 1}. {told[at] or '…'}") for at in order],
    )


def end(*, debrief: bool) -> PickScreen:
    """Ask whether the exercise is to end: “stay”, “debrief” where there can be one, or “end”."""
    ways = [("stay", "Go on with the story")]
    if debrief:
        ways.append(("debrief", "Go to the debrief: the findings that the room has met so far"))
    ways.append(("end", "End for everybody, without a debrief" if debrief else "End for everybody"))
    return PickScreen(
        "Stop the story here?",
        "Neither can be undone. The report can be had either way.",
        ways,
    )


def stop() -> PickScreen:
    """Ask whether to stop here: “stay” or “stop”."""
    return PickScreen(
        "Stop here?",
        "Phones and wall wait until you go on. Nothing is lost.",
        [("stay", "Stay"), ("stop", "Stop, and go on later")],
    )


def _needs_reason(typed: str) -> str:
    return "" if typed else "A reason is needed; one line is enough."


def _no_minutes(typed: str) -> str:
    if typed.isascii() and typed.isdigit() and int(typed) <= 120:
        return ""
    return "Type minutes as a number from 0 to 120."
