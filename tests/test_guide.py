"""The authors' guide: every command in it is run, in a folder of its own, as somebody would."""

from __future__ import annotations

import re
import shlex
from io import StringIO
from pathlib import Path

import pytest
import yaml

from scr_sim import paths
from scr_sim.cli.main import main
from scr_sim.scenario import check_files
from scr_sim.scenario.loader import PlaysFile

HOOKS = paths.assets().parent / ".pre-commit-hooks.yaml"
GUIDE = paths.scenarios() / "README.md"
BLOCKS = re.compile(r"^ *```(\w+)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
#: What opens a screen, and so is tried elsewhere, under a terminal.
SCREENS = {"preview"}


def blocks(kind: str) -> list[str]:
    return [text for found, text in BLOCKS.findall(GUIDE.read_text("utf-8")) if found == kind]


def commands() -> list[list[str]]:
    return [
        shlex.split(line) for text in blocks("sh") for line in text.splitlines() if line.strip()
    ]


def test_every_command_of_the_guide_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.stdin", StringIO("\n1\nq\n"))
    tried = []
    for program, command, *words in commands():
        assert program == "scr-sim"
        tried.append(command)
        if command in SCREENS:
            assert all(Path(word).is_file() for word in words if word.endswith(".yaml"))
            continue
        status = main([command, *words])
        out, err = capsys.readouterr()
        assert status == 0, (command, words, out, err)
        assert err == "", (command, words)
    told = "new check preview explain findings test play graph explore script schema"
    assert {*told.split()} <= {*tried}


def test_its_expected_plays_are_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [text] = [block for block in blocks("yaml") if "plays:" in block]
    monkeypatch.chdir(tmp_path)
    assert main(["new", "first-visit"]) == 0
    (tmp_path / "first-visit.plays.yaml").write_text(text, "utf-8")
    assert PlaysFile(tmp_path / "first-visit.plays.yaml").problems == []
    assert main(["test", "first-visit.yaml"]) == 0, capsys.readouterr().out


def test_its_example_of_every_part_is_sound_and_has_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [text] = [block for block in blocks("yaml") if "\nscenes:" in block]
    (tmp_path / "the-minutes.yaml").write_text(text, "utf-8")
    assert main(["check", str(tmp_path), "--strict"]) == 0, capsys.readouterr().out
    told = "cite sensitive trainer cost variants lines values go sure role reason compare review"
    for key in (*told.split(), "practice", "allow", "unit", "limit", "once", "locked", "unseen"):
        assert f"{key}: " in text or f"{key}:\n" in text, key


def test_it_says_how_the_program_is_found() -> None:
    [text] = blocks("console")
    assert {line.split()[0] for line in text.splitlines()} == {"pipx", "uv", "python3"}


def test_what_it_says_of_the_folder_is_so() -> None:
    kinds = {checked.kind for checked in check_files([paths.scenarios()])}
    assert kinds == {"scenario", "branch", "case"}
    for kind in ("scenario", "branch", "case", "review", "plays"):
        assert (paths.assets() / "schema" / f"{kind}.schema.json").is_file()
    hooks = {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}
    [listed] = [block for block in blocks("yaml") if "hooks:" in block]
    for name in re.findall(r"- id: (\S+)", listed):
        assert name in hooks


def test_the_hooks_look_at_scenarios_and_run_a_command_that_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for hook in yaml.safe_load(HOOKS.read_text("utf-8")):
        for name in ("scenarios/a.yaml", "mine/scenarios/b.yml", "reviews/family-m.yaml"):
            assert re.search(hook["files"], name)
            assert not re.search(hook["exclude"], name)
        assert not re.search(hook["files"], ".github/workflows/check.yaml")
        assert re.search(hook["exclude"], "scenarios/a.plays.yaml")
        program, *words = shlex.split(hook["entry"])
        assert program == "scr-sim"
        status = main([*words, str(paths.scenarios() / "headlice-account.yaml")])
        assert status == 0, capsys.readouterr().out
