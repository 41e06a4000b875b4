"""What a served site answers: to its own pages, to other sites, to names that are not its own."""

from __future__ import annotations

import asyncio
import re
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError

from tests.web.clients import client, drawn, ended, served, visitor_processes

#: Drawn on the first screen and not in its help, and the other way round.
HOME, HELP = "Duty social worker", "Moving about"
FULL = "Every place is taken just now; please try again in a few minutes."


async def test_who_comes_for_the_first_time_sees_the_door_and_gets_no_key_yet() -> None:
    async with served() as address, client(address) as one:
        status, text = await one.get("/")
        assert status == 200
        assert "Start</button>" in text
        assert one.token is None


async def test_start_gives_a_key_that_no_script_and_no_other_site_gets() -> None:
    async with served() as address, client(address) as one:
        answer = await one.start()
        assert (answer.status, answer.headers["Location"]) == (303, "/")
        [cookie] = SimpleCookie(answer.headers["Set-Cookie"]).values()
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie["path"] == "/"
        assert cookie.value == one.token
        status, text = await one.get("/")
        assert status == 200
        assert 'id="terminal"' in text
        assert cookie.value not in text


async def test_start_a_second_time_keeps_the_key() -> None:
    async with served() as address, client(address) as one:
        await one.start()
        first = one.token
        await one.start()
        assert one.token == first


async def test_leaving_for_good_takes_the_key_away() -> None:
    async with served() as address, client(address) as one:
        await one.start()
        async with one._session.post(f"{address}/leave", headers=one.own) as answer:
            assert "Start</button>" in await answer.text()
        assert one.token is None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "127.0.0.2:{port}"][:]
)
@pytest.mark.parametrize("path", ["/", "/ws", "/own/page.css", "/static/js/textual.js", "/nothing"])
async def test_a_name_that_is_not_served_is_not_answered(host: str, path: str) -> None:
    async with served() as address, client(address) as one:
        await one.start()
        named = host.format(port=address.rpartition(":")[2])
        status, text = await one.get(path, Host=named, Origin=f"http://{named}")
        assert (status, text) == (403, "scr-sim is not served under this address.")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1"])
async def test_another_sites_page_can_begin_draw_and_end_nothing(origin: str) -> None:
    async with served() as address, client(address) as one, client(address) as stranger:
        await one.start()
        key = one.token
        stranger.own = one.own = {"Origin": origin}
        assert (await stranger.start()).status == 403
        assert stranger.token is None
        with pytest.raises(WSServerHandshakeError) as refused:
            async with one.screen():
                pass
        assert refused.value.status == 403
        async with one._session.post(f"{address}/leave", headers=one.own) as answer:
            assert answer.status == 403
        assert one.token == key


async def test_without_a_key_there_is_no_screen() -> None:
    async with served() as address, client(address) as one:
        with pytest.raises(WSServerHandshakeError) as refused:
            async with one.screen():
                pass
        assert refused.value.status == 403


async def test_pages_may_load_only_what_is_served_here() -> None:
    async with served() as address, client(address) as one:
        await one.start()
        async with one._session.get(address) as answer:
            policy = answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"
            text = await answer.text()
        assert "default-src 'none'" in policy
        assert f"connect-src 'self' ws://{address.removeprefix('http://')};" in policy
        named = re.findall(r'(?:src|href)="([^"]*)"', text)
        assert len(named) > 5
        assert all(one.startswith(("/static/", "/own/", "/", "data:,")) for one in named)
        for path in named:
            if path.startswith(("/static/", "/own/")):
                assert (await one.get(path))[0] == 200, path


@pytest.mark.parametrize(
    "path",
    [
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/own/..%2f..%2fpyproject.toml",
        "/own/%2e%2e/glossary.yaml",
        "/static/",
        "/own/",
        "/visitors/",
        "/download/..%2fx",
        "/download/unknown",
    ],
)
async def test_no_path_leads_to_anything_else(path: str) -> None:
    async with served() as address, client(address) as one:
        await one.start()
        status, _ = await one.get(path)
        assert status in {403, 404}


async def test_the_next_visitor_is_told_that_it_is_full_until_somebody_has_gone() -> None:
    async with served(visitors=1) as address, client(address) as one, client(address) as two:
        await one.start()
        await two.start()
        async with one.screen() as screen:
            await drawn(screen, "scr-sim")
            status, text = await two.get("/")
            assert status == 503
            assert re.findall("<p>(.*)</p>", text) == [FULL]
            async with two.screen() as refused:
                await ended(refused)
            assert (await one.get("/"))[0] == 200
            async with client(address) as three:
                assert (await three.get("/"))[0] == 503
                assert (await three.start()).status == 503
                assert three.token is None
        async with asyncio.timeout(60):  # a guard: the place is free once the process has ended
            while (await two.get("/"))[0] != 200:
                pass
        async with two.screen() as screen:
            await drawn(screen, "scr-sim")


async def test_who_closes_it_by_its_key_sees_it_end() -> None:
    async with served() as address, client(address) as one:
        await one.start()
        async with one.screen() as screen:
            await drawn(screen, "scr-sim")
            await screen.send_json(["stdin", "q"])
            await ended(screen)


async def test_a_visit_in_which_nothing_is_done_ends(home: Path) -> None:
    async with served(idle=0.5) as address, client(address) as one:
        await one.start()
        async with one.screen() as screen:
            await ended(screen)
    assert visitor_processes(home) == set()


async def test_another_window_of_the_same_visitor_ends_the_first() -> None:
    async with served(visitors=1) as address, client(address) as one:
        await one.start()
        async with one.screen() as first:
            await drawn(first, "scr-sim")
            async with one.screen() as second:
                await ended(first)
                await drawn(second, "scr-sim")


async def test_stopping_ends_every_process(home: Path) -> None:
    async with served() as address, client(address) as one, client(address) as two:
        await one.start()
        await two.start()
        async with one.screen() as first, two.screen() as second:
            await drawn(first, "scr-sim")
            await drawn(second, "scr-sim")
            assert len(visitor_processes(home)) == 2
    assert visitor_processes(home) == set()
    assert len([*(home / "visitors").iterdir()]) == 2


SENSELESS = (
    "",
    "[",
    "[" * 100_000,
    "{}",
    "[]",
    '["stdin"]',
    '["stdin", 7]',
    '["stdin", "\\ud800"]',
    '["resize", {"width": "wide", "height": 24}]',
    '["resize", {"width": 1000000000, "height": -1}]',
    '["blur"]',
    '["quit"]',
)


@pytest.mark.slow
async def test_a_message_that_makes_no_sense_changes_nothing() -> None:
    async with served() as address, client(address) as one:
        await one.start()
        async with one.screen() as screen:
            await drawn(screen, HOME)
            for message in SENSELESS:
                try:
                    await screen.send_str(message)
                    await screen.send_json(["resize", {"width": 90, "height": 30}])
                    await screen.send_json(["stdin", "?"])
                    await drawn(screen, HELP)
                    await screen.send_json(["stdin", "?"])
                    await drawn(screen, HOME)
                    await screen.send_json(["resize", {"width": 80, "height": 24}])
                except Exception as error:
                    raise AssertionError(f"after {message[:60]!r}") from error
