"""A file's outline: scenes by kind, choices, enquiries, notes, variables, in the file's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scr_sim.lsp.catalogue import SCENE_NAMES
from scr_sim.lsp.documents import Document
from scr_sim.scenario.model.scene import scene_kind
from scr_sim.scenario.syntax.nodes import NO_PLACE, Loose, Map, Seq, choice_id, items, text_of

#: The parts of a file that are listed, and what each of their entries is.
_PARTS = {
    "people": "person",
    "agencies": "agency",
    "variables": "variable",
    "notes": "note",
    "scenes": "scene",
    "features": "feature",
    "findings": "finding",
    "statements": "statement",
}


@dataclass(slots=True, kw_only=True)
class Symbol:
    """Something with a name: where it stands, where its name does, and what is in it."""

    name: str
    kind: str
    start: int
    end: int
    name_start: int
    name_end: int
    detail: str = ""
    children: list[Symbol] = field(default_factory=list)


def outline(document: Document) -> list[Symbol]:
    """Return the outline of a file, as far as it can be read."""
    if document.data is None:
        return []
    return list(_Outliner(document.readable).file(document.data))


@dataclass(slots=True)
class _Outliner:
    text: str

    def file(self, data: Map) -> Iterator[Symbol]:
        end = len(self.text)
        for key, value, starts, ends in _bounded(data, end):
            if key == "plays" or key == "at" or key in _PARTS:
                symbol = self._named(key, "part", starts, ends)
                symbol.children = list(self._part(key, value, ends))
                if symbol.children:
                    yield symbol

    def _part(self, part: str, value: Loose, end: int) -> Iterator[Symbol]:
        if part == "plays":
            for at, one in items(value):
                if isinstance(value, Seq) and isinstance(one, Map):
                    yield self._item(value, at, "play", text_of(one.get("name")), end, "")
            return
        if not isinstance(value, Map):
            return
        for name, one, starts, ends in _bounded(value, end):
            kind = _PARTS.get(part, "scene")
            detail = _detail(one)
            if part == "scenes":
                kind = SCENE_NAMES[scene_kind(one)]
                detail = f"{kind}: {detail}"
            symbol = self._named(str(name), kind, starts, ends, detail)
            if isinstance(one, Map) and part in {"scenes", "at"}:
                symbol.children = list(self._inside(one, ends))
            yield symbol

    def _inside(self, scene: Map, end: int) -> Iterator[Symbol]:
        for key, value, _, ends in _bounded(scene, end):
            listed = value.get("from") if key == "enquiries" and isinstance(value, Map) else value
            if key not in {"choices", "enquiries"} or not isinstance(listed, Seq):
                continue
            kind = "choice" if key == "choices" else "enquiry"
            for at, one in items(listed):
                if isinstance(one, Map):
                    name = choice_id(one) if kind == "choice" else text_of(one.get("id"))
                    label = " ".join((text_of(one.get("label")) or "").split())
                    yield self._item(listed, at, kind, name, ends, label)

    def _item(
        self, listed: Seq, at: int, kind: str, name: str | None, end: int, detail: str
    ) -> Symbol:
        start = listed.items_at[at]
        following = [one for one in listed.items_at[at + 1 :] if one > start]
        end = self._trimmed(start, following[0] if following else end)
        start = max(0, min(start, end))
        line = self.text.find("\n", start, end)
        return Symbol(
            name=name or f"{kind} {at + 1}",
            kind=kind,
            start=start,
            end=end,
            name_start=start,
            name_end=line if line >= 0 else end,
            detail=detail,
        )

    def _named(self, name: str, kind: str, start: int, end: int, detail: str = "") -> Symbol:
        quoted = self.text[start : start + 1] in {'"', "'"}
        length = len(name) + (2 if quoted else 0)
        end = self._trimmed(start, end)
        return Symbol(
            name=name or "?",
            kind=kind,
            start=start,
            end=max(end, start + length),
            name_start=start,
            name_end=start + length,
            detail=detail,
        )

    def _trimmed(self, start: int, end: int) -> int:
        """Return where something ends, without comments and blank lines that follow it."""
        words = self.text[start:end]
        lines = words.rstrip().split("\n")
        while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            lines.pop()
        return start + len("\n".join(lines).rstrip())


def _bounded(mapping: Map, end: int) -> Iterator[tuple[str, Loose, int, int]]:
    """Return a mapping's entries with where each begins, and where the next one does."""
    known = [(at, key) for key, at in mapping.keys_at.items() if at != NO_PLACE]
    for number, (at, key) in enumerate(known):
        following = [one for one, _ in known[number + 1 : number + 2] if one > at]
        yield key, mapping[key], at, min(following[0] if following else end, max(end, at))


def _detail(value: Loose) -> str:
    """Return what tells somebody which of its kind something is."""
    if isinstance(value, Map):
        value = next((value[key] for key in ("title", "from", "label", "name") if key in value), "")
    return " ".join((text_of(value) or "").split())
