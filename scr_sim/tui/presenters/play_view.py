"""How beats, notes and meters read on the screen: plain data in, content out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from scr_sim.engine import Play
from scr_sim.engine.beats import (
    Answered,
    Beat,
    Chosen,
    Entered,
    HeldNote,
    Meter,
    Price,
    Shift,
)
from scr_sim.text.labels import NOTE_KINDS, NOTE_SIGNS
from scr_sim.text.quantities import columns
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from scr_sim.tui.content import MUTED, flowed, join, line, plain, prose

_MOST_BARS = 10
#: So many rows of meters at the most beside the story; the notebook has all.
_MOST_ROWS = 3


def stance(name: str) -> Content:
    """Return a stance's sign and name, in its colour."""
    return plain(f"{SIGNS[name]} {STANCE_NAMES[name]}", f"bold ${name}")


def beat(told: Beat, gentle: bool) -> Content:
    """Return one beat of the story. ``gentle`` shows the gentler wording where there is one."""
    parts: list[Content] = []
    if isinstance(told, Entered):
        if told.new_role:
            parts.append(line(("You are now: ", MUTED), (told.role, "bold $accent")))
        parts.append(plain(told.title, "bold $primary"))
        when = " · ".join(filter(None, (told.date, told.place)))
        if when:
            parts.append(plain(when, MUTED))
        softened = gentle and bool(told.instead)
        text = prose(told.instead if softened else told.text)
        parts.append(join(["", text]))
        if softened:
            parts.append(plain(f"(gentler wording; the scene is about {told.about})", MUTED))
    elif isinstance(told, Answered):
        who = f" · {told.agency}" if told.agency else ""
        parts.append(line(("You looked into it: ", MUTED), told.label, (who, MUTED)))
        parts.append(join(["", prose(told.text)]))
        if told.page:
            parts.append(join(["", noted(told)]))
    else:
        parts.append(line(stance(told.stance), ("  ", ""), plain(told.label, "bold")))
        if told.cited:
            cited = "; ".join(f"{note.source}: {short(note.text)}" for note in told.cited)
            parts.append(plain(f"You showed: {cited}", MUTED))
        elif told.convincing is not None:
            parts.append(plain("You showed nothing from your notebook.", MUTED))
        if told.text:
            parts.append(join(["", prose(told.text)]))
    marks = [_gained(note) for note in told.gained] + [shift(one) for one in told.shifts]
    if marks:
        parts.append(join(["", *marks]))
    return join(parts)


def noted(told: Answered) -> Content:
    """Return the lines of a page that were noted down."""
    lines = [line(("✓ ", "$accent"), one.text) for one in told.page if one.noted]
    if not lines:
        return plain("You noted nothing down.", MUTED)
    return join([plain("You noted down:", MUTED), *lines])


def costs(prices: Sequence[Price], room: int = 1000, at: int = 0) -> Content:
    """Return what something costs, what is left of that, and what there is not enough of.

    Where it is longer than its room it is broken, to go on below its beginning at a column.
    """
    parts: list[tuple[Content, str]] = []
    for price in prices:
        between = "; " if parts else ""
        parts.append((plain(f"{price.amount} · {price.remaining}", MUTED), between))
        if not price.enough:
            parts.append((plain(price.shortage, "bold $warning"), " · "))
    told, used = Content(""), 0
    for part, between in parts:
        taken = columns(part.plain)
        if used and used + len(between) + taken > room:
            told, used = line(told, between.rstrip(" ·"), "\n" + " " * at, part), taken
        else:
            told, used = line(told, between, part), used + len(between) + taken
    return told


def heading(told: Beat) -> str:
    """Return what a beat is, in a few words."""
    if isinstance(told, Chosen | Answered):
        return told.label
    return told.title


def _gained(note: HeldNote) -> Content:
    return line(("+ Notebook  ", "$accent"), (f"{note.source}: {short(note.text)}", MUTED))


def short(text: str, most: int = 70) -> str:
    """Return a text in one line, cut between words where it is long."""
    words = " ".join(prose(text).plain.split())
    if len(words) <= most:
        return words
    cut = words[:most]
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,;:") + " …"


def shift(one: Shift) -> Content:
    """Return how a shown variable changed."""
    meter = one.meter
    if isinstance(meter.value, bool) or not isinstance(meter.value, int):
        return line(("· ", "$accent"), (f"{meter.label}: {word(meter.value)}", MUTED))
    by = meter.value - int(one.before)
    way = f"up {by}" if by > 0 else f"down {-by}"
    return line(("· ", "$accent"), (f"{meter.label} ", MUTED), bar(meter), (f" {way}", MUTED))


def word(value: int | bool | str) -> str:
    """Return a value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def bar(meter: Meter) -> Content:
    """Return a meter as a bar; as a number where it is too long for one."""
    if meter.lowest is None or meter.highest is None or isinstance(meter.value, bool | str):
        return Content(word(meter.value))
    length = meter.highest - meter.lowest
    if not 0 < length <= _MOST_BARS:
        return Content(f"{meter.value} of {meter.highest}")
    full = meter.value - meter.lowest
    return line(("▰" * full, "$accent"), ("▱" * (length - full), MUTED))


def meters(shown: Iterable[Meter]) -> Content:
    """Return named meters, one below the other."""
    return join(_meter(one) for one in shown)


def meter_strip(shown: Sequence[Meter], width: int) -> Content:
    """Return named meters side by side, each whole: in some rows, and what is left is named."""
    rows = flowed((_meter(one) for one in shown), width, "   ")
    if len(rows) <= _MOST_ROWS:
        return join(rows)
    for fit in range(len(shown) - 1, 0, -1):
        more = plain(f"{len(shown) - fit} more: n", MUTED)
        rows = flowed((*(_meter(one) for one in shown[:fit]), more), width, "   ")
        if len(rows) <= _MOST_ROWS:
            break
    return join(rows)


def _meter(one: Meter) -> Content:
    return line((f"{one.label}  ", MUTED), bar(one))


def notebook(notes: Sequence[HeldNote]) -> Content:
    """Return the notebook: accounts, then what was seen and written; contradictions linked."""
    by_id = {note.id: note for note in notes}
    parts: list[Content] = []
    for title, kinds in (
        (NOTE_KINDS["account"], {"account"}),
        ("What was seen and written", {"observation", "record"}),
    ):
        chosen = [note for note in notes if note.kind in kinds]
        parts.append(plain(title, "bold $primary"))
        if not chosen:
            parts.append(plain("Nothing yet.", MUTED))
        for note in chosen:
            parts.append(line((f"{NOTE_SIGNS[note.kind]} ", "$accent"), prose(note.text)))
            parts.append(plain(f"  {note.source}", MUTED))
            for other in note.contradicts:
                if other in by_id:
                    against = by_id[other]
                    quoted = f"{against.source}: {short(against.text, 44)}"
                    parts.append(line(("  ⇄ does not fit ", "bold $warning"), (quoted, MUTED)))
        parts.append(Content(""))
    return join(parts[:-1])


def chronology(scenes: Sequence[Entered]) -> Content:
    """Return the scenes so far, in order, with their dates; the present one marked."""
    parts = []
    for number, scene in enumerate(scenes, 1):
        here = number == len(scenes)
        sign = "◉" if here else "●"
        when = f"{scene.date}: " if scene.date else ""
        parts.append(
            line((f"{sign} ", "$accent"), (when, MUTED), (scene.title, "bold" if here else ""))
        )
    return join(parts)


def top(play: Play, told: int, width: int, *, kept: bool) -> Content:
    """Return the top line: the scenario, and whose eyes, when and where after so many beats.

    Where there is no room for all of it, the place is left out first, which stands where the scene
    begins, then the scenario's title, and then what follows a comma in the role.
    """
    scene = next((b for b in reversed(play.story[:told]) if isinstance(b, Entered)), None)
    role, date, place = (scene.role, scene.date, scene.place) if scene else ("", "", "")
    mark = "" if kept else ("! Not kept   ", "bold $warning")
    title = (play.scenario.title, "bold")

    def said(*where: str) -> str:
        return " · ".join(filter(None, where))

    def seen(role: str) -> Content:
        return line(mark, (role or date, "bold"), (f" · {date}" if role and date else "", MUTED))

    ways = [
        line(mark, title, (f"   {said(role, date, place)}", MUTED)),
        line(mark, title, (f"   {said(role, date)}", MUTED)),
    ]
    if role or date:
        ways += [seen(role), seen(role.partition(",")[0])]
    return next((way for way in ways if way.cell_length <= width), ways[-1])
