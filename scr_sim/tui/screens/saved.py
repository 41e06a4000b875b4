"""Where a page was saved, with its whole path, and a key that opens it in a browser."""

from __future__ import annotations

import webbrowser
from io import BytesIO
from pathlib import Path

from textual import getters, work
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scr_sim import services
from scr_sim.tui.base import CardScreen, ScrApp
from scr_sim.tui.content import MUTED, join, line, plain
from scr_sim.tui.widgets.footer import KeyFooter

NO_BROWSER = "No browser could be opened from here. The page opens from its folder, or by its path."


def hand_over(app: ScrApp, name: str, text: str) -> None:
    """Give a file to the browser that the screen is shown in, to be saved there."""
    app.deliver_binary(BytesIO(text.encode("utf-8", "replace")), save_filename=name)
    app.tell(f"Your browser was given {name} to save.")


def save_page(app: ScrApp, what: str, name: str, page: str) -> None:
    """Save a page in the current folder under a name that is free, and tell where it stands.

    Where it cannot be written, that is told instead. Where the screen is shown in a browser, the
    browser is given the page.
    """
    if app.is_web:
        hand_over(app, f"{name}.html", page)
        return
    path = services.free_name(Path.cwd(), name, "html")
    try:
        services.write_private(path, page)
    except OSError as error:
        app.tell(
            f"The page could not be saved in {path.parent}: {error.strerror}. "
            "Start scr-sim in a folder that you may write to.",
            serious=True,
        )
        return
    app.push_screen(SavedScreen(what, path))


class SavedScreen(CardScreen[None]):
    """Tells where a page stands; ``what`` names it, as in “this debrief”."""

    BINDINGS = [("escape", "leave", "Back"), ("o,enter", "open", "Open in a browser")]
    card = getters.query_one(VerticalScroll)

    def __init__(self, what: str, path: Path) -> None:
        super().__init__()
        self._what = what
        self.path = path.resolve()

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card auto"):
            yield Static(
                join(
                    [
                        plain(f"{self._what} is saved as a page", "bold $primary"),
                        Content(""),
                        plain(str(self.path), "bold"),
                        Content(""),
                        plain("It can be printed, kept or deleted like any other file.", MUTED),
                        Content(""),
                        line(("o ", "bold $accent"), "opens it in a browser."),
                    ]
                )
            )
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll the card."""
        self.card.focus()

    def action_open(self) -> None:
        """Open the page in the browser of this computer, where there is one."""
        try:
            browser = webbrowser.get()
        except webbrowser.Error:
            self.app.tell(NO_BROWSER, serious=True)
            return
        # A browser that runs in the terminal needs it for itself; others are not waited for.
        if type(browser) is webbrowser.GenericBrowser:
            try:
                with self.app.suspend():
                    self._told(browser.open(self.path.as_uri()))
            except SuspendNotSupported:
                self.app.tell(NO_BROWSER, serious=True)
        else:
            self._open(browser)

    @work(thread=True, exclusive=True, group="browser")
    def _open(self, browser: webbrowser.BaseBrowser) -> None:
        try:
            opened = browser.open(self.path.as_uri())
        except (OSError, webbrowser.Error):
            opened = False
        self.app.call_from_thread(self._told, opened)

    def _told(self, opened: bool) -> None:
        if opened:
            self.app.tell("Your browser was asked to open the page.")
        else:
            self.app.tell(NO_BROWSER, serious=True)
