"""Where a YAML mistake is: not where the parser gave up, but where a person would mend it.

The lines around the parser's complaint are looked at for what people get wrong; each likely
mistake is mended on trial, and the one whose mending lets the parser go furthest is the cause.
The work is bounded: so many lines, so many trials, so many characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import yaml
from yaml import CBaseLoader

from scr_sim.scenario.syntax.edit import applied
from scr_sim.scenario.syntax.yaml_lines import (
    Line,
    closing,
    line_of,
    next_start,
    quoted,
    starts_before,
)
from scr_sim.scenario.syntax.yaml_repair_rules import Repair, Surroundings, repairs

#: So many lines before the complaint are looked at, first few, then more; and so many after it.
_BEFORE = (40, 400, 4000)
_AFTER = 40
#: A window longer than this is not looked at.
_LONGEST_WINDOW = 400_000
#: So many repairs are tried, and so many characters parsed in trying them.
_MOST_TRIALS = 250
_MOST_TRIED = 1_500_000
#: How far the parser came where it came to the end.
_TO_THE_END = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Where the parser gave up, what it said, and where that began of which it speaks."""

    at: int
    said: str
    context: str
    began: int | None


def complaint(text: str) -> Complaint | None:
    """Return where the parser gives up on a text, or None where it reads it to the end."""
    parser = CBaseLoader(text)
    try:
        while parser.check_event():
            parser.get_event()
    except yaml.YAMLError as error:
        return complaint_of(error, text)
    finally:
        parser.dispose()
    return None


def complaint_of(error: yaml.YAMLError, text: str) -> Complaint:
    """Return the parser's error as a complaint."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        at = mark.index
    else:  # a character that YAML does not allow; its place is counted in bytes
        at = len(text.encode()[: getattr(error, "position", 0)].decode(errors="ignore"))
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or ""
    began = getattr(error, "context_mark", None)
    context = getattr(error, "context", None) or ""
    return Complaint(
        at=at, said=said, context=context, began=began.index if began is not None else None
    )


def likely_cause(text: str, found: Complaint) -> Repair | None:
    """Return the mistake that most likely lies behind a complaint, or None where none is seen."""
    if "document indicator" in found.said:  # the end of a document within a text says it all
        return None
    began = found.at if found.began is None else found.began
    swallowed = _lines_swallowed(text, found.at)
    for most in _BEFORE:
        if most < swallowed:
            continue
        window = _Window.around(text, found.at, most)
        if window is None:
            return None
        same = complaint(window.text)
        if same is not None and window.inner(found.at) == same.at and same.said == found.said:
            cause = _best(window, text, found, began)
            if cause is not None:
                return cause
        if window.whole:
            break
    return None


def _lines_swallowed(text: str, at: int) -> int:
    """Return how many lines a quotation may have swallowed that ended where the parser gave up.

    Without the line on which it opens, lines far below it seem to be to blame.
    """
    starts = starts_before(text, at, _BEFORE[1])
    ended = starts[-2] if len(starts) > 1 else starts[-1]
    for above, start in enumerate(reversed(starts)):
        for found in quoted(line_of(text, start)):
            if found.closes is None and found.opens < ended:
                closes = closing(text, found.opens + 1, found.quote, at)
                if closes is not None and closes >= ended:
                    return above
    return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """A stretch of the text that can be parsed by itself: its lines, under those they hang from."""

    text: str
    #: Where the stretch starts and ends in the whole text, and how long the lines above it are.
    start: int
    end: int
    lead: int
    lines: tuple[Line, ...]

    @classmethod
    def around(cls, text: str, at: int, before: int) -> _Window | None:
        starts = starts_before(text, at, before)
        after = starts[-1]
        for _ in range(_AFTER):
            following = next_start(text, after)
            if following is None:
                after = len(text)
                break
            after = following
        if after - starts[0] > _LONGEST_WINDOW:
            return None
        lines = [line_of(text, starts[0])]
        while (following := next_start(text, lines[-1].start)) is not None and following < after:
            lines.append(line_of(text, following))
        above = "".join(_above(text, starts[0], lines))
        stretch = text[starts[0] : after]
        return cls(
            text=above + stretch, start=starts[0], end=after, lead=len(above), lines=tuple(lines)
        )

    @property
    def whole(self) -> bool:
        """Return whether nothing before the stretch was left out."""
        return self.start == 0

    def inner(self, at: int) -> int:
        """Return a position of the whole text as one of the window's."""
        return at - self.start + self.lead

    def reach(self, repair: Repair, text: str) -> int:
        """Return how far into the whole text the parser comes once a mistake is mended."""
        stretch = text[self.start : self.end]
        moved = [
            type(edit)(edit.start - self.start, edit.end - self.start, edit.replacement)
            for edit in repair.edits
        ]
        try:
            mended = self.text[: self.lead] + applied(stretch, moved)
        except ValueError:
            return -1
        left = complaint(mended)
        longer = len(mended) - len(self.text)
        # A stretch that was cut may end within a bracket or a text; a whole one may not.
        cut = self.end < len(text)
        if left is None or (cut and left.at >= len(mended.rstrip())):
            return _TO_THE_END
        return left.at - longer + self.start - self.lead


def _above(text: str, start: int, lines: list[Line]) -> list[str]:
    """Return the lines from which a stretch hangs: the nearest of less indentation, and so on."""
    first = next((line for line in lines if not line.blank), None)
    if first is None or start == 0:
        return []
    found: list[str] = []
    # A list may stand no deeper than its key: then the key is above it all the same.
    least = first.indent + (1 if first.body > first.at else 0)
    at = start
    looked = 0
    while least > 0 and at > 0 and looked < 100_000:
        before = starts_before(text, at - (2 if text[at - 2 : at] == "\r\n" else 1), 0)[0]
        line = line_of(text, before)
        if not line.blank and line.indent < least and line.key:
            found.append(text[before:at])
            least = line.indent + (1 if line.body > line.at else 0)
        at = before
        looked += 1
    return found[::-1]


def _best(window: _Window, text: str, found: Complaint, began: int) -> Repair | None:
    here = Surroundings.of(text, window.lines, found.at, began, found.said)
    enough = here.past
    best: tuple[int, int] | None = None
    cause = None
    most = min(_MOST_TRIALS, _MOST_TRIED // max(len(window.text), 1))
    for number, repair in enumerate(islice(repairs(here), most)):
        reach = window.reach(repair, text)
        if reach < enough or reach <= found.at:
            continue
        # What comes further counts before what is likelier; in between, the order of the trials.
        rank = (reach, -number)
        if best is None or rank > best:
            best, cause = rank, repair
            if reach == _TO_THE_END:
                break
    return cause
