"""An editor for tests: starts the real server and talks to it over its standard streams."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient


class Editor:
    """One editor with a server of its own."""

    def __init__(self) -> None:
        self.client = LanguageClient("tests", "1")
        self.shown: dict[str, lsp.PublishDiagnosticsParams] = {}
        self.told: asyncio.Condition = asyncio.Condition()
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

        async def published(params: lsp.PublishDiagnosticsParams) -> None:
            async with self.told:
                self.shown[params.uri] = params
                self.told.notify_all()

        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)

    async def start(
        self,
        encodings: list[lsp.PositionEncodingKind | str] | None = None,
        shows: list[lsp.MarkupKind] | None = None,
    ) -> None:
        """Start the server as an editor would; ``shows`` is what it can show on a word."""
        await self.client.start_io(sys.executable, "-m", "scr_sim", "lsp")
        general = lsp.GeneralClientCapabilities(position_encodings=encodings)
        hover = lsp.HoverClientCapabilities(content_format=shows)
        able = lsp.ClientCapabilities(
            general=general, text_document=lsp.TextDocumentClientCapabilities(hover=hover)
        )
        await self.client.initialize_async(lsp.InitializeParams(capabilities=able))
        self.client.initialized(lsp.InitializedParams())

    async def stop(self) -> int | None:
        """End the server as an editor would, and return its exit status."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        server: Any = self.client._server
        status = await asyncio.wait_for(server.wait(), 20)
        stop: Any = self.client.stop
        await stop()
        return status if isinstance(status, int) else None

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, with the text that it has or another; return its URI."""
        uri = path.as_uri()
        self.texts[uri] = path.read_text(encoding="utf-8") if text is None else text
        self.versions[uri] = 1
        item = lsp.TextDocumentItem(uri, "yaml", 1, self.texts[uri])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    def close_all(self) -> None:
        """Close everything that is open."""
        for uri in self.texts:
            self.client.text_document_did_close(
                lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri))
            )
        self.texts.clear()
        self.shown.clear()

    def write(self, uri: str, text: str, at: lsp.Range | None = None) -> None:
        """Put a text in the place of another, or of everything."""
        self.versions[uri] += 1
        change: lsp.TextDocumentContentChangeEvent
        if at is None:
            change = lsp.TextDocumentContentChangeWholeDocument(text)
            self.texts[uri] = text
        else:
            change = lsp.TextDocumentContentChangePartial(at, text)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.versions[uri], uri), [change]
            )
        )

    async def problems(
        self,
        uri: str,
        version: int | None = None,
        *,
        among: str | None = None,
        some: bool = False,
    ) -> list[lsp.Diagnostic]:
        """Return the problems of a text's version, once they are told: one of a code, or some."""
        wanted = self.versions[uri] if version is None else version

        def there() -> bool:
            if uri not in self.shown or self.shown[uri].version != wanted:
                return False
            if some and not self.shown[uri].diagnostics:
                return False
            return among is None or among in {one.code for one in self.shown[uri].diagnostics}

        async with self.told:
            await asyncio.wait_for(self.told.wait_for(there), 60)
            return list(self.shown[uri].diagnostics)

    def place(self, uri: str, words: str, after: bool = True, nth: int = 1) -> lsp.Position:
        """Return the position after, or before, the so-manieth time that words stand in a text."""
        text = self.texts[uri]
        index = -1
        for _ in range(nth):
            index = text.index(words, index + 1)
        return position(text, index + (len(words) if after else 0))

    async def complete(self, uri: str, at: lsp.Position) -> dict[str, lsp.CompletionItem]:
        """Return what could be written, by its label."""
        found = await self.client.text_document_completion_async(
            lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), at)
        )
        assert isinstance(found, lsp.CompletionList)
        return {item.label: item for item in found.items}

    async def complete_in(self, uri: str, marked: str) -> dict[str, lsp.CompletionItem]:
        """Write a text with a bar where the cursor is, and return what could be written there."""
        index = marked.index("¦")
        text = marked.replace("¦", "")
        self.write(uri, text)
        return await self.complete(uri, position(text, index))


def position(text: str, index: int) -> lsp.Position:
    """Return an index as an editor counts: in UTF-16."""
    before = text[:index]
    line = before.count("\n")
    start = before.rfind("\n") + 1
    return lsp.Position(line, len(before[start:].encode("utf-16-le")) // 2)


def changed(text: str, edits: list[lsp.TextEdit]) -> str:
    """Return a text with edits made, as an editor makes them."""
    lines = text.split("\n")

    def index(at: lsp.Position) -> int:
        start = sum(len(line) + 1 for line in lines[: at.line])
        units = lines[at.line].encode("utf-16-le")[: 2 * at.character]
        return start + len(units.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda one: index(one.range.start), reverse=True):
        text = text[: index(edit.range.start)] + edit.new_text + text[index(edit.range.end) :]
    return text
