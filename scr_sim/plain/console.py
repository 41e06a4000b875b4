"""Lines in, lines out: what is said leaves by the one door, what is typed comes in here."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from typing import NoReturn, TextIO, TypeVar

from scr_sim import output
from scr_sim.services import Records, Session
from scr_sim.text.characters import visible
from scr_sim.text.commands import Command, line_by_line

MOST_TYPED = 2000

Found = TypeVar("Found")


class InputEndedError(Exception):
    """There is no more input."""


class LeftError(Exception):
    """The player has left."""


class Talk:
    """A conversation: what was said stays said. ``kept`` is the play it is about, if any."""

    def __init__(self, stdin: TextIO, stdout: TextIO, records: Records) -> None:
        self._in = stdin
        self._out = stdout
        self.records = records
        self.kept: Session | None = None
        for stream in (stdin, stdout):
            if isinstance(stream, io.TextIOWrapper):
                # A letter that cannot be read or shown has a stand-in; it never stops a play.
                stream.reconfigure(errors="replace")

    def say(self, *lines: str) -> None:
        """Write lines. Nothing that could drive a terminal reaches it."""
        output.tell(*lines, to=self._out)
        output.flush(self._out)

    def say_all(self, lines: Iterable[str]) -> None:
        """Write lines as they come."""
        self.say(*lines)

    def ask(self, prompt: str) -> str:
        """Ask, and return what was typed. Raises `InputEndedError`."""
        output.ask(prompt, to=self._out)
        try:
            line = self._in.readline()
        except OSError:  # the terminal is gone
            line = ""
        if not self._in.isatty():
            output.tell("", to=self._out)
        if not line:
            raise InputEndedError
        return visible(line.strip())[:MOST_TYPED]

    def ask_until(self, prompt: str, can: str, read: Callable[[str], Found | None]) -> Found:
        """Ask until ``read`` makes something of what is typed, and return that.

        ``read`` has it without capitals, and returns None for what it does not know. ``can`` says
        in words what can be typed: it is told on ``h``, and for what is not known. ``q`` leaves.
        Raises `InputEndedError`, `LeftError`.
        """
        while True:
            typed = self.ask(prompt).casefold()
            found = read(typed)
            if found is not None:
                return found
            if typed == "q":
                self.leave()
            if typed in {"h", "?"}:
                kept = ": everything is kept" if not self.records.trouble else ""
                self.say(f"Type {can}, or q to leave{kept}.")
            else:
                self.say(f"Not known here: type {can}, h for help, or q to leave.")

    def ask_number(self, prompt: str, most: int) -> int | None:
        """Ask for a number from 1 to ``most`` until one is given; None for nothing or x.

        Raises `InputEndedError`, `LeftError`.
        """
        return (
            self.ask_until(
                prompt,
                f"{numbers(most)}, x to go back",
                lambda typed: 0 if typed in {"", "x"} else number_in(typed, most),
            )
            or None
        )

    def ask_yes(self, prompt: str, otherwise: bool) -> bool:
        """Ask until y or n is given, or nothing. Raises `InputEndedError`, `LeftError`."""
        answers = {"": otherwise, "y": True, "yes": True, "n": False, "no": False}
        can = f"y or n, or press Enter for {'yes' if otherwise else 'no'}"
        return self.ask_until(prompt, can, answers.get)

    def leave(self) -> NoReturn:
        """Leave; how to go on is told at the end. Raises `LeftError`."""
        raise LeftError

    def tell_trouble(self) -> None:
        """Say what befell the records, and from now on what befalls them as it does."""
        self.records.listen(self.say)

    def how_to_go_on(self) -> list[str]:
        """Return how to go on with the play that this is about."""
        if self.kept is None:
            return ["Nothing was begun."]
        if not self.records.catch_up():
            if not self.records.kept_before(self.kept.id):
                return ["The play could not be kept."]
            return [
                "The last of the play could not be kept. "
                f"scr-sim play --resume {self.kept.id} --plain goes on from what was kept before."
            ]
        if self.kept.play.finished:
            return [f"The play is kept: scr-sim debrief {self.kept.id} tells it again."]
        return [f"The play is kept: scr-sim play --resume {self.kept.id} --plain goes on with it."]


def by_letter(table: tuple[Command, ...], doing: Mapping[str, Found]) -> dict[str, Found]:
    """Return what does each command of a table, by what is typed for it.

    ``doing`` has it by the command's action: all of them but leaving, which every question knows,
    and help, where the question's own will do.
    """
    known = line_by_line(table)
    actions = {one.action for one in known}
    assert actions - {"leave", "help"} <= doing.keys() <= actions, "one thing for each letter"
    found = {one.letter: doing[one.action] for one in known if one.action in doing}
    return found | ({"?": found["h"]} if "h" in found else {})


def lettered(table: tuple[Command, ...]) -> list[str]:
    """Return, in lines, the letters of a table and what they do."""
    return [
        f"{one.letter}: {one.plain or f'{one.label}. {one.help}'}" for one in line_by_line(table)
    ]


def number_in(typed: str, most: int) -> int | None:
    """Return the number from 1 to ``most`` that was typed; None where it was none."""
    # So many digits are enough, and more would take long to read.
    known = typed.isdecimal() and len(typed) <= 9 and 1 <= int(typed) <= most
    return int(typed) if known else None


def numbers(most: int) -> str:
    """Say which numbers can be typed."""
    return "1" if most == 1 else f"a number from 1 to {most}"
