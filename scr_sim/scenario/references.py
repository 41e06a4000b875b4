"""What a scenario refers to is there, and nothing in it contradicts itself.

Works on the data as read, so that a file whose shape has problems is still looked through to
its end, and all its problems are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scr_sim.scenario.meaning import Names, VariableType, check_condition
from scr_sim.scenario.model import STANCES, Review, variable_kind
from scr_sim.scenario.places import Path, problem_at_key, problem_at_value
from scr_sim.scenario.problems import MOST_PROBLEMS, Problem, nearest
from scr_sim.scenario.prose import REFERENCE
from scr_sim.scenario.reading import Loose, Map, Seq, Written


def text_of(value: Loose) -> str | None:
    """Return a value as text, as written, or None where it is none."""
    if isinstance(value, str):
        return value
    return value.text if isinstance(value, Written) else None


def number_of(value: Loose) -> int | None:
    """Return a value as a whole number, or None where it is none."""
    if isinstance(value, Written) and type(value.value) is int:
        return value.value
    return None


def items(value: Loose) -> Iterator[tuple[int, Loose]]:
    """Return a list's items with their indexes; nothing for what is no list."""
    return iter(enumerate(value)) if isinstance(value, Seq) else iter(())


def entries(value: Loose) -> Iterator[tuple[str, Map]]:
    """Return a mapping's entries that are mappings themselves."""
    if isinstance(value, Map):
        for key, inner in value.items():
            if isinstance(inner, Map):
                yield key, inner


def choice_id(choice: Map) -> str | None:
    """Return a choice's id: its own, or its stance where it names none."""
    return text_of(choice.get("id")) if "id" in choice else text_of(choice.get("stance"))


def gather(data: Map) -> Names:
    """Return every id that a scenario's data declares."""
    names = Names()
    for key, sort in (
        ("notes", names.notes),
        ("scenes", names.scenes),
        ("people", names.people),
        ("agencies", names.agencies),
    ):
        value = data.get(key)
        if isinstance(value, Map):
            sort.update(value)
    variables = data.get("variables")
    if isinstance(variables, Map):
        names.variables = {key: _variable_type(value) for key, value in variables.items()}
    for scene_id, scene in entries(data.get("scenes")):
        choices = names.choices[scene_id] = set()
        for _, choice in items(scene.get("choices")):
            if isinstance(choice, Map) and (found := choice_id(choice)) is not None:
                choices.add(found)
                if choice.get("cite") is not None:
                    names.citing.add(f"{scene_id}.{found}")
        offered = scene.get("enquiries")
        enquiries = names.enquiries[scene_id] = set()
        if isinstance(offered, Map):
            for _, enquiry in items(offered.get("from")):
                if isinstance(enquiry, Map) and (found := text_of(enquiry.get("id"))) is not None:
                    enquiries.add(found)
    return names


def _variable_type(value: Loose) -> VariableType:
    if not isinstance(value, Map):
        return VariableType("any")
    kind = variable_kind(value)
    if kind == "word":
        listed = value.get("values")
        if not isinstance(listed, Seq):
            return VariableType("any")
        return VariableType(kind, tuple(t for v in listed if (t := text_of(v)) is not None))
    if kind == "number":
        return VariableType(kind, (), number_of(value.get("min")), number_of(value.get("max")))
    return VariableType(kind if isinstance(value.get("start"), Written) else "any")


class References:
    """One walk over a scenario's data; ``problems`` is what it found."""

    def __init__(self, data: Map, names: Names, review: Review | None) -> None:
        self.data = data
        self.names = names
        self.review = review
        self.problems: list[Problem] = []
        self.given_notes: set[str] = set()
        self.read_variables: set[str] = set()
        self._words = {*names.variables, *names.people}

    def check(self) -> list[Problem]:
        """Walk the whole scenario and return every problem found."""
        data = self.data
        self.variables()
        for at, _ in items(data.get("features")):
            self.feature(("features", at))
        self.known(("start",), data.get("start"), self.names.scenes, "scene")
        for note_id, note in entries(data.get("notes")):
            path = ("notes", note_id)
            self.prose((*path, "text"), note.get("text"))
            self.known_items(
                (*path, "contradicts"), note.get("contradicts"), self.names.notes, "note"
            )
        trainer = data.get("trainer")
        if isinstance(trainer, Map):
            for key in ("opening", "closing"):
                self.prose(("trainer", key), trainer.get(key))
        for scene_id, scene in entries(data.get("scenes")):
            self.scene(("scenes", scene_id), scene)
        return self.problems

    # -- telling

    def tell(self, problem: Problem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def at_value(
        self, path: Path, code: str, message: str, hint: str = "", offset: int = 0, length: int = 0
    ) -> None:
        self.tell(problem_at_value(self.data, path, code, message, hint, offset, length))

    def at_key(self, path: Path, code: str, message: str, hint: str = "") -> None:
        self.tell(problem_at_key(self.data, path, code, message, hint))

    def known(self, path: Path, value: Loose, known: Iterable[str], what: str) -> None:
        word = text_of(value)
        if word is not None and word not in known:
            self.at_value(
                path, f"unknown-{what}", f"There is no {what} “{word[:80]}”.", nearest(word, known)
            )

    def known_items(self, path: Path, value: Loose, known: Iterable[str], what: str) -> None:
        for at, item in items(value):
            word = text_of(item)
            if word is not None and word not in known:
                self.known((*path, at), item, known, what)

    # -- the parts of a scenario

    def variables(self) -> None:
        for name, variable in entries(self.data.get("variables")):
            path = ("variables", name)
            kind = self.names.variables[name]
            start = variable.get("start")
            if kind.kind == "number" and kind.lowest is not None and kind.highest is not None:
                if kind.highest < kind.lowest:
                    self.at_value(
                        (*path, "max"), "wrong-type", f"“max” of “{name}” is below its “min”."
                    )
                else:
                    self.within((*path, "start"), name, kind, number_of(start))
            elif kind.kind == "word":
                word = text_of(start)
                if word is not None and word not in kind.values:
                    self.at_value(
                        (*path, "start"),
                        "wrong-type",
                        f"“{name}” starts as “{word[:80]}”, which is none of its values.",
                        nearest(word, kind.values),
                    )

    def within(self, path: Path, name: str, kind: VariableType, value: int | None) -> None:
        if value is None or kind.lowest is None or kind.highest is None:
            return
        if not kind.lowest <= value <= kind.highest:
            self.at_value(
                path,
                "wrong-type",
                f"“{name}” cannot be {value}: its bounds are {kind.lowest} and {kind.highest}.",
            )

    def feature(self, path: Path) -> None:
        if self.review is not None:
            value = self.data["features"][path[-1]]
            self.known(path, value, self.review.features, "feature")

    def scene(self, path: Path, scene: Map) -> None:
        for key in ("text", "unseen", "trainer"):
            self.prose((*path, key), scene.get(key))
        sensitive = scene.get("sensitive")
        if isinstance(sensitive, Map):
            self.prose((*path, "sensitive", "instead"), sensitive.get("instead"))
        self.effects(path, scene)
        self.next((*path, "next"), scene.get("next"))
        offered = scene.get("enquiries")
        if isinstance(offered, Map):
            self.enquiries((*path, "enquiries", "from"), offered.get("from"))
        self.choices((*path, "choices"), scene.get("choices"))

    def enquiries(self, path: Path, offered: Loose) -> None:
        seen: set[str] = set()
        for at, enquiry in items(offered):
            if not isinstance(enquiry, Map):
                continue
            here = (*path, at)
            found = text_of(enquiry.get("id"))
            if found is not None:
                self.duplicate(here, found, seen, "enquiries")
            if "agency" in enquiry:
                self.known((*here, "agency"), enquiry["agency"], self.names.agencies, "agency")
            self.condition((*here, "if"), enquiry.get("if"))
            self.prose((*here, "text"), enquiry.get("text"))
            self.effects(here, enquiry)

    def duplicate(self, path: Path, found: str, seen: set[str], what: str) -> None:
        if found in seen:
            self.at_value(
                (*path, "id"),
                "duplicate-id",
                f"Two {what} of this scene are called “{found[:80]}”.",
                "Give one of them another id.",
            )
        seen.add(found)

    def choices(self, path: Path, choices: Loose) -> None:
        seen: set[str] = set()
        stances = [text_of(c.get("stance")) for _, c in items(choices) if isinstance(c, Map)]
        for at, choice in items(choices):
            if not isinstance(choice, Map):
                continue
            here = (*path, at)
            stance = text_of(choice.get("stance"))
            if "id" not in choice and stance in STANCES and stances.count(stance) > 1:
                self.at_key(
                    here,
                    "missing-key",
                    f"This choice needs an “id”: the scene has several of stance “{stance}”.",
                )
            elif (found := choice_id(choice)) is not None:
                self.duplicate(here, found, seen, "choices")
            self.condition((*here, "if"), choice.get("if"))
            locked = choice.get("locked")
            if isinstance(locked, Map):
                self.condition((*here, "locked", "unless"), locked.get("unless"))
                self.prose((*here, "locked", "because"), locked.get("because"))
            self.result(here, choice)
            cite = choice.get("cite")
            if isinstance(cite, Map):
                self.cite((*here, "cite"), cite)

    def cite(self, path: Path, cite: Map) -> None:
        self.prose((*path, "ask"), cite.get("ask"))
        convincing = cite.get("convincing")
        self.known_items((*path, "convincing"), convincing, self.names.notes, "note")
        need = number_of(cite.get("need")) if "need" in cite else 1
        pick = number_of(cite.get("pick")) if "pick" in cite else 1
        if need is not None and pick is not None and need > pick >= 1:
            key = "need" if "need" in cite else "pick"
            self.at_value(
                (*path, key), "wrong-type", f"“need” is {need}, but only {pick} may be picked."
            )
        elif (
            need is not None
            and isinstance(convincing, Seq)
            and need > len(set(text_of(note) for note in convincing))
        ):
            self.at_value(
                (*path, "need"),
                "wrong-type",
                f"“need” is {need}, but fewer notes than that are convincing.",
            )
        otherwise = cite.get("otherwise")
        if isinstance(otherwise, Map):
            self.result((*path, "otherwise"), otherwise)

    def result(self, path: Path, result: Map) -> None:
        self.prose((*path, "outcome"), result.get("outcome"))
        self.effects(path, result)
        self.next((*path, "next"), result.get("next"))
        debrief = result.get("debrief")
        if isinstance(debrief, Map):
            self.debrief((*path, "debrief"), debrief)

    def debrief(self, path: Path, debrief: Map) -> None:
        self.prose((*path, "because"), debrief.get("because"))
        echoes, answers = debrief.get("echoes"), debrief.get("answers")
        listed = [number_of(item) for value in (echoes, answers) for _, item in items(value)]
        empty = all(
            value is None or (isinstance(value, Seq) and not value) for value in (echoes, answers)
        )
        if empty:
            self.at_key(
                path,
                "no-finding",
                "This debrief names no finding.",
                "Name at least one in “echoes” or “answers”.",
            )
        if self.review is not None and listed:
            for key, value in (("echoes", echoes), ("answers", answers)):
                for at, item in items(value):
                    number = number_of(item)
                    if number is not None and number not in self.review.findings:
                        known = ", ".join(str(n) for n in self.review.findings)
                        self.at_value(
                            (*path, key, at),
                            "unknown-finding",
                            f"The review has no finding {number}.",
                            f"It has {known}.",
                        )
        echoed = {number_of(item) for _, item in items(echoes)} - {None}
        for at, item in items(answers):
            if number_of(item) in echoed:
                self.at_value(
                    (*path, "answers", at),
                    "contradiction",
                    f"Finding {number_of(item)} stands in “echoes” and in “answers”.",
                    "Decide whether the choice repeats the pattern or acts on it.",
                )

    def effects(self, path: Path, effects: Map) -> None:
        notes = effects.get("notes")
        self.known_items((*path, "notes"), notes, self.names.notes, "note")
        self.given_notes.update(t for _, note in items(notes) if (t := text_of(note)) is not None)
        add, put = effects.get("add"), effects.get("set")
        if isinstance(add, Map):
            for name in add:
                kind = self.declared((*path, "add", name), name)
                if kind is not None and kind.kind not in {"number", "any"}:
                    self.at_key(
                        (*path, "add", name),
                        "wrong-type",
                        f"“add” needs a number, and “{name}” is none.",
                        "Use “set”.",
                    )
        if isinstance(put, Map):
            for name, value in put.items():
                kind = self.declared((*path, "set", name), name)
                if kind is not None:
                    self.fits((*path, "set", name), name, kind, value)
                if isinstance(add, Map) and name in add:
                    self.at_key(
                        (*path, "set", name),
                        "contradiction",
                        f"“{name}” stands in “add” and in “set” of one result.",
                        "Keep one of them.",
                    )

    def declared(self, path: Path, name: str) -> VariableType | None:
        kind = self.names.variables.get(name)
        if kind is None:
            self.at_key(
                path,
                "unknown-variable",
                f"There is no variable “{name[:80]}”.",
                nearest(name, self.names.variables),
            )
        return kind

    def fits(self, path: Path, name: str, kind: VariableType, value: Loose) -> None:
        if kind.kind == "number":
            number = number_of(value)
            if number is None:
                self.at_value(path, "wrong-type", f"“{name}” is a number.")
            self.within(path, name, kind, number)
        elif kind.kind == "flag":
            if not (isinstance(value, Written) and type(value.value) is bool):
                self.at_value(path, "wrong-type", f"“{name}” is true or false.")
        elif kind.kind == "word":
            word = text_of(value)
            if word is None or word not in kind.values:
                hint = nearest(word or "", kind.values) or f"It can be {', '.join(kind.values)}."
                self.at_value(
                    path,
                    "wrong-type",
                    f"“{name}” cannot be {f'“{word[:80]}”' if word else 'that'}.",
                    hint,
                )

    def next(self, path: Path, value: Loose) -> None:
        if isinstance(value, Seq):
            for at, link in items(value):
                if isinstance(link, Map):
                    self.condition((*path, at, "if"), link.get("if"))
                    self.known((*path, at, "go"), link.get("go"), self.names.scenes, "scene")
        else:
            self.known(path, value, self.names.scenes, "scene")

    # -- texts

    def condition(self, path: Path, value: Loose) -> None:
        text = text_of(value)
        if text is None or text == "true" or text == "false":
            return

        def report(code: str, message: str, at: int, hint: str) -> None:
            self.at_value(path, code, message, hint, at, 1)

        self.read_variables |= check_condition(text, self.names, report)

    def prose(self, path: Path, value: Loose) -> None:
        if type(value) is str:
            if "{" in value:
                self.words(path, value)
        elif isinstance(value, Seq):
            for at, part in enumerate(value):
                if isinstance(part, Map):
                    self.condition((*path, at, "if"), part.get("if"))
                    self.prose((*path, at, "text"), text_of(part.get("text")))
                elif type(part) is str and "{" in part:
                    self.words((*path, at), part)

    def words(self, path: Path, text: str) -> None:
        for match in REFERENCE.finditer(text):
            word = match.group("id")
            if word is None:
                continue
            if word in self.names.variables:
                self.read_variables.add(word)
            elif word not in self._words:
                hint = (
                    nearest(word, self._words)
                    or "If the braces are meant as they stand, double them."
                )
                self.at_value(
                    path,
                    "unknown-variable",
                    f"There is no variable and nobody called “{word[:80]}”.",
                    hint,
                    match.start("id"),
                    len(word),
                )


def unused(data: Map, references: References) -> list[Problem]:
    """Return what is declared and never used: notes that nothing gives, variables unread."""
    problems = []
    notes = data.get("notes")
    for note in notes if isinstance(notes, Map) else ():
        if note not in references.given_notes:
            problems.append(
                problem_at_key(
                    data,
                    ("notes", note),
                    "unused-note",
                    f"Nothing gives the note “{note}”.",
                    "Give it in a scene, an enquiry or a choice, or remove it.",
                )
            )
    for name, variable in entries(data.get("variables")):
        show = variable.get("show")
        shown = isinstance(show, Written) and show.value is True
        if name not in references.read_variables and not shown:
            problems.append(
                problem_at_key(
                    data,
                    ("variables", name),
                    "unused-variable",
                    f"No condition and no text reads the variable “{name}”, and it is not shown.",
                    "Use it, show it, or remove it.",
                )
            )
    return problems
