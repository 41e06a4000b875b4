"""``scr-sim serve`` as a program: what it says, how it ends, and what ends with it."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from scr_sim.cli.main import main
from scr_sim.services import Records
from scr_sim.web.server import Terms, serving
from tests.web.clients import AN_HOUR, client, drawn, visitor_processes

TERMS = Terms(port=0, lan=False, visitors=5, idle=AN_HOUR)
#: Another address of this machine, which nobody else can reach either.
ELSEWHERE = "127.0.0.2"


def _as_from_a_shell() -> None:
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def running() -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Run the command until it is left; yields it and the addresses that it told."""
    program = subprocess.Popen(
        [sys.executable, "-m", "scr_sim", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Tests may run behind an “&” or a nohup, which signals of their own do not pass.
        preexec_fn=_as_from_a_shell,
    )
    assert program.stdout
    try:
        told = ""
        for line in program.stdout:
            told += line
            if "Ctrl-C" in line:
                break
        yield program, re.findall(r"http://\S+", told)
    finally:
        program.kill()
        program.communicate()


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
)
async def test_a_signal_ends_it_with_every_process(
    home: Path, number: signal.Signals, status: int
) -> None:
    with running() as (program, [address]):
        async with client(address.rstrip("/")) as one:
            await one.start()
            async with one.screen() as screen:
                await drawn(screen, "scr-sim")
                token = one.token
                program.send_signal(number)
                out, err = program.communicate(timeout=60)
    assert program.returncode == status
    assert err == ""
    assert visitor_processes(home) == set()
    assert token
    assert token not in out
    assert not [*(home / "visitors").glob("*/log")]


async def test_where_it_is_killed_the_visitors_processes_end_and_keep_everything(
    home: Path,
) -> None:
    with running() as (program, [address]):
        async with client(address.rstrip("/")) as one:
            await one.start()
            async with one.screen() as screen:
                await drawn(screen, "scr-sim")
                [visitor] = visitor_processes(home)
                watched = os.pidfd_open(visitor)
                program.kill()
                ready, _, _ = select.select([watched], [], [], 60)  # once it has ended
                os.close(watched)
                assert ready, "the visitor's process did not end"
    assert visitor_processes(home) == set()
    [folder] = (home / "visitors").iterdir()
    assert Records.open(folder).trouble == ""
    assert not (folder / "log").exists()


async def test_it_is_there_for_this_computer_alone_unless_asked() -> None:
    async with serving(TERMS) as addresses:
        [address] = addresses
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        port = int(address.rstrip("/").rpartition(":")[2])
        with socket.socket() as asking:
            assert asking.connect_ex((ELSEWHERE, port)) != 0


async def test_lan_says_on_which_address_and_answers_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scr_sim.web.server.own_addresses", lambda: (ELSEWHERE,))
    async with serving(replace(TERMS, lan=True)) as addresses:
        assert [address.rpartition(":")[0] for address in addresses] == [
            "http://127.0.0.1",
            f"http://{ELSEWHERE}",
        ]
        for address in addresses:
            async with client(address.rstrip("/")) as one:
                await one.start()
                async with one.screen() as screen:
                    await drawn(screen, "scr-sim")
                assert (await one.get("/", Host="evil.example"))[0] == 403


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(
        rf"scr-sim: 127\.0\.0\.1:{port} cannot be listened on \(.*\); "
        r"choose another port with --port\.\n",
        err,
    )


def test_where_nothing_can_be_kept_it_says_so_before_anybody_comes(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    (home / "visitors").write_text("in the way", "utf-8")
    assert main(["serve", "--port", "0"]) == 1
    assert capsys.readouterr().err == (
        f"scr-sim: {home}/visitors cannot be made (File exists). "
        "Set SCR_SIM_HOME to a folder that you can write to.\n"
    )


def test_lan_without_a_network_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("scr_sim.web.server.own_addresses", lambda: ())
    assert main(["serve", "--lan", "--port", "0"]) == 1
    assert capsys.readouterr().err == (
        "scr-sim: this computer has no address on a network; join one, or leave out --lan.\n"
    )


@pytest.mark.parametrize("missing", ["textual_serve", "aiohttp"])
def test_where_the_library_is_not_installed_it_says_how_to_have_it(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "scr_sim.cli.serve.find_spec", lambda name: None if name == missing else object()
    )
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == (
        "scr-sim: serving the screen to browsers needs a library that is not installed: "
        "“pip install 'scr-sim[serve]'” installs it.\n"
    )


@pytest.mark.parametrize(
    "words", [("--port", "70000"), ("--visitors", "0"), ("--idle", "0"), ("--visitors", "many")]
)
def test_a_number_that_makes_no_sense_is_told(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words[0] in err
