"""The one door: whatever is said, nothing drives a terminal, forges a line or is lost from JSON."""

from __future__ import annotations

import ast
import io
import json
import re
import sqlite3
from pathlib import Path

import pyte
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scr_sim
from scr_sim import load, output, plain
from scr_sim.cli.main import main
from scr_sim.services import Records
from scr_sim.store.database import NAME
from tests.app_driver import SMALL
from tests.profiles import examples

HERE = Path(scr_sim.__file__).parent
DOOR = HERE / "output.py"
#: Said to a terminal as they are, each of these does something that is not writing.
HOSTILE = (
    "\x1b]0;owned\x07",
    "\x1b[2J\x1b[H",
    "\x9b31m",
    "a\rb",
    "a\nforged  line",
    "a\x0bb\x0cc\x85d\u2028e\u2029f",
    "\u202etxt.exe",
    "\u2067turned\u2066",
    "\x00\x08\x7f",
    "\udcff",
)
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("SCR_SIM_HOME", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


class Titled(pyte.Screen):
    """A terminal that notes what titles its window was given."""

    def __init__(self, columns: int, lines: int) -> None:
        self.titles: list[str] = []
        super().__init__(columns, lines)

    def set_title(self, param: str) -> None:
        self.titles.append(param)


def writes(path: Path) -> list[str]:
    """Return the places of a module that write by themselves."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="print")):
                found.append(f"{path.name}:{node.lineno}: print")
            case ast.Call(func=ast.Attribute(attr="echo" | "secho" | "write" | "writelines")):
                found.append(f"{path.name}:{node.lineno}: {ast.unparse(node.func)}")
    return found


#: A log and a file that was asked for are no terminal; they are written by these.
FILES = {
    "whole_files.py:stream.write",
    "crash_log.py:stream.write",
    "new.py:stream.write",
    "rename.py:found.write",
}


def test_nothing_but_the_door_writes() -> None:
    modules = [*HERE.glob("*.py"), *HERE.glob("cli/**/*.py"), *HERE.glob("plain/**/*.py")]
    assert DOOR in modules
    found = [place for path in modules if path != DOOR for place in writes(path)]
    assert {re.sub(r":\d+: ", ":", place) for place in found} <= FILES, found


@given(st.text(st.characters(), max_size=60))
def test_a_line_is_one_line_and_drives_nothing(text: str) -> None:
    safe = output.safe_line(text)
    assert not UNSAFE.search(safe)
    assert "\n" not in safe
    safe.encode("utf-8")
    assert output.safe_line(safe) == safe


@given(st.text(st.characters(), max_size=60))
def test_a_text_keeps_its_lines(text: str) -> None:
    safe = output.safe_text(text)
    assert not UNSAFE.search(safe.replace("\t", ""))
    assert safe.count("\n") == text.count("\n")


@given(
    st.recursive(
        st.text(st.characters(), max_size=12) | st.integers() | st.booleans() | st.none(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(), max_size=6), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_json_means_the_same_and_drives_nothing(data: object) -> None:
    text = output.safe_json(json.dumps(data, ensure_ascii=False, indent=2))
    assert not UNSAFE.search(text)
    assert json.loads(text) == data


@settings(max_examples=examples(200), suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=8), max_size=6))
def test_a_terminal_shows_what_was_said_and_does_nothing_else(parts: list[str]) -> None:
    out = io.StringIO()
    output.tell("before", "".join(parts)[:70], "after", to=out)
    screen = Titled(200, 6)
    pyte.Stream(screen).feed(out.getvalue().replace("\n", "\r\n"))
    assert screen.display[0].rstrip() == "before"
    assert screen.display[2].rstrip() == "after"
    assert (screen.cursor.x, screen.cursor.y, screen.titles) == (0, 3, [])
    assert all(cell.fg == "default" for row in screen.buffer.values() for cell in row.values())


def spoilt(hostile: str) -> str:
    """Keep a play whose words were changed by somebody's hand; return its id."""
    records = Records.open()
    kept = records.begin(load(SMALL), SMALL)
    for action in ("accept-account", "accept"):
        kept.take(action, reason=hostile.encode("utf-8", "replace").decode("utf-8"))
    records.close()
    connection = sqlite3.connect(Path("home") / NAME, isolation_level=None)
    text = hostile.encode("utf-8", "replace").decode("utf-8")
    connection.execute("UPDATE plays SET title = ?, ending_title = ?", (text, text))
    connection.execute("UPDATE actions SET label = ?, offered = '[]'", (text,))
    connection.close()
    return kept.id


COMMANDS = (
    ("plays",),
    ("plays", "--json"),
    ("history",),
    ("history", "--csv"),
    ("history", "--json"),
    ("history", "--search", "HOSTILE"),
    ("debrief", "PLAY"),
    ("debrief", "PLAY", "--format", "json"),
    ("debrief", "PLAY", "--format", "html"),
    ("graph", SMALL, "--play", "PLAY"),
    ("play", "--resume", "PLAY", "--plain"),
    ("list",),
    ("list", "--json"),
    ("debrief", "HOSTILE"),
    ("play", "HOSTILE"),
    ("play", "--resume", "HOSTILE"),
    ("replay", SMALL, "HOSTILE"),
    ("replay", "HOSTILE"),
    ("check", "HOSTILE"),
    ("check", "folder"),
    ("check", "folder", "--format", "json"),
    ("check", "folder", "--format", "github"),
    ("check", "folder", "--format", "sarif"),
    ("check", SMALL, "--format", "HOSTILE"),
    ("explain", "HOSTILE"),
    ("explore", "HOSTILE"),
    ("explore", SMALL, "--branch", "HOSTILE"),
    ("graph", "HOSTILE"),
    ("graph", SMALL, "--play", "HOSTILE"),
    ("graph", SMALL, "--out", "nowhere/HOSTILE"),
    ("test", "HOSTILE"),
    ("new", "HOSTILE"),
    ("new", "fresh", "--branch-of", "HOSTILE"),
    ("preview", "HOSTILE"),
    ("plays", "--delete", "HOSTILE"),
    ("plays", "--delete", "PLAY"),
    ("--HOSTILE",),
    ("HOSTILE",),
)


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_command_lets_anything_through(
    hostile: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    play = spoilt(hostile)
    for folder in (tmp_path / "folder", tmp_path / "home" / "scenarios"):
        folder.mkdir(parents=True)
        name = hostile.replace("\x00", "") + ".yaml"
        (folder / name).write_text(f"title: {json.dumps(hostile)}\n{hostile!r}: 1\n", "utf-8")
    for words in COMMANDS:
        monkeypatch.setattr("sys.stdin", io.StringIO("n\ns\nd\nq\n"))
        said = [word.replace("PLAY", play).replace("HOSTILE", hostile) for word in words]
        main(said)
        out, err = capsys.readouterr()
        assert not UNSAFE.search(out.replace("\t", "") + err), (words, out, err)
        assert "forged  line" not in re.split("\n", out + err), words
        if "--json" in words:
            json.loads(out)


def test_what_is_written_to_a_file_drives_nothing_either(tmp_path: Path) -> None:
    play = spoilt("\x1b]0;owned\x07")
    for kind in ("md", "html", "json"):
        assert main(["debrief", play, "--format", kind, "--out", f"it.{kind}"]) == 0
        text = (tmp_path / f"it.{kind}").read_text("utf-8")
        assert not UNSAFE.search(text.replace("\t", ""))


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_the_plain_mode_lets_nothing_through(hostile: str) -> None:
    out = io.StringIO()
    typed = [hostile.replace("\n", " "), "", "n", "r", "1", hostile.replace("\n", " "), "l"]
    status = plain.run(SMALL, why=hostile, stdin=io.StringIO("\n".join([*typed, ""])), stdout=out)
    assert status == 0
    assert not UNSAFE.search(out.getvalue())
