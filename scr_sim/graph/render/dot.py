"""A graph in Graphviz's DOT language."""

from __future__ import annotations

from scr_sim.graph.model import DrawnLink, DrawnScene, Graph
from scr_sim.graph.render.graph_words import NOT_ALL, beside, said
from scr_sim.text.labels import SHAPES

_FILLS = {
    "decision": "#ffffff",
    "passage": "#faf8f3",
    "protected": "#dfeee2",
    "mixed": "#f6ebcb",
    "missed": "#f5dfd9",
}
_COLOURS = {"accept": "#17536e", "challenge": "#7a4a00", "escalate": "#8f2a16"}
_STYLES = {"accept": "solid", "challenge": "dashed", "escalate": "dotted"}
_HEADS = {"accept": "onormal", "challenge": "diamond", "escalate": "normal"}
_QUIET = "#5f676d"
_MOST_TOLD = 48


def as_dot(graph: Graph) -> str:
    """Return a graph as a digraph in DOT. Scenes are called by their ids."""
    lines = [
        f"digraph {_quoted(graph.id)} {{",
        f"  graph [label={_quoted(graph.title)}, labelloc=t, rankdir=TB, "
        'fontname="Helvetica", bgcolor="#faf8f3"];',
        '  node [fontname="Helvetica", fontsize=11, color="#5f676d", fontcolor="#1d2226"];',
        '  edge [fontname="Helvetica", fontsize=9, color="#5f676d"];',
    ]
    if not graph.complete:
        lines.append(f"  // {NOT_ALL}")
    lines += [f"  {_quoted(scene.id)} [{_scene(scene)}];" for scene in graph.scenes]
    lines += [
        f"  {_quoted(link.source)} -> {_quoted(link.target)} [{_link(link)}];"
        for link in graph.links
    ]
    return "\n".join([*lines, "}"])


def _scene(scene: DrawnScene) -> str:
    kind = f"ending: {scene.kind}" if scene.ends else scene.kind
    told = [
        f"{SHAPES[scene.kind]} {scene.title}",
        scene.id,
        kind,
        *scene.marks,
    ]
    style = ["filled"] if scene.kind == "decision" or scene.ends else ["filled", "rounded"]
    style += [] if scene.reachable else ["dashed"]
    given = {
        "label": _quoted("\n".join(told)),
        "shape": "ellipse" if scene.ends else "box",
        "style": _quoted(",".join(style)),
        "fillcolor": _quoted(_FILLS[scene.kind]),
    }
    if scene.kind == "protected":
        given["peripheries"] = "2"
    if scene.troubles:
        given["color"] = _quoted("#b3261e")
    if scene.visited:
        given["penwidth"] = "4"
    return _given(given)


def _link(link: DrawnLink) -> str:
    parts = beside(link, _MOST_TOLD)
    stance = link.stance or ""
    colour = _COLOURS.get(stance, _QUIET)
    given = {"tooltip": _quoted(said(link)), "color": _quoted(colour)}
    if parts:
        given |= {"label": _quoted("\n".join(parts)), "fontcolor": _quoted(colour)}
    given["style"] = _STYLES.get(stance, "solid")
    if stance:
        given["arrowhead"] = _HEADS[stance]
    if not link.available:
        given |= {"color": _quoted("#b9bec2"), "style": "dotted"}
    if link.taken:
        given["penwidth"] = "4"
    return _given(given)


def _given(given: dict[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in given.items())


def _quoted(text: str) -> str:
    """Return a text as DOT's quoted string; labels know HTML's entities too, so & is one."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    text = text.replace("\n", "\\n")
    return f'"{text}"'
