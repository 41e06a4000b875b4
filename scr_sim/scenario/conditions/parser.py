"""Conditions: their text, parsed into a tree. What the names mean is checked elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scr_sim.scenario.syntax.diagnostics import nearest

LONGEST = 500
DEEPEST = 30
#: So many conditions' trees are remembered: those of a large scenario, which many rooms parse.
_MOST_REMEMBERED = 4096

#: Words that a condition uses itself; no variable may be called so.
CALLS = ("held", "visited", "chose", "enquired", "convinced")
RESERVED = frozenset({"and", "or", "not", "true", "false", *CALLS})

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<number>[0-9]+)(?![A-Za-z0-9_])
      | (?P<word>[^\W\d]\w*)
      | (?P<quoted>"[^"]*"|'[^']*')
      | (?P<sign>==|!=|<=|>=|<|>|\+|-|\(|\)|,)
    )""",
    re.VERBOSE,
)
_COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})


class ConditionError(ValueError):
    """A condition does not parse or does not fit; ``at`` is the offset in its text."""

    def __init__(self, message: str, at: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A whole number."""

    value: int
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """``true`` or ``false``."""

    value: bool
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Quoted:
    """A word in quotes."""

    value: str
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A variable's name."""

    id: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Call:
    """One of the five calls, with the id that it asks about."""

    __match_args__ = ("name", "ref", "at", "ref_at")

    name: str
    ref: str
    at: int
    ref_at: int


@dataclass(frozen=True, slots=True, eq=False)
class Not:
    """``not`` something."""

    inner: Tree
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Both:
    """Things joined by ``and`` or by ``or``."""

    word: str
    parts: tuple[Tree, ...]
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Compare:
    """A chain of comparisons: ``first``, then signs and what they compare with."""

    first: Tree
    rest: tuple[tuple[str, Tree], ...]
    at: int


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """Terms with their signs, ``+`` or ``-``."""

    terms: tuple[tuple[str, Tree], ...]
    at: int


Tree = Number | Truth | Quoted | Name | Call | Not | Both | Compare | Sum


def leaves(tree: Tree) -> Iterator[Name | Call]:
    """Return the names and calls of a condition, in the order in which they are read."""
    waiting: list[Tree] = [tree]
    while waiting:
        match waiting.pop():
            case Name() | Call() as one:
                yield one
            case Not(inner):
                waiting.append(inner)
            case Both(_, parts):
                waiting += reversed(parts)
            case Compare(first, rest):
                waiting += [*(part for _, part in reversed(rest)), first]
            case Sum(terms):
                waiting += [term for _, term in reversed(terms)]
            case _:
                pass


@lru_cache(maxsize=_MOST_REMEMBERED)
def parse(text: str) -> Tree:
    """Return the tree of a condition's text. Raises `ConditionError`."""
    if len(text) > LONGEST:
        raise ConditionError("A condition may have 500 characters at most.", 0)
    parser = _Parser(_tokens(text), len(text))
    tree = parser.either()
    if parser.kind:
        raise ConditionError(f"“{parser.piece}” was not expected here.", parser.at, parser.hint())
    return tree


def _tokens(text: str) -> list[tuple[str, str, int]]:
    tokens: list[tuple[str, str, int]] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            sign = text[start]
            hint = {
                "=": "Write “==” to compare.",
                "&": "Write “and”.",
                "|": "Write “or”.",
                "!": "Write “not”, or “!=” to compare.",
                '"': "The quote is never closed.",
                "'": "The quote is never closed.",
                **dict.fromkeys("“”‘’", "Use straight quotes."),
            }.get(sign, "")
            if text[start + 1 : start + 2] in {"<", ">"} and sign == "=":
                hint = f"Write “{text[start + 1]}=”."
            elif sign == "=" and tokens and tokens[-1][1] in {"<", ">"}:
                hint = f"Write “{tokens[-1][1]}=” without a space."
            raise ConditionError(f"“{sign}” cannot stand in a condition.", start, hint)
        kind = match.lastgroup or ""
        tokens.append((kind, match.group(kind), match.start(kind)))
        at = match.end()
    return tokens


class _Parser:
    """Recursive descent, with Python's precedence."""

    def __init__(self, tokens: list[tuple[str, str, int]], length: int) -> None:
        self.tokens = tokens
        self.next = 0
        self.length = length
        self.depth = 0
        self.step()

    def step(self) -> None:
        if self.next < len(self.tokens):
            self.kind, self.piece, self.at = self.tokens[self.next]
        else:
            self.kind, self.piece, self.at = "", "", self.length
        self.next += 1

    def hint(self) -> str:
        if self.piece in {"is", "equals"}:
            return "Write “==” to compare."
        return "Join two conditions with “and” or “or”." if self.kind != "sign" else ""

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError("A condition may be 30 levels deep at most.", self.at)

    def either(self) -> Tree:
        return self._joined("or")

    def all(self) -> Tree:
        return self._joined("and")

    def _joined(self, word: str) -> Tree:
        at = self.at
        read = self.all if word == "or" else self.negation
        parts = [read()]
        while self.kind == "word" and self.piece == word:
            self.step()
            parts.append(read())
        return parts[0] if len(parts) == 1 else Both(word, tuple(parts), at)

    def negation(self) -> Tree:
        if self.kind == "word" and self.piece == "not":
            at = self.at
            self.step()
            self.deeper()
            inner = self.negation()
            self.depth -= 1
            return Not(inner, at)
        return self.comparison()

    def comparison(self) -> Tree:
        at = self.at
        first = self.sum()
        rest = []
        while self.kind == "sign" and self.piece in _COMPARISONS:
            sign = self.piece
            self.step()
            rest.append((sign, self.sum()))
        return Compare(first, tuple(rest), at) if rest else first

    def sum(self) -> Tree:
        at = self.at
        terms = [("+", self.signed())]
        while self.kind == "sign" and self.piece in {"+", "-"}:
            sign = self.piece
            self.step()
            terms.append((sign, self.signed()))
        return terms[0][1] if len(terms) == 1 else Sum(tuple(terms), at)

    def signed(self) -> Tree:
        if self.kind == "sign" and self.piece in {"+", "-"}:
            sign, at = self.piece, self.at
            self.step()
            self.deeper()
            inner = self.signed()
            self.depth -= 1
            return Sum(((sign, inner),), at)
        return self.atom()

    def atom(self) -> Tree:
        kind, piece, at = self.kind, self.piece, self.at
        if kind == "number":
            self.step()
            if len(piece) > 18:
                raise ConditionError("The number is too large.", at)
            return Number(int(piece), at)
        if kind == "quoted":
            self.step()
            return Quoted(piece[1:-1], at)
        if kind == "word" and piece in {"true", "false"}:
            self.step()
            return Truth(piece == "true", at)
        if kind == "word" and piece in CALLS:
            return self.call()
        if kind == "word" and piece not in RESERVED:
            self.step()
            if self.kind == "sign" and self.piece == "(":
                hint = nearest(piece, CALLS) or f"Known are {', '.join(CALLS)}."
                raise ConditionError(f"“{piece}” cannot be called.", at, hint)
            return Name(piece, at)
        if kind == "sign" and piece == "(":
            self.step()
            self.deeper()
            inner = self.either()
            self.depth -= 1
            self.close()
            return inner
        if not kind:
            raise ConditionError("The condition ends too early.", at)
        unequal = piece == ">" and self.next > 1 and self.tokens[self.next - 2][1] == "<"
        hint = "Write “!=” where two are not the same." if unequal else ""
        raise ConditionError(f"“{piece}” was not expected here.", at, hint)

    def call(self) -> Tree:
        name, at = self.piece, self.at
        self.step()
        if not (self.kind == "sign" and self.piece == "("):
            raise ConditionError(f"“{name}” needs an id in brackets.", at, f'Write {name}("...").')
        self.step()
        if self.kind != "quoted":
            raise ConditionError(
                f"“{name}” takes one id in quotes.", self.at, f'Write {name}("...").'
            )
        ref, ref_at = self.piece[1:-1], self.at + 1
        self.step()
        self.close()
        return Call(name=name, ref=ref, at=at, ref_at=ref_at)

    def close(self) -> None:
        if not (self.kind == "sign" and self.piece == ")"):
            raise ConditionError("A closing bracket is missing.", self.at)
        self.step()
