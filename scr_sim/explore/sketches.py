"""Drawings as text, Mermaid and Graphviz's DOT."""

from __future__ import annotations

from textwrap import shorten

from scr_sim.explore.drawing import Arrow, Drawing, Spot

#: Stances by shape, as everywhere in the product.
GLYPHS = {"accept": "○", "challenge": "◆", "escalate": "▲"}
#: Scenes by shape: what is decided, what is walked through, and the three kinds of ending.
SHAPES = {"decision": "□", "passage": "·", "protected": "◉", "mixed": "◐", "missed": "◌"}
ENDINGS = ("protected", "mixed", "missed")

_WIDTH = 100


def as_text(drawing: Drawing) -> str:
    """Return a drawing as lines of 100 columns at the most."""
    places = {spot.id: number for number, spot in enumerate(drawing.spots, 1)}
    endings = sum(spot.kind in ENDINGS for spot in drawing.spots)
    lines = [
        _cut(f"{drawing.title}{_with(drawing)}"),
        f"{len(drawing.spots)} scenes, {endings} of them endings, in the order of the story",
        "",
    ]
    for spot in drawing.spots:
        lines.append(_cut(_scene_line(drawing, spot, places[spot.id])))
        lines += [_cut(line) for line in _leaving_lines(drawing, spot, places)]
        lines.append("")
    lines += [
        "□ decision   · passage   ◉ protected   ◐ mixed   ◌ missed",
        "○ accept   ◆ challenge   ▲ escalate   → onward   ↑ back   ✓ notes convince   ✗ do not",
    ]
    if drawing.played:
        lines.append("▶ the way of the play")
    return "\n".join(lines)


def _with(drawing: Drawing) -> str:
    return f", with {', '.join(drawing.branches)}" if drawing.branches else ""


def _scene_line(drawing: Drawing, spot: Spot, number: int) -> str:
    marks = []
    if spot.kind in ENDINGS:
        marks.append(f"ending: {spot.kind}")
    if not spot.reached:
        marks.append("NO PLAY COMES HERE")
    if spot.dead_end:
        marks.append("DEAD END")
    told = f"   {', '.join(marks)}" if marks else ""
    way = "▶" if spot.played else " "
    return f"{way}{number:>3} {SHAPES[spot.kind]} {spot.id}  {spot.title}{told}"


def _leaving_lines(drawing: Drawing, spot: Spot, places: dict[str, int]) -> list[str]:
    lines: list[str] = []
    before: tuple[str, bool | None] | None = None
    for arrow in drawing.leaving(spot.id):
        way = "▶" if arrow.played else " "
        turn = "→" if places[arrow.target] > places[spot.id] else "↑"
        to = f"{turn} {places[arrow.target]} {arrow.target}"
        lead = " " * 46
        if arrow.stance is None:
            lead = " " * 8
        elif (arrow.choice, arrow.convincing) != before:
            cited = {None: " ", True: "✓", False: "✗"}[arrow.convincing]
            choice = _short(arrow.choice, 26)
            lead = f"     {GLYPHS[arrow.stance]} {arrow.stance:<9} {choice:<26} {cited} "
        before = (arrow.choice, arrow.convincing)
        never = "" if arrow.possible or not spot.reached else "   NEVER"
        condition = f"   {arrow.condition}" if arrow.condition else ""
        lines.append(f"{way}{lead}{to}{never}{condition}")
    return lines


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _cut(line: str) -> str:
    return _short(line.rstrip(), _WIDTH)


def as_mermaid(drawing: Drawing) -> str:
    """Return a drawing as a Mermaid flowchart."""
    names = {spot.id: f"s{number}" for number, spot in enumerate(drawing.spots)}
    lines = ["flowchart TD"]
    for spot in drawing.spots:
        title = f"{_mermaid(spot.title)}<br>{_mermaid(spot.id)}{_mermaid(_marks(spot))}"
        left, right = ("([", "])") if spot.kind in ENDINGS else ("[", "]")
        if spot.kind == "passage":
            left, right = ("(", ")")
        lines.append(f'    {names[spot.id]}{left}"{title}"{right}:::{_class(spot)}')
    for number, arrow in enumerate(drawing.arrows):
        line = "-->" if arrow.possible else "-.->"
        said = _said(arrow)
        label = f'|"{_mermaid(said)}"|' if said else ""
        lines.append(f"    {names[arrow.source]} {line}{label} {names[arrow.target]}")
        if arrow.played:
            lines.append(f"    linkStyle {number} stroke-width:4px")
    lines += [
        "    classDef decision fill:#f4efe6,stroke:#5a5347,color:#1f1c17",
        "    classDef passage fill:#fbfaf7,stroke:#9a9384,color:#1f1c17",
        "    classDef protected fill:#dcebdd,stroke:#2f6b3a,color:#14301a",
        "    classDef mixed fill:#f5e9c9,stroke:#806010,color:#3a2c05",
        "    classDef missed fill:#f3dcd7,stroke:#8a3324,color:#3d130b",
        "    classDef never fill:#ffffff,stroke:#8a3324,color:#3d130b,stroke-dasharray:4 3",
        "    classDef played stroke-width:4px",
    ]
    played = ",".join(names[spot.id] for spot in drawing.spots if spot.played)
    if played:
        lines.append(f"    class {played} played")
    return "\n".join(lines)


def _class(spot: Spot) -> str:
    return spot.kind if spot.reached and not spot.dead_end else "never"


def _marks(spot: Spot) -> str:
    return (" · no play comes here" if not spot.reached else "") + (
        " · dead end" if spot.dead_end else ""
    )


def _said(arrow: Arrow) -> str:
    """Return what stands beside an arrow: the stance's sign, the choice, and what must hold."""
    parts = []
    if arrow.stance is not None:
        parts.append(f"{GLYPHS[arrow.stance]} {arrow.choice}")
    if arrow.convincing is not None:
        parts.append("✓" if arrow.convincing else "✗")
    if arrow.condition:
        parts.append(shorten(arrow.condition, 40, placeholder="…"))
    if not arrow.possible:
        parts.append("(never)")
    return " ".join(parts)


def _mermaid(text: str) -> str:
    """Return a text that no Mermaid parser takes for anything but text."""
    text = text.replace("#", "#35;").replace("&", "#amp;").replace('"', "#quot;")
    return text.replace("<", "#lt;").replace(">", "#gt;").replace("`", "#96;")


def as_dot(drawing: Drawing) -> str:
    """Return a drawing in Graphviz's DOT language."""
    fills = {
        "decision": "#f4efe6",
        "passage": "#fbfaf7",
        "protected": "#dcebdd",
        "mixed": "#f5e9c9",
        "missed": "#f3dcd7",
    }
    styles = {"accept": "solid", "challenge": "bold", "escalate": "dashed"}
    lines = [
        f"digraph {_dot(drawing.id)} {{",
        "  rankdir=TB;",
        '  node [fontname="Helvetica", fontsize=11, style=filled];',
        '  edge [fontname="Helvetica", fontsize=9];',
    ]
    for spot in drawing.spots:
        shape = "box" if spot.kind == "decision" else "ellipse"
        style = "filled,rounded" if spot.kind == "passage" else "filled"
        if not spot.reached or spot.dead_end:
            style += ",dashed"
        width = ", penwidth=3" if spot.played else ""
        label = _dot(f"{spot.title}\n{spot.id}{_marks(spot)}")
        lines.append(
            f"  {_dot(spot.id)} [label={label}, shape={shape}, "
            f'style="{style}", fillcolor="{fills[spot.kind]}"{width}];'
        )
    for arrow in drawing.arrows:
        style = styles.get(arrow.stance or "", "solid") if arrow.possible else "dotted"
        width = ", penwidth=3" if arrow.played else ""
        lines.append(
            f"  {_dot(arrow.source)} -> {_dot(arrow.target)} "
            f'[label={_dot(_said(arrow))}, style="{style}"{width}];'
        )
    return "\n".join([*lines, "}"])


def _dot(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
