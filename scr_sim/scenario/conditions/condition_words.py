"""Conditions told in words, for people who never open the file.

What is told is the whole condition and nothing else: where “and” meets “or”, parentheses say what
belongs together, as they do in the condition itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

_COMPARED = {
    "==": "is",
    "!=": "is not",
    "<": "is less than",
    "<=": "is at most",
    ">": "is more than",
    ">=": "is at least",
}
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}

#: What each call says, and what it says where it is not so.
_CALLS = {
    "held": ("you hold the note", "you do not hold the note"),
    "visited": ("you have come to", "you have not come to"),
    "chose": ("you have chosen", "you have not chosen"),
    "enquired": ("you have looked into", "you have not looked into"),
    "convinced": ("you have convinced with", "you have not convinced with"),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What people call the things that conditions name; what is missing is called by its id.

    ``things`` has, by a call and the id that it asks about, what is asked about.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def variable(self, name: str) -> str:
        """Return what a variable is called, in quotes."""
        return quoted(self.variables.get(name, name))

    def thing(self, call: str, ref: str) -> str:
        """Return what a call asks about, in quotes."""
        return quoted(self.things.get((call, ref), ref))


def quoted(words: str) -> str:
    """Return words in quotes, with the quotes inside them made single ones."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def in_words(condition: str, vocabulary: Vocabulary) -> str:
    """Return a condition in words, to stand after “if”.

    A condition that does not parse is given as it is written. Raises nothing.
    """
    try:
        tree = parse(condition)
    except ConditionError:
        return quoted(condition)
    return tree_in_words(tree, vocabulary)


def tree_in_words(tree: Tree, vocabulary: Vocabulary) -> str:
    """Return a condition's tree in words, to stand after “if”. Raises nothing."""
    return _Wording(vocabulary).told(tree, so=True)


class _Wording:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def told(self, tree: Tree, *, so: bool) -> str:
        """Return what a tree says, or that it is not so."""
        match tree:
            case Truth(value):
                return "always" if value is so else "never"
            case Not(inner):
                return self.told(inner, so=not so)
            case Call(name, ref):
                return f"{_CALLS[name][0 if so else 1]} {self.vocabulary.thing(name, ref)}"
            case Compare(first, ((sign, second),)):
                return self.compared(first, sign if so else _OPPOSITE[sign], second)
            case Both() | Compare() if not so:
                return f"it is not so that ({self.told(tree, so=True)})"
            case Both(word, parts):
                return f" {word} ".join(self.joined(part, word) for part in parts)
            case Compare(first, rest):
                return self.chained(first, rest)
            case _:
                return f"{self.term(tree)} is {'so' if so else 'not so'}"

    def joined(self, part: Tree, word: str) -> str:
        """Return a part of an “and” or an “or”, in parentheses where it joins by the other."""
        inner = self.told(part, so=True)
        return f"({inner})" if _joins(part) not in (None, word) else inner

    def chained(self, first: Tree, rest: tuple[tuple[str, Tree], ...]) -> str:
        before = first
        told = []
        for sign, after in rest:
            told.append(self.compared(before, sign, after))
            before = after
        return " and ".join(told)

    def compared(self, first: Tree, sign: str, second: Tree) -> str:
        """Return one comparison, with what varies before what is fixed."""
        if isinstance(first, Number | Quoted | Truth) and not isinstance(
            second, Number | Quoted | Truth
        ):
            first, sign, second = second, _TURNED.get(sign, sign), first
        if isinstance(second, Truth) and sign in {"==", "!="}:
            so = second.value is (sign == "==")
            if isinstance(first, Call | Not | Both | Compare):
                return self.enclosed(first, so=so)
            return f"{self.term(first)} is {'so' if so else 'not so'}"
        if sign in {"==", "!="} and any(
            isinstance(one, Call | Not | Both | Compare) for one in (first, second)
        ):
            both = f"{self.side(first)} and {self.side(second)}"
            alike = "alike" if sign == "==" else "not alike"
            return f"these two are {alike}: [{both}]"
        same = " the same as" if isinstance(second, Name) and sign in {"==", "!="} else ""
        return f"{self.term(first)} {_COMPARED[sign]}{same} {self.term(second)}"

    def enclosed(self, tree: Tree, *, so: bool) -> str:
        """Return what a tree says so that nothing beside it can be taken for a part of it."""
        told = self.told(tree, so=so)
        return f"({told})" if so and _joins(tree) else told

    def side(self, tree: Tree) -> str:
        """Return one side of a comparison of two flags."""
        if isinstance(tree, Name):
            return f"({self.term(tree)} is so)"
        return self.term(tree)

    def term(self, tree: Tree) -> str:
        """Return what is compared or reckoned with."""
        match tree:
            case Number(value):
                return str(value)
            case Quoted(word):
                return quoted(word)
            case Truth(value):
                return "yes" if value else "no"
            case Name(name):
                return self.vocabulary.variable(name)
            case Sum(terms):
                return self.sum(terms)
            case _:
                return f"({self.told(tree, so=True)})"

    def sum(self, terms: tuple[tuple[str, Tree], ...]) -> str:
        told = []
        for at, (sign, tree) in enumerate(terms):
            term = self.term(tree)
            word = {"+": "plus", "-": "minus"}[sign]
            lead = "" if at == 0 and sign == "+" else f"{word} "
            told.append(f"{lead}({term})" if isinstance(tree, Sum) else f"{lead}{term}")
        return " ".join(told)


def _joins(tree: Tree) -> str | None:
    """Return the word by which a tree, as it is told, joins several things at its top."""
    match tree:
        case Not(Not(inner)):
            return _joins(inner)
        case Both(word):
            return word
        case Compare(_, rest) if len(rest) > 1:
            return "and"
        case _:
            return None
