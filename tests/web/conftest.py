from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give whoever serves a data folder of their own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("SCR_SIM_HOME", str(folder))
    monkeypatch.delenv("SCR_SIM_SHARED", raising=False)
    return folder
