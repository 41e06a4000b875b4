"""An author's prose in a debrief kept as Markdown: any reader of Markdown shows the same."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scr_sim.text.markdown import prose_as_markdown
from scr_sim.text.prose import html

PIECES = [
    *(
        "a",
        "b",
        " ",
        " ",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "*",
        "**",
        "&amp;",
        "<b>",
        "[x](y)",
        "`",
    ),
    *("[x](y)", "# ", "\\", "|", "~~", "![", "www.x.org"),
]
reader = MarkdownIt("commonmark")


def test_lists_and_quotes_keep_their_places() -> None:
    text = "a\n\n1. b\n   - c\n\n     d\n\n> *e*\n> - ***f*** <b>"
    page = reader.render(prose_as_markdown(text))
    assert re.sub(r"</?p>|\n", "", page) == re.sub(r"</?p>|\n", "", html(text))


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_no_letter_is_lost_or_made_into_more(text: str) -> None:
    def letters(page: str) -> str:
        return re.sub(r"<[^>]*>|[\s*>-]|&gt;", "", page)

    page = reader.render(prose_as_markdown(text))
    assert letters(page) == letters(html(text))
    assert not re.search(r"<(?!/?(p|em|strong|ul|ol|li|blockquote)\b)", page)
