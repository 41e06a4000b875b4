"""Looking back: findings over time, how sure, words found again, and time spent."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_sim import load
from scr_sim.debriefs import Reflection
from scr_sim.services import (
    KeptNow,
    PlayRecord,
    Records,
    Shown,
    history_of,
    look_back,
    minutes,
    period,
    search,
    training_record,
)
from scr_sim.services import history_tables as tables
from scr_sim.services import history_words as words
from scr_sim.services.practice_time import LONGEST_PAUSE, days, spent
from scr_sim.services.spreadsheet import harmless
from scr_sim.store.database import NAME
from tests.app_driver import SMALL
from tests.profiles import examples
from tests.services.records import NOON, kept, loads, record

QUICK = settings(max_examples=examples(60))
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(8999, 1, 1), timezones=st.just(UTC))
Kept = tuple[tuple[PlayRecord, tuple[Reflection, ...]], ...]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("SCR_SIM_HOME", str(folder))
    return folder


def now(*records: PlayRecord, answers: tuple[Reflection, ...] = ()) -> KeptNow:
    return KeptNow(plays=tuple((one, answers) for one in records))


FIRST = record("accept-account", "accept", play_id="a", confidence=(90, 80))
SECOND = record(
    "?ring-office",
    "show-tray@says-sent,tray-empty",
    "escalate",
    play_id="b",
    started=NOON + timedelta(days=3),
    confidence=(None, 70, 40),
)


def test_each_finding_is_told_play_by_play_the_oldest_first() -> None:
    seen = look_back(now(FIRST, SECOND), loads)
    asking, telling, writing = seen.findings
    assert [f.title for f in seen.findings] == ["Asking", "Telling", "Writing"]
    assert [(m.play.id, m.echoed, m.answered) for m in asking.meetings] == [
        ("a", 1, 0),
        ("b", 1, 1),
    ]
    assert words.chart(m.way for m in asking.meetings) == "□◧"
    assert words.chart(m.way for m in telling.meetings) == "□■"
    assert words.chart(m.way for m in writing.meetings) == "·■"
    assert words.over_time(asking) == "repeated in 2, acted on in 1 of 2 plays"
    assert words.meeting(asking.meetings[1]) == "pattern repeated once, lesson acted on once"


def test_how_sure_is_laid_against_how_it_went() -> None:
    surety = look_back(now(FIRST, SECOND), loads).surety
    assert surety.by_way == {"repeated": (90, 80), "acted": (70,), "both": (40,)}
    assert surety.by_ending == {"missed": (90, 80), "mixed": (70, 40)}
    assert [words.chart(ways) for _, ways in surety.bands] == ["□", "□■", "◧"]
    assert "85 in 100 on average where you repeated a pattern (2 decisions)." in list(
        words.averages(surety)
    )


def test_what_a_later_play_took_over_is_counted_once() -> None:
    records = Records.open()
    first = records.begin(load(SMALL), SMALL)
    first.take("accept-account", "I believed it", 80)
    again = first.go_back(1)
    again.take("accept", "Enough", 60)
    seen = history_of(records)
    assert [len(play.decisions) for play in seen.plays] == [1, 2]
    assert [d.carried for d in seen.plays[1].decisions] == [True, False]
    assert sum(len(ways) for _, ways in seen.surety.bands) == 2
    assert [one.text for one in search(seen, "")] == ["Enough", "I believed it"]
    records.delete(first.id)
    assert [one.text for one in search(history_of(records), "believed")] == ["I believed it"]


def test_going_back_makes_no_play_that_was_practised_until_something_is_decided() -> None:
    records = Records.open()
    first = records.begin(load(SMALL), SMALL)
    first.take("accept-account")
    first.take("accept")
    again = first.go_back(1)
    further = again.go_back(0)
    seen = history_of(records)
    assert len(seen.plays) == 3
    assert words.practised(seen).startswith("1 play, 1 finished")
    assert {len(finding.meetings) for finding in seen.findings} == {1}
    whole = training_record(seen, period(seen), Shown())
    assert (whole.plays, [one.plays for one in whole.practised]) == (1, [1])
    further.take("accept-account")
    seen = history_of(records)
    assert words.practised(seen).startswith("2 plays, 1 finished")


def test_a_decision_that_was_carried_along_meets_a_finding_once() -> None:
    records = Records.open()
    first = records.begin(load(SMALL), SMALL)
    first.take("accept-account")
    again = first.go_back(1)
    again.take("accept")
    for finding in history_of(records).findings:
        alone = [one for one in finding.meetings if one.play.id == first.id]
        later = [one for one in finding.meetings if one.play.id == again.id]
        met = [step for step in again.play.steps[1:] if finding.number in step.echoes]
        assert later[0].echoed == len(met)
        assert alone[0].echoed == (finding.number in again.play.steps[0].echoes)


def test_a_scenario_that_is_gone_is_told_and_its_words_are_found_all_the_same() -> None:
    gone = replace(FIRST, id="c", source="", scenario="gone")
    gone = replace(gone, actions=(replace(gone.actions[0], reason="I was in a hurry"),))
    seen = look_back(now(gone, SECOND), loads)
    assert seen.told == (
        "The missing form: its scenario cannot be loaded, so the findings that it met are not "
        "known. There is no scenario “gone”.",
    )
    assert [len(f.meetings) for f in seen.findings] == [1, 1, 1]
    assert [one.text for one in search(seen, "hurry")] == ["I was in a hurry"]
    assert seen.plays[0].decisions[0].label == "Thank the parent and wait"


def test_what_no_longer_holds_is_told_and_what_holds_is_counted() -> None:
    changed = replace(
        FIRST, actions=(FIRST.actions[0], replace(FIRST.actions[1], label="Say nothing", word="x"))
    )
    seen = look_back(now(changed), loads)
    assert seen.told[0].startswith("The missing form: its scenario has changed since. ")
    assert [d.holds for d in seen.plays[0].decisions] == [True, False]
    assert seen.findings[0].repeated_in == 1
    assert seen.surety.by_way == {"repeated": (90,)}


def test_a_damaged_play_costs_only_itself(home: Path) -> None:
    records = Records.open()
    ids = []
    for _ in range(3):
        one = records.begin(load(SMALL), SMALL)
        one.take("accept-account")
        ids.append(one.id)
    with closing(sqlite3.connect(home / NAME, isolation_level=None)) as other:
        other.execute("UPDATE actions SET at = 'noon' WHERE play = ?", (ids[1],))
    seen = history_of(records)
    assert [play.id for play in seen.plays] == [ids[0], ids[2]]
    assert seen.told[0].startswith("1 kept play could not be read")


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("cafe", True),
        ("CAFÉ mother's", True),
        ("élan", True),
        ("  ", True),
        ("mother tea", False),
        ("strasse", True),
        (".*", False),
    ],
)
def test_words_are_found_whatever_their_accents_and_capitals(typed: str, finds: bool) -> None:
    answer = Reflection(1, 0, "Elan: the mother’s cafe\u0301 in the Hauptstraße")
    found = search(look_back(now(FIRST, answers=(answer,)), loads), typed)
    assert bool(found) is finds
    if found:
        assert found[0].about == "How sure are you that you would ask?"


def test_time_is_counted_without_pauses() -> None:
    gaps = (timedelta(minutes=4), timedelta(hours=3), timedelta(minutes=10), timedelta(minutes=1))
    moments = [NOON]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    assert spent(moments) == timedelta(minutes=15)
    assert [minutes(timedelta(seconds=s)) for s in (0, 1, 89, 91, 600)] == [0, 1, 1, 2, 10]


def test_time_and_days_are_those_of_the_place_where_one_is() -> None:
    late = datetime(2026, 3, 9, 23, 58, tzinfo=UTC)
    moments = [late, late + timedelta(minutes=1), late + timedelta(minutes=5)]
    assert days(moments, UTC) == (date(2026, 3, 9), date(2026, 3, 10))
    assert spent(moments, until=date(2026, 3, 9), zone=UTC) == timedelta(minutes=1)
    assert spent(moments, since=date(2026, 3, 10), zone=UTC) == timedelta(minutes=4)


@QUICK
@given(
    moments=st.lists(
        st.datetimes(datetime(1970, 1, 2), datetime(8999, 1, 1), timezones=st.just(UTC)), max_size=8
    )
)
def test_time_is_never_less_than_nothing_nor_more_than_there_was(moments: list[datetime]) -> None:
    time = spent(moments, zone=UTC)
    assert timedelta() <= time <= LONGEST_PAUSE * max(0, len(moments) - 1)
    if moments:
        assert time <= max(moments) - min(moments)
    assert time == sum((spent(moments, d, d, UTC) for d in days(moments, UTC)), timedelta())


@QUICK
@given(plays=kept())
def test_whatever_is_kept_can_be_looked_back_at(plays: Kept) -> None:
    seen = look_back(KeptNow(plays=plays), loads)
    assert [play.id for play in seen.plays] == [one.id for one, _ in plays]
    for finding in seen.findings:
        started = [one.play.started for one in finding.meetings]
        assert started == sorted(started)
    sure = [
        a.confidence
        for one, _ in plays
        for a in one.actions
        if one.source == SMALL and a.confidence is not None
    ]
    assert sorted(sum(seen.surety.by_way.values(), ())) == sorted(sure)
    assert sum(len(ways) for _, ways in seen.surety.bands) == len(sure)
    told = json.dumps(tables.as_data(seen), ensure_ascii=False)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]", told)
    for made in (tables.findings_table(seen), tables.written_table(search(seen, ""))):
        read = list(csv.reader(io.StringIO(made, newline="")))
        assert len({len(row) for row in read}) == 1
        assert not any(cell.lstrip().startswith(tuple("=+-@")) for row in read for cell in row)


@QUICK
@given(plays=kept(), typed=st.text(max_size=6))
def test_what_was_written_is_found_by_itself(plays: Kept, typed: str) -> None:
    seen = look_back(KeptNow(plays=plays), loads)
    everything = search(seen, "")
    assert all(one in everything for one in search(seen, typed))
    for one in everything:
        assert one in search(seen, one.text)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u200b=1", "＝1", "\n-1", "|cmd", "﹢1"],
)
def test_no_text_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "3 - 1", "“quoted”", "because"])
def test_what_is_harmless_stays(text: str) -> None:
    assert harmless(text) == text
