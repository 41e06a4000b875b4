"""The signs and words that every drawing shares."""

from __future__ import annotations

from scr_sim.graph.model import ENDING_KINDS, DrawnLink, Graph
from scr_sim.text.labels import CITED
from scr_sim.text.quantities import counted
from scr_sim.text.stances import SIGNS, STANCE_NAMES

NOT_ALL = "Not every state was looked at: what no play reaches is not marked."


def described(graph: Graph) -> str:
    """Return how much there is of what, one line for each thing to be known."""
    kinds = [scene.kind for scene in graph.scenes]
    ways = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ENDING_KINDS if kind in kinds)
    endings = sum(kinds.count(kind) for kind in ENDING_KINDS)
    parts = [counted(kinds.count("decision"), "decision")]
    if "passage" in kinds:
        parts.append(counted(kinds.count("passage"), "passage"))
    parts.append(f"{counted(endings, 'ending')} ({ways})")
    lines = [f"{counted(len(kinds), 'scene')}: {', '.join(parts)}."]
    unreached = sum(not scene.reachable for scene in graph.scenes)
    dead = sum(scene.dead_end for scene in graph.scenes)
    if unreached:
        lines.append(f"{counted(unreached, 'scene')} that no play reaches.")
    if dead:
        lines.append(f"{counted(dead, 'dead end')}.")
    return "\n".join(lines)


def said(link: DrawnLink) -> str:
    """Return everything about a link in one line, for who cannot see how it is drawn."""
    parts = []
    if link.stance is not None:
        sign = SIGNS[link.stance]
        parts.append(f"{sign} {STANCE_NAMES[link.stance]}: {link.label} ({link.choice})")
    if link.convincing is not None:
        parts.append("the notes convince" if link.convincing else "the notes do not convince")
    if link.cite:
        parts.append(link.cite)
    parts += link.conditions
    if link.branch:
        parts.append(f"from {link.branch}")
    if not link.available:
        parts.append("no play goes this way")
    if link.taken:
        parts.append("the play went this way")
    return "; ".join([*parts, f"leads to {link.target}"])


def shortened(text: str, width: int) -> str:
    """Return a text cut to so many characters, at a word's end where there is one."""
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    head, space, _ = cut.rpartition(" ")
    return f"{head if space and len(head) > width // 2 else cut}…"


def beside(link: DrawnLink, most: int) -> list[str]:
    """Return what stands beside a link: sign and choice, what the citing came to, conditions.

    Each condition has ``most`` characters at the most.
    """
    parts = []
    if link.stance is not None:
        parts.append(f"{SIGNS[link.stance]} {link.choice}")
    if link.convincing is not None:
        parts.append(CITED[link.convincing])
    parts += [shortened(one, most) for one in link.conditions]
    if not link.available:
        parts.append("✕ never")
    return parts
