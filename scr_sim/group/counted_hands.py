"""Hands, counted by the trainer: what is typed for them, read without guessing.

A choice is named by its stance's letter (``a7``), by letter and number where there are several of
a stance (``c2:4``), or by its own number in the list (``3:4``); ``u2`` are two who cannot decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scr_sim.group.views import ChoiceShown
from scr_sim.scenario.model.choice import Stance
from scr_sim.text.stances import STANCE_NAMES

#: No room has more people than this.
MOST_HANDS = 999
_BY_LETTER: dict[str, Stance] = {"a": "accept", "c": "challenge", "e": "escalate"}
_WRITTEN = re.compile(
    r"(?:(?P<letter>[aceu])(?:(?P<nth>\d{1,3})[:=]|[:=]?)|(?P<number>\d{1,3})[:=])(?P<count>\d{1,9})",
    re.IGNORECASE | re.ASCII,
)


class HandsError(ValueError):
    """What was typed cannot be read; its text says why, and what to type."""


@dataclass(frozen=True, slots=True)
class Hands:
    """How many hands were up for each choice's id, and how many could not decide."""

    counts: dict[str, int] = field(default_factory=dict)
    undecided: int = 0

    @property
    def all(self) -> int:
        """Return how many hands there were."""
        return sum(self.counts.values()) + self.undecided


def hands_from(typed: str, choices: Sequence[ChoiceShown]) -> Hands:
    """Return the hands that were typed for the choices on offer. Raises HandsError."""
    counts: dict[str, int] = {}
    undecided: int | None = None
    for part in typed.replace(",", " ").replace(";", " ").split():
        read = _WRITTEN.fullmatch(part)
        if read is None:
            raise HandsError(f"“{part[:20]}” cannot be read. {example(choices)}")
        count = int(read["count"])
        if count > MOST_HANDS:
            raise HandsError(f"“{part}” is more than {MOST_HANDS} hands.")
        if (read["letter"] or "").casefold() == "u" and not read["nth"]:
            if undecided is not None:
                raise HandsError("“u” is there twice.")
            undecided = count
            continue
        choice = _meant(part, read, choices)
        if choice.locked:
            raise HandsError(f"“{part}”: “{choice.label}” cannot be taken now. {choice.locked}")
        if choice.id in counts:
            raise HandsError(f"“{part}”: “{choice.label}” is there twice.")
        counts[choice.id] = count
    if not counts and undecided is None:
        raise HandsError(example(choices))
    return Hands(counts, undecided or 0)


def example(choices: Sequence[ChoiceShown]) -> str:
    """Return in a sentence how hands are typed for these choices."""
    shown = typed_example(choices)
    return f"Type how many hands for each, as {shown}; u2 is two who cannot decide."


def typed_example(choices: Sequence[ChoiceShown]) -> str:
    """Return hands as they could be typed for these choices: “a7 c7 e7”."""
    return " ".join(f"{name}7" for name in typed_names(choices).values()) or "u7"


def typed_names(choices: Sequence[ChoiceShown]) -> dict[str, str]:
    """Return for each choice's id that can be taken what it is typed by, as “a” or “c2:”."""
    named: dict[str, str] = {}
    for letter, stance in _BY_LETTER.items():
        same = [one for one in choices if one.stance == stance]
        for nth, one in enumerate(same, 1):
            named[one.id] = letter if len(same) == 1 else f"{letter}{nth}:"
    return {one.id: named[one.id] for one in choices if not one.locked}


def _meant(part: str, read: re.Match[str], choices: Sequence[ChoiceShown]) -> ChoiceShown:
    if read["number"]:
        number = int(read["number"])
        if not 1 <= number <= len(choices):
            raise HandsError(f"“{part}”: there is no choice {number}; there are {len(choices)}.")
        return choices[number - 1]
    letter = read["letter"].casefold()
    if letter == "u":
        raise HandsError(f"“{part}”: those who cannot decide are typed as u2.")
    stance = _BY_LETTER[letter]
    same = [one for one in choices if one.stance == stance]
    word = STANCE_NAMES[stance].casefold()
    if not same:
        raise HandsError(f"“{part}”: there is no choice to {word} here.")
    if not read["nth"]:
        open_ = [one for one in same if not one.locked]
        if len(open_) > 1:
            names = typed_names(choices)
            shown = " ".join(f"{names[one.id]}3" for one in open_)
            raise HandsError(f"“{part}”: there are {len(open_)} choices to {word}; type {shown}.")
        return open_[0] if open_ else same[0]
    nth = int(read["nth"])
    if not 1 <= nth <= len(same):
        raise HandsError(f"“{part}”: there is no choice {nth} to {word}; there are {len(same)}.")
    return same[nth - 1]
