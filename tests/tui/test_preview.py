"""The author's desk: it shows a scenario as it is written, and follows the file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from scr_sim.cli import launcher
from scr_sim.services import Records
from scr_sim.tui.preview import follower
from scr_sim.tui.preview.app import PreviewApp
from scr_sim.tui.preview.desk import DeskScreen
from scr_sim.tui.preview.editor import editor_command
from scr_sim.tui.preview.reader import Read, read
from scr_sim.tui.screens.page import PageScreen
from scr_sim.tui.themes import NAMES
from tests import stillness
from tests.app_driver import EVERYTHING, FILES, until
from tests.cli.test_expected_plays import run
from tests.scenario.small import REVIEW, TINY
from tests.scenario.test_branches import BRANCH
from tests.tui.test_contrast import faint_texts

#: So many turns of the app are waited for something before the test gives up: many seconds.


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "neighbour.yaml").write_text(BRANCH, "utf-8")
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY, "utf-8")
    return path


def desk(app: PreviewApp) -> DeskScreen:
    assert isinstance(app.screen, DeskScreen)
    return app.screen


def shown(app: PreviewApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@asynccontextmanager
async def opened(
    path: Path, size: tuple[int, int] = (140, 40), branches: tuple[str, ...] = ()
) -> AsyncIterator[tuple[PreviewApp, Pilot[int]]]:
    app = PreviewApp(path, branches)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: desk(app).newest is not None)
        yield app, pilot


async def saved(app: PreviewApp, pilot: Pilot[int], path: Path, text: str) -> None:
    """Save a file as editors do, by replacing it, and wait until the desk has read it."""
    before = desk(app).newest
    new = path.with_suffix(".tmp")
    new.write_text(text, "utf-8")
    new.replace(path)
    await until(pilot, lambda: desk(app).newest is not before)


async def test_it_opens_at_the_start_with_everything_in_sight(tiny: Path) -> None:
    async with opened(tiny) as (app, _):
        screen = shown(app)
        for words in ("door", "You knock.", "Wait a while", "trust 3", "0 errors", "○ wait → end"):
            assert words in screen


async def test_a_choice_goes_on_and_u_comes_back(tiny: Path) -> None:
    async with opened(tiny) as (app, pilot):
        await pilot.press("enter")  # the enquiry
        await until(pilot, lambda: desk(app).play.actions_taken == ("?ring",))  # type: ignore[union-attr]
        assert "It rings." in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: desk(app).play.finished)  # type: ignore[union-attr]
        assert "come to its ending" in shown(app)
        await pilot.press("u", "u")
        await until(pilot, lambda: desk(app).play.actions_taken == ())  # type: ignore[union-attr]


async def test_a_citing_choice_is_there_with_what_convinces_and_with_nothing(tiny: Path) -> None:
    async with opened(tiny) as (app, pilot):
        screen = shown(app)
        assert "ask@letter" in screen
        assert "ask@ citing nothing" in screen.replace("\n", " ") or "citing nothing" in screen
        await pilot.press("end", "enter")
        await until(pilot, lambda: desk(app).play.finished)  # type: ignore[union-attr]
        assert desk(app).play.actions_taken == ("ask@",)  # type: ignore[union-attr]


async def test_costs_are_shown_and_a_page_is_read_as_a_player_reads_it() -> None:
    async with opened(Path(EVERYTHING)) as (app, pilot):
        assert "2 hours · 4 left" in shown(app)
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await pilot.press("c", "escape")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        assert desk(app).play.actions_taken == ()  # type: ignore[union-attr]
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
        await pilot.press("c", "enter")
        await until(pilot, lambda: isinstance(app.screen, DeskScreen))
        assert desk(app).play.actions_taken == ("?minutes@form",)  # type: ignore[union-attr]
        await until(pilot, lambda: "3 hours · 2 left · not enough time" in shown(app))


async def test_a_jump_takes_the_shortest_way(tiny: Path) -> None:
    async with opened(tiny, branches=("neighbour",)) as (app, pilot):
        await pilot.press("m")
        await pilot.pause()
        names = [node.data for node in desk(app).map.root.children]
        here = desk(app).map.marked
        await pilot.press(*["down"] * 20, *["up"] * 40)
        desk(app).map.mark("fence")
        await until(pilot, lambda: desk(app).map.marked == "fence")
        await pilot.press("enter")
        await until(pilot, lambda: desk(app).play.scene == "fence")  # type: ignore[union-attr]
        assert desk(app).play.actions_taken == ("?look", "next-door")  # type: ignore[union-attr]
        assert (here, set(names)) == ("door", {"door", "fence", "end"})


async def test_a_save_is_read_at_once_and_the_author_stays_where_they_were(tiny: Path) -> None:
    async with opened(tiny) as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: desk(app).play.actions_taken == ("?ring",))  # type: ignore[union-attr]
        await saved(app, pilot, tiny, TINY.replace("You knock.", "You knock twice."))
        assert desk(app).play.actions_taken == ("?ring",)  # type: ignore[union-attr]
        await pilot.press("u")
        await until(pilot, lambda: "You knock twice." in shown(app))


async def test_what_no_longer_holds_is_told_and_the_rest_stays(tiny: Path) -> None:
    async with opened(tiny) as (app, pilot):
        await pilot.press("enter", "enter")
        await until(pilot, lambda: desk(app).play.finished)  # type: ignore[union-attr]
        assert desk(app).play.actions_taken == ("?ring", "wait")  # type: ignore[union-attr]
        await saved(app, pilot, tiny, TINY.replace("id: wait", "id: linger"))
        await until(pilot, lambda: "cannot be taken any more" in shown(app))
        assert desk(app).play.actions_taken == ("?ring",)  # type: ignore[union-attr]
        assert desk(app).play.scene == "door"  # type: ignore[union-attr]


async def test_a_broken_save_tells_its_problems_and_the_last_good_version_stays(tiny: Path) -> None:
    async with opened(tiny) as (app, pilot):
        await saved(app, pilot, tiny, TINY.replace("next: end", "next: nowhere", 1))
        await until(pilot, lambda: "the last good version stays" in shown(app))
        assert "You knock." in shown(app)
        await pilot.press("p")
        await until(pilot, lambda: "unknown-scene" in shown(app))
        await saved(app, pilot, tiny, TINY)
        await until(pilot, lambda: "Nothing is wrong." in shown(app))
        assert "0 errors" in shown(app)


async def test_a_file_that_is_broken_from_the_start_is_mended_at_the_desk(tiny: Path) -> None:
    tiny.write_text("format: 1\nid: tiny\n  oops: [", "utf-8")
    async with opened(tiny, (80, 24)) as (app, pilot):
        await until(pilot, lambda: "yaml" in shown(app))
        assert "Opened with 1 error" in shown(app)
        await pilot.press("c")
        await until(pilot, lambda: "It cannot be played as it stands." in shown(app))
        await saved(app, pilot, tiny, TINY)
        await until(pilot, lambda: "You knock." in shown(app))
        assert "Read again. 0 errors, 0 warnings." in shown(app)


async def test_a_branchs_file_is_followed_too(tiny: Path) -> None:
    async with opened(tiny, branches=("neighbour",)) as (app, pilot):
        branch = tiny.parent / "neighbour.yaml"
        await saved(app, pilot, branch, BRANCH.replace("Go next door", "Go round the back"))
        scene = desk(app).play.scenario.scenes["door"]  # type: ignore[union-attr]
        assert [c.label for c in getattr(scene, "choices", ())][-1] == "Go round the back"


async def test_a_problem_says_in_which_of_two_files_it_is(tiny: Path) -> None:
    async with opened(tiny, branches=("neighbour",)) as (app, pilot):
        branch = tiny.parent / "neighbour.yaml"
        line = BRANCH.replace("label: Ring, next: end", "label: Ring, next: nowhere")
        assert line != BRANCH
        branch.write_text(line, "utf-8")
        await pilot.press("p")
        await until(pilot, lambda: "neighbour.yaml  line " in shown(app))


async def test_what_only_exploring_finds_is_marked_on_the_map(tiny: Path) -> None:
    text = TINY.replace("label: Wait a while\n", "label: Wait a while\n        if: trust > 3\n")
    tiny.write_text(text, "utf-8")
    async with opened(tiny) as (app, pilot):
        assert "□ door  !1" in shown(app)
        await pilot.press("p")
        await until(pilot, lambda: "never-available" in shown(app))


async def test_findings_name_the_choices_that_touch_them(tiny: Path) -> None:
    async with opened(tiny) as (app, pilot):
        await pilot.press("f")
        await until(pilot, lambda: "echoed by: door.wait" in shown(app))
        assert "no choice" in shown(app)


async def test_the_editor_is_opened_at_the_line(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_at: list[tuple[Path, int]] = []
    monkeypatch.setattr(DeskScreen, "_edit", lambda _, file, at: opened_at.append((file, at)))
    async with opened(tiny) as (app, pilot):
        await pilot.press("e")
        await until(pilot, lambda: bool(opened_at))
        lines = TINY.splitlines()
        assert lines[opened_at[0][1] - 1] == "  door:"
        await saved(app, pilot, tiny, TINY.replace("next: end", "next: nowhere", 1))
        await pilot.press("p")
        await until(pilot, lambda: desk(app).problems.has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: len(opened_at) == 2)
        assert "next: end" in lines[opened_at[1][1] - 1]


async def test_without_an_editor_it_says_how_to_set_one(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with opened(tiny) as (app, pilot):
        await pilot.press("e")
        await until(pilot, lambda: "EDITOR=nano" in shown(app))


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("vim", ["vim", "+7", "a b.yaml"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "a b.yaml"]),
        ("code --wait", ["code", "--wait", "--goto", "a b.yaml:7"]),
        ("hx", ["hx", "a b.yaml:7"]),
        ("ed", ["ed", "a b.yaml"]),
        ("'unended", None),
        ("", None),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(setting: str, words: list[str] | None) -> None:
    assert editor_command(Path("a b.yaml"), 7, {"EDITOR": setting}) == words
    assert editor_command(Path("a b.yaml"), 7, {"VISUAL": setting, "EDITOR": ""}) == words


@pytest.mark.parametrize("size", [(140, 40), (80, 24), (60, 20), (40, 12)])
async def test_every_size_and_every_view_holds(size: tuple[int, int]) -> None:
    async with opened(FILES / "hostile.yaml", size) as (app, pilot):
        for key in ("m", "down", "enter", "p", "s", "f", "n", "c", "question_mark", "escape"):
            await pilot.press(key)
            await pilot.pause()
        assert desk(app).play is not None


@pytest.mark.parametrize("theme", NAMES)
async def test_every_text_can_be_read_in_the_colours_that_were_chosen(
    theme: str, tiny: Path
) -> None:
    records = Records.open()
    records.settings.theme = theme
    records.close()
    tiny.write_text(TINY.replace("label: Ring\n", "label: Ring\n          if: told\n"), "utf-8")
    async with opened(tiny) as (app, pilot):
        assert app.theme == theme
        for key in ("m", "p", "s", "f", "c", "end"):
            await pilot.press(key)
            await pilot.pause()
            assert faint_texts(app) == {}, key
        await saved(app, pilot, tiny, TINY.replace("next: end", "next: nowhere", 1))
        await pilot.press("p")
        await until(pilot, lambda: "unknown-scene" in shown(app))
        assert faint_texts(app) == {}


async def test_without_colour_there_is_none(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(tiny) as (app, _):
        assert app.theme == "ansi-dark"
        assert "▸□ door" in shown(app)


async def test_keys_fit_and_help_tells_the_rest(tiny: Path) -> None:
    async with opened(tiny, (80, 24)) as (app, pilot):
        footer = shown(app).splitlines()[-1]
        assert footer.strip().startswith("? Help  q Quit")
        assert "Edit" in footer
        await pilot.press("question_mark")
        await until(pilot, lambda: "The desk" in shown(app))
        assert "Next problem" in shown(app)


def test_where_there_is_no_terminal_it_says_so(
    tiny: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "preview", str(tiny))
    assert status == 2
    assert "needs a terminal" in err


def test_a_file_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "preview", "not-there.yaml")
    assert status == 1
    assert "scr-sim new" in err
    assert run(capsys, "preview", "headlise-account")[0] == 1


def test_it_is_started_by_its_command(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[tuple[Path, tuple[str, ...]]] = []

    def start(path: Path, branches: tuple[str, ...]) -> int:
        started.append((path, branches))
        return 0

    monkeypatch.setattr(launcher, "why_no_screen", lambda: "")
    monkeypatch.setattr(launcher, "start_desk", start)
    assert run(capsys, "preview", str(tiny), "--branch", "neighbour")[0] == 0
    assert started == [(tiny, ("neighbour",))]


class Held:
    """A check of the files that waits until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = Event(), Event()
        self.count = 0
        monkeypatch.setattr(follower, "read", self.read)

    def read(self, path: Path, branches: tuple[str, ...]) -> Read:
        self.count += 1
        with stillness.held_back():
            self.begun.set()
            assert self.go_on.wait(60)
        return read(path, branches)


async def test_keys_act_while_the_files_are_checked(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tiny) as (app, pilot):
        held = Held(monkeypatch)
        try:
            tiny.write_text(TINY.replace("You knock.", "You ring."), "utf-8")
            await pilot.press("r")
            await until(pilot, held.begun.is_set)
            assert "checking …" in shown(app)
            await pilot.press("down", "enter")
            await until(pilot, lambda: desk(app).play.scene == "end")  # type: ignore[union-attr]
            assert "It ends." in shown(app)
            await pilot.press("u")
            await pilot.pause()
            assert "You knock." in shown(app)
            assert "checking …" in shown(app)
        finally:
            held.go_on.set()
        await until(pilot, lambda: "You ring." in shown(app))
        assert "checking …" not in shown(app)


async def test_what_was_saved_last_counts(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(tiny) as (app, pilot):
        held = Held(monkeypatch)
        try:
            await pilot.press("r")
            await until(pilot, held.begun.is_set)
            before = desk(app).newest
            tiny.write_text(TINY.replace("You knock.", "You ring."), "utf-8")
            await pilot.press("r")
            await until(pilot, lambda: held.count >= 2)
            assert desk(app).newest is before
        finally:
            held.go_on.set()
        await until(pilot, lambda: "You ring." in shown(app))


async def test_the_map_follows_a_play_without_being_made_anew(tiny: Path) -> None:
    async with opened(tiny) as (app, pilot):
        nodes = list(desk(app).map.root.children)
        await pilot.press("down", "enter")
        await until(pilot, lambda: desk(app).play.scene == "end")  # type: ignore[union-attr]
        assert list(desk(app).map.root.children) == nodes
        marked = [str(node.label) for node in nodes if str(node.label).startswith("▸")]
        assert len(marked) == 1
        assert "end" in marked[0]
