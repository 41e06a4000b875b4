"""How a visitor's screen is drawn and how it ends: with its browser, as with a closed terminal."""

from __future__ import annotations

from contextlib import suppress

from textual.drivers.web_driver import WebDriver


class VisitorDriver(WebDriver):
    """Textual's driver for browsers, which also ends where whoever serves it has gone."""

    def run_input_thread(self) -> None:
        """Read what is typed; when nothing more can come, the app ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._end()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Do what a message beside the typing says."""
        if packet_type == "quit":
            self._end()
        else:
            super().on_meta(packet_type, payload)

    def write(self, data: str) -> None:
        """Draw; where nobody is there any more, the thread that reads notices it."""
        with suppress(BrokenPipeError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Say something beside the drawing."""
        with suppress(BrokenPipeError):
            super().write_meta(data)

    def _end(self) -> None:
        with suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self._app.exit)
