"""The command that editors start."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.app_driver import EVERYTHING


def test_without_the_library_it_says_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['pygls'] = None\n"
        "from scr_sim.cli.main import main; sys.exit(main(['lsp']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'scr-sim[lsp]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each server a folder of its own, where it would leave a log."""
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path))
    return tmp_path


def message(**what: object) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **what}).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


BEGIN = message(
    id=1,
    method="initialize",
    params={"processId": None, "rootUri": None, "capabilities": {}},
) + message(method="initialized", params={})
OPEN = message(
    method="textDocument/didOpen",
    params={
        "textDocument": {
            "uri": Path(EVERYTHING).as_uri(),
            "languageId": "yaml",
            "version": 1,
            "text": Path(EVERYTHING).read_text("utf-8"),
        }
    },
)
SHUT = message(id=2, method="shutdown")
EXIT = message(method="exit")


@pytest.mark.parametrize(
    "said",
    [b"", BEGIN, BEGIN + OPEN, BEGIN + OPEN + SHUT, BEGIN + OPEN + SHUT + EXIT],
    ids=["nothing", "begun", "opened", "shut", "all"],
)
def test_an_editor_that_goes_leaves_nothing_behind(home: Path, said: bytes) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scr_sim", "lsp"], input=said, capture_output=True, check=False
    )
    assert (done.stderr, done.returncode) == (b"", 0)
    assert list(home.rglob("*.log")) == []


def test_an_editor_that_stops_reading_leaves_nothing_behind(home: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "scr_sim", "lsp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdin is not None
    assert server.stdout is not None
    assert server.stderr is not None
    server.stdin.write(BEGIN)
    server.stdin.flush()
    assert server.stdout.readline().startswith(b"Content-Length")  # it is there, and answers
    server.stdout.close()
    with suppress(BrokenPipeError):  # it may have ended by itself
        server.stdin.write(OPEN)
        server.stdin.close()
    assert server.stderr.read() == b""
    server.stderr.close()
    server.wait(60)
    assert list(home.rglob("*.log")) == []


def test_a_fault_that_a_library_logs_is_written_down_and_not_shown(home: Path) -> None:
    code = (
        "import logging; from scr_sim.lsp.log import keep_to_itself; keep_to_itself()\n"
        "log = logging.getLogger('pygls.server')\n"
        "for error in (BrokenPipeError(), ValueError('I/O operation on closed file.'),"
        " KeyError('lost')):\n"
        "    try:\n        raise error\n"
        "    except Exception: log.exception('Failed')\n"
        "log.warning('Cancelled')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
    (kept,) = home.rglob("*.log")
    text = kept.read_text("utf-8")
    assert "KeyError: 'lost'" in text
    assert "BrokenPipe" not in text
