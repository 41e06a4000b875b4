"""The play: the story, what can be done, and the notebook."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from scr_sim.engine import ActionError
from scr_sim.engine.beats import Beat, Chosen, OfferedChoice, OfferedEnquiry, OfferedPage
from scr_sim.engine.pages import page_text
from scr_sim.scenario import ScenarioError
from scr_sim.services import MovedOnError, RecordError
from scr_sim.text import commands
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.presenters import play_view
from scr_sim.tui.screens.cite import CiteScreen
from scr_sim.tui.screens.notebook import NotebookScreen, meters_told, notebook_content
from scr_sim.tui.screens.page import PageScreen
from scr_sim.tui.screens.reasons import NO_THOUGHT, ReasonsScreen, Thought
from scr_sim.tui.widgets.choices import Actions
from scr_sim.tui.widgets.fitted import Fitted
from scr_sim.tui.widgets.footer import KeyFooter
from scr_sim.tui.widgets.story import BeatView, Story

if TYPE_CHECKING:
    from scr_sim.services import Session


class PlayScreen(CommandScreen[bool]):
    """One kept play. Dismissed with True when the debrief is wanted, with False on leaving."""

    TABLE = commands.on_screen(commands.PLAY)
    BINDINGS = bindings(commands.PLAY)
    TITLE_OF_HELP = "Playing"
    TELLS_TROUBLE = True
    MOVES = commands.MOVES_IN_PLAY
    LEADS_ON = False

    story = getters.query_one(Story)
    actions = getters.query_one(Actions)
    top = getters.query_one("#play-title", Fitted)
    strip = getters.query_one("#meters", Fitted)
    notebook = getters.query_one("#notebook", Static)
    table = getters.query_one("#table", Vertical)

    def __init__(self, kept: Session) -> None:
        super().__init__()
        self.kept = kept
        self._waiting: deque[Beat] = deque()
        self._reading = False
        #: What was written before choosing, and at which decision.
        self._written = ""
        self._written_at = -1

    @property
    def play_to_reopen(self) -> str:
        """The play that comes back where the screen is opened anew."""
        return self.kept.id

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Fitted(id="play-title")
        with Horizontal(id="desk"):
            with Vertical(id="table"):
                yield Story()
                yield Fitted(id="meters")
                yield Actions()
            yield VerticalScroll(Static(id="notebook"), id="side", can_focus=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show where the play stands."""
        self.actions.focus()
        self._show_all()
        self.watch(self.app, "trouble", self._show_top, init=False)

    # -- showing

    @property
    def gentle(self) -> bool:
        """Whether the gentler wording is shown."""
        return self.app.records.settings.gentle

    @property
    def reading(self) -> bool:
        """Whether there is more to read before something can be done."""
        return bool(self._waiting) or self._reading

    def _show_all(self) -> None:
        """Show the whole story; at the start, beat by beat."""
        play = self.kept.play
        if play.previous is None:
            self._waiting = deque(play.story)
            self.story.remove_children()
            self._advance()
            return
        beats = list(play.story)
        self._waiting.clear()
        self.story.begin_anew(beats[:-1], beats[-1:], self.gentle)
        self._offer()

    def _advance(self) -> None:
        """Show the next beat that waits, and with it whatever asks for no pause."""
        shown = [self._waiting.popleft()]
        while self._waiting and isinstance(shown[-1], Chosen) and not shown[-1].text:
            shown.append(self._waiting.popleft())
        self.story.tell(shown, self.gentle)
        self._offer()

    def _offer(self) -> None:
        play = self.kept.play
        told = len(play.story) - len(self._waiting)
        if self._waiting:
            self.actions.offer_going_on("Go on")
        elif play.finished:
            self.actions.offer_going_on("See the debrief")
        else:
            self._reading = True
            self.actions.offer_going_on("Go on")
        self._show_top()
        meters = meters_told(play, told)
        self.strip.tell(lambda width: play_view.meter_strip(meters, width))
        self.strip.set_class(not play.meters, "-empty")
        self.notebook.update(notebook_content(play, told))
        self.refresh_bindings()
        self.heed_keys()

    def _show_top(self) -> None:
        """Show which scenario this is, whose eyes these are, where and when, if nothing is kept."""
        play = self.kept.play
        told = len(play.story) - len(self._waiting)
        kept = not self.app.trouble
        self.top.tell(lambda width: play_view.top(play, told, width, kept=kept))

    @on(BeatView.Placed)
    def _offer_if_it_fits(self) -> None:
        """Show what can be done beside the text where both fit; else the text comes first."""
        if self._reading and not self.kept.play.finished and self._fits(self.story.present_height):
            self._offer_choices()

    def _fits(self, text: int) -> bool:
        """Return whether so many rows of text stand beside what can be done."""
        play = self.kept.play
        height = self.table.size.height
        needed = self.actions.rows_needed(play.choices(), play.enquiries()) + bool(play.ask)
        below = self.strip.outer_size.height if self.strip.display else 0
        return text <= height - min(needed, height // 2) - below

    def _offer_choices(self) -> None:
        play = self.kept.play
        self._reading = False
        if self._written_at != len(play.steps):
            self._written, self._written_at = self.kept.draft(""), len(play.steps)
        written = None if not play.ask else bool(self._written)
        self.actions.offer(play.choices(), play.enquiries(), play.enquiries_left, written)
        self.heed_keys()

    # -- doing

    @on(Actions.WentOn)
    def _went_on(self) -> None:
        if self._waiting:
            self._advance()
        elif self._reading:
            self.action_read_down()
        elif self.kept.play.finished:
            self.dismiss(True)
        else:  # what can be done was shown in the meantime
            self.heed_keys()

    @on(Actions.ReadOnFirst)
    def _read_on_first(self) -> None:
        if self.reading:
            self.app.tell("Read on first: Enter.")

    @on(Actions.NothingMarked)
    def _nothing_marked(self) -> None:
        self.app.tell("Press a number or a letter, or mark a row with ↑ and ↓ first.")

    @on(Actions.EnquiryTaken)
    def _enquiry_taken(self, event: Actions.EnquiryTaken) -> None:
        if event.enquiry.made:
            self._refuse("You have looked into this already. It is in your notebook and above.")
        elif not event.enquiry.can_make:
            self._refuse(
                "There is no time left for this here."
                if event.enquiry.affordable
                else f"There is {event.enquiry.shortage} for this."
            )
        elif event.enquiry.page is not None:
            self._read_closely(event.enquiry, event.enquiry.page)
        else:
            self._take(f"?{event.enquiry.id}", Thought())

    @work(exclusive=True, group="choosing")
    async def _read_closely(self, enquiry: OfferedEnquiry, page: OfferedPage) -> None:
        text = page_text(self.kept.play, enquiry.id)
        noted = await self.app.push_screen_wait(PageScreen(enquiry.label, text, page))
        if noted is None:
            self.heed_keys()
            return
        self._take(f"?{enquiry.id}@{','.join(noted)}", Thought())

    @on(Actions.ChoiceTaken)
    def _choice_taken(self, event: Actions.ChoiceTaken) -> None:
        if event.choice.locked:
            short = "" if event.choice.affordable else f"There is {event.choice.shortage} for this."
            because = " ".join(event.choice.because.split())
            self._refuse(because or short or "This cannot be done yet.")
        else:
            self._choose(event.choice)

    def _refuse(self, why: str, *, serious: bool = False) -> None:
        self.app.tell(why, serious=serious)
        self.heed_keys()

    @work(exclusive=True, group="choosing")
    async def _choose(self, choice: OfferedChoice) -> None:
        cited: tuple[str, ...] | None = None
        if choice.pick:
            cited = await self.app.push_screen_wait(
                CiteScreen(choice.ask, choice.pick, self.kept.play.notebook)
            )
            if cited is None:
                self.heed_keys()
                return
        settings = self.app.records.settings
        ask = self.kept.play.ask
        thought: Thought | None = Thought(self._written)
        if settings.confidence or (not self._written if ask else settings.reasons):
            reasons = settings.reasons or bool(ask)
            about = "" if ask else choice.id
            asking = ReasonsScreen(
                choice,
                reasons,
                settings.confidence,
                ask,
                self._written or self.kept.draft(about),
                lambda text: self.kept.keep_draft(about, text),
            )
            thought = await self.app.push_screen_wait(asking)
            if thought is None and ask:  # thinking again loses nothing
                self._wrote(asking.written)
        if thought is None:
            self.heed_keys()
        else:
            action = choice.id if cited is None else f"{choice.id}@{','.join(cited)}"
            self._take(action, thought)

    @on(Actions.WritingWanted)
    def _write(self) -> None:
        from scr_sim.tui.screens.reason_prompt import ReasonPromptScreen

        def left(text: str | None) -> None:
            self._wrote(text or "")
            self.heed_keys()

        ask, keep = self.kept.play.ask, lambda text: self.kept.keep_draft("", text)
        self.app.push_screen(ReasonPromptScreen(ask, self._written, keep), left)

    def _wrote(self, text: str) -> None:
        """Keep what was written before choosing until the choice is made."""
        self._written = text
        self.actions.wrote(bool(text))

    def _take(self, action: str, thought: Thought) -> None:
        try:
            play = self.kept.take(action, thought.reason, thought.confidence)
        except ActionError as error:
            self._refuse(error.message.capitalize(), serious=True)
            return
        except ScenarioError as error:  # passages that never end, found only in play
            self._refuse(str(error), serious=True)
            return
        except MovedOnError as error:
            self._moved_on(error, action, thought)
            return
        self.app.tell_trouble()
        self._waiting = deque(play.beats)
        self._advance()

    def _moved_on(
        self, error: MovedOnError, action: str = "", thought: Thought = NO_THOUGHT
    ) -> None:
        """Ask where to go on: the play has moved on in another window."""
        from scr_sim.tui.screens.play_moved_on import MovedOnScreen, Where

        def answered(where: Where | None) -> None:
            if where == "there":
                self._catch_up(action, thought)
                return
            if where == "own":
                self.kept.set_apart()
                self.app.tell("You go on in a play of its own. Both plays are kept.")
                if action:
                    self._take(action, thought)
                    return
            self.heed_keys()

        self.heed_keys()  # whatever is answered: what was taken has been dealt with
        self.app.push_screen(MovedOnScreen(error), answered)

    def _catch_up(self, action: str, thought: Thought) -> None:
        """Go on from where the other window is; what was written here is kept aside."""
        try:
            caught_up = self.kept.caught_up()
        except RecordError as error:
            self._refuse(str(error), serious=True)
            return
        if thought != NO_THOUGHT:
            self.kept.set_aside(action, thought.reason, thought.confidence)
            self.app.tell("What you wrote just now is kept too, in a play of its own.")
        self.kept = caught_up.session
        if self.kept.play.finished:
            self.dismiss(True)
        else:
            self._show_all()
        self.app.tell_changed(caught_up.lines)

    def action_go_back(self) -> None:
        """Go back one step; the play so far is kept too."""
        taken = len(self.kept.play.actions_taken)
        if taken == 0:
            self.app.tell("This is the beginning.")
            return
        try:
            self.kept = self.kept.go_back(taken - 1)
        except MovedOnError as error:
            self._moved_on(error)
            return
        self._show_all()
        self.app.tell("One step back. The play as it was is kept in “Look back”.")

    # -- reading

    def action_read_up(self) -> None:
        """Scroll the story up."""
        self.story.let_go()
        self.story.scroll_page_up(animate=False)

    def action_read_down(self) -> None:
        """Scroll the story down; at its end, go on where there is more."""
        self.story.let_go()
        if not self.story.at_end:
            self.story.scroll_page_down(animate=False)
            self.heed_keys()
        elif self._waiting:
            self._advance()
        elif self._reading:
            self._offer_choices()
            self.call_after_refresh(self.story.scroll_end, animate=False)

    def action_scene(self) -> None:
        """Show the whole scene from its beginning; where it needs the room, choices give way."""
        offering = not self.reading and not self.kept.play.finished
        if offering and not self._fits(self.story.scene_height):
            self._reading = True
            self.actions.offer_going_on("Go on")
        self.call_after_refresh(self.story.show_scene)
        self.heed_keys()

    def action_notebook(self) -> None:
        """Open the notebook."""
        told = len(self.kept.play.story) - len(self._waiting)
        self.app.push_screen(NotebookScreen(notebook_content(self.kept.play, told)))

    def action_reasons(self) -> None:
        """Ask for reasons at each choice, or stop asking."""
        settings = self.app.records.settings
        settings.reasons = not settings.reasons
        told = "be asked for your reasons" if settings.reasons else "not be asked for reasons"
        self.app.tell(f"You will {told}.")

    def action_confidence(self) -> None:
        """Ask how sure the player is at each choice, or stop asking."""
        settings = self.app.records.settings
        settings.confidence = not settings.confidence
        told = "be asked" if settings.confidence else "not be asked"
        self.app.tell(f"You will {told} how sure you are.")

    def action_gentler(self) -> None:
        """Read the gentler wording, or the author's own."""
        settings = self.app.records.settings
        settings.gentle = not settings.gentle
        self.story.reword(settings.gentle)
        self.app.tell(
            "Gentler wording, where the author offers one."
            if settings.gentle
            else "The author's own wording."
        )

    def action_leave(self) -> None:
        """Leave the play; it is kept."""
        self.dismiss(False)
