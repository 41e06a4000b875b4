"""The desk's parts: the map, what can be done, what is remembered, what is wrong, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from rich.text import Text
from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Tree
from textual.widgets.option_list import Option
from textual.widgets.tree import TreeNode

from scr_sim.engine import Play
from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry, OfferedPage
from scr_sim.exploration import FindingTouched
from scr_sim.exploration.reading_lengths import Lengths
from scr_sim.exploration.readings import WORDS_A_MINUTE, WORDS_RULE, length_in_words
from scr_sim.graph import DrawnScene, Graph
from scr_sim.scenario import LoadedScenario, Problem
from scr_sim.text.labels import SHAPES, writing_first
from scr_sim.text.quantities import counted
from scr_sim.text.stances import SIGNS
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.presenters import play_view
from scr_sim.tui.widgets.offer_list import OfferList


class SceneMap(Tree[str]):
    """The scenes in the order of the story, each with what leads on from it."""

    BINDINGS = [("space", "toggle_node", "")]

    @dataclass
    class SceneWanted(Message):
        """The author wants to be in a scene."""

        scene: str

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = False
        self._here = ""
        self._drawn: tuple[Graph, Mapping[str, list[Problem]]] | None = None
        self._by_scene: dict[str, TreeNode[str]] = {}

    def show(self, graph: Graph, here: str, problems: Mapping[str, list[Problem]]) -> None:
        """Show a scenario's scenes, the present one marked and open."""
        kept = self.marked if here == self._here else here
        if self._drawn is not None and self._drawn[0] is graph and self._drawn[1] is problems:
            self._move(graph, here, problems)
        else:
            self._fill(graph, here, problems)
        self._here = here
        self.mark(kept if kept in self._by_scene else here)

    def _move(self, graph: Graph, here: str, problems: Mapping[str, list[Problem]]) -> None:
        """Mark another scene as the present one; a thousand others stay as they are."""
        for scene in graph.scenes:
            if scene.id in {here, self._here}:
                node = self._by_scene[scene.id]
                node.set_label(_scene(scene, scene.id == here, problems.get(scene.id, [])))
                if scene.id != here:
                    node.collapse()
                elif here != self._here:
                    node.expand()

    def _fill(self, graph: Graph, here: str, problems: Mapping[str, list[Problem]]) -> None:
        self.clear()
        self._drawn = (graph, problems)
        self._by_scene = {}
        for scene, leaving in graph.by_scene():
            label = _scene(scene, scene.id == here, problems.get(scene.id, []))
            node = self.root.add(label, data=scene.id, expand=scene.id == here)
            node.allow_expand = bool(leaving)
            self._by_scene[scene.id] = node
            for link in leaving:
                sign = SIGNS.get(link.stance or "", "·")
                way = " ".join(part for part in (sign, link.choice, "→", link.target) if part)
                node.add_leaf(_label(way if link.available else f"{way}  never"), data=link.target)

    @property
    def marked(self) -> str:
        """The scene that the cursor is in, or nothing."""
        node = self.cursor_node
        while node is not None and node.parent is not None and node.parent is not self.root:
            node = node.parent
        return node.data or "" if node is not None else ""

    def mark(self, scene: str) -> None:
        """Put the cursor on a scene."""
        if scene in self._by_scene:
            self.call_after_refresh(self.move_cursor, self._by_scene[scene])

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[str]) -> None:
        event.stop()
        if event.node.data:
            self.post_message(self.SceneWanted(event.node.data))


def _label(text: str) -> Text:
    """Return a tree's label: a text that is never read as markup."""
    return Text(text, no_wrap=True, overflow="ellipsis")


def _scene(scene: DrawnScene, here: bool, problems: list[Problem]) -> Text:
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    marks = [f"✖{errors}" if errors else "", f"!{warnings}" if warnings else ""]
    marks += ["no play" if not scene.reachable else "", "dead end" if scene.dead_end else ""]
    told = " ".join(mark for mark in marks if mark)
    sign = "▸" if here else " "
    return _label(f"{sign}{SHAPES[scene.kind]} {scene.id}  {told}".rstrip())


class Doings(OfferList):
    """What a player could do now, each with a number; taking one goes on."""

    BINDINGS = [
        *(Binding(str(n), f"take({n})", show=False) for n in range(1, 10)),
        Binding("0", "write", show=False),
    ]

    @dataclass
    class ActionTaken(Message):
        """An action was taken from the list; with the choice, where it is one."""

        action: str
        choice: OfferedChoice | None

    @dataclass
    class WritingWanted(Message):
        """The author wants to write before choosing, as a player can."""

    @dataclass
    class PageWanted(Message):
        """The author wants to read a page, as a player would."""

        enquiry: OfferedEnquiry
        page: OfferedPage

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._actions: list[str] = []
        self._pages: dict[str, tuple[OfferedEnquiry, OfferedPage]] = {}
        self._choices: dict[str, OfferedChoice] = {}

    def offer(self, play: Play, written: bool | None = None) -> None:
        """Show what can be done, and what cannot yet.

        ``written`` is whether something was written before choosing; None where nothing is asked.
        """
        rows: list[Option] = []
        self._actions, self._pages, self._choices = [], {}, {}
        for enquiry in play.enquiries():
            sign = "✓" if enquiry.made else "·"
            text = line((f"{sign} ", "$accent"), plain(enquiry.label), (f"  {enquiry.id}", MUTED))
            if enquiry.costs and not enquiry.made:
                text = line(text, "\n   ", play_view.costs(enquiry.costs))
            rows.append(self._row(text, f"?{enquiry.id}", off=not enquiry.can_make))
            if enquiry.page is not None:
                self._pages[f"?{enquiry.id}"] = enquiry, enquiry.page
        if written is not None:
            rows.append(Option(_writing(written), id="write"))
        for choice in play.choices():
            for action, added in _ways(play, choice):
                text = line(play_view.stance(choice.stance), "  ", plain(choice.label))
                if choice.locked and (choice.because or choice.affordable):
                    text = line(text, ("\n   not yet: ", "bold $warning"), choice.because)
                text = line(text, (f"  {choice.id}{added}", MUTED))
                if choice.costs:
                    text = line(text, "\n   ", play_view.costs(choice.costs))
                rows.append(self._row(text, action, off=choice.locked))
                self._choices[action] = choice
        if play.finished:
            rows = [Option(plain("The play has come to its ending.", MUTED), disabled=True)]
        elif not rows:
            rows = [Option(plain("Nothing can be done here.", "bold $warning"), disabled=True)]
        self.clear_options()
        self.add_options(rows)
        first = next((at for at, row in enumerate(rows) if not row.disabled), None)
        self.highlighted = first

    def _row(self, text: Content, action: str, *, off: bool) -> Option:
        self._actions.append(action)
        number = len(self._actions)
        lead = f"{number} " if number <= 9 else "  "
        return Option(line((lead, "bold $accent"), text), id=f"a{number}", disabled=off)

    def action_take(self, number: int) -> None:
        """Do what has a number."""
        self.take_row(f"a{number}")

    def wrote(self, something: bool) -> None:
        """Show whether something was written before choosing."""
        if any(row.id == "write" for row in self.options):
            self.replace_option_prompt("write", _writing(something))

    def action_write(self) -> None:
        """Write before choosing, where something is asked."""
        self.take_row("write")

    def message_for(self, row: str) -> Message:
        """Return which action a row stands for."""
        if row == "write":
            return self.WritingWanted()
        action = self._actions[int(row[1:]) - 1]
        page = self._pages.get(action)
        return (
            self.PageWanted(*page)
            if page is not None
            else self.ActionTaken(action, self._choices.get(action))
        )


def _writing(written: bool) -> Content:
    sign = "✓" if written else "·"
    return line(("0 ", "bold $accent"), f"{sign} {writing_first(written)}")


def _ways(play: Play, choice: OfferedChoice) -> list[tuple[str, str]]:
    """Return a choice's actions: one, or where it cites, with what convinces and with nothing."""
    if not choice.pick:
        return [(choice.id, "")]
    scene = play.scene_model
    written = next(c for c in getattr(scene, "choices", ()) if c.id == choice.id)
    cite = written.cite
    convincing = [note for note in play.notes if cite is not None and note in cite.convincing]
    need = cite.need if cite is not None else 1
    found = [(f"{choice.id}@", "@ citing nothing")]
    if len(convincing) >= need:
        notes = ",".join(convincing[:need])
        found.insert(0, (f"{choice.id}@{notes}", f"@{notes}"))
    return found


def state(play: Play) -> Content:
    """Return what is remembered: variables, notes, and the way here."""
    parts = [plain("Variables", "bold $primary")]
    variables = play.scenario.variables or {}
    for name, value in play.variables.items():
        label = variables[name].label
        told = f"   {label}" if label else ""
        parts.append(line((f"{name} ", ""), (play_view.word(value), "bold"), (told, MUTED)))
    if not variables:
        parts.append(plain("None.", MUTED))
    parts += [Content(""), plain("Notes held", "bold $primary")]
    for note in play.notebook:
        parts.append(line((f"{note.id}  ", ""), (f"{note.kind}, {note.source}", MUTED)))
    if not play.notebook:
        parts.append(plain("None yet.", MUTED))
    parts += [Content(""), plain("The way here", "bold $primary")]
    begun = play.supposition
    if begun is not None:
        parts.append(plain(f"What if: begun in {begun.scene}, and no play.", "bold $warning"))
    way = " ".join(play.actions_taken)
    parts.append(plain(way or ("" if begun is not None else "The start."), MUTED))
    return join(parts)


def laid_beside(play: Play, written: Mapping[int, str]) -> list[Content]:
    """Return what the debrief lays beside what was written before the last choice, if anything.

    ``written`` has what was written, by how many decisions had been made.
    """
    steps = play.steps
    if not steps or not steps[-1].ask or steps[-1].action != len(play.actions_taken) - 1:
        return []
    wrote = written.get(len(steps) - 1, "")
    parts = [plain("Asked before this choice, for the debrief", "bold $primary")]
    parts += [prose(steps[-1].ask), Content("")]
    parts.append(
        line(("You wrote: ", MUTED), wrote) if wrote else plain("You wrote nothing.", MUTED)
    )
    if steps[-1].compare:
        parts += [Content(""), plain("To lay beside it", "bold $primary"), prose(steps[-1].compare)]
    return [*parts, Content("")]


def length(scenario: LoadedScenario, found: Lengths) -> Content:
    """Return how many words and minutes the shortest, the average and the longest play have."""
    parts = [plain(f"To read, at {WORDS_A_MINUTE} words a minute", "bold $primary")]
    told: list[tuple[str, int | Fraction, int | Fraction]] = []
    if found.shortest is not None:
        told.append(("The shortest play", found.shortest.words, found.shortest.decisions))
    if found.words is not None and found.decisions is not None:
        told.append(("The average", found.words, found.decisions))
    if found.longest is not None:
        told.append(("The longest", found.longest.words, found.longest.decisions))
    for name, words, decisions in told:
        parts += [plain(name, MUTED), plain(f"  {length_in_words(words, decisions)}")]
    if found.why:
        parts.append(plain(f"The rest is not known. {found.why}", MUTED))
    said = f"The file says {counted(scenario.minutes, 'minute')}, with time to think."
    parts += [Content(""), plain(said), Content(""), plain(WORDS_RULE, MUTED)]
    return join(parts)


def findings(scenario: LoadedScenario, touched: Mapping[int, FindingTouched]) -> Content:
    """Return every finding with the choices that some play can make and that touch it."""
    parts: list[Content] = []
    for number, finding in scenario.case_review.findings.items():
        one = touched.get(number, FindingTouched())
        parts.append(line((f"{number} ", "bold $accent"), plain(finding.title, "bold")))
        for said, names in (("echoed by", one.echoed_by), ("acted on by", one.answered_by)):
            told = ", ".join(names) if names else "no choice"
            parts.append(line((f"  {said}: ", MUTED), told))
        parts.append(Content(""))
    return join(parts[:-1])


class Problems(OptionList):
    """What is wrong; taking one opens its place in the editor."""

    @dataclass
    class PlaceWanted(Message):
        """The author wants to see where a problem stands."""

        problem: Problem

    def __init__(self, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._problems: list[Problem] = []

    def show(self, problems: list[Problem], *, several_files: bool = False) -> None:
        """Show problems, errors told apart by sign and word; of several files, which one."""
        self._problems = problems
        self.clear_options()
        self.add_options(
            Option(_problem(problem, several_files), id=f"p{at}")
            for at, problem in enumerate(problems)
        )
        if not problems:
            self.add_option(Option(plain("Nothing is wrong.", MUTED), disabled=True))
        else:
            self.highlighted = 0

    @property
    def marked(self) -> Problem | None:
        """The problem that is marked."""
        at = self.highlighted
        return self._problems[at] if at is not None and at < len(self._problems) else None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self.marked is not None:
            self.post_message(self.PlaceWanted(self.marked))


def _problem(problem: Problem, several_files: bool) -> Content:
    sign, style = ("✖", "bold $error") if problem.severity == "error" else ("!", "bold $warning")
    name = f"{Path(problem.file).name}  " if several_files else ""
    place = f"{name}line {problem.line}  {problem.code}"
    parts = [line((f"{sign} ", style), problem.message), plain(f"  {place}", MUTED)]
    if problem.hint:
        parts.append(plain(f"  {problem.hint}", "$accent"))
    return join(parts)
