"""What came into a file from elsewhere: signs that look like others, and lines that are no YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.yaml_lines import Line
from scr_sim.scenario.syntax.yaml_repair_model import Repair, Surroundings

_MERGE = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:[ \t]|\Z)")
_FENCE = re.compile(r"```\w*\Z")
#: What begins a remark in other languages.
_REMARK = re.compile(r"//+|/\*+|<!--")
_ITEM = re.compile(r"(?P<sign>[–—−•·▪‣*])[ \t\u00a0]+(?=\S)")
#: Spaces that look like one and are none for YAML.
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000]+")
_COLON = re.compile(r"(?P<key>[a-z][\w-]*)[\s\u00a0]*(?P<colon>[：﹕])[ \t\u00a0]*")


def pasted_repairs(here: Surroundings) -> Iterator[Repair]:
    """Return what may have been pasted, or put in by another program."""
    yield from _left_lines(
        here,
        _MERGE,
        "this line was left by a merge of two versions",
        "Keep what you want of both versions, and take out the lines of “<”, “=” and “>”.",
    )
    yield from _left_lines(
        here, _FENCE, "this line is of Markdown, and no YAML", "Take it out, and any other like it."
    )
    yield from _remarks(here)
    yield from _items(here)
    yield from _spaces(here)
    yield from _colons(here)


def _left_lines(
    here: Surroundings, looks: re.Pattern[str], message: str, hint: str
) -> Iterator[Repair]:
    lines = [line for line in here.lines if looks.match(line.text)]
    if lines:
        edits = tuple(Edit(line.start, line.end, "") for line in lines)
        yield Repair(at=lines[0].start, message=message, hint=hint, edits=edits)


def _remarks(here: Surroundings) -> Iterator[Repair]:
    """A line that is a remark in another language."""
    for line in here.near():
        match = _REMARK.match(line.content)
        if match is not None:
            yield Repair(
                at=line.at,
                message=f"a remark does not begin with “{match.group()}” in YAML",
                hint="Begin it with “#” and a space.",
                edits=(Edit(line.at, line.at + match.end(), "#"),),
            )


def _items(here: Surroundings) -> Iterator[Repair]:
    """Items of a list that begin with another sign than a dash."""
    for line in (*here.near(), here.after(here.line)):
        match = _ITEM.match(line.content) if line is not None else None
        if line is None or match is None:
            continue
        beside = [
            other
            for other in here.lines
            if other.indent == line.indent and _ITEM.match(other.content)
        ]
        for lines in ([line], beside):
            yield Repair(
                at=lines[0].at,
                message=f"a list's item begins with “{match.group('sign')}”",
                hint="Begin it with “-” and a space.",
                edits=tuple(_dash(one) for one in lines),
                certain=match.group("sign") != "*",
            )


def _dash(line: Line) -> Edit:
    match = _ITEM.match(line.content)
    return Edit(line.at, line.at + (match.end() if match is not None else 0), "- ")


def _spaces(here: Surroundings) -> Iterator[Repair]:
    """Other spaces that indent a line, or stand after a dash or a colon."""
    near = here.near()
    touched = [line for line in here.lines if _edits_of_spaces(line)]
    for lines in (*([line] for line in near if line in touched), touched):
        edits = [edit for line in lines for edit in _edits_of_spaces(line)]
        if edits:
            yield Repair(
                at=edits[0].start,
                message="a space that is no plain one stands where YAML needs one",
                hint="Delete it and type a space; it often comes with pasted text.",
                edits=tuple(edits),
                certain=True,
            )


def _edits_of_spaces(line: Line) -> list[Edit]:
    found: list[Edit] = []
    at = 0
    for match in _SPACES.finditer(line.text):
        before = line.text[: match.start()]
        if not before.strip() or before.rstrip().endswith((":", "-")) or at == match.start():
            start = line.start + match.start()
            found.append(Edit(start, line.start + match.end(), " " * len(match.group())))
            at = match.end()
    return found


def _colons(here: Surroundings) -> Iterator[Repair]:
    """A wide colon after a key."""
    for line in here.near():
        match = _COLON.match(line.text[line.body - line.start :])
        if match is not None:
            at = line.body + match.start("colon")
            yield Repair(
                at=at,
                message="the colon after a key is none that YAML knows",
                hint="Type a plain colon and a space.",
                edits=(Edit(at, line.body + match.end(), ": "),),
                certain=True,
            )
