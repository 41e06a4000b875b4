from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.lsp.editor import Editor


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def running() -> AsyncIterator[Editor]:
    """Return an editor whose server runs for all tests: starting one takes a second."""
    one = Editor()
    await one.start()
    yield one
    await one.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def one(running: Editor) -> AsyncIterator[Editor]:
    """Return an editor that has nothing open, and will have nothing open."""
    yield running
    running.close_all()
