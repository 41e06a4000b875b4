"""The command line: words in, words out, and the exit status that tools rely on."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from scr_sim import load
from scr_sim.cli.main import main
from scr_sim.services import Records
from tests.app_driver import BUNDLED, FILES, SMALL


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("SCR_SIM_HOME", str(folder))
    return folder


class Done(NamedTuple):
    """What a command ended with, and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def run(*words: str) -> Done:
    """Run a command in this interpreter, as starting one takes longer than most commands."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(words)
    return Done(status, out.getvalue(), err.getvalue())


def run_as_program(*words: str) -> subprocess.CompletedProcess[str]:
    """Run scr-sim as a program of its own, with nothing typed."""
    return subprocess.run(
        [sys.executable, "-m", "scr_sim", *words],
        input="",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def played(*actions: str) -> str:
    """Keep a play of the small scenario and return its id."""
    kept = Records.open().begin(load(SMALL), SMALL)
    for action in actions:
        kept.take(action)
    return kept.id


def test_what_ships_is_clean() -> None:
    root = FILES.parent.parent
    done = run("check", str(root / "scenarios"), str(root / "assets" / "reviews"), "--strict")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_check_tells_every_problem_and_fails(tmp_path: Path) -> None:
    broken = Path(SMALL).read_text(encoding="utf-8")
    broken = broken.replace("next: desk", "next: desc").replace(
        "notes: [says-sent]", "notes: [says-snt]"
    )
    broken = broken.replace("{go: desk}", "{go: dsk}").replace("minutes: 5", "minutes: five")
    path = tmp_path / "broken.yaml"
    path.write_text(broken, encoding="utf-8")
    (tmp_path / "review.yaml").write_text(
        (FILES / "small-review.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    done = run("check", str(path))
    assert done.returncode == 1
    for code in ("unknown-note", "unknown-scene", "wrong-type"):
        assert f"[{code}]" in done.stdout
    assert "Did you mean “says-sent”?" in done.stdout
    assert f"{path}:8:10: error [wrong-type]" in done.stdout
    as_json = json.loads(run("check", str(path), "--format", "json").stdout)
    assert {p["code"] for p in as_json} >= {"unknown-note", "unknown-scene", "wrong-type"}
    assert set(as_json[0]) == {"severity", "code", "message", "file", "line", "column", "hint"}
    github = run("check", str(path), "--format", "github").stdout.splitlines()
    assert any(line.startswith(f"::error file={path},line=8,col=10,") for line in github)
    sarif = json.loads(run("check", str(path), "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    regions = [
        result["locations"][0]["physicalLocation"]["region"]
        for result in sarif["runs"][0]["results"]
    ]
    assert {"startLine": 8, "startColumn": 10} in regions


def test_warnings_fail_only_when_strict(tmp_path: Path) -> None:
    text = Path(SMALL).read_text(encoding="utf-8")
    text = text.replace(
        "start: gate\n", "  spare: {kind: record, from: You, text: Spare.}\nstart: gate\n", 1
    )
    path = tmp_path / "warned.yaml"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "review.yaml").write_text(
        (FILES / "small-review.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert run("check", str(path)).returncode == 0
    strict = run("check", str(path), "--strict")
    assert strict.returncode == 1
    assert "[unused-note]" in strict.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "nowhere.yaml"],
        ["nonsense"],
        ["check", ".", "--format", "xml"],
        ["play", "a", "b"],
    ],
)
def test_wrong_use_ends_with_2(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_replay_prints_the_answer() -> None:
    done = run_as_program(
        "replay", SMALL, "?ring-office", "show-tray@says-sent,tray-empty", "escalate", "--json"
    )
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "scenario",
        "branches",
        "finished",
        "ending",
        "scene",
        "variables",
        "notes",
        "visited",
        "available",
        "steps",
        "findings",
    ]
    assert answer["ending"] == "half"
    assert answer["findings"]["2"] == {"echoed": 0, "answered": 1, "steps": [1]}


def test_a_replay_that_cannot_be_says_why_on_standard_error() -> None:
    done = run_as_program("replay", SMALL, "?ring-office", "tell-nobody", "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Action 2, “tell-nobody”" in done.stderr
    assert "accept-account" in done.stderr
    assert "tell-head" in done.stderr


def test_list_names_the_scenarios() -> None:
    listed = json.loads(run("list", "--json").stdout)
    assert {entry["id"] for entry in listed} >= set(BUNDLED)
    assert all(entry["usable"] for entry in listed)
    assert "headlice-account" in run("list").stdout


def test_a_broken_scenario_is_listed_with_its_problems(home: Path) -> None:
    (home / "scenarios").mkdir(parents=True)
    (home / "scenarios" / "broken.yaml").write_text("format: 1\nscenes: [", encoding="utf-8")
    listed = json.loads(run("list", "--json").stdout)
    broken = [entry for entry in listed if not entry["usable"]]
    assert len(broken) == 1
    assert broken[0]["problems"][0]["code"] == "yaml"
    assert "cannot be played" in run("list").stdout


def test_plays_are_listed_debriefed_and_deleted(tmp_path: Path) -> None:
    play = played("accept-account", "accept")
    listed = json.loads(run("plays", "--json").stdout)
    assert [(p["id"], p["ending"], p["actions"]) for p in listed] == [
        (play, "shut", ["accept-account", "accept"])
    ]
    markdown = run("debrief", play).stdout
    assert "Nobody looked" in markdown
    page = tmp_path / "page.html"
    assert run("debrief", play, "--format", "html", "--out", str(page)).returncode == 0
    assert page.stat().st_mode & 0o077 == 0  # it holds what the player wrote
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(run("debrief", play, "--format", "json").stdout)["finished"] is True
    assert run("plays", "--delete", play).returncode == 0
    assert json.loads(run("plays", "--json").stdout) == []
    gone = run("debrief", play)
    assert gone.returncode == 1
    assert gone.stderr.count("\n") == 1


def test_without_a_terminal_the_plain_mode_starts_by_itself() -> None:
    done = run_as_program("play", SMALL)
    assert done.returncode == 0
    first = done.stdout.splitlines()[0]
    assert first.startswith("Plain mode")
    assert "not a terminal" in first
    assert "\x1b" not in done.stdout


def test_an_unknown_scenario_is_told_in_one_sentence() -> None:
    done = run("play", "headlice-acount")
    assert done.returncode == 1
    assert "Did you mean “headlice-account”?" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("family-m", "It is a case: name one of its scenarios."),
        ("housing-visit", "It is a branch: name its scenario, and it with “--branch”."),
    ],
)
def test_what_is_there_and_no_scenario_is_told_what_it_is(name: str, hint: str) -> None:
    done = run("explore", name)
    assert done.returncode == 1
    assert done.stderr == f"scr-sim: There is no scenario “{name}”. {hint}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--format", "pdf", SMALL),
        ("record", "--format", "pdf"),
        ("explore", SMALL, "--limit", "many"),
        ("explore", SMALL, "--limit", "0"),
    ],
)
def test_what_an_option_cannot_be_is_told_in_no_librarys_words(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    *_, said = done.stderr.splitlines()
    assert said.startswith(
        f"Error: Invalid value for '{words[-2 if words[-1] != SMALL else -3]}': "
    )
    for theirs in ("Value error", "Input should", "unable to parse"):
        assert theirs not in said


def test_a_closed_pipe_is_no_crash() -> None:
    done = subprocess.run(
        f"{sys.executable} -m scr_sim replay {SMALL} --json | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""


def test_check_finds_passages_that_never_end_in_some_play() -> None:
    done = run("check", str(FILES / "endless.yaml"), "--format", "json")
    assert done.returncode == 1
    [problem] = json.loads(done.stdout)
    assert (problem["code"], problem["line"]) == ("passage-loop", 20)
    assert "around, again" in problem["message"]


def test_a_name_is_looked_for_in_the_present_folder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "my-case").returncode == 0
    done = run("graph", "my-case")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("My case\n")


def test_what_is_of_no_place_names_none() -> None:
    done = run("graph", "nowhere")
    assert done.returncode == 1
    assert done.stderr.startswith("scr-sim: There is no scenario “nowhere”. Known are ")


def test_check_ends_as_it_would_where_its_reader_has_gone(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("format: 1\n" * 2, encoding="utf-8")
    program = [sys.executable, "-m", "scr_sim", "check", str(tmp_path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as checking:
        assert checking.stdout is not None
        assert checking.stderr is not None
        checking.stdout.close()
        assert checking.wait() == 1
        assert checking.stderr.read() == b""
