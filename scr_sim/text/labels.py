"""Words that every telling of a debrief shares."""

from __future__ import annotations

SIGNS = {"accept": "○", "challenge": "◆", "escalate": "▲"}
STANCES = {"accept": "Accept", "challenge": "Challenge", "escalate": "Escalate"}

_ENDINGS = {
    "protected": "What you did changed something for the children.",
    "mixed": "Something held, and something was left undone.",
    "missed": "What the children needed was not seen in time.",
}
_KINDS = {
    "account": "What you were told",
    "observation": "What was seen",
    "record": "What was written",
}


def ending_in_words(kind: str) -> str:
    """Return what an ending's kind means."""
    return _ENDINGS[kind]


def note_kind_in_words(kind: str) -> str:
    """Return what a note's kind means."""
    return _KINDS[kind]


def confidence_in_words(level: int) -> str:
    """Return how sure a player was."""
    return f"{level} in 100"


def findings_in_words(title: str, number: int, *, repeated: bool) -> str:
    """Return how a choice stands to a finding."""
    how = "repeats the pattern of" if repeated else "acts on the lesson of"
    return f"This {how} finding {number}, {title}."


def asked_in_words(reasons: bool, confidence: bool) -> str:
    """Return in a few words what a player is asked for at each choice."""
    if reasons and confidence:
        return "on"
    if reasons or confidence:
        return "reasons only" if reasons else "how sure only"
    return "off"
