"""This room's plain data in the protocol's own words: positions, problems, suggestions, outlines.

Only here and in `server` is the protocol's library known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from lsprotocol import types as lsp

from scr_sim.lsp.completion import Suggestion
from scr_sim.lsp.notices import Notice
from scr_sim.lsp.outline import Symbol
from scr_sim.lsp.positions import Positions, Unit
from scr_sim.scenario.edits import Edit
from scr_sim.text.markdown import literal

UNITS: dict[str, Unit] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}
_WEIGHTS = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "information": lsp.DiagnosticSeverity.Information,
}
_COMPLETIONS = {
    "key": lsp.CompletionItemKind.Property,
    "word": lsp.CompletionItemKind.EnumMember,
    "variable": lsp.CompletionItemKind.Variable,
    "scene": lsp.CompletionItemKind.Class,
    "note": lsp.CompletionItemKind.Text,
}
_SYMBOLS = {
    "part": lsp.SymbolKind.Namespace,
    "decision": lsp.SymbolKind.Class,
    "passage": lsp.SymbolKind.Interface,
    "ending": lsp.SymbolKind.Event,
    "scene": lsp.SymbolKind.Object,
    "choice": lsp.SymbolKind.Method,
    "enquiry": lsp.SymbolKind.Function,
    "note": lsp.SymbolKind.String,
    "variable": lsp.SymbolKind.Variable,
    "play": lsp.SymbolKind.Method,
}


class Stretch(Protocol):
    """Whatever stands from somewhere to somewhere in a text."""

    @property
    def start(self) -> int:
        """Return where it begins."""

    @property
    def end(self) -> int:
        """Return where it ends."""


def pair(position: lsp.Position) -> tuple[int, int]:
    """Return a position as line and character."""
    return position.line, position.character


def span(positions: Positions, stretch: Stretch) -> lsp.Range:
    """Return where something stands, as the editor counts."""
    return lsp.Range(
        lsp.Position(*positions.place(stretch.start)),
        lsp.Position(*positions.place(max(stretch.start, stretch.end))),
    )


def words(title: str, text: str, *, marked: bool) -> lsp.MarkupContent:
    """Return a heading and paragraphs, as Markdown where the editor reads that.

    VS Code breaks lines of plain text within words.
    """
    if not marked:
        return lsp.MarkupContent(lsp.MarkupKind.PlainText, f"{title}\n\n{text}")
    shown = f"**{literal(title)}**\n\n{literal(text)}"
    return lsp.MarkupContent(lsp.MarkupKind.Markdown, shown)


def text_edits(edits: Iterable[Edit], positions: Positions) -> list[lsp.TextEdit]:
    """Return edits of a text."""
    return [lsp.TextEdit(span(positions, edit), edit.replacement) for edit in edits]


def diagnostic(
    notice: Notice, positions: Positions, located: Callable[[Path, str, Stretch], lsp.Location]
) -> lsp.Diagnostic:
    """Return a problem; ``located`` tells where something stands in a file's text."""
    related = [
        lsp.DiagnosticRelatedInformation(located(one.path, one.text, one), one.message)
        for one in notice.related
    ]
    return lsp.Diagnostic(
        range=span(positions, notice),
        message=notice.message,
        severity=_WEIGHTS[notice.weight],
        code=notice.code or None,
        source="scr-sim",
        related_information=related or None,
    )


def completion_item(one: Suggestion, positions: Positions, at: int) -> lsp.CompletionItem:
    """Return what could be written; ``at`` is its place in the list."""
    return lsp.CompletionItem(
        label=one.label,
        kind=_COMPLETIONS.get(one.kind, lsp.CompletionItemKind.Reference),
        detail=one.detail or None,
        documentation=one.text or None,
        sort_text=f"{at:04}",
        filter_text=one.label,
        text_edit=lsp.TextEdit(span(positions, one), one.insert),
    )


def document_symbol(one: Symbol, positions: Positions) -> lsp.DocumentSymbol:
    """Return a part of an outline, with what is in it."""
    return lsp.DocumentSymbol(
        name=one.name,
        kind=_SYMBOLS.get(one.kind, lsp.SymbolKind.Object),
        range=span(positions, one),
        selection_range=lsp.Range(
            lsp.Position(*positions.place(one.name_start)),
            lsp.Position(*positions.place(one.name_end)),
        ),
        detail=one.detail or None,
        children=[document_symbol(child, positions) for child in one.children],
    )


def fix_title(edits: tuple[Edit, ...], text: str) -> str:
    """Return what a fix does, in a few words."""
    first = edits[0]
    before, after = " ".join(text[first.start : first.end].split()), first.replacement.strip()
    if len(edits) > 1 or len(before) > 60 or len(after) > 60:
        return "Make the change that mends it"
    if before and after:
        return f"Write “{after}” instead of “{before}”"
    if after:
        return f"Put in “{after}”"
    return f"Take out “{before}”" if before else "Mend the spaces"


def asked_for(
    kind: lsp.CodeActionKind | str | None, only: Iterable[lsp.CodeActionKind | str]
) -> bool:
    """Return whether an action is of a kind that was asked for."""
    wanted = [one.value if isinstance(one, lsp.CodeActionKind) else one for one in only]
    name = kind.value if isinstance(kind, lsp.CodeActionKind) else str(kind)
    return any(name == one or name.startswith(f"{one}.") for one in wanted)
