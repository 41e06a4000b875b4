"""Cases being played: what goes from one scenario to the next, and what going back does to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.debriefs import Reflection, to_html, to_json, to_markdown
from scr_sim.scenario import LoadedCase, ScenarioError, load_case
from scr_sim.services import (
    RecordError,
    Records,
    begin_case,
    case_play,
    debrief_of_case,
    kept_cases,
    open_step,
)
from tests.app_driver import FILES
from tests.exploration.test_carried_values import CASE, SECOND, STORY


def put_case(folder: Path) -> str:
    """Write a case of two short scenarios into a folder; return its file."""
    (folder / "small-review.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    (folder / "first.yaml").write_text(STORY, "utf-8")
    second = SECOND.replace("title: First", "title: Second")
    second = second.replace("label: Ask\n", "label: Ask\n        if: trust >= 2\n")
    (folder / "second.yaml").write_text(second, "utf-8")
    path = folder / "pair.yaml"
    path.write_text(CASE.replace("min: 0, max: 2", "min: 0, max: 3"), "utf-8")
    return str(path)


@pytest.fixture
def case(tmp_path: Path) -> LoadedCase:
    return load_case(put_case(tmp_path))


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records.open(tmp_path / "home")


def play_through(records: Records, case: LoadedCase, first: str, second: str) -> str:
    """Play both scenarios with one choice each; return the id of the case's play."""
    played = begin_case(case, case.file)
    open_step(records, played, 0).session.take(first)
    played = case_play(records, played.id)
    open_step(records, played, 1).session.take(second)
    return played.id


def test_each_scenario_opens_when_the_one_before_has_ended(
    records: Records, case: LoadedCase
) -> None:
    played = begin_case(case, case.file)
    assert [step.open for step in played.steps] == [True, False]
    assert kept_cases(records) == []
    open_step(records, played, 0).session.take("accept")
    played = case_play(records, played.id)
    assert [(step.open, step.done) for step in played.steps] == [(True, True), (True, False)]
    step = played.next
    assert step is not None
    assert step.between == "So far it is 2."
    assert open_step(records, played, 1).session.play.variables["trust"] == 2


def test_what_is_carried_in_decides_what_is_on_offer(records: Records, case: LoadedCase) -> None:
    played = begin_case(case, case.file)
    open_step(records, played, 0).session.take("challenge")
    session = open_step(records, case_play(records, played.id), 1).session
    assert session.play.variables == {"trust": 1, "told": True}
    assert list(session.play.actions()) == ["accept"]


def test_a_case_goes_on_after_the_program_was_closed(tmp_path: Path, case: LoadedCase) -> None:
    first = Records.open(tmp_path / "home")
    played = begin_case(case, case.file)
    open_step(first, played, 0).session.take("accept")
    open_step(first, case_play(first, played.id), 1)
    first.close()
    again = Records.open(tmp_path / "home")
    [kept] = kept_cases(again)
    assert (kept.id, kept.case, kept.title, kept.ended) == (played.id, "pair", "A pair", 1)
    opened = open_step(again, case_play(again, kept.id), 1)
    assert opened.lines == ()
    assert opened.session.play.variables["trust"] == 2


def test_going_back_plays_the_later_starts_anew_and_tells_so(
    records: Records, case: LoadedCase
) -> None:
    play_id = play_through(records, case, "accept", "challenge")
    played = case_play(records, play_id)
    assert played.finished

    first = open_step(records, played, 0).session.go_back(0)
    first.take("challenge")
    played = case_play(records, play_id)
    assert [step.done for step in played.steps] == [True, False]
    assert played.steps[1].anew
    opened = open_step(records, played, 1)
    assert opened.forked
    assert opened.lines[0] == "What goes before has changed since."
    assert any("“challenge”" in line or "Ask" in line for line in opened.lines)
    opened.session.take("accept")
    assert case_play(records, play_id).finished


def test_going_back_without_another_end_leaves_the_later_ones_alone(
    records: Records, case: LoadedCase
) -> None:
    play_id = play_through(records, case, "accept", "accept")
    first = open_step(records, case_play(records, play_id), 0).session.go_back(0)
    first.take("accept")
    assert case_play(records, play_id).finished


def test_a_play_of_one_scenario_is_none_of_the_case(records: Records, case: LoadedCase) -> None:
    alone = records.begin(case.scenarios[0], case.files[0])
    assert records.record(alone.id).case_place is None
    assert kept_cases(records) == []
    with pytest.raises(RecordError, match="no kept play of a case"):
        case_play(records, alone.id)


def test_the_debrief_gathers_every_scenario_by_finding(records: Records, case: LoadedCase) -> None:
    assert debrief_of_case(records, begin_case(case, case.file)) is None
    play_id = play_through(records, case, "accept", "challenge")
    played = case_play(records, play_id)
    for step in played.steps:
        assert step.record is not None
        records.reflect(step.record.id, Reflection(1, 0, f"After {step.title}."))
    told = debrief_of_case(records, played)
    assert told is not None
    assert told.finished
    [first, *_] = told.findings
    assert [(one.part, one.number) for one in first.echoed] == [(1, 1)]
    assert [(one.part, one.number) for one in first.answered] == [(2, 1)]
    titles = [step.title for step in played.steps]
    assert first.questions[0].answer == "\n\n".join(dict.fromkeys(f"After {t}." for t in titles))
    page = to_markdown(told)
    assert "# A pair" in page
    assert "First, decision 1, The door: **Accept** ○ Wait" in page
    assert "Second, decision 1, The door: **Challenge** ◆ Ask" in page
    for text in (to_html(told), to_json(told)):
        assert "A pair" in text


def test_a_case_of_which_a_file_is_gone_says_so_and_keeps_its_plays(
    records: Records, case: LoadedCase, tmp_path: Path
) -> None:
    play_id = play_through(records, case, "accept", "accept")
    (tmp_path / "second.yaml").unlink()
    with pytest.raises(ScenarioError, match="second"):
        case_play(records, play_id)
    assert kept_cases(records)[0].ended == 2
    assert len(records.plays()) == 2
