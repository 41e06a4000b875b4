from __future__ import annotations

import pytest

from tests import profiles

profiles.register()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the golden screens be written anew, and more kills be tried."""
    parser.addoption("--renew-goldens", action="store_true", help="write the golden screens anew")
    parser.addoption("--kills", type=int, default=20, help="how many times the play is killed")
