"""The one door through which words leave for a terminal, a pipe or a file.

What a file, an argument or a kept play holds may drive a terminal: escape sequences, line breaks
that forge lines, characters that turn the order of letters round. Everything that is printed goes
through here and is made safe here, so that no command has to remember it. Knows nothing of what
is said.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO

from scr_sim import whole_files

#: What may not reach a terminal as it is: C0 other than tab and LF; DEL; C1; the separators that
#: some terminals and most programs take for a line's end; what embeds, overrides or isolates a
#: direction of writing; half characters, which cannot be written at all.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SHOWN = "\N{REPLACEMENT CHARACTER}"


class OutputClosedError(Exception):
    """Nobody reads any more: the program ends quietly."""


class OutputError(Exception):
    """What is printed cannot be written; the message is one sentence for people."""


def safe_line(text: str) -> str:
    """Return a text as one line: breaks and tabs are spaces, what is unsafe is shown."""
    return UNSAFE.sub(_SHOWN, re.sub(r"\r\n|[\n\t]", " ", text))


def safe_text(text: str) -> str:
    """Return a text of several lines with everything unsafe shown; LF and tabs stay."""
    return UNSAFE.sub(_SHOWN, text.replace("\r\n", "\n"))


def safe_json(text: str) -> str:
    """Return JSON with everything unsafe in its strings escaped; what it means stays the same."""
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def tell(*lines: str, to: TextIO | None = None) -> None:
    """Print lines, each as one line. Raises `OutputClosedError`, `OutputError`."""
    _write("".join(f"{safe_line(line)}\n" for line in lines), to or sys.stdout)


def tell_text(text: str, *, to: TextIO | None = None) -> None:
    """Print a text of several lines. Raises `OutputClosedError`, `OutputError`."""
    _write(f"{safe_text(text)}\n", to or sys.stdout)


def tell_json(data: Any) -> None:
    """Print plain data as JSON. Raises `OutputClosedError`, `OutputError`."""
    tell_json_text(json.dumps(data, ensure_ascii=False, indent=2))


def tell_json_text(text: str) -> None:
    """Print what is JSON already. Raises `OutputClosedError`, `OutputError`."""
    _write(f"{safe_json(text)}\n", sys.stdout)


def ask(prompt: str, *, to: TextIO) -> None:
    """Print a question, and stay on its line. Raises `OutputClosedError`, `OutputError`."""
    _write(f"{safe_line(prompt)} ", to)
    flush(to)


def warn(sentence: str) -> None:
    """Print one line on standard error, with the program's name; quiet where there is none."""
    complain(f"scr-sim: {sentence}")


def complain(*lines: str) -> None:
    """Print lines on standard error. Never raises: there is nowhere left to say so."""
    with suppress(OutputClosedError, OutputError):
        if sys.stderr is not None:
            tell(*lines, to=sys.stderr)
            flush(sys.stderr)


def save(path: Path, text: str, safe: Callable[[str], str] = safe_text) -> None:
    """Write a text to a file that was asked for, made safe, all or nothing. Raises `OSError`."""
    whole_files.put(path, safe(text).encode("utf-8", "replace"))


def flush(stream: TextIO | None = None) -> None:
    """See to it that everything printed has left. Raises `OutputClosedError`, `OutputError`."""
    _guarded((stream or sys.stdout).flush if stream or sys.stdout else None)


@contextmanager
def unread() -> Iterator[None]:
    """Print what is inside; where its reader has gone, go on without, to end as one would have."""
    try:
        yield
        flush()
    except OutputClosedError:
        drop()


def prepare() -> None:
    """Let no letter stop the program: what a stream's encoding lacks has a stand-in."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def drop() -> None:
    """Let go of standard output that cannot be written, so that ending does not fail once more."""
    # Where there is none, or it is no file, nothing is held back in it.
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str, stream: TextIO | None) -> None:
    _guarded((lambda: stream.write(text)) if stream is not None else None)


def _guarded(write: Callable[[], object] | None) -> None:
    if write is None:
        return
    try:
        write()
    except BrokenPipeError:
        raise OutputClosedError from None
    except OSError as error:
        raise OutputError(
            f"What was to be printed could not be written ({error.strerror})."
        ) from None
