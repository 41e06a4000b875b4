"""The trainer's console: the next thing, who is waited for, what to say, and what is held."""

from __future__ import annotations

from collections.abc import Iterable

from textual import getters, on, work
from textual.app import ComposeResult, SystemCommand
from textual.containers import Container, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.engine.action_words import ChoiceAction, EnquiryAction
from scr_sim.group import commands as asked
from scr_sim.group.exercise import RefusedError
from scr_sim.group.shared_types import Place
from scr_sim.group.views import ConsoleView, TrainerEvidence
from scr_sim.text.group_commands import CONSOLE, MOVES_AT_CONSOLE
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, join, line, plain
from scr_sim.tui.group import questions
from scr_sim.tui.group.cards import HandsScreen, LineScreen, PickScreen, ShownScreen
from scr_sim.tui.group.room_host import RoomHost
from scr_sim.tui.presenters import console_view, wall_view
from scr_sim.tui.presenters.group_view import choice_line
from scr_sim.tui.screens.cite import CiteScreen
from scr_sim.tui.screens.page import PageScreen
from scr_sim.tui.widgets.footer import KeyFooter

#: The commands of a view by which an action of the screen makes sense: any one of them.
_NEEDS: dict[str, frozenset[str]] = {
    "pause": frozenset({"pause", "go-on"}),
    "hands": frozenset({"count-hands"}),
    "decide": frozenset({"decide"}),
    "vote_again": frozenset({"vote-again"}),
    "reveal": frozenset({"skip", "reveal-early"}),
    "timer": frozenset({"timer"}),
    "void": frozenset({"void"}),
    "door": frozenset({"door"}),
    "finish": frozenset({"end"}),
}
#: Phases in which nothing is to be read out any more.
_HEARD = {"revealed", "decided", "outcome", "closing", "ended"}
#: How a wall is likely to be shown: its pages are counted by this.
_WALL = (wall_view.WIDEST, wall_view.MOST_LINES)


class ConsoleScreen(CommandScreen[None]):
    """Shows the trainer's view, and passes on what the trainer does."""

    TABLE = CONSOLE
    TITLE_OF_HELP = "The trainer's console"
    MOVES = MOVES_AT_CONSOLE
    BINDINGS = bindings(CONSOLE)

    head = getters.query_one("#console-head", Static)
    next_line = getters.query_one("#console-next", Static)
    now_lines = getters.query_one("#console-now", Static)
    body = getters.query_one("#console-reading", VerticalScroll)
    text = getters.query_one("#console-text", Static)
    evidence = getters.query_one("#console-evidence", OptionList)

    def __init__(self, host: RoomHost) -> None:
        super().__init__()
        self.host = host
        self.view = host.view()
        #: Hands that were typed and not taken, and for which vote: they are there again.
        self._hands: tuple[Place, str] | None = None

    def compose(self) -> ComposeResult:
        """Lay out what matters most at the top."""
        yield Static(id="console-head")
        yield Static(id="console-next")
        yield Static(id="console-now")
        with Container(id="console-body"):
            with VerticalScroll(id="console-reading"):
                yield Static(id="console-text")
            yield OptionList(id="console-evidence", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the room, and follow it."""
        self.show(self.view, fresh=True)
        self.body.focus()
        self.set_interval(1, self._second)
        self._follow()

    @work(exclusive=True, group="following")
    async def _follow(self) -> None:
        while True:
            await self.host.changes(self.view.revision)
            self.show(self.host.view())

    def _second(self) -> None:
        view = self.host.view()  # who is away changes with time alone
        if view != self.view:
            self.show(view)
        else:
            self._show_now(view)

    def _show_now(self, view: ConsoleView) -> None:
        self.now_lines.update(console_view.now_lines(view, self.host.now(), self.host.trouble))

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self.show, self.view)

    def show(self, view: ConsoleView, *, fresh: bool = False) -> None:
        """Show a view; keys that were pressed for what is no longer there do nothing."""
        before, self.view = self.view, view
        moved = fresh or (before.turn, before.phase) != (view.turn, view.phase)
        if moved:
            self.hold_keys()
        self.head.update(console_view.head(view))
        self.next_line.update(console_view.next_line(view))
        self._show_now(view)
        width = min(max(self.body.size.width - 4, 20), 78)
        if fresh or before.holding != view.holding or before.phase != view.phase:
            beside = self.evidence.display
            self._list_evidence()
            if beside != self.evidence.display:
                # Lines are broken for the room that there is once the evidence has come or gone.
                self.call_after_refresh(self.show, view)
        self.text.update(console_view.reading(view, width))
        if (before.scene, before.phase, before.finding) != (view.scene, view.phase, view.finding):
            self.body.scroll_home(animate=False)
        self.refresh_bindings()
        if moved:
            self.heed_keys()

    def _list_evidence(self) -> None:
        marked = self.evidence.highlighted
        focused = self.evidence.has_focus
        self.evidence.clear_options()
        held = self.view.holding
        self.evidence.add_options([Option(console_view.evidence_row(one)) for one in held])
        self.evidence.display = bool(held) and self.view.phase not in _HEARD
        if self.evidence.display:
            self.evidence.highlighted = min(marked or 0, len(held) - 1)
        elif focused:
            self.body.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out the keys that make no sense now."""
        view = self.view
        if action in _NEEDS:
            return not _NEEDS[action].isdisjoint(view.commands)
        if action == "next":
            return console_view.can_go_on(view)
        if action == "evidence":
            return self._takes_evidence
        if action == "actions":
            return view.phase in {"closing", "ended"}
        if action in {"turn_on", "turn_back"}:
            return self._wall_pages > 1
        return True

    @property
    def _takes_evidence(self) -> bool:
        here = self.view.phase in {"evidence", "discussion"} and not self.view.paused
        return here and bool(self.view.holding)

    @property
    def _wall_pages(self) -> int:
        return len(wall_view.pages(self.host.wall(), *_WALL))

    async def _do(self, command: asked.TrainerCommand) -> bool:
        """Pass on what the trainer does; where it is refused say why."""
        try:
            await self.host.submit(command)
        except RefusedError as refused:
            self.app.tell(refused.sentence, serious=True)
            return False
        self.show(self.host.view())
        return True

    def commands(self) -> Iterable[SystemCommand]:
        """Return the commands that make sense now, for the palette."""
        left_out = {one.label for one in self.TABLE if not self.check_action(one.action, ())}
        return (one for one in super().commands() if one.title not in left_out)

    # -- the one key, and what has no questions

    async def action_next(self) -> None:
        """Do the next thing."""
        await self._do(asked.MoveOn(seen=self.view.turn))

    async def action_pause(self) -> None:  # type: ignore[override]
        """Pause the room, or go on."""
        await self._do(asked.GoOn() if self.view.paused else asked.Pause())

    async def action_vote_again(self) -> None:
        """Hold another vote."""
        await self._do(asked.VoteAgain(seen=self.view.turn))

    async def action_reveal(self) -> None:
        """Reveal at once."""
        early = self.view.phase == "vote"
        seen = self.view.turn
        await self._do(asked.RevealEarly(seen=seen) if early else asked.Skip(seen=seen))

    async def action_door(self) -> None:
        """Close the room to newcomers, or open it."""
        if await self._do(asked.MoveDoor(open=not self.view.door_open)):
            state = "open to" if self.view.door_open else "closed to"
            self.app.tell(f"The room is {state} newcomers.")

    async def action_turn_on(self) -> None:
        """Turn the wall on."""
        await self._turn(1)

    async def action_turn_back(self) -> None:
        """Turn the wall back."""
        await self._turn(-1)

    async def _turn(self, by: int) -> None:
        pages = self._wall_pages
        page = max(0, min(self.host.wall().page + by, pages - 1))
        if await self._do(asked.TurnPage(page=page)):
            self.app.tell(f"The wall shows page {page + 1} of {pages}.")

    # -- evidence

    def action_evidence(self) -> None:
        """Act on what is marked; from elsewhere go to the evidence, and act on what comes next."""
        if not self.evidence.has_focus:
            self.evidence.focus()
            is_next = [one.id == self.view.next_evidence for one in self.view.holding]
            self.evidence.highlighted = is_next.index(True) if any(is_next) else 0
        if self.evidence.highlighted is not None:
            self._take(self.view.holding[self.evidence.highlighted])

    @on(OptionList.OptionSelected, "#console-evidence")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._take(self.view.holding[event.option_index])

    @work(exclusive=True, group="choosing")
    async def _take(self, one: TrainerEvidence) -> None:
        if not self._takes_evidence:
            self.app.tell("Evidence is asked for between the two votes.")
        elif one.state == "voiced":
            self.app.tell(f"“{one.label}” was read out already.")
        elif one.state == "held" and one.agency:
            await self._do(asked.AskFor(enquiry=one.id))
        elif not one.actions:
            self.app.tell("The room cannot look into this any more.")
        elif (action := await self._way(one)) is not None:
            await self._do(asked.Voice(action=action))

    async def _way(self, one: TrainerEvidence) -> str | None:
        """Return the action by which an enquiry is made; ask what is noted of its page."""
        page = self.host.page(one.id)
        if len(one.actions) == 1 or page is None:
            return one.actions[0]
        noted = await self.app.push_screen_wait(PageScreen(one.label, one.text, page))
        if noted is None:
            return None
        return str(EnquiryAction(one.id, noted=noted))

    # -- what asks something first

    @work(exclusive=True, group="choosing")
    async def action_hands(self) -> None:
        """Take hands."""
        place = self.view.place
        typed = self._hands[1] if self._hands is not None and self._hands[0] == place else ""

        def keep(value: str) -> None:
            self._hands = (place, value)

        hands = await self.app.push_screen_wait(HandsScreen(self.view.choices, typed, keep))
        if hands is None:
            return
        told = console_view.hands_told(self.view.choices, hands.counts)
        if await self._do(asked.CountHands(counts=hands.counts, undecided=hands.undecided)):
            self.app.tell(f"Counted {hands.all} hands. {told}".rstrip(" ,"))

    @work(exclusive=True, group="choosing")
    async def action_decide(self) -> None:
        """Decide a tie with a reason, or say what the room shows."""
        view = self.view
        names = list(dict.fromkeys(one.partition("@")[0] for one in view.to_decide))
        name: str | None = names[0] if len(names) == 1 else None
        if name is None:
            rows = [(one, choice_line(view.choices, one, 60)) for one in names]
            why = "The rule gives no choice. Nothing is taken without a reason."
            name = await self.app.push_screen_wait(PickScreen("What does the room do?", why, rows))
        if name is None:
            return
        action = await self._cited(name)
        if action is None:
            return
        if len(names) == 1 and view.rule != "trainer":
            try:  # the rule has chosen, and only what is shown was left to say
                await self.host.submit(asked.Decide(action=action))
            except RefusedError as refused:
                if refused.code != "invalid":
                    self.app.tell(refused.sentence, serious=True)
                    return
            else:
                self.show(self.host.view())
                return
        await self._decide_with_reason(action)

    async def _cited(self, name: str) -> str | None:
        """Return the action of a choice, asking what it cites where it cites."""
        ways = [one for one in self.view.to_decide if one.partition("@")[0] == name]
        offered = self.host.choice(name)
        if len(ways) == 1 or offered is None:
            return ways[0]
        cited = await self.app.push_screen_wait(
            CiteScreen(offered.ask, offered.pick, self.host.notebook())
        )
        return None if cited is None else str(ChoiceAction(name, cited))

    async def _decide_with_reason(self, action: str) -> None:
        by_lead = False
        if self.host.lead:
            who = await self.app.push_screen_wait(questions.who_decides(self.host.lead))
            if who is None:
                return
            by_lead = who == "lead"
        because = await self.app.push_screen_wait(questions.reason_of_decision())
        if because is not None:
            await self._do(asked.Decide(action=action, by_lead=by_lead, because=because))

    @work(exclusive=True, group="choosing")
    async def action_void(self) -> None:
        """Set the vote aside, with a reason."""
        because = await self.app.push_screen_wait(questions.reason_of_voiding())
        if because is not None:
            await self._do(asked.Void(because=because))

    @work(exclusive=True, group="choosing")
    async def action_timer(self) -> None:
        """Set the timer."""
        typed = await self.app.push_screen_wait(questions.minutes())
        if typed is not None:
            await self._do(asked.SetTimer(minutes=int(typed)))

    @work(exclusive=True, group="choosing")
    async def action_actions(self) -> None:
        """Write the room's three actions."""
        told = self.host.actions()
        picked = await self.app.push_screen_wait(questions.rooms_actions(told))
        if picked is None:
            return
        at = int(picked)
        text = await self.app.push_screen_wait(
            LineScreen(f"Action {at + 1}", "One thing that the room will do.", told[at])
        )
        if text is not None:
            await self._do(asked.RoomPledge(number=at, text=text))

    # -- what is only shown; ending

    def action_people(self) -> None:
        """Show the seats."""
        self.app.push_screen(ShownScreen("Seats", console_view.people(self.view)))

    def action_wall_key(self) -> None:
        """Show how the wall is opened."""
        rows = [
            join([plain(what), line("  ", (typed, "bold $accent"))])
            for what, typed in self.host.wall_words
        ]
        hide = plain("The key shows only what the room may see. Any usual key hides this.", MUTED)
        self.app.push_screen(ShownScreen("Opening the wall", join([*rows, "", hide])))

    def action_report(self) -> None:
        """Save the report."""
        try:
            self.app.tell(self.host.save_record())
        except OSError as error:
            why = error.strerror or "the disk did not take it"
            self.app.tell(f"The report cannot be written: {why}. The log has everything.",
                          serious=True)  # fmt: skip

    @work(exclusive=True, group="choosing")
    async def action_finish(self) -> None:
        """End the exercise or go to its debrief, after asking once."""
        debrief = "to-debrief" in self.view.commands
        chosen = await self.app.push_screen_wait(questions.end(debrief=debrief))
        if chosen == "debrief":
            await self._do(asked.ToDebrief())
        elif chosen == "end":
            await self._do(asked.End())

    @work(exclusive=True, group="choosing")
    async def action_leave(self) -> None:  # type: ignore[override]
        """Stop here; nothing is lost."""
        if self.view.phase != "ended":
            sure = await self.app.push_screen_wait(questions.stop())
            if sure != "stop":
                return
        self.app.exit(0)
