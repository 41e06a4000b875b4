"""What the review is, the case in order, and its findings."""

from __future__ import annotations

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from scr_sim.scenario import Review
from scr_sim.tui.base import CardScreen
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.widgets.footer import KeyFooter


def review_content(review: Review) -> Content:
    """Return a review as it is told here."""
    parts: list[Content] = [
        plain(review.title, "bold $primary"),
        plain(f"{review.publisher}, {review.published}", MUTED),
    ]
    if review.about:
        parts += [Content(""), prose(review.about)]
    if review.outline:
        parts += [Content(""), plain("The case in order", "bold $primary")]
        parts += [line(("● ", "$accent"), prose(event)) for event in review.outline]
    parts += [Content(""), plain("Practice features", "bold $primary")]
    for feature in review.features.values():
        parts += [line((feature.title, "bold")), prose(feature.text), Content("")]
    parts.append(plain("Findings", "bold $primary"))
    for number, finding in review.findings.items():
        parts += [
            line((f"{number} ", "bold $accent"), (finding.title, "bold")),
            prose(finding.text),
            Content(""),
        ]
    return join(parts)


class ReviewScreen(CardScreen[None]):
    """The review that the scenarios practise."""

    BINDINGS = [("escape", "leave", "Back"), ("r", "leave", "Back")]
    card = getters.query_one(VerticalScroll)

    def __init__(self, review: Review) -> None:
        super().__init__()
        self._review = review

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with VerticalScroll(classes="card wide"):
            yield Static(review_content(self._review))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Let the keys scroll the card."""
        self.card.focus()
