"""What a scenario refers to is there, and nothing in it contradicts itself.

Works on the data as read, so that a file whose shape has problems is still looked through to
its end, and all its problems are told at once.
"""

from __future__ import annotations

from scr_sim.scenario.model.choice import STANCES
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.syntax.diagnostics import (
    SEVERITIES,
    Problem,
    nearest,
)
from scr_sim.scenario.syntax.locations import Path
from scr_sim.scenario.syntax.nodes import (
    Loose,
    Map,
    Seq,
    choice_id,
    entries,
    items,
    number_of,
    text_of,
)
from scr_sim.scenario.validation.symbols import Names
from scr_sim.scenario.validation.variable_checks import VariableChecks

#: Where the features and statements of a review are listed.
_LISTED = "“scr-sim findings” with the review's id or file lists them all."


class References(VariableChecks):
    """Looks whether what a scenario refers to is there."""

    def __init__(self, data: Map, names: Names, review: Review | None) -> None:
        super().__init__(data, names)
        self.given_notes: set[str] = set()
        self._review = review

    def check(self) -> list[Problem]:
        """Walk the whole scenario and return every problem found."""
        data = self.data
        self.variables()
        for at, _ in items(data.get("features")):
            self._feature(("features", at))
        for at, one in items(data.get("allow")):
            if isinstance(one, Map):
                self._allowance(("allow", at), one)
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
            self._scene(("scenes", scene_id), scene)
        self.tell_misspelt_declarations_once()
        return self.problems

    # -- the parts of a scenario

    def _allowance(self, path: Path, one: Map) -> None:
        self.known((*path, "scene"), one.get("scene"), self.names.scenes, "scene")
        code = text_of(one.get("code"))
        if code is None or SEVERITIES.get(code) == "warning":
            return
        warnings = [name for name, severity in SEVERITIES.items() if severity == "warning"]
        hint = (
            "It is an error: mend it. Only warnings can be allowed."
            if code in SEVERITIES
            else nearest(code, warnings) or "“scr-sim explain” lists them all."
        )
        said = f"There is no warning “{code[:80]}”."
        self.at_value((*path, "code"), "unknown-code", said, hint)

    def _feature(self, path: Path) -> None:
        if self._review is not None:
            value = self.data["features"][path[-1]]
            self.known(path, value, self._review.features, "feature", _LISTED)

    def _scene(self, path: Path, scene: Map) -> None:
        for key in ("text", "unseen", "trainer"):
            self.prose((*path, key), scene.get(key))
        self.promises((*path, "sure"), scene.get("sure"))
        reason = scene.get("reason")
        if isinstance(reason, Map):
            self.prose((*path, "reason", "ask"), reason.get("ask"))
            self.prose((*path, "reason", "compare"), reason.get("compare"))
        sensitive = scene.get("sensitive")
        if isinstance(sensitive, Map):
            self.prose((*path, "sensitive", "instead"), sensitive.get("instead"))
        self._effects(path, scene)
        self._next((*path, "next"), scene.get("next"))
        offered = scene.get("enquiries")
        if isinstance(offered, Map):
            self._enquiries((*path, "enquiries", "from"), offered.get("from"))
        self._choices((*path, "choices"), scene.get("choices"))

    def _enquiries(self, path: Path, offered: Loose) -> None:
        seen: set[str] = set()
        for at, enquiry in items(offered):
            if not isinstance(enquiry, Map):
                continue
            here = (*path, at)
            found = text_of(enquiry.get("id"))
            if found is not None:
                self._duplicate(here, found, seen, "enquiries")
            if "agency" in enquiry:
                self.known((*here, "agency"), enquiry["agency"], self.names.agencies, "agency")
            self.condition((*here, "if"), enquiry.get("if"))
            self.cost((*here, "cost"), enquiry.get("cost"))
            self.prose((*here, "text"), enquiry.get("text"))
            self._effects(here, enquiry)
            self._variants(here, enquiry, "text")
            lines = enquiry.get("lines")
            if isinstance(lines, Map):
                self._lines((*here, "lines"), lines)

    def _lines(self, path: Path, lines: Map) -> None:
        self.prose((*path, "ask"), lines.get("ask"))
        seen: set[str] = set()
        for at, one in items(lines.get("from")):
            if not isinstance(one, Map):
                continue
            here = (*path, "from", at)
            found = text_of(one.get("id"))
            if found is not None:
                self._duplicate(here, found, seen, "lines", "page")
            self._gives((*here, "notes"), one.get("notes"))

    def _duplicate(
        self, path: Path, found: str, seen: set[str], what: str, whose: str = "scene"
    ) -> None:
        if found in seen:
            self.at_value(
                (*path, "id"),
                "duplicate-id",
                f"Two {what} of this {whose} are called “{found[:80]}”.",
                "Give one of them another id.",
            )
        seen.add(found)

    def _choices(self, path: Path, choices: Loose) -> None:
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
                self._duplicate(here, found, seen, "choices")
            self.condition((*here, "if"), choice.get("if"))
            locked = choice.get("locked")
            if isinstance(locked, Map):
                self.condition((*here, "locked", "unless"), locked.get("unless"))
                self.prose((*here, "locked", "because"), locked.get("because"))
            self.cost((*here, "cost"), choice.get("cost"))
            self._result(here, choice)
            cite = choice.get("cite")
            if isinstance(cite, Map):
                self._cite((*here, "cite"), cite)

    def _cite(self, path: Path, cite: Map) -> None:
        self.prose((*path, "ask"), cite.get("ask"))
        convincing = cite.get("convincing")
        self.known_items((*path, "convincing"), convincing, self.names.notes, "note")
        need = 1 if cite.get("need") is None else number_of(cite["need"])
        pick = 1 if cite.get("pick") is None else number_of(cite["pick"])
        if need is not None and pick is not None and need > pick >= 1:
            key = "need" if "need" in cite else "pick"
            self.at_value(
                (*path, key), "wrong-type", f"“need” is {need}, but only {pick} may be picked."
            )
        elif (
            need is not None
            and isinstance(convincing, Seq)
            and need > len({text_of(note) for note in convincing})
        ):
            self.at_value(
                (*path, "need"),
                "wrong-type",
                f"“need” is {need}, but fewer notes than that are convincing.",
            )
        otherwise = cite.get("otherwise")
        if isinstance(otherwise, Map):
            self._result((*path, "otherwise"), otherwise)

    def _result(self, path: Path, result: Map) -> None:
        self.prose((*path, "outcome"), result.get("outcome"))
        self._effects(path, result)
        self._next((*path, "next"), result.get("next"))
        debrief = result.get("debrief")
        if isinstance(debrief, Map):
            self._debrief((*path, "debrief"), debrief)
        self._variants(path, result, "outcome")

    def _variants(self, path: Path, act: Map, prose: str) -> None:
        """Look at an act's variants; ``prose`` is the key of the words that they may replace."""
        for at, variant in items(act.get("variants")):
            if not isinstance(variant, Map):
                continue
            here = (*path, "variants", at)
            if variant.keys() == {"if"}:
                self.at_key(
                    here,
                    "missing-key",
                    "This variant changes nothing: it has no key besides “if”.",
                    f"Say what is different: “{prose}”, “add”, “set” or “notes”, for instance.",
                )
            self.condition((*here, "if"), variant.get("if"))
            self.prose((*here, prose), variant.get(prose))
            self._effects(here, variant, act)
            self._next((*here, "next"), variant.get("next"))
            debrief = variant.get("debrief")
            if isinstance(debrief, Map):
                self._debrief((*here, "debrief"), debrief)

    def _debrief(self, path: Path, debrief: Map) -> None:
        self.prose((*path, "because"), debrief.get("because"))
        self.prose((*path, "practice"), debrief.get("practice"))
        if self._review is not None:
            statements = self._review.statements or {}
            cited = debrief.get("review")
            self.known_items((*path, "review"), cited, statements, "statement", _LISTED)
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
        if self._review is not None and listed:
            for key, value in (("echoes", echoes), ("answers", answers)):
                for at, item in items(value):
                    number = number_of(item)
                    if number is not None and number not in self._review.findings:
                        known = ", ".join(str(n) for n in self._review.findings)
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

    def _gives(self, path: Path, notes: Loose) -> None:
        self.known_items(path, notes, self.names.notes, "note")
        self.given_notes.update(t for _, note in items(notes) if (t := text_of(note)) is not None)

    def _effects(self, path: Path, effects: Map, act: Map | None = None) -> None:
        """Look at what changes; what a variant leaves out is its act's."""
        self._gives((*path, "notes"), effects.get("notes"))
        self.changes(path, effects, act)

    def _next(self, path: Path, value: Loose) -> None:
        if isinstance(value, Seq):
            for at, link in items(value):
                if isinstance(link, Map):
                    self.condition((*path, at, "if"), link.get("if"))
                    self.known((*path, at, "go"), link.get("go"), self.names.scenes, "scene")
        else:
            self.known(path, value, self.names.scenes, "scene")
