"""What can be done now: what there is time to look into, and the choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.text.labels import writing_first
from scr_sim.text.quantities import columns
from scr_sim.tui.content import MUTED, hung, join, line, plain
from scr_sim.tui.presenters import play_view
from scr_sim.tui.widgets.offer_list import OfferList

LETTERS = "abcdef"


class Actions(OfferList):
    """One list of everything that can be done; its keys are digits and letters."""

    BINDINGS = [
        Binding("pageup", "screen.read_up", show=False),
        Binding("pagedown", "screen.read_down", show=False),
        *(Binding(str(n), f"pick_choice({n})", show=False) for n in range(1, 10)),
        *(Binding(letter, f"pick_enquiry({n})", show=False) for n, letter in enumerate(LETTERS)),
        Binding("0", "write", show=False),
    ]

    @dataclass
    class ChoiceTaken(Message):
        """A choice was taken from the list."""

        choice: OfferedChoice

    @dataclass
    class EnquiryTaken(Message):
        """An enquiry was taken from the list."""

        enquiry: OfferedEnquiry

    @dataclass
    class ReadOnFirst(Message):
        """A number was pressed while there is still something to read."""

    @dataclass
    class NothingMarked(Message):
        """Enter was pressed, and no row is marked."""

    @dataclass
    class WritingWanted(Message):
        """The player wants to write before choosing."""

    @dataclass
    class WentOn(Message):
        """The reader wants to go on."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choices: dict[str, OfferedChoice] = {}
        self._enquiries: dict[str, OfferedEnquiry] = {}
        self._left: int | None = None
        self._written: bool | None = None
        self._width = 0

    def offer(
        self,
        choices: Sequence[OfferedChoice],
        enquiries: Sequence[OfferedEnquiry],
        left: int | None,
        written: bool | None = None,
    ) -> None:
        """Show what can be done. ``left`` is how many enquiries there is time for, or None.

        ``written`` is whether something was written before choosing; None where nothing is asked.
        """
        self._written = written
        self._choices = {f"c{n}": choice for n, choice in enumerate(choices, 1)}
        self._enquiries = {f"e{n}": enquiry for n, enquiry in enumerate(enquiries)}
        self._left = left
        # Nothing is marked yet: Enter, pressed once more than there was to read, takes nothing.
        self._show(self._rows(), None)
        self.scroll_home(animate=False)

    def watch_below(self, said: str) -> None:
        """Say on the line above that not everything is in sight."""
        self.border_title = said or None

    def wrote(self, something: bool) -> None:
        """Show whether something was written before choosing."""
        self._written = something
        self.replace_option_prompt("write", _writing(something))

    def offer_going_on(self, label: str) -> None:
        """Show only the way on."""
        self._choices, self._enquiries = {}, {}
        row = line(("❯ ", "bold $accent"), plain(label, "bold"), ("   Enter", MUTED))
        self._show([Option(row, id="on")], "on")

    def rows_needed(
        self, choices: Sequence[OfferedChoice], enquiries: Sequence[OfferedEnquiry]
    ) -> int:
        """Return how many rows these would take, headings included."""
        width = self._text_width()
        prompts = [_choice(n, choice, width) for n, choice in enumerate(choices, 1)]
        rows = sum(prompt.plain.count("\n") + 1 for prompt in prompts)
        if enquiries:
            looks = (_enquiry(n, enquiry, width) for n, enquiry in enumerate(enquiries))
            rows += 1 + sum(look.plain.count("\n") + 1 for look in looks)
        return rows + 2

    def on_resize(self) -> None:
        """Break the lines anew for another width."""
        width = self._text_width()
        if width != self._width and self._choices:
            here = self.highlighted
            self._show(self._rows(), None)
            self.highlighted = here

    def _text_width(self) -> int:
        # Before the first layout there is no width yet; any sensible one will do until then.
        return max(20, (self.size.width or self.app.size.width - 2) - 3)

    def _rows(self) -> list[Option]:
        self._width = self._text_width()
        rows: list[Option] = []
        if self._enquiries:
            heading = _enquiries_heading(tuple(self._enquiries.values()), self._left)
            rows.append(Option(heading, id="look", disabled=True))
            rows += [
                Option(_enquiry(n, e, self._width), id=key)
                for n, (key, e) in enumerate(self._enquiries.items())
            ]
        rows.append(Option(plain("What do you do?", "bold $primary"), id="do", disabled=True))
        if self._written is not None:
            rows.append(Option(_writing(self._written), id="write"))
        rows += [
            Option(_choice(n, choice, self._width), id=key)
            for n, (key, choice) in enumerate(self._choices.items(), 1)
        ]
        return rows

    def _show(self, rows: list[Option], highlight: str | None) -> None:
        self.clear_options()
        self.add_options(rows)
        if highlight is not None:
            self.highlighted = [row.id for row in rows].index(highlight)
            self.scroll_home(animate=False)

    def action_pick_choice(self, number: int) -> None:
        """Take a choice by its number; while there are none to take, say that."""
        if not self._choices:
            self.post_message(self.ReadOnFirst())
        self.take_row(f"c{number}")

    def action_pick_enquiry(self, number: int) -> None:
        """Take an enquiry by its letter."""
        self.take_row(f"e{number}")

    def action_select(self) -> None:
        """Take the marked row; where none is marked yet, say how."""
        if self.highlighted is None:
            self.post_message(self.NothingMarked())
        super().action_select()

    def action_write(self) -> None:
        """Write before choosing, where something is asked."""
        self.take_row("write")

    def message_for(self, row: str) -> Message | None:
        """Return what taking a row tells the screen."""
        if row == "on" and not self._choices:
            return self.WentOn()
        if row == "write":
            return self.WritingWanted()
        if row in self._choices:
            return self.ChoiceTaken(self._choices[row])
        if row in self._enquiries:
            return self.EnquiryTaken(self._enquiries[row])
        return None


def _enquiries_heading(enquiries: Sequence[OfferedEnquiry], left: int | None) -> Content:
    open_still = any(not enquiry.made for enquiry in enquiries)
    if left is None:
        time = ""
    elif left == 0 or not open_still:
        time = "no time for more" if open_still else ""
    else:
        time = (
            f"time for {('one', 'two', 'three', 'four', 'five')[left - 1] if left <= 5 else left}"
        )
        time += " more" if any(enquiry.made for enquiry in enquiries) else ""
    return line(plain("Look into", "bold $primary"), (f"  {time}", MUTED))


def _writing(written: bool) -> Content:
    sign = "✓" if written else "·"
    return line((" 0 ", "bold $accent"), f"{sign} {writing_first(written)}")


#: Where the labels of enquiries and of choices begin, so that they stand below one another.
_ENQUIRIES_AT = 5
_LABELS_AT = 16


def _enquiry(number: int, enquiry: OfferedEnquiry, width: int) -> Content:
    letter = LETTERS[number] if number < len(LETTERS) else " "
    sign = "✓" if enquiry.made else "·" if enquiry.can_make else " "
    lead = line((f" {letter} ", "bold $accent"), f"{sign} ")
    label = hung(enquiry.label, width, _ENQUIRIES_AT)
    told = lead + plain(label, "" if enquiry.can_make else MUTED)
    if enquiry.made or not enquiry.costs:
        return told
    price = play_view.costs(enquiry.costs, width - _ENQUIRIES_AT, _ENQUIRIES_AT)
    last = columns(label.rpartition("\n")[2]) + (0 if "\n" in label else _ENQUIRIES_AT)
    beside = "\n" not in price.plain and last + 2 + columns(price.plain) <= width
    return line(told, "  " if beside else "\n" + " " * _ENQUIRIES_AT, price)


def _choice(number: int, choice: OfferedChoice, width: int) -> Content:
    stance = play_view.stance(choice.stance)
    lead = line((f" {number} ", "bold $accent"), stance)
    lead += Content(" " * max(1, _LABELS_AT - len(lead.plain)))
    below = "\n" + " " * _LABELS_AT
    told = [lead, plain(hung(choice.label, width, _LABELS_AT), MUTED if choice.locked else "")]
    if choice.because:
        because = hung(" ".join(choice.because.split()), width, _LABELS_AT, used=9)
        told += [Content(below), plain("not yet: ", "bold $warning"), plain(because, MUTED)]
    elif choice.locked and choice.affordable:
        told += [Content(below), plain("not yet", "bold $warning")]
    if choice.costs:
        price = play_view.costs(choice.costs, width - _LABELS_AT, _LABELS_AT)
        told += [Content(below), price]
    return join(told, "")
