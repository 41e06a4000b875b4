"""The library, read once for the same files: apps and tests read all of it again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

import scr_sim.scenario
from scr_sim import paths
from scr_sim.scenario import Checked, LoadedScenario
from scr_sim.scenario.library import find, yaml_files
from scr_sim.scenario.loader import check_files, load

#: The files that come with the program and with its tests. Others are a test's own.
_OURS = Path(__file__).parent.parent

_Files = tuple[Path, ...]
_Read = tuple[bool, _Files, bytes]
_read: dict[_Read, list[Checked]] = {}
_Loaded = tuple[Path, tuple[str, ...], _Files, bytes]
_loaded: dict[_Loaded, LoadedScenario] = {}

#: So many are kept: tests that make many of their own would fill the memory.
_MOST_LIBRARIES, _MOST_SCENARIOS = 8, 64


def check_once(named: Iterable[Path], *, merging: bool = True) -> list[Checked]:
    """Return what ``check_files`` finds, found anew wherever any file is not as it was."""
    files = yaml_files(named)
    # To look at the library costs more than to check a small file of a test's own.
    found = _looked_at(files) if any(path.is_relative_to(_OURS) for path in files) else None
    if found is None:
        return check_files(files, merging=merging)
    key = merging, (*files, *found[0]), found[1]
    if key not in _read:
        while len(_read) >= _MOST_LIBRARIES:
            del _read[next(iter(_read))]
        _read[key] = check_files(files, merging=merging)
    return list(_read[key])


def load_once(name: str, branches: Sequence[str] = ()) -> LoadedScenario:
    """Return what ``load`` finds in one of our own files, anew wherever any is not as it was."""
    file = find(name)
    ours = file.is_relative_to(_OURS) and not any(Path(one).suffix for one in branches)
    found = _looked_at([file]) if ours else None
    if found is None:
        return load(name, branches)
    key = file, tuple(branches), *found
    if key not in _loaded:
        while len(_loaded) >= _MOST_SCENARIOS:
            del _loaded[next(iter(_loaded))]
        _loaded[key] = load(name, branches)
    return _loaded[key]


def _looked_at(files: Sequence[Path]) -> tuple[_Files, bytes] | None:
    """Return all that is read to check files and the digests of it, or None if it cannot be."""
    beside = yaml_files({path.parent for path in files}, deep=False)
    looked_at = yaml_files([*files, *beside, *paths.libraries(), *paths.reviews()])
    try:
        # A folder of one's own need not be there: then nothing is read in it.
        everything = [path for path in looked_at if path in files or path.exists()]
        # A pipe would be waited for, and a device may never end.
        if not all(path.is_file() for path in everything):
            return None
        contents = [path.read_bytes() for path in everything]
    except OSError:  # what cannot be read is the checker's to tell
        return None
    return tuple(everything), b"".join(sha256(content).digest() for content in contents)


def install() -> None:
    """Let everything in this process read by way of it."""
    vars(scr_sim.scenario).update(check_files=check_once, load=load_once)
