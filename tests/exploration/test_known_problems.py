"""Who changes words need not wait for exploring, and is told the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from scr_sim.exploration import (
    Found,
    KnownProblems,
    Progress,
    check_plays,
    find_problems,
    known_problems,
)
from scr_sim.exploration.known_problems import played
from scr_sim.scenario import LoadedScenario, check_files
from scr_sim.scenario.library import yaml_files
from scr_sim.scenario.model.fields import Part
from scr_sim.scenario.syntax.nodes import Written
from tests.engine.stories import stories
from tests.scenario.small import changed, checked, place, told

SCENARIOS = Path(__file__).parent.parent.parent / "scenarios"
BRANCH = "housing-visit.yaml"
AGREE = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def parts(value: object) -> Iterator[Part]:
    """Return every stretch of prose in a scenario."""
    if isinstance(value, Part):
        yield value
    inner: list[object] = []
    if hasattr(value, "__dict__"):
        inner = list(vars(value).values())
    elif isinstance(value, tuple):
        inner = list(value)
    elif isinstance(value, dict):
        inner = list(value.values())
    for one in inner:
        yield from parts(one)


@pytest.mark.slow
@given(st.booleans().flatmap(lambda hard: stories(hard=hard)))
@AGREE
def test_words_change_nothing_that_exploring_finds(scenario: LoadedScenario) -> None:
    before, key = find_problems(scenario), played(scenario)
    changed = list(parts(scenario))
    for part in changed:
        vars(part)["text"] = f"{part.text} Otherwise."
    assert changed
    assert played(scenario) == key
    other = scenario.starting({})
    assert find_problems(other) == before


#: What a change is of, what makes it, and what undoes it.
Change = tuple[str, Callable[[], None], Callable[[], None]]


def otherwise(value: object) -> object:
    """Return another value of the same kind; None where there is none to be had."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value}x"
        case Written():
            return Written(f"{value.text}1", value.value)
        case None | ():
            return ("x",)
        case _:
            return None


def changes(value: object, name: str) -> Iterator[Change]:
    """Return every single change within a model: its name, what makes it, and what undoes it."""
    if isinstance(value, tuple):
        for one in value:
            yield from changes(one, name)
        return
    if isinstance(value, BaseModel):
        inner, name = vars(value), type(value).__name__
    elif isinstance(value, dict):
        inner = value
        if len(value) > 1:
            first = next(iter(value))
            whole = dict(value)

            def moved() -> None:
                value[first] = value.pop(first)

            def restored() -> None:
                value.clear()
                value.update(whole)

            yield f"{name} in another order", moved, restored
    else:
        return
    for key, old in list(inner.items()):
        if isinstance(value, LoadedScenario) and key == "merged":
            continue
        at = f"{name}.{key}" if isinstance(value, BaseModel) else name
        yield from changes(old, at)
        new = otherwise(old)
        if new is not None:
            yield at, partial(inner.__setitem__, key, new), partial(inner.__setitem__, key, old)


@pytest.mark.parametrize("name", ["late-book", "unverified-sightings"])
def test_of_all_that_a_scenario_says_only_the_words_of_prose_are_left_out(name: str) -> None:
    (scenario,) = (
        one.scenario for one in check_files(yaml_files([SCENARIOS])) if one.path.stem == name
    )
    assert scenario is not None

    def digested() -> bytes:
        parts = {key: value for key, value in vars(scenario).items() if key != "merged"}
        return played(parts)

    seen: dict[str, set[bool]] = {}
    often: Counter[str] = Counter()
    before = digested()
    for what, make, undo in list(changes(scenario, "LoadedScenario")):
        often[what] += 1
        if often[what] <= 2:  # it hangs on what a field is of, not on which one it is
            make()
            seen.setdefault(what, set()).add(digested() != before)
            undo()
    assert digested() == before
    assert len(seen) > 50
    assert [what for what, told in seen.items() if told != {True}] == ["Part.text"]


PROMISED = (
    "    text: It ends.",
    "    set: {told: true, stage: told}\n    text: It ends.\n    sure: trust == 5",
)
LONGER = ("    text: You knock.", "    text: |\n      You knock.\n\n      Nobody comes.")


@pytest.fixture
def explored(monkeypatch: pytest.MonkeyPatch) -> list[LoadedScenario]:
    """Return the scenarios that are explored from now on, as they are."""
    found: list[LoadedScenario] = []

    def noted(
        scenario: LoadedScenario, limit: int, progress: Progress | None
    ) -> tuple[list[Found], bool]:
        found.append(scenario)
        return find_problems(scenario, limit, progress)

    monkeypatch.setattr(known_problems, "find_problems", noted)
    return found


def test_a_known_problem_is_told_where_it_stands_now(
    tmp_path: Path, explored: list[LoadedScenario]
) -> None:
    known = KnownProblems(2)
    text = changed(PROMISED)
    for now in (text, changed(LONGER, text=text)):
        one = checked(tmp_path, now)
        assert check_plays(one, known=known)
        assert told(one.problems) == [("broken-promise", *place(now, "trust == 5"))]
    assert len(explored) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start: 3", "start: 2"),
        ("max: 5", "max: 4"),
        ("limit: 1", "limit: 2"),
        ("label: Ring", "label: Ring\n          cost: {trust: 1}"),
        ("label: Ring", "label: Ring\n          if: told"),
        ("stance: accept", "stance: accept\n        add: {trust: 1}"),
        ("stance: accept", "stance: accept\n        once: true"),
        ("convincing: [letter]", "convincing: [word]"),
        ("notes: [letter, word]", "notes: [letter]"),
        ("text: It rings.", "text: [{if: told, text: It rings.}]"),
        ("sure: trust == 5", "sure: trust == 4"),
    ],
)
def test_what_plays_hang_on_is_explored_again(
    old: str, new: str, tmp_path: Path, explored: list[LoadedScenario]
) -> None:
    known = KnownProblems(2)
    text = changed(PROMISED)
    for now in (text, changed((old, new), text=text)):
        check_plays(checked(tmp_path, now), known=known)
    assert len(explored) == 2


def test_a_branch_is_known_beside_its_scenario(explored: list[LoadedScenario]) -> None:
    known = KnownProblems(2)
    (branch,) = (one for one in check_files(yaml_files([SCENARIOS])) if one.path.name == BRANCH)
    problems = list(branch.problems)
    for _ in range(2):
        branch.problems = list(problems)
        assert check_plays(branch, known=known)
        assert branch.problems == []
    assert len(explored) == 2


def test_so_many_are_known_and_no_more(tmp_path: Path, explored: list[LoadedScenario]) -> None:
    known = KnownProblems(2)
    texts = [changed(("start: 3", f"start: {start}")) for start in (1, 2, 4)]
    for text in (*texts, texts[2], texts[1], texts[0]):
        check_plays(checked(tmp_path, text), known=known)
    assert len(explored) == 4


def test_what_is_known_is_of_so_many_states_and_is_nobodys_to_change(
    tmp_path: Path, explored: list[LoadedScenario]
) -> None:
    known = KnownProblems(2)
    one = checked(tmp_path, changed(PROMISED)).scenario
    assert one is not None
    problems, complete = known.find(one, 1_000)
    assert problems
    before = list(problems)
    problems.clear()
    assert known.find(one, 1_000) == (before, complete)
    assert len(explored) == 1
    known.find(one, 2_000)
    assert len(explored) == 2


def test_what_was_broken_off_is_not_known(tmp_path: Path) -> None:
    known = KnownProblems(2)
    one = checked(tmp_path, changed(PROMISED))
    assert one.scenario is not None

    def broken_off(_: LoadedScenario, *more: object) -> tuple[list[Found], bool]:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known_problems, "find_problems", broken_off)
        with pytest.raises(KeyboardInterrupt):
            known.find(one.scenario)
    assert [found.code for found in known.find(one.scenario)[0]] == ["broken-promise"]
