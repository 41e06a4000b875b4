"""What a visitor sees in a real browser: the letters of the terminal that is drawn in the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser
from playwright.async_api import TimeoutError as GaveUpError

from tests.browser import Person, visiting

#: The page keeps its terminal to itself; where it is put away, a test keeps it as well.
_KEEP_THE_TERMINAL = """
Object.defineProperty(Object.prototype, "terminal", {
  configurable: true,
  set(terminal) {
    Object.defineProperty(this, "terminal", { value: terminal, writable: true, enumerable: true });
    window.shownTerminal = terminal;
  },
});
"""
#: The rows as the terminal has them. What is in the page is asked, so this is what it draws.
_ROWS = """() => {
  const terminal = window.shownTerminal;
  if (!terminal) return "";
  const rows = [];
  for (let y = 0; y < terminal.rows; y++)
    rows.push(terminal.buffer.active.getLine(y)?.translateToString(true) ?? "");
  return rows.join("\\n");
}"""


class Screen:
    """A visitor's screen: what it shows, and keys for it."""

    def __init__(self, person: Person) -> None:
        self.person = person

    async def text(self) -> str:
        """Return the rows that are shown now."""
        return str(await self.person.page.evaluate(_ROWS))

    async def shows(self, text: str) -> None:
        """Wait until a text is shown, in one row."""
        shown = f"(text) => ({_ROWS})().includes(text)"
        try:
            await self.person.page.wait_for_function(shown, arg=text)
        except GaveUpError:
            raise AssertionError(f"never saw {text!r}:\n{await self.text()}") from None

    async def press(self, *keys: str) -> None:
        """Press keys, one after another, wherever the page has put its keyboard."""
        for key in keys:
            await self.person.page.keyboard.press(key)

    async def start(self, address: str) -> None:
        """Come to the door and press Start by the keyboard."""
        await self.person.page.goto(address)
        await self.person.sees("Only this browser has the key")
        await self.press("Enter")
        await self.shows("practise professional curiosity")


@asynccontextmanager
async def screen(browser: Browser, width: int = 1280, height: int = 800) -> AsyncIterator[Screen]:
    """Be a visitor with a window of a size."""
    async with visiting(browser, width, height) as person:
        await person.context.add_init_script(_KEEP_THE_TERMINAL)
        yield Screen(person)
