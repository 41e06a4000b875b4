"""The console's cards: a line to write, something to pick, hands, and what is only shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.group.counted_hands import Hands, HandsError, example, hands_from, typed_example
from scr_sim.group.views import ChoiceShown
from scr_sim.text.quantities import counted
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, join, line, plain
from scr_sim.tui.presenters.group_view import choice_rows
from scr_sim.tui.widgets.footer import KeyFooter


class LineScreen(CardScreen[str | None]):
    """Asks for one line. Dismissed with it, or with None to leave all as it is."""

    BINDINGS = [("escape", "leave", "Leave it")]
    typed = getters.query_one("#typed", Input)
    said = getters.query_one("#said", Static)

    def __init__(
        self, ask: str, why: str, value: str = "", refusal: Callable[[str], str] = lambda _: ""
    ) -> None:
        """``refusal`` returns why a line cannot be taken, or an empty string."""
        super().__init__()
        self._ask = ask
        self._why = why
        self._value = value
        self._refusal = refusal

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card auto"):
            yield Static(join([plain(self._ask, "bold $primary"), self._why]))
            yield Input(self._value, max_length=200, id="typed")
            yield Static(plain("Enter takes it; Esc leaves all as it is.", MUTED), id="said")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start at the place to write."""
        self.typed.focus()

    def action_leave(self) -> None:
        """Leave all as it is."""
        self.dismiss(None)

    @on(Input.Submitted, "#typed")
    def _done(self, event: Input.Submitted) -> None:
        value = event.value.strip()
        refusal = self._refusal(value)
        if refusal:
            self.said.update(plain(refusal, "bold $warning"))
        else:
            self.dismiss(value)


class PickScreen(CardScreen[str | None]):
    """Asks to pick one of several. Dismissed with its id, or with None to think again."""

    BINDINGS = [("escape", "leave", "Leave it")]
    options = getters.query_one("#picks", OptionList)

    def __init__(self, ask: str, why: str, options: Sequence[tuple[str, Content | str]]) -> None:
        super().__init__()
        self._ask = ask
        self._why = why
        self._options = [
            Option(told if isinstance(told, Content) else plain(told), id=f"pick-{at}")
            for at, (_, told) in enumerate(options)
        ]
        self._ids = [name for name, _ in options]

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card auto"):
            yield Static(join([plain(self._ask, "bold $primary"), self._why]))
            yield OptionList(*self._options, id="picks", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start at the first."""
        self.options.highlighted = 0
        self.options.focus()

    def action_leave(self) -> None:
        """Think again: nothing is taken."""
        self.dismiss(None)

    @on(OptionList.OptionSelected, "#picks")
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._ids[event.option_index])


class HandsScreen(CardScreen[Hands | None]):
    """Takes hands as they are counted, and says what it understands while they are typed."""

    BINDINGS = [("escape", "leave", "Leave it")]
    typed = getters.query_one("#typed", Input)
    said = getters.query_one("#said", Static)

    def __init__(
        self, choices: Sequence[ChoiceShown], value: str, keep: Callable[[str], None]
    ) -> None:
        """``value`` was typed before; ``keep`` is given what is typed: nothing of it is lost."""
        super().__init__()
        self._choices = choices
        self._value = value
        self._keep = keep

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card auto", can_focus=False):
            yield Static(plain("How many hands?", "bold $primary"))
            yield Static(id="hands-choices")
            yield Input(
                self._value, placeholder=typed_example(self._choices), max_length=100, id="typed"
            )
            yield Static(id="said", classes="hands-said")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Start at the place to write."""
        width = max(20, min(self.app.size.width, 76) - 12)
        rows = choice_rows(self._choices, width, typed=True)
        self.query_one("#hands-choices", Static).update(rows)
        self.typed.focus()
        self._say()

    def action_leave(self) -> None:
        """Leave all as it is."""
        self.dismiss(None)

    @on(Input.Changed, "#typed")
    def _say(self) -> None:
        value = self.typed.value
        self._keep(value)
        if not value.strip():
            self.said.update(plain(example(self._choices), MUTED))
            return
        try:
            self.said.update(understood(hands_from(value, self._choices), self._choices))
        except HandsError as error:
            self.said.update(plain(str(error), MUTED))

    @on(Input.Submitted, "#typed")
    def _done(self) -> None:
        try:
            self.dismiss(hands_from(self.typed.value, self._choices))
        except HandsError as error:
            self.said.update(plain(str(error), "bold $warning"))


def understood(hands: Hands, choices: Sequence[ChoiceShown]) -> Content:
    """Return in words what was understood."""
    parts: list[Content | str | tuple[str, str]] = [f"{counted(hands.all, 'hand')}: "]
    for number, one in enumerate(choices, 1):
        if one.id in hands.counts:
            named = f"{SIGNS[one.stance]} {number} {STANCE_NAMES[one.stance]}"
            parts.append((f"{named} {hands.counts[one.id]}  ", f"bold ${one.stance}"))
    if hands.undecided:
        parts.append(f"· Cannot decide {hands.undecided}  ")
    return line(*parts, ("Enter takes this.", MUTED))


class ShownScreen(CardScreen[None]):
    """Shows something until a key closes it."""

    BINDINGS = [("escape", "leave", "Back"), ("q,k,l,enter,space", "leave", "Back")]

    def __init__(self, title: str, told: Content) -> None:
        super().__init__()
        self._title = title
        self._told = told

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card auto"):
            yield Static(join([plain(self._title, "bold $primary"), "", self._told]))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let it be scrolled."""
        self.query_one(VerticalScroll).focus()
