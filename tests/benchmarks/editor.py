"""What an author waits for in an editor, measured with a real client over standard streams."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import perf_counter

from lsprotocol import types as lsp

from tests.benchmarks.generator import write
from tests.benchmarks.measures import LARGE, Measure
from tests.lsp.editor import Editor


def editing(folder: Path, times: int = 5) -> list[Measure]:
    """Measure the language server on a large file that is being written."""
    return asyncio.run(_editing(write(folder, LARGE), times))


async def _editing(path: Path, times: int) -> list[Measure]:
    editor = Editor()
    await editor.start()
    try:
        uri = editor.open(path)
        await editor.problems(uri)
        at = editor.place(uri, "\n        next: scene-9")
        at = lsp.Position(at.line, at.character - len("scene-9"))
        told, completed, typing = [], [], []
        for number in range(times):
            written = lsp.Range(at, lsp.Position(at.line, at.character + (1 if number else 0)))
            begun = perf_counter()
            editor.write(uri, "s", written)
            await editor.complete(uri, lsp.Position(at.line, at.character + 1))
            typing.append(perf_counter() - begun)
            await editor.problems(uri)
            told.append(perf_counter() - begun)
            begun = perf_counter()
            await editor.complete(uri, lsp.Position(at.line, at.character + 1))
            completed.append(perf_counter() - begun)
        explored = await _explored(
            editor, uri, lsp.Range(at, lsp.Position(at.line, at.character + 1)), times
        )
        anew = await _explored_anew(editor, uri)
    finally:
        await editor.stop()
    return [
        Measure(f"problems of {LARGE} scenes after the last key", min(told) * 1000, "ms", 1000),
        Measure("the same where all plays are explored too", min(explored) * 1000, "ms", 1000),
        Measure("the same after a condition has changed", min(anew) * 1000, "ms", 1000),
        Measure("completion in them, right after a key", min(typing) * 1000, "ms", 100),
        Measure("completion in them, at rest", min(completed) * 1000, "ms", 100),
    ]


async def _explored(editor: Editor, uri: str, wrong: lsp.Range, times: int) -> list[float]:
    """Return how long what exploring finds takes, where what is written has no errors."""
    editor.write(uri, "", wrong)
    at = editor.place(uri, "text: ")
    found = []
    for _ in range(times):
        begun = perf_counter()
        editor.write(uri, "A ", lsp.Range(at, at))
        await editor.problems(uri, among="never-holds")
        found.append(perf_counter() - begun)
    return found


async def _explored_anew(editor: Editor, uri: str) -> list[float]:
    """Return how long it takes where what is written is a condition, and plays are others."""
    last = editor.place(uri, "if: trust >= 3")
    compared = lsp.Range(lsp.Position(last.line, last.character - len(">= 3")), last)
    found = []
    for other in (">= 1", ">= 2", ">= 4", "<= 1", "<= 2"):
        begun = perf_counter()
        editor.write(uri, other, compared)
        await editor.problems(uri, among="never-holds")
        found.append(perf_counter() - begun)
    return found
