"""What is the review's, what is the story's and what is practice's are told apart; roles too."""

from __future__ import annotations

from pathlib import Path

import yaml

from scr_sim import paths
from scr_sim.debriefs import Said, debrief
from scr_sim.engine import Entered, Play
from scr_sim.scenario import check_files, load
from tests.engine.test_acts import story
from tests.scenario.small import REVIEW, TINY, changed

DEBRIEF = {
    "echoes": [1],
    "because": "You went with {hours} left.",
    "review": ["asked-once", "nobody-told"],
    "practice": [{"if": "hours == 3", "text": "Ask twice."}],
}
CHOICES = [{"stance": "accept", "label": "Go", "next": "end", "debrief": DEBRIEF}]
REASON = {"ask": "Why, with {hours}?", "compare": "Others wrote more."}


def test_a_decision_carries_statements_practice_and_what_was_asked() -> None:
    play = Play(story(choices=CHOICES, reason=REASON))
    assert play.ask == "Why, with 3?"
    play = play.take("!minutes").take("accept")
    assert play.ask == ""
    [decision] = debrief(play, {1: Said("Because.")}).decisions
    assert [(s.id, s.text, s.at) for s in decision.statements] == [
        ("asked-once", "People asked once and no more.", "Page 3"),
        ("nobody-told", "Nobody was told.", "Page 4"),
    ]
    assert decision.because == "You went with 3 left."
    assert decision.practice == "Ask twice."
    assert (decision.ask, decision.reason, decision.compare) == (
        "Why, with 3?",
        "Because.",
        "Others wrote more.",
    )
    [page] = decision.pages
    assert (page.label, [line.noted for line in page.lines]) == ("Read", [True, True, True])


def test_the_debrief_shows_what_was_on_the_page_and_not_noted() -> None:
    play = Play(story(choices=CHOICES)).take("?minutes@lice").take("accept")
    [page] = debrief(play).decisions[0].pages
    assert [(line.text, line.noted) for line in page.lines] == [
        ("Threshold is met.", False),
        ("Headlice: resolved.", True),
        ("Next meeting: open.", False),
    ]


def test_beats_say_whose_eyes_these_are_and_where_that_changes() -> None:
    play = Play(story(choices=CHOICES, role="Teacher"))
    [door] = play.beats
    assert isinstance(door, Entered)
    assert (door.role, door.new_role, play.role) == ("Teacher", True, "Teacher")
    end = play.take("accept").beats[-1]
    assert isinstance(end, Entered)
    assert (end.role, end.new_role) == ("R", True)


def test_a_branch_has_a_role_for_all_the_scenes_that_it_adds(tmp_path: Path) -> None:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "tiny.yaml").write_text(TINY, "utf-8")
    scene = {"title": "B", "text": "B", "next": "end"}
    branch = {
        "format": 1,
        "branch": "more",
        "extends": "tiny",
        "title": "More",
        "summary": "More.",
        "role": "Landlord",
        "scenes": {"office": scene, "shop": scene | {"role": "Grocer"}},
        "at": {
            "door": {
                "choices": [
                    {
                        "id": place,
                        "stance": "escalate",
                        "label": f"Go to the {place}",
                        "next": place,
                        "debrief": {"echoes": [1], "because": "So."},
                    }
                    for place in ("office", "shop")
                ]
            }
        },
    }
    (tmp_path / "more.yaml").write_text(yaml.safe_dump(branch), "utf-8")
    scenario = load(str(tmp_path / "tiny.yaml"), branches=["more"])
    roles = {name: scene.role for name, scene in scenario.scenes.items()}
    assert roles == {"door": None, "end": None, "office": "Landlord", "shop": "Grocer"}


def test_a_review_s_statement_of_no_finding_of_its_own_is_told(tmp_path: Path) -> None:
    path = tmp_path / "review.yaml"
    path.write_text(changed(("findings: [1]", "findings: [9]"), text=REVIEW), "utf-8")
    [checked] = check_files([path])
    assert [problem.code for problem in checked.problems] == ["unknown-finding"]


def test_the_review_that_ships_says_where_it_says_what_it_says() -> None:
    checked = check_files([paths.reviews()[0]])
    [family] = [one.review for one in checked if one.review and one.review.id == "family-m"]
    assert family.statements is not None
    assert len(family.statements) > 20
    touched = {n for one in family.statements.values() for n in one.findings or ()}
    assert touched == set(family.findings)
