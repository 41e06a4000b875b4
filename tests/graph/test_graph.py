"""Drawings of scenarios: what is in them, in every format, and that nothing in them is markup."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scr_sim import load
from scr_sim.engine import Play
from scr_sim.exploration import explore
from scr_sim.graph import FORMATS, Graph, Walk, draw
from scr_sim.graph.layout import lay_out
from scr_sim.text.quantities import columns, within
from scr_sim.text.stances import SIGNS, STANCE_NAMES
from tests.app_driver import BUNDLED, EVERYTHING, FILES, SMALL
from tests.benchmarks.generator import write
from tests.scenario.small import REVIEW, changed

TROUBLE = str(FILES / "trouble.yaml")
HOSTILE = str(FILES / "hostile.yaml")
EVERY = (*BUNDLED, SMALL, TROUBLE, HOSTILE)
SVG = "{http://www.w3.org/2000/svg}"


def walked(name: str, *actions: str) -> Graph:
    play = Play(load(name), actions)
    choices = tuple((step.choice, step.convincing, step.variant) for step in play.steps)
    return draw(load(name), Walk("the play", play.visited, choices))


def text_of(svg: str) -> str:
    return "\n".join(ElementTree.fromstring(svg).itertext())


def scene_named(graph: Graph, name: str):  # type: ignore[no-untyped-def]
    return next(scene for scene in graph.scenes if scene.id == name)


# -- the graph


@pytest.mark.parametrize("name", EVERY)
def test_every_scene_and_every_result_is_drawn(name: str) -> None:
    scenario = load(name)
    graph = draw(scenario)
    assert {scene.id for scene in graph.scenes} == set(scenario.scenes)
    assert [scene.number for scene in graph.scenes] == list(range(1, len(graph.scenes) + 1))
    assert graph.scenes[0].id == scenario.start
    results = 0
    for scene in scenario.scenes.values():
        results += len(getattr(scene, "next", ()))
        for choice in getattr(scene, "choices", ()):
            for result in (choice, choice.cite.otherwise) if choice.cite else (choice,):
                results += len(result.next)
                # A variant that says nothing of where it leads goes where the act goes.
                results += sum(
                    len(variant.next or result.next) for variant in result.variants or ()
                )
    assert len(graph.links) == results


@pytest.mark.parametrize("name", EVERY)
def test_what_is_marked_is_what_exploring_finds(name: str) -> None:
    graph, found = draw(load(name)), explore(load(name))
    assert {scene.id for scene in graph.scenes if scene.reachable} == set(found.reachable)
    assert {scene.id for scene in graph.scenes if scene.dead_end} == {
        dead.scene for dead in found.dead_ends
    }
    taken = {f"{link.source}.{link.choice}" for link in graph.links if link.available}
    assert taken >= set(found.available)
    assert taken.isdisjoint(found.never)


@pytest.mark.parametrize("name", EVERY)
def test_links_lead_on_in_the_storys_order_or_are_told_to_lead_back(name: str) -> None:
    graph = draw(load(name))
    scenes = {scene.id: scene for scene in graph.scenes}
    for link in graph.links:
        if link.turn != "back":
            assert scenes[link.target].layer > scenes[link.source].layer


def test_trouble_is_all_marked() -> None:
    graph = draw(load(TROUBLE))
    unreached = [scene.id for scene in graph.scenes if not scene.reachable]
    assert [name[:5] for name in unreached] == ["attic", "shed"]
    assert unreached == [scene.id for scene in graph.scenes][-2:]
    assert [scene.id for scene in graph.scenes if scene.dead_end] == ["stuck"]
    ways = {(k.source, k.choice, k.target): k for k in graph.links}
    assert not ways["end", "go", "graph"].available
    assert ways["end", "go", "middle"].available
    assert ways["end", "go", "middle"].when == "otherwise"
    assert ways["end", "go", "graph"].turn == "ahead"
    assert ways["middle", "back", "end"].turn == "back"
    assert ways["middle", "again", "middle"].turn == "back"
    assert ways["middle", "on", "pass"].turn == "on"
    assert ways["end", "up", "stuck"].once
    assert ways["stuck", "no-no", "good"].unless == "trust > 1"
    conditional = {(k.source, k.choice) for k in graph.links if k.conditional}
    assert conditional == {
        ("end", "go"),
        ("end", "never"),
        ("end", "up"),
        ("stuck", "no"),
        ("stuck", "no-no"),
    }


def test_what_no_conditional_way_leads_to_is_told_way_by_way() -> None:
    graph = draw(load("unverified-sightings"))
    endings = {link.target for link in graph.links if link.source == "easter" and link.available}
    assert len(endings) == 6


def test_costs_variants_pages_and_roles_are_told_at_their_choices_and_scenes() -> None:
    text = FORMATS["text"](draw(load(EVERYTHING)))
    told = " ".join(text.split())
    assert "▲ Escalate escalate → ◉ 3 found takes 3 hours and 1 of goodwill" in told
    varied = 'challenge → ◌ 4 shut variant if mood == "cross" and not held("no-form")'
    assert f"◆ Challenge {varied} → ◉ 3 found no variant" in told
    assert "≡ minutes: a page of 4 lines, 2 to note at the most" in told
    assert "desk At your desk seen through the eyes of: Head of year" in told
    for render in FORMATS.values():
        assert "takes 1 of goodwill" in render(draw(load(EVERYTHING)))


def test_a_citing_choice_tells_what_convinces(tmp_path: Path) -> None:
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    path = tmp_path / "tiny.yaml"
    path.write_text(changed(), "utf-8")
    text = " ".join(FORMATS["text"](draw(load(str(path)))).split())
    assert "✓✗ → ◐ 2 end cites 1 note at the most; 1 of letter convinces" in text


def test_of_a_choice_with_variants_only_the_way_of_the_play_is_marked() -> None:
    cross = walked(EVERYTHING, "challenge", "challenge")
    assert [link.number for link in cross.links if link.taken] == [None, 0]
    calm = walked(EVERYTHING, "accept", "challenge")
    assert [(link.number, link.target) for link in calm.links if link.taken] == [
        (None, "desk"),
        (None, "found"),
    ]


def test_branches_are_told_apart() -> None:
    scenario = load("headlice-account", ["housing-visit"])
    graph = draw(scenario)
    brought = {scene.id for scene in graph.scenes if scene.branch}
    assert brought == set(scenario.scenes) - set(load("headlice-account").scenes)
    added = {link.choice for link in graph.links if link.branch == "housing-visit"}
    assert "may-i-ring" in added
    assert "lotion-seen" not in added
    for render in FORMATS.values():
        assert "from housing-visit" in render(graph)


# -- every format


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name", EVERY)
def test_every_format_has_every_scene_and_is_the_same_each_time(
    name: str, format_name: str
) -> None:
    graph = draw(load(name))
    text = FORMATS[format_name](graph)
    assert text == FORMATS[format_name](draw(load(name)))
    for scene in graph.scenes:
        assert scene.id[:30] in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("name", [*EVERY, "generated"])
def test_no_line_of_text_is_over_100_columns(name: str, tmp_path: Path) -> None:
    path = str(write(tmp_path, 30)) if name == "generated" else name
    lines = FORMATS["text"](draw(load(path))).splitlines()
    assert max(columns(line) for line in lines) <= 100
    assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("name", EVERY)
def test_text_tells_stances_kinds_and_targets(name: str) -> None:
    graph = draw(load(name))
    text = FORMATS["text"](graph)
    for link in graph.links:
        if link.stance is not None and len(link.choice) < 26:
            assert re.search(rf"[○◆▲] {STANCE_NAMES[link.stance]} +{link.choice}", text)
    for scene in graph.scenes:
        assert re.search(rf"{scene.number}  \S {scene.kind} +{scene.id}", text)


@pytest.mark.parametrize("name", EVERY)
def test_svg_is_a_document_with_every_title_and_id(name: str) -> None:
    graph = draw(load(name))
    svg = FORMATS["svg"](graph)
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title") is not None
    assert root.find(f"{SVG}desc") is not None
    told = text_of(svg)
    for scene in graph.scenes:
        assert scene.title in told
        assert scene.id in told
    allowed = {"svg", "title", "desc", "style", "g", "rect", "path", "circle", "text"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "") or name == HOSTILE


def test_stances_and_endings_are_told_by_more_than_colour() -> None:
    svg = FORMATS["svg"](draw(load("headlice-account")))
    style = svg[svg.index("<style>") : svg.index("</style>")]
    assert ".challenge .line { stroke-dasharray" in style
    assert ".escalate .line { stroke-dasharray" in style
    assert "prefers-color-scheme: dark" in style
    for kind in ("protected", "mixed", "missed"):
        assert f"ending: {kind}" in svg


@pytest.mark.parametrize("name", [TROUBLE, HOSTILE])
def test_nothing_of_a_file_is_markup(name: str) -> None:
    graph = draw(load(name))
    for format_name in ("svg", "html"):
        text = FORMATS[format_name](graph)
        assert "<script" not in text
        assert "<b>" not in text
        assert "]]>" not in text
    for line in FORMATS["mermaid"](graph).splitlines():
        quoted = re.findall(r'"([^"]*)"', line)
        assert line.count('"') == 2 * len(quoted) <= 2
        for label in quoted:
            left = re.sub(r"#\d+;|<br/>", "", label)
            assert not re.search(r"[`#;<>{}\[\]|\\]", left)
    for line in FORMATS["dot"](graph).splitlines():
        left = re.sub(r'"(?:[^"\\]|\\.)*"', "", line)
        assert '"' not in left
        assert "\\" not in left
        assert "<" not in left


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efg", 6, "abcd…"),
        ("漢字漢字", 8, "漢字漢字"),
        ("漢字漢字", 7, "漢字漢…"),
        ("漢字漢字", 6, "漢字…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("", 3, ""),
    ],
)
def test_a_text_is_cut_to_columns(text: str, most: int, kept: str) -> None:
    assert within(text, most) == kept
    assert columns(kept) <= most


@pytest.mark.parametrize("piece", ["w", "漢", "\u0301", "w ", "<", "\u2028", "👩\u200d"])
@pytest.mark.parametrize("format_name", FORMATS)
def test_a_long_title_is_cut_wherever_it_is_drawn(
    piece: str, format_name: str, tmp_path: Path
) -> None:
    title = "w" + piece * (99_000 // len(piece)) + "w"
    text = changed(
        ("title: The door", f"title: {title}"), ("label: Wait a while", f"label: {title}")
    )
    (tmp_path / "small-review.yaml").write_text(REVIEW, "utf-8")
    (tmp_path / "tiny.yaml").write_text(text, "utf-8")
    drawn = FORMATS[format_name](draw(load(str(tmp_path / "tiny.yaml"))))
    usual = FORMATS[format_name](draw(load(SMALL)))
    assert len(drawn) < len(usual) + 50_000


def test_a_mermaid_scene_is_never_called_by_a_word_of_the_language() -> None:
    names = re.findall(r"^    (\w+)[\[(]", FORMATS["mermaid"](draw(load(TROUBLE))), re.MULTILINE)
    assert len(names) == 9
    assert all(re.fullmatch(r"s\d+", name) for name in names)


@pytest.mark.parametrize("format_name", FORMATS)
def test_marks_are_in_every_format(format_name: str) -> None:
    text = FORMATS[format_name](draw(load(TROUBLE))).lower()
    assert "no play comes here" in text
    assert "dead end" in text
    assert "never" in text
    fine = FORMATS[format_name](draw(load("headlice-account"))).lower()
    assert "no play comes here" not in fine
    assert "dead end" not in fine


def test_a_page_is_whole_and_fetches_nothing() -> None:
    scenario = load("headlice-account")
    page = FORMATS["html"](draw(scenario))
    assert page.count("<svg") == 1
    assert page.count('<tr id="scene-') == len(scenario.scenes)
    assert not re.search(r"(src|href)=\"(?!#)|@import|url\(", page)
    assert "@media print" in page
    scene = scenario.scenes["medical-room"]
    assert all(escape(choice.label) in page for choice in getattr(scene, "choices", ()))


def test_a_page_calls_stances_by_their_names() -> None:
    page = FORMATS["html"](draw(load("headlice-account")))
    for stance, sign in SIGNS.items():
        assert f'<dt class="{stance}">{sign} {STANCE_NAMES[stance]}</dt>' in page
        assert f'<span class="{stance}">{sign} {STANCE_NAMES[stance]}</span>: ' in page


def test_pictures_and_lines_call_stances_by_their_names_too() -> None:
    graph = draw(load("headlice-account"))
    picture, text = FORMATS["svg"](graph), FORMATS["text"](graph)
    for stance, sign in SIGNS.items():
        name = STANCE_NAMES[stance]
        assert f">{name}</text>" in picture
        assert f">{stance}</text>" not in picture
        assert f"{sign} {name}" in text
        assert f"{sign} {stance}" not in text


# -- a play's way


def test_a_play_marks_what_it_visited_and_how_it_went_on() -> None:
    graph = walked(TROUBLE, "go", "back", "go", "on", "to-bad")
    assert {scene.id for scene in graph.scenes if scene.visited} == {
        "end",
        "middle",
        "pass",
        "graph",
        "bad",
    }
    assert {(k.source, k.choice, k.target) for k in graph.links if k.taken} == {
        ("end", "go", "middle"),
        ("middle", "back", "end"),
        ("middle", "on", "pass"),
        ("pass", "", "graph"),
        ("graph", "to-bad", "bad"),
    }
    assert not scene_named(graph, "stuck").visited


def test_whether_the_notes_convinced_is_marked() -> None:
    graph = walked(HOSTILE, "?ask", "cite@two")
    assert [(k.choice, k.convincing) for k in graph.links if k.taken] == [("cite", True)]
    graph = walked(HOSTILE, "cite@")
    assert [(k.choice, k.convincing) for k in graph.links if k.taken] == [("cite", False)]


def test_a_way_is_marked_in_every_format() -> None:
    graph = walked(TROUBLE, "go", "far")
    text = FORMATS["text"](graph)
    scenes = re.findall(r"^▶ +\d+  \S \S+ +(\S+)", text, re.MULTILINE)
    assert scenes == ["end", "middle", "good"]
    assert len(re.findall(r"^▶", text, re.MULTILINE)) == 5 + 1  # and what the mark means
    mermaid = FORMATS["mermaid"](graph)
    assert "class s1,s2,s6 visited" in mermaid
    assert mermaid.count("stroke-width:4px") == 1 + 2
    dot = FORMATS["dot"](graph)
    assert dot.count("penwidth=4") == 3 + 2
    svg = ElementTree.fromstring(FORMATS["svg"](graph))
    groups = [element.get("class", "").split() for element in svg.iter(f"{SVG}g")]
    assert sum("visited" in names for names in groups) == 3
    assert sum("taken" in names for names in groups) == 2
    page = FORMATS["html"](graph)
    assert page.count('class="visited"') == 3
    assert page.count('<li class="taken"') == 2


# -- the layout


@pytest.mark.parametrize("name", [*EVERY, "generated"])
def test_no_two_scenes_overlap_and_all_is_within_the_picture(name: str, tmp_path: Path) -> None:
    path = str(write(tmp_path, 60)) if name == "generated" else name
    graph = draw(load(path))
    layout = lay_out(graph, {scene.id: (200.0, 90.0) for scene in graph.scenes})
    boxes = list(layout.boxes.values())
    for at, one in enumerate(boxes):
        assert one.left >= 0
        assert one.left + one.width <= layout.width
        assert one.top + one.height <= layout.height
        for other in boxes[at + 1 :]:
            apart = abs(one.left - other.left) >= 200 or abs(one.top - other.top) >= 90
            assert apart
    for line in layout.lines:
        for x, y in line.points:
            assert 0 <= x <= layout.width
            assert 0 <= y <= layout.height
        assert line.points[0][1] == layout.boxes[line.link.source].top + 90
        assert line.points[-1][1] == layout.boxes[line.link.target].top
