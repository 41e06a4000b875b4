"""Picking several of a list by their numbers: notes to show, lines to note down."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.plain.console import Talk


def selected(
    talk: Talk, what: str, ids: Sequence[str], most: int, leave: str = "think again"
) -> tuple[str, ...] | None:
    """Ask for up to ``most`` of the ids, by number; None where the player chose to ``leave``."""
    many = "one" if most == 1 else f"up to {most}, with a space between"
    while True:
        typed = talk.ask(f"{what}, {many}; 0 for none; x to {leave}:")
        if typed.casefold() == "x":
            return None
        picked = _picked(typed, ids)
        if picked is not None and len(picked) <= most:
            return picked


def _picked(typed: str, ids: Sequence[str]) -> tuple[str, ...] | None:
    words = typed.replace(",", " ").split()
    if words == ["0"]:
        return ()
    if not words or not all(w.isdecimal() and 1 <= int(w[:9]) <= len(ids) for w in words):
        return None
    return tuple(dict.fromkeys(ids[int(word) - 1] for word in words))
