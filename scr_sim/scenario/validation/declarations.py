"""What is declared and never used, and what a review's own statements name."""

from __future__ import annotations

import re
from collections import Counter

from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.nodes import Map, entries, items, number_of, text_of
from scr_sim.scenario.validation.data_check import DataCheck
from scr_sim.scenario.validation.references import References
from scr_sim.scenario.validation.symbols import Names

_ID = re.compile(r"[a-z][a-z0-9_-]*")


def check_use(references: References, *, whole: bool = True) -> list[Problem]:
    """Return what is declared and never used: notes that nothing gives, variables unread.

    Where the file could not be read ``whole``, what stands in it once more as a word is passed
    over: it may well be used where something else is wrong.
    """
    data = references.data
    if references.full:  # what was not looked at any more may well use them
        return []
    check = DataCheck(data, references.names)
    meant = set(references.names.hints.suggested)
    if not whole:
        meant |= _words_that_stand_twice(data)
    notes = data.get("notes")
    for note in notes if isinstance(notes, Map) else ():
        if note not in references.given_notes and note not in meant:
            check.at_key(
                ("notes", note),
                "unused-note",
                f"Nothing gives the note “{note[:80]}”.",
                "Give it in a scene, an enquiry or a choice, or remove it.",
            )
    for name, variable in entries(data.get("variables")):
        hidden = text_of(variable.get("show")) in {None, "false"}
        if name not in references.read_variables and hidden and name not in meant:
            check.at_key(
                ("variables", name),
                "unused-variable",
                f"No condition, no cost and no text reads the variable “{name[:80]}”, "
                "and it is not shown.",
                "Use it, show it, or remove it.",
            )
    return check.problems


def _words_that_stand_twice(data: Map) -> set[str]:
    sources = {data.source, *(data.source_of(key) for key in data)}
    for value in data.values():
        if isinstance(value, Map):
            sources |= {value.source_of(key) for key in value}
    counted = Counter(word for source in sources for word in _ID.findall(source.text))
    return {word for word, times in counted.items() if times > 1}


def check_statements(data: Map) -> list[Problem]:
    """Return where a review's statements name findings that it has not."""
    check = DataCheck(data, Names())
    findings = data.get("findings")
    if not isinstance(findings, Map):
        return []
    known = {str(number) for number in findings}
    for name, statement in entries(data.get("statements")):
        for at, item in items(statement.get("findings")):
            number = text_of(item)
            if number_of(item) is not None and number not in known:
                check.at_value(
                    ("statements", name, "findings", at),
                    "unknown-finding",
                    f"The review has no finding {number}.",
                    f"It has {', '.join(str(one) for one in findings)}.",
                )
    return check.problems
