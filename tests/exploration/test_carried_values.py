"""What a case carries from one scenario into the next agrees with playing everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scr_sim.engine import Engine
from scr_sim.exploration import check_plays, find_problems
from scr_sim.exploration.carried_values import begun_with, carried_in, starts_of
from scr_sim.exploration.state_vectors import TooManyError
from scr_sim.scenario import LoadedCase, LoadedScenario, Problem, check_files
from scr_sim.scenario.model.case import Case, CaseScenario
from scr_sim.scenario.model.variables import FlagVariable, NumberVariable
from tests.engine.stories import stories
from tests.exploration.brute_force import Brute, TooWideError
from tests.profiles import of_stories

CASE = """\
format: 1
case: pair
title: A pair
summary: Two stories.
content_note: Nothing happens.
review: small-review
carry:
  level: {start: 1, min: 0, max: 2}
  seen: {start: false}
scenarios:
  - id: first
    in: {trust: level}
    out: {level: trust, seen: told}
  - id: second
    in: {trust: level, told: seen}
    between: |
      So far it is {level}.
"""


def as_case(first: LoadedScenario, second: LoadedScenario) -> LoadedCase:
    """Return a case of two stories that carries their `trust`, within 0 and 2, and `told`."""
    number = NumberVariable.model_construct(start=1, min=0, max=2)
    parts = (
        CaseScenario.model_construct(
            id="first",
            incoming={"trust": "level"},
            outgoing={"level": "trust", "seen": "told"},
        ),
        CaseScenario.model_construct(id="second", incoming={"trust": "level", "told": "seen"}),
    )
    case = Case.model_construct(
        format=1,
        case="pair",
        title="A pair",
        summary="Two.",
        content_note="None.",
        review="small-review",
        carry={"level": number, "seen": FlagVariable.model_construct(start=False)},
        scenarios=parts,
    )
    return LoadedCase(case=case, case_review=first.case_review, scenarios=(first, second))


def brute(scenario: LoadedScenario) -> Brute:
    try:
        return Brute(scenario)
    except TooWideError:
        assume(False)
        raise


def ends(scenario: LoadedScenario) -> set[tuple[int, bool]]:
    """Return the trust, within 0 and 2, and whether they were told, that plays end with."""
    tried = brute(scenario)
    places = tried.engine.places
    return {
        (min(max(int(s.values[places["trust"]]), 0), 2), bool(s.values[places["told"]]))
        for s in tried.actions
        if tried.ended(s)
    }


@pytest.mark.slow
@given(stories(rich=False), st.booleans().flatmap(lambda hard: stories(hard=hard, rich=False)))
@of_stories()
def test_what_is_carried_and_what_it_brings_agree_with_playing_everything(
    first: LoadedScenario, second: LoadedScenario
) -> None:
    case = as_case(first, second)
    carried, whole = carried_in(case)
    assert whole
    assert carried[0] == [{"level": 1, "seen": False}]
    assert {(v["level"], v["seen"]) for v in carried[1]} == ends(first.starting({"trust": 1}))

    starts = starts_of(case, 1, carried[1])
    assume(starts)  # some play of the first comes to an ending
    dead: set[str] = set()
    lost: set[str] = set()
    for start in starts:
        tried = brute(second.starting(start))
        dead |= tried.shortest()[1].keys()
        lost |= tried.no_way_out(untold=True).keys()
    found, complete = find_problems(begun_with(second, starts))
    assert complete
    assert {p.path[1] for p in found if p.code == "dead-end"} == dead
    assert ({p.path[1] for p in found if p.code == "no-way-out"} != set()) == (lost != set())


STORY = """\
format: 1
id: first
title: First
summary: One decision.
review: small-review
features: [looking-twice]
role: Teacher
minutes: 5
content_note: Nothing happens.
variables:
  trust: {start: 1, min: 0, max: 5, show: true}
  told: {start: false, show: true}
start: door
scenes:
  door:
    title: The door
    text: You knock.
    choices:
      - stance: accept
        label: Wait
        add: {trust: 1}
        next: end
        debrief: {echoes: [1], because: You waited.}
      - stance: challenge
        label: Ask
        set: {told: true}
        next: end
        debrief: {answers: [1], because: You asked.}
  end: {title: The end, text: It ends., ending: {title: Over, kind: mixed}}
"""


def found_in(folder: Path, second: str, case: str = CASE, first: str = STORY) -> list[Problem]:
    review = Path(__file__).parent.parent / "files" / "small-review.yaml"
    (folder / "small-review.yaml").write_bytes(review.read_bytes())
    (folder / "first.yaml").write_text(first, "utf-8")
    (folder / "second.yaml").write_text(second, "utf-8")
    path = folder / "pair.yaml"
    path.write_text(case, "utf-8")
    checked = check_files([path])[0]
    check_plays(checked)
    return checked.problems


SECOND = STORY.replace("id: first", "id: second")


def test_a_case_that_brings_nothing_is_clean(tmp_path: Path) -> None:
    assert found_in(tmp_path, SECOND) == []


def test_a_problem_that_only_a_carried_value_brings_stands_in_the_scenario(tmp_path: Path) -> None:
    second = SECOND.replace("label: Wait", "label: Wait\n        if: trust < 2").replace(
        "label: Ask", "label: Ask\n        if: trust < 2"
    )
    (problem,) = found_in(tmp_path, second)
    assert (problem.code, Path(problem.file).name, problem.line) == ("dead-end", "second.yaml", 15)
    assert "after trust-2_told-false" in problem.message
    assert "the case “pair” carries in" in problem.message


def test_a_promise_that_only_a_carried_value_breaks_is_told(tmp_path: Path) -> None:
    second = SECOND.replace("text: It ends.", "text: It ends., sure: trust <= 2")
    (problem,) = found_in(tmp_path, second)
    assert (problem.code, Path(problem.file).name) == ("broken-promise", "second.yaml")
    assert (
        found_in(tmp_path, SECOND.replace("text: It ends.", "text: It ends., sure: trust <= 3"))
        == []
    )


def test_promises_and_conditions_between_are_looked_at(tmp_path: Path) -> None:
    between = (
        "between:\n      - {if: level == 0, text: None.}\n      - {sure: level == 2, text: Two.}\n"
    )
    case = CASE.replace("between: |\n      So far it is {level}.\n", between)
    found = found_in(tmp_path, SECOND, case)
    assert [(p.code, p.line) for p in found] == [("never-holds", 17), ("broken-promise", 18)]
    assert "level-1_seen-true" in found[1].message


def test_too_many_values_to_tell_apart_are_looked_at_from_their_ends(tmp_path: Path) -> None:
    wide = CASE.replace("min: 0, max: 2", "min: 0, max: 9000")
    story = SECOND.replace("max: 5", "max: 9000")
    second = story.replace("text: You knock.", "text: You knock.\n    sure: trust != 9000")
    found = found_in(tmp_path, second, wide, STORY.replace("max: 5", "max: 9000"))
    assert [p.code for p in found] == ["broken-promise"]


def test_the_engine_of_a_scenario_that_starts_otherwise_is_its_own(tmp_path: Path) -> None:
    found_in(tmp_path, SECOND)
    first = check_files([tmp_path / "first.yaml"])[0].scenario
    assert first is not None
    other = first.starting({"trust": 4, "told": True})
    assert Engine(other).start.values != Engine(first).start.values
    assert Engine(first.starting({})).start.values == Engine(first).start.values


def carried(folder: Path, second: str = SECOND, case: str = CASE) -> LoadedCase:
    found_in(folder, second, case)
    loaded = check_files([folder / "pair.yaml"])[0].case
    assert loaded is not None
    return loaded


def test_a_value_of_one_possibility_is_carried_as_it_is(tmp_path: Path) -> None:
    case = carried(
        tmp_path, case=CASE.replace("start: 1, min: 0, max: 2", "start: 1, min: 1, max: 1")
    )
    every, whole = carried_in(case)
    assert whole
    assert {values["level"] for values in every[1]} == {1}


def test_where_plays_are_too_many_every_value_within_the_bounds_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_many(*_: object, **__: object) -> None:
        raise TooManyError

    case = carried(tmp_path)
    monkeypatch.setattr("scr_sim.exploration.reachability._sets", too_many)
    every, whole = carried_in(case, limit=1)
    assert whole
    assert {(v["level"], v["seen"]) for v in every[1]} == {
        (level, seen) for level in range(3) for seen in (False, True)
    }


def test_scenes_of_any_name_do_not_stand_in_the_way(tmp_path: Path) -> None:
    second = SECOND.replace("start: door", "start: carried-in").replace("  door:", "  carried-in:")
    second = second.replace("text: It ends.", "text: It ends., sure: trust <= 2")
    [problem] = found_in(tmp_path, second)
    assert problem.code == "broken-promise"


def test_a_case_that_carries_nothing_is_only_an_order(tmp_path: Path) -> None:
    text = CASE[: CASE.index("carry:")] + "scenarios:\n  - id: first\n  - id: second\n"
    assert found_in(tmp_path, SECOND, text) == []
    [first, second], whole = carried_in(carried(tmp_path, case=text))
    assert (first, second, whole) == ([{}], [{}], True)
