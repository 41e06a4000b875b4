"""The handouts: each agency's cards hold what only it holds, and the run sheet everything else."""

from __future__ import annotations

import re
from html import unescape

import pytest

from scr_sim import load
from scr_sim.group.handouts import sheets, to_html
from scr_sim.group.run_sheet import enquiries as enquiries_of
from scr_sim.group.run_sheet import run_scenes
from scr_sim.manuscripts.names import PartNames
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.model.enquiry import Enquiry
from tests.app_driver import SMALL
from tests.stories.world import stories


def enquiries(story: LoadedScenario) -> list[Enquiry]:
    return [
        enquiry
        for scene in story.scenes.values()
        if scene.kind == "decision" and scene.enquiries is not None
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
    sections = page.partition("<body>")[2].split('<section class="sheet')
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in sections]


def run_sheet(story: LoadedScenario) -> str:
    return parts(to_html(story))[-1]


def test_the_page_has_a_sheet_for_each_agency_vote_cards_and_a_run_sheet() -> None:
    cover, office, votes, run = parts(to_html(load(SMALL)))
    assert "A child is late and tired." in cover
    assert "School office: what only you hold" in office
    assert "Ring the office" in office
    assert "Nothing has come." in office
    assert "Look at the child" not in office
    assert "Nothing has come." not in run
    for told in ("Ask who would ring.", "Tell the head", "2 A week goes by", "1 At the gate"):
        assert told in run
    assert "locked until" in run
    assert "If it does not convince: The parent looks puzzled." in run
    for sign in ("○ Accept", "◆ Challenge", "▲ Escalate", "? I cannot decide on this"):
        assert votes.count(sign) == 4
    assert votes.count("1 2 3 4 5 6") == 4
    assert "Print once for each four people" in votes


def test_what_anybody_can_look_into_is_read_out_from_the_run_sheet() -> None:
    run = run_sheet(load(SMALL))
    assert "1.a Ring the office (on a card of: School office)" in run
    assert "1.b Look at the child A yawn." in run
    assert "There is time for 1 of these." in run


def test_the_run_sheet_says_what_everything_changes_and_the_tally_what_it_starts_as() -> None:
    run = run_sheet(load(SMALL))
    assert "Working relationship 0 1 2 3 (start) 4 5" in run
    assert "Stage none (start) asked told" in run
    assert "Late not so (start) so" in run
    assert run.index("The room may know") < run.index("Stage none (start)")
    assert "N2 Office tray. Nothing has come since May." in run
    assert "The parent smiles. ± “Working relationship” goes up by 1 → 2" in run
    assert "“Stage” becomes “told”; “Late” becomes so" in run
    assert "(on a card of: School office) ± the room has N2 Office tray" in run
    assert "1 At the gate Month 2, Tuesday 3 August, The school gate ± the room has N1" in run
    assert "It convinces with one of these: N2 Office tray" in run
    assert "3.1 ○ Accept: Let it go (once only)" in run


@pytest.mark.parametrize("story", stories().values(), ids=stories())
def test_whatever_a_condition_names_is_found_by_its_number(story: LoadedScenario) -> None:
    run = run_sheet(story)
    for name in set(re.findall(r"“((?:\d+(?:\.\w+)?|N\d+) [^“”]+)”", run)):
        number, _, label = name.partition(" ")
        if number.startswith("N"):
            assert f"{name}. " in run
        elif "." in number:
            assert re.search(rf"{re.escape(number)} (. \w+: )?{re.escape(label)}", run)
    part_names = PartNames(story, count_notes=True)
    for at, scene in enumerate(run_scenes(part_names), 1):
        assert scene.number == str(at)
        chosen = [act.number for act in scene.choices]
        assert chosen == [f"{at}.{nth}" for nth in range(1, len(chosen) + 1)]


@pytest.mark.parametrize("story", stories().values(), ids=stories())
def test_the_run_sheet_has_every_outcome_with_what_it_costs_changes_and_brings(
    story: LoadedScenario,
) -> None:
    part_names = PartNames(story, count_notes=True)
    for name, scene in zip(part_names.order, run_scenes(part_names), strict=True):
        model = story.scenes[name]
        if model.kind != "decision":
            continue
        for choice, act in zip(model.choices, scene.choices, strict=True):
            assert bool(choice.cost) == any(term.startswith("takes ") for term in act.terms)
            read = [(part.text, one.when) for one in act.outcomes for part in one.text]
            for result in choice.outcomes:
                due = [part.text for part in part_names.prose(result.outcome)]
                assert all(any(text == told for told, _ in read) for text in due)
                changed = len(part_names.effects(result)) + bool(result.notes)
                assert changed <= max(len(one.changes) for one in act.outcomes)
        for enquiry, act in zip(enquiries_of(model), scene.enquiries, strict=True):
            assert bool(enquiry.cost) == any(term.startswith("takes ") for term in act.terms)
            assert bool(act.card) == bool(enquiry.agency)
            assert bool(act.card) != any(one.text for one in act.outcomes)


def test_a_page_is_a_sheet_and_nothing_is_fetched_or_run() -> None:
    page = to_html(load(SMALL))
    assert "break-before: page" in page
    assert 'counter(page) " of " counter(pages)' in page
    assert "<script" not in page
    assert not re.search(r"""(src|href)=["']?http""", page)


def test_no_agency_can_read_what_nobody_saw_on_its_cards() -> None:
    for story in stories().values():
        page = to_html(story)
        for scene in story.scenes.values():
            for part in scene.unseen or ():
                assert part.text.strip() not in page
