"""Picking several of a list by their numbers: notes to show, lines to note down."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.plain.console import Talk, number_in, numbers

#: Stands for having left.
_LEFT = ("",)


def selected(
    talk: Talk, what: str, ids: Sequence[str], most: int, leave: str = "think again"
) -> tuple[str, ...] | None:
    """Ask for up to ``most`` of the ids, by number; None where the player chose to ``leave``."""
    many = "one" if most == 1 else f"up to {most}, with a space between"
    several = "" if most == 1 else f", up to {most} of them with a space between"
    picked = talk.ask_until(
        f"{what}, {many}; 0 for none; x to {leave}:",
        f"{numbers(len(ids))}{several}, 0 for none, x to {leave}",
        lambda typed: _LEFT if typed == "x" else _picked(typed, ids, most),
    )
    return None if picked is _LEFT else picked


def _picked(typed: str, ids: Sequence[str], most: int) -> tuple[str, ...] | None:
    words = typed.replace(",", " ").split()
    if words == ["0"]:
        return ()
    found = [number_in(word, len(ids)) for word in words]
    picked = tuple(dict.fromkeys(ids[one - 1] for one in found if one is not None))
    return picked if found and None not in found and len(picked) <= most else None
