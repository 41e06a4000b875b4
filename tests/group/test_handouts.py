"""The handouts: each agency's cards hold what only it holds, and the run sheet everything else."""

from __future__ import annotations

import re

import pytest

from scr_sim import load
from scr_sim.group.handouts import sheets, to_html
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.enquiry import Enquiry
from scr_sim.scenario.model.scene import Decision
from tests.app_driver import SMALL
from tests.stories.world import stories


def enquiries(story: LoadedScenario) -> list[Enquiry]:
    return [
        enquiry
        for scene in story.scenes.values()
        if isinstance(scene, Decision) and scene.enquiries is not None
        for enquiry in scene.enquiries.offered
    ]


@pytest.mark.parametrize("story", stories().values(), ids=stories())
def test_each_card_is_on_its_own_agencys_sheet_and_on_no_other(story: LoadedScenario) -> None:
    names = story.agencies or {}
    due = {(names[one.agency], one.label): 0 for one in enquiries(story) if one.agency is not None}
    for sheet in sheets(story):
        assert sheet.cards
        for card in sheet.cards:
            due[sheet.agency, card.label] += 1
            assert card.answer
    assert all(due.values())


def parts(page: str) -> list[str]:
    """Return the sheets of the page in plain words."""
    return [re.sub(r"<[^>]+>", " ", part) for part in page.split('<section class="sheet">')]


def test_the_page_has_a_sheet_for_each_agency_vote_cards_and_a_run_sheet() -> None:
    cover, office, votes, run = parts(to_html(load(SMALL)))
    assert "A child is late and tired." in cover
    assert "School office: what only you hold" in office
    assert "Ring the office" in office
    assert "Nothing has come." in office
    assert "Look at the child" not in office
    assert all(sign in votes for sign in "○◆▲")
    assert "Nothing has come." not in run
    for told in ("Ask who would ring.", "Tell the head", "2 A week goes by", "1 At the gate"):
        assert told in run
    assert "locked until" in run
    assert "If it does not convince: If" in run


def test_a_page_is_a_sheet_and_nothing_is_fetched_or_run() -> None:
    page = to_html(load(SMALL))
    assert "break-before: page" in page
    assert "<script" not in page
    assert not re.search(r"""(src|href)=["']?http""", page)


def test_no_agency_can_read_what_nobody_saw_on_its_cards() -> None:
    for story in stories().values():
        page = to_html(story)
        for scene in story.scenes.values():
            for part in scene.unseen or ():
                assert part.text.strip() not in page
