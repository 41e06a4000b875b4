"""The boundary of a whole program: rooms that break, folders that cannot be, a full disk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import scr_sim
from scr_sim import load
from scr_sim.services import Records
from tests import programs
from tests.app_driver import SMALL

HERE = Path(scr_sim.__file__).parent

ROOMS = {
    "cli": ("list",),
    "scenario": ("list",),
    "engine": ("replay", SMALL),
    "debriefs": ("debrief", "PLAY"),
    "exploration": ("explore", SMALL),
    "graph": ("graph", SMALL),
    "store": ("plays",),
    "plain": ("play", SMALL, "--plain"),
    "tui": ("preview", SMALL),
    "manuscripts": ("script", SMALL),
    "lsp": ("lsp",),
    "web": ("serve",),
}
BREAKS = """
import os, sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ.get("BROKEN_ROOM"):
            raise RuntimeError("broken on purpose")
sys.meta_path.insert(0, Broken())
if os.environ.get("BROKEN_ROOM") == "scr_sim.tui":
    import scr_sim.cli.launcher
    scr_sim.cli.launcher.why_no_screen = lambda: ""
"""


def program(
    *words: str, before: str = "", folder: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run scr-sim as a program of its own, with something done before it begins."""
    (folder / "sitecustomize.py").write_text(before, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "scr_sim", *words],
        input="",
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        env={**os.environ, "PYTHONPATH": f"{folder}:{HERE.parent}", **environment},
    )


def test_every_room_is_known() -> None:
    rooms = {path.parent.name for path in HERE.glob("*/__init__.py")}
    assert rooms <= {*ROOMS, "services", "text", "group"}
    assert {*ROOMS} <= rooms


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_that_cannot_be_loaded_is_one_sentence(room: str, tmp_path: Path) -> None:
    kept = Records.open().begin(load(SMALL), SMALL)
    words = [kept.id if word == "PLAY" else word for word in ROOMS[room]]
    done = program(*words, before=BREAKS, folder=tmp_path, BROKEN_ROOM=f"scr_sim.{room}")
    assert done.returncode == 1
    assert done.stderr.startswith("scr-sim had to stop (RuntimeError)")
    assert done.stderr.count("\n") == 1
    assert done.stdout.count("\n") <= 1  # the plain mode may have said what it is


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ("~nobody-of-that-name/x", "there is no such user"),
        ("FILE", "is a file and not a folder"),
        ("a" * 5000, "cannot be used"),
        ("FILE/below", "below"),
        ("\x1b]0;owned\x07", "�"),
        ("line\nbreak\x1b[2J~", "�"),
        ("\udcff\udcfe", "�"),
    ],
    ids=["user", "file", "long", "below", "title", "lines", "bytes"],
)
@pytest.mark.parametrize("words", [("plays",), ("list",), ("play", SMALL), (), ("debrief", "a")])
def test_a_folder_that_cannot_be_is_one_sentence(
    words: tuple[str, ...],
    chosen: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "file"
    file.write_text("", "utf-8")
    chosen = chosen.replace("FILE", str(file))
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    done = programs.run(*words, environment={**os.environ, "SCR_SIM_HOME": chosen})
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert err.count("\n") <= 2, err  # what is kept here, and what was kept before
    assert done.returncode in {0, 1}
    assert "had to stop" not in err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out + err)
    told = {"user", "file", "long"} & {*re.findall(r"[a-z]+", says)}
    if told:
        assert says in err
        assert done.returncode == 1


def test_a_nul_in_the_folders_name_is_told() -> None:
    from scr_sim.paths import HomeError

    # The system refuses it in an environment, so only the check itself can be asked.
    with pytest.raises(HomeError, match="NUL"):
        scr_sim.paths._possible(Path("a\0b"), "SCR_SIM_HOME")


def test_a_full_disk_under_standard_output_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scr_sim", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        "scr-sim: What was to be printed could not be written (No space left on device).\n"
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_crash(closed: str) -> None:
    for words in ("list", f"play {SMALL}", "plays --delete nothing"):
        done = subprocess.run(
            f"{sys.executable} -m scr_sim {words} {closed}",
            shell=True,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        assert "had to stop" not in done.stderr
