"""The order in which a debrief is told, and what is left out where there is nothing to tell."""

from __future__ import annotations

from dataclasses import replace

from scr_sim import Play, debrief, load
from scr_sim.debriefs import outline, to_markdown
from tests.app_driver import EVERYTHING, SMALL


def test_what_was_asked_before_choosing_stands_without_an_answer_too() -> None:
    found = debrief(Play(load(SMALL), ["accept-account", "accept"]))
    view = replace(found.decisions[0], ask="What would you want to see?", reason="", compare="")
    titles = [section.title for section in outline.decision(view).sections]
    assert "What you were asked before choosing" in titles
    compared = replace(view, reason="Her face.", compare="What others looked at.")
    assert len(outline.decision(compared).sections) >= len(titles)


def test_a_finding_that_asks_nothing_has_no_place_to_write() -> None:
    found = debrief(Play(load(SMALL), ["accept-account", "accept"]))
    view = replace(found.findings[0], questions=())
    titles = [one.title for one in outline.finding(view, found.decisions).sections]
    assert "The review asks" not in titles


def test_a_choice_that_cost_too_much_is_not_called_locked() -> None:
    looked = ["?minutes@", "accept", "challenge"]
    page = to_markdown(debrief(Play(load(EVERYTHING), looked)))
    assert "Walk to the head with all of it (not enough time then)" in page
    assert "locked" not in page


def test_a_choice_that_was_locked_is_called_so() -> None:
    page = to_markdown(debrief(Play(load(SMALL), ["accept-account", "accept"])))
    assert "Tell the head (locked then)" in page
