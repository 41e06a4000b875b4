"""The desk follows its files, whatever the system tells of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.scenario.small import TINY
from tests.tui.test_preview import opened, saved, shown, tiny

__all__ = ["tiny"]


async def test_a_save_that_the_system_does_not_tell_of_is_seen(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: object, **__: object) -> AsyncIterator[set[object]]:
        while True:
            await asyncio.sleep(0)
            yield set()

    monkeypatch.setattr("watchfiles.awatch", silent)
    async with opened(tiny) as (app, pilot):
        await saved(app, pilot, tiny, TINY.replace("You knock.", "You ring."))
        assert "You ring." in shown(app)
