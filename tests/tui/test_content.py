"""What prose becomes on the screen: the words of the plain lines, and nothing that is markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scr_sim.text.prose import blocks
from scr_sim.tui.content import HungRow, line, prose
from scr_sim.tui.presenters import play_view

PIECES = [
    "a",
    "[b]",
    "[/]",
    "- ",
    "1. ",
    "> ",
    "*",
    "**",
    "_",
    "\n",
    "\n\n",
    " ",
    "\\",
    "&amp;",
    "$x",
]
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
texts = st.one_of(WORDS, st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@given(texts)
def test_the_screen_shows_the_words_of_the_blocks(text: str) -> None:
    shown = prose(text).plain
    for block in filter(lambda block: block.text, blocks(text)):
        before, found, shown = shown.partition(block.text)
        assert found == block.text
        assert not set(before) - set("•│0123456789.) \n")
    assert not set(shown) - set("•│0123456789.) \n")


def test_voices_are_styles() -> None:
    shown = prose("a *b* **c** ***d***")
    styles = {shown.plain[s.start : s.end]: s.style for s in shown.spans}
    assert {text: (style.bold, style.italic) for text, style in styles.items()} == {  # type: ignore[union-attr]
        "b": (None, True),
        "c": (True, None),
        "d": (True, True),
    }


def test_lists_stand_together_and_lists_in_lists_further_in() -> None:
    assert prose("Look:\n- a\n- b\n  1. c\n\n  d\n\n> e\n> - f\n\ng").plain == (
        "Look:\n\n• a\n• b\n  1. c\n\n  d\n\n│ e\n\n│ • f\n\ng"
    )


@given(texts, st.integers(4, 50))
def test_only_what_begins_a_row_stands_at_its_left(text: str, width: int) -> None:
    told = " ".join(text.split()) or "x"
    row = HungRow(line(f"A play of {told}", f"\n  3 Nov 2026 · {told}"))
    lines = row.broken(width).plain.split("\n")
    indent = " " * min(2, width // 3)
    assert lines[0].startswith("A")
    assert all(one.startswith(indent) for one in lines[1:])
    assert "".join("".join(lines).split()) == "".join(str(row).split())


def test_a_quoted_note_is_cut_between_words() -> None:
    text = "The mother said that both children had been combed through, twice, on Sunday evening"
    cut = play_view.short(text)
    assert cut.endswith(" …")
    assert text.startswith(cut.removesuffix(" …"))
    assert text[len(cut) - 2] in " ,"
    assert len(cut) <= 72
    assert play_view.short("Two words") == "Two words"
