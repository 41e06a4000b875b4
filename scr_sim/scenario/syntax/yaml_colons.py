"""Colons: those that are lacking after a key, and those inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.yaml_lines import Line
from scr_sim.scenario.syntax.yaml_repair_model import Repair, Surroundings, in_quotes

_SMART = frozenset("“‘„«")
_NO_SPACE = re.compile(r"(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s:/].*)\Z")
#: A key's word, and what stands after it, with the sign that somebody may have put for its colon.
_WORD = re.compile(r"(?P<word>[A-Za-z][\w-]*)(?P<rest>[ \t;=].*)?\Z")
_SIGN = re.compile(r"[ \t]*(?P<sign>;|=>?|->)[ \t]*|[ \t]+(?P<dash>[-–—])[ \t]+")
#: A value that makes a key of the word before it wherever more keys stand under it.
_ONE_VALUE = re.compile(r"[ \t]+[\w-]+\Z")

#: Keys that have variables and their values under them, and one such.
_CHANGES = frozenset(("add", "set", "cost"))
_ONE_CHANGE = re.compile(r"[a-z][a-z0-9_]*:[ \t]+-?\w+\Z")
#: The first word of a line that goes on with a text: no key that a file can have.
_NO_KEY = re.compile(r"[^a-z_]|.*[^\w-]")

_COLON = "A key is followed by a colon and a space"
_IN_QUOTES = "Put all of the text in quotes."
_STRAIGHT = "YAML knows only straight quotes: put \" or ' round all of the text."


def colons_within(here: Surroundings) -> Iterator[Repair]:
    """A colon and a space inside a text that is in no quotes."""
    line = here.line
    value = here.text[line.value : line.last]
    if not line.key or not value or value[0] in "\"'[{|>#":
        return
    colon = re.search(r":(?=[ \t]|\Z)", value)
    if colon is None:
        return
    if line.key in _CHANGES and _ONE_CHANGE.match(value):
        yield Repair(
            at=line.value,
            message=f"what belongs to “{line.key}” stands on its line without braces",
            hint=f"Put it in braces: {{{value}}}.",
            edits=(Edit(line.value, line.last, f"{{{value}}}"),),
            certain=True,
        )
        return
    smart = value[0] in _SMART
    yield Repair(
        at=line.value if smart else line.value + colon.start(),
        message="a text between curly quotes is not in quotes for YAML, and it holds a colon"
        if smart
        else "a colon and a space stand inside a text that is not in quotes",
        hint=_STRAIGHT if smart else _IN_QUOTES,
        edits=(in_quotes(here.text, line.value, line.last),),
        certain=True,
    )


def colons_further_on(here: Surroundings) -> Iterator[Repair]:
    """A colon and a space in the second or a later line of a text that is in no quotes."""
    line = here.line
    if not line.key or line.body > line.at or not _NO_KEY.match(line.key):
        return
    first = here.before(line)
    while first is not None and not first.key and first.body == first.at:
        first = here.before(first)
    if first is None or first.indent >= line.indent:
        return
    at = first.value if first.key else first.body
    if at >= first.last or here.text[at] in "\"'[{|>#":
        return
    yield Repair(
        at=line.body + len(line.key),
        message="a colon and a space stand inside a text that is not in quotes",
        hint=_IN_QUOTES,
        edits=(in_quotes(here.text, at, _end_of_text(here, line)),),
    )


def _end_of_text(here: Surroundings, line: Line) -> int:
    """Return where a text ends that a line belongs to: with the last line as far in as it."""
    after = here.after(line)
    while after is not None and after.indent >= line.indent and not after.body > after.at:
        line, after = after, here.after(after)
    return line.last


def colons_missing(here: Surroundings, *, known: bool) -> Iterator[Repair]:
    """A key that lacks its colon, or the space after it.

    ``known`` are the lines whose first word is a key elsewhere, or is all that they hold, or has
    one word or a sign after it where only a key can stand.
    """
    for line in here.near():
        if line.key or line.blank:
            continue
        rest = here.text[line.body : line.last]
        close = _NO_SPACE.match(rest)
        if close is not None and known:
            at = line.body + len(close.group("key")) + 1
            yield Repair(
                at=at - 1,
                message="the colon after a key lacks the space after it",
                hint=f"{_COLON}.",
                edits=(Edit(at, at, " "),),
                certain=True,
            )
        word = _WORD.match(rest)
        if word is None:
            continue
        after = word.group("rest") or ""
        is_key = word.group("word") in here.keys
        if (is_key or not after.strip() or _begins_keys(here, line, after)) is known:
            at = line.body + len(word.group("word"))
            sign = _SIGN.match(after)
            if sign is None:
                edit, hint = Edit(at, at, ":"), f"{_COLON}."
            else:
                put = sign.group("sign") or sign.group("dash")
                edit, hint = Edit(at, at + sign.end(), ": "), f"{_COLON}, not by “{put}”."
            yield Repair(
                at=at,
                message=f"the key “{word.group('word')[:60]}” lacks its colon",
                hint=hint,
                edits=(edit,),
                certain=known and is_key and sign is None and not _within_text(here, line),
            )


def _within_text(here: Surroundings, line: Line) -> bool:
    """Return whether a line may go on with a text: the one before it holds no key and no dash."""
    before = here.before(line)
    return before is not None and not before.key and before.body == before.at


def _begins_keys(here: Surroundings, line: Line, after: str) -> bool:
    """Return whether a line is the first under a key, as a key would be that has more beside it."""
    before, beside = here.before(line), here.after(line)
    return (
        (_ONE_VALUE.match(after) or _SIGN.match(after)) is not None
        and before is not None
        and bool(before.key)
        and before.value >= before.last
        and beside is not None
        and bool(beside.key)
        and beside.at - beside.start == line.body - line.start
    )
