"""Where everything in a picture of a graph stands: scenes in rows, and links as lines.

A layered layout of the usual kind (Sugiyama's): scenes stand below what leads to them, a link
over several rows has a place of its own in each, rows are put in the order that has few crossings,
and everything stands as near to what it is joined to as there is room for. What leads back goes up
at the right of it all. Written here because the only pure Python library for it, grandalf, has had
no release since 2023.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scr_sim.graph.model import DrawnLink, Graph

#: Between boxes side by side, between links side by side, and around it all.
GAP, LANE, MARGIN = 30.0, 15.0, 32.0
#: Between rows: at the least, and for each link that leads back through there.
_BETWEEN, _BACK = 74.0, 9.0
_ORDERINGS, _PLACINGS = 12, 16
#: So many places are given to links that pass through rows, to the shortest links first. What is
#: left goes straight to where it leads, behind what stands between.
_MOST_PASSING = 6_000
#: How much a link wants to be straight, by how many of its two ends are links passing through.
_PULL = (1.0, 2.0, 6.0)

Point = tuple[float, float]
_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a scene stands: its left and top, and how large it is."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A link's line: the points that it goes through, from its source's box to its target's."""

    link: DrawnLink
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A picture with everything in its place."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    lines: tuple[Line, ...]


@dataclass(eq=False, slots=True, kw_only=True)
class _Knot:
    """A place in a row: a scene's, or a link's that passes through."""

    width: float
    scene: bool
    row: int
    above: list[_Knot] = field(default_factory=list)
    below: list[_Knot] = field(default_factory=list)
    at: int = 0
    x: float = 0.0

    def pulls(self, other: _Knot) -> float:
        return _PULL[(not self.scene) + (not other.scene)]


def lay_out(graph: Graph, sizes: Mapping[str, tuple[float, float]]) -> Layout:
    """Return where everything stands; ``sizes`` has each scene's width and height."""
    return _LayingOut(graph, sizes).layout()


class _LayingOut:
    def __init__(self, graph: Graph, sizes: Mapping[str, tuple[float, float]]) -> None:
        self.graph, self.sizes = graph, sizes
        numbers = {at: row for row, at in enumerate(sorted({s.layer for s in graph.scenes}))}
        self.row = {scene.id: numbers[scene.layer] for scene in graph.scenes}
        self.rows: list[list[_Knot]] = [[] for _ in numbers]
        self.knots: dict[str, _Knot] = {}
        self.back = [link for link in graph.links if link.turn == "back"]
        for scene in graph.scenes:
            self._put(
                _Knot(width=sizes[scene.id][0] + GAP, scene=True, row=self.row[scene.id]), scene.id
            )
        self.bundles: dict[_Pair, list[DrawnLink]] = {}
        for link in graph.links:
            if link.turn != "back":
                self.bundles.setdefault((link.source, link.target), []).append(link)
        self.chains = self._chains()

    def _put(self, knot: _Knot, scene: str = "") -> _Knot:
        knot.at = len(self.rows[knot.row])
        self.rows[knot.row].append(knot)
        if scene:
            self.knots[scene] = knot
        return knot

    def _chains(self) -> dict[_Pair, list[_Knot]]:
        """Return for each pair of scenes the places of its links in the rows between."""
        left = _MOST_PASSING
        passing = set()
        for pair in sorted(self.bundles, key=self._rows_between):
            left -= self._rows_between(pair)
            if left < 0:
                break
            passing.add(pair)
        return {pair: self._chain(pair) if pair in passing else [] for pair in self.bundles}

    def _rows_between(self, pair: _Pair) -> int:
        return self.row[pair[1]] - self.row[pair[0]] - 1

    def _chain(self, pair: _Pair) -> list[_Knot]:
        """Give the links between two scenes a place in each row between; return those."""
        first, last = self.knots[pair[0]], self.knots[pair[1]]
        width = LANE * (len(self.bundles[pair]) + 1)
        chain = [
            self._put(_Knot(width=width, scene=False, row=row))
            for row in range(self.row[pair[0]] + 1, self.row[pair[1]])
        ]
        for upper, lower in zip([first, *chain], [*chain, last], strict=True):
            upper.below.append(lower)
            lower.above.append(upper)
        return chain

    def layout(self) -> Layout:
        _order(self.rows)
        _place(self.rows)
        tops, height = self._tops()
        boxes = {}
        for name, knot in self.knots.items():
            wide, high = self.sizes[name]
            boxes[name] = Box(left=knot.x - wide / 2, top=tops[knot.row], width=wide, height=high)
        lines = self._lines(boxes, tops)
        edges = [box.left + box.width for box in boxes.values()]
        edges += [x for line in lines for x, _ in line.points]
        return Layout(
            width=max(edges) + MARGIN, height=height + MARGIN, boxes=boxes, lines=tuple(lines)
        )

    def _tops(self) -> tuple[list[float], float]:
        """Return each row's top, and where the last one ends."""
        tops = []
        high = [0.0] * len(self.rows)
        for name, (_, height) in self.sizes.items():
            high[self.row[name]] = max(high[self.row[name]], height)
        turns = [0] * (len(self.rows) + 1)
        for link in self.back:
            turns[self.row[link.source] + 1] += 1
            turns[self.row[link.target]] += 1
        y = MARGIN + _BACK * turns[0]
        for row, height in enumerate(high):
            tops.append(y)
            spans = [abs(one.x - two.x) for one in self.rows[row] for two in one.below]
            y += height + _BETWEEN + min(max(spans, default=0) / 10, 60) + _BACK * turns[row + 1]
        end = tops[-1] + high[-1]
        if turns[-1]:
            end += _BETWEEN / 2 + _BACK * turns[-1]
        return tops, end

    # -- lines

    def _lines(self, boxes: Mapping[str, Box], tops: list[float]) -> list[Line]:
        bottoms = [0.0] * len(tops)
        for name, box in boxes.items():
            bottoms[self.row[name]] = max(bottoms[self.row[name]], box.top + box.height)
        begins, ends = self._ports(boxes)
        side = max(knot.x + knot.width / 2 for row in self.rows for knot in row)
        turned = [0] * (len(tops) + 1)
        asides = self._asides(begins)
        lines = []
        for at, link in enumerate(self.graph.links):
            source, target = boxes[link.source], boxes[link.target]
            begin = (begins[at], source.top + source.height)
            end = (ends[at], target.top)
            if link.turn == "back":
                side += LANE
                below, above = self.row[link.source] + 1, self.row[link.target]
                turned[below] += 1
                y = bottoms[below - 1] + 30 + _BACK * (turned[below] - 1)
                turned[above] += 1
                z = tops[above] - 10 - _BACK * turned[above]
                corners = ((begin[0], y), (side, y), (side, z), (end[0], z))
                lines.append(Line(link, (begin, *corners, end)))
                continue
            aside = asides[at]
            points = [begin]
            if begin[1] < bottoms[self.row[link.source]]:
                points.append((begin[0], bottoms[self.row[link.source]]))
            for knot in self.chains[link.source, link.target]:
                points += [(knot.x + aside, tops[knot.row]), (knot.x + aside, bottoms[knot.row])]
            lines.append(Line(link, (*points, end)))
        return lines

    def _asides(self, begins: list[float]) -> dict[int, float]:
        """Return how far aside of the middle each link goes, of those between the same scenes."""
        found: dict[int, float] = {}
        for bundle in self.bundles.values():
            middle = (len(bundle) - 1) / 2
            ats = sorted((self._at(link) for link in bundle), key=begins.__getitem__)
            found.update((at, (place - middle) * LANE) for place, at in enumerate(ats))
        return found

    def _at(self, link: DrawnLink) -> int:
        return self._places[id(link)]

    def _ports(self, boxes: Mapping[str, Box]) -> tuple[list[float], list[float]]:
        """Return where, from the left, each link leaves its source and meets its target.

        Side by side in the order of where they go to and come from, so that few of them cross.
        """
        links = self.graph.links
        self._places = {id(link): at for at, link in enumerate(links)}
        leaving: dict[str, list[int]] = {}
        arriving: dict[str, list[int]] = {}
        for at, link in enumerate(links):
            leaving.setdefault(link.source, []).append(at)
            arriving.setdefault(link.target, []).append(at)

        def goes_to(at: int) -> tuple[bool, float]:
            link = links[at]
            chain = self.chains.get((link.source, link.target))
            x = chain[0].x if chain else self.knots[link.target].x
            return link.turn == "back", x

        begins = _spread(leaving, boxes, goes_to)

        def comes_from(at: int) -> tuple[bool, float, float]:
            link = links[at]
            chain = self.chains.get((link.source, link.target))
            x = chain[-1].x if chain else self.knots[link.source].x
            return link.turn == "back", x, begins[at]

        ends = _spread(arriving, boxes, comes_from)
        return [begins[at] for at in range(len(links))], [ends[at] for at in range(len(links))]


def _spread(
    groups: Mapping[str, list[int]], boxes: Mapping[str, Box], key: Callable[[int], Any]
) -> dict[int, float]:
    """Return places along each scene's box for the links of its group, in the order of a key."""
    found = {}
    for scene, group in groups.items():
        box = boxes[scene]
        for place, at in enumerate(sorted(group, key=key), 1):
            found[at] = box.left + box.width * place / (len(group) + 1)
    return found


# -- the order of each row


def _order(rows: list[list[_Knot]]) -> None:
    """Put each row in the order of the middles of what its knots are joined to.

    Down and up by turns; the order with the fewest crossings is kept.
    """
    best = [list(row) for row in rows]
    fewest = _crossings(rows)
    for turn in range(_ORDERINGS):
        if not fewest:
            break
        for row in rows if turn % 2 == 0 else reversed(rows):
            middles = {}
            for knot in row:
                joined = knot.above if turn % 2 == 0 else knot.below
                ats = [other.at for other in joined]
                middles[knot] = sum(ats) / len(ats) if ats else float(knot.at)
            row.sort(key=middles.__getitem__)
            for at, knot in enumerate(row):
                knot.at = at
        crossings = _crossings(rows)
        if crossings < fewest:
            fewest, best = crossings, [list(row) for row in rows]
    for row, kept in zip(rows, best, strict=True):
        row[:] = kept
        for at, knot in enumerate(row):
            knot.at = at


def _crossings(rows: list[list[_Knot]]) -> int:
    found = 0
    for row in rows:
        seen: list[int] = []
        for knot in row:
            ats = sorted(other.at for other in knot.below)
            found += sum(len(seen) - bisect_right(seen, at) for at in ats)
            for at in ats:
                insort(seen, at)
    return found


# -- the place of each knot in its row


def _place(rows: list[list[_Knot]]) -> None:
    """Put every knot as near to what it is joined to as its neighbours leave room for."""
    for row in rows:
        _settle(row, [0.0] * len(row))
    for turn in range(_PLACINGS):
        last = turn >= _PLACINGS - 2
        for row in rows if turn % 2 == 0 else reversed(rows):
            wanted = []
            for knot in row:
                joined = knot.above if turn % 2 == 0 else knot.below
                joined = knot.above + knot.below if last or not joined else joined
                pull = sum(knot.pulls(other) for other in joined)
                middle = sum(knot.pulls(other) * other.x for other in joined)
                wanted.append(middle / pull if pull else knot.x)
            _settle(row, wanted)
    left = min(knot.x - knot.width / 2 for row in rows for knot in row)
    for row in rows:
        for knot in row:
            knot.x += MARGIN - left


def _settle(row: list[_Knot], wanted: list[float]) -> None:
    """Give each knot of a row the place nearest to the wanted one, without overlaps.

    Knots that would overlap stand together, where the sum of their squared distances is least.
    """
    before = 0.0
    offsets = []
    for knot in row:
        offsets.append(before + knot.width / 2)
        before += knot.width
    blocks: list[tuple[float, int]] = []  # the sum of what is wanted, and how many want it
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            more, others = blocks.pop()
            total, count = total + more, count + others
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    for knot, start, offset in zip(row, starts, offsets, strict=True):
        knot.x = start + offset
