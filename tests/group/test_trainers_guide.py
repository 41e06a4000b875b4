"""The trainer's guide: its commands are run, and what it says of the record is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest

from scr_sim import load, paths
from scr_sim.cli import exercises, launcher
from scr_sim.cli.main import main
from scr_sim.group import events as e
from scr_sim.group.server.addresses import Served
from scr_sim.group.server.application import listen
from scr_sim.group.server.host import Host
from scr_sim.group.server.log_file import LogFile
from scr_sim.group.shared_types import Joining, Recording, Rule
from scr_sim.text.commands import GLOSSARY, HELP, PALETTE
from scr_sim.text.group_commands import CONSOLE
from scr_sim.text.support import support
from scr_sim.tui.group import console_app
from tests.app_driver import SMALL
from tests.group.told import Told

GUIDE = paths.assets() / "trainers-guide.md"


def blocks(kind: str) -> list[list[str]]:
    text = GUIDE.read_text("utf-8")
    found = re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in found for line in block.splitlines()]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    return tmp_path


def log_of(folder: Path) -> Path:
    """Keep the log of a room that was ended before its first decision."""
    told = Told(load(SMALL))
    told.events[0] = told.events[0].model_copy(update={"scenario": SMALL})
    person = told.join("office")
    told.move("vote")
    told.vote({person: "accept-account"})
    told.add(e.RecordWanted(at=told.now, person=1))
    told.add(e.Ended(at=told.now, early=True))
    log = LogFile.create(folder / "room.log")
    log.add(told.events)
    log.close()
    return folder / "room.log"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have consoles and walls note that they were opened, and any port that is free."""
    opened: list[str] = []

    def console(host: Host, served: Served, *_: object, **__: object) -> int:
        opened.append(f"{host.exercise.scenario.id} {served.address}")
        return 0

    def wall(address: str, key: str) -> int:
        opened.append(f"wall {address} {key}")
        return 0

    monkeypatch.setattr(console_app, "run", console)
    monkeypatch.setattr(exercises, "listen", lambda port, *, lan: listen(0, lan=False))
    monkeypatch.setattr(launcher, "why_no_exercise", lambda: "")
    monkeypatch.setattr(launcher, "start_wall", wall)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: "abcd")
    return opened


def test_every_command_of_the_guide_works(
    folder: Path, capsys: pytest.CaptureFixture[str], shown: list[str]
) -> None:
    commands = blocks("sh")
    assert {words[1] for words in commands} == {"list", "script", "group", "wall"}
    log = log_of(folder)
    [export] = blocks("console")
    names = {"LOG": str(log), "FOLDER": "record", "ADDRESS": "http://192.168.1.7:8000"}
    for program, *words in [*commands, export]:
        assert program == "scr-sim"
        assert main([names.get(word, word) for word in words]) == 0, capsys.readouterr()
        assert capsys.readouterr().err == ""
    began = [one.partition(" ")[0] for one in shown]
    assert began == [*["headlice-account"] * 5, "wall", "small"]
    assert "wall http://192.168.1.7:8000 abcd" in shown
    assert (folder / "handouts.html").is_file()
    told = set(re.findall(r"^- `([^`]+)`:", GUIDE.read_text("utf-8"), re.MULTILINE))
    written = {re.sub(r"\d+", "NN", path.name) for path in (folder / "record").iterdir()}
    assert written == told


def test_it_names_every_option_and_every_key() -> None:
    guide = GUIDE.read_text("utf-8")
    for option in ("lan", "port", "try", "rule", "lead", "joining", "recording", "resume"):
        assert f"--{option}" in guide
    for kind in (Rule, Joining, Recording):
        for value in get_args(kind):
            assert f"`{value}`" in guide
    written = {"space": "Space", "left_square_bracket": "[", "right_square_bracket": "]"}
    first = {one.keys.split(",")[0] for one in CONSOLE if one not in (HELP, GLOSSARY, PALETTE)}
    keys = {written.get(key, key) for key in first}
    cells = re.findall(r"^\| (`.`(?: `.`)?|Space) \|", guide, re.MULTILINE)
    assert {key.strip("`") for cell in cells for key in cell.split()} == keys


def test_it_is_printed_with_whom_to_talk_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group", "--guide"]) == 0
    told = capsys.readouterr().out
    for line in support().lines:
        assert line.number in told
    for wanted in ("Ninety minutes", "Forty-five minutes", "Guest Wi-Fi", "hotspot", "Hands only"):
        assert wanted in told


def test_a_log_that_is_none_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group", "--export", "no.log", "record"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "no.log cannot be read" in err
    assert not Path("record").exists()


def test_a_folder_that_cannot_be_is_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = log_of(folder)
    (folder / "file").write_text("", "utf-8")
    assert main(["group", "--export", str(log), str(folder / "file" / "below")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_without_a_scenario_it_says_what_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["group"]) == 2
    assert "scr-sim list" in capsys.readouterr().err
