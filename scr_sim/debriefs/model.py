"""A debrief as plain data: what a play meant, beside what the review found."""

from __future__ import annotations

from dataclasses import dataclass

from scr_sim.engine.beats import HeldNote, OfferedChoice, PageLine, Unseen
from scr_sim.scenario.model.choice import Stance
from scr_sim.scenario.model.review import QuestionKind
from scr_sim.scenario.model.scene import EndingKind


@dataclass(frozen=True, slots=True)
class Said:
    """What the player wrote at a decision; both may be left out. ``confidence`` is per cent."""

    reason: str = ""
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Reflection:
    """An answer to one of the review's questions; ``finding`` is None for the closing ones."""

    finding: int | None
    question: int
    text: str


@dataclass(frozen=True, slots=True)
class FindingRef:
    """A finding, by number and title."""

    number: int
    title: str


@dataclass(frozen=True, slots=True)
class MissedEnquiry:
    """Something that was open when the player decided, and was not looked into."""

    label: str
    agency: str
    decision: int


@dataclass(frozen=True, slots=True)
class StatementView:
    """What the review itself says, and where it says it."""

    id: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class PageView:
    """A page that was read closely: the enquiry's label, and its lines, noted or not."""

    label: str
    lines: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """One decision; ``number`` counts from 1, ``action`` is its action's place in the play.

    ``statements`` are the review's own, ``because`` is what is said of this choice here, and
    ``practice`` what good practice adds. ``ask`` is what the player was asked to write
    (``reason`` is what they wrote), and ``compare`` what is laid beside that.
    """

    number: int
    scene: str
    title: str
    date: str
    place: str
    held: tuple[HeldNote, ...]
    made: tuple[str, ...]
    missed: tuple[MissedEnquiry, ...]
    choice: str
    label: str
    stance: Stance
    cited: tuple[HeldNote, ...]
    convincing: bool | None
    reason: str
    confidence: int | None
    outcome: str
    others: tuple[OfferedChoice, ...]
    because: str
    statements: tuple[StatementView, ...] = ()
    practice: str = ""
    ask: str = ""
    compare: str = ""
    pages: tuple[PageView, ...] = ()
    role: str = ""
    echoes: tuple[FindingRef, ...]
    answers: tuple[FindingRef, ...]
    action: int


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of the review, with the player's answer or an empty string."""

    text: str
    kind: QuestionKind
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding: the decisions that repeated its pattern, those that acted on its lesson."""

    number: int
    title: str
    text: str
    echoed: tuple[int, ...]
    answered: tuple[int, ...]
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class UnseenView:
    """What nobody saw, in one scene; ``decision`` is the one made there or next, or None."""

    unseen: Unseen
    decision: int | None

    @property
    def title(self) -> str:
        """Return the scene's title."""
        return self.unseen.title

    @property
    def date(self) -> str:
        """Return the scene's date."""
        return self.unseen.date

    @property
    def text(self) -> str:
        """Return what nobody saw."""
        return self.unseen.text


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingView:
    """How the play ended."""

    scene: str
    title: str
    kind: EndingKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The review that a scenario practises, as it is to be cited."""

    title: str
    publisher: str
    published: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    """Everything that a debrief tells, in the order in which it is told."""

    scenario: str
    title: str
    role: str
    language: str
    branches: tuple[str, ...]
    review: Cited
    finished: bool
    ending: EndingView | None
    decisions: tuple[DecisionView, ...]
    findings: tuple[FindingView, ...]
    unseen: tuple[UnseenView, ...]
    not_looked_into: tuple[MissedEnquiry, ...]
    notes: tuple[HeldNote, ...]
    learning: tuple[QuestionView, ...]
