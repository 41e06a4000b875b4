"""The problems that only exploring finds, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim import paths
from scr_sim.exploration import check_plays
from scr_sim.scenario import check_files
from tests.app_driver import SMALL
from tests.scenario.small import TINY, changed, place, problems, told

SHED = """\
  shed:
    title: The shed
    text: You look.
    choices:
      - {stance: accept, label: Wait, next: end, debrief: {echoes: [1], because: So.}}
      - {stance: challenge, label: Ask, next: end, debrief: {answers: [1], because: So.}}
"""


def test_a_scene_that_no_play_reaches_is_told_once_at_its_key(tmp_path: Path) -> None:
    text = TINY + SHED
    found = problems(tmp_path, text, plays=True)
    assert told(found) == [("unreachable-scene", *place(text, "  shed:", 2))]
    assert found[0].severity == "warning"


def test_a_scene_behind_a_condition_that_never_holds_is_told(tmp_path: Path) -> None:
    text = (
        changed(
            (
                "label: Wait a while\n        next: end",
                "label: Wait a while\n        next: [{if: trust < 3, go: shed}, {go: end}]",
            ),
            text=TINY,
        )
        + SHED
    )
    found = problems(tmp_path, text, plays=True)
    assert told(found) == [("unreachable-scene", *place(text, "  shed:", 2))]


def test_a_dead_end_is_told_with_the_shortest_way_there(tmp_path: Path) -> None:
    text = changed(
        ("label: Wait a while\n", 'label: Wait a while\n        if: not held("word")\n'),
        (
            "label: Ask once more\n",
            "label: Ask once more\n        if: not enquired('door.ring')\n",
        ),
    )
    found = [p for p in problems(tmp_path, text, plays=True) if p.code == "dead-end"]
    assert told(found) == [("dead-end", *place(text, "  door:", 2))]
    assert found[0].severity == "error"
    assert "?ring" in found[0].message


def test_a_dead_end_by_costs_alone_is_told_with_costs_in_its_hint(tmp_path: Path) -> None:
    text = changed(
        ("label: Wait a while\n", "label: Wait a while\n        cost: {trust: 4}\n"),
        ("label: Ask once more\n", "label: Ask once more\n        cost: {trust: 4}\n"),
    )
    [found] = [p for p in problems(tmp_path, text, plays=True) if p.code == "dead-end"]
    assert found.hint == ("Let one choice have neither “if” nor “locked” nor “once” nor “cost”.")


def test_a_decision_where_an_enquiry_can_still_help_is_no_dead_end(tmp_path: Path) -> None:
    text = changed(
        ("label: Wait a while\n", "label: Wait a while\n        if: enquired('door.ring')\n"),
        ("label: Ask once more\n", "label: Ask once more\n        if: enquired('door.ring')\n"),
    )
    assert problems(tmp_path, text, plays=True) == []


def test_one_without_time_for_the_enquiry_that_helps_is_one(tmp_path: Path) -> None:
    text = changed(
        ("limit: 1", "limit: 0"),
        ("label: Wait a while\n", "label: Wait a while\n        if: enquired('door.ring')\n"),
        ("label: Ask once more\n", "label: Ask once more\n        if: enquired('door.ring')\n"),
    )
    codes = {p.code for p in problems(tmp_path, text, plays=True)}
    assert codes == {"dead-end", "never-available", "unreachable-scene"}


def test_a_choice_and_an_enquiry_that_nobody_can_take_are_told(tmp_path: Path) -> None:
    text = changed(
        ("label: Wait a while\n", "label: Wait a while\n        if: trust > 3\n"),
        ("label: Ring\n", "label: Ring\n          if: told\n"),
    )
    assert told(problems(tmp_path, text, plays=True)) == [
        ("never-available", *place(text, "- id: ring", 2)),
        ("never-available", *place(text, "- id: wait", 2)),
    ]


def test_bundled_scenarios_have_none() -> None:
    for checked in check_files([paths.scenarios()]):
        assert check_plays(checked)
        assert checked.problems == []


def test_a_scenario_too_wide_to_be_seen_whole_claims_nothing_of_the_rest(tmp_path: Path) -> None:
    text = (
        changed(("trust: {start: 3, min: 0, max: 5", "trust: {start: 3, min: 0, max: 9000")) + SHED
    )
    text = changed(
        ("text: It rings.", "text: It rings.\n          add: {trust: 7}"),
        ("next: end", "next: [{if: trust > 8000, go: end}, {go: door}]"),
        text=text,
    )
    (tmp_path / "small-review.yaml").write_text(
        (Path(SMALL).parent / "small-review.yaml").read_text("utf-8"), "utf-8"
    )
    path = tmp_path / "wide.yaml"
    path.write_text(text, "utf-8")
    [checked] = check_files([path])
    assert not check_plays(checked, limit=1)
    assert "unreachable-scene" not in {p.code for p in checked.problems}
    [whole] = check_files([path])
    assert check_plays(whole)
    assert "unreachable-scene" in {p.code for p in whole.problems}


WAIT = "label: Wait a while\n        next: end"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ((WAIT, WAIT), "“shed”: nothing leads to it."),
        (
            (WAIT, WAIT.replace("end", "[{if: trust < 3, go: shed}, {go: end}]")),
            "“shed”: after “door”, “trust < 3” never holds: “trust” is always 3.",
        ),
        (
            (WAIT, WAIT.replace("end", "[{if: trust >= 3, go: end}, {go: shed}]")),
            "“shed”: after “door”, one of the conditions before it always holds.",
        ),
    ],
)
def test_why_no_play_reaches_a_scene(change: tuple[str, str], says: str, tmp_path: Path) -> None:
    found = problems(tmp_path, changed(change, text=TINY) + SHED, plays=True)
    assert says in found[0].message


VARIANTS = """label: Wait a while
        variants:
          - {if: trust > 2, outcome: You wait.}
          - {if: trust == 3, outcome: You wait longer.}
          - {if: trust > 4, outcome: You wait for ever.}
"""


def test_a_variant_that_nobody_comes_to_is_told_with_the_reason(tmp_path: Path) -> None:
    text = changed(("label: Wait a while\n", VARIANTS))
    second, third = problems(tmp_path, text, plays=True)
    assert told([second, third]) == [
        ("never-available", *place(text, "- {if: trust == 3", 3)),
        ("never-available", *place(text, "- {if: trust > 4", 3)),
    ]
    assert "No play comes to variant 2 of the choice “wait” of “door”" in second.message
    assert "one before it always holds" in second.message
    assert "“trust > 4” never holds: “trust” is always 3" in third.message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            ("label: Wait a while\n", "label: Wait a while\n        cost: {trust: 5}\n"),
            "the choice “wait” of “door”: it costs 5 of “trust”; “trust” is from 3 to 4.",
        ),
        (
            (
                "label: Wait a while\n",
                "label: Wait a while\n        if: trust == 3\n        cost: {trust: 4}\n",
            ),
            "the choice “wait” of “door”: its condition never holds where what it costs is there.",
        ),
        (
            ("label: Wait a while\n", "label: Wait a while\n        if: trust > 4\n"),
            "the choice “wait” of “door”: “trust > 4” never holds: “trust” is from 3 to 4.",
        ),
        (
            ("label: Wait a while\n", "label: Wait a while\n        if: told and trust > 2\n"),
            "the choice “wait” of “door”: “told” never holds: “told” is always false.",
        ),
        (
            (
                "label: Wait a while\n",
                "label: Wait a while\n        if: trust == 3 and enquired('door.ring')\n",
            ),
            "each of its parts does, but not at the same time.",
        ),
        (
            (
                "label: Wait a while\n",
                "label: Wait a while\n        locked: {unless: visited('end'), because: No.}\n",
            ),
            "the choice “wait” of “door”: the scene “end” was never visited.",
        ),
        (("limit: 1", "limit: 0"), "the enquiry “ring” of “door”: the scene leaves no time"),
    ],
)
def test_why_something_is_never_available(
    change: tuple[str, str], says: str, tmp_path: Path
) -> None:
    ringing = ("text: It rings.", "text: It rings.\n          add: {trust: 1}")
    (found,) = problems(tmp_path, changed(ringing, change), plays=True)
    assert says in found.message


def test_the_trainers_words_are_looked_at_in_scenes_at_the_start_and_at_the_end(
    tmp_path: Path,
) -> None:
    trainer = (
        "trainer:\n"
        "  opening: [{if: trust < 3, text: A.}, {if: trust == 3, text: B.}]\n"
        "  closing: [{if: 'chose(\"door.wait\")', text: C.}, {sure: 'held(\"word\")', text: D.},"
        " {sure: 'chose(\"door.ask\")', text: E.}]\n"
    )
    text = changed(
        ("start: door\n", f"{trainer}start: door\n"),
        ("    text: It ends.", "    trainer: {if: trust > 3, text: F.}\n    text: It ends."),
    ).replace("trainer: {if: trust > 3, text: F.}", "trainer: [{if: trust > 3, text: F.}]")
    found = problems(tmp_path, text, plays=True)
    lines = text.splitlines()
    told = {
        (problem.code, lines[problem.line - 1][problem.column - 1 :].split(",")[0].strip("'\" }"))
        for problem in found
        if problem.code in {"never-holds", "broken-promise"}
    }
    assert told == {
        ("never-holds", "trust < 3"),
        ("never-holds", "trust > 3"),
        ("broken-promise", 'chose("door.ask")'),
    }
