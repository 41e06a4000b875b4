"""What if: the card on which an author says what is so in a scene, to play on from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.engine import Fact, Supposition, range_in_words, value_in_words
from scr_sim.scenario import LoadedScenario
from scr_sim.services import Origin, facts_that_count, next_value
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, line, plain
from scr_sim.tui.widgets.footer import KeyFooter

#: Rows that are no variable and no fact.
_ORIGIN, _BEGIN = "origin", "begin"
_MANY = 10


class SupposedList(OptionList):
    """What is supposed, a row each; the arrows change the row that is marked."""

    BINDINGS = [
        Binding("left", "screen.change(-1)", show=False),
        Binding("right", "screen.change(1)", show=False),
        Binding("shift+left", f"screen.change(-{_MANY})", show=False),
        Binding("shift+right", f"screen.change({_MANY})", show=False),
        Binding("space", "screen.change(0)", "Change"),
        Binding("enter", "screen.begin", "Begin here"),
    ]

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)


class WhatIfScreen(CardScreen[Supposition | None]):
    """Asks what is so in a scene. Dismissed with what is supposed, or with None to leave it.

    ``origins`` are what it can begin with, the first of them at first.
    """

    BINDINGS = [Binding("escape", "leave", "Back"), Binding("o", "other", "Other values")]
    supposed_list = getters.query_one("#supposed", SupposedList)

    def __init__(self, scenario: LoadedScenario, scene: str, origins: Sequence[Origin]) -> None:
        super().__init__()
        self._scenario = scenario
        self._scene = scene
        self._origins = tuple(origins)
        self._origin = 0
        self._variables = scenario.variables or {}
        notes: list[Fact] = [("held", note) for note in scenario.notes or ()]
        #: Each fact by its row.
        self._facts = {f"f{n}": fact for n, fact in enumerate(notes)}
        done = facts_that_count(scenario, scene)
        self._done = {f"d{n}": fact for n, fact in enumerate(done)}
        self.supposition = self._origins[0].supposition

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        scene = self._scenario.scenes[self._scene]
        with Vertical(classes="card wide"):
            yield Static(line(("What if?  ", "bold $warning"), plain(scene.title, "bold $primary")))
            yield Static(plain("Never kept. ← → or Space change what is marked.", MUTED))
            yield SupposedList(id="supposed")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show what is so, and start at the first of it."""
        self.supposed_list.add_options(
            [Option(text, row, disabled=off) for row, text, off in self._rows()]
        )
        self.supposed_list.focus()
        self.supposed_list.action_first()
        self.supposed_list.scroll_home(animate=False)

    def _rows(self) -> Iterator[tuple[str | None, Content, bool]]:
        """Return each row's id and text, and whether it only heads what follows."""
        yield _ORIGIN, self._row(_ORIGIN), False
        yield from self._group("Variables", [f"v{name}" for name in self._variables])
        yield from self._group("Notes held", list(self._facts))
        yield from self._group("What has happened", list(self._done))
        yield _BEGIN, self._row(_BEGIN), False

    def _group(self, heading: str, rows: list[str]) -> Iterator[tuple[str | None, Content, bool]]:
        if rows:
            yield None, plain(heading, "bold $primary"), True
        for row in rows:
            yield row, self._row(row), False

    def _row(self, row: str) -> Content:
        """Return a row as it is now."""
        if row == _BEGIN:
            return plain("❯ Begin here", "bold $accent")
        if row == _ORIGIN:
            words = f"From {self._origins[self._origin].words}"
            more = "  ← → others" if len(self._origins) > 1 else ""
            return line(words, (more, MUTED))
        if row.startswith("v"):
            variable = self._variables[row[1:]]
            value = value_in_words(self._value(row[1:]))
            label = f" · {variable.label}" if variable.label else ""
            return line(
                f"  {row[1:]}  ",
                ("‹ ", MUTED),
                (value, "bold $accent"),
                (" ›", MUTED),
                (f"  {range_in_words(variable)}{label}", MUTED),
            )
        call, name = fact = self._fact(row)
        mark = "[x]" if fact in self.supposition.facts else "[ ]"
        shown = name if call == "held" else f"{call} {name}"
        return line((f"  {mark} ", "bold $accent"), shown, (f"  {self._called(fact)}", MUTED))

    def _fact(self, row: str) -> Fact:
        return self._facts.get(row) or self._done[row]

    def _value(self, variable: str) -> int | bool | str:
        return self.supposition.values.get(variable, self._variables[variable].start)

    def _called(self, fact: Fact) -> str:
        """Return what people call what a fact is of."""
        call, name = fact
        if call == "held":
            note = (self._scenario.notes or {})[name]
            return f"{note.kind}, {note.source}"
        scene = self._scenario.scenes[name.partition(".")[0]]
        act = name.partition(".")[2]
        if call == "visited" or scene.kind != "decision":
            return scene.title
        offered = scene.enquiries.offered if scene.enquiries is not None else ()
        acts = offered if call == "enquired" else scene.choices
        return next(one.label for one in acts if one.id == act)

    # -- doing

    def action_leave(self) -> None:
        """Leave it: nothing is begun."""
        self.dismiss(None)

    def action_begin(self) -> None:
        """Begin in the scene with what is supposed."""
        self.dismiss(self.supposition)

    def action_other(self) -> None:
        """Take the next of what it can begin with."""
        self._begin_with(self._origin + 1)

    def action_change(self, by: int) -> None:
        """Change what is marked; by nothing, mark it, or go one on and round again."""
        row = self.supposed_list.highlighted_option
        if row is not None and row.id is not None:
            self._change(row.id, by)

    @on(OptionList.OptionSelected, "#supposed")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self._change(event.option_id, 0)

    def _change(self, row: str, by: int) -> None:
        if row == _BEGIN:
            if by == 0:
                self.action_begin()
        elif row == _ORIGIN:
            self._begin_with(self._origin + (by or 1))
        elif row.startswith("v"):
            self._suppose(self.supposition.with_value(row[1:], self._changed(row[1:], by)))
        else:
            fact = self._fact(row)
            so = fact not in self.supposition.facts if by == 0 else by > 0
            self._suppose(self.supposition.with_fact(fact, so=so))

    def _changed(self, name: str, by: int) -> int | bool | str:
        variable, value = self._variables[name], self._value(name)
        if by:
            return next_value(variable, value, by)
        more = next_value(variable, value, 1)
        return more if more != value else next_value(variable, value, -(10**18))

    def _begin_with(self, origin: int) -> None:
        self._origin = origin % len(self._origins)
        self._suppose(self._origins[self._origin].supposition)

    def _suppose(self, supposition: Supposition) -> None:
        self.supposition = supposition
        for option in self.supposed_list.options:
            if option.id is not None:
                self.supposed_list.replace_option_prompt(option.id, self._row(option.id))
