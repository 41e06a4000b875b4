"""How the first screen reads: rows of scenarios and cases, and what is told of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from scr_sim.text.case_words import progress
from scr_sim.text.quantities import columns, counted, decisions_made, within
from scr_sim.tui.content import MUTED, join, line, plain, prose

if TYPE_CHECKING:
    from scr_sim.scenario import Checked, LoadedScenario
    from scr_sim.services import PlayRecord


def searchable(checked: Checked) -> str:
    """Return what a search looks through."""
    scenario = checked.scenario
    if checked.case is not None:
        case = checked.case.case
        return " ".join((case.case, case.title, case.summary)).casefold()
    if scenario is None:
        return checked.path.stem.casefold()
    review = scenario.case_review
    features = " ".join(review.features[f].title for f in scenario.features)
    return " ".join(
        (scenario.id, scenario.title, scenario.role, scenario.summary, features)
    ).casefold()


def _named(record: PlayRecord, branches: Sequence[Checked]) -> str:
    from scr_sim.scenario import branch_titles  # not before the first frame

    return record.named(branch_titles(branches, record.scenario))


def _left_at(record: PlayRecord) -> str:
    made = record.decisions
    return f"after {counted(made, 'decision')}" if made else "before its first decision"


def go_on_row(record: PlayRecord, branches: Sequence[Checked] = ()) -> Content:
    """Return the row of the play to go on with."""
    return line(
        ("Go on  ", "bold $accent"),
        (_named(record, branches), "bold"),
        (f"\n  {decisions_made(record.decisions)}", MUTED),
    )


def go_on_detail(
    record: PlayRecord, scenario: LoadedScenario | None, branches: Sequence[Checked] = ()
) -> Content:
    """Return what is told of the play to go on with; ``scenario`` is there where it was read."""
    parts = [
        plain(_named(record, branches), "bold $primary"),
        Content(""),
        Content(f"You left this play {_left_at(record)}. Enter goes on from there."),
    ]
    if scenario is not None:
        parts += [
            Content(""),
            line(("You play  ", "bold $primary"), scenario.role),
            Content(""),
            prose(scenario.summary),
        ]
    return join(parts)


def _endings(scenario: LoadedScenario) -> list[str]:
    return [name for name, scene in scenario.scenes.items() if scene.kind == "ending"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A scenario or a case as a row: its title and how far it was played, and what it is."""

    title: str
    played: str
    told: tuple[str, ...]
    style: str = MUTED

    @classmethod
    def of(cls, checked: Checked, seen: dict[str, set[str]], branches: tuple[int, int]) -> Row:
        """Return a row; ``branches`` is how many are added, and how many there are."""
        scenario = checked.scenario
        if scenario is None:
            told = ("cannot be played: Enter shows why",)
            return cls(title=checked.path.name, played="", told=told, style="$warning")
        endings = _endings(scenario)
        reached = len(seen.get(scenario.id, set()) & set(endings))
        return cls(
            title=scenario.title,
            played=f"{reached} of {len(endings)} endings seen" if reached else "not played yet",
            # What may be cut, where there is no room for it, comes last.
            told=(f"{scenario.minutes} min", *_with(*branches), scenario.role),
        )

    @classmethod
    def of_case(cls, checked: Checked, ended: int | None) -> Row:
        """Return a case's row; ``ended`` is how many scenarios have, None where none was begun."""
        if checked.case is None:
            return cls.of(checked, {}, (0, 0))
        scenarios = checked.case.scenarios
        count = len(scenarios)
        return cls(
            title=checked.case.case.title,
            played="not played yet" if ended is None else progress(ended, count),
            told=(f"{sum(one.minutes for one in scenarios)} min", f"{count} scenarios in order"),
        )

    def fits_beside(self, width: int) -> bool:
        """Return whether how far it was played can stand beside its title."""
        return columns(self.title) + 3 + columns(self.played) <= width

    def content(self, width: int, *, beside: bool) -> Content:
        """Return the row in two lines, of which the second is cut where it must be."""
        head = line((self.title, "bold"), (f"   {self.played}", MUTED) if self.played else "")
        told = self.told
        if not beside:
            head = plain(self.title, "bold")
            told = (*filter(None, (self.played,)), *told)
        return join([head, plain(f"  {within(' · '.join(told), width - 2)}", self.style)])


def _with(added: int, known: int) -> list[str]:
    """Return, in a word or two, whether branches are added, or that they can be."""
    if added:
        return ["with a branch" if added == 1 else f"with {added} branches"]
    return ["b: branch"] if known else []


def detail(
    checked: Checked, seen: set[str], known: Sequence[Checked], added: Sequence[str]
) -> Content:
    """Return what is told of a scenario beside the list.

    ``seen`` are the endings that plays came to, ``known`` its branches, ``added`` the files of
    those that it is played with.
    """
    # The first frame shows no scenario yet, and need not wait for this.
    from scr_sim.services.coverage import findings_met

    scenario = checked.scenario
    if scenario is None:
        return plain("This file has problems, and cannot be played until they are mended.")
    review = scenario.case_review
    endings = _endings(scenario)
    parts = [
        plain(scenario.title, "bold $primary"),
        Content(""),
        prose(scenario.summary),
        Content(""),
        line(("You play  ", "bold $primary"), scenario.role),
        line(("It takes  ", "bold $primary"), f"about {scenario.minutes} minutes"),
        *_branches(known, added),
        Content(""),
        plain("Practises", "bold $primary"),
        *(line(("• ", "$accent"), review.features[f].title) for f in scenario.features),
        Content(""),
        plain("Endings", "bold $primary"),
    ]
    found = [scenario.scenes[name] for name in endings if name in seen]
    parts += [
        line(("◉ ", "$accent"), scene.ending.title) for scene in found if scene.kind == "ending"
    ]
    unseen = len(endings) - len(found)
    if unseen:
        parts.append(
            line(("○ ", MUTED), (f"{unseen} {'more ' if found else ''}not seen yet", MUTED))
        )
    parts += [Content(""), plain("Findings it meets", "bold $primary")]
    parts += [
        line((f"{n} ", "bold $accent"), review.findings[n].title) for n in findings_met(scenario)
    ]
    return join(parts)


def _branches(known: Sequence[Checked], added: Sequence[str]) -> list[Content]:
    """Return what a scenario can be played with, and how to choose it."""
    if not known:
        return []
    rows = [Content(""), line(("Branches", "bold $primary"), ("   b chooses", MUTED))]
    for checked in known:
        title = checked.branch.title if checked.branch is not None else checked.path.name
        mark = ("[x] ", "bold $accent") if str(checked.path) in added else ("[ ] ", MUTED)
        rows.append(line(mark, title))
    return rows
