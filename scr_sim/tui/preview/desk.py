"""The desk's screen: it arranges the parts, and follows the files."""

from __future__ import annotations

import subprocess
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TabbedContent, TabPane

from scr_sim.engine import ActionError, OfferedChoice, Play, Supposition, SuppositionError
from scr_sim.engine.pages import page_text
from scr_sim.exploration import way_to
from scr_sim.exploration.reading_lengths import Lengths
from scr_sim.scenario import ScenarioError
from scr_sim.services import origins
from scr_sim.text.commands import on_screen
from scr_sim.text.desk_commands import DESK, MOVES_AT_DESK
from scr_sim.text.quantities import counted
from scr_sim.tui.base import bindings
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.presenters import play_view
from scr_sim.tui.preview import panes
from scr_sim.tui.preview.editor import NONE_SET, editor_command
from scr_sim.tui.preview.follower import FilesFollower
from scr_sim.tui.preview.reader import Read, as_far_as_it_holds
from scr_sim.tui.preview.what_if import WhatIfScreen
from scr_sim.tui.screens.page import PageScreen
from scr_sim.tui.screens.reason_prompt import ReasonPromptScreen
from scr_sim.tui.screens.reasons import ReasonsScreen
from scr_sim.tui.widgets.footer import KeyFooter


class DeskScreen(FilesFollower):
    """The author's desk. ``path`` is the scenario's file, ``branches`` go with it."""

    TABLE = on_screen(DESK)
    BINDINGS = [*bindings(DESK), ("escape", "scene", "")]
    TITLE_OF_HELP = "The desk"
    MOVES = MOVES_AT_DESK
    LEADS_ON = False

    map = getters.query_one(panes.SceneMap)
    doings = getters.query_one(panes.Doings)
    problems = getters.query_one(panes.Problems)
    tabs = getters.query_one(TabbedContent)
    status_line = getters.query_one("#desk-status", Static)
    title_line = getters.query_one("#desk-title", Static)
    state_text = getters.query_one("#state-text", Static)
    scene_scroll = getters.query_one("#scene-scroll", VerticalScroll)
    scene_text = getters.query_one("#scene-text", Static)
    findings_text = getters.query_one("#findings-text", Static)
    length_text = getters.query_one("#length-text", Static)

    def __init__(self, path: Path, branches: tuple[str, ...]) -> None:
        super().__init__(path, branches)
        #: The last version that can be played, and the newest, which may not be.
        self.good: Read | None = None
        self.newest: Read | None = None
        self.play: Play | None = None
        #: The actions of the play that a what-if was begun from.
        self._left: tuple[str, ...] = ()
        #: What was written before choosing, by how many decisions had been made.
        self._written: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="desk-title")
        with Horizontal(id="desk"):
            yield panes.SceneMap(id="map")
            with Vertical(id="scene"):
                with VerticalScroll(id="scene-scroll", can_focus=False):
                    yield Static(plain("Reading …", MUTED), id="scene-text")
                yield panes.Doings(id="doings")
            with Vertical(id="side"), TabbedContent(id="tabs"):
                with TabPane("State", id="state"), VerticalScroll():
                    yield Static(id="state-text")
                with TabPane("Problems", id="problems"):
                    yield panes.Problems(id="problem-list")
                with TabPane("Findings", id="findings"), VerticalScroll():
                    yield Static(id="findings-text")
                with TabPane("Length", id="length"), VerticalScroll():
                    yield Static(plain("Counting …", MUTED), id="length-text")
        yield Static(id="desk-status")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the files, then follow them."""
        self.doings.focus()
        self.action_reload()
        self.follow()

    # -- reading

    def have_read(self, found: Read) -> None:
        """Show what was read; what cannot be played leaves the last good version standing."""
        again, self.newest = self.newest is not None, found
        errors = sum(problem.severity == "error" for problem in found.problems)
        if found.scenario is None:
            kept = "; the last good version stays" if self.good is not None else ""
            how = "Saved" if again else "Opened"
            told = f"{how} with {counted(errors, 'error')}{kept}. p tells what is wrong."
            self._say(told, serious=True)
            self.problems.show(found.problems, several_files=bool(self.branches))
            if self.good is None:
                self.scene_text.update(plain("It cannot be played as it stands.", MUTED))
                self._show_side("problems")
            self._show_title()
            return
        actions = self.play.actions_taken if self.play is not None else ()
        supposition = self.play.supposition if self.play is not None else None
        self.good = found
        self.play, why = as_far_as_it_holds(found.scenario, actions, supposition)
        self.problems.show(found.problems, several_files=bool(self.branches))
        self.findings_text.update(panes.findings(found.scenario, found.findings))
        if why:
            self._say(f"You are back in “{self.play.scene}”. {why}", serious=True)
        elif again:
            warnings = len(found.problems) - errors
            self._say(
                f"Read again. {counted(errors, 'error')}, {counted(warnings, 'warning')}.",
                serious=bool(errors),
            )
        self._show()

    def have_measured(self, found: Lengths) -> None:
        """Show how much there is to read."""
        if self.good is not None and self.good.scenario is not None:
            self.length_text.update(panes.length(self.good.scenario, found))

    def show_working(self) -> None:
        """Show whether the files are being read."""
        self._show_title()

    # -- showing

    def _show(self) -> None:
        """Show where the play stands."""
        play, good = self.play, self.good
        if play is None or good is None or good.graph is None:
            return
        self._show_title()
        self.map.show(good.graph, play.scene, good.by_scene)
        # The present scene first: what led into it can be scrolled to.
        *before, present = play.beats
        parts: list[Content] = [play_view.beat(present, gentle=False), Content("")]
        if before:
            parts += [plain("What came just before", "bold $primary"), Content("")]
        for told in before:
            parts += [play_view.beat(told, gentle=False), Content("")]
        parts += panes.laid_beside(play, self._written)
        unseen = [one for one in play.unseen if one.scene == play.scene]
        if unseen:
            parts += [plain("Unseen, for the debrief alone", "bold $primary")]
            parts += [prose(unseen[-1].text)]
        self.scene_text.update(join(parts))
        self.scene_scroll.scroll_home(animate=False)
        self.doings.offer(play, None if not play.ask else bool(self._wrote(play)))
        self.state_text.update(panes.state(play))

    def _show_title(self) -> None:
        scenario = self.good.scenario if self.good is not None else None
        title = scenario.full_title if scenario is not None else self.path.name
        problems = self.newest.problems if self.newest is not None else []
        errors = sum(problem.severity == "error" for problem in problems)
        told = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
        where = f"   {self.play.scene}" if self.play is not None else ""
        working = "   checking …" if self.working else ""
        what_if = ""
        if self.play is not None and self.play.supposition is not None:
            what_if = f"What if, from {self.play.supposition.scene}   "
        self.title_line.update(
            line(
                (what_if, "bold $warning"),
                (title, "bold $primary"),
                (where, ""),
                (f"   {told}", MUTED),
                (working, "$accent"),
            )
        )

    def _say(self, message: str, *, serious: bool = False) -> None:
        self.status_line.update(plain(message, "bold $warning" if serious else MUTED))

    def _show_side(self, tab: str) -> None:
        self.remove_class("-mapped")
        self.add_class("-sided")
        self.tabs.active = tab
        if tab == "problems":
            self.call_after_refresh(self.problems.focus)

    # -- what an author does

    @on(panes.Doings.ActionTaken)
    def _taken(self, event: panes.Doings.ActionTaken) -> None:
        if event.choice is None or self.play is None or not self.play.ask or self._wrote(self.play):
            self._take(event.action)
        else:
            self._choose(event.action, event.choice, self.play)

    @work(exclusive=True, group="choosing")
    async def _choose(self, action: str, choice: OfferedChoice, play: Play) -> None:
        """Ask what the author asks before choosing, as a play does where nothing was written."""
        asking = ReasonsScreen(choice, reasons=True, confidence=False, ask=play.ask)
        thought = await self.app.push_screen_wait(asking)
        self._written[len(play.steps)] = asking.written
        if thought is not None:
            self._take(action)
        else:  # thinking again loses nothing
            self.doings.wrote(bool(asking.written))
            self.heed_keys()

    def _wrote(self, play: Play) -> str:
        return self._written.get(len(play.steps), "")

    @on(panes.Doings.WritingWanted)
    def _write(self) -> None:
        play = self.play
        if play is None or not play.ask:
            self.heed_keys()
            return

        def keep(text: str) -> None:
            self._written[len(play.steps)] = text.strip()

        def left(text: str | None) -> None:
            keep(text or "")
            self.doings.wrote(bool(self._wrote(play)))
            self.heed_keys()

        self.app.push_screen(ReasonPromptScreen(play.ask, self._wrote(play), keep), left)

    @on(panes.Doings.PageWanted)
    def _read_closely(self, event: panes.Doings.PageWanted) -> None:
        def noted(lines: tuple[str, ...] | None) -> None:
            if lines is None:
                self.heed_keys()
            else:
                self._take(f"?{event.enquiry.id}@{','.join(lines)}")

        if self.play is not None:
            try:
                text = page_text(self.play, event.enquiry.id)
            except ActionError as error:  # the file has changed since it was offered
                self._say(str(error), serious=True)
                self.heed_keys()
                return
            self.app.push_screen(PageScreen(event.enquiry.label, text, event.page), noted)

    def _take(self, action: str) -> None:
        if self.play is not None:
            try:
                self.play = self.play.take(action)
            except (ActionError, ScenarioError) as error:
                self._say(str(error), serious=True)
            else:
                self._say("")
                self._show()
        self.heed_keys()

    @on(panes.SceneMap.SceneWanted)
    def _jump(self, event: panes.SceneMap.SceneWanted) -> None:
        good = self.good
        if good is None or good.scenario is None or good.reached is None:
            return
        if event.scene not in good.scenario.scenes:
            return
        way = way_to(good.reached, event.scene)
        if way is None:
            self._say(f"No play reaches “{event.scene}”.", serious=True)
            return
        self.play = Play(good.scenario, way)
        self._written = {}
        steps = counted(len(way), "action")
        through = "" if self.play.scene == event.scene else " It is walked through: see below."
        self._say(f"“{event.scene}”, by the shortest way there: {steps}.{through}")
        self._show()
        self.action_scene()

    def action_what_if(self) -> None:
        """Begin in a scene with other values: the marked one on the map, or the present one."""
        good, play = self.good, self.play
        if good is None or good.scenario is None or good.reached is None or play is None:
            self._say("There is no scene to begin in yet.", serious=True)
            return
        scene = (self.map.marked if self.map.has_focus else "") or play.scene

        def begin(supposition: Supposition | None) -> None:
            if supposition is not None:
                self._suppose(supposition)

        found = origins(good.reached, scene, play)
        self.app.push_screen(WhatIfScreen(good.scenario, scene, found), begin)

    def _suppose(self, supposition: Supposition) -> None:
        if self.good is None or self.good.scenario is None or self.play is None:
            return
        try:
            play = Play(self.good.scenario, (), supposition)
        except (SuppositionError, ScenarioError) as error:  # the file has changed meanwhile
            self._say(str(error), serious=True)
            return
        if self.play.supposition is None:
            self._left = self.play.actions_taken
        self.play, self._written = play, {}
        self._say("What if: nobody played their way here, and nothing is kept. u goes back.")
        self._show()
        self.action_scene()

    def action_scene(self) -> None:
        """Show the scene, and what can be done in it."""
        self.remove_class("-mapped", "-sided")
        self.doings.focus()

    def action_map(self) -> None:
        """Go to the map of scenes."""
        self.remove_class("-sided")
        self.add_class("-mapped")
        self.call_after_refresh(self.map.focus)

    def action_problems(self) -> None:
        """Go to the problems."""
        self._show_side("problems")

    def action_state(self) -> None:
        """See variables and notes."""
        self._show_side("state")

    def action_findings(self) -> None:
        """See which choices touch which finding."""
        self._show_side("findings")

    def action_length(self) -> None:
        """See how many words and minutes a play has."""
        self._show_side("length")

    def action_next_problem(self) -> None:
        """Mark the next problem."""
        self._show_side("problems")
        self.problems.action_cursor_down()

    def action_go_back(self) -> None:
        """Go back one action."""
        if self.play is None or (self.play.previous is None and self.play.supposition is None):
            self._say("This is the beginning.")
            return
        if self.play.previous is None:  # a what-if ends where it began
            self.play, _ = as_far_as_it_holds(self.play.scenario, self._left)
            self._written = {}
            self._say("You are back in the play that you left.")
        else:
            self.play = self.play.undo()
            self._say("")
        self._show()

    def action_edit(self) -> None:
        """Open the file at what is marked."""
        problem = self.problems.marked if self.problems.has_focus else None
        if problem is not None:
            self._edit(Path(problem.file), problem.line)
            return
        scene = self.map.marked if self.map.has_focus else ""
        place = None
        if self.good is not None and self.play is not None:
            place = self.good.place(scene or self.play.scene)
        self._edit(*(place or (self.path, 1)))

    @on(panes.Problems.PlaceWanted)
    def _open_problem(self, event: panes.Problems.PlaceWanted) -> None:
        self._edit(Path(event.problem.file), event.problem.line)

    def _edit(self, file: Path, at: int) -> None:
        command = editor_command(file, at)
        if command is None:
            self._say(NONE_SET, serious=True)
            return
        try:
            with self.app.suspend():
                subprocess.run(command, check=False)  # noqa: S603 - the author's own editor
        except Exception as error:  # noqa: BLE001 - no terminal to hand over, or no such program
            self._say(f"The editor could not be started: {error}", serious=True)

    def action_leave(self) -> None:
        """Close the desk."""
        self.app.exit(0)
