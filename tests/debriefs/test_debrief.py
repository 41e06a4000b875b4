"""A debrief: every decision, every finding, what nobody saw, and what else there was."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_sim import Play, debrief, load
from scr_sim.debriefs import (
    RENDERINGS,
    Reflection,
    Said,
    compare,
    sentences,
    to_html,
    to_json,
    to_markdown,
)
from scr_sim.text.characters import visible
from tests.app_driver import FILES, SMALL
from tests.profiles import examples

STORY = load(SMALL)
HOSTILE = load(str(FILES / "hostile.yaml"))
LONG = ("?ring-office", "show-tray@says-sent,tray-empty", "escalate")


@st.composite
def plays(draw: st.DrawFn) -> Play:
    play = Play(STORY)
    for _ in range(draw(st.integers(0, 6))):
        actions = play.actions() if not play.finished else ()
        if not actions:
            break
        play = play.take(draw(st.sampled_from(actions)))
    return play


@settings(max_examples=examples(80))
@given(play=plays())
def test_nothing_is_left_out(play: Play) -> None:
    found = debrief(play)
    assert [f.number for f in found.findings] == list(STORY.case_review.findings)
    assert [d.action for d in found.decisions] == [s.action for s in play.steps]
    assert found.finished == play.finished
    for finding in found.findings:
        echoed = [n for n, s in enumerate(play.steps, 1) if finding.number in s.echoes]
        assert list(finding.echoed) == echoed
    if play.finished:
        scenes = [one.unseen.scene for one in found.unseen]
        assert scenes == [s for s in play.visited if STORY.scenes[s].unseen]
    else:
        assert found.unseen == ()
        assert found.ending is None
    missed = [(d.number, e.label) for d in found.decisions for e in d.missed]
    assert [(one.decision, one.label) for one in found.not_looked_into] == missed


@settings(max_examples=examples(40))
@given(play=plays())
def test_what_nobody_saw_never_shows_before_the_end(play: Play) -> None:
    unseen = "The form is under a pile of post."
    for render in RENDERINGS.values():
        assert (unseen in render(debrief(play))) == play.finished


def test_a_decision_tells_what_was_known_done_and_left() -> None:
    play = Play(STORY, LONG)
    found = debrief(play, {1: Said("it does not fit", 80)}, [Reflection(1, 0, "quite sure")])
    first = found.decisions[0]
    assert first.made == ("Ring the office",)
    assert [one.label for one in first.missed] == ["Look at the child", "Ask the office again"]
    assert [note.id for note in first.cited] == ["says-sent", "tray-empty"]
    assert first.convincing is True
    assert (first.reason, first.confidence) == ("it does not fit", 80)
    assert {other.id for other in first.others} == {"accept-account", "tell-head"}
    assert [f.number for f in first.answers] == [1, 3]
    assert found.findings[0].questions[0].answer == "quite sure"
    assert found.ending is not None
    assert (found.ending.title, found.ending.kind) == ("A page of it", "mixed")


def test_markdown_tells_everything_in_order() -> None:
    text = to_markdown(debrief(Play(STORY, LONG), {1: Said("# it does *not* fit", 80)}))
    order = [
        "# The missing form",
        "**A page of it.**",
        "A small review",
        "A safeguarding partnership",
        "May 2019",
        "## By decision",
        "### Decision 1. At the gate",
        "What else was on offer",
        "## By finding",
        "### Finding 1. Asking",
        "### Finding 2.",
        "### Finding 3.",
        "## What nobody saw at the time",
        "under a pile of post",
        "## What was not looked into",
        "Look at the child",
        "## To take away",
    ]
    at = 0
    for part in order:
        at = text.index(part, at)
    assert "\\# it does \\*not\\* fit" in text
    assert "80 in 100" in text


def test_markdown_marks_a_noted_line_so_that_no_stars_are_read() -> None:
    play = Play(load(str(FILES / "everything.yaml")), ["?minutes@threshold,form", "challenge"])
    text = to_markdown(debrief(play))
    assert "- **Noted:** Forms: none since May, see the tray." in text


class Reader(HTMLParser):
    """Reads a page as a browser would: its tags, its text, and whether tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


ATTACK = "<script>alert(1)</script> [/] {{ 7*7 }} </style> <img src=x onerror=y> & \" '"


def test_the_page_is_whole_by_itself_and_harmless() -> None:
    play = Play(HOSTILE, ("?ask", "?look", "cite@one,two"))
    page = read(to_html(debrief(play, {2: Said(ATTACK, 50)}, [Reflection(None, 0, ATTACK)])))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "form"}
    assert not any(
        k in {"src", "href", "style"} or k.startswith("on")
        for _, attributes in page.tags
        for k in attributes
    )
    assert page.text.count(ATTACK) == 2
    assert "[@click=app.quit]cite[/]" in page.text
    assert "url(" not in page.text
    assert dict(page.tags[0][1])["lang"] == "en-GB"


@settings(max_examples=examples(60))
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_a_player_writes_stands_as_it_was_written(words: str) -> None:
    play = Play(STORY, ("accept-account",))
    page = read(to_html(debrief(play, {0: Said(words, None)})))
    bare = "".join(visible(words).split())
    assert bare in "".join(page.text.split())


def test_json_holds_the_whole_debrief() -> None:
    found = debrief(Play(STORY, LONG))
    told = json.loads(to_json(found))
    assert set(told) == {
        "scenario",
        "title",
        "role",
        "language",
        "branches",
        "review",
        "finished",
        "ending",
        "decisions",
        "findings",
        "unseen",
        "not_looked_into",
        "notes",
        "learning",
    }
    assert told["decisions"][0]["stance"] == "challenge"
    assert len(told["findings"]) == 3


def test_two_plays_are_compared_in_plain_sentences() -> None:
    first = Play(STORY, LONG)
    second = Play(STORY, ("accept-account", "accept"))
    told = " ".join(sentences(compare(first, second)))
    assert "They part at decision 1, “At the gate”." in told
    assert "This play chose to challenge: Say what the tray shows." in told
    assert "The other chose to accept: Thank the parent and wait." in told
    assert "ended with “A page of it”" in told
    assert "Only this play looked into: Ring the office." in told
    assert "this play never repeated it" in told
    assert "repeated it once" in told
    assert not re.search(r"\b[012] (times|and acted)", told)
    assert compare(first, first).divergence is None


@pytest.mark.parametrize("word", ["correct", "wrong answer", "points", "score"])
def test_no_debrief_marks_anybody(word: str) -> None:
    assert word not in to_markdown(debrief(Play(STORY, LONG))).casefold()
