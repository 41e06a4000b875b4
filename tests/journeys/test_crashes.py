"""What a person sees when the screen breaks: the terminal put back, one sentence, a private log."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest

from scr_sim.services import Records
from tests.app_driver import SMALL
from tests.journeys.terminal import RUN, Terminal

#: Where the app is broken, by what is done before it begins: each in another part of its run.
BREAKS = {
    "widget": """
        import scr_sim.tui.widgets.story as story
        story.Story.tell = broken
    """,
    "worker": """
        import scr_sim.scenario
        scr_sim.scenario.check_files = broken
    """,
    "task": """
        import asyncio
        import scr_sim.tui.widgets.story as story
        async def later(): broken()
        def tell(*args, **more): asyncio.get_running_loop().create_task(later())
        story.Story.tell = tell
    """,
    "callback": """
        import asyncio
        import scr_sim.tui.widgets.story as story
        def tell(*args, **more): asyncio.get_running_loop().call_soon(broken)
        story.Story.tell = tell
    """,
    "timer": """
        import scr_sim.tui.widgets.story as story
        def tell(self, *args, **more): self.set_timer(0.001, broken)
        story.Story.tell = tell
    """,
    "keys": """
        import textual._xterm_parser as parser
        parser.XTermParser.feed = broken
    """,
    "store": """
        import scr_sim.store.repository as repository
        repository.Store.open = broken
    """,
    "style": """
        from scr_sim.tui.base import ScrApp
        ScrApp.CSS = "Screen { color: no-such-colour; broken"
    """,
    "import": """
        import sys
        class Finder:
            def find_spec(self, name, path=None, target=None):
                if name == "scr_sim.tui.screens.play":
                    broken()
        sys.meta_path.insert(0, Finder())
    """,
    "desk": """
        import scr_sim.tui.preview.desk as desk
        desk.DeskScreen.compose = broken
    """,
}
START = """
def broken(*args, **more):
    secret_words = "what the player wrote"
    raise RuntimeError("broken on purpose")
"""


def broken_terminal(
    home: Path, folder: Path, before: str, *words: str, at_loading: bool = False
) -> Terminal:
    """Run the program with something broken before it begins, or before it loads anything."""
    text = f"{START}\n{dedent(before)}\n"
    if not at_loading:
        return Terminal([*words], home, columns=200, before=text)
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(text, "utf-8")
    path = f"{folder}:{Path.cwd()}"
    return Terminal([*words], home, columns=200, program=RUN, PYTHONPATH=path)


@pytest.mark.parametrize("where", sorted(BREAKS))
def test_a_screen_that_breaks_says_one_sentence(where: str, home: Path, tmp_path: Path) -> None:
    command = "preview" if where == "desk" else "play"
    words, at_loading = (command, SMALL), where == "import"
    with broken_terminal(
        home, tmp_path / "site", BREAKS[where], *words, at_loading=at_loading
    ) as terminal:
        if where in {"widget", "task", "callback", "timer", "import"}:
            terminal.wait_for("You are: Class teacher")
            terminal.press("\r")
        if where == "keys":
            terminal.wait_for("scr-sim")
            terminal.press("\r")
        assert terminal.wait_for_end() == 1
        assert terminal.restored()
        # Rows end where the terminal does, also within a path.
        said = "".join(terminal.text.split("\n")).strip()
        assert re.fullmatch(
            r"scr-sim had to stop \((RuntimeError|KeysLostError|TokenError)\); what was "
            r"kept stays kept, and what went wrong is written in \S+\.log\.",
            said,
        ), terminal.text
        assert b"Traceback" not in terminal.raw
        assert b"what the player wrote" not in terminal.raw
    [log] = (home / "log").iterdir()
    assert log.stat().st_mode & 0o077 == 0
    if where not in {"keys", "style"}:
        assert "broken on purpose" in log.read_text("utf-8")


def test_a_thread_that_breaks_is_told_when_the_screen_is_gone(home: Path, tmp_path: Path) -> None:
    before = """
        import threading
        import scr_sim.tui.widgets.story as story
        tell = story.Story.tell
        def broken_tell(*args, **more):
            threading.Thread(target=broken).start()
            return tell(*args, **more)
        story.Story.tell = broken_tell
    """
    with broken_terminal(home, tmp_path / "site", before, "play", SMALL) as terminal:
        terminal.wait_for("You are: Class teacher")
        terminal.press("\r")
        terminal.wait_for("What do you do?")
        terminal.press("1")
        terminal.wait_for("The parent smiles.")
        assert "had to stop" not in terminal.text
        terminal.press("q")
        terminal.wait_for("practise professional curiosity")
        terminal.press("q")
        assert terminal.wait_for_end() == 1
        assert terminal.text.count("scr-sim had to stop (RuntimeError)") == 1
    [record] = Records.open(home).plays()
    assert [action.word for action in record.actions] == ["accept-account"]
