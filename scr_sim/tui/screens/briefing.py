"""The briefing: whom the player plays, what for, and how to stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scr_sim.text import commands
from scr_sim.text.labels import asked_in_words, kept_in_words
from scr_sim.tui.base import CommandScreen, bindings
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.screens.pause import support_content
from scr_sim.tui.widgets.footer import KeyFooter

if TYPE_CHECKING:
    from scr_sim.scenario import LoadedScenario

_ASKED = "At each choice, be asked for your reasons and how sure you are: "


def offers_gentler(scenario: LoadedScenario) -> bool:
    """Return whether the author offers a gentler wording anywhere."""
    return any(scene.sensitive for scene in scenario.scenes.values())


class BriefingScreen(CommandScreen[bool]):
    """Shown before a scenario starts. Dismissed with True to start, with False to go back."""

    TABLE = commands.on_screen(commands.BRIEFING)
    BINDINGS = bindings(commands.BRIEFING)
    TITLE_OF_HELP = "The briefing"
    MOVES = commands.MOVES_IN_TEXT
    LEADS_ON = False
    body = getters.query_one("#briefing-text", Static)
    scroller = getters.query_one("#briefing", VerticalScroll)

    def __init__(self, scenario: LoadedScenario, gentle: bool) -> None:
        super().__init__()
        self.scenario = scenario
        self.gentle = gentle and offers_gentler(scenario)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        with VerticalScroll(id="briefing"):
            yield Static(id="briefing-text")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the briefing."""
        self.scroller.focus()
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the gentler wording only where there is one."""
        if action == "gentler":
            return offers_gentler(self.scenario)
        return True

    def action_start(self) -> None:
        """Start the scenario."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Go back without starting."""
        self.dismiss(False)

    def action_gentler(self) -> None:
        """Read the gentler wording, or the author's own."""
        self.gentle = not self.gentle
        self.app.records.settings.gentle = self.gentle
        self._show()
        self.app.tell(self._gentler_now())

    def action_reasons(self) -> None:
        """Be asked at each choice for reasons and how sure one is, or not."""
        self.app.records.settings.switch_thoughts()
        self._show()
        self.app.tell(f"{_ASKED}{self._asked_now()}.")

    # Both are told as they change: their lines may be out of sight.

    def _gentler_now(self) -> str:
        now = "on" if self.gentle else "off"
        return f"Gentler wording, where the author offers one: {now}."

    def _asked_now(self) -> str:
        settings = self.app.records.settings
        return asked_in_words(settings.reasons, settings.confidence)

    def _show(self) -> None:
        scenario = self.scenario
        review = scenario.case_review
        parts: list[Content] = [
            plain(scenario.title, "bold $primary"),
            line(
                ("You are: ", MUTED), scenario.role, (f" · about {scenario.minutes} minutes", MUTED)
            ),
        ]
        if scenario.branches:
            parts.append(line(("With: ", MUTED), ", ".join(scenario.branch_titles)))
        parts += [Content(""), prose(scenario.summary)]
        if scenario.aims:
            parts += [Content(""), plain("What you will practise", "bold $primary")]
            parts += [line(("• ", "$accent"), aim.strip()) for aim in scenario.aims]
        parts += [
            Content(""),
            plain("Before you start", "bold $primary"),
            prose(scenario.content_note),
        ]
        if offers_gentler(scenario):
            parts += [Content(""), line(("g ", "bold $accent"), self._gentler_now())]
        parts += [
            Content(""),
            line(
                ("r ", "bold $accent"),
                _ASKED,
                (self._asked_now(), "bold"),
                ".",
            ),
            plain("  The debrief sets them beside what the review found.", MUTED),
            Content(""),
            line(
                "This is fiction, drawn from a published review: ",
                review.title,
                f" ({review.publisher}, {review.published}).",
            ),
            Content(kept_in_words(not self.app.trouble, served=self.app.is_web)),
            line(
                ("p ", "bold $accent"),
                "pauses at any moment. You can stop whenever you like, and go on later.",
            ),
            Content(""),
            plain("Whom to talk to", "bold $primary"),
            support_content(),
            Content(""),
            line(("Enter ", "bold $accent"), ("starts.", "bold")),
        ]
        self.body.update(join(parts))
