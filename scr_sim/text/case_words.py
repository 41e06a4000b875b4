"""How a case reads, wherever it is shown: how its scenarios stand, and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence

from scr_sim.text.quantities import decisions_made

NOT_BEGUN = "not played yet"
NOT_OPEN = "opens when the one before has ended"
ANEW = "what goes before has changed: to be played anew from there"


def standing(*, is_open: bool, begun: bool, anew: bool, ending: str | None, made: int) -> str:
    """Return how one scenario of a case stands.

    ``ending`` is the title of the ending that its play came to, if it did; ``made`` how many
    decisions were made in it.
    """
    if not is_open:
        return NOT_OPEN
    if anew:
        return ANEW
    if ending is not None:
        return f"ended: {ending}"
    return f"begun: {decisions_made(made)}" if begun else NOT_BEGUN


def progress(ended: int, scenarios: int) -> str:
    """Return how far a play of a case has come."""
    return f"{ended} of {scenarios} ended"


def sequence(titles: Sequence[str]) -> str:
    """Return the titles of a case's scenarios in their order, as a sentence."""
    return f"{len(titles)} scenarios, in this order: {', '.join(titles)}."
