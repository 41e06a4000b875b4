"""A graph as a picture: SVG that needs nothing else, legible on light and on dark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise

from scr_sim.graph.layout import Box, Layout, Line, Point, lay_out
from scr_sim.graph.model import OTHERWISE, DrawnLink, DrawnScene, Graph
from scr_sim.graph.render.graph_words import NOT_ALL, described, said
from scr_sim.graph.render.stylesheet import STYLE
from scr_sim.text.labels import CITED
from scr_sim.text.quantities import columns, within
from scr_sim.text.stances import STANCE_NAMES

BOX = 248.0
_PAD = 12.0
#: A character's width for a size of type of 1, on average, and at the most in capitals.
_CHARACTER = 0.54
_CORNER = 7.0
_LEGEND = 96.0
#: Between two links that leave a box, at the least; and where there is room for a word.
_PORT, _ROOMY = 27.0, 37.0
#: How far what is said of links is set in, and the sizes by which its lines are broken.
_INDENT, _NARROW, _NARROWER = 34.0, 9.8, 8.3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A line of text in a box: its style, its size, how far it is set in, and its link's sign."""

    text: str
    style: str
    size: float
    height: float
    indent: float = 0.0
    link: DrawnLink | None = None


def as_svg(graph: Graph) -> str:
    """Return a graph as an SVG document."""
    texts = {scene.id: _texts(scene, links) for scene, links in graph.by_scene()}
    leaving = {scene.id: links for scene, links in graph.by_scene()}
    sizes = {
        name: (_width(leaving[name]), sum(text.height for text in some) + 2 * _PAD - 3)
        for name, some in texts.items()
    }
    layout = lay_out(graph, sizes)
    width = round(max(layout.width, 620))
    height = round(layout.height + _LEGEND)
    shift = (width - layout.width) / 2
    boxed = {scene.id: scene for scene in graph.scenes}
    lines = sorted(layout.lines, key=lambda line: (line.link.taken, line.link.available))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="scr-graph" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="img"'
        ' aria-labelledby="graph-title graph-desc">',
        f'<title id="graph-title">{escape(graph.title)}</title>',
        f'<desc id="graph-desc">{escape(_description(graph))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{width}" height="{height}"/>',
        f'<g transform="translate({shift:.1f} 0)">',
        *(_line(line) for line in lines),
        *(_box(boxed[name], box, texts[name]) for name, box in layout.boxes.items()),
        *(_port(line, _roomy(leaving[line.link.source])) for line in lines),
        "</g>",
        *_legend(graph, layout, width),
        "</svg>",
    ]
    return "\n".join(parts)


def _description(graph: Graph) -> str:
    parts = [described(graph)]
    if not graph.complete:
        parts.append(NOT_ALL)
    if graph.walk is not None:
        parts.append(f"The way of {graph.walk.name} is marked.")
    return " ".join(parts)


# -- scenes


def _width(links: list[DrawnLink]) -> float:
    """Return how wide a box is that some links leave."""
    return max(BOX, _PORT * (len(links) + 1))


def _roomy(links: list[DrawnLink]) -> bool:
    return _width(links) / (len(links) + 1) > _ROOMY


def _texts(scene: DrawnScene, links: list[DrawnLink]) -> list[_Text]:
    """Return the lines in a scene's box."""
    room = _width(links) - 2 * _PAD
    kind = f"ending: {scene.kind}" if scene.ends else scene.kind
    found = [_Text(text=f"{scene.number} · {kind}", style="kind", size=9.5, height=14)]
    found += [
        _Text(text=line, style="title", size=13, height=16)
        for line in _wrapped(scene.title, 13, 3, room)
    ]
    found += [_Text(text=_fitting(scene.id, 10, room), style="id", size=10, height=15)]
    found += [
        _Text(text=_fitting(one, 10.5, room), style="mark", size=10.5, height=15)
        for one in scene.troubles
    ]
    if scene.branch:
        found.append(
            _Text(text=_fitting(f"from {scene.branch}", 10, room), style="id", size=10, height=15)
        )
    if len(links) == 1 and not links[0].choice:
        return found
    if links:
        found.append(_Text(text="", style="rule", size=0, height=8))
    return found + _rows(links, room - _INDENT)


def _rows(links: list[DrawnLink], room: float) -> list[_Text]:
    """Return what a box says of the links that leave it; what a choice's share is said once."""
    found: list[_Text] = []
    named = ""
    for link in links:
        if link.choice and link.choice != named:
            told = f"{link.choice} · {CITED[link.convincing]}".removesuffix(" · ")
            below = [*link.conditions, *([f"from {link.branch}"] if link.branch else [])]
            first, *rest = [_fitting(f"{told}{_never(link)}", 11, room)]
        else:
            told = ", ".join(filter(None, (CITED[link.convincing], link.led_when)))
            told = f"– {told}" if link.choice else told
            below = []
            first, *rest = _wrapped(f"{told}{_never(link)}", _NARROW, 4, room)
        named = link.choice
        some = [_Text(text=first, style="row", size=11, height=16, indent=_INDENT, link=link)]
        some += [_Text(text=line, style="row", size=11, height=14, indent=_INDENT) for line in rest]
        for one in below:
            lines = _wrapped(one, _NARROWER, 2, room)
            some += [
                _Text(text=line, style="more", size=9.5, height=12.5, indent=_INDENT)
                for line in lines
            ]
        if some[1:]:
            some[-1] = replace(some[-1], height=some[-1].height + 2.5)
        found += some
    return found


def _never(link: DrawnLink) -> str:
    return "" if link.available else " · never"


def _box(scene: DrawnScene, box: Box, texts: list[_Text]) -> str:
    classes = ["scene", scene.kind]
    classes += ["unreached"] if not scene.reachable else []
    classes += ["trouble"] if scene.dead_end or scene.endless else []
    classes += ["branch"] if scene.branch else []
    classes += ["visited"] if scene.visited else []
    radius = {"decision": 4, "passage": 16}.get(scene.kind, 26)
    told = "; ".join([f"{scene.title} ({scene.id}, {scene.kind})", *scene.marks])
    if scene.visited:
        told += "; the play came here"
    frame = f'width="{box.width:.1f}" height="{box.height:.1f}" rx="{radius}"'
    parts = [
        f'<g class="{" ".join(classes)}"><title>{escape(told)}</title>',
        f'<rect class="frame" x="{box.left:.1f}" y="{box.top:.1f}" {frame}/>',
    ]
    y = box.top + _PAD
    for text in texts:
        parts += _text(scene, box, y, text)
        y += text.height
    return "".join([*parts, "</g>"])


def _text(scene: DrawnScene, box: Box, y: float, text: _Text) -> list[str]:
    left = box.left + _PAD + (4 if scene.ends else 0)
    if text.style == "rule":
        return [f'<path class="rule" d="M{left:.1f} {y + 2:.1f}h{box.width - 2 * _PAD:.1f}"/>']
    base = y + text.size * 0.82
    found = []
    if text.style == "kind" and scene.ends:
        found.append(_ending_sign(scene.kind, left + 5, base - 3.4))
        left += 16
    if text.link is not None:
        quiet = "" if text.link.available else " never"
        found.append(
            f'<g class="{_stance(text.link)}{quiet}">{_sign(text.link.stance, left + 5, base - 4)}'
        )
        found.append(f'<text class="letter" x="{left + 15:.1f}" y="{base:.1f}">')
        found.append(f"{text.link.letter}</text></g>")
    x = left + text.indent
    taken = " taken" if text.link is not None and text.link.taken else ""
    found.append(
        f'<text class="{text.style}{taken}" x="{x:.1f}" y="{base:.1f}">{escape(text.text)}</text>'
    )
    return found


def _ending_sign(kind: str, x: float, y: float) -> str:
    ring = f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    if kind == "protected":
        return f'{ring}<circle class="full" cx="{x:.1f}" cy="{y:.1f}" r="2.8"/>'
    if kind == "mixed":
        return f'{ring}<path class="full" d="M{x:.1f} {y - 5:.1f}a5 5 0 0 0 0 10z"/>'
    return ring


# -- links


def _stance(link: DrawnLink) -> str:
    return link.stance or "way"


def _line(line: Line) -> str:
    link = line.link
    classes = ["link", _stance(link)]
    classes += ["never"] if not link.available else []
    classes += ["taken"] if link.taken else []
    path = _turning(line.points) if link.turn == "back" else _flowing(line.points)
    x, y = line.points[-1]
    size = 6 if link.taken else 4.5
    head = f"M{x:.1f} {y:.1f}l{-size} {-2 * size}h{2 * size}z"
    return (
        f'<g class="{" ".join(classes)}"><title>{escape(said(link))}</title>'
        f'<path class="line" d="{path}"/><path class="head" d="{head}"/></g>'
    )


def _flowing(points: tuple[Point, ...]) -> str:
    """Return a curve down through some points, upright in each of them."""
    (x, y), *rest = points
    steps = [f"M{x:.1f} {y:.1f}"]
    for at, (to_x, to_y) in enumerate(rest):
        if at == len(rest) - 1:
            to_y -= 8  # the head is as long as that
        if abs(to_x - x) < 0.5:
            steps.append(f"L{to_x:.1f} {to_y:.1f}")
        else:
            bend = (to_y - y) * 0.55
            steps.append(
                f"C{x:.1f} {y + bend:.1f} {to_x:.1f} {to_y - bend:.1f} {to_x:.1f} {to_y:.1f}"
            )
        x, y = to_x, to_y
    return "".join(steps)


def _turning(points: tuple[Point, ...]) -> str:
    """Return a line with right angles, its corners rounded."""
    (x, y), *rest = points
    steps = [f"M{x:.1f} {y:.1f}"]
    for (at_x, at_y), (to_x, to_y) in pairwise(rest):
        steps.append(f"L{_towards(at_x, x):.1f} {_towards(at_y, y):.1f}")
        steps.append(
            f"Q{at_x:.1f} {at_y:.1f} {_towards(at_x, to_x):.1f} {_towards(at_y, to_y):.1f}"
        )
        x, y = at_x, at_y
    return "".join([*steps, f"L{rest[-1][0]:.1f} {rest[-1][1] - 8:.1f}"])


def _towards(place: float, other: float) -> float:
    """Return a place a corner's length from one towards another, on the same axis."""
    return place + max(-_CORNER, min(_CORNER, other - place))


def _port(line: Line, roomy: bool) -> str:
    """Return a link's sign and letter, where it leaves its scene."""
    link = line.link
    if not link.choice and not link.when:
        return ""
    x, y = line.points[0]
    quiet = "" if link.available else " never"
    must = link.if_ or link.unless or link.when not in ("", OTHERWISE)
    told = link.letter + (" if" if roomy else "?") * bool(must)
    return (
        f'<g class="port {_stance(link)}{quiet}">{_sign(link.stance, x, y + 1)}'
        f'<text class="letter" x="{x + 7:.1f}" y="{y + 13:.1f}">{told}</text></g>'
    )


def _sign(stance: str | None, x: float, y: float) -> str:
    """Return a stance's sign, drawn, because fonts do not agree on it; for a passage, a dot."""
    if stance == "accept":
        return f'<circle class="open" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    if stance == "challenge":
        return f'<path class="full" d="M{x:.1f} {y - 5.5:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"/>'
    if stance == "escalate":
        return f'<path class="full" d="M{x:.1f} {y - 5:.1f}l5.5 9.5h-11z"/>'
    return f'<circle class="full" cx="{x:.1f}" cy="{y:.1f}" r="2"/>'


# -- legend


def _legend(graph: Graph, layout: Layout, width: int) -> list[str]:
    y = layout.height + 22
    x = (width - 600) / 2 + 10
    parts = [f'<path class="rule" d="M{x:.1f} {y - 22:.1f}h580"/>']
    for at, (stance, name) in enumerate(STANCE_NAMES.items()):
        left = x + at * 150
        parts.append(
            f'<g class="link {stance}"><path class="line" d="M{left:.1f} {y:.1f}h38"/>'
            f"{_sign(stance, left + 50, y)}</g>"
            f'<text class="row" x="{left + 62:.1f}" y="{y + 4:.1f}">{name}</text>'
        )
    never = x + 450
    parts.append(
        f'<g class="link never way"><path class="line" d="M{never:.1f} {y:.1f}h38"/></g>'
        f'<text class="row" x="{never + 46:.1f}" y="{y + 4:.1f}">no play goes</text>'
    )
    told = ["square: decision", "round: passage", "oval: ending", "letters: the links of a scene"]
    parts.append(f'<text class="row" x="{x:.1f}" y="{y + 26:.1f}">{"; ".join(told)}</text>')
    more = ["if, ?: something must hold", "dashed frame: out of reach"]
    more += [f"thick: the way of {graph.walk.name}"] if graph.walk is not None else []
    parts.append(f'<text class="row" x="{x:.1f}" y="{y + 46:.1f}">{escape("; ".join(more))}</text>')
    return parts


# -- fitting text


def _fitting(text: str, size: float, room: float) -> str:
    """Return a text cut to what there is room for."""
    return within(text, int((room - 4) / (size * _CHARACTER)))


def _wrapped(text: str, size: float, most_lines: int, room: float) -> list[str]:
    """Return a text as lines that there is room for, the last of them cut."""
    most = int((room - 6) / (size * (_CHARACTER + 0.03)))
    lines = [""]
    room_left = most
    words = text.split()
    for at, word in enumerate(words):
        wide = columns(word)
        if not lines[-1]:
            lines[-1] = word
        elif wide < room_left:
            lines[-1] += f" {word}"
            wide += 1
        elif len(lines) < most_lines:
            lines.append(word)
            room_left = most
        else:
            lines[-1] = " ".join([lines[-1], *words[at:]])
            break
        room_left -= wide
    return [within(line, most) for line in lines]
