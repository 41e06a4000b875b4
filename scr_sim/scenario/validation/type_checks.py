"""What a condition means in one scenario: its names are known and its types fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from scr_sim.scenario.conditions.parser import (
    Both,
    Call,
    Compare,
    ConditionError,
    Name,
    Not,
    Number,
    Quoted,
    Sum,
    Tree,
    Truth,
    parse,
)
from scr_sim.scenario.syntax.diagnostics import certain_word, did_you_mean
from scr_sim.scenario.validation.symbols import Names, VariableType

#: Takes a code, a message, the offset in the condition's text and a hint.
Report = Callable[[str, str, int, str], None]
#: Takes a wrong word and the right one, before the problem is reported that they are about.
Certain = Callable[[str, str], None]

_WORD = re.compile(r"[a-z][a-z0-9_]*")
#: Numbers in words, each at its own place.
NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_LABELS = {"number": "a number", "flag": "true or false", "word": "a word"}


def check_condition(
    text: str, names: Names, report: Report, certain: Certain | None = None
) -> set[str]:
    """Report every problem of a condition; return the variables that it reads.

    ``certain`` is told which word must have been meant, where that is certain.
    """
    try:
        tree = parse(text)
    except ConditionError as error:
        report("bad-condition", error.message, error.at, error.hint)
        # Names in what cannot be read are meant to be read: they are not called unused too.
        return {word for word in _WORD.findall(text) if word in names.variables}
    checker = _Checker(names, report, certain or (lambda wrong, right: None))
    kind = checker.kind(tree)
    if kind not in {"flag", "any"}:
        report(
            "bad-condition",
            f"The condition comes out as {_LABELS[kind]}, not as true or false.",
            tree.at,
            "Compare it with something.",
        )
    return checker.read


def can_be(values: Collection[str]) -> str:
    """Return a hint that lists what a word may be, unless they are too many to read."""
    return f"It can be {', '.join(values)}." if 0 < len(values) <= 20 else ""


def split_reference(ref: str) -> tuple[str, str]:
    """Return the halves of ``scene.choice``; the second is empty where there is no dot."""
    scene, _, inner = ref.partition(".")
    return scene, inner


class _Checker:
    def __init__(self, names: Names, report: Report, certain: Certain) -> None:
        self.names = names
        self.report = report
        self.certain = certain
        self.read: set[str] = set()

    def bad(self, message: str, at: int, hint: str = "") -> None:
        self.report("bad-condition", message, at, hint)

    def kind(self, tree: Tree) -> str:
        """Return the kind of value that the tree comes out as, reporting what does not fit."""
        match tree:
            case Number():
                return "number"
            case Truth():
                return "flag"
            case Quoted():
                return "word"
            case Name():
                return self.variable(tree).kind
            case Call():
                self.call(tree)
                return "flag"
            case Not():
                self.expect(tree.inner, "flag", "“not”")
                return "flag"
            case Both():
                for part in tree.parts:
                    self.expect(part, "flag", f"“{tree.word}”")
                return "flag"
            case Sum():
                for sign, term in tree.terms:
                    self.expect(term, "number", f"“{sign}”")
                return "number"
            case Compare():
                self.comparison(tree)
                return "flag"

    def expect(self, tree: Tree, kind: str, whose: str) -> None:
        found = self.kind(tree)
        if found not in {kind, "any"}:
            self.bad(f"{whose} needs {_LABELS[kind]}, not {_LABELS[found]}.", tree.at)

    def variable(self, name: Name) -> VariableType:
        known = self.names.variables.get(name.id)
        if known is None:
            hint, meant = self.variable_hint(name.id)
            if meant is not None:
                self.certain(name.id, meant)
            message = f"There is no variable “{name.id}”."
            self.report("unknown-variable", message, name.at, hint)
            return VariableType(kind="any")
        self.read.add(name.id)
        self.names.referred.add(name.id)
        return known

    def variable_hint(self, word: str) -> tuple[str, str | None]:
        """Return a hint at what an unknown word means, and the word itself where it is certain."""
        if any(word in variable.values for variable in self.names.variables.values()):
            return f"If the word is meant, put it in quotes: '{word}'.", None
        if word in self.names.notes:
            return f'Did you mean held("{word}")?', None
        if word in self.names.scenes:
            return f'Did you mean visited("{word}")?', None
        if word in NUMBERS:
            figure = str(NUMBERS.index(word))
            return f"Write numbers in figures: {figure}.", figure
        known = {*self.names.variables, "true", "false", "not", "and", "or"}
        near = self.names.hints.near(word, known, "names in conditions")
        return did_you_mean(near), certain_word(word, near)

    def comparison(self, tree: Compare) -> None:
        left = tree.first
        left_kind = self.kind(left)
        for sign, right in tree.rest:
            right_kind = self.kind(right)
            if sign in {"==", "!="}:
                self.equal(left, left_kind, right, right_kind, sign)
            else:
                for side, kind in ((left, left_kind), (right, right_kind)):
                    if kind not in {"number", "any"}:
                        self.bad(f"“{sign}” compares numbers, not {_LABELS[kind]}.", side.at)
            left, left_kind = right, right_kind

    def equal(self, left: Tree, left_kind: str, right: Tree, right_kind: str, sign: str) -> None:
        if "any" in {left_kind, right_kind}:
            return
        if left_kind != right_kind:
            self.bad(
                f"“{sign}” compares {_LABELS[left_kind]} with {_LABELS[right_kind]}.", right.at
            )
            return
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Name) and isinstance(other, Quoted):
                values = self.names.variables[one.id].values
                if values and other.value not in values:
                    self.bad(
                        f"“{one.id}” is never “{other.value}”.",
                        other.at,
                        self.names.hints.nearest(other.value, values, f"values of {one.id}")
                        or can_be(values),
                    )

    def call(self, call: Call) -> None:
        names = self.names
        scene, inner = split_reference(call.ref)
        if call.name == "held":
            self.known(call, call.ref, names.notes, "note")
        elif call.name == "visited":
            self.known(call, call.ref, names.scenes, "scene")
        elif call.name == "enquired":
            self.inside(call, scene, inner, names.enquiries, "enquiry")
        elif (
            self.inside(call, scene, inner, names.choices, "choice")
            and call.name == "convinced"
            and call.ref not in names.citing
        ):
            self.bad(
                f"The choice “{call.ref}” cites nothing, so it can never convince.",
                call.ref_at,
                f'Did you mean chose("{call.ref}")?',
            )

    def known(self, call: Call, ref: str, known: Collection[str], what: str) -> bool:
        if ref in known:
            self.names.referred.add(ref)
            return True
        self.unknown(call, self.names.hints.near(ref, known, what), what)
        return False

    def unknown(self, call: Call, near: list[str], what: str, hint: str = "") -> None:
        if not near and what in self.names.repeated:
            return
        if (meant := certain_word(call.ref, near)) is not None:
            self.certain(call.ref, meant)
        message = f"There is no {what} “{call.ref}”."
        self.report(f"unknown-{what}", message, call.ref_at, did_you_mean(near) or hint)

    def inside(
        self, call: Call, scene: str, inner: str, known: Mapping[str, set[str]], what: str
    ) -> bool:
        if scene in known:
            self.names.referred.add(scene)
        if inner in known.get(scene, ()):
            return True
        near = self.names.hints.near(call.ref, self.names.inside(what), f"scene.{what}")
        if not (scene not in known and "scene" in self.names.repeated):
            hint = "" if inner else f"Name the scene and the {what}, with a dot between them."
            self.unknown(call, near, what, hint)
        return False
