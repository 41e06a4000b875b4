"""Home: the case's months, the scenarios placed on them, and what was begun before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from scr_sim.text import commands
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, line, plain
from scr_sim.tui.presenters import home_view
from scr_sim.tui.widgets.footer import KeyFooter
from scr_sim.tui.widgets.timeline import Timeline, stretch

if TYPE_CHECKING:
    from scr_sim.scenario import Checked
    from scr_sim.services import PlayRecord


class HomeScreen(CommandScreen[None]):
    """The first screen."""

    TABLE = commands.on_screen(commands.HOME)
    BINDINGS = [*bindings(commands.HOME), ("escape", "all", "")]
    TITLE_OF_HELP = "The first screen"
    TELLS_TROUBLE = True
    MOVES = commands.MOVES_AT_HOME

    rows = getters.query_one("#scenarios", OptionList)
    trouble = getters.query_one("#trouble", Static)
    timeline = getters.query_one(Timeline)
    detail = getters.query_one("#detail-text", Static)
    search = getters.query_one("#search", Input)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(
            line(("scr-sim", "bold $accent"), ("   practise professional curiosity", MUTED)),
            id="masthead",
        )
        yield Static(id="trouble")
        yield Timeline(id="timeline")
        yield Input(
            placeholder="Type part of a title, a role or a subject; Esc shows all", id="search"
        )
        with Horizontal(id="shelf"):
            yield OptionList(
                Option(plain("Reading the scenarios …", MUTED), disabled=True),
                id="scenarios",
                markup=False,
            )
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="detail-text")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Wait for the library."""
        self.search.display = False
        self.rows.focus()
        self.watch(self.app, "library", self._library_changed, init=True)
        self.watch(self.app, "trouble", self._trouble_changed, init=True)

    def on_screen_resume(self) -> None:
        """Show what has changed since: a play may have been begun or ended."""
        if self.app.library is not None:
            self.show_rows()

    def _library_changed(self) -> None:
        if self.app.library is not None:
            scenarios = [c.scenario for c in self.app.library if c.scenario]
            found = [s for scenario in scenarios if (s := stretch(scenario))]
            self.timeline.place(found, scenarios[0].case_review if scenarios else None)
            self.show_rows()
            if not self.typing:  # Enter meant for nothing yet must not take the first row
                self.heed_keys()

    def _trouble_changed(self) -> None:
        why = self.app.trouble
        self.trouble.display = bool(why)
        self.trouble.update(line(("! Not kept   ", "bold $warning"), why))

    # -- rows

    def show_rows(self) -> None:
        """Show what can be gone on with, then the scenarios that match the search."""
        kept = self._highlighted()
        self._broken_at = self._row_width
        rows: list[Option] = []
        unfinished = self.app.records.latest_unfinished()
        wanted = self.search.value.strip().casefold()
        if unfinished is not None and not wanted:
            going_on = home_view.go_on_row(unfinished, self._known_branches(unfinished))
            rows.append(Option(going_on, id="go-on"))
        every = self._every_row()
        # One form for all of them, searched for or not.
        beside = all(row.fits_beside(self._row_width) for _, _, row in every)
        for id_, checked, row in every:
            if not wanted or wanted in home_view.searchable(checked):
                rows.append(Option(row.content(self._row_width, beside=beside), id=id_))
        if not rows:
            text = "Nothing matches. Esc shows all." if wanted else "No scenarios were found."
            rows.append(Option(plain(text, MUTED), disabled=True))
        self.rows.clear_options()
        self.rows.add_options(rows)
        ids = [row.id for row in rows]
        self.rows.highlighted = ids.index(kept) if kept in ids else 0
        self._show_detail(ids[self.rows.highlighted or 0] or "")

    def _every_row(self) -> list[tuple[str, Checked, home_view.Row]]:
        """Return every scenario and case, each with its row and that one's id."""
        seen = self.app.records.endings_seen()
        every = [
            (f"s{at}", one, home_view.Row.of(one, seen, self._branches_of(one)))
            for at, one in enumerate(self.app.library or ())
        ]
        if not self.app.cases:
            return every
        from scr_sim.services import kept_cases

        ended = {kept.case: kept.ended for kept in reversed(kept_cases(self.app.records))}
        for at, one in enumerate(self.app.cases):
            far = ended.get(one.case.case.case) if one.case is not None else None
            every.append((f"c{at}", one, home_view.Row.of_case(one, far)))
        return every

    def on_resize(self) -> None:
        """Break the rows anew for another width."""
        self.call_after_refresh(self._break_rows)

    def _break_rows(self) -> None:
        if self.app.library is not None and self._row_width != self._broken_at:
            self.show_rows()

    @property
    def _row_width(self) -> int:
        # The list's and its rows' padding, and the scroll bar, are not for the text.
        return max(20, self.rows.size.width - 3)

    def _branches_of(self, checked: Checked) -> tuple[int, int]:
        """Return how many branches a scenario is played with, and how many there are."""
        if checked.scenario is None:
            return 0, 0
        name = checked.scenario.id
        return len(self.app.branches_for(name)), len(self.app.branches.get(name, ()))

    def _known_branches(self, record: PlayRecord) -> Sequence[Checked]:
        return self.app.branches.get(record.scenario, ())

    def _highlighted(self) -> str:
        index = self.rows.highlighted
        if index is None or index >= self.rows.option_count:
            return ""
        return self.rows.get_option_at_index(index).id or ""

    def _checked(self, row: str) -> Checked | None:
        if row.startswith("s") and row[1:].isdigit() and self.app.library:
            return self.app.library[int(row[1:])]
        if row.startswith("c") and row[1:].isdigit():
            return self.app.cases[int(row[1:])]
        return None

    @on(OptionList.OptionHighlighted, "#scenarios")
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        self._show_detail(event.option.id or "")

    def _show_detail(self, row: str) -> None:
        checked = self._checked(row)
        unfinished = self.app.records.latest_unfinished() if row == "go-on" else None
        if unfinished is not None:
            self.timeline.chosen = unfinished.scenario
            library = (one.scenario for one in self.app.library or ())
            begun = next((one for one in library if one and one.id == unfinished.scenario), None)
            self.detail.update(
                home_view.go_on_detail(unfinished, begun, self._known_branches(unfinished))
            )
        elif checked is not None and checked.case is not None:
            from scr_sim.services.coverage import coverage
            from scr_sim.tui.presenters import case_view

            self.timeline.chosen = ""
            covered = coverage(checked.case.scenarios)
            self.detail.update(case_view.case_detail(checked.case, covered))
        elif checked is not None:
            self.timeline.chosen = checked.scenario.id if checked.scenario else ""
            name = checked.scenario.id if checked.scenario is not None else ""
            seen = self.app.records.endings_seen().get(name, set())
            known = self.app.branches.get(name, ())
            added = self.app.branches_for(name)
            self.detail.update(home_view.detail(checked, seen, known, added))

    @on(OptionList.OptionSelected, "#scenarios")
    async def _picked(self, event: OptionList.OptionSelected) -> None:
        row = event.option.id or ""
        if row == "go-on":
            await self.app.run_action("go_on_latest")
            return
        checked = self._checked(row)
        if checked is None:
            return
        if checked.case is not None:
            self.app.open_case(checked.case)
        elif checked.scenario is None:
            from scr_sim.tui.screens.problems import ProblemsScreen

            self.app.push_screen(ProblemsScreen(checked))
        else:
            await self.app.run_action(f"play_scenario({(self.app.library or ()).index(checked)})")

    # -- commands

    def action_search(self) -> None:
        """Find a scenario by typing."""
        self.search.display = True
        self.search.focus()

    def action_all(self) -> None:
        """Leave the search and show all scenarios."""
        if self.search.display:
            self.search.value = ""
            self.search.display = False
            self.rows.focus()

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        self.show_rows()

    @on(Input.Submitted, "#search")
    def _found(self) -> None:
        self.rows.focus()

    async def action_go_on(self) -> None:
        """Go on with the play that was left last."""
        if self.app.records.latest_unfinished() is None:
            self.app.tell("There is no play to go on with.")
        else:
            await self.app.run_action("go_on_latest")

    def action_look_back(self) -> None:
        """See earlier plays."""
        from scr_sim.tui.screens.look_back import LookBackScreen

        self.app.push_screen(LookBackScreen())

    def action_branches(self) -> None:
        """Choose the branches that the marked scenario is played with."""
        from scr_sim.tui.screens.branches import BranchesScreen

        checked = self._checked(self._highlighted())
        scenario = checked.scenario if checked is not None else None
        known = self.app.branches.get(scenario.id, ()) if scenario is not None else ()
        if scenario is None or not known:
            self.app.tell("This scenario has no branches.")
        else:
            self.app.push_screen(BranchesScreen(scenario, known))

    def action_settings(self) -> None:
        """Change settings."""
        from scr_sim.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def action_about_review(self) -> None:
        """Read about the review."""
        from scr_sim.tui.screens.review import ReviewScreen

        scenario = next((c.scenario for c in self.app.library or () if c.scenario), None)
        if scenario is not None:
            self.app.push_screen(ReviewScreen(scenario.case_review))

    def action_leave(self) -> None:
        """Close the program."""
        self.app.exit(0)
