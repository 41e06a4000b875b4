"""Whom to talk to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scr_sim.text.word_lists import entries, word_list, wording


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Somebody to talk to."""

    name: str
    number: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Whom to talk to; ``checked`` says when the numbers were last looked at."""

    intro: str
    work: str
    real_child: str
    lines: tuple[SupportLine, ...]
    checked: str


@cache
def support() -> Support:
    """Return whom to talk to; where the list cannot be read, only what holds everywhere."""
    found = word_list("support.yaml")
    lines = tuple(
        SupportLine(wording(one, "name"), wording(one, "number"), wording(one, "for"))
        for one in entries(found, "lines")
    )
    return Support(
        intro=wording(found, "intro"),
        work=wording(found, "work") or "Talk first to your own supervisor or safeguarding lead.",
        real_child=wording(found, "real_child"),
        lines=lines or (SupportLine("A child in danger now", "999", ""),),
        checked=wording(found, "checked"),
    )
