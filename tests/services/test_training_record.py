"""The training record: what was chosen to be shown, and nothing else."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_sim import services
from scr_sim.debriefs import Reflection
from scr_sim.services import (
    KeptNow,
    Period,
    PeriodError,
    PlayRecord,
    Shown,
    TrainingRecord,
    look_back,
    training_record,
)
from scr_sim.services.training_record_formats import (
    RECORD_FORMATS,
    length_note,
    to_html,
    to_markdown,
)
from scr_sim.services.training_records import OwnWords, day_named
from tests.profiles import examples
from tests.services.records import HOSTILE, NOON, kept, loads, record

QUICK = settings(max_examples=examples(40))
MARCH = Period(since=date(2026, 3, 1), until=date(2026, 3, 31))
ANSWER = (Reflection(1, 0, "I would ask her"), Reflection(None, 0, "To look twice"))


def seen(*records: PlayRecord, answers: tuple[Reflection, ...] = ANSWER) -> services.History:
    return look_back(KeptNow(plays=tuple((one, answers) for one in records)), loads)


PLAY = record("accept-account", "accept", play_id="a", reasons=("She seemed sure", "Enough"))
LATER = record(
    "?ring-office", "tell-head", play_id="b", started=NOON + timedelta(days=40), reasons=("", "Now")
)


def test_it_says_what_when_how_long_and_which_findings() -> None:
    made = training_record(seen(PLAY, LATER), MARCH, Shown(), UTC)
    (one,) = made.practised
    assert (one.title, one.role) == ("The missing form", "Class teacher")
    assert (one.plays, one.decisions, one.minutes) == (1, 2, 2)
    assert one.days == (date(2026, 3, 9),)
    assert one.features == ("Looking twice",)
    assert [(f.number, f.title, f.plays) for f in made.findings] == [
        (1, "Asking", 1),
        (2, "Telling", 1),
    ]
    assert "9 Mar 2026" in to_html(made)


@pytest.mark.parametrize("way", sorted(RECORD_FORMATS))
def test_own_words_and_how_it_went_are_not_in_it_unless_chosen(way: str) -> None:
    history = seen(PLAY)
    private = ("She seemed sure", "Enough", "I would ask her", "To look twice")
    bare = RECORD_FORMATS[way](training_record(history, MARCH, Shown(), UTC))
    assert not [text for text in private if text in bare]
    for word in ("Nobody looked", "missed", "repeated", "acted on", "echo"):
        assert word not in bare
    whole = RECORD_FORMATS[way](
        training_record(history, MARCH, Shown(reasons=True, answers=True), UTC)
    )
    assert all(text in whole for text in private)
    reasons = RECORD_FORMATS[way](training_record(history, MARCH, Shown(reasons=True), UTC))
    assert [text in reasons for text in private] == [True, True, False, False]
    assert "Mar" not in RECORD_FORMATS[way](
        training_record(history, MARCH, Shown(dates=False, reasons=True), UTC)
    ).replace("1 Mar 2026 to 31 Mar 2026", "")


def test_only_the_chosen_plays_are_in_it() -> None:
    year = Period(since=date(2026, 1, 1), until=date(2026, 12, 31))
    made = training_record(
        seen(PLAY, LATER), year, Shown(reasons=True, plays=frozenset({"b"})), UTC
    )
    assert made.plays == 1
    assert [one.text for one in made.words] == ["Now"]
    none = training_record(seen(PLAY, LATER), year, Shown(plays=frozenset()), UTC)
    assert "no play was chosen" in to_markdown(none)


def test_days_are_those_of_the_place_where_the_learner_is() -> None:
    ahead = timezone(timedelta(hours=13))
    history = seen(PLAY)
    ninth = Period(since=date(2026, 3, 9), until=date(2026, 3, 9))
    assert training_record(history, ninth, Shown(), UTC).plays == 1
    assert training_record(history, ninth, Shown(), ahead).plays == 0
    tenth = Period(since=date(2026, 3, 10), until=date(2026, 3, 10))
    assert training_record(history, tenth, Shown(), ahead).practised[0].days == (date(2026, 3, 10),)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-02-30", "31/12/2026", "9" * 99, "\x1b[m"])
def test_a_bad_date_is_told_in_one_sentence(text: str) -> None:
    with pytest.raises(PeriodError, match="is no date") as error:
        day_named(text)
    assert len(str(error.value)) < 120
    assert "\x1b" not in str(error.value)


def test_a_period_that_ends_before_it_begins_is_told() -> None:
    with pytest.raises(PeriodError, match="The first day, 2026-04-01, is after the last"):
        services.period(seen(), "2026-04-01", "2026-03-31")


def test_without_dates_it_is_everything_until_today() -> None:
    over = services.period(seen(PLAY), today=date(2026, 5, 1))
    assert over == Period(since=PLAY.started.astimezone().date(), until=date(2026, 5, 1))
    assert services.period(seen(), today=date(2026, 5, 1)).since == date(2026, 5, 1)
    assert services.period(seen(PLAY), until="2020-01-01").since == date(2020, 1, 1)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += [tag, *(name for name, _ in attrs)]


@QUICK
@given(
    plays=kept(),
    shown=st.builds(Shown, dates=st.booleans(), reasons=st.booleans(), answers=st.booleans()),
)
def test_whatever_was_written_stays_text(
    plays: tuple[tuple[PlayRecord, tuple[Reflection, ...]], ...], shown: Shown
) -> None:
    history = look_back(KeptNow(plays=plays), loads)
    made = training_record(history, MARCH, shown, UTC)
    assert made.minutes <= history.minutes
    # What is signed adds up.
    assert made.minutes == sum(one.minutes for one in made.practised)
    assert made.plays == len(services.plays_of(history, MARCH, UTC))
    if not shown.reasons and not shown.answers:
        assert made.words == ()
    pages = Tags()
    pages.feed(RECORD_FORMATS["html"](made))
    assert not {"script", "onclick", "href", "src", "img", "a"} & set(pages.tags)
    rows = list(csv.reader(io.StringIO(RECORD_FORMATS["csv"](made), newline="")))
    assert {len(row) for row in rows} == {10}
    for text in (way(made) for way in RECORD_FORMATS.values()):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]", text)


def test_markdown_shows_hostile_words_as_they_are() -> None:
    history = seen(
        *(record("accept-account", reasons=(text,), title=text) for text in HOSTILE if text)
    )
    text = to_markdown(training_record(history, MARCH, Shown(reasons=True), UTC))
    assert "\n# head" not in text
    assert "<script>" not in text
    assert "\\| a \\| b \\|" in text


def test_a_file_is_for_its_owner_alone_and_a_free_name_is_found(tmp_path: Path) -> None:
    path = services.free_name(tmp_path, "record", "csv")
    services.write_private(path, "a\r\n")
    assert path.read_bytes() == b"a\r\n"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert services.free_name(tmp_path, "record", "csv").name == "record-2.csv"


def record_of(texts: int, text: str) -> TrainingRecord:
    made = training_record(look_back(KeptNow(plays=()), loads), MARCH, Shown(reasons=True), UTC)
    own = OwnWords(kind="reason", title="T", day=None, about="A", text=text)
    return replace(made, words=(own,) * texts)


@pytest.mark.parametrize(
    ("texts", "text", "long"),
    [
        (0, "", False),
        (45, "word " * 34, False),
        (68, "word " * 34, True),
        (1, "word " * 3000, True),
        (1, "w" * 16_000, True),
        (1, "word\n" * 300, True),
    ],
)
def test_a_record_that_is_likely_to_take_more_than_two_pages_says_so(
    texts: int, text: str, long: bool
) -> None:
    assert ("more than two pages" in length_note(record_of(texts, text))) == long
