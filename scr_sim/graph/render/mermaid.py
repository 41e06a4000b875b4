"""A graph as a Mermaid flowchart, for pages that draw such by themselves."""

from __future__ import annotations

import re

from scr_sim.graph.model import DrawnLink, DrawnScene, Graph
from scr_sim.graph.render.graph_words import NOT_ALL, beside
from scr_sim.text.labels import SHAPES

_KINDS = {
    "decision": "fill:#ffffff,stroke:#5f676d,color:#1d2226",
    "passage": "fill:#faf8f3,stroke:#5f676d,color:#1d2226",
    "protected": "fill:#dfeee2,stroke:#2f6b3a,color:#1d2226,stroke-width:2px",
    "mixed": "fill:#f6ebcb,stroke:#7a6010,color:#1d2226",
    "missed": "fill:#f5dfd9,stroke:#8a3324,color:#1d2226",
    "trouble": "stroke:#b3261e,stroke-dasharray:6 4",
    "visited": "stroke-width:4px",
}
_LINE_STYLES = {
    "accept": "stroke:#17536e",
    "challenge": "stroke:#7a4a00,stroke-dasharray:9 4",
    "escalate": "stroke:#8f2a16,stroke-dasharray:3 3",
}
_NEVER = "stroke:#8b959b,stroke-dasharray:1 5"
_MOST_TOLD = 48
#: Every mark of ASCII but a few that no Mermaid parser has a use for.
_UNSAFE = re.compile(r"[^A-Za-z0-9 ,.?!\-\u0080-\U0010ffff]")


def as_mermaid(graph: Graph) -> str:
    """Return a graph as a Mermaid flowchart. Scenes are called s1, s2 ... in the story's order."""
    names = {scene.id: f"s{scene.number}" for scene in graph.scenes}
    lines = ["flowchart TD", f"    accTitle: {_plain(graph.title)}"]
    if not graph.complete:
        lines.append(f"    %% {NOT_ALL}")
    lines += [f"    {names[scene.id]}{_scene(scene)}" for scene in graph.scenes]
    styles: dict[str, list[int]] = {}
    for number, link in enumerate(graph.links):
        arrow = "-->" if link.available else "-.->"
        said = _said(link)
        label = f'|"{said}"|' if said else ""
        lines.append(f"    {names[link.source]} {arrow}{label} {names[link.target]}")
        style = _LINE_STYLES.get(link.stance or "", "") if link.available else _NEVER
        style = ",".join(filter(None, (style, "stroke-width:4px" if link.taken else "")))
        if style:
            styles.setdefault(style, []).append(number)
    for style, numbers in styles.items():
        lines.append(f"    linkStyle {','.join(map(str, numbers))} {style}")
    lines += [f"    classDef {name} {style}" for name, style in _KINDS.items()]
    more = {
        "trouble": [s for s in graph.scenes if s.troubles],
        "visited": [s for s in graph.scenes if s.visited],
    }
    for name, some in more.items():
        if some:
            lines.append(f"    class {','.join(names[scene.id] for scene in some)} {name}")
    return "\n".join(lines)


def _scene(scene: DrawnScene) -> str:
    left, right = {"decision": ("[", "]"), "passage": ("(", ")")}.get(scene.kind, ("([", "])"))
    kind = f"ending, {scene.kind}" if scene.ends else scene.kind
    told = [
        f"{SHAPES[scene.kind]} {scene.title}",
        scene.id,
        kind,
        *scene.marks,
    ]
    return f'{left}"{"<br/>".join(map(_escaped, told))}"{right}:::{scene.kind}'


def _said(link: DrawnLink) -> str:
    parts = beside(link, _MOST_TOLD)
    return "<br/>".join(map(_escaped, parts))


def _escaped(text: str) -> str:
    """Return a text that no Mermaid parser takes for anything but text."""
    return _UNSAFE.sub(lambda found: f"#{ord(found.group())};", text)


def _plain(text: str) -> str:
    """Return a text for the accessible title, which knows no escapes: marks are left out."""
    return " ".join("".join(c if c.isalnum() or ord(c) > 127 else " " for c in text).split())
