"""The boundary: whatever is raised, wherever, a person reads one sentence and no traceback."""

from __future__ import annotations

import io
import re
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType

import pytest

import scr_sim
from scr_sim import error_boundary, load
from scr_sim.cli import main as command_line
from scr_sim.cli.main import app
from scr_sim.services import Records
from tests.app_driver import SMALL

HERE = Path(scr_sim.__file__).parent
#: What the boundary itself is made of: it tells what others raise.
ITS_OWN = {
    HERE / f"{name}.py" for name in ("error_boundary", "crash_log", "output", "paths", "signals")
}
PLACES = 12  # functions of each command that are broken, spread over its whole run

#: The words of a run of each command that goes well; PLAY is a kept play.
WORDS: dict[str, tuple[str, ...]] = {
    "": (),
    "play": ("play", SMALL, "--plain"),
    "list": ("list",),
    "plays": ("plays",),
    "history": ("history",),
    "record": ("record",),
    "findings": ("findings",),
    "rename": ("rename", SMALL, "scene", "gate", "door", "--dry-run"),
    "script": ("script", SMALL),
    "group": ("group", SMALL, "--handouts", "handouts.html"),
    "debrief": ("debrief", "PLAY"),
    "replay": ("replay", SMALL, "?ring-office"),
    "new": ("new", "night-shift"),
    "preview": ("preview", SMALL),
    "check": ("check", SMALL),
    "explain": ("explain", "dead-end"),
    "test": ("test", "cancelled-icpc"),
    "explore": ("explore", SMALL),
    "graph": ("graph", SMALL, "--play", "PLAY"),
    "schema": ("schema", "scenario"),
    "lsp": ("lsp",),
    "serve": ("serve",),
    "wall": ("wall", "127.0.0.1:8000", "KEY"),
}
TYPED = "\nn\n1\nq\n"


class BrokenError(Exception):
    """Raised by tests, anywhere."""


def commands() -> list[str]:
    """Return the name of every command there is, and of none."""
    names = [one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands]
    assert not app.registered_groups
    return ["", *names]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test records of its own, and what is set for the whole process back after it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SCR_SIM_HOME", str(folder))
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    handlers = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGHUP)}
    yield folder
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_no_command_is_forgotten() -> None:
    assert set(WORDS) == set(commands())


class Watch:
    """Notes the program's own functions as they are called, and raises in one of them."""

    def __init__(self, broken: CodeType | None = None) -> None:
        self.broken = broken
        self.called: dict[CodeType, None] = {}
        self._others: set[CodeType] = set()  # a program calls the same few very often

    def __call__(self, frame: FrameType, event: str, arg: object) -> None:
        if event != "call":
            return
        code = frame.f_code
        if code in self.called or code in self._others:
            return
        if not _is_the_programs(code):
            self._others.add(code)
            return
        self.called[code] = None
        if code is self.broken:
            sys.setprofile(None)
            raise BrokenError("what the player wrote")


def _is_the_programs(code: CodeType) -> bool:
    if not code.co_filename.startswith(str(HERE)) or code.co_name == "<module>":
        return False
    return Path(code.co_filename) not in ITS_OWN


def run(words: tuple[str, ...], watch: Watch | None = None) -> int:
    def begin() -> int:
        sys.setprofile(watch)
        try:
            return command_line.main(words)
        finally:
            sys.setprofile(None)

    return error_boundary.run(begin)


@pytest.mark.parametrize("command", sorted(WORDS))
def test_every_command_that_raises_says_one_sentence(
    command: str,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    kept = Records.open().begin(load(SMALL), SMALL)
    kept.take("accept-account")
    words = tuple(kept.id if word == "PLAY" else word for word in WORDS[command])
    monkeypatch.setattr("scr_sim.cli.launcher.why_no_screen", lambda: "")
    monkeypatch.setattr("scr_sim.tui.preview.app.run_app", lambda app: 0)
    monkeypatch.setattr("scr_sim.tui.group.wall_app.run_app", lambda app: 0)
    monkeypatch.setattr("scr_sim.lsp.server.run", lambda: None)
    monkeypatch.setattr("scr_sim.web.server.serve", lambda terms: 0)
    monkeypatch.setenv("SCR_SIM_PLAIN", "1")

    def once(name: str, watch: Watch) -> tuple[int, str, str]:
        place = tmp_path / name
        place.mkdir()
        monkeypatch.chdir(place)
        monkeypatch.setattr("sys.stdin", io.StringIO(TYPED if command else "q\n"))
        status = run(words, watch)
        out, err = capsys.readouterr()
        return status, out, err

    once("warm", Watch())  # what is loaded once only is loaded now
    well = Watch()
    status, _, err = once("well", well)
    assert (status, err) == (0, "")
    functions = [*well.called]
    assert functions
    step = max(1, len(functions) // PLACES)
    for number, broken in enumerate([*functions[::step], functions[-1]]):
        status, out, err = once(str(number), Watch(broken))
        assert status == 1, broken
        assert re.fullmatch(
            r"scr-sim had to stop \(BrokenError\); what was kept stays kept, and what went wrong "
            rf"is written in {re.escape(str(home))}/log/scr-sim-[-\d]+\.log\.\n",
            err,
        ), (broken, err)
        assert "Traceback" not in out
        [log] = (home / "log").iterdir()
        assert "BrokenError: what the player wrote" in log.read_text("utf-8")
        assert log.stat().st_mode & 0o077 == 0
        log.unlink()


@pytest.mark.parametrize(
    "error",
    [RecursionError, MemoryError, EOFError, SystemError, GeneratorExit, BaseExceptionGroup],
)
def test_no_kind_of_error_is_another_kind(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*args: object, **more: object) -> object:
        raise BaseExceptionGroup("", [BrokenError()]) if error is BaseExceptionGroup else error

    monkeypatch.setattr("scr_sim.scenario.validation.explanations.explanations", broken)
    assert run(("explain",)) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("scr-sim had to stop (")


def test_an_error_that_cannot_be_told_is_still_one_sentence(
    capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    class SilentError(Exception):
        def __str__(self) -> str:
            raise self

    def begin() -> int:
        raise SilentError

    assert error_boundary.run(begin) == 1
    assert capsys.readouterr().err.count("\n") == 1
    [log] = (home / "log").iterdir()
    assert "SilentError" in log.read_text("utf-8")


def test_where_nothing_can_be_written_it_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*args: object, **more: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.open", full)

    def begin() -> int:
        raise BrokenError

    assert error_boundary.run(begin) == 1
    assert capsys.readouterr().err == (
        "scr-sim had to stop (BrokenError); what was kept stays kept, and why could not be "
        "written down.\n"
    )


def test_a_thread_that_fails_is_told_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise BrokenError

    def begin() -> int:
        for _ in range(3):
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
        assert capsys.readouterr().err == ""  # a screen may be standing
        return 0

    assert error_boundary.run(begin) == 1
    err = capsys.readouterr().err
    assert err.startswith("scr-sim had to stop (BrokenError)")
    assert err.count("\n") == 1


def test_what_fails_while_it_is_thrown_away_is_written_down_only(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Thing:
        def __del__(self) -> None:
            raise BrokenError("thrown away")

    def begin() -> int:
        thing = Thing()
        del thing
        return 0

    assert error_boundary.run(begin) == 0
    assert capsys.readouterr() == ("", "")
    [log] = (home / "log").iterdir()
    assert "thrown away" in log.read_text("utf-8")


def test_ctrl_c_is_130_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def begin() -> int:
        raise KeyboardInterrupt

    assert error_boundary.run(begin) == 130
    assert capsys.readouterr() == ("", "")


class Bearer:
    """Is told to end as it is given its name: what rises from there is wrapped by Python 3.11."""

    def __set_name__(self, owner: type, name: str) -> None:
        signal.raise_signal(signal.SIGTERM)


def test_a_signal_that_arrives_as_another_error_is_still_that_signal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def begin() -> int:
        type("Owner", (), {"bearer": Bearer()})
        return 0

    assert error_boundary.run(begin) == 143
    assert capsys.readouterr() == ("", "")
    assert not home.exists()


def test_ctrl_c_that_arrives_as_another_error_is_still_ctrl_c(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def begin() -> int:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as error:
            raise RuntimeError("Error calling __set_name__") from error

    assert error_boundary.run(begin) == 130
    assert capsys.readouterr() == ("", "")
    assert not home.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_that_comes_while_something_is_thrown_away_is_heeded(
    number: int, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Thing:
        def __del__(self) -> None:
            signal.raise_signal(number)

    def begin() -> int:
        thing = Thing()
        del thing
        return 0

    assert error_boundary.run(begin) == 128 + number
    assert capsys.readouterr() == ("", "")
    assert not home.exists()
