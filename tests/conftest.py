from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from playwright.async_api import Browser

# Modules and tests all stay, so garbage is looked for seldom, and not among them: as it is by
# default, going through them again and again took a fifth of the suite's time.
gc.set_threshold(50_000, 10, 10)
#: After so many tests garbage is looked for, and what stays is looked through no more.
_TESTS_BETWEEN = 10
_tests_run = 0

#: Where temporary folders lie in memory, and how much room there must be (a container has little).
_MEMORY, _ROOM = Path("/dev/shm"), 1 << 30
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    # Every action is brought to the disk before it is shown, which takes most of a test's time.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

#: Where compiled code is kept, where it may not stand beside its source.
_COMPILED = Path(__file__).parent.parent / ".pytest_cache" / "compiled"
if sys.dont_write_bytecode:
    # Every program that a test starts would compile all of its own code anew.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(_COMPILED)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(_COMPILED)

# After the above, as hypothesis is large and would be compiled anew as well.
from tests import profiles, shelf  # noqa: E402

profiles.register()
# Before anything takes over what it replaces.
shelf.install()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the golden screens be written anew, and more kills be tried."""
    parser.addoption("--renew-goldens", action="store_true", help="write the golden screens anew")
    parser.addoption("--kills", type=int, default=20, help="how many times the play is killed")


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Run one more at once than there are processors: some wait for browsers and other programs."""
    workers = yield
    return workers if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else workers + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: at the end, one long test has the processors to itself."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Look for garbage among modules and tests for the last time."""
    _throw_away()


def pytest_runtest_logfinish() -> None:
    """Look for garbage now and then: while a test runs it would be looked for in vain."""
    global _tests_run
    _tests_run += 1
    if _tests_run % _TESTS_BETWEEN == 0:
        _throw_away()


def _throw_away() -> None:
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Start one browser for all tests: each is somebody else in it, with nothing of the others."""
    from tests.browser import browsing

    async with browsing() as one:
        yield one
