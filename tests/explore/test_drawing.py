"""Drawings: every scene and choice in them, marks for what is amiss, nothing that escapes."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scr_sim import Play, load
from scr_sim.explore import explore
from scr_sim.explore.drawing import Drawing, draw
from scr_sim.explore.pictures import as_html, as_svg
from scr_sim.explore.sketches import as_dot, as_mermaid, as_text
from scr_sim.scenario import Scenario
from tests.benchmarks.generate import write
from tests.driving import BUNDLED, FILES
from tests.explore.test_problems import SHED
from tests.scenario.small import REVIEW, changed
from tests.test_cli_testing import run

FORMATS = {"text": as_text, "mermaid": as_mermaid, "dot": as_dot, "svg": as_svg, "html": as_html}
HOSTILE = str(FILES / "hostile.yaml")


def scenario(folder: Path, text: str) -> Scenario:
    (folder / "small-review.yaml").write_text(REVIEW, "utf-8")
    (folder / "tiny.yaml").write_text(text, "utf-8")
    return load(str(folder / "tiny.yaml"))


def amiss(folder: Path) -> Drawing:
    """Return a drawing with a scene that no play reaches, a dead end and a choice never taken."""
    text = changed(
        ("label: Wait a while\n", "label: Wait a while\n        if: trust > 3\n"),
        ("label: Ask once more\n", "label: Ask once more\n        if: not enquired('door.ring')\n"),
    )
    # A dead end is an error that loading by itself does not look for.
    return draw(scenario(folder, text + SHED))


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize("form", FORMATS)
def test_every_scene_and_choice_is_drawn_the_same_every_time(name: str, form: str) -> None:
    loaded = load(name)
    drawn = FORMATS[form](draw(loaded))
    assert drawn == FORMATS[form](draw(load(name)))
    for scene in loaded.scenes:
        assert scene in drawn


@pytest.mark.parametrize("name", BUNDLED)
def test_text_fits_and_names_every_choice_with_its_stance(name: str) -> None:
    loaded = load(name)
    lines = as_text(draw(loaded)).splitlines()
    assert max(len(line) for line in lines) <= 100
    for stance, sign in (("accept", "○"), ("challenge", "◆"), ("escalate", "▲")):
        assert any(f"{sign} {stance}" in line for line in lines)
    for scene in loaded.scenes.values():
        for choice in getattr(scene, "choices", ()):
            assert any(choice.id[:25] in line and choice.stance in line for line in lines)


def test_thirty_scenes_fit_in_a_hundred_columns(tmp_path: Path) -> None:
    text = as_text(draw(load(str(write(tmp_path, 30)))))
    assert max(len(line) for line in text.splitlines()) <= 100
    assert "30 scenes" in text


@pytest.mark.parametrize("name", [*BUNDLED, HOSTILE])
def test_the_picture_is_well_formed_and_needs_nothing_else(name: str) -> None:
    svg = as_svg(draw(load(name)))
    root = ElementTree.fromstring(svg)
    assert root.tag.endswith("svg")
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert root.find("{http://www.w3.org/2000/svg}title") is not None


def test_nothing_stands_on_anything_else() -> None:
    root = ElementTree.fromstring(as_svg(draw(load("unverified-sightings", ["late-book"]))))
    boxes = [
        (float(rect.get("x", 0)), float(rect.get("y", 0)))
        for rect in root.iter("{http://www.w3.org/2000/svg}rect")
        if rect.get("rx")
    ]
    assert len(boxes) == len(set(boxes)) == 21
    for x, y in boxes:
        assert not any(
            (x, y) != other and abs(x - other[0]) < 190 and abs(y - other[1]) < 56
            for other in boxes
        )


class _Page(HTMLParser):
    tags: list[str]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


@pytest.mark.parametrize("form", FORMATS)
def test_words_that_look_like_code_stay_words(form: str, tmp_path: Path) -> None:
    words = '<script>x</script> ]]> "q" `c` #1; \\\\ end'
    text = changed(
        ("title: The door", f"title: '{words}'"), ("label: Wait a while", f"label: '{words}'")
    )
    drawn = FORMATS[form](draw(scenario(tmp_path, text)))
    if form in {"svg", "html"}:
        assert "<script" not in drawn
    if form == "svg":
        assert words[:20] in "".join(ElementTree.fromstring(drawn).itertext())
    if form == "html":
        page = _Page()
        page.tags = []
        page.feed(drawn)
        assert "script" not in page.tags
    if form == "mermaid":
        for line in drawn.splitlines():
            assert line.count('"') in {0, 2}
            assert "<script" not in line
    if form == "dot":
        for line in drawn.splitlines():
            plain = line.replace("\\\\", "").replace('\\"', "")
            assert plain.count('"') % 2 == 0


def test_what_is_amiss_is_marked_in_every_format(tmp_path: Path) -> None:
    drawing = amiss(tmp_path)
    assert {s.id for s in drawing.spots if not s.reached} == {"shed"}
    assert {s.id for s in drawing.spots if s.dead_end} == {"door"}
    text = as_text(drawing)
    assert "shed  The shed   NO PLAY COMES HERE" in text
    assert "DEAD END" in text
    assert "NEVER" in next(line for line in text.splitlines() if "wait" in line)
    for form in (as_mermaid, as_dot, as_svg, as_html):
        assert "no play comes here" in form(drawing)
        assert "dead end" in form(drawing)


def test_a_plays_way_is_marked_and_no_other() -> None:
    loaded = load("unverified-sightings")
    way = explore(loaded).endings[0].shortest
    play = Play(loaded, way)
    drawing = draw(loaded, play)
    assert {s.id for s in drawing.spots if s.played} == set(play.visited)
    taken = {f"{a.source}.{a.choice}" for a in drawing.arrows if a.played}
    assert taken == {f"{step.scene}.{step.choice}" for step in play.steps}
    marked = [line for line in as_text(drawing).splitlines() if line.startswith("▶")]
    assert len(marked) >= len(set(play.visited)) + len(play.steps)
    for form in (as_mermaid, as_dot, as_svg, as_html):
        assert form(drawing) != form(draw(loaded))


def test_what_leads_back_is_told_apart(tmp_path: Path) -> None:
    text = changed(
        ("label: Wait a while\n        next: end", "label: Wait a while\n        next: door")
    )
    drawing = draw(scenario(tmp_path, text))
    line = next(line for line in as_text(drawing).splitlines() if "wait" in line)
    assert "↑ 1 door" in line
    ElementTree.fromstring(as_svg(drawing))


def test_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from scr_sim.records import Store

    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    kept = Store.open().begin(load("headlice-account"), "headlice-account")
    kept.take("accept-account")
    status, out, _ = run(capsys, "graph", "headlice-account", "--play", kept.id)
    assert status == 0
    assert "▶   1  □ decision   medical-room" in out
    status, _, err = run(capsys, "graph", "cancelled-icpc", "--play", kept.id)
    assert status == 1
    assert "not of “cancelled-icpc”" in err
    page = tmp_path / "page.html"
    words = ("graph", "headlice-account", "--branch", "housing-visit", "--format", "html")
    status, _, _ = run(capsys, *words, "--out", str(page))
    assert status == 0
    assert "The repairs desk" in page.read_text("utf-8")
    assert run(capsys, "graph", "headlice-account", "--out", str(tmp_path))[0] == 1
