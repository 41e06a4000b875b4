"""``scr-sim graph``, as authors and tools rely on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.graph import FORMATS, draw
from scr_sim.services import Records
from tests.app_driver import BUNDLED, SMALL
from tests.cli.test_expected_plays import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("SCR_SIM_HOME", str(folder))
    return folder


def kept(name: str, *actions: str, branches: tuple[str, ...] = ()) -> str:
    play = Records.open().begin(load(name, branches), name)
    for action in actions:
        play.take(action)
    return play.id


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", BUNDLED)
def test_every_format_of_what_ships(name: str, format_name: str, capsys: Capture) -> None:
    status, out, err = run(capsys, "graph", name, "--format", format_name)
    assert (status, err) == (0, "")
    assert out == FORMATS[format_name](draw(load(name))) + "\n"


def test_text_is_what_comes_without_a_format(capsys: Capture) -> None:
    _, out, _ = run(capsys, "graph", SMALL)
    assert out == FORMATS["text"](draw(load(SMALL))) + "\n"


def test_to_a_file(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "small.svg"
    status, out, _ = run(capsys, "graph", SMALL, "--format", "svg", "--out", str(path))
    assert (status, out) == (0, f"Written to {path}\n")
    assert path.read_text("utf-8").startswith("<svg ")
    status, _, err = run(capsys, "graph", SMALL, "--out", str(tmp_path / "no" / "x"))
    assert status == 1
    assert "cannot be written" in err


def test_with_a_branch(capsys: Capture) -> None:
    _, out, _ = run(capsys, "graph", "headlice-account", "--branch", "housing-visit")
    assert "+ from housing-visit" in out
    assert "repairs-desk" in out


def test_a_kept_plays_way(capsys: Capture) -> None:
    play = kept("headlice-account", "thank-and-letter", "tell-worker")
    _, out, _ = run(capsys, "graph", "headlice-account", "--play", play[:6])
    marked = [line for line in out.splitlines() if line.startswith("▶")]
    assert marked.pop() == "▶ the way of the play"  # told below, among the signs
    assert marked[0] == f"▶ marks the way of the play {play}."
    words = [
        line.split()[4] if line.split()[1].isdigit() else line.split()[3] for line in marked[1:]
    ]
    assert words == [
        "medical-room",
        "thank-and-letter",
        "second-look",
        "tell-worker",
        "lister-car",
    ]


def test_a_kept_plays_branches_are_drawn_with_it(capsys: Capture) -> None:
    play = kept("headlice-account", "accept-account", branches=("housing-visit",))
    _, out, _ = run(capsys, "graph", "headlice-account", "--play", play)
    assert "repairs-desk" in out
    without = kept("headlice-account", "accept-account")
    words = ("graph", "headlice-account", "--branch", "housing-visit", "--play", without)
    status, out, err = run(capsys, *words)
    assert (status, out) == (1, "")
    assert "was played without branches" in err


def test_a_play_of_another_scenario_is_told(capsys: Capture) -> None:
    play = kept("headlice-account", "accept-account")
    status, out, err = run(capsys, "graph", "cancelled-icpc", "--play", play)
    assert (status, out) == (1, "")
    assert err == (
        f"scr-sim: the play {play} is one of “headlice-account”, not of “cancelled-icpc”.\n"
    )


def test_a_play_that_no_longer_holds_is_drawn_as_far_as_it_does(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = Path(SMALL).parent
    path = tmp_path / "small.yaml"
    text = Path(SMALL).read_text("utf-8")
    path.write_text(text, "utf-8")
    (tmp_path / "small-review.yaml").write_text(
        (folder / "small-review.yaml").read_text("utf-8"), "utf-8"
    )
    first = load(str(path))
    label = next(iter(first.scenes[first.start].choices)).label
    choice = next(iter(first.scenes[first.start].choices)).id
    play = kept(str(path), choice)
    path.write_text(text.replace(label, "Something else altogether"), "utf-8")
    status, out, err = run(capsys, "graph", str(path), "--play", play)
    assert status == 0
    assert "as far as it still holds" in err
    assert sum(line.startswith("▶") for line in out.splitlines()) == 2


def test_wrong_use(capsys: Capture) -> None:
    for words in (("nothing-like-it",), (SMALL, "--play", "zzzz"), (SMALL, "--branch", "nobody")):
        status, out, err = run(capsys, "graph", *words)
        assert (status, out) == (1, "")
        assert err.startswith("scr-sim: ")
        assert "Traceback" not in err
    assert run(capsys, "graph", SMALL, "--format", "png")[0] == 2
