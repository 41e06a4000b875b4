"""Lines that stand too far in or out, and how they would stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_sim.scenario.syntax.edit import Edit
from scr_sim.scenario.syntax.yaml_lines import Line
from scr_sim.scenario.syntax.yaml_repair_model import Repair, Surroundings
from scr_sim.text.quantities import counted

_BLOCK = re.compile(r"(?:[:\-][ \t]+|\A)[|>][-+1-9]*\Z")


def left_text_repairs(here: Surroundings) -> Iterator[Repair]:
    """Return lines that belong to a text above them and are not indented as it is."""
    for line in here.near():
        before = here.before(line)
        if before is None:
            continue
        block = _block_above(here, line)
        if block is not None:
            first = here.after(block)
            inside = first is not None and first is not line
            indent = first.indent if inside and first is not None else block.body - block.start + 2
            if line.key in here.keys or (line.key and line.indent <= block.body - block.start):
                continue
            if first is before and first is not None and indent % 2 > line.indent % 2:
                yield Repair(  # the text's own indentation is its first line's
                    at=first.at,
                    message=_says(first, line.indent),
                    hint=_hint(line.indent),
                    edits=(_to(first, line.indent),),
                )
            if indent > line.indent:
                sign = here.text[block.last - 1] if here.text[block.last - 1] in "|>" else "|"
                yield Repair(
                    at=line.at,
                    message=f"this line has left the text under “{sign}”: it is not indented as "
                    "that is",
                    hint="Indent every line of the text alike, further than its key.",
                    edits=tuple(_moved(here, line, indent, least=block.body - block.start)),
                )
        elif _goes_on(here, before, line):
            yield Repair(
                at=line.at,
                message="this line goes on with the text above it, but is not indented "
                "further than its key",
                hint="Indent it further than the key of its text.",
                edits=(_to(line, before.body - before.start + 2),),
            )


def _goes_on(here: Surroundings, before: Line, line: Line) -> bool:
    """Return whether a line seems to go on with the text of the one before it."""
    words = line.content.split()
    return (
        not line.key
        and line.body == line.at
        and bool(before.key)
        and before.value < before.last
        and line.indent <= before.body - before.start
        and len(words) > 1
        and words[0] not in here.keys
    )


def _block_above(here: Surroundings, line: Line) -> Line | None:
    """Return the line with the “|” or “>” under which a line would stand, if there is one."""
    above = line
    while (before := here.before(above)) is not None:
        if _BLOCK.search(here.text[before.start : before.last]):
            return before
        if before.key and before.indent <= line.indent:
            return None
        above = before
    return None


def _moved(here: Surroundings, line: Line, indent: int, *, least: int) -> Iterator[Edit]:
    """Move a line and what follows it, as long as that stands no further out and is no key."""
    yield _to(line, indent)
    following = here.after(line)
    while following is not None and not following.key and following.indent >= least:
        if following.indent < indent:
            yield _to(following, indent)
        following = here.after(following)


def _to(line: Line, indent: int) -> Edit:
    return Edit(line.start, line.at, " " * indent)


def indent_repairs(here: Surroundings, *, alone: bool, odd: bool) -> Iterator[Repair]:
    """Return lines that stand too far in or out: one line, or one with all that hangs from it.

    Most people indent by two: ``odd`` are the lines that stand at an odd column and should not.
    """
    for line in dict.fromkeys((here.line, *here.near())):
        if "\t" in line.text[: line.indent]:
            continue
        for indent in here.indents_near(line):
            if indent == line.indent or (line.indent % 2 > indent % 2) is not odd:
                continue
            edits = [_to(line, indent)]
            if not alone:
                hanging = list(_hanging(here, line))
                if not hanging:
                    continue
                edits += [_to(one, one.indent + indent - line.indent) for one in hanging]
            yield Repair(
                at=line.at,
                message=_says(line, indent),
                hint=_hint(indent),
                edits=tuple(edits),
            )


def left_level_repairs(here: Surroundings) -> Iterator[Repair]:
    """Return a line that stands too far out for what is under it, as lines before and after show.

    The parser complains of the next line that stands where this one should.
    """
    level = here.line.indent
    earlier = [one for one in here.until()[:-1] if not one.blank]
    over = next((one for one in reversed(earlier) if one.indent < level), None)
    under = here.after(over) if over is not None else None
    if over is None or not over.key or under is None or under.indent <= level:
        return
    before = next(
        (one for one in reversed(earlier) if one.start < over.start and one.indent <= level), None
    )
    beside = before is not None and before.indent == level and before.key
    if beside and before is not None and before.value >= before.last:
        yield Repair(
            at=over.at,
            message=_says(over, level),
            hint=_hint(level),
            edits=(_to(over, level),),
        )


def first_line_repairs(here: Surroundings) -> Iterator[Repair]:
    """Return the first line under a key that does not stand as the later lines of its level do.

    The parser takes the first line's column for all of them, and complains of the second.
    """
    line = here.line
    first = _first_of_level(here, line)
    if first is None:
        return
    dashed = line.body > line.at
    if dashed and first.body == first.at and first.indent == line.body - line.start:
        yield Repair(
            at=first.at,
            message="the first item of a list lacks its dash",
            hint="Put “- ” before it, as before the items after it.",
            edits=(_to_item(first, line.indent),),
        )
    elif dashed is (first.body > first.at) and first.indent % 2 > line.indent % 2:
        yield Repair(
            at=first.at,
            message=_says(first, line.indent),
            hint=_hint(line.indent),
            edits=(_to(first, line.indent),),
        )


def _first_of_level(here: Surroundings, line: Line) -> Line | None:
    """Return the first line of a line's level, if it stands further in, with its own under it."""
    between: list[Line] = []
    for other in reversed(here.until()[:-1]):
        if other.blank:
            continue
        over = other.indent < line.indent or (
            line.body > line.at and other.indent == line.indent and other.body == other.at
        )
        if over or other.indent == line.indent:
            break
        between.append(other)
    else:
        return None
    if not over or not other.key or other.value < other.last or not between:
        return None
    first = between[-1]
    return first if first.key else None


def _to_item(line: Line, indent: int) -> Edit:
    return Edit(line.start, line.at, " " * indent + "- ")


def _hanging(here: Surroundings, line: Line) -> Iterator[Line]:
    """Return the lines after one that stand further in, or as far where it is a key."""
    for other in here.lines:
        if other.start <= line.start or other.blank:
            continue
        if other.indent < line.indent or (other.indent == line.indent and line.body > line.at):
            return
        yield other


def _says(line: Line, indent: int) -> str:
    by = abs(line.indent - indent)
    way = "many" if line.indent > indent else "few"
    return f"this line is indented by {counted(by, 'space')} too {way}"


def _hint(indent: int) -> str:
    return (
        f"Lines at one level start at one column: indent it by {counted(indent, 'space')}."
        if indent
        else "Lines at one level start at one column: do not indent it."
    )
