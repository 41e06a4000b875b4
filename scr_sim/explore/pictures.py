"""Drawings as SVG, and as one self-contained page."""

from __future__ import annotations

from html import escape
from textwrap import wrap

from scr_sim.explore.drawing import Arrow, Drawing, Spot
from scr_sim.explore.layout import HEIGHT, WIDTH, Path, Placed, place
from scr_sim.explore.sketches import ENDINGS, GLYPHS, SHAPES

_FILLS = {
    "decision": ("#f4efe6", "#5a5347"),
    "passage": ("#ffffff", "#9a9384"),
    "protected": ("#dcebdd", "#2f6b3a"),
    "mixed": ("#f5e9c9", "#806010"),
    "missed": ("#f3dcd7", "#8a3324"),
}
#: Stances by colour, by dash and by their sign beside the line.
_LINES = {
    "accept": ("#2f5f8a", "none"),
    "challenge": ("#7a4a12", "7 3"),
    "escalate": ("#7d2450", "2 3"),
    None: ("#6b6558", "none"),
}
_INK = "#1f1c17"
_FONT = 'font-family="Helvetica, Arial, sans-serif"'


def as_svg(drawing: Drawing) -> str:
    """Return a drawing as a self-contained SVG, legible on light and on dark."""
    placed = place(drawing)
    width, height = round(placed.width), round(placed.height) + 40
    branches = f", with {', '.join(drawing.branches)}" if drawing.branches else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="title desc" {_FONT}>',
        f'<title id="title">{escape(drawing.title + branches)}</title>',
        f'<desc id="desc">{escape(_described(drawing))}</desc>',
        "<defs>",
        *(_head(name, colour) for name, (colour, _) in _heads()),
        "</defs>",
        f'<rect width="{width}" height="{height}" fill="#fbfaf7"/>',
    ]
    parts += [_path(path) for path in sorted(placed.paths, key=lambda p: p.arrow.played)]
    parts += [_box(spot, placed) for spot in drawing.spots]
    parts += _legend(height, drawing.played)
    return "\n".join([*parts, "</svg>"])


def _heads() -> list[tuple[str, tuple[str, str]]]:
    return [(stance or "passage", line) for stance, line in _LINES.items()]


def _described(drawing: Drawing) -> str:
    endings = sum(spot.kind in ENDINGS for spot in drawing.spots)
    return f"{len(drawing.spots)} scenes, {endings} of them endings, and the ways between them."


def _head(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" '
        f'fill="{colour}"/></marker>'
    )


def _path(path: Path) -> str:
    arrow = path.arrow
    colour, dash = _LINES[arrow.stance]
    (x, y), *rest = path.points
    steps = [f"M{x:.0f} {y:.0f}"]
    last = (x, y)
    for point in rest:
        bend = (point[1] - last[1]) / 2
        if path.back:
            steps.append(f"L{point[0]:.0f} {point[1]:.0f}")
        else:
            steps.append(
                f"C{last[0]:.0f} {last[1] + bend:.0f} {point[0]:.0f} {point[1] - bend:.0f} "
                f"{point[0]:.0f} {point[1]:.0f}"
            )
        last = point
    width = 4 if arrow.played else 1.6
    faint = "" if arrow.possible else ' opacity="0.45"'
    cited = {None: "", True: "yes", False: "no"}[arrow.convincing]
    return (
        f"<g{faint}><title>{escape(_told(arrow))}</title>"
        f'<path d="{" ".join(steps)}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-dasharray="{dash}" marker-end="url(#{arrow.stance or "passage"})"/>'
        f"{_sign(arrow.stance, x + 9, y + 9)}"
        f'<text x="{x + 16:.0f}" y="{y + 13:.0f}" font-size="9" fill="{colour}">{cited}</text>'
        "</g>"
    )


def _sign(stance: str | None, x: float, y: float) -> str:
    """Return a stance's sign, drawn: fonts do not agree on them."""
    if stance == "accept":
        return (
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3.6" fill="#fbfaf7" '
            f'stroke="{_LINES["accept"][0]}" stroke-width="1.4"/>'
        )
    points = {
        "challenge": ((0, -5), (5, 0), (0, 5), (-5, 0)),
        "escalate": ((0, -5), (5, 4), (-5, 4)),
    }.get(stance or "")
    if points is None:
        return ""
    corners = " ".join(f"{x + dx:.0f},{y + dy:.0f}" for dx, dy in points)
    return f'<polygon points="{corners}" fill="{_LINES[stance][0]}"/>'


def _told(arrow: Arrow) -> str:
    parts = [arrow.label, f"({arrow.stance})" if arrow.stance else "", arrow.condition]
    if arrow.convincing is not None:
        parts.append("where the notes convince" if arrow.convincing else "where they do not")
    if not arrow.possible:
        parts.append("no play goes this way")
    return " ".join([*(part for part in parts if part), f"→ {arrow.target}"])


def _box(spot: Spot, placed: Placed) -> str:
    fill, line = _FILLS[spot.kind]
    box = placed.boxes[spot.id]
    left, top = box.x - WIDTH / 2, box.y - HEIGHT / 2
    radius = {"decision": 3, "passage": 14}.get(spot.kind, 27)
    marks = [] if spot.reached else ["no play comes here"]
    marks += ["dead end"] if spot.dead_end else []
    dash = ' stroke-dasharray="5 4"' if marks else ""
    title = wrap(spot.title, 27, max_lines=2, placeholder="…") or [""]
    lines = [(text, 12, "600") for text in title]
    kind = f"{spot.kind}: " if spot.kind in ENDINGS else ""
    lines.append((f"{kind}{spot.id}"[:34], 10, "400"))
    lines += [(mark, 10, "700") for mark in marks]
    first = box.y - (len(lines) - 1) * 6.5 + 3.5
    words = "".join(
        f'<text x="{box.x:.0f}" y="{first + at * 13:.0f}" text-anchor="middle" '
        f'font-size="{size}" font-weight="{weight}" fill="{_INK}">{escape(text)}</text>'
        for at, (text, size, weight) in enumerate(lines)
    )
    return (
        f"<g><title>{escape(f'{spot.title} ({spot.id}, {spot.kind})')}</title>"
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="{radius}" '
        f'fill="{fill}" stroke="{line}" stroke-width="{4 if spot.played else 1.4}"{dash}/>'
        f"{words}</g>"
    )


def _legend(height: int, played: bool) -> list[str]:
    parts = []
    x, y = 34, height - 18
    for stance in ("accept", "challenge", "escalate"):
        colour, dash = _LINES[stance]
        parts.append(
            f'<path d="M{x} {y}h34" stroke="{colour}" stroke-width="1.6" '
            f'stroke-dasharray="{dash}"/>{_sign(stance, x + 44, y)}{_word(stance, x + 54, y + 4)}'
        )
        x += 136
    words = "yes, no: whether the notes convince"
    parts.append(_word(f"{words}; thick: the way of the play" if played else words, x, y + 4))
    return parts


def _word(text: str, x: float, y: float) -> str:
    return f'<text x="{x}" y="{y}" font-size="11" fill="{_INK}">{text}</text>'


def as_html(drawing: Drawing) -> str:
    """Return a drawing as one page that needs nothing else: the picture, and a list of scenes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from scr_sim import folders

    pages = Environment(
        loader=FileSystemLoader(folders.assets() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # The picture is ours, and every text in it is escaped already.
    picture = Markup(as_svg(drawing))  # noqa: S704
    page: str = pages.get_template("graph.html").render(
        drawing=drawing, picture=picture, glyphs=GLYPHS, shapes=SHAPES
    )
    return page
