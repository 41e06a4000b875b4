"""Actions as words: ``CHOICE``, ``CHOICE@note,note``, ``?ENQUIRY`` and ``!ENQUIRY``."""

from __future__ import annotations

from dataclasses import dataclass

from scr_sim.scenario.syntax.diagnostics import one_line


class ActionError(ValueError):
    """An action cannot be taken.

    ``action`` is the action, ``index`` its place in a list that was replayed (from 0), and
    ``available`` what could have been taken instead.
    """

    def __init__(
        self, message: str, action: str, available: tuple[str, ...] = (), index: int | None = None
    ) -> None:
        self.message = message
        self.action = action
        self.available = available
        self.index = index
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"Action {self.index + 1}, " if self.index is not None else "The action "
        could = f" These can be taken: {', '.join(self.available)}." if self.available else ""
        return f"{place}“{one_line(self.action[:120])}”, cannot be taken: {self.message}{could}"


@dataclass(frozen=True, slots=True)
class Choosing:
    """A choice, with the notes cited; ``cited`` is None where the action cites nothing at all."""

    choice: str
    cited: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return self.choice if self.cited is None else f"{self.choice}@{','.join(self.cited)}"


@dataclass(frozen=True, slots=True)
class Enquiring:
    """An enquiry; ``volunteered`` where somebody in the room brought it unasked."""

    enquiry: str
    volunteered: bool = False

    def __str__(self) -> str:
        return f"{'!' if self.volunteered else '?'}{self.enquiry}"


def read_action(word: str) -> Choosing | Enquiring:
    """Return what an action's word says. Any word reads as something; playing decides."""
    if word[:1] in {"?", "!"}:
        return Enquiring(word[1:], word[0] == "!")
    choice, at, notes = word.partition("@")
    if not at:
        return Choosing(choice)
    return Choosing(choice, tuple(notes.split(",")) if notes else ())
