"""Prose: the small Markdown, its hard cases, and what holds for any text at all."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scr_sim.text.prose import Block, Span, blocks, html, plain

#: Letters, and everything that Markdown makes something of.
PIECES = [
    *("a", "Bee", "é", "12", "1.", "2)", "0. ", "- ", "* ", "+ ", "-", "*", "**", "_", "__", "> "),
    *(">", " ", "  ", "    ", "\t", "\n", "\r\n", "\r", "\n\n", "\u2028", "\u2029", "\u00a0", "\\"),
    *(
        "[",
        "](x)",
        "![",
        "`",
        "```",
        "~~~",
        "# ",
        "===",
        "---",
        "&amp;",
        "<b>",
        "<!--",
        "|",
        "http://",
    ),
    *("{a}", "[ ] ", "[!NOTE]", "[x]: /y"),
]
#: A file's text has no control characters but those of lines; see `tests/scenario/test_yaml.py`.
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]))
texts = st.one_of(WORDS, st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def letters(text: str) -> str:
    """Return a text without whatever can be a mark: what must always be there to be read."""
    return re.sub(r"[\s\d*_>+.)-]", "", text)


def read(text: str) -> list[tuple[str, int, int, str]]:
    return [(b.mark, b.depth, b.quoted, b.text) for b in blocks(text)]


class Page(HTMLParser):
    """Reads a page's letters, and how deep its elements stand in one another."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.deepest = 0
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.deepest = max(self.deepest, len(self.open))
        assert tag == "ol" or not attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


# -- what an author writes


def test_paragraphs_are_apart_where_a_line_is_empty() -> None:
    assert read("She said:  \n  nothing.\r\n\r\nThen left. ") == [
        ("", 0, 0, "She said: nothing."),
        ("", 0, 0, "Then left."),
    ]


def test_voices() -> None:
    [block] = blocks("a *b* _c_ **d** __e__ ***f***")
    assert [span for span in block.spans if span.text.strip()] == [
        Span("a "),
        Span("b", em=True),
        Span("c", em=True),
        Span("d", strong=True),
        Span("e", strong=True),
        Span("f", em=True, strong=True),
    ]


def test_emphasis_within_emphasis_is_one_voice() -> None:
    [block] = blocks("*a *b **c** d* e*")
    assert block.spans == (
        Span("a b ", em=True),
        Span("c", em=True, strong=True),
        Span(" d e", em=True),
    )


def test_a_list_needs_no_empty_line_before_it() -> None:
    assert read("You see:\n- a hood\n- a comb") == [
        ("", 0, 0, "You see:"),
        ("-", 1, 0, "a hood"),
        ("-", 1, 0, "a comb"),
    ]


def test_numbered_lists_go_on_from_their_first_number() -> None:
    assert read("3. a\n3. b") == [("3.", 1, 0, "a"), ("4.", 1, 0, "b")]
    assert read("1) a\n2) b") == [("1)", 1, 0, "a"), ("2)", 1, 0, "b")]
    assert 'start="3"' in html("3. a\n3. b")


def test_lists_in_lists_and_paragraphs_in_items() -> None:
    assert read("1. a\n   - b\n\n   c\n\nd") == [
        ("1.", 1, 0, "a"),
        ("-", 2, 0, "b"),
        ("", 1, 0, "c"),
        ("", 0, 0, "d"),
    ]


def test_quotes_with_lists() -> None:
    assert read("> a\n> - b\n>\n> > c\n\nd") == [
        ("", 0, 1, "a"),
        ("-", 1, 1, "b"),
        ("", 0, 2, "c"),
        ("", 0, 0, "d"),
    ]


def test_a_year_that_begins_a_sentence_stays() -> None:
    assert plain("It was in\n1989. Nobody came.") == "It was in 1989. Nobody came."
    assert plain("1989. Nobody came.") == "1989. Nobody came."


@pytest.mark.parametrize(
    "text",
    [
        *("snake_case_name", "2 * 3 * 4", "2 *3", "a_b_", "* * *", "- - -", "***", "-", "+", "*"),
        *("1.", "1989.", "12)", "-1", "1.5", "1.a", "#", "# heading", "&amp; &#65; &copy;"),
        *(
            "\\*",
            "\\# \\\\",
            "[a](b)",
            "![a](b)",
            "[a]",
            "[[x]]",
            "[red]a[/red]",
            "`code`",
            "``` x",
        ),
        *("<b>bold</b>", "<!-- x -->", "<http://x.y>", "http://x.y", "~~gone~~", "a | b", "---"),
        *("[x]: /y", "a  b", "(c) ... -- 'q' \"q\"", "{id} {{x}}", "[!NOTE]", "$x$", ":)", "a@b.c"),
    ],
)
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert blocks(text) == (Block(spans=(Span(text),)),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("**bold*", "*bold"),
        ("*a", "*a"),
        ("a\n===", "a ==="),
        ("a\n---", "a ---"),
        ("    indented", "indented"),
        ("```\ncode\n```", "``` code ```"),
        ("| a |\n|---|\n| b |", "| a | |---| | b |"),
        ("- [ ] a\n- [x] b", "- [ ] a\n\n- [x] b"),
        ("> [!NOTE]\n> a", "[!NOTE] a"),
        ("a\u2028b\u2029c", "a b\n\nc"),
        ("a\\\nb", "a\\ b"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_is_read(text: str, told: str) -> None:
    assert plain(text) == told


def test_nothing_but_the_few_marks_is_made_into_html() -> None:
    page = html('<img src=x onerror=1> [a](javascript:1) "q" &lt; `c`\n\n# h\n\n<script>1</script>')
    assert page == (
        "<p>&lt;img src=x onerror=1&gt; [a](javascript:1) &quot;q&quot; &amp;lt; `c`</p>\n"
        "<p># h</p>\n<p>&lt;script&gt;1&lt;/script&gt;</p>\n"
    )


# -- what holds for any text


@given(texts)
def test_no_letter_is_lost(text: str) -> None:
    assert letters("".join(block.text for block in blocks(text))) == letters(text)
    assert letters(plain(text)) == letters(text)


@given(texts)
def test_pages_tell_the_same_and_nothing_in_them_is_a_tag(text: str) -> None:
    page = Page(html(text))
    assert page.open == []
    assert page.tags <= {"p", "em", "strong", "ul", "ol", "li", "blockquote"}
    told = "".join(block.text for block in blocks(text))
    assert "".join(page.text.split()) == "".join(told.split())


@given(texts)
def test_a_paragraph_is_one_line(text: str) -> None:
    for block in blocks(text):
        assert not set(block.text) & set("\n\r\u2028\u2029")
        assert block.text == "".join(span.text for span in block.spans)
        assert all(span.text for span in block.spans)


@example("a\n\u2028a")
@given(texts)
def test_where_a_line_ends_how_does_not_matter(text: str) -> None:
    text = text.replace("\r", "")
    assert blocks(text) == blocks(text.replace("\n", "\r\n")) == blocks(text.replace("\n", "\r"))


@given(
    st.text(
        alphabet=st.characters(exclude_characters="*_", exclude_categories=["C", "Z"]), min_size=1
    )
)
def test_words_without_marks_are_themselves(text: str) -> None:
    assert plain(f"a {text}") == f"a {text}"


def stands_flat(text: str) -> None:
    found = blocks(text)
    assert max(block.depth + block.quoted for block in found) <= 10
    assert letters("".join(block.text for block in found)) == letters(text)


@pytest.mark.parametrize("piece", ["*", "> ", ">", "[", "- ", "*_"])
def test_the_longest_text_is_read_and_stands_flat(piece: str) -> None:
    stands_flat(piece * (99_990 // len(piece)) + "end")


@pytest.mark.parametrize(
    "piece",
    [
        *("_", "**", "*a ", "a* ", "**a", "a**b", "![", "<", "\\", "`", "&"),
        *("> a\n", "> > > > > > > a\n", "> - ", "- a\n", "- - - - - a\n"),
        *("-\n", "1. ", "- a\n\n", "- a\n* b\n", "a\n", " ", "\t", "\r"),
    ],
)
def test_a_long_text_is_read_and_stands_flat(piece: str) -> None:
    stands_flat(piece * (15_000 // len(piece)) + "end")


@given(st.lists(st.sampled_from(["> ", "- ", "1. ", "* "]), min_size=1, max_size=200))
def test_however_deep_it_is_nothing_is_lost(marks: list[str]) -> None:
    text = f"{''.join(marks)}end"
    assert plain(text).endswith("end")
    assert Page(html(text)).deepest <= 25


@given(st.integers(1, 60))
def test_a_staircase_of_lists_keeps_every_step(steps: int) -> None:
    text = "\n".join(f"{'  ' * step}- s{step}." for step in range(steps))
    told = " ".join(block.text for block in blocks(text))
    assert re.findall(r"s\d+", told) == [f"s{step}" for step in range(steps)]


def test_voices_never_stand_deeper_than_two() -> None:
    text = "*a **b " * 500 + "b** a* " * 500
    assert Page(html(text)).deepest == 3  # a paragraph, and two voices
