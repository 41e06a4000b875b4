"""A scenario as a document: whole, linked to and fro, and nothing in it is markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from scr_sim import load
from scr_sim.manuscripts import RENDERINGS, outline
from scr_sim.manuscripts.model import Items, LabelledLine, Link, Prose, Section
from scr_sim.scenario import LoadedScenario, Review
from scr_sim.scenario.model.fields import Model, Part
from tests.app_driver import BUNDLED, FILES, SMALL
from tests.cli.test_expected_plays import run
from tests.engine.stories import stories
from tests.profiles import of_stories

HOSTILE = str(FILES / "hostile.yaml")
EVERY = (*BUNDLED, SMALL, HOSTILE, str(FILES / "trouble.yaml"))
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "div"),
    *("h1", "h2", "h3", "h4", "h5", "p", "span", "a", "ul", "ol", "li", "strong", "em"),
    "blockquote",
}


def test_what_a_branch_brought_is_marked_and_nothing_else() -> None:
    scenario = load("headlice-account", ["housing-visit"])
    branch = scenario.merged[0]
    text = RENDERINGS["md"](outline(scenario), "en-GB")
    scenes = [part for part in branch.parts if part[1] == "scene"]
    assert scenes
    assert len(branch.parts) > len(scenes)
    assert text.count(f", from the branch “{branch.title}”") == len(scenes)
    assert text.count(f"Added by the branch: {branch.title}") == len(branch.parts) - len(scenes)
    assert "Added by" not in RENDERINGS["md"](outline(load("headlice-account")), "en-GB")


class Page(HTMLParser):
    """Reads a page: its letters, its tags, its anchors and what its links lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            assert name in {"id", "class", "href", "lang", "charset", "name", "content", "start"}
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(scenario: LoadedScenario, how: str) -> str:
    return RENDERINGS[how](outline(scenario), scenario.language)


def letters(text: str) -> str:
    """Return what is left of a text if only its letters count."""
    return "".join(character for character in text if character.isalnum())


def texts(model: Any) -> Iterator[str]:
    """Return every text in a scenario that somebody reads."""
    if isinstance(model, Part):
        yield model.text
    elif isinstance(model, Model) and not isinstance(model, Review):
        for name in type(model).model_fields:
            value = getattr(model, name)
            if name in {"title", "label", "source", "about", "role", "date", "place", "summary"}:
                yield value or ""
            else:
                yield from texts(value)
    elif isinstance(model, dict):
        for value in model.values():
            yield from texts(value)
    elif isinstance(model, tuple):
        for value in model:
            yield from texts(value)


def elements(section: Section) -> Iterator[Any]:
    yield from section.elements
    for inner in section.sections:
        yield from elements(inner)


def links(section: Section) -> Iterator[str]:
    for element in elements(section):
        lines: tuple[Any, ...] = ()
        if isinstance(element, Items):
            lines = element.lines
        elif isinstance(element, LabelledLine):
            lines = (element.line,)
        yield from (part.to for line in lines for part in line if isinstance(part, Link))


def sections(section: Section) -> Iterator[Section]:
    yield section
    for inner in section.sections:
        yield from sections(inner)


def named(document: Section, anchor: str) -> Section:
    [found] = [one for one in sections(document) if one.anchor == anchor]
    return found


def words(section: Section) -> str:
    """Return what a section says, without its inner sections' titles."""
    told = []
    for element in elements(section):
        if isinstance(element, Prose):
            told.append(f"{element.when}: {element.text}" if element.when else element.text)
        else:
            lines = element.lines if isinstance(element, Items) else (element.line,)
            told += [element.lead, *("".join(getattr(p, "text", "") for p in x) for x in lines)]
    return "\n".join(told)


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("how", RENDERINGS)
def test_every_word_of_a_scenario_is_in_its_document(name: str, how: str) -> None:
    scenario = load(name)
    page = rendered(scenario, how)
    if how == "md":
        page = MarkdownIt("commonmark").render(page)
    told = letters(Page(page).text)
    for text in texts(scenario):
        for piece in re.split(r"\{[a-z][a-z0-9_-]*\}", text):
            assert letters(piece) in told, piece


@pytest.mark.parametrize("name", EVERY)
def test_every_link_leads_somewhere_and_every_place_is_one(name: str) -> None:
    scenario = load(name)
    page = Page(rendered(scenario, "html"))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    in_markdown = MarkdownIt("commonmark").render(rendered(scenario, "md"))
    other = Page(in_markdown)
    assert (sorted(other.ids), other.links) == (sorted(page.ids), page.links)
    for scene in scenario.scenes:
        assert f"scene.{scene}" in page.ids


@given(stories(hard=True))
@of_stories()
def test_any_story_has_a_document_whose_links_hold(scenario: LoadedScenario) -> None:
    document = outline(scenario)
    anchors = [one.anchor for one in sections(document) if one.anchor]
    assert len(anchors) == len(set(anchors))
    assert set(links(document)) <= set(anchors)
    numbers = [one.number for one in sections(document) if one.number]
    assert len(numbers) == len(set(numbers))
    for render in RENDERINGS.values():
        assert render(document, scenario.language)


def test_what_an_author_typed_is_no_markup() -> None:
    scenario = load(HOSTILE)
    page = Page(rendered(scenario, "html"))
    assert set(page.tags) <= TAGS
    assert page.tags["title"] == 1
    assert "<script>alert(1)</script>" in page.text
    assert "[@click=app.quit]place[/]" in page.text
    text = rendered(scenario, "md")
    shown = Page(MarkdownIt("commonmark").render(text))
    assert set(shown.tags) <= TAGS
    assert not any(link for link in shown.links if not link.startswith("#"))
    assert "[link](https://example.org)" in shown.text


def test_a_page_needs_nothing_else() -> None:
    page = rendered(load(BUNDLED[0]), "html")
    assert "http" not in page.partition("</style>")[0]
    assert "<script" not in page
    assert "@page" in page


def test_a_choice_says_when_it_is_offered_what_comes_of_it_and_where_it_leads() -> None:
    document = outline(load(SMALL))
    model = load(SMALL)
    told = [
        (f"choice.{name}.{choice.id}", choice)
        for name, scene in model.scenes.items()
        if scene.kind == "decision"
        for choice in scene.choices
    ]
    for anchor, choice in told:
        section = named(document, anchor)
        assert section.title == choice.label
        assert section.stance == choice.stance
        said = words(section)
        for link in choice.next:
            assert model.scenes[link.go].title in said
        assert ("Offered only if" in said) == (choice.condition not in (None, "true"))
        assert ("locked until" in said) == (choice.locked is not None)
        assert ("If it does not convince" in [one.title for one in section.sections]) == (
            choice.cite is not None
        )
        for number in (*(choice.debrief.echoes or ()), *(choice.debrief.answers or ())):
            assert f"finding.{number}" in set(links(section))


def test_scenes_stand_in_the_storys_order_and_say_where_they_come_from() -> None:
    scenario = load("headlice-account")
    document = outline(scenario)
    told = [one for one in sections(document) if one.kind == "scene"]
    assert told[0].anchor == f"scene.{scenario.start}"
    assert [one.number for one in told] == [str(n + 1) for n in range(len(scenario.scenes))]
    kinds = [scenario.scenes[one.anchor.removeprefix("scene.")].kind for one in told]
    assert kinds == sorted(kinds, key="ending".__eq__)
    assert "the start of the story" in words(told[0])
    for one in told[1:]:
        assert "You come here from" in words(one)
        assert "No way leads here" not in words(one)


def test_conditions_are_told_by_labels_and_titles() -> None:
    said = words(outline(load("headlice-account")))
    assert "If “A date to look again” is so" in said
    assert not re.search(r"held\(|visited\(|chose\(|enquired\(|convinced\(|==|>=", said)


def test_a_branch_is_written_out_with_its_scenario(tmp_path: Path) -> None:
    document = outline(load("headlice-account", ["housing-visit"]))
    alone = outline(load("headlice-account"))
    assert "with" in document.title
    assert len(list(sections(document))) > len(list(sections(alone)))


def test_the_command_prints_or_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    status, out, _ = run(capsys, "script", "headlice-account", "--branch", "housing-visit")
    assert status == 0
    assert out.startswith("# The headlice account, with ")
    page = tmp_path / "page.html"
    status, out, _ = run(
        capsys, "script", "headlice-account", "--format", "html", "--out", str(page)
    )
    assert (status, out) == (0, f"Written to {page}\n")
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    status, _, err = run(capsys, "script", "headlice-account", "--out", str(tmp_path))
    assert status == 1
    assert "cannot be written" in err
    assert run(capsys, "script", "headlise-account")[0] == 1


def test_costs_variants_and_pages_are_told(tmp_path: Path) -> None:
    (tmp_path / "small-review.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    (tmp_path / "closely.yaml").write_text(CLOSELY, "utf-8")
    document = outline(load(str(tmp_path / "closely.yaml")))
    minutes = words(named(document, "enquiry.desk.minutes"))
    assert "It takes: 2 hours of “Hours left”" in minutes.replace("\n", ": ")
    assert "at most 2 lines can be noted" in minutes
    assert "Headlice: resolved. (you come to know: The minutes)" in minutes
    choice = named(document, "choice.desk.ask")
    assert "In practice:\nWrite it down" in words(choice).replace("\n\n", "\n")
    scene = words(named(document, "scene.desk"))
    for said in (
        "The clerk",
        "Promised whenever one comes here\n“Hours left” is at most 4",
        "Promised whenever this is read: “Hours left” is more than 1: There is time.",
        "What worries you?",
        "Others named the mornings.",
    ):
        assert said in scene, said
    assert "Nobody else is there." in words(document)
    [instead] = choice.sections
    assert instead.title == "Instead, if “Mood” is “cross”"
    assert "Not now." in words(instead)
    assert "scene.late" in set(links(instead))
    assert "finding.2" in set(links(instead))
    assert {"enquiry.desk.minutes", "choice.desk.ask"} <= set(links(named(document, "note.lice")))


CLOSELY = """
format: 1
id: closely
title: Closely
summary: S
review: small-review
features: [looking-twice]
role: R
minutes: 1
content_note: N
variables:
  hours: {start: 4, min: 0, max: 4, label: Hours left, unit: hour}
  mood: {start: calm, values: [calm, cross], label: Mood}
notes:
  lice: {kind: record, from: The minutes, text: T}
start: desk
allow:
  - {code: one-sided, scene: desk, because: Nobody else is there.}
scenes:
  desk:
    title: The desk
    text: [T, {sure: hours > 1, text: There is time.}]
    role: The clerk
    sure: hours <= 4
    reason: {ask: What worries you?, compare: Others named the mornings.}
    enquiries:
      from:
        - id: minutes
          label: Read the minutes
          cost: {hours: 2}
          text: Four pages, stapled.
          set: {mood: cross}
          lines:
            ask: What do you note down?
            pick: 2
            from:
              - {id: threshold, text: Threshold is met.}
              - {id: lice, text: "Headlice: resolved.", notes: [lice]}
    choices:
      - id: ask
        stance: challenge
        label: Ask
        next: early
        debrief: {answers: [1], because: B, practice: Write it down the same day.}
        variants:
          - if: mood == "cross"
            outcome: Not now.
            notes: [lice]
            next: late
            debrief: {echoes: [2], because: C}
      - {id: wait, stance: accept, label: Wait, next: late, debrief: {echoes: [1], because: B}}
  early: {title: Early, text: T, ending: {title: E, kind: protected}}
  late: {title: Late, text: T, ending: {title: L, kind: missed}}
"""
