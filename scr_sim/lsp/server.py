"""The language server: the protocol on one side, this room's plain data on the other.

The only module that knows pygls; `wire` alone knows the protocol's types besides. What takes long
is done in threads of its own: whoever types never waits for it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types as lsp
from pygls import uris
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from scr_sim.lsp.check_queue import CheckQueue
from scr_sim.lsp.completion import suggestions
from scr_sim.lsp.documents import Document
from scr_sim.lsp.links import Link, definition, references
from scr_sim.lsp.log import keep_to_itself
from scr_sim.lsp.meanings import meaning_at, thing_at
from scr_sim.lsp.notices import Notice, mended
from scr_sim.lsp.open_files import Job, Opened, OpenFiles
from scr_sim.lsp.outline import outline
from scr_sim.lsp.positions import Positions, Unit
from scr_sim.lsp.renames import Renamed, RenameError, name_at, renamed
from scr_sim.lsp.wire import (
    UNITS,
    Stretch,
    asked_for,
    completion_item,
    diagnostic,
    document_symbol,
    fix_title,
    pair,
    span,
    text_edits,
    words,
)
from scr_sim.scenario.edits import Edit

_MEND_ALL = lsp.CodeActionKind("source.fixAll")


_AtPosition = lsp.HoverParams | lsp.DefinitionParams | lsp.ReferenceParams | lsp.PrepareRenameParams


class Server(LanguageServer):
    """Answers one editor."""

    def __init__(self) -> None:
        super().__init__(
            "scr-sim", "1", text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental
        )
        self.files = OpenFiles()
        self.checks = CheckQueue(self.files, self.show)

    @property
    def unit(self) -> Unit:
        """Return what both sides count a line's characters in."""
        agreed = self.workspace.position_encoding
        return UNITS.get(getattr(agreed, "value", str(agreed)), "utf-16")

    @property
    def reads_markdown(self) -> bool:
        """Return whether the editor shows Markdown where it is pointed at something."""
        asked = self.client_capabilities.text_document
        hover = asked.hover if asked is not None else None
        return lsp.MarkupKind.Markdown in ((hover and hover.content_format) or ())

    # -- texts

    def opened(self, item: lsp.TextDocumentItem) -> None:
        """Take a text that the editor has opened."""
        path = uris.to_fs_path(item.uri)
        if path is None:
            return
        one = Opened(
            uri=item.uri,
            path=Path(path),
            raw=item.text,
            version=item.version,
            unit=self.unit,
        )
        self.files.open[item.uri] = one
        self.checks.opened(one)

    def changed(self, params: lsp.DidChangeTextDocumentParams) -> None:
        """Take what was typed."""
        one = self.files.open.get(params.text_document.uri)
        if one is None:
            return
        for change in params.content_changes:
            if isinstance(change, lsp.TextDocumentContentChangePartial):
                replaced = change.range
                one.change(change.text, pair(replaced.start), pair(replaced.end))
            else:
                one.change(change.text, None, None)
        one.version = params.text_document.version
        self.checks.changed(one)

    def closed(self, uri: str) -> None:
        """Let go of a text, and of what was shown of it."""
        one = self.files.open.pop(uri, None)
        if one is not None:
            self.checks.closed(one)
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def show(self, job: Job, found: list[Notice]) -> None:
        """Show what was found of a text as it stood for a job."""
        shown = [diagnostic(notice, job.positions, self.location) for notice in found]
        self.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(job.opened.uri, shown, version=job.opened.version)
        )

    # -- answering

    def _uri(self, path: Path) -> str:
        """Return what the editor calls a file."""
        known = self.files.found(path)
        return known.uri if known is not None else str(uris.from_fs_path(str(path)))

    async def document(self, uri: str) -> Document | None:
        """Return a text as it stands, read."""
        one = self.files.open.get(uri)
        if one is None or one.current is not None:
            return one.current if one is not None else None
        job = Job.of(one, self.files)
        document = await asyncio.to_thread(job.read)
        if one.edition == job.edition:
            one.document, one.document_edition = document, job.edition
        return document

    async def at(self, params: _AtPosition) -> tuple[Document, int] | None:
        """Return a text as it stands, and an index into it."""
        document = await self.document(params.text_document.uri)
        if document is None:
            return None
        return document, document.positions.index(*pair(params.position))

    def location(self, path: Path, text: str, stretch: Stretch) -> lsp.Location:
        """Return a place in a file's text as the editor has it."""
        return lsp.Location(self._uri(path), span(self._placed(path, text), stretch))

    def locations(self, links: Iterable[Link]) -> list[lsp.Location]:
        """Return places as the editor has them."""
        return [self.location(link.path, link.text, link) for link in links]

    def _placed(self, path: Path, text: str) -> Positions:
        one = self.files.found(path)
        if one is not None and one.positions.text == text:
            return one.positions
        return Positions(text, self.unit)

    def workspace_edit(self, found: Renamed) -> lsp.WorkspaceEdit:
        """Return the edits of several files as the editor makes them."""
        changes = {}
        for rewritten in found.files:
            file = rewritten.file
            positions = self._placed(file.path, file.text)
            changes[self._uri(file.path)] = text_edits(rewritten.edits, positions)
        return lsp.WorkspaceEdit(changes=changes)

    def fixes(self, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """Return the changes that certainly mend what stands in a range."""
        one = self.files.open.get(params.text_document.uri)
        if one is None or one.notices_edition != one.edition:
            return []
        start = one.positions.index(*pair(params.range.start))
        end = one.positions.index(*pair(params.range.end))
        actions = []
        certain = [notice for notice in one.notices if notice.fix]
        for notice in certain:
            if notice.start <= end and start <= max(notice.end, notice.start):
                edits = text_edits(notice.fix, one.positions)
                actions.append(
                    lsp.CodeAction(
                        title=fix_title(notice.fix, one.positions.text),
                        kind=lsp.CodeActionKind.QuickFix,
                        diagnostics=[diagnostic(notice, one.positions, self.location)],
                        is_preferred=True,
                        edit=lsp.WorkspaceEdit(changes={one.uri: edits}),
                    )
                )
        if certain:
            actions.append(
                lsp.CodeAction(
                    title="Make every change that is certain",
                    kind=_MEND_ALL,
                    data={"uri": one.uri},
                )
            )
        only = params.context.only
        return [action for action in actions if only is None or asked_for(action.kind, only)]

    async def mend_all(self, action: lsp.CodeAction) -> lsp.CodeAction:
        """Return the action with its edit: what `check --fix` would make of the text."""
        uri = action.data.get("uri") if isinstance(action.data, dict) else None
        document = await self.document(uri) if isinstance(uri, str) else None
        if document is not None and isinstance(uri, str):
            text = await asyncio.to_thread(mended, document, self.files.unsaved())
            if text is not None:
                whole = Edit(0, len(document.text), text)
                edits = text_edits([whole], document.positions)
                action.edit = lsp.WorkspaceEdit(changes={uri: edits})
        return action


def create() -> Server:
    """Return a server with everything that it answers."""
    server = Server()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        ls.opened(params.text_document)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        ls.changed(params)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.closed(params.text_document.uri)

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=['"', "'", "{", ".", "@", ",", "?", " ", "["]),
    )
    async def completion(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList:
        one = ls.files.open.get(params.text_document.uri)
        if one is None:
            return lsp.CompletionList(is_incomplete=False, items=[])
        document = one.at_hand() or await ls.document(one.uri)
        if document is None:
            return lsp.CompletionList(is_incomplete=False, items=[])
        index = document.positions.index(*pair(params.position))
        found, whole = suggestions(document, index)
        items = [completion_item(one, document.positions, at) for at, one in enumerate(found)]
        return lsp.CompletionList(is_incomplete=not whole, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        at = await ls.at(params)
        found = await asyncio.to_thread(meaning_at, *at) if at is not None else None
        if at is None or found is None:
            return None
        return lsp.Hover(
            contents=words(found.title, found.text, marked=ls.reads_markdown),
            range=span(at[0].positions, found),
        )

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def go_to(ls: Server, params: lsp.DefinitionParams) -> list[lsp.Location]:
        at = await ls.at(params)
        thing = await asyncio.to_thread(thing_at, *at) if at is not None else None
        if at is None or thing is None:
            return []
        return ls.locations(await asyncio.to_thread(definition, at[0], thing, ls.files.unsaved()))

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def uses(ls: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
        at = await ls.at(params)
        thing = await asyncio.to_thread(thing_at, *at) if at is not None else None
        if at is None or thing is None:
            return []
        declared = params.context.include_declaration
        unsaved = ls.files.unsaved()
        found = await asyncio.to_thread(
            lambda: references(at[0], thing, unsaved, declared=declared)
        )
        return ls.locations(found)

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def may_rename(
        ls: Server, params: lsp.PrepareRenameParams
    ) -> lsp.PrepareRenamePlaceholder | None:
        at = await ls.at(params)
        thing = await asyncio.to_thread(name_at, *at) if at is not None else None
        if at is None or thing is None:
            return None
        placeholder = at[0].text[thing.start : thing.end]
        return lsp.PrepareRenamePlaceholder(span(at[0].positions, thing), placeholder)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def rename(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        document = await ls.document(params.text_document.uri)
        if document is None:
            return None
        index = document.positions.index(*pair(params.position))
        unsaved = ls.files.unsaved()
        try:
            found = await asyncio.to_thread(renamed, document, index, params.new_name, unsaved)
        except RenameError as error:
            raise JsonRpcException(str(error), lsp.LSPErrorCodes.RequestFailed.value) from None
        return ls.workspace_edit(found)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols(ls: Server, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        document = await ls.document(params.text_document.uri)
        if document is None:
            return []
        found = await asyncio.to_thread(outline, document)
        return [document_symbol(one, document.positions) for one in found]

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(
            code_action_kinds=[lsp.CodeActionKind.QuickFix, _MEND_ALL], resolve_provider=True
        ),
    )
    def actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        return ls.fixes(params)

    @server.feature(lsp.CODE_ACTION_RESOLVE)
    async def resolve(ls: Server, action: lsp.CodeAction) -> lsp.CodeAction:
        return await ls.mend_all(action)

    return server


def run() -> None:
    """Answer the editor that started this program, over its standard input and output."""
    keep_to_itself()
    # Whole stories are made anew at every key, and stay: looking for garbage among them too often
    # takes longer than making them.
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
    # A handle of its own: the library closes what it writes to, and standard output is not its own.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as stream:
        create().start_io(stdout=stream)
