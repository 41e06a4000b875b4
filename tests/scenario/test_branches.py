"""Branches: merged with their scenario, checked together with it, named when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import Play, ScenarioError, load
from scr_sim.exploration import check_plays
from scr_sim.scenario import Checked, branches_of, check_files
from tests.scenario.small import REVIEW, TINY, changed, place, told

BRANCH = """\
format: 1
branch: neighbour
extends: tiny
title: The neighbour
summary: Somebody next door has seen something.
people:
  next-door: {name: Next door}
variables:
  asked: {start: false}
notes:
  seen:
    kind: observation
    from: Next door
    text: Seen from {next-door}'s window.
    contradicts: [word]
scenes:
  fence:
    title: The fence
    text: You stop at the fence. Trust stands at {trust}.
    notes: [seen]
    choices:
      - {stance: accept, label: Thank them, next: door, debrief: {echoes: [2], because: You left.}}
      - {stance: escalate, label: Ring, next: end, debrief: {answers: [2], because: You rang.}}
at:
  door:
    enquiries:
      - {id: look, label: Look over the fence, text: A bicycle., set: {asked: true}}
    choices:
      - id: next-door
        stance: challenge
        label: Go next door
        if: asked and not visited("fence")
        next: fence
        debrief: {answers: [1], because: You went.}
"""


def folder_with(folder: Path, *branches: str, scenario: str = TINY) -> list[Path]:
    (folder / "small-review.yaml").write_text(REVIEW, "utf-8")
    (folder / "tiny.yaml").write_text(scenario, "utf-8")
    paths = []
    for number, text in enumerate(branches):
        path = folder / f"branch-{number}.yaml"
        path.write_text(text, "utf-8")
        paths.append(path)
    return paths


def check(folder: Path, text: str = BRANCH, *, scenario: str = TINY) -> Checked:
    [path] = folder_with(folder, text, scenario=scenario)
    [checked] = check_files([path])
    check_plays(checked)
    return checked


def test_a_branch_is_played_with_its_scenario(tmp_path: Path) -> None:
    folder_with(tmp_path, BRANCH)
    scenario = load(str(tmp_path / "tiny.yaml"), ["neighbour"])
    assert scenario.branches == ("neighbour",)
    play = Play(scenario, ["?look", "next-door"])
    assert play.scene == "fence"
    assert "seen" in play.notes
    assert play.take("escalate").finished
    assert "next-door" not in play.take("accept").actions()


def test_without_it_the_scenario_is_as_it_was(tmp_path: Path) -> None:
    folder_with(tmp_path, BRANCH)
    scenario = load(str(tmp_path / "tiny.yaml"))
    assert scenario.branches == ()
    assert "fence" not in scenario.scenes
    assert Play(scenario).actions() == ("?ring", "wait", "ask@", "ask@letter", "ask@word")


def test_a_sound_branch_has_no_problems(tmp_path: Path) -> None:
    checked = check(tmp_path)
    assert checked.kind == "branch"
    assert checked.problems == []
    assert checked.branch is not None
    assert checked.branch.title == "The neighbour"


def test_additions_come_after_what_the_scenario_has(tmp_path: Path) -> None:
    folder_with(tmp_path, BRANCH)
    scene = load(str(tmp_path / "tiny.yaml"), ["neighbour"]).scenes["door"]
    assert scene.kind == "decision"
    assert [choice.id for choice in scene.choices] == ["wait", "ask", "next-door"]
    assert scene.enquiries is not None
    assert [enquiry.id for enquiry in scene.enquiries.offered] == ["ring", "look"]
    assert scene.enquiries.limit == 1


def test_enquiries_can_be_added_where_there_were_none(tmp_path: Path) -> None:
    bare = TINY[: TINY.index("    enquiries:\n")] + TINY[TINY.index("    choices:\n") :]
    assert (
        check(tmp_path, scenario=bare.replace("agencies:\n  office: Office\n", "")).problems == []
    )


def test_branches_are_merged_in_the_order_given(tmp_path: Path) -> None:
    other = BRANCH.replace("branch: neighbour", "branch: other").replace("next-door", "over-there")
    other = other.replace("asked", "told_me").replace("seen", "watched").replace("fence", "gate")
    other = other.replace("id: look", "id: listen")
    folder_with(tmp_path, BRANCH, other)
    path = str(tmp_path / "tiny.yaml")
    for order in (["neighbour", "other"], ["other", "neighbour"]):
        scenario = load(path, order)
        assert scenario.branches == tuple(order)
        scene = scenario.scenes["door"]
        assert scene.kind == "decision"
        ids = {"neighbour": "next-door", "other": "over-there"}
        assert [c.id for c in scene.choices][2:] == [ids[name] for name in order]


@pytest.mark.parametrize(
    ("before", "after", "code", "mark"),
    [
        ("  fence:\n    title", "  door:\n    title", "duplicate-id", "  door:\n    title"),
        ("  seen:", "  word:", "duplicate-id", "  word:"),
        ("  asked: {", "  trust: {", "duplicate-id", "  trust: {"),
        ("  next-door: {", "  parent: {", "duplicate-id", "  parent: {"),
        ("      - id: next-door", "      - id: wait", "duplicate-id", "wait"),
        ("{id: look", "{id: ring", "duplicate-id", "ring"),
        ("at:\n  door:", "at:\n  dor:", "unknown-scene", "  dor:"),
        ("at:\n  door:", "at:\n  end:", "wrong-type", "  end:"),
        ("at:\n  door:", "at:\n  fence:", "unknown-scene", "  fence:\n    enq"),
        ("extends: tiny", "extends: tinny", "unknown-scenario", "tinny"),
        ("next: fence", "next: fense", "unknown-scene", "fense"),
        ("contradicts: [word]", "contradicts: [wort]", "unknown-note", "wort"),
        ("if: asked and", "if: aksed and", "unknown-variable", "aksed"),
        ("summary:", "sumary:", "unknown-key", "sumary"),
        (
            "at:\n  door:\n    enquiries:",
            "at:\n  door:\n    enquires:",
            "unknown-key",
            "    enquires",
        ),
        (
            "{stance: accept, label: Thank them,",
            "{stance: agree, label: Thank them,",
            "wrong-type",
            "agree",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_branch_at_its_place(
    before: str, after: str, code: str, mark: str, tmp_path: Path
) -> None:
    text = changed((before, after), text=BRANCH)
    checked = check(tmp_path, text)
    lead = len(mark) - len(mark.lstrip())
    assert (code, *place(text, mark, lead)) in told(checked.problems)
    assert checked.scenario is None
    assert all(problem.file.endswith("branch-0.yaml") for problem in checked.problems)


def test_the_nearest_scenario_is_named(tmp_path: Path) -> None:
    checked = check(tmp_path, changed(("extends: tiny", "extends: tinny"), text=BRANCH))
    assert checked.problems[0].hint == "Did you mean “tiny”?"


def test_a_branch_of_a_broken_scenario_says_so_once(tmp_path: Path) -> None:
    checked = check(tmp_path, scenario=changed(("next: end", "next: nowhere")))
    assert [problem.code for problem in checked.problems] == ["unknown-scenario"]
    assert "of its own" in checked.problems[0].message


def test_problems_of_the_scenario_alone_are_not_the_branchs(tmp_path: Path) -> None:
    warned = changed(("  told: {start: false, show: true}", "  told: {start: false}"))
    assert check(tmp_path, scenario=warned).problems == []


def test_a_dead_end_that_a_branch_makes_is_told(tmp_path: Path) -> None:
    text = changed(
        ("label: Thank them,", "label: Thank them, if: trust > 4,"),
        ("label: Ring,", "label: Ring, if: trust > 4,"),
        text=BRANCH,
    )
    found = check(tmp_path, text).problems
    assert ("dead-end", *place(text, "  fence:", 2)) in told(found)


def test_a_branch_of_another_scenario_is_refused(tmp_path: Path) -> None:
    [path] = folder_with(
        tmp_path, changed(("extends: tiny", "extends: headlice-account"), text=BRANCH)
    )
    with pytest.raises(ScenarioError, match="adds to “headlice-account”, not to “tiny”"):
        load(str(tmp_path / "tiny.yaml"), [str(path)])


def test_a_branch_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    folder_with(tmp_path, BRANCH)
    with pytest.raises(ScenarioError, match="Did you mean “neighbour”"):
        load(str(tmp_path / "tiny.yaml"), ["neighbor"])
    with pytest.raises(ScenarioError, match="cannot be read"):
        load(str(tmp_path / "tiny.yaml"), [str(tmp_path / "gone.yaml")])


def test_a_branch_named_twice_is_refused(tmp_path: Path) -> None:
    folder_with(tmp_path, BRANCH)
    with pytest.raises(ScenarioError, match="named twice"):
        load(str(tmp_path / "tiny.yaml"), ["neighbour", "neighbour"])


def test_the_branches_of_a_scenario_are_found_beside_it(tmp_path: Path) -> None:
    folder_with(tmp_path, BRANCH)
    [found] = branches_of("tiny", tmp_path / "tiny.yaml")
    assert (found.id, found.title) == ("neighbour", "The neighbour")


def test_a_branch_played_as_if_it_were_a_scenario_is_told_how_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path))
    (tmp_path / "scenarios").mkdir()
    folder_with(tmp_path / "scenarios", BRANCH)
    with pytest.raises(ScenarioError, match="--branch"):
        load("neighbour")


def test_a_branch_named_by_its_path_as_a_scenario_is_told_in_one_sentence(tmp_path: Path) -> None:
    [path] = folder_with(tmp_path, BRANCH)
    with pytest.raises(ScenarioError) as caught:
        load(str(path))
    [problem] = caught.value.problems
    assert "is a branch of “tiny”" in problem.message


def test_a_scenario_named_as_a_branch_is_told_in_one_sentence(tmp_path: Path) -> None:
    folder_with(tmp_path, BRANCH)
    path = str(tmp_path / "tiny.yaml")
    with pytest.raises(ScenarioError) as caught:
        load(path, [path])
    [problem] = caught.value.problems
    assert "is no branch" in problem.message


def test_a_choice_that_is_called_by_its_stance_stays_so_beside_a_branchs(tmp_path: Path) -> None:
    scenario = changed(("      - id: ask\n        stance", "      - stance"))
    folder_with(tmp_path, BRANCH, scenario=scenario)
    play = Play(load(str(tmp_path / "tiny.yaml"), ["neighbour"]), ["?look"])
    assert {"challenge@", "next-door"} <= set(play.actions())
    unnamed = changed(("      - id: next-door\n        stance", "      - stance"), text=BRANCH)
    checked = check(tmp_path, unnamed, scenario=scenario)
    assert ("missing-key", *place(unnamed, "      - stance: challenge", 8)) in told(
        checked.problems
    )
    assert all(problem.file.endswith("branch-0.yaml") for problem in checked.problems)
