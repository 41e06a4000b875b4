"""From a file to plain data with positions, or to the problems that say why it cannot be read."""

from __future__ import annotations

import codecs
import errno
import stat
from dataclasses import dataclass, field
from pathlib import Path

from scr_sim.scenario.syntax.allocation import allocation
from scr_sim.scenario.syntax.composer import Builder
from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.nodes import Map
from scr_sim.scenario.syntax.source import Source

MOST_BYTES = 5 * 1024 * 1024


@dataclass(slots=True)
class Reading:
    """What came of reading one file: its data, or None, and the problems met on the way."""

    source: Source
    data: Map | None = None
    problems: list[Problem] = field(default_factory=list)


def read_file(path: Path) -> Reading:
    """Read one file. Whatever is wrong with it is in the reading's problems, never raised."""
    name = str(path)
    try:
        # Asked first, because opening a pipe would wait for somebody to write into it.
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            return _unreadable(name, "This is not a file that can be read.")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        return _unreadable(name, *_why_not(error))
    return read_bytes(raw, name)


def _why_not(error: OSError | ValueError) -> tuple[str, str]:
    """Return why a file cannot be opened, and what to do about it."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "The file cannot be read: it is not there.", "Look at its name and its folder."
    if isinstance(error, PermissionError):
        return "The file cannot be read: you are not allowed to.", "Ask for the right to read it."
    if isinstance(error, ValueError) or error.errno in {errno.ENAMETOOLONG, errno.ELOOP}:
        return "The file cannot be read: its name cannot be used.", "Give it another name."
    return "The file cannot be read: the disk or the network did not give it.", "Try it again."


def read_bytes(raw: bytes, name: str) -> Reading:
    """Read the bytes of one file, called ``name`` in problems."""
    if len(raw) > MOST_BYTES:
        return _unreadable(name, "The file is larger than 5 MiB.", "Split it into branches.")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        source = Source(name, raw.decode())
    except UnicodeDecodeError as error:
        return _not_utf8(raw, name, error.start)
    builder = Builder(source)
    with allocation():
        data = builder.build()
    return Reading(source, data, builder.problems)


def _not_utf8(raw: bytes, name: str, at: int) -> Reading:
    source = Source(name, raw.decode(errors="replace"))
    problem = source.problem(
        "yaml",
        f"The file is not UTF-8: byte 0x{raw[at]:02x} cannot be read.",
        len(raw[:at].decode()),
        "Save it again with the encoding UTF-8.",
    )
    return Reading(source, None, [problem])


def _unreadable(name: str, message: str, hint: str = "") -> Reading:
    return Reading(
        Source(name, ""), None, [Problem(code="yaml", message=message, file=name, hint=hint)]
    )
