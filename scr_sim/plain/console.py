"""Lines in, lines out: what is said leaves by the one door, what is typed comes in here."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TextIO

from scr_sim import output
from scr_sim.scenario.syntax.diagnostics import visible
from scr_sim.services import Records, Session

MOST_TYPED = 2000


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

    def ask_number(self, prompt: str, most: int) -> int | None:
        """Ask for a number from 1 to ``most`` until one is given; None for nothing or x."""
        while True:
            typed = self.ask(prompt)
            if typed.casefold() in {"", "x", "q"}:
                return None
            if typed.isdecimal() and 1 <= int(typed[:9]) <= most:
                return int(typed)

    def ask_yes(self, prompt: str, otherwise: bool) -> bool:
        """Ask until y or n is given, or nothing."""
        while True:
            typed = self.ask(prompt).casefold()
            if not typed:
                return otherwise
            if typed in {"y", "yes", "n", "no"}:
                return typed.startswith("y")

    def tell_trouble(self) -> None:
        """Say what befell the records, and from now on what befalls them as it does."""
        self.records.listen(self.say)

    def how_to_go_on(self) -> list[str]:
        """Return how to go on with the play that this is about."""
        if self.kept is None:
            return ["Nothing was begun."]
        if not self.records.catch_up():
            return ["The play could not be kept."]
        if self.kept.play.finished:
            return [f"The play is kept: scr-sim debrief {self.kept.id} tells it again."]
        return [f"The play is kept: scr-sim play --resume {self.kept.id} --plain goes on with it."]
