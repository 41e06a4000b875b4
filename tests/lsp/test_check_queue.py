"""Whatever is typed, opened or closed, each text is checked last with all others as they are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from threading import Event

import pytest

from scr_sim.lsp import check_queue
from scr_sim.lsp.check_queue import CheckQueue
from scr_sim.lsp.documents import Document
from scr_sim.lsp.notices import Notice
from scr_sim.lsp.open_files import Job, Opened, OpenFiles, SupersededError

BASE = "format: 1\nid: x\nscenes: {}\n# "


class Desk:
    """An editor's texts and their checks, of which each can be held up."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files = OpenFiles()
        self.checks = CheckQueue(self.files, self._show)
        #: What each file was last checked with: by name, the last word of every text.
        self.seen: dict[str, dict[str, str]] = {}
        #: The files whose checks wait, and those that have begun one.
        self.held: dict[str, Event] = {}
        self.begun: set[str] = set()
        self._happened = asyncio.Condition()
        self._loop = asyncio.get_running_loop()
        desk = self

        def check(
            job: Job, document: Document, go_on: Callable[[], bool], so_far: object
        ) -> list[Notice]:
            name = job.opened.path.name
            desk.begun.add(name)
            desk._tell()
            while (held := desk.held.get(name)) is not None and not held.wait(0.001):
                if not go_on():
                    raise SupersededError
            if not go_on():
                raise SupersededError
            texts = {one.name: one.read_bytes() for one in job.opened.path.parent.glob("*.yaml")}
            texts |= {path.name: raw for path, raw in job.unsaved.items()}
            desk.seen[name] = {one: raw.decode().split()[-1] for one, raw in texts.items()}
            return []

        monkeypatch.setattr(Job, "check", check)
        monkeypatch.setattr(check_queue, "CALM", check_queue.PATIENCE)

    def _show(self, job: Job, found: list[Notice]) -> None:
        self._tell()

    def _tell(self) -> None:
        async def tell() -> None:
            async with self._happened:
                self._happened.notify_all()

        asyncio.run_coroutine_threadsafe(tell(), self._loop)

    async def until(self, so: Callable[[], bool]) -> None:
        async with self._happened:
            await asyncio.wait_for(self._happened.wait_for(so), 20)

    async def sees(self, name: str, **texts: str) -> None:
        """Wait until a file was checked with others as they are: ``a="A1"`` for “a.yaml”."""
        wanted = {f"{one}.yaml": text for one, text in texts.items()}.items()
        await self.until(lambda: wanted <= self.seen.get(name, {}).items())

    def open(self, path: Path, text: str) -> Opened:
        one = Opened(uri=path.as_uri(), path=path, raw=BASE + text, version=1)
        self.files.open[one.uri] = one
        self.checks.opened(one)
        return one

    def type(self, one: Opened, text: str) -> None:
        one.change(BASE + text, None, None)
        self.checks.changed(one)

    def close(self, one: Opened) -> None:
        del self.files.open[one.uri]
        self.checks.closed(one)


@pytest.fixture
async def desk(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    desk = Desk(monkeypatch)
    yield desk
    for held in desk.held.values():  # or its thread would never end
        held.set()


def saved(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(f"{BASE}v0", "utf-8")
    return path


async def two_open(desk: Desk, folder: Path) -> tuple[Opened, Opened]:
    first, second = (desk.open(saved(folder, name), "v0") for name in ("a.yaml", "b.yaml"))
    await desk.sees("a.yaml", a="v0", b="v0")
    await desk.sees("b.yaml", a="v0", b="v0")
    return first, second


async def test_what_is_typed_while_another_is_checked_is_seen_from_it(
    desk: Desk, tmp_path: Path
) -> None:
    first, second = await two_open(desk, tmp_path)
    desk.begun.clear()
    desk.held["a.yaml"] = Event()
    desk.type(first, "A1")
    await desk.until(lambda: "a.yaml" in desk.begun)
    desk.type(second, "B1")
    desk.held["a.yaml"].set()
    await desk.sees("a.yaml", a="A1", b="B1")
    await desk.sees("b.yaml", a="A1", b="B1")


async def test_two_that_are_opened_unsaved_see_each_other(desk: Desk, tmp_path: Path) -> None:
    desk.held["a.yaml"] = Event()
    desk.open(saved(tmp_path, "a.yaml"), "A1")
    await desk.until(lambda: "a.yaml" in desk.begun)
    desk.open(saved(tmp_path, "b.yaml"), "B1")
    desk.held["a.yaml"].set()
    await desk.sees("a.yaml", a="A1", b="B1")
    await desk.sees("b.yaml", a="A1", b="B1")


async def test_what_is_closed_unsaved_is_seen_as_its_file_again(desk: Desk, tmp_path: Path) -> None:
    first, _ = await two_open(desk, tmp_path)
    desk.type(first, "A1")
    await desk.sees("b.yaml", a="A1")
    desk.close(first)
    await desk.sees("b.yaml", a="v0")


async def test_what_is_closed_while_another_waits_to_be_read_is_seen_as_its_file(
    desk: Desk, tmp_path: Path
) -> None:
    first = desk.open(saved(tmp_path, "a.yaml"), "v0")
    await desk.sees("a.yaml", a="v0")
    desk.begun.clear()
    desk.held["a.yaml"] = desk.held["b.yaml"] = Event()
    desk.type(first, "A1")
    await desk.until(lambda: "a.yaml" in desk.begun)
    second = desk.open(saved(tmp_path, "b.yaml"), "v0")
    while not second.beside:  # it has not begun to wait yet
        await asyncio.sleep(0)
    desk.close(first)
    desk.held["b.yaml"].set()
    await desk.sees("b.yaml", a="v0", b="v0")


async def test_a_file_that_was_made_since_is_seen_once_it_is_opened(
    desk: Desk, tmp_path: Path
) -> None:
    desk.open(saved(tmp_path, "b.yaml"), "v0")
    await desk.sees("b.yaml", b="v0")
    assert "a.yaml" not in desk.seen["b.yaml"]
    desk.open(saved(tmp_path, "a.yaml"), "v0")
    await desk.sees("b.yaml", a="v0")


async def test_what_hangs_on_a_text_is_checked_though_something_else_is_typed(
    desk: Desk, tmp_path: Path
) -> None:
    first, _ = await two_open(desk, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    other = desk.open(saved(tmp_path / "elsewhere", "c.yaml"), "v0")
    await desk.sees("c.yaml", c="v0")
    desk.begun.clear()
    desk.held["b.yaml"] = Event()
    desk.type(first, "A1")
    await desk.until(lambda: "b.yaml" in desk.begun)
    desk.type(other, "C1")
    await desk.sees("c.yaml", c="C1")
    desk.held["b.yaml"].set()
    await desk.sees("b.yaml", a="A1")
