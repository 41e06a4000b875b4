"""What every app of a test's process shares: the library is read once, and anew once it differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import paths
from scr_sim.scenario import Checked, ScenarioError
from scr_sim.scenario.loader import check_files  # as it is itself, whatever tests share
from tests import shelf
from tests.app_driver import FILES, SMALL


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many files were checked at each reading."""
    found: list[int] = []

    def counted(files: list[Path], *, merging: bool = True) -> list[Checked]:
        found.append(len(files))
        return check_files(files, merging=merging)

    monkeypatch.setattr(shelf, "check_files", counted)
    monkeypatch.setattr(shelf, "_read", {})
    return found


def library() -> list[Checked]:
    return shelf.check_once(path for path in paths.libraries() if path.is_dir())


def test_an_unchanged_library_is_read_once_though_there_is_no_folder_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[int]
) -> None:
    for home in ("one", "other"):
        monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / home))
        assert any(checked.scenario for checked in library())
    assert len(read) == 1


def test_a_file_that_came_differs_or_went_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[int]
) -> None:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path))
    before = len(library())
    own = tmp_path / "scenarios" / "own.yaml"
    own.parent.mkdir()
    own.write_bytes(Path(SMALL).read_bytes())
    assert len(library()) == before + 1
    own.write_text("id: own\n", "utf-8")
    assert any(checked.problems for checked in library() if checked.path == own)
    own.unlink()
    assert len(library()) == before
    assert len(read) == 3


def test_what_lies_beside_a_file_counts_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: list[int]
) -> None:
    monkeypatch.setattr(shelf, "_OURS", tmp_path)
    file = tmp_path / "small.yaml"
    file.write_bytes(Path(SMALL).read_bytes())
    (tmp_path / "review.yaml").write_text("statements: {}\nfindings: {}\n", "utf-8")
    for _ in range(2):
        shelf.check_once([file])
    (tmp_path / "review.yaml").unlink()
    shelf.check_once([file])
    assert read == [1, 1]


def test_a_scenario_is_loaded_once_and_anew_once_it_or_what_lies_beside_it_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "_OURS", tmp_path)
    file = tmp_path / "small.yaml"
    file.write_bytes(Path(SMALL).read_bytes())
    review = tmp_path / "small-review.yaml"
    review.write_bytes((FILES / "small-review.yaml").read_bytes())
    first = shelf.load_once(str(file))
    assert shelf.load_once(str(file)) is first
    file.write_text(Path(SMALL).read_text("utf-8").replace("Class teacher", "Teacher"), "utf-8")
    assert shelf.load_once(str(file)) != first
    review.unlink()
    with pytest.raises(ScenarioError):
        shelf.load_once(str(file))


def test_a_tests_own_scenario_is_loaded_every_time(tmp_path: Path) -> None:
    for name in ("small.yaml", "small-review.yaml"):
        (tmp_path / name).write_bytes((FILES / name).read_bytes())
    file = str(tmp_path / "small.yaml")
    assert shelf.load_once(file) is not shelf.load_once(file)
