"""What every check of a scenario's data needs: telling problems, and reading its texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scr_sim.scenario.placeholders import REFERENCE
from scr_sim.scenario.syntax.diagnostics import (
    MOST_PROBLEMS,
    Problem,
    certain_word,
    did_you_mean,
)
from scr_sim.scenario.syntax.locations import (
    Path,
    follow,
    key_place,
    problem_at_key,
    problem_at_value,
    renaming,
    value_place,
)
from scr_sim.scenario.syntax.nodes import Loose, Map, Refused, Seq, items, text_of
from scr_sim.scenario.syntax.source import Source
from scr_sim.scenario.validation.symbols import Names
from scr_sim.scenario.validation.type_checks import check_condition

#: So many scenes of a loop or of a pattern are named.
_MOST_NAMED = 12


class DataCheck:
    """One check of a scenario's data.

    ``problems`` is what it found, ``read_variables`` what conditions and prose read.
    """

    def __init__(self, data: Map, names: Names) -> None:
        self.data = data
        self.names = names
        self.problems: list[Problem] = []
        self.read_variables: set[str] = set()
        #: Of each unknown word that must mean another: where among the problems it is told.
        self._meant: dict[tuple[str, str, str], list[int]] = {}
        self._words = {*names.variables, *names.people}
        self._sound: set[str] = {"true", "false"}

    @property
    def full(self) -> bool:
        """Whether so many problems were found that no more are told."""
        return len(self.problems) >= MOST_PROBLEMS

    def at_value(
        self,
        path: Path,
        code: str,
        message: str,
        hint: str = "",
        offset: int = 0,
        length: int = 0,
        *,
        meant: str | None = None,
    ) -> None:
        """Tell a problem at a value, or at an offset in its text; ``meant`` is what mends it."""
        if not self.full:
            word = text_of(follow(self.data, path)) or ""
            self._remember(code, word[offset : offset + length] if length else word, meant)
            self.problems.append(
                problem_at_value(self.data, path, code, message, hint, offset, length, meant=meant)
            )

    def at_key(
        self, path: Path, code: str, message: str, hint: str = "", *, meant: str | None = None
    ) -> None:
        """Tell a problem at a path's last key; ``meant`` is what that key should be."""
        if not self.full:
            self._remember(code, str(path[-1]), meant)
            fix = renaming(*key_place(self.data, path), str(path[-1]), meant) if meant else ()
            self.problems.append(problem_at_key(self.data, path, code, message, hint, fix))

    def _remember(self, code: str, word: str, meant: str | None) -> None:
        if meant is not None:
            self._meant.setdefault((code, word, meant), []).append(len(self.problems))

    def tell_misspelt_declarations_once(self) -> None:
        """Tell once what is misspelt only where it is declared, and not at all that refers to it.

        That is so where several references agree with one another, and none with it.
        """
        dropped: set[int] = set()
        for (_, word, meant), told in self._meant.items():
            if (place := self._declared_once(meant)) is None:
                continue
            first = self.problems[told[0]]
            if len(told) < 2:  # either of the two may be misspelt
                self.problems[told[0]] = replace(first, fix=())
                continue
            hint = f"Did you mean “{meant}”? Nothing names that: it may be misspelt itself."
            self.problems[told[0]] = replace(first, hint=hint, fix=renaming(*place, meant, word))
            dropped.update(told[1:])
        self.problems = [one for at, one in enumerate(self.problems) if at not in dropped]

    def _declared_once(self, word: str) -> tuple[Source, int] | None:
        """Return where an id is declared, if nothing bears it out: nothing refers to it.

        Neither is it a word of the name of what it is the id of.
        """
        if word in self.names.referred:
            return None
        for value in self.data.values():
            if isinstance(value, Map) and word in value:
                called = value[word]
                name = text_of(called.get("name") if isinstance(called, Map) else called)
                if word in (name or "").casefold().split():
                    return None
                return value.source_of(word), value.keys_at[word]
        return None

    def known(
        self, path: Path, value: Loose, known: Collection[str], what: str, listed: str = ""
    ) -> None:
        """Tell where a reference leads to nothing; ``listed`` says where all there is is listed."""
        word = text_of(value)
        if word is not None and word in known:
            self.names.referred.add(word)
        if word is None or word in known or self.full or isinstance(value, Refused):
            return
        meant = None
        if " " in word and all(part in known for part in word.split()):
            self.names.hints.suggested.update(word.split())
            source, at, _ = value_place(self.data, path)
            in_brackets = source.text[max(at - 200, 0) : at].rstrip()[-1:] in {"[", ","}
            hint = "Put a comma between them." if in_brackets else "Give each a line of its own."
            meant = ", ".join(word.split()) if in_brackets else None
        else:
            near = self.names.hints.near(word, known, what)
            if what == "scene" and (titled := self.names.titles.get(word.casefold())) is not None:
                near = [titled]
                self.names.hints.suggested.add(titled)
            hint, meant = did_you_mean(near) or listed, certain_word(word, near)
            if not near and what in self.names.repeated:
                return  # it may well be what one of two that are called alike should be called
        self.at_value(
            path, f"unknown-{what}", f"There is no {what} “{word[:80]}”.", hint, meant=meant
        )

    def known_items(
        self, path: Path, value: Loose, known: Collection[str], what: str, listed: str = ""
    ) -> None:
        """Tell where a list's references lead to nothing."""
        for at, item in items(value):
            self.known((*path, at), item, known, what, listed)

    def condition(self, path: Path, value: Loose) -> None:
        """Tell what is wrong with a condition."""
        text = text_of(value)
        if text is None or text in self._sound or self.full or isinstance(value, Refused):
            return
        found = len(self.problems)

        sure: list[tuple[str, str]] = []

        def report(code: str, message: str, at: int, hint: str) -> None:
            wrong, meant = sure.pop() if sure else (" ", None)
            self.at_value(path, code, message, hint, at, len(wrong), meant=meant)

        def certain(wrong: str, right: str) -> None:
            sure.append((wrong, right))

        self.read_variables |= check_condition(text, self.names, report, certain)
        if len(self.problems) == found:
            self._sound.add(text)

    def promises(self, path: Path, value: Loose) -> None:
        """Tell what is wrong with what an author promises: one condition, or several."""
        if isinstance(value, Seq):
            for at, one in enumerate(value):
                self.condition((*path, at), one)
        else:
            self.condition(path, value)

    def prose(self, path: Path, value: Loose) -> None:
        """Tell what is wrong with the conditions and references of prose."""
        if type(value) is str:
            if "{" in value:
                self._references(path, value)
        elif isinstance(value, Seq):
            for at, part in enumerate(value):
                if isinstance(part, Map):
                    self.condition((*path, at, "if"), part.get("if"))
                    self.promises((*path, at, "sure"), part.get("sure"))
                    self.prose((*path, at, "text"), text_of(part.get("text")))
                elif type(part) is str and "{" in part:
                    self._references((*path, at), part)

    def _references(self, path: Path, text: str) -> None:
        for match in REFERENCE.finditer(text):
            word = match.group("id")
            if word is None:
                continue
            if word in self._words:
                self.names.referred.add(word)
            if word in self.names.variables:
                self.read_variables.add(word)
            elif word not in self._words:
                if self.full:
                    return
                near = self.names.hints.near(word, self._words, "names in prose")
                self.at_value(
                    path,
                    "unknown-variable",
                    f"There is no variable and nobody called “{word}”.",
                    did_you_mean(near) or "If the braces are meant as they stand, double them.",
                    match.start("id"),
                    len(word),
                    meant=certain_word(word, near),
                )


def named(scenes: list[str]) -> str:
    """Return scenes' ids in the file's order; of very many, the first."""
    more = f" and {len(scenes) - _MOST_NAMED} more" if len(scenes) > _MOST_NAMED else ""
    return f"{', '.join(scenes[:_MOST_NAMED])}{more}"
