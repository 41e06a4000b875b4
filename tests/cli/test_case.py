"""``scr-sim play --case``, and a case among the plays and debriefs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scr_sim.scenario import load_case
from scr_sim.services import Records, begin_case, case_play, open_step
from tests.cli.test_expected_plays import run
from tests.services.test_cases import put_case

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def played(tmp_path: Path) -> str:
    """Play a case to its end; return the id of its play."""
    case = load_case(put_case(tmp_path))
    records = Records.open()
    begun = begin_case(case, case.file)
    open_step(records, begun, 0).session.take("accept")
    open_step(records, case_play(records, begun.id), 1).session.take("challenge")
    records.close()
    return begun.id


def test_the_case_stands_among_the_plays(played: str, capsys: Capture) -> None:
    status, out, _ = run(capsys, "plays")
    assert status == 0
    assert f"{played}  the case “A pair”: 2 ended" in out
    _, out, _ = run(capsys, "plays", "--json")
    assert {(one["case"], one["case_play"]) for one in json.loads(out)} == {("pair", played)}
    assert [one["starts"] for one in json.loads(out)][-1] == {"trust": 1}


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_the_debrief_of_a_case_is_printed(played: str, form: str, capsys: Capture) -> None:
    status, out, _ = run(capsys, "debrief", played, "--format", form)
    assert status == 0
    assert "A pair" in out
    assert "Second" in out


def test_a_case_that_is_not_there_ends_with_a_sentence(capsys: Capture) -> None:
    status, _, err = run(capsys, "play", "--case", "nowhere")
    assert status == 1
    assert "There is no case “nowhere”" in err


def test_one_thing_is_played_at_a_time(capsys: Capture) -> None:
    status, _, err = run(capsys, "play", "headlice-account", "--case", "pair")
    assert status == 2
    assert "one of them" in err
