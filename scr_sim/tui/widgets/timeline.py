"""The case as a line of months, with its scenarios placed on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from scr_sim.tui.content import MUTED, join, line, plain

if TYPE_CHECKING:
    from scr_sim.scenario import LoadedScenario, Review

_MONTH = re.compile(r"\bMonth (\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Stretch:
    """The months that one scenario covers."""

    scenario: str
    first: int
    last: int


def months_in(texts: Iterable[str]) -> list[int]:
    """Return the months that texts name, as in “Month 3, Tuesday 14 September”."""
    return [int(found.group(1)) for text in texts for found in _MONTH.finditer(text)]


def stretch(scenario: LoadedScenario) -> Stretch | None:
    """Return the months that a scenario's scenes name, or None where they name none."""
    first = months_in([scenario.scenes[scenario.start].date or ""])
    every = months_in(scene.date or "" for scene in scenario.scenes.values())
    if not every:
        return None
    begin = first[0] if first else min(every)
    return Stretch(scenario.id, begin, max(begin, *every))


class Timeline(Static):
    """The months of the case; the chosen scenario's stretch stands out."""

    chosen: reactive[str] = reactive("")

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._stretches: tuple[Stretch, ...] = ()
        self._months = 0

    def place(self, stretches: Sequence[Stretch], review: Review | None) -> None:
        """Place scenarios on the line."""
        self._stretches = tuple(stretches)
        outline = review.outline or () if review else ()
        self._months = max([s.last for s in stretches] + months_in(outline), default=0)
        self._draw()

    def watch_chosen(self) -> None:
        """Let the chosen stretch stand out."""
        self._draw()

    def on_resize(self) -> None:
        """Draw the line for the new width."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        if not self._months or width < self._months * 2 + 4:
            self.update("")
            return
        step = min(6, (width - 10) // self._months)
        chosen = next((s for s in self._stretches if s.scenario == self.chosen), None)
        self.update(join([self._axis(step, chosen), self._numbers(step), self._legend(width)]))

    def _axis(self, step: int, chosen: Stretch | None) -> Content:
        starts = {s.first for s in self._stretches}
        parts: list[Content] = []
        for month in range(self._months + 1):
            inside = chosen is not None and chosen.first <= month <= chosen.last
            sign = "●" if month in starts else "┼" if month in {0, self._months} else "┴"
            bold = inside and month in starts and chosen is not None and month == chosen.first
            parts.append(
                plain(
                    "◉" if bold else sign,
                    "bold $accent" if inside else "$primary" if month in starts else MUTED,
                )
            )
            if month < self._months:
                along = chosen is not None and chosen.first <= month < chosen.last
                parts.append(
                    plain(("━" if along else "─") * (step - 1), "bold $accent" if along else MUTED)
                )
        return line(*parts)

    @staticmethod
    def _legend(width: int) -> Content:
        """Say what the marks mean, in as many words as there is room for."""
        marks = line(
            ("●", "$primary"),
            (" a scenario begins   ", MUTED),
            ("◉━━", "bold $accent"),
            (" the marked one, to its last month", MUTED),
        )
        lead = plain("The case in months:   ", MUTED)
        return lead + marks if len(lead) + len(marks) <= width else marks

    def _numbers(self, step: int) -> Content:
        row = [" "] * (self._months * step + 12)
        every = 1 if step >= 4 else 3
        for month in range(0, self._months + 1, every):
            for at, digit in enumerate(str(month)):
                row[month * step + at] = digit
        last = str(self._months)
        for at, digit in enumerate(f"{last} months"):
            if self._months * step + at < len(row):
                row[self._months * step + at] = digit
        return plain("".join(row).rstrip(), MUTED)
