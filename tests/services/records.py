"""Kept plays of the small scenario, made up: any walk through it, any words, any moments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from scr_sim import load
from scr_sim.debriefs import Reflection
from scr_sim.engine import Play
from scr_sim.scenario import LoadedScenario, Problem, ScenarioError
from scr_sim.services import KeptAction, PlayRecord
from tests.app_driver import SMALL

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
HOSTILE = (
    "",
    "because [/] of this",
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script>",
    "\x1b]0;title\x07 \u202e turned",
    "| a | b |\n# head\n- item",
    "Élan, the mother’s café",
    "{{ 7 * 7 }} {% raw %}",
)
WORDS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
GAPS = st.integers(0, 40 * 60).map(lambda seconds: timedelta(seconds=seconds))


@cache
def small() -> LoadedScenario:
    """Return the small scenario, loaded once."""
    return load(SMALL)


def loads(name: str, branches: Sequence[str]) -> LoadedScenario:
    """Load the small scenario; everything else is gone."""
    if name == SMALL:
        return small()
    raise ScenarioError(
        [Problem(code="unknown-scenario", message=f"There is no scenario “{name}”.", file=name)]
    )


def record(
    *words: str,
    play_id: str = "p1",
    started: datetime = NOON,
    gaps: Sequence[timedelta] = (),
    reasons: Sequence[str] = (),
    confidence: Sequence[int | None] = (),
    title: str = "The missing form",
    source: str = SMALL,
    with_room: bool = False,
) -> PlayRecord:
    """Return a record of these actions; each comes a minute after the one before, or its gap."""
    play = Play(small())
    actions = []
    at = started
    for place, word in enumerate(words):
        at += gaps[place] if place < len(gaps) else timedelta(minutes=1)
        enquiries = {e.id: e.label for e in play.enquiries()}
        choices = {c.id: (str(c.stance), c.label) for c in play.choices()}
        name = word.lstrip("?").partition("@")[0]
        asks = word.startswith("?")
        stance, label = ("", enquiries[name]) if asks else choices[name]
        reason = reasons[place] if place < len(reasons) and not asks else ""
        sure = confidence[place] if place < len(confidence) and not asks else None
        actions.append(
            KeptAction(
                word=word,
                scene=play.scene,
                kind="enquiry" if asks else "choice",
                label=label,
                stance=stance,
                offered=(),
                reason=reason,
                confidence=sure,
                at=at,
            )
        )
        play = play.take(word)
    scene = play.scene_model
    ended = scene.ending if scene.kind == "ending" else None
    return PlayRecord(
        id=play_id,
        scenario="small",
        title=title,
        branches=(),
        source=source,
        started=started,
        updated=at,
        ending=play.ending,
        ending_title=ended.title if ended else "",
        ending_kind=str(ended.kind) if ended else "",
        actions=tuple(actions),
        forked_from=None,
        left=False,
        gentle=False,
        with_room=with_room,
    )


@st.composite
def walks(draw: st.DrawFn) -> tuple[str, ...]:
    """Return any play of the small scenario, finished or not."""
    play = Play(small())
    for _ in range(draw(st.integers(0, 5))):
        can = play.actions()
        if not can:
            break
        play = play.take(draw(st.sampled_from(can)))
    return play.actions_taken


@st.composite
def records(draw: st.DrawFn, play_id: str = "p1") -> PlayRecord:
    """Return any record, also one whose scenario is gone."""
    words = draw(walks())
    few = len(words)
    return record(
        *words,
        play_id=play_id,
        started=NOON + draw(st.integers(0, 20 * 24 * 60).map(lambda m: timedelta(minutes=m))),
        gaps=draw(st.lists(GAPS, min_size=few, max_size=few)),
        reasons=draw(st.lists(WORDS, min_size=few, max_size=few)),
        confidence=draw(st.lists(st.none() | st.integers(0, 100), min_size=few, max_size=few)),
        title=draw(WORDS) or "Untitled",
        source=draw(st.sampled_from([SMALL, SMALL, "gone"])),
    )


@st.composite
def kept(draw: st.DrawFn) -> tuple[tuple[PlayRecord, tuple[Reflection, ...]], ...]:
    """Return any plays with answers, in the order in which they were begun."""
    answers = st.lists(
        st.builds(Reflection, st.none() | st.integers(1, 9), st.integers(0, 3), WORDS), max_size=3
    ).map(tuple)
    found = [
        (draw(records(play_id=f"p{n}")), draw(answers)) for n in range(draw(st.integers(0, 4)))
    ]
    return tuple(sorted(found, key=lambda one: (one[0].started, one[0].id)))
