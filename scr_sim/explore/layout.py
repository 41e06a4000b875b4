"""Where the parts of a drawing stand: scenes in rows, and the ways between them as paths.

A layered layout of the usual kind (Sugiyama's): scenes stand below what leads to them, ways over
several rows go through places of their own, and neighbours are put in order by the middle of what
they are joined to. Written here, because the only layout library in pure Python (grandalf) has had
no release since 2023, and this is a hundred lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from scr_sim.explore.drawing import Arrow, Drawing

WIDTH = 190
HEIGHT = 56
GAP = 34
ROW = 150
MARGIN = 30
_LANE = 22
_SWEEPS = 6


@dataclass(slots=True)
class Box:
    """A scene's place: its middle, from the left and from the top."""

    x: float
    y: float


@dataclass(slots=True)
class Path:
    """A way's path: the points that it goes through, from the source's edge to the target's."""

    arrow: Arrow
    points: list[tuple[float, float]]
    back: bool


@dataclass(slots=True)
class Placed:
    """A drawing with every part in its place, in pixels."""

    width: float
    height: float
    boxes: dict[str, Box]
    paths: list[Path]


@dataclass(slots=True)
class _Knot:
    """A place in a row: a scene, or where a way passes the row."""

    name: str
    scene: bool
    above: list[_Knot] = field(default_factory=list)
    below: list[_Knot] = field(default_factory=list)
    at: float = 0
    x: float = 0

    @property
    def width(self) -> float:
        return WIDTH + GAP if self.scene else _LANE


def place(drawing: Drawing) -> Placed:
    """Return where everything stands."""
    order = {spot.id: number for number, spot in enumerate(drawing.spots)}
    ahead = [a for a in drawing.arrows if order[a.target] > order[a.source]]
    rows = _rows(drawing, ahead)
    levels: list[list[_Knot]] = [[] for _ in range(max(rows.values(), default=0) + 1)]
    scenes = {}
    for spot in drawing.spots:
        scenes[spot.id] = _Knot(spot.id, scene=True)
        levels[rows[spot.id]].append(scenes[spot.id])
    lanes = {
        pair: _lane(pair, rows, scenes, levels)
        for pair in dict.fromkeys((a.source, a.target) for a in ahead)
    }
    _untangle(levels)
    width = _spread(levels)
    boxes = {
        name: Box(knot.x, MARGIN + rows[name] * ROW + HEIGHT / 2) for name, knot in scenes.items()
    }
    paths = _paths(drawing, order, boxes, lanes, rows)
    right = max([width, *(x for path in paths for x, _ in path.points)], default=width)
    height = MARGIN * 2 + (len(levels) - 1) * ROW + HEIGHT
    return Placed(right + MARGIN, height, boxes, paths)


def _rows(drawing: Drawing, ahead: list[Arrow]) -> dict[str, int]:
    """Return each scene's row: below everything that leads on to it."""
    rows = dict.fromkeys((spot.id for spot in drawing.spots), 0)
    for spot in drawing.spots:  # in the story's order, so that every source comes first
        for arrow in ahead:
            if arrow.source == spot.id:
                rows[arrow.target] = max(rows[arrow.target], rows[spot.id] + 1)
    return rows


def _lane(
    pair: tuple[str, str],
    rows: dict[str, int],
    scenes: dict[str, _Knot],
    levels: list[list[_Knot]],
) -> list[_Knot]:
    """Put a way's passing places into the rows that it crosses, and join them up."""
    source, target = pair
    lane = []
    last = scenes[source]
    for row in range(rows[source] + 1, rows[target]):
        knot = _Knot(f"{source} {target}", scene=False)
        levels[row].append(knot)
        lane.append(knot)
        last.below.append(knot)
        knot.above.append(last)
        last = knot
    last.below.append(scenes[target])
    scenes[target].above.append(last)
    return lane


def _untangle(levels: list[list[_Knot]]) -> None:
    """Put each row in the order of the middles of what its places are joined to."""
    for level in levels:
        for at, knot in enumerate(level):
            knot.at = at
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for level in levels if down else reversed(levels):
            middles = {
                id(knot): _middle(knot.above if down else knot.below, knot) for knot in level
            }
            level.sort(key=lambda knot: middles[id(knot)])
            for at, knot in enumerate(level):
                knot.at = at


def _middle(joined: list[_Knot], knot: _Knot) -> float:
    return sum(other.at for other in joined) / len(joined) if joined else knot.at


def _spread(levels: list[list[_Knot]]) -> float:
    """Give every place its distance from the left, each row in the middle; return the width."""
    width = max((sum(knot.width for knot in level) for level in levels), default=0)
    for level in levels:
        x = MARGIN + (width - sum(knot.width for knot in level)) / 2
        for knot in level:
            knot.x = x + knot.width / 2
            x += knot.width
    return width + MARGIN


def _paths(
    drawing: Drawing,
    order: dict[str, int],
    boxes: dict[str, Box],
    lanes: dict[tuple[str, str], list[_Knot]],
    rows: dict[str, int],
) -> list[Path]:
    ports = _ports(drawing, boxes, lanes)
    widest = max((box.x for box in boxes.values()), default=0) + WIDTH / 2 + GAP
    paths: list[Path] = []
    for number, arrow in enumerate(drawing.arrows):
        leave, arrive = ports[number]
        source, target = boxes[arrow.source], boxes[arrow.target]
        begin = (source.x + leave * (WIDTH - 20), source.y + HEIGHT / 2)
        if order[arrow.target] > order[arrow.source]:
            middle = [
                (knot.x + leave * _LANE, MARGIN + (rows[arrow.source] + 1 + at) * ROW + HEIGHT / 2)
                for at, knot in enumerate(lanes[arrow.source, arrow.target])
            ]
            end = (target.x + arrive * (WIDTH - 60), target.y - HEIGHT / 2)
            paths.append(Path(arrow, [begin, *middle, end], back=False))
        else:
            # What leads back goes up at the right of everything.
            side = widest + 12 * sum(path.back for path in paths)
            end = (target.x + WIDTH / 2, target.y + arrive * 30)
            paths.append(
                Path(arrow, [begin, (side, begin[1] + 30), (side, end[1]), end], back=True)
            )
    return paths


def _ports(
    drawing: Drawing, boxes: dict[str, Box], lanes: dict[tuple[str, str], list[_Knot]]
) -> list[tuple[float, float]]:
    """Return where each way leaves its source and meets its target, each from -0.5 to 0.5.

    Side by side in the order of where they go to and come from, so that they cross but little.
    """
    leaving: dict[str, list[int]] = {}
    arriving: dict[str, list[int]] = {}
    for number, arrow in enumerate(drawing.arrows):
        leaving.setdefault(arrow.source, []).append(number)
        arriving.setdefault(arrow.target, []).append(number)

    def next_x(number: int) -> float:
        arrow = drawing.arrows[number]
        lane = lanes.get((arrow.source, arrow.target))
        return lane[0].x if lane else boxes[arrow.target].x

    def last_x(number: int) -> tuple[float, float]:
        arrow = drawing.arrows[number]
        lane = lanes.get((arrow.source, arrow.target))
        return lane[-1].x if lane else boxes[arrow.source].x, shares[number]

    shares: dict[int, float] = {}
    for numbers in leaving.values():
        for at, number in enumerate(sorted(numbers, key=next_x), 1):
            shares[number] = at / (len(numbers) + 1) - 0.5
    ends: dict[int, float] = {}
    for numbers in arriving.values():
        for at, number in enumerate(sorted(numbers, key=last_x), 1):
            ends[number] = at / (len(numbers) + 1) - 0.5
    return [(shares[number], ends[number]) for number in range(len(drawing.arrows))]
