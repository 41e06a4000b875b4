"""What an editor has open: what hangs on it, and what need not be read any more."""

from __future__ import annotations

from pathlib import Path

from scr_sim.lsp.open_files import Job, Opened, OpenFiles, differs_from_its_file, stamps
from tests.scenario.small import TINY


def opened(folder: Path, text: str, saved: str | None = TINY) -> tuple[OpenFiles, Opened]:
    path = folder / "tiny.yaml"
    if saved is not None:
        path.write_bytes(saved.encode())
    one = Opened(uri=path.as_uri(), path=path, raw=text, version=1)
    files = OpenFiles()
    files.open[one.uri] = one
    return files, one


def test_a_text_as_it_is_saved_is_no_other_than_its_file(tmp_path: Path) -> None:
    _, one = opened(tmp_path, TINY)
    assert not differs_from_its_file(one)
    one.change("two", (0, 0), (0, 0))
    assert differs_from_its_file(one)


def test_a_text_that_is_not_saved_or_has_no_file_is_another(tmp_path: Path) -> None:
    for text, saved in ((f"# Mine.\n{TINY}", TINY), (TINY, None)):
        (tmp_path / "tiny.yaml").unlink(missing_ok=True)
        _, one = opened(tmp_path, text, saved)
        assert differs_from_its_file(one)


def test_what_nobody_wants_any_more_is_not_read(tmp_path: Path) -> None:
    files, one = opened(tmp_path, TINY)
    job = Job.of(one, files)
    assert job.read_if(lambda: False) is None
    found = job.read_if(lambda: True)
    assert found is not None
    assert found.kind == "scenario"


def test_what_has_read_a_text_as_it_is_saved_is_not_outdated_by_opening_it(tmp_path: Path) -> None:
    files, one = opened(tmp_path, TINY)
    path = tmp_path / "other.yaml"
    path.write_text(TINY, "utf-8")
    other = Opened(uri=path.as_uri(), path=path, raw=TINY, version=1)
    files.open[other.uri] = other
    for each in (one, other):
        each.beside = stamps(tmp_path)
    assert list(files.outdated(one)) == []
    one.path.write_text(f"# Somebody else's.\n{TINY}", "utf-8")
    assert list(files.outdated(one)) == [other]
