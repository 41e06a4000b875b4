"""The language server as an editor meets it: the real program, over its standard streams."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from scr_sim import paths
from tests.lsp.editor import Editor, changed, position
from tests.scenario.small import REVIEW, TINY

pytestmark = pytest.mark.asyncio(loop_scope="session")

LIBRARY = paths.libraries()[0]


def named(uri: str) -> lsp.TextDocumentIdentifier:
    return lsp.TextDocumentIdentifier(uri)


def small(folder: Path, text: str = TINY) -> Path:
    (folder / "small-review.yaml").write_text(REVIEW, encoding="utf-8")
    path = folder / "tiny.yaml"
    path.write_text(text, encoding="utf-8")
    return path


async def spoken(one: Editor, uri: str, at: lsp.Position) -> str:
    found = await one.client.text_document_hover_async(lsp.HoverParams(named(uri), at))
    assert found is not None
    assert isinstance(found.contents, lsp.MarkupContent)
    return found.contents.value


@pytest.mark.slow
async def test_the_bundled_files_open_without_problems_and_the_program_ends_well() -> None:
    one = Editor()
    await one.start()
    for path in sorted(LIBRARY.glob("*.yaml")):
        told = await one.problems(one.open(path))
        assert [problem.message for problem in told if problem.severity == 1] == []
    review = one.open(paths.reviews()[0] / "family-m.yaml")
    assert await one.problems(review) == []
    assert await one.stop() == 0


async def test_a_mistake_is_told_as_it_is_typed_and_goes_when_mended(
    one: Editor, tmp_path: Path
) -> None:
    uri = one.open(small(tmp_path))
    assert await one.problems(uri) == []
    one.write(uri, TINY.replace("start: door", "start: doar"))
    (problem,) = [p for p in await one.problems(uri) if p.severity == 1]
    assert problem.code == "unknown-scene"
    assert problem.source == "scr-sim"
    assert "Did you mean “door”?" in problem.message
    assert problem.range == lsp.Range(
        position(TINY, TINY.index("start: door") + 7),
        position(TINY, TINY.index("start: door") + 11),
    )
    # As an editor does it: only what changed is sent.
    one.write(uri, "door", problem.range)
    assert await one.problems(uri) == []


async def test_exploring_tells_what_no_play_reaches(one: Editor, tmp_path: Path) -> None:
    more = TINY + "  attic:\n    title: Attic\n    text: Dust.\n    next: door\n"
    told = await one.problems(one.open(small(tmp_path), more))
    assert "unreachable-scene" in [problem.code for problem in told]


async def test_a_certain_fix_is_offered_and_mends(one: Editor, tmp_path: Path) -> None:
    broken = TINY.replace("stance: accept", "stnace: accept")
    uri = one.open(small(tmp_path), broken)
    await one.problems(uri)
    at = one.place(uri, "stna")
    context = lsp.CodeActionContext(diagnostics=[])
    found = await one.client.text_document_code_action_async(
        lsp.CodeActionParams(named(uri), lsp.Range(at, at), context)
    )
    actions = [action for action in found or [] if isinstance(action, lsp.CodeAction)]
    assert actions[0].title == "Write “stance” instead of “stnace”"
    assert actions[0].edit is not None
    assert actions[0].edit.changes is not None
    assert changed(broken, list(actions[0].edit.changes[uri])) == TINY
    everything = await one.client.code_action_resolve_async(actions[-1])
    assert everything.edit is not None
    assert everything.edit.changes is not None
    assert changed(broken, list(everything.edit.changes[uri])) == TINY


async def test_a_file_in_mid_edit_is_completed(one: Editor, tmp_path: Path) -> None:
    uri = one.open(small(tmp_path))
    await one.problems(uri)
    keys = await one.complete_in(uri, TINY + "  attic:\n    title: Attic\n    cho¦")
    assert list(keys) == ["choices"]
    scenes = await one.complete_in(uri, TINY + "  attic:\n    title: [Attic\n    next: ¦")
    assert scenes["door"].detail is not None
    assert scenes["door"].detail.startswith("decision:")
    held = await one.complete_in(uri, TINY + "  attic:\n    text:\n      - if: held('¦")
    assert set(held) == {"letter", "word"}


async def test_hover_says_what_keys_and_ids_are(one: Editor) -> None:
    uri = one.open(LIBRARY / "headlice-account.yaml")
    await one.problems(uri)
    assert "lotion, twice" in await spoken(one, uri, one.place(uri, "contradicts: [done"))
    assert "from 0 to 5" in await spoken(one, uri, one.place(uri, "  trus"))
    assert "accepted uncritically" in await spoken(one, uri, one.place(uri, "echoes: [4"))
    assert "notes that do not fit" in await spoken(one, uri, one.place(uri, "contradic"))


async def test_an_editor_that_shows_markdown_is_given_it_and_no_word_of_a_file_is_a_mark(
    tmp_path: Path,
) -> None:
    one = Editor()
    await one.start(shows=[lsp.MarkupKind.Markdown, lsp.MarkupKind.PlainText])
    text = TINY.replace("text: A letter.", "text: '[Look](http://x) at `this` <b>'")
    uri = one.open(small(tmp_path, text))
    await one.problems(uri)
    at = one.place(uri, "  lett")
    found = await one.client.text_document_hover_async(lsp.HoverParams(named(uri), at))
    assert found is not None
    assert isinstance(found.contents, lsp.MarkupContent)
    assert found.contents.kind == lsp.MarkupKind.Markdown
    heading, *_, shown = found.contents.value.split("\n")
    assert heading == "**Note letter**"
    assert "\\[Look\\](http://x) at \\`this\\` \\<b\\>" in shown
    await one.stop()


async def test_from_a_name_to_its_place_and_to_all_that_name_it(one: Editor) -> None:
    uri = one.open(LIBRARY / "headlice-account.yaml")
    await one.problems(uri)
    at = one.place(uri, "contradicts: [done")
    found = await one.client.text_document_definition_async(lsp.DefinitionParams(named(uri), at))
    assert isinstance(found, list)
    declared = one.place(uri, "\n  done-twice:")
    assert [link.range.start for link in found if isinstance(link, lsp.Location)] == [
        lsp.Position(declared.line, 2)
    ]
    every = await one.client.text_document_references_async(
        lsp.ReferenceParams(lsp.ReferenceContext(True), named(uri), at)
    )
    text = one.texts[uri]
    assert every is not None
    assert len([link for link in every if link.uri == uri]) == text.count("done-twice")
    feature = await one.client.text_document_definition_async(
        lsp.DefinitionParams(named(uri), one.place(uri, "features: [chall"))
    )
    assert isinstance(feature, list)
    assert isinstance(feature[0], lsp.Location)
    assert feature[0].uri.endswith("family-m.yaml")


async def test_renaming_reaches_branches_and_expected_plays_as_they_are_open(
    one: Editor, tmp_path: Path
) -> None:
    for name in ("headlice-account", "headlice-account.plays", "housing-visit"):
        copy(LIBRARY / f"{name}.yaml", tmp_path)
    uri = one.open(tmp_path / "headlice-account.yaml")
    # What is written and not saved counts: everything stands one line further down.
    plays = tmp_path / "headlice-account.plays.yaml"
    other = one.open(plays, "# Not saved.\n" + plays.read_text(encoding="utf-8"))
    await one.problems(uri)
    at = one.place(uri, "\n  two-weeks:", False)
    at = lsp.Position(at.line + 1, 4)
    may = await one.client.text_document_prepare_rename_async(
        lsp.PrepareRenameParams(named(uri), at)
    )
    assert isinstance(may, lsp.PrepareRenamePlaceholder)
    assert may.placeholder == "two-weeks"
    edit = await one.client.text_document_rename_async(
        lsp.RenameParams(named(uri), at, "fortnight")
    )
    assert edit is not None
    assert edit.changes is not None
    assert set(edit.changes) >= {uri, other}
    text = changed(one.texts[other], list(edit.changes[other]))
    assert "fortnight" in text
    assert text.replace("fortnight", "two-weeks") == one.texts[other]
    with pytest.raises(JsonRpcException, match="already"):
        await one.client.text_document_rename_async(lsp.RenameParams(named(uri), at, "live-again"))
    assert "fortnight" not in plays.read_text(encoding="utf-8")


async def test_expected_plays_say_what_came_out_otherwise(one: Editor, tmp_path: Path) -> None:
    for name in ("headlice-account", "headlice-account.plays"):
        copy(LIBRARY / f"{name}.yaml", tmp_path)
    plays = tmp_path / "headlice-account.plays.yaml"
    text = plays.read_text(encoding="utf-8").replace("ending: half-past-six", "ending: january")
    uri = one.open(plays, text)
    told = await one.problems(uri)
    assert any("It should end in “january”" in problem.message for problem in told)
    # A mistake in the scenario, not saved, is seen from its plays.
    scenario = one.open(tmp_path / "headlice-account.yaml")
    one.write(scenario, one.texts[scenario].replace("\nstart:", "\nstrat:"))
    await one.problems(scenario)
    one.write(uri, text + "\n")
    assert any("cannot be replayed" in p.message for p in await one.problems(uri))


async def test_the_outline_lists_scenes_with_what_is_done_in_them(one: Editor) -> None:
    uri = one.open(LIBRARY / "headlice-account.yaml")
    found = await one.client.text_document_document_symbol_async(
        lsp.DocumentSymbolParams(named(uri))
    )
    parts = {part.name: part for part in found or [] if isinstance(part, lsp.DocumentSymbol)}
    assert list(parts) == ["people", "agencies", "variables", "notes", "scenes"]
    scenes = {scene.name: scene for scene in parts["scenes"].children or []}
    room = scenes["medical-room"]
    assert room.detail == "decision: The medical room"
    assert "accept-account" in [act.name for act in room.children or []]


async def test_characters_beyond_the_first_plane_count_as_two(one: Editor, tmp_path: Path) -> None:
    text = TINY + "authors: {🏠: 家}\n"
    uri = one.open(small(tmp_path), text)
    for problem in await one.problems(uri):
        end = problem.range.end
        width = len(text.split("\n")[end.line].encode("utf-16-le")) // 2
        assert end.character <= width
    home = "    text: 🏠🏠家 {¦"
    found = await one.complete_in(uri, TINY + "  attic:\n    title: Attic\n" + home)
    edit = next(iter(found.values())).text_edit
    assert isinstance(edit, lsp.TextEdit)
    assert edit.range.start.character == len("    text: 🏠🏠家 {".encode("utf-16-le")) // 2


async def test_a_text_that_is_opened_otherwise_than_its_file_is_seen_from_its_plays(
    one: Editor, tmp_path: Path
) -> None:
    for name in ("headlice-account", "headlice-account.plays"):
        copy(LIBRARY / f"{name}.yaml", tmp_path)
    plays = one.open(tmp_path / "headlice-account.plays.yaml")
    assert await one.problems(plays) == []
    path = tmp_path / "headlice-account.yaml"
    one.open(path, path.read_text(encoding="utf-8").replace("\nstart:", "\nstrat:"))
    told = await one.problems(plays, some=True)
    assert any("cannot be replayed" in problem.message for problem in told)


async def test_what_is_no_file_of_ours_is_left_alone(one: Editor, tmp_path: Path) -> None:
    uri = one.open(tmp_path / "compose.yaml", "services:\n  web:\n    image: nginx\n")
    assert await one.problems(uri) == []
    assert await one.complete(uri, lsp.Position(1, 3)) == {}


async def test_an_editor_that_counts_bytes_is_answered_in_bytes(tmp_path: Path) -> None:
    other = Editor()
    await other.start([lsp.PositionEncodingKind.Utf8])
    text = TINY + "  attic:\n    title: Attic\n    text: 🏠é {}\n    next: end\n"
    uri = other.open(small(tmp_path), text)
    await other.problems(uri)
    line = text[: text.index("🏠")].count("\n")
    at = lsp.Position(line, len("    text: 🏠é {".encode()))
    found = await other.complete(uri, at)
    edit = found["trust"].text_edit
    assert isinstance(edit, lsp.TextEdit)
    assert edit.range == lsp.Range(at, at)
    assert await other.stop() == 0


async def test_what_is_there_twice_says_where_it_is_first(one: Editor, tmp_path: Path) -> None:
    uri = one.open(small(tmp_path), TINY.replace("id: ask", "id: wait"))
    (problem,) = [p for p in await one.problems(uri) if p.code == "duplicate-id"]
    assert problem.related_information is not None
    (first,) = problem.related_information
    assert first.location.uri == uri
    wait = position(TINY, TINY.index("id: wait") + 4)
    assert first.location.range == lsp.Range(wait, lsp.Position(wait.line, wait.character + 4))


async def test_what_a_branch_does_to_its_scenario_is_told_in_the_branch(
    one: Editor, tmp_path: Path
) -> None:
    small(tmp_path)
    branch = tmp_path / "attic.yaml"
    text = (
        "format: 1\nbranch: attic\nextends: tiny\ntitle: Attic\nsummary: More.\n"
        "at:\n  door:\n    enquiries:\n"
        "      - {id: look, label: Look, text: Dust., add: {trust: -1}}\n"
    )
    branch.write_text(text, encoding="utf-8")
    uri = one.open(branch)
    assert [problem.message for problem in await one.problems(uri)] == []
    # The scenario is changed and not saved: the branch is looked at again by itself.
    scenario = one.open(tmp_path / "tiny.yaml")
    await one.problems(scenario)
    one.shown.pop(uri)
    one.write(
        scenario,
        one.texts[scenario].replace("  door:", "  gate:").replace("start: door", "start: gate"),
    )
    await one.problems(scenario)
    assert "unknown-scene" in [problem.code for problem in await one.problems(uri)]


async def test_a_file_cut_off_anywhere_is_answered(one: Editor, tmp_path: Path) -> None:
    uri = one.open(small(tmp_path))
    for end in range(0, len(TINY), 97):
        one.write(uri, TINY[:end])
        at = position(TINY, end)
        await one.complete(uri, at)
        await one.client.text_document_hover_async(lsp.HoverParams(named(uri), at))
        await one.client.text_document_definition_async(lsp.DefinitionParams(named(uri), at))
        await one.client.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(True), named(uri), at)
        )
        await one.client.text_document_prepare_rename_async(lsp.PrepareRenameParams(named(uri), at))
        await one.client.text_document_document_symbol_async(lsp.DocumentSymbolParams(named(uri)))
        await one.client.text_document_code_action_async(
            lsp.CodeActionParams(
                named(uri), lsp.Range(at, at), lsp.CodeActionContext(diagnostics=[])
            )
        )
    await one.problems(uri)


async def test_of_many_edits_the_last_is_told(one: Editor, tmp_path: Path) -> None:
    uri = one.open(small(tmp_path))
    for number in range(30):
        one.write(uri, TINY.replace("start: door", f"start: door{number}"))
    one.write(uri, TINY)
    assert await one.problems(uri) == []
