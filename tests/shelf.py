"""The library, read once for the same files: every app that a test opens reads all of it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import scr_sim.scenario
from scr_sim import paths
from scr_sim.scenario import Checked
from scr_sim.scenario.library import yaml_files
from scr_sim.scenario.loader import check_files

_Read = tuple[bool, tuple[Path, ...], bytes]
_read: dict[_Read, list[Checked]] = {}

#: So many libraries are kept: tests that make many of their own would fill the memory.
_MOST_KEPT = 8


def check_once(named: Iterable[Path], *, merging: bool = True) -> list[Checked]:
    """Return what ``check_files`` finds, found anew wherever any file is not as it was."""
    files = yaml_files(named)
    beside = yaml_files({path.parent for path in files}, deep=False)
    looked_at = yaml_files([*files, *beside, *paths.libraries(), *paths.reviews()])
    try:
        # A folder of one's own need not be there: then nothing is read in it.
        everything = [path for path in looked_at if path in files or path.exists()]
        # A pipe would be waited for, and a device may never end.
        if not all(path.is_file() for path in everything):
            return check_files(files, merging=merging)
        contents = [path.read_bytes() for path in everything]
    except OSError:  # what cannot be read is the checker's to tell
        return check_files(files, merging=merging)
    digests = b"".join(sha256(content).digest() for content in contents)
    key = merging, (*files, *everything), digests
    if key not in _read:
        while len(_read) >= _MOST_KEPT:
            del _read[next(iter(_read))]
        _read[key] = check_files(files, merging=merging)
    return list(_read[key])


def install() -> None:
    """Let every app of this process read by way of it."""
    scr_sim.scenario.check_files = check_once
