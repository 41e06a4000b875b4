"""Files that are written for their owner alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from errno import EISDIR
from pathlib import Path

from scr_sim import whole_files


def write_private(path: Path, text: str) -> None:
    """Write a text that only its owner can read; what was there before is replaced, or stays whole.

    Raises `OSError`.
    """
    whole_files.put(path, text.encode("utf-8", "replace"), private=True)


def write_private_folder(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write texts to files of a folder, by their names, so that only its owner can read them.

    The folder is made where there is none; what is of the same name is replaced once all is
    written, the rest stays. Returns the files in the order given. Raises `OSError`.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Each is put in place whole: on a disk that is full, what was there before is there still. And
    # whoever could read what is replaced cannot read what comes in its place.
    half = {folder / name: folder / f".{name}.part" for name in texts}
    try:
        for (path, part), text in zip(half.items(), texts.values(), strict=True):
            part.unlink(missing_ok=True)
            write_private(part, text)
            if path.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
        for path, part in half.items():
            part.replace(path)
    finally:
        for part in half.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return list(half)


def free_name(folder: Path, stem: str, ending: str) -> Path:
    """Return the path of a file that is not there yet: ``stem.ending``, or with a number."""
    path = folder / f"{stem}.{ending}"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.{ending}"
    return path
