"""The desk's screen: it arranges the parts, and follows the files."""

from __future__ import annotations

import asyncio
import subprocess
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TabbedContent, TabPane
from textual.worker import get_current_worker

from scr_sim.engine import ActionError, Play
from scr_sim.engine.pages import page_text
from scr_sim.exploration import way_to
from scr_sim.scenario import ScenarioError
from scr_sim.text import commands
from scr_sim.text.quantities import counted
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.presenters import play_view
from scr_sim.tui.preview import panes
from scr_sim.tui.preview.editor import NONE_SET, editor_command
from scr_sim.tui.preview.reader import Read, as_far_as_it_holds, read
from scr_sim.tui.screens.page import PageScreen
from scr_sim.tui.widgets.footer import KeyFooter


class DeskScreen(CommandScreen[None]):
    """The author's desk. ``path`` is the scenario's file, ``branches`` go with it."""

    TABLE = commands.on_screen(commands.DESK)
    BINDINGS = [*bindings(commands.DESK), ("escape", "scene", "")]
    TITLE_OF_HELP = "The desk"
    MOVES = commands.MOVES_AT_DESK
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

    def __init__(self, path: Path, branches: tuple[str, ...]) -> None:
        super().__init__()
        self.path = path
        self.branches = branches
        #: The last version that can be played, and the newest, which may not be.
        self.good: Read | None = None
        self.newest: Read | None = None
        self.play: Play | None = None
        #: Whether the files are being read; what was read before can be walked in meanwhile.
        self.working = False

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
        yield Static(id="desk-status")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the files, then follow them."""
        self.doings.focus()
        self.action_reload()
        self._follow()

    # -- reading

    def action_reload(self) -> None:
        """Read the files again."""
        self._read()

    def _read(self) -> None:
        """Read and check in a thread of its own, and say so: keys do not wait for it."""
        self.working = True
        self._show_title()
        self._read_in_thread()

    @work(thread=True, exclusive=True, group="reading")
    def _read_in_thread(self) -> None:
        mine = get_current_worker()
        found = read(self.path, self.branches)
        if not mine.is_cancelled:  # saved again meanwhile: what is read then counts
            self.app.call_from_thread(self._have_read, found)

    @work(group="following")
    async def _follow(self) -> None:
        """Read again whenever one of the files is saved, or replaced as editors do."""
        from watchfiles import awatch

        files = {path.resolve() for path in await asyncio.to_thread(self._files)}
        folders = {file.parent for file in files if file.parent.is_dir()}
        async for _ in awatch(
            *folders,
            watch_filter=lambda _, path: Path(path).resolve() in files,
            debounce=60,
            step=20,
            rust_timeout=250,
            recursive=False,
            stop_event=self.app.stopping,  # type: ignore[attr-defined]
        ):
            self._read()

    def _files(self) -> list[Path]:
        from scr_sim.scenario.library import find_branch, named
        from scr_sim.scenario.syntax.reader import read_file

        found = [self.path]
        scenario = named(read_file(self.path).data, "id") or ""
        for branch in self.branches:
            try:
                found.append(find_branch(branch, self.path, scenario))
            except ScenarioError:
                continue
        return found

    def _have_read(self, found: Read) -> None:
        """Show what was read; what cannot be played leaves the last good version standing."""
        self.newest = found
        self.working = False
        errors = sum(problem.severity == "error" for problem in found.problems)
        if found.scenario is None:
            kept = "; the last good version stays" if self.good is not None else ""
            self._say(f"Saved with {counted(errors, 'error')}{kept}. p tells them.", serious=True)
            self.problems.show(found.problems, several_files=bool(self.branches))
            if self.good is None:
                self._show_side("problems")
            self._show_title()
            return
        actions = self.play.actions_taken if self.play is not None else ()
        before = self.play.scene if self.play is not None else None
        self.good = found
        self.play, why = as_far_as_it_holds(found.scenario, actions)
        self.problems.show(found.problems, several_files=bool(self.branches))
        self.findings_text.update(panes.findings(found.scenario, found.findings))
        if why:
            self._say(f"You are back in “{self.play.scene}”. {why}", serious=True)
        elif before is not None:
            warnings = len(found.problems) - errors
            self._say(
                f"Read again. {counted(errors, 'error')}, {counted(warnings, 'warning')}.",
                serious=bool(errors),
            )
        self._show()

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
        unseen = [one for one in play.unseen if one.scene == play.scene]
        if unseen:
            parts += [plain("Unseen, for the debrief alone", "bold $primary")]
            parts += [prose(unseen[-1].text)]
        self.scene_text.update(join(parts))
        self.scene_scroll.scroll_home(animate=False)
        self.doings.offer(play)
        self.state_text.update(panes.state(play))

    def _show_title(self) -> None:
        scenario = self.good.scenario if self.good is not None else None
        title = scenario.full_title if scenario is not None else self.path.name
        problems = self.newest.problems if self.newest is not None else []
        errors = sum(problem.severity == "error" for problem in problems)
        told = f"{counted(errors, 'error')}, {counted(len(problems) - errors, 'warning')}"
        where = f"   {self.play.scene}" if self.play is not None else ""
        working = "   checking …" if self.working else ""
        self.title_line.update(
            line((title, "bold $primary"), (where, ""), (f"   {told}", MUTED), (working, "$accent"))
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
        self._take(event.action)

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
        steps = counted(len(way), "action")
        self._say(f"“{event.scene}”, by the shortest way there: {steps}.")
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

    def action_next_problem(self) -> None:
        """Mark the next problem."""
        self._show_side("problems")
        self.problems.action_cursor_down()

    def action_go_back(self) -> None:
        """Go back one action."""
        if self.play is None or self.play.previous is None:
            self._say("This is the beginning.")
            return
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
