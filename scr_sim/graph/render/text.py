"""A graph as lines of text, for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from scr_sim.graph.model import ENDING_KINDS, DrawnLink, DrawnScene, Graph
from scr_sim.graph.render.graph_words import NOT_ALL, described, shortened
from scr_sim.text.labels import SHAPES
from scr_sim.text.quantities import columns, within
from scr_sim.text.stances import SIGNS, STANCE_NAMES

WIDTH = 100
#: Where a choice's id stands, and what is told of a choice below it.
_CHOICE = 22
_BELOW = 24
#: What must hold for a link stands below it, no farther to the right than this.
_FARTHEST = 54
#: Ids are lined up as far as this; longer ones push aside what follows them.
_LONGEST_ID = 26
_TURNS = {"on": "→ ", "ahead": "⇒ ", "back": "↑ back to "}
#: So much is told of what must hold.
_MOST_TOLD = 200


def as_text(graph: Graph) -> str:
    """Return a graph as lines, none of them wider than 100 columns."""
    lines = [_cut(graph.title), *described(graph).splitlines()]
    if graph.walk is not None:
        lines += _wrapped(f"▶ marks the way of {graph.walk.name}.", 0)
    if not graph.complete:
        lines.append(NOT_ALL)
    lines.append("")
    for heading, pages in groupby(_Page(graph).scenes(), key=lambda page: page[0]):
        if heading:
            lines += [heading, ""]
        for _, page in pages:
            lines += [_cut(line) for line in page]
            if len(page) > 1 or not heading:
                lines.append("")
        if lines[-1]:
            lines.append("")
    return "\n".join([*lines, *_legend(graph)])


class _Page:
    """What the scenes' lines have in common: the widths of columns, the numbers of scenes."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.numbers = {scene.id: scene for scene in graph.scenes}
        ids = [len(scene.id) for scene in graph.scenes] + [len(k.choice) for k in graph.links]
        self.width = min(max(ids), _LONGEST_ID)
        self.sources: dict[str, dict[str, DrawnLink]] = {}
        for link in graph.links:
            if link.source != link.target:
                self.sources.setdefault(link.target, {}).setdefault(link.source, link)

    def scenes(self) -> Iterator[tuple[str, list[str]]]:
        """Return each scene's heading and lines."""
        for scene, leaving in self.graph.by_scene():
            heading = "Endings" if scene.ends else ""
            if not scene.reachable:
                heading = "What no play reaches"
            yield heading, [*self._head(scene), *self._leaving(leaving)]

    def _head(self, scene: DrawnScene) -> Iterator[str]:
        start = _lead(scene.visited)
        yield (
            f"{start}{scene.number:>4}  {SHAPES[scene.kind]} {scene.kind:<10} "
            f"{scene.id:<{self.width + 2}} {scene.title}"
        )
        if scene.troubles:
            yield from _wrapped(f"! {'; '.join(scene.troubles)}", _CHOICE - 2)
        if scene.role:
            yield from _wrapped(f"seen through the eyes of: {scene.role}", _CHOICE - 2)
        for page in scene.pages:
            yield from _wrapped(f"≡ {page}", _CHOICE - 2)
        if scene.branch:
            yield from _wrapped(f"+ from {scene.branch}", _CHOICE - 2)
        came = self._from(scene)
        if came:
            yield from _wrapped(f"← from {came}", _CHOICE - 2)

    def _from(self, scene: DrawnScene) -> str:
        """Return where a scene is come to from, where that is not just the scene before it."""
        sources = [self.numbers[name] for name in self.sources.get(scene.id, ())]
        sources.sort(key=lambda source: source.number)
        if not scene.ends and [source.number for source in sources] == [scene.number - 1]:
            return ""
        return ", ".join(f"{source.number} {source.id}" for source in sources)

    def _leaving(self, links: list[DrawnLink]) -> Iterator[str]:
        for choice, group in groupby(links, key=lambda link: link.choice):
            ways = list(group)
            if not choice:
                for link in ways:
                    yield from self._way(link, _lead(link.taken) + " " * (_CHOICE - 3), "")
                continue
            yield from self._choice(ways)

    def _choice(self, ways: list[DrawnLink]) -> Iterator[str]:
        """Return a choice's links; what must hold for the choice itself stands below the first."""
        first = ways[0]
        stance = first.stance or "accept"
        lead = f"{' ' * 7}{SIGNS[stance]} {STANCE_NAMES[stance]:<10} {first.choice:<{self.width}} "
        more = [part for part in first.conditions if part != first.led_when]
        more += [first.cite] if first.cite else []
        more += [f"from {first.branch}"] if first.branch else []
        for (sign, link), taken in _told_once(ways).items():
            yield from self._way(link, _lead(taken) + lead, sign)
            if more:
                yield from _wrapped("; ".join(more), _BELOW)
                more = []
            lead = " " * len(lead)

    def _way(self, link: DrawnLink, lead: str, sign: str) -> Iterator[str]:
        """Return a link: where it goes to, and what must hold for that."""
        target = self.numbers[link.target]
        shape = f"{SHAPES[target.kind]} " if target.ends else ""
        to = f"{sign:<2} {_TURNS[link.turn]}{shape}{target.number} {target.id}"
        to = to if link.choice else to[3:]
        line = f"{lead}{to}"
        if columns(line) > WIDTH and link.choice:
            yield lead.rstrip()
            line = f"{' ' * _BELOW}{to}"
        told = shortened(link.led_when, _MOST_TOLD)
        if not link.available and self.numbers[link.source].reachable:
            told = f"{told}  ✕ never".strip()
        if columns(f"{line}  {told}") <= WIDTH:
            yield f"{line}  {told}"
        else:
            yield line
            below = len(lead) + (5 if link.choice else 2)
            yield from _wrapped(told, min(below, _FARTHEST))


def _told_once(ways: list[DrawnLink]) -> dict[tuple[str, DrawnLink], bool]:
    """Return a choice's links, each with its sign and whether the play took it.

    Where it is all one whether the notes convince, one link stands for both.
    """
    alike: dict[tuple[str, str, bool], list[DrawnLink]] = {}
    for link in ways:
        alike.setdefault((link.target, link.led_when, link.available), []).append(link)
    found: dict[tuple[str, DrawnLink], bool] = {}
    for link in ways:
        same = alike.get((link.target, link.led_when, link.available), [])
        both = {one.convincing for one in same} == {True, False} and len(ways) == len(same)
        sign = {None: "", True: "✓", False: "✗"}[link.convincing]
        if not both:
            found[sign, link] = link.taken
        elif link is same[0]:
            found["✓✗", link] = any(one.taken for one in same)
    return found


def _lead(marked: bool) -> str:
    return "▶" if marked else " "


def _legend(graph: Graph) -> Iterator[str]:
    shapes = {kind: f"{shape} {kind}" for kind, shape in SHAPES.items()}
    endings = "   ".join(shapes[kind] for kind in ENDING_KINDS)
    yield f"{shapes['decision']}   {shapes['passage']}   endings: {endings}"
    stances = "   ".join(f"{sign} {STANCE_NAMES[stance]}" for stance, sign in SIGNS.items())
    yield f"{stances}   ✓ the notes convince   ✗ they do not"
    told = ["→ on to"]
    turns = {link.turn for link in graph.links}
    told += ["⇒ over what comes between"] if "ahead" in turns else []
    told += ["↑ back"] if "back" in turns else []
    told += ["← from where"]
    told += ["✕ no play goes this way"] if not all(link.available for link in graph.links) else []
    told += ["≡ a page to read closely"] if any(scene.pages for scene in graph.scenes) else []
    told += ["! look at this"] if any(scene.troubles for scene in graph.scenes) else []
    told += ["+ a branch's"] if graph.branches else []
    told += ["▶ the way of the play"] if graph.walk is not None else []
    yield from _wrapped_parts(told)


def _wrapped_parts(parts: list[str]) -> Iterator[str]:
    line = ""
    for part in parts:
        if line and columns(line) + 3 + columns(part) > WIDTH:
            yield line
            line = ""
        line = f"{line}   {part}".lstrip()
    yield line


# -- widths


def _cut(line: str) -> str:
    return within(line.rstrip(), WIDTH)


def _wrapped(text: str, indent: int) -> Iterator[str]:
    line = " " * indent
    for at, word in enumerate(text.split()):
        if at and columns(line) + 1 + columns(word) > WIDTH:
            yield line
            line = " " * (indent + 2) + word
        else:
            line += f" {word}" if at else word
    yield line
