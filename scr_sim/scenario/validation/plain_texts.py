"""Texts that are not what they seem: names in braces where none are filled in, and lost ends.

Both are read without complaint, and players would be the first to notice.
"""

from __future__ import annotations

import re

from scr_sim.scenario.placeholders import REFERENCE
from scr_sim.scenario.syntax.locations import Path, value_place
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq
from scr_sim.scenario.syntax.source import Source
from scr_sim.scenario.syntax.yaml_repair_model import in_quotes
from scr_sim.scenario.validation.data_check import DataCheck
from scr_sim.scenario.validation.symbols import Names

#: Keys of prose, in which names and values are filled in.
_PROSE = {"text", "unseen", "instead", "trainer", "outcome", "because", "practice", "ask"}
_PROSE |= {"compare", "between"}
#: What players never read: ids, conditions, an author's remarks.
_NOT_READ = {"if", "unless", "sure", "id", "next", "go", "review"}
_NOT_READ |= {"allow", "authors", "version", "language"}
#: A “#” after a space, and a word at once: seldom a remark, which has a space there.
_CUT = re.compile(r"[ \t]#(?=\w)")
_ID = re.compile(r"[a-z][a-z0-9_-]*\Z")


def check_texts(data: Map, names: Names) -> DataCheck:
    """Return a check that has looked at every text of a scenario."""
    texts = _Texts(DataCheck(data, names))
    texts.look_at(data, (), prose=False)
    return texts.check


class _Texts:
    """Everything that may be read, with where it is and whether it is prose."""

    def __init__(self, check: DataCheck) -> None:
        self.check = check
        #: By file, whether anything in it may be cut short: most files are told by one search.
        self._cut: dict[int, bool] = {}

    def look_at(self, value: Loose, path: Path, *, prose: bool) -> None:
        """Look at all texts within a list or a mapping."""
        if isinstance(value, Seq):
            for at, item in enumerate(value):
                self._look_within(item, path, at, value.source_of(at), prose=prose)
        elif isinstance(value, Map):
            # A page's lines are plain, though their key is “text” as well.
            of_page = path[-3:-1] == ("lines", "from")
            for key, inner in value.items():
                if key not in _NOT_READ:
                    is_prose = prose or (key in _PROSE and not of_page)
                    self._look_within(inner, path, key, value.source_of(key), prose=is_prose)

    def _look_within(
        self, inner: Loose, path: Path, step: str | int, source: Source, *, prose: bool
    ) -> None:
        # Prose stands in one file, and in it nothing but an end can be lost.
        cut = self._may_be_cut(source)
        if prose and not cut:
            return
        if type(inner) is not str:
            self.look_at(inner, (*path, step), prose=prose)
            return
        if not prose and "{" in inner:
            _filled_in_nowhere(self.check, (*path, step), inner)
        if cut:
            _cut_short(self.check, (*path, step), inner)

    def _may_be_cut(self, source: Source) -> bool:
        found = self._cut.get(id(source))
        if found is None:
            found = self._cut[id(source)] = _CUT.search(source.text) is not None
        return found


def _filled_in_nowhere(check: DataCheck, path: Path, text: str) -> None:
    for match in REFERENCE.finditer(text):
        word = match.group("id")
        if word is None:
            continue
        if word in check.names.people:
            person = check.data["people"][word]
            name = person.get("name") if isinstance(person, Map) else None
            hint = f"Write the name itself: {name}." if type(name) is str else "Write the name."
        elif word in check.names.variables:
            hint = "Say it without the value, or say it in prose."
        else:
            continue
        check.at_value(
            path,
            "not-filled-in",
            f"“{{{word}}}” is shown as it stands: this line is plain text, "
            "and names and values are filled in in prose only.",
            hint,
            match.start("id") - 1,
            len(word) + 2,
        )


def _cut_short(check: DataCheck, path: Path, text: str) -> None:
    source, at, certain = value_place(check.data, path)
    if not certain or check.full or _ID.match(text):
        return
    # Folded, a text has fewer spaces than in the file, by its lines' indentation at most.
    cut = _CUT.search(source.text, at + len(text), at + 20 * len(text) + 20)
    if cut is None or source.text[at : cut.start()].split() != text.split():
        return
    end = source.text.find("\n", cut.end())
    end = len(source.text) if end < 0 else end
    lost = source.text[cut.start() + 1 : end].strip()
    check.problems.append(
        source.problem(
            "cut-by-comment",
            f"From “{lost[:40]}” on, nothing is read: “#” after a space begins a remark.",
            cut.start() + 1,
            "Put all of the text in quotes; or, if it is a remark, put a space after the “#”.",
            (in_quotes(source.text, at, end),),
        )
    )
