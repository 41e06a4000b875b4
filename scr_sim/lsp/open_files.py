"""What an editor has open: every text as it stands, and what was last found of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scr_sim.exploration import KnownProblems
from scr_sim.lsp.documents import Document, encoded, read_document
from scr_sim.lsp.notices import Notice, SoFar, notices
from scr_sim.lsp.positions import Positions, Unit
from scr_sim.scenario.library import yaml_files
from scr_sim.scenario.syntax.allocation import allocation

#: A branch is told beside its scenario, and each story of a case also with what it carries in: as
#: many as a long case has with what else is open, since the oldest is forgotten first.
_STORIES_KNOWN = 256


#: When a file was changed, in nanoseconds, and how long it is.
Stamp = tuple[int, int]


class SupersededError(Exception):
    """A newer edit makes the work that is being done worth nothing."""


@dataclass(slots=True, kw_only=True)
class Opened:
    """A text that an editor holds. ``edition`` counts every change; ``version`` is the editor's."""

    uri: str
    path: Path
    raw: str
    version: int
    unit: Unit = "utf-16"
    edition: int = 0
    document: Document | None = None
    document_edition: int = -1
    notices: list[Notice] = field(default_factory=list)
    notices_edition: int = -1
    #: The files beside it when it was last checked, with what tells that one has changed since.
    beside: dict[Path, Stamp] = field(default_factory=dict)
    _positions: Positions | None = None

    @property
    def positions(self) -> Positions:
        """Return the text as it stands now."""
        if self._positions is None:
            self._positions = Positions(self.raw, self.unit)
        return self._positions

    def change(self, text: str, start: tuple[int, int] | None, end: tuple[int, int] | None) -> None:
        """Put a text in the place of a stretch of this one, or of all of it."""
        if start is None or end is None:
            self.raw = text
        else:
            # As the editor does it, or the two texts part: a byte order mark is a character there.
            begins, ends = sorted(self.positions.raw_index(*place) for place in (start, end))
            self.raw = self.raw[:begins] + text + self.raw[ends:]
        self._positions = None
        self.edition += 1

    @property
    def current(self) -> Document | None:
        """Return what was found of the text as it stands, if that is known already."""
        return self.document if self.document_edition == self.edition else None

    def at_hand(self) -> Document | None:
        """Return the text as it stands with the names that were last found: without reading it."""
        if self.current is not None or self.document is None:
            return self.current
        before = self.document
        return Document(
            path=self.path,
            kind=before.kind,
            positions=self.positions,
            readable=self.positions.text,
            catalogued=lambda: before.catalogue,
            review=before.review,
        )


@dataclass(slots=True)
class OpenFiles:
    """Every text that is open, by the name that the editor gives it."""

    open: dict[str, Opened] = field(default_factory=dict)
    #: What exploring found of the stories that were checked last.
    known: KnownProblems = field(default_factory=lambda: KnownProblems(_STORIES_KNOWN))

    def unsaved(self) -> dict[Path, bytes]:
        """Return the texts that are open, as files."""
        return {one.path: encoded(one.raw) for one in self.open.values()}

    def found(self, path: Path) -> Opened | None:
        """Return the open text of a file."""
        return next((one for one in self.open.values() if one.path == path), None)

    def neighbours(self, of: Opened) -> Iterator[Opened]:
        """Return the other open texts in a file's folder: what they say may hang on it."""
        for one in self.open.values():
            begun = one.document is not None or one.beside
            if one is not of and one.path.parent == of.path.parent and begun:
                yield one

    def outdated(self, by: Opened) -> Iterator[Opened]:
        """Return the neighbours of a text that were checked when it was otherwise than it is now.

        While it is as its file is, that is those that have read another file in its place.
        """
        differs, file = differs_from_its_file(by), _stamp(by.path)
        for one in self.neighbours(by):
            if differs or one.beside.get(by.path) != file:
                yield one


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One text, at one moment, to be read and checked away from the editor's typing."""

    opened: Opened
    edition: int
    positions: Positions
    unsaved: dict[Path, bytes]
    before: Document | None
    known: KnownProblems

    @classmethod
    def of(cls, opened: Opened, files: OpenFiles) -> Job:
        """Return what has to be done for a text as it stands."""
        return cls(
            opened=opened,
            edition=opened.edition,
            positions=opened.positions,
            unsaved=files.unsaved(),
            before=opened.document,
            known=files.known,
        )

    def read(self) -> Document | None:
        """Return the text with what can be read of it."""
        with allocation():
            return read_document(self.opened.path, self.positions, self.unsaved, self.before)

    def read_if(self, wanted: Callable[[], bool]) -> Document | None:
        """Return what can be read; None where nobody wants it any more once its turn has come."""
        return self.read() if wanted() else None

    def check(
        self, document: Document, go_on: Callable[[], bool], so_far: SoFar = lambda found: None
    ) -> list[Notice]:
        """Return what is wrong with it; ``so_far`` is told what is found at first.

        Raises `SupersededError` once it need not go on.
        """

        def going() -> None:
            if not go_on():
                raise SupersededError

        with allocation():
            return notices(document, self.unsaved, going, so_far, self.known)


def differs_from_its_file(one: Opened) -> bool:
    """Return whether a text is another than its file, or may be."""
    try:
        return bool(one.edition) or encoded(one.raw) != one.path.read_bytes()
    except (OSError, ValueError):
        return True


def stamps(folder: Path) -> dict[Path, Stamp]:
    """Return what changes with each of a folder's files."""
    found = {path: _stamp(path) for path in yaml_files([folder], deep=False)}
    return {path: one for path, one in found.items() if one is not None}


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
