"""No command takes long, whatever a file holds that the format accepts.

Work is counted and not timed: how many calls a command makes for each byte of the file, and how
much it writes. ``python -m tests.benchmarks extremes`` measures the same files, whole, in seconds.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_sim import load
from scr_sim.cli.main import main
from scr_sim.debriefs import RENDERINGS, debrief
from scr_sim.engine import Play
from scr_sim.exploration import limits
from scr_sim.graph import FORMATS, draw
from scr_sim.scenario import check_files
from tests.app_driver import act, opened, start_playing
from tests.journeys.extreme_scenarios import Extreme, in_every_field, prose_in_scenes
from tests.journeys.extremes import EXTREMES
from tests.profiles import examples

#: How large the files are that work is counted on; the benchmark takes them whole.
SIZE = 0.04
#: What a command may do at the least, and for each byte of the file.
CALLS, CALLS_A_BYTE = 2_500_000, 30
LETTERS, LETTERS_A_BYTE = 100_000, 80

COMMANDS = [
    ("check",),
    ("explore", "--json"),
    ("replay", "--json"),
    ("graph",),
]


@pytest.fixture(autouse=True)
def few_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a search give up early, as it would later: its bound is one of states, not of bytes."""
    monkeypatch.setattr(limits, "MOST_VALUES_HELD", 30_000)


class TooMuchError(BaseException):
    """More was done than there is reason for; nothing that is tested may catch this."""


@contextmanager
def at_most(calls: int) -> Iterator[Callable[[], int]]:
    """Stop what makes more calls than this, whether of Python's functions or of C's.

    What is given counts those made so far.
    """
    made = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal made
        if event in {"call", "c_call"}:
            made += 1
            if made > calls:
                sys.setprofile(None)
                raise TooMuchError(f"more than {calls:,} calls, in {frame.f_code.co_qualname}")

    sys.setprofile(count)
    try:
        yield lambda: made
    finally:
        sys.setprofile(None)
    assert made <= calls


def does_little(path: Path, what: Callable[[], str], before: int = 0) -> None:
    """Assert that something ends, within its bounds, for a file of this size.

    ``before`` are the calls that led up to it, which count as well.
    """
    large = path.stat().st_size
    with at_most(CALLS + CALLS_A_BYTE * large - before):
        written = what()
    assert len(written) <= LETTERS + LETTERS_A_BYTE * large


def everything(extreme: Extreme, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Run each command on a file, and a play and its debrief in every form."""
    path = extreme.write(folder)
    (checked,) = check_files([path])
    assert checked.scenario is not None, checked.problems[0]

    def command(words: tuple[str, ...]) -> str:
        actions = extreme.actions if words[0] == "replay" else ()
        assert main((*words[:1], str(path), *actions, *words[1:])) == 0
        return capsys.readouterr().out

    for words in COMMANDS:
        does_little(path, lambda words=words: command(words))  # type: ignore[misc]
    # A drawing in each form is made of the same graph: that is drawn once, and counts with each.
    with at_most(CALLS + CALLS_A_BYTE * path.stat().st_size) as made:
        scenario = load(str(path))
        graph = draw(scenario)
    for form in FORMATS.values():
        does_little(path, lambda form=form: form(graph), made())  # type: ignore[misc]
    play = Play(scenario, extreme.actions)
    for rendering in RENDERINGS.values():
        does_little(path, lambda rendering=rendering: rendering(debrief(play)))  # type: ignore[misc]


@pytest.mark.parametrize("name", EXTREMES)
def test_every_command_does_little(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything(EXTREMES[name](SIZE), tmp_path, capsys)


@pytest.mark.parametrize("name", EXTREMES)
def test_a_play_line_by_line_does_little(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = EXTREMES[name](SIZE).write(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n1\n1\n\n1\nq\nq\n"))

    def played() -> str:
        assert main(("play", str(path), "--plain")) == 0
        return capsys.readouterr().out

    does_little(path, played)


@pytest.mark.parametrize(
    "name", ["one word everywhere", "combining marks everywhere", "5,000 choices in a scene"]
)
async def test_a_play_on_the_screen_does_little(name: str, tmp_path: Path) -> None:
    extreme = EXTREMES[name](SIZE)
    path = extreme.write(tmp_path)
    with at_most(25 * CALLS + 10 * CALLS_A_BYTE * path.stat().st_size):
        async with opened((80, 24), str(path)) as (app, pilot):
            screen = await start_playing(app, pilot)
            await act(app, pilot, extreme.actions[0])
            assert screen.kept.play.actions_taken


PIECES = st.sampled_from(
    ["w", "w ", "漢", "\u0301", "👩\u200d", "<", "&", "[b]", "{", "{{", "*", "**a", "_a ", "> ",
     "1. ", "\\", "`", "\u00a0", "\ufe0f"]
)  # fmt: skip


@settings(max_examples=examples(8))
@given(st.lists(st.tuples(PIECES, st.integers(1, 1500)), min_size=1, max_size=3), st.booleans())
def test_any_long_text_is_little_work(pieces: list[tuple[str, int]], all_fields: bool) -> None:
    text = "w" + "".join(piece * count for piece, count in pieces) + "w"
    extreme = in_every_field(text) if all_fields else prose_in_scenes(text, 5)
    with TemporaryDirectory() as folder:
        path = extreme.write(Path(folder))
        scenario = load(str(path))
        play = Play(scenario, extreme.actions)

        for name in FORMATS:
            does_little(path, lambda name=name: FORMATS[name](draw(scenario)))  # type: ignore[misc]
        for name in RENDERINGS:
            does_little(path, lambda name=name: RENDERINGS[name](debrief(play)))  # type: ignore[misc]
