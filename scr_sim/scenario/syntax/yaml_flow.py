"""Brackets and braces: commas that lack, closing ones too few or too many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.yaml_lines import Line, quoted
from scr_sim.scenario.syntax.yaml_repair_model import Repair, Surroundings, in_quotes

_KEYS = re.compile(r"(?P<gap>[ \t]+)(?P<key>[\w-]+):(?=[ \t])")
#: Where a value in braces ends: before the next key, or at a closing bracket.
_END = re.compile(r",[ \t]*[\w-]+:[ \t]|[\]}]")
#: A value in braces up to a brace or a bracket in it, and up to a name in braces.
_BRACE_WITHIN = re.compile(r"[\w-]+:[ \t]+(?P<value>(?=[^\s\"'\[{])[^,\[\]{}]*)(?=[{\[])")
_NAME_WITHIN = re.compile(
    r"(?<=[{,])[ \t]*[\w-]+:[ \t]+(?P<value>(?=[^\s\"'\[{])"
    r"(?:(?!,[ \t]*[\w-]+:[ \t])[^\[\]{}])*)(?=\{[a-z][a-z0-9_-]*\})"
)
#: A value that is one word or number, of a key that has no text; or a condition.
_SHORT = re.compile(
    r"(?:\A|[\s{,])(?:"
    r"(?:id|stance|kind|next|go|pick|need|start|min|max|limit|show|once|agency):[ \t]+[\w-]+"
    r"|(?:if|unless):[ \t][^:]*"
    r")\Z"
)
#: A list in brackets is written over so many lines.
_MOST_LINES = 12
_CLOSING = {"[": "]", "{": "}"}
_PAIRS = {"[": "list in brackets", "{": "mapping in braces"}


def flow_repairs(here: Surroundings) -> Iterator[Repair]:
    """Return mistakes in lists in brackets and mappings in braces."""
    yield from _hidden(here)
    yield from _commas(here, certain=True)
    yield from _colons(here)
    yield from _braces_within(here)
    yield from _commas(here, certain=False)
    yield from _unclosed(here)
    yield from _stray(here)


def _in_flow(here: Surroundings) -> list[Line]:
    return [line for line in here.near() if re.search(r"[\[{]", line.text)]


def _commas(here: Surroundings, *, certain: bool) -> Iterator[Repair]:
    """A comma that is lacking before a key; for certain where the value before it is at its end."""
    for line in here.near():
        for match in _KEYS.finditer(line.text):
            at = line.start + match.start()
            if here.text[at - 1] in ",{[:-" or at <= line.body:
                continue
            known = match.group("key") in here.keys
            if (known and _over(line, match.start())) is not certain:
                continue
            yield Repair(
                at=line.start + match.start("key"),
                message=f"a comma is missing before “{match.group('key')[:60]}”",
                hint="Put a comma between the items.",
                edits=(Edit(at, at, ","),),
                certain=certain,
            )


def _over(line: Line, at: int) -> bool:
    """Return whether a value is at its end before a position of its line.

    A text in no quotes could go on behind it, and end with an apostrophe or a quoted word itself.
    """
    before = line.text[:at]
    closed = before.endswith(("]", "}")) or _SHORT.search(before) is not None
    return closed or any(one.closes == line.start + at - 1 for one in quoted(line))


def _colons(here: Surroundings) -> Iterator[Repair]:
    """A colon inside a text in braces that is in no quotes."""
    for line in _in_flow(here):
        for match in re.finditer(r"[\w-]+:[ \t]+(?=[^\s\"'\[{])", line.text):
            begin = line.start + match.end()
            for end in _END.finditer(line.text[match.end() :]):
                value = here.text[begin : begin + end.start()]
                colon = re.search(r":(?=[ \t])", value)
                if colon is not None:
                    yield Repair(
                        at=begin + colon.start(),
                        message="a colon and a space stand inside a text that is not in quotes",
                        hint="Put all of the text in quotes.",
                        edits=(in_quotes(here.text, begin, begin + len(value)),),
                    )
                    break


def names_within(here: Surroundings) -> Iterator[Repair]:
    """A text in braces that is in no quotes, and holds somebody's name in braces.

    An apostrophe behind the name opens a quotation that swallows what comes next, so that the
    lines around it seem to be to blame.
    """
    return _within(here, _NAME_WITHIN)


def _braces_within(here: Surroundings) -> Iterator[Repair]:
    """A text in braces that is in no quotes, and holds a brace or a bracket itself."""
    return _within(here, _BRACE_WITHIN)


def _within(here: Surroundings, pattern: re.Pattern[str]) -> Iterator[Repair]:
    for line in _in_flow(here):
        for match in pattern.finditer(line.text):
            begin = line.start + match.start("value")
            inside = line.start + match.end()
            for end in _END.finditer(line.text[match.end() :]):
                close = inside + end.start()
                value = here.text[begin:close]
                if value.count("{") != value.count("}") or value.count("[") != value.count("]"):
                    continue
                yield Repair(
                    at=inside,
                    message=f"“{here.text[inside]}” stands inside a text that is not in quotes",
                    hint="Put all of the text in quotes.",
                    edits=(in_quotes(here.text, begin, close),),
                    certain=True,
                )
                break


def _hidden(here: Surroundings) -> Iterator[Repair]:
    """A “#” that turns the rest of a line, brackets and all, into a comment."""
    for line in reversed(here.until()[-4:]):
        if not re.search(r"[\[{]", line.text):
            continue
        for match in re.finditer(r"[ \t]#", line.text):
            before = re.search(r"(?:[:,\[{]|\A)[ \t]*([^,:\[\]{}]*)\Z", line.text[: match.start()])
            after = _END.search(line.text[match.end() :])
            if before is None or after is None:
                continue
            begin = line.start + before.start(1)
            end = line.start + match.end() + after.start()
            yield Repair(
                at=line.start + match.end() - 1,
                message="a “#” after a space makes the rest of the line a comment",
                hint="Put the text that holds it in quotes.",
                edits=(in_quotes(here.text, begin, end),),
                certain=True,
            )


def _unclosed(here: Surroundings) -> Iterator[Repair]:
    """A bracket or brace that is opened and never closed."""
    for line in [*here.until()[-3:][::-1], here.began_line]:
        for opens in _open(line):
            sign = here.text[opens]
            ends = [
                opens + 1 + match.start()
                for match in _END.finditer(here.text[opens + 1 : line.end])
            ]
            further = [one.last for one in here.until() if one.start > line.start][:_MOST_LINES]
            for end in [*ends, line.last, *further]:
                yield Repair(
                    at=opens,
                    message=f"a {_PAIRS[sign]} is opened and never closed",
                    hint=f"Close the {_PAIRS[sign]} with “{_CLOSING[sign]}”.",
                    edits=(Edit(end, end, _CLOSING[sign]),),
                )


def _open(line: Line) -> list[int]:
    """Return the brackets of a line that are not closed on it, the innermost first."""
    waiting: list[int] = []
    for match in re.finditer(r"\"(?:\\.|[^\"])*\"|[\[\]{}]", line.text):
        sign = match.group()
        if sign in _CLOSING:
            waiting.append(match.start())
        elif sign in "]}" and waiting:
            if _CLOSING[line.text[waiting[-1]]] == sign:
                waiting.pop()
            elif len(waiting) > 1 and _CLOSING[line.text[waiting[-2]]] == sign:
                return [line.start + waiting[-1]]
    return [line.start + at for at in reversed(waiting)]


def _stray(here: Surroundings) -> Iterator[Repair]:
    """A bracket or brace that closes nothing."""
    for at in (here.at, here.at - 1):
        sign = here.text[at : at + 1]
        if sign and sign in "]}":
            yield Repair(
                at=at,
                message=f"“{sign}” closes nothing that is open",
                hint="Remove it, or put the text that it belongs to in quotes.",
                edits=(Edit(at, at + 1, ""),),
            )
