"""Pages: what phones and the browser's wall are sent, made from views and nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from scr_sim import paths
from scr_sim.group.server import page_words
from scr_sim.group.shared_types import LONGEST_LINE, Recording
from scr_sim.group.views import PhoneView, WallView
from scr_sim.group.words import (
    LATE,
    SET_ASIDE,
    agencies_in_words,
    between_in_words,
    changed_in_words,
    flows_in_words,
    voted_in_words,
)
from scr_sim.text.labels import CONFIDENCE_LEVELS
from scr_sim.text.stances import SIGNS, STANCE_MEANINGS, STANCE_NAMES
from scr_sim.text.support import support
from scr_sim.text.templates import page

_FOLDER = "page"


@cache
def _part(name: str) -> str:
    return (paths.assets() / _FOLDER / name).read_text("utf-8").strip()


@cache
def _hash(name: str) -> str:
    return "'sha256-" + b64encode(hashlib.sha256(_part(name).encode()).digest()).decode() + "'"


@cache
def policy() -> str:
    """Return what pages may do: run and wear what they were sent with, and ask this server."""
    scripts = " ".join(_hash(name) for name in ("script.js", "wall.js"))
    styles = " ".join(_hash(name) for name in ("style.css", "wall.css"))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@cache
def _words() -> dict[str, Any]:
    """Return what every template may use."""
    help_at_hand = support()
    return {
        "signs": SIGNS,
        "stances": STANCE_NAMES,
        "meanings": STANCE_MEANINGS,
        "late": LATE,
        "set_aside": SET_ASIDE,
        "levels": CONFIDENCE_LEVELS,
        "longest": LONGEST_LINE,
        "support": f"{help_at_hand.intro} {help_at_hand.work}".strip(),
        "by_stance": page_words.by_stance,
        "heading": page_words.heading,
        "wall_heading": page_words.wall_heading,
        "votes_caption": page_words.votes_caption,
        "column_name": page_words.column_name,
        "agencies_in_words": agencies_in_words,
        "between_in_words": between_in_words,
        "changed_in_words": changed_in_words,
        "flows_in_words": flows_in_words,
        "voted_in_words": voted_in_words,
        "at_time": _at_time,
    }


def _at_time(moment: int) -> str:
    """Return a moment as people in the room read it off a clock."""
    return datetime.fromtimestamp(moment / 1000).astimezone().strftime("%H:%M")


def seat_main(view: PhoneView, base: str) -> str:
    """Return what a person's page shows, without the page around it."""
    return page("seat.html", _FOLDER).render(_words(), v=view, base=base)


def seat_page(view: PhoneView, base: str, *, revision: int, main: str, said: str = "") -> str:
    """Return a person's whole page; ``said`` tells what has just come of something they did."""
    if said == LATE and view.late and view.phase != "vote":
        said = ""  # the page itself says so
    return page("phone.html", _FOLDER).render(
        _words(),
        title=view.title,
        base=base,
        revision=revision,
        main=main,
        said=said,
        refresh=not page_words.has_forms(view),
        style=_part("style.css"),
        script=_part("script.js"),
    )


def join_page(
    step: str,
    *,
    title: str,
    said: str = "",
    code: str = "",
    seat: str = "",
    joining: str = "free",
    recorded: Recording = "anonymous",
    recording: str = "",
    agencies: Iterable[tuple[str, str]] = (),
    chosen: str = "",
    own: str = "",
    name: str = "",
    words: str = "",
) -> str:
    """Return a page on the way to a seat: ``code``, then ``agency``, or ``return``.

    ``recording`` is the sentence on what is recorded; ``seat`` is the token that will be theirs,
    so that a form that is sent twice takes one seat. The others are what was filled in so far.
    """
    return page("join.html", _FOLDER).render(
        _words(),
        step=step,
        title=title,
        said=said,
        code=code,
        seat=seat,
        joining=joining,
        recorded=recorded,
        recording=recording,
        agencies=list(agencies),
        chosen=chosen,
        own=own,
        name=name,
        words=words,
        base="",
        revision=0,
        main="",
        refresh=False,
        style=_part("style.css"),
        script="",
    )


def sentence_page(title: str, sentence: str) -> str:
    """Return a page that says one thing, with a way to the start."""
    return page("sentence.html", _FOLDER).render(
        _words(),
        title=title,
        sentence=sentence,
        said="",
        base="",
        revision=0,
        main="",
        refresh=False,
        style=_part("style.css"),
        script="",
    )


def wall_main(view: WallView, code_picture: str) -> str:
    """Return what the wall shows in a browser; ``code_picture`` is the join address as SVG."""
    return page("wall-main.html", _FOLDER).render(_words(), v=view, picture=code_picture)


def wall_page(title: str, *, revision: int, main: str, said: str = "") -> str:
    """Return the wall's whole page; without ``main`` it asks for the key."""
    return page("wall.html", _FOLDER).render(
        _words(),
        title=title,
        revision=revision,
        main=main,
        said=said,
        style=_part("wall.css"),
        script=_part("wall.js"),
    )
