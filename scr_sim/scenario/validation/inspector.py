"""What every look through a scenario's data needs: telling problems, and reading its texts."""

from __future__ import annotations

from collections.abc import Collection

from scr_sim.scenario.placeholders import REFERENCE
from scr_sim.scenario.syntax.diagnostics import MOST_PROBLEMS, Problem
from scr_sim.scenario.syntax.locations import Path, problem_at_key, problem_at_value
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, items, text_of
from scr_sim.scenario.validation.symbols import Names
from scr_sim.scenario.validation.type_checks import check_condition


class Look:
    """One look through a scenario's data.

    ``problems`` is what it found, ``read_variables`` what conditions and prose read.
    """

    def __init__(self, data: Map, names: Names) -> None:
        self.data = data
        self.names = names
        self.problems: list[Problem] = []
        self.read_variables: set[str] = set()
        self._words = {*names.variables, *names.people}
        self._sound: set[str] = {"true", "false"}

    @property
    def full(self) -> bool:
        """Whether so many problems were found that no more are told."""
        return len(self.problems) >= MOST_PROBLEMS

    def at_value(
        self, path: Path, code: str, message: str, hint: str = "", offset: int = 0, length: int = 0
    ) -> None:
        """Tell a problem at a value, or at an offset in its text."""
        if not self.full:
            self.problems.append(
                problem_at_value(self.data, path, code, message, hint, offset, length)
            )

    def at_key(self, path: Path, code: str, message: str, hint: str = "") -> None:
        """Tell a problem at a path's last key."""
        if not self.full:
            self.problems.append(problem_at_key(self.data, path, code, message, hint))

    def known(self, path: Path, value: Loose, known: Collection[str], what: str) -> None:
        """Tell where a reference leads to nothing."""
        word = text_of(value)
        if word is not None and word not in known and not self.full:
            hint = self.names.hints.nearest(word, known, what)
            self.at_value(path, f"unknown-{what}", f"There is no {what} “{word[:80]}”.", hint)

    def known_items(self, path: Path, value: Loose, known: Collection[str], what: str) -> None:
        """Tell where a list's references lead to nothing."""
        for at, item in items(value):
            word = text_of(item)
            if word is not None and word not in known:
                self.known((*path, at), item, known, what)

    def condition(self, path: Path, value: Loose) -> None:
        """Tell what is wrong with a condition."""
        text = text_of(value)
        if text is None or text in self._sound or self.full:
            return
        found = len(self.problems)

        def report(code: str, message: str, at: int, hint: str) -> None:
            self.at_value(path, code, message, hint, at, 1)

        self.read_variables |= check_condition(text, self.names, report)
        if len(self.problems) == found:
            self._sound.add(text)

    def prose(self, path: Path, value: Loose) -> None:
        """Tell what is wrong with the conditions and references of prose."""
        if type(value) is str:
            if "{" in value:
                self._references(path, value)
        elif isinstance(value, Seq):
            for at, part in enumerate(value):
                if isinstance(part, Map):
                    self.condition((*path, at, "if"), part.get("if"))
                    self.prose((*path, at, "text"), text_of(part.get("text")))
                elif type(part) is str and "{" in part:
                    self._references((*path, at), part)

    def _references(self, path: Path, text: str) -> None:
        for match in REFERENCE.finditer(text):
            word = match.group("id")
            if word is None:
                continue
            if word in self.names.variables:
                self.read_variables.add(word)
            elif word not in self._words:
                if self.full:
                    return
                self.at_value(
                    path,
                    "unknown-variable",
                    f"There is no variable and nobody called “{word}”.",
                    self.names.hints.nearest(word, self._words, "names in prose")
                    or "If the braces are meant as they stand, double them.",
                    match.start("id"),
                    len(word),
                )
