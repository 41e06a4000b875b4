from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the golden screens be written anew."""
    parser.addoption("--renew-goldens", action="store_true", help="write the golden screens anew")
