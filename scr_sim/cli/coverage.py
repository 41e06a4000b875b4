"""The table of what the library practises, for ``scr-sim list --coverage``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scr_sim.output import safe_line
from scr_sim.text.quantities import within

if TYPE_CHECKING:
    from scr_sim.services.coverage import Coverage

_TITLE = 44
_RULE = (
    "“3/5”: three of its choices repeat the finding's pattern and five act on its lesson. "
    "“·”: it does not come up."
)


def told_coverage(every: list[Coverage]) -> list[str]:
    """Return the lines of the tables, one for each review."""
    lines: list[str] = []
    for one in every:
        letters = dict(zip(one.scenarios, map(str, range(1, len(one.scenarios) + 1)), strict=True))
        lines += [safe_line(one.review.title), ""]
        lines += [f"  {letters[id_]:>2}  {safe_line(t)}" for id_, t in one.scenarios.items()]
        widths = " ".join(f"{letter:^7}" for letter in letters.values())
        lines += ["", f"{'Practice features':{_TITLE}} {widths}".rstrip()]
        for name, ids in one.features.items():
            cells = ["●" if id_ in ids else "·" for id_ in letters]
            lines.append(_row(safe_line(one.review.features[name].title), cells))
        lines += ["", f"{'Findings':{_TITLE}} {widths}".rstrip()]
        for number, practised in one.findings.items():
            cells = [
                f"{practised[id_].echoed}/{practised[id_].answered}" if id_ in practised else "·"
                for id_ in letters
            ]
            title = safe_line(one.review.findings[number].title)
            lines.append(_row(f"{number}  {title}", cells))
        lines += ["", _RULE, ""]
    return lines[:-1]


def _row(title: str, cells: list[str]) -> str:
    return f"{within(title, _TITLE):{_TITLE}} {' '.join(f'{cell:^7}' for cell in cells)}".rstrip()
