"""Files mended: the changes of a scenario, branch or review that are certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scr_sim import whole_files
from scr_sim.scenario import Checker, Problem
from scr_sim.scenario.edits import fixed, unified
from scr_sim.scenario.library import yaml_files
from scr_sim.scenario.syntax.source import Source
from scr_sim.services.text_files import TextFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A file with what could be mended in it; nothing is written before `write`."""

    file: TextFile
    text: str
    gone: tuple[Problem, ...]
    left: tuple[Problem, ...] = ()

    @property
    def difference(self) -> str:
        """Return the changes as a unified diff."""
        return unified(str(self.file.path), self.file.text, self.text)

    def write(self) -> None:
        """Write the mended text to the file. Raises OSError; then the file is as it was."""
        whole_files.put(self.file.path, self.file.encoded(self.text), anew=False)


def corrections(paths: Iterable[Path]) -> list[Correction]:
    """Return what can certainly be mended in files, or in those that lie in folders."""
    files = yaml_files(paths)
    mended: dict[Path, bytes] = {}
    found = []
    for path in files:
        file = TextFile.read(path)
        if file is None:
            continue
        name = Source(str(path), "").name

        def check(text: str, file: TextFile = file, name: str = name) -> Sequence[Problem]:
            unsaved = {**mended, file.path: file.encoded(text)}
            problems = Checker(files, unsaved=unsaved).check(file.path).problems
            return [problem for problem in problems if problem.file == name]

        result = fixed(file.text, check)
        if result.text != file.text:
            mended[path] = file.encoded(result.text)
            found.append(
                Correction(file=file, text=result.text, gone=result.gone, left=result.left)
            )
    return found
