"""Prose: the small Markdown of every text that an author writes, read into blocks and spans.

One reader for every front end: the screen, the plain lines and the pages all show these blocks.
Paragraphs, emphasis, lists and block quotes are Markdown's, as markdown-it-py reads them; whatever
else Markdown knows (links, headings, code, HTML, entities, backslashes) is plain text here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

#: From here on lists and quotes within one another are plain text; a list takes two of these.
#: It has to stay below the library's own limit, beyond which text is lost.
_DEEPEST = 10
_LIBRARYS_DEEPEST = 20
#: Texts whose blocks are remembered: a story is drawn again at every key.
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one voice: plain, emphasised, strong, or both."""

    text: str
    em: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, wherever it stands.

    ``depth`` is how many lists it is in and ``quoted`` how many quotes. ``mark`` is what begins
    an item of a list (``-``, ``2.``); empty for an item's later paragraphs and outside of lists.
    """

    spans: tuple[Span, ...]
    mark: str = ""
    depth: int = 0
    quoted: int = 0

    @property
    def text(self) -> str:
        """Return the block's text without its voices."""
        return "".join(span.text for span in self.spans)


@lru_cache(_REMEMBERED)
def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text, in order."""
    return tuple(_blocks(_parser().parse(_lines(text))))


def plain(text: str) -> str:
    """Return a Markdown text as plain paragraphs, one line each, a blank line between."""
    return "\n\n".join(f"{block.mark} {block.text}".strip() for block in blocks(text))


def html(text: str) -> str:
    """Return a Markdown text as HTML; every letter of it is escaped."""
    return str(_parser().render(_lines(text)))


def _lines(text: str) -> str:
    """Return the text with one kind of line's end; Unicode's separators are lines' ends too."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\u2028", "\n").replace("\u2029", "\n\n")


def _blocks(tokens: Iterable[Token]) -> Iterator[Block]:
    counts: list[int | None] = []  # for each open list the next item's number
    quoted = 0
    mark = ""
    for token in tokens:
        if token.type == "inline":
            spans = tuple(_spans(token.children or ()))
            yield Block(spans=spans, mark=mark, depth=len(counts), quoted=quoted)
            mark = ""
        elif token.type == "blockquote_open":
            quoted += 1
        elif token.type == "blockquote_close":
            quoted -= 1
        elif token.type == "bullet_list_open":
            counts.append(None)
        elif token.type == "ordered_list_open":
            counts.append(int(token.attrs.get("start", 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            counts.pop()
        elif token.type == "list_item_open":
            number = counts[-1]
            mark = "-" if number is None else f"{number}{token.markup}"
            counts[-1] = None if number is None else number + 1
        elif token.type == "list_item_close" and mark:
            yield Block(spans=(), mark=mark, depth=len(counts), quoted=quoted)
            mark = ""


def _spans(tokens: Iterable[Token]) -> Iterator[Span]:
    em = strong = False
    gathered: list[str] = []
    for token in tokens:
        if not token.nesting:
            gathered.append(token.content)
            continue
        if said := "".join(gathered):
            yield Span(said, em, strong)
        gathered.clear()
        if token.tag == "em":
            em = token.nesting > 0
        else:
            strong = token.nesting > 0
    if said := "".join(gathered):
        yield Span(said, em, strong)


# -- the parser


@cache
def _parser() -> MarkdownIt:
    # Here and not above: the first frame has no prose, and need not wait for the library.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"maxNesting": _LIBRARYS_DEEPEST})
    parser.enable(["emphasis", "list", "blockquote"])
    # Spans are joined here; the library's older versions join a row of stars in quadratic time.
    parser.disable(["fragments_join", "text_join"], ignoreInvalid=True)
    parser.block.ruler.before("blockquote", "plain_line", _plain_line)
    parser.core.ruler.after("block", "one_line", _one_line)
    parser.core.ruler.push("two_voices", _two_voices)
    return parser


def _plain_line(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read as a paragraph what is too deep, and what is nothing but a list's mark (``* * *``)."""
    from markdown_it.rules_block import paragraph

    if state.level >= _DEEPEST:
        return paragraph(state, line, end, silent)
    alone = line + 1 >= end or state.isEmpty(line + 1)
    start, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    if alone and _is_mark(state.src[start:stop].strip()):
        return paragraph(state, line, end, silent)
    return False


def _is_mark(line: str) -> bool:
    return not line.strip("-*+ \t") or (line[-1] in ".)" and line[:-1].isdecimal())


def _one_line(state: StateCore) -> None:
    """Make one line of each paragraph: how an author broke it says nothing."""
    for token in state.tokens:
        if token.type == "inline":
            token.content = " ".join(line.strip() for line in token.content.split("\n"))


def _two_voices(state: StateCore) -> None:
    """Drop emphasis within emphasis, so that voices are never nested more than once."""
    for token in state.tokens:
        open_now = {"em": 0, "strong": 0}
        kept: list[Token] = []
        for child in token.children or ():
            if child.nesting > 0:
                open_now[child.tag] += 1
            if not child.nesting or open_now[child.tag] == 1:
                kept.append(child)
            if child.nesting < 0:
                open_now[child.tag] -= 1
        if token.children:
            token.children = kept
