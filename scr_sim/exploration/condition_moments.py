"""When a scenario's conditions are looked at: in what prose, at which moments of a play.

A moment is a place in the story: a scene just entered, an enquiry just answered, the scene that
a choice has led to, a decision that is stood in, a way on that is being picked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from scr_sim.engine import Engine
from scr_sim.engine.transitions import (
    ChoiceAct,
    ChoiceTransition,
    DecisionTable,
    EnquiryAct,
    EnquiryTransition,
    SceneTable,
    Transition,
)
from scr_sim.exploration import limits
from scr_sim.scenario.model.fields import Link, Part

#: Where something stands in the scenario's data.
Path = tuple[str | int, ...]
#: Before the first action; a scene just entered; an enquiry answered; what a choice has led to; a
#: decision stood in; a choice on offer; an enquiry open; a way being picked.
MomentKind = Literal["begun", "entered", "asked", "came", "stands", "offered", "open", "going"]


class Moment(Struct, frozen=True, kw_only=True):
    """A moment of a play.

    ``act`` is what is answered or chosen, by its id, whether it convinced, and its variant.
    ``note`` is the note that must be gained just then, if any.
    """

    kind: MomentKind
    scene: int
    act: tuple[str, bool | None, int | None] | None = None
    note: str = ""


def moment(kind: MomentKind, scene: int, transition: Transition, note: str = "") -> Moment:
    """Return the moment at which a transition was, or is being, made."""
    return Moment(kind=kind, scene=scene, act=act_of(transition), note=note)


def act_of(transition: Transition) -> tuple[str, bool | None, int | None]:
    """Return what a moment calls a transition: its id, whether it convinced, and its variant."""
    if transition.kind == "enquiry":
        return transition.enquiry.id, None, transition.variant
    return transition.choice.id, transition.convincing, transition.variant


class Watched(Struct, kw_only=True, eq=False):
    """A condition, and when it is looked at.

    ``given`` are conditions that must hold for it to be looked at, ``without`` those that must
    not; a ``promise`` must hold always, any other condition now and then.
    """

    path: Path
    text: str
    promise: bool
    moments: list[Moment] = []
    given: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    #: Of a way on, the scene that it leads to.
    leads_to: str = ""


def watched(engine: Engine) -> list[Watched]:
    """Return every condition of prose, of ways on, and every promise, with their moments."""
    return [one for one in _MomentCollector(engine).found.values() if one.moments]


class _MomentCollector:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.found: dict[Path, Watched] = {}
        for scene, table in enumerate(engine.scenes):
            self._scene(scene, table)
        self._trainer()

    def _trainer(self) -> None:
        """Watch the words for who runs an exercise: before the first action, and at an ending."""
        trainer = self.engine.scenario.trainer
        if trainer is None:
            return
        begun = [Moment(kind="begun", scene=self.engine.first)]
        ended = [
            Moment(kind="entered", scene=scene)
            for scene, table in enumerate(self.engine.scenes)
            if table.kind == "ending"
        ]
        self._prose(("trainer", "opening"), trainer.opening, begun)
        self._prose(("trainer", "closing"), trainer.closing, ended)

    def _watch(
        self,
        path: Path,
        text: str,
        moments: Sequence[Moment],
        given: Sequence[str | None] = (),
        without: Sequence[str | None] = (),
        *,
        promise: bool = False,
        leads_to: str = "",
    ) -> None:
        if text.strip() == "true":
            return
        one = self.found.setdefault(
            path,
            Watched(
                path=path,
                text=text,
                promise=promise,
                leads_to=leads_to,
                given=tuple([condition for condition in given if condition is not None]),
                without=tuple([condition for condition in without if condition is not None]),
            ),
        )
        one.moments += moments

    def _prose(
        self,
        path: Path,
        prose: Sequence[Part] | None,
        moments: Sequence[Moment],
        given: Sequence[str | None] = (),
        without: Sequence[str | None] = (),
    ) -> None:
        for at, part in enumerate(prose or ()):
            here = (*path, at)
            if part.condition is not None:
                self._watch((*here, "if"), part.condition, moments, given, without)
            for number, promise in enumerate(part.sure or ()):
                where = (*here, "sure", number)
                shown = (*given, part.condition)
                self._watch(where, promise, moments, shown, without, promise=True)

    def _scene(self, scene: int, table: SceneTable) -> None:
        path: Path = ("scenes", table.id)
        model = table.model
        entered = [Moment(kind="entered", scene=scene)]
        for key, prose in (("text", model.text), ("unseen", model.unseen)):
            self._prose((*path, key), prose, entered)
        # A room has it before it for as long as it stands there.
        stands = [Moment(kind="stands", scene=scene)] if table.kind == "decision" else entered
        self._prose((*path, "trainer"), model.trainer, stands)
        if model.sensitive is not None:
            self._prose((*path, "sensitive", "instead"), model.sensitive.instead, entered)
        for number, promise in enumerate(model.sure or ()):
            self._watch((*path, "sure", number), promise, entered, promise=True)
        for note, _ in table.notes:
            self._note(note, Moment(kind="entered", scene=scene, note=note))
        if table.kind == "passage":
            going = [Moment(kind="going", scene=scene)]
            self._next((*path, "next"), table.model.next, going)
        elif table.kind == "decision":
            self._decision(scene, path, table)

    def _decision(self, scene: int, path: Path, table: DecisionTable) -> None:
        reason = table.model.reason
        if reason is not None:
            stands = [Moment(kind="stands", scene=scene)]
            self._prose((*path, "reason", "ask"), reason.ask, stands)
            came = [moment("came", scene, choice) for choice in table.choices]
            self._prose((*path, "reason", "compare"), reason.compare, came)
        for at, enquiry in enumerate(table.enquiry_acts):
            self._enquiry(scene, (*path, "enquiries", "from", at), enquiry)
        for at, choice in enumerate(table.choice_acts):
            self._choice(scene, (*path, "choices", at), choice)

    def _note(self, note: str, when: Moment) -> None:
        prose = (self.engine.scenario.notes or {})[note].text
        self._prose(("notes", note, "text"), prose, [when])

    # -- enquiries

    def _enquiry(self, scene: int, path: Path, act: EnquiryAct) -> None:
        if act.enquiry.lines is not None:
            open_ = [Moment(kind="open", scene=scene, act=(act.enquiry.id, None, None))]
            condition = [act.enquiry.condition]
            self._prose((*path, "lines", "ask"), act.enquiry.lines.ask, open_, condition)
        variants = act.enquiry.variants or ()
        for ways in act.asked:
            plain: EnquiryTransition = ways[()]
            number = plain.variant
            own = number is not None and variants[number].text is not None
            where = (*path, "variants", number, "text") if own and number is not None else None
            when = moment("asked", scene, plain)
            self._prose(where or (*path, "text"), plain.text, [when])
            lines = act.page.notes if act.page is not None else ()
            for note in dict.fromkeys([note for note, _ in plain.notes] + sorted(lines)):
                self._note(note, moment("asked", scene, plain, note))

    # -- choices

    def _choice(self, scene: int, path: Path, act: ChoiceAct) -> None:
        choice = act.choice
        offered = [Moment(kind="offered", scene=scene, act=(choice.id, None, None))]
        if choice.locked is not None:
            shut = [choice.locked.unless]
            because = (*path, "locked", "because")
            self._prose(because, choice.locked.because, offered, [choice.condition], shut)
        if choice.cite is not None:
            self._prose((*path, "cite", "ask"), choice.cite.ask, offered, [choice.condition])
        for result in act.results:
            self._result(scene, path, result)
        for result in act.otherwise:
            self._result(scene, (*path, "cite", "otherwise"), result)

    def _result(self, scene: int, path: Path, transition: ChoiceTransition) -> None:
        result, number = transition.result, transition.variant
        variant = (result.variants or ())[number] if number is not None else None

        def where(key: str) -> Path:
            if variant is None or number is None or getattr(variant, key) is None:
                return (*path, key)
            return (*path, "variants", number, key)

        came = [moment("came", scene, transition)]
        self._prose(where("outcome"), result.outcome, came)
        for key, prose in (
            ("because", result.debrief.because),
            ("practice", result.debrief.practice),
        ):
            self._prose((*where("debrief"), key), prose, came)
        for note, _ in transition.notes:
            self._note(note, moment("came", scene, transition, note))
        self._next(where("next"), result.next, [moment("going", scene, transition)])

    def _next(self, path: Path, links: Sequence[Link], going: Sequence[Moment]) -> None:
        before: tuple[str, ...] = ()
        for at, link in enumerate(links[: limits.MOST_WAYS_ON]):
            if link.condition is None:
                return
            self._watch((*path, at, "if"), link.condition, going, (), before, leads_to=link.go)
            before = (*before, link.condition)


def once_of(engine: Engine, moment: Moment) -> int:
    """Return the fact after which what is offered at a moment is offered no more; 0 for none."""
    if moment.act is None or moment.kind not in {"offered", "open"}:
        return 0
    table, name = engine.scenes[moment.scene], moment.act[0]
    if moment.kind == "open":
        return next(act.once for act in table.enquiry_acts if act.enquiry.id == name)
    return next(act.once for act in table.choice_acts if act.word == name)
