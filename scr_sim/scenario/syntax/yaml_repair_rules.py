"""What people get wrong in YAML, and how each is mended: the likeliest first.

In comes what stands around the place where the parser gave up; out come mistakes that may lie
behind it, each with its place, its sentence, and the edits that would mend it. Whether one of
them is the cause is found by trying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.yaml_colons import colons_further_on, colons_missing, colons_within
from scr_sim.scenario.syntax.yaml_flow import flow_repairs, names_within
from scr_sim.scenario.syntax.yaml_indents import (
    first_line_repairs,
    indent_repairs,
    left_level_repairs,
    left_text_repairs,
)
from scr_sim.scenario.syntax.yaml_lines import Line, quoted
from scr_sim.scenario.syntax.yaml_pasted import pasted_repairs
from scr_sim.scenario.syntax.yaml_repair_model import Repair, Surroundings, in_quotes

__all__ = ["Repair", "Surroundings", "repairs"]

_NEXT_KEY = re.compile(r",[ \t]*[\w-]+:[ \t]|[\]}][\]}, \t]*\Z|[ \t]+#|\Z")
_SIGNS = frozenset("@`%&*!|>-")

_SAYS = {
    "!": "a text begins with “!”, which makes its first word a tag",
    "-": "a list begins on the line of its key",
}
_CLOSE_QUOTE = "Close it at the end of its text."
_PUT_IN_QUOTES = "Put the text in quotes."


def repairs(here: Surroundings) -> Iterator[Repair]:
    """Return the mistakes that may lie behind a complaint, the likeliest first."""
    yield from pasted_repairs(here)
    yield from _tabs(here)
    yield from _signs(here)
    yield from _braces_first(here)
    yield from names_within(here)
    yield from _swallowed(here)
    yield from _quotes_within(here)
    yield from colons_within(here)
    yield from colons_further_on(here)
    yield from _dashes(here)
    yield from colons_missing(here, known=True)
    yield from left_text_repairs(here)
    yield from flow_repairs(here)
    yield from _stray_values(here)
    yield from first_line_repairs(here)
    yield from left_level_repairs(here)
    yield from indent_repairs(here, alone=True, odd=True)
    yield from indent_repairs(here, alone=False, odd=True)
    yield from indent_repairs(here, alone=True, odd=False)
    yield from indent_repairs(here, alone=False, odd=False)
    yield from colons_missing(here, known=False)


# -- white space and signs


def _tabs(here: Surroundings) -> Iterator[Repair]:
    line = here.line
    if "\t" not in line.text[: line.indent]:
        return
    at = line.start + line.text.index("\t")
    before, after = here.before(line), here.after(line)
    beside = (
        before is not None
        and after is not None
        and before.body - before.start == after.body - after.start
        and bool(before.last > before.value)
    )
    for indent in here.indents_near():
        yield Repair(
            at=at,
            message="a tab stands where spaces indent",
            hint="Indent with spaces, not with tabs.",
            edits=(Edit(line.start, line.at, " " * indent),),
            certain=beside and after is not None and indent == after.body - after.start,
        )


def _signs(here: Surroundings) -> Iterator[Repair]:
    """A text that begins with a sign which means something to YAML."""
    for line in here.near():
        for at in dict.fromkeys((line.value, line.body)):
            sign = here.text[at : at + 1]
            if sign == "-" and (at == line.body or here.text[at + 1 : at + 2] != " "):
                continue
            if not sign or sign not in _SIGNS or at >= line.last or here.at < line.start:
                continue
            if sign in "&*" and line.last == at + 1:
                continue
            if sign in "|>-" and re.fullmatch(r"[|>][-+1-9]*|-", here.text[at : line.last]):
                continue
            if sign in "|>":
                begins = line.end - len(here.text[at + 1 : line.end].lstrip(" \t"))
                yield Repair(
                    at=at,
                    message=f"a text stands on the line of its “{sign}”",
                    hint="Begin it on the next line, indented further than its key; or, where the "
                    f"“{sign}” belongs to the text, put all of it in quotes.",
                    edits=(Edit(at + 1, begins, "\n" + " " * (line.body - line.start + 2)),),
                )
            yield Repair(
                at=at,
                message=_SAYS.get(sign, f"a text cannot begin with “{sign}”"),
                hint=_PUT_IN_QUOTES,
                edits=(in_quotes(here.text, at, line.end),),
                certain=sign != "-",
            )


def _braces_first(here: Surroundings) -> Iterator[Repair]:
    """A text that begins with a name in braces, and goes on."""
    for line in here.near():
        for at in dict.fromkeys((line.value, line.body)):
            if re.match(r"\{[^{}]*\}[^\S\r\n]*[^\s,\]}#]", here.text[at : line.last]):
                yield Repair(
                    at=at,
                    message="a text begins with “{”, which begins a mapping",
                    hint=_PUT_IN_QUOTES,
                    edits=(in_quotes(here.text, at, line.last),),
                    certain=True,
                )


# -- quotes


def _swallowed(here: Surroundings) -> Iterator[Repair]:
    """A quote that is opened and never closed, and swallows the lines after it."""
    for line in reversed(here.until()):
        for found in quoted(line):
            if found.opens > here.at:
                continue
            if found.closes is None:
                ends = [line.last]
            elif line is here.line:
                ends = []
            else:
                continue
            after = here.text[found.opens + 1 : line.end]
            for match in _NEXT_KEY.finditer(after):
                end = found.opens + 1 + match.start()
                if found.closes is None or end < found.closes:
                    ends.insert(0, end)
            for end in dict.fromkeys(sorted(ends)):
                if end > found.opens + 1:
                    yield Repair(
                        at=found.opens,
                        message="a quotation mark is opened and never closed",
                        hint=_CLOSE_QUOTE,
                        edits=(Edit(end, end, found.quote),),
                    )


def _quotes_within(here: Surroundings) -> Iterator[Repair]:
    """A quote inside a text that stands in quotes of the same kind."""
    for line in here.near():
        for found in quoted(line):
            if found.closes is None:
                continue
            rest = here.text[found.closes + 1 : line.last]
            if not rest.strip():
                continue
            if rest.strip() == ",":
                comma = here.text.index(",", found.closes)
                yield Repair(
                    at=comma,
                    message="a comma stands after the closing quotation mark",
                    hint="Take it out: a line's end ends the value.",
                    edits=(Edit(comma, comma + 1, ""),),
                    certain=True,
                )
            for end in _ends_of_value(here.text, found.opens, line):
                whole = here.text[found.opens : end]
                if end <= found.closes + 1 or len(whole) < 2:
                    continue
                yield _quote_within(whole, found.opens, found.closes)


def _ends_of_value(text: str, at: int, line: Line) -> Iterator[int]:
    """Return where a value that begins on a line may end: before the next key, or at the end."""
    for match in re.finditer(r",[ \t]*[\w-]+:[ \t]|[ \t]*[\]}][\]}, \t]*\Z", text[at : line.last]):
        yield at + match.start()
    yield line.last


def _quote_within(whole: str, opens: int, closes: int) -> Repair:
    quote = whole[0]
    inner = whole[1:-1]
    spoken = whole[closes - opens + 1 : closes - opens + 2] in {" ", ",", "."} and (
        whole[closes - opens - 1] != " "
    )
    if whole[-1] == quote and quote not in whole[1 : closes - opens] and not spoken:
        doubled = re.sub(r"(?<!\\)\"", '\\"', inner) if quote == '"' else inner.replace("'", "''")
        hint = (
            "Double it: two ' stand for one in a text between '."
            if quote == "'"
            else "Write \\\" for it, or put the text between ' and '."
        )
        return Repair(
            at=closes,
            message="a quotation mark stands inside a text in quotes, and ends it",
            hint=hint,
            edits=(Edit(opens, opens + len(whole), quote + doubled + quote),),
            certain=True,
        )
    return Repair(
        at=opens,
        message="a text begins with a quotation mark, and goes on after the closing one",
        hint="Put all of the text between ' and '."
        if quote == '"'
        else 'Put all of the text between " and ".',
        edits=(in_quotes(whole, 0, len(whole), opens),),
        certain=True,
    )


# -- items and values


def _dashes(here: Surroundings) -> Iterator[Repair]:
    """A list's item whose dash lacks its space, or that has two."""
    for line in here.near():
        if twice := re.match(r"-[ \t]+-[ \t]+(?=[a-z_]+:(?:[ \t]|\Z))", line.content):
            second = line.at + twice.group().rindex("-")
            yield Repair(
                at=second,
                message="two dashes begin one item",
                hint="Write one.",
                edits=(Edit(line.at, line.at + twice.end(), "- "),),
            )
        if re.match(r"-[A-Za-z\"'{\[]", line.content):
            items = [
                other.at + 1
                for other in here.lines
                if other.indent == line.indent and re.match(r"-[A-Za-z\"'{\[]", other.content)
            ]
            for places in ([line.at + 1], items):
                yield Repair(
                    at=line.at,
                    message="the dash of a list's item lacks the space after it",
                    hint="Put a space after the dash.",
                    edits=tuple(Edit(at, at, " ") for at in places),
                    certain=True,
                )


def _stray_values(here: Surroundings) -> Iterator[Repair]:
    """A text after a key under which more keys stand."""
    before = here.before(here.line)
    if before is None or not before.key or before.value >= before.last:
        return
    beside = here.after(here.line)
    if beside is None or beside.indent != here.line.indent or not beside.key:
        return
    if here.line.indent > before.body - before.start:
        yield Repair(
            at=before.value,
            message=f"“{before.key[:60]}” has a text, and keys under it besides",
            hint="Remove the text, or indent the lines after it as this one.",
            edits=(Edit(before.value, before.last, ""),),
        )
