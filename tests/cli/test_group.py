"""scr-sim group and scr-sim wall: what goes wrong is told in one sentence, and nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scr_sim.cli.main import main
from scr_sim.group.events import Acted, Joined, line_of
from scr_sim.group.server.addresses import Served
from scr_sim.group.server.host import Host


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("scr_sim.cli.launcher.why_no_screen", lambda: "")
    return tmp_path / "home"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Hold nothing, and give what would have been held."""
    found: dict[str, Any] = {}

    def run(host: Host, served: Served, listening: object, **more: Any) -> int:
        host._log.close()
        found.update(host=host, served=served, **more)
        return 0

    monkeypatch.setattr("scr_sim.tui.group.console_app.run", run)
    return found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["group"], "name a scenario. “scr-sim list” lists them."),
        (["group", "x", "--resume", "log"], "--resume goes on with what its log began"),
        (["group", "headlice-account", "--rule", "lead"], "needs --lead with an agency's id."),
        (["group", "headlice-account", "--port", "0", "--lead", "x"], "there is no agency “x”"),
        (["group", "--resume", "nowhere.jsonl"], "The log nowhere.jsonl cannot be opened"),
        (["wall", "ftp://x", "KEY"], "“ftp://x” is no address; it looks like"),
        (["wall", "http://x:seven", "KEY"], "is no address; it looks like"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_one_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) != 0
    err = capsys.readouterr().err
    assert said in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [["group", "headlice-account"], ["wall", "x", "KEY"]])
@pytest.mark.parametrize("missing", ["aiohttp", "segno", "ifaddr"])
def test_a_missing_library_is_told_with_how_to_install_it(
    words: list[str],
    missing: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(
        "scr_sim.cli.launcher.find_spec", lambda name: None if name == missing else object()
    )
    assert main(words) == 2
    err = capsys.readouterr().err
    assert "“pip install 'scr-sim[group]'” installs them." in err
    assert len(err.strip().splitlines()) == 1


def test_nothing_is_held_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scr_sim.cli.launcher.why_no_screen", lambda: "output is not a terminal")
    assert main(["group", "headlice-account"]) == 2
    assert "needs a terminal, but output is not a terminal." in capsys.readouterr().err


def test_what_is_left_is_told_with_how_to_go_on_and_goes_on_the_same(
    held: dict[str, Any], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["group", "cancelled-icpc", "--port", "0", "--rule", "consensus"]) == 0
    first = held["host"].room.opened
    out = capsys.readouterr().out
    assert f"scr-sim group --resume {held['host'].log}" in out
    assert str(home) in held["host"].log
    assert first.wall_key not in out
    assert first.console_key not in out
    assert main(["group", "--resume", held["host"].log]) == 0
    assert held["host"].room.opened == first
    assert first.rule == "consensus"


def test_records_that_cannot_be_used_do_not_keep_a_room_from_beginning(
    held: dict[str, Any], home: Path
) -> None:
    home.mkdir()
    (home / "records.sqlite3").write_bytes(b"no database" * 2000)
    assert main(["group", "headlice-account", "--port", "0"]) == 0
    assert held["host"].room.opened.scenario == "headlice-account"
    assert "records" in held["said"]
    assert main(["group", "--resume", held["host"].log]) == 0
    assert "records" in held["said"]


def test_without_lan_only_this_machine_is_served(held: dict[str, Any]) -> None:
    assert main(["group", "cancelled-icpc", "--port", "0"]) == 0
    assert held["served"].shown == "127.0.0.1"
    assert held["said"] == ""


@pytest.mark.parametrize(
    ("addresses", "said"),
    [
        ((), "No network was found"),
        (("10.0.0.7",), "Phones of this network open http://10.0.0.7:"),
        (
            ("10.0.0.7", "192.168.137.1"),
            "In another network of this machine: http://192.168.137.1:",
        ),
    ],
)
def test_lan_says_the_address_or_that_there_is_none(
    addresses: tuple[str, ...],
    said: str,
    held: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scr_sim.cli.exercises.own_addresses", lambda: addresses)
    assert main(["group", "cancelled-icpc", "--port", "0", "--lan"]) == 0
    assert said in held["said"]


def test_a_rehearsal_has_people_and_keeps_nothing(
    held: dict[str, Any], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["group", "cancelled-icpc", "--port", "0", "--try"]) == 0
    assert held["people"] is not None
    assert not Path(held["host"].log).exists()
    assert not (home / "exercises").exists()
    assert capsys.readouterr().out == ""


def test_the_walls_key_is_asked_for_where_it_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, str]] = []

    def start(address: str, key: str) -> int:
        started.append((address, key))
        return 0

    monkeypatch.setattr("scr_sim.cli.launcher.start_wall", start)

    def prompt(text: str, *, hide_input: bool, err: bool) -> str:
        return " typed unseen " if hide_input and err else " seen "

    monkeypatch.setattr("scr_sim.cli.group.typer.prompt", prompt)
    assert main(["wall", "192.168.1.7:8000/wall"]) == 0
    assert main(["wall", "http://192.168.1.7:8000", "KEY"]) == 0
    assert started == [
        ("http://192.168.1.7:8000", "typed unseen"),
        ("http://192.168.1.7:8000", "KEY"),
    ]


def test_a_refused_key_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scr_sim.cli.launcher.start_wall", lambda address, key: 3)
    assert main(["wall", "192.168.1.7:8000", "KEY"]) == 1
    err = capsys.readouterr().err
    assert "the exercise does not take this key" in err
    assert "KEY" not in err


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (b'"scenario":"headlice-account"', b'"scenario":"cancelled-icpc"', "has no agency"),
        (b"not-a-step", b"not-a-step", "action 1 of the room can no longer be taken"),
    ],
    ids=["another scenario", "an edited one"],
)
def test_a_room_that_its_scenario_no_longer_fits_is_told_and_left_as_it_is(
    was: bytes,
    now: bytes,
    said: str,
    held: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["group", "headlice-account", "--port", "0"]) == 0
    log = Path(held["host"].log)
    joined = Joined(at=1, person=1, token="t", words="calm river", agency="gp")
    acted = Acted(at=2, action="not-a-step")
    lines = line_of(joined) + b"\n" + line_of(acted) + b"\n"
    log.write_bytes((log.read_bytes() + lines).replace(was, now))
    before = log.read_bytes()
    capsys.readouterr()
    assert main(["group", "--resume", str(log)]) == 1
    err = capsys.readouterr().err
    assert f"The room of {log} cannot go on" in err
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert log.read_bytes() == before


def test_the_rooms_play_is_kept_as_a_rooms_and_is_no_practice_of_the_trainers_own(
    held: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["group", "cancelled-icpc", "--port", "0"]) == 0
    assert main(["group", "--resume", held["host"].log]) == 0
    play = held["host"].play.session.id
    capsys.readouterr()
    assert main(["plays"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(play)
    assert line.endswith("not finished, with a room)")
    assert main(["plays", "--json"]) == 0
    assert '"with_room": true' in capsys.readouterr().out
    assert main(["history"]) == 0
    told = capsys.readouterr().out
    assert "0 plays, 0 finished, 0 minutes. Not counted: 1 play with a room." in told
    assert main(["record"]) == 0
    assert "0 plays, 0 minutes of practice." in capsys.readouterr().out
    assert main(["record", "--play", play]) != 0
    assert "was with a room, so it is no practice of your own." in capsys.readouterr().err
    assert main(["play", "--resume", play, "--plain"]) != 0
    assert "“scr-sim group --resume LOG” goes on with the exercise." in capsys.readouterr().err
