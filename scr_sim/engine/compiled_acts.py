"""Enquiries and choices made ready: what each is offered as, and everything that can come of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import Any, TypeVar

from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.engine.compiled_parts import CompiledParts
from scr_sim.engine.transitions import (
    Answers,
    ChoiceAct,
    ChoiceTransition,
    Dues,
    EnquiryAct,
    EnquiryTransition,
    Page,
)
from scr_sim.scenario.conditions.compiler import Test
from scr_sim.scenario.conditions.parser import Compare, Name, Not, Number, Tree, parse
from scr_sim.scenario.model.choice import Choice, Result, Variant
from scr_sim.scenario.model.enquiry import Enquiry, EnquiryVariant, Lines
from scr_sim.scenario.model.loaded import LoadedScenario

_Act = TypeVar("_Act", Result, Enquiry)


class ActCompiler:
    """Makes a scenario's enquiries and choices ready."""

    def __init__(self, scenario: LoadedScenario, parts: CompiledParts) -> None:
        self._agencies = scenario.agencies or {}
        self._parts = parts

    # -- enquiries

    def enquiry(self, scene: str, enquiry: Enquiry) -> EnquiryAct:
        """Return an enquiry of a scene, ready."""
        parts = self._parts
        dues, page = parts.dues(enquiry.cost), _page(enquiry.lines)
        agency = self._agencies.get(enquiry.agency or "", "")
        asked, volunteered = self._answers(scene, enquiry, dues, page)
        return EnquiryAct(
            enquiry=enquiry,
            word=f"?{enquiry.id}",
            agency=agency,
            once=1 << parts.bits["enquired", f"{scene}.{enquiry.id}"],
            if_test=parts.test(enquiry.condition),
            dues=dues,
            page=page,
            offered=_always_offered(enquiry, agency) if not dues and page is None else None,
            asked=asked,
            volunteered=volunteered,
        )

    def _answers(
        self, scene: str, enquiry: Enquiry, dues: Dues, page: Page | None
    ) -> tuple[tuple[Answers, ...], tuple[EnquiryTransition, ...]]:
        """Return the answers that are asked for, and those that are told whole, unasked."""
        notable, everything = _notable(page), page.gained(page.lines) if page is not None else ()
        mark = f"?{enquiry.id}{'@' if page is not None else ''}"
        asked: list[Answers] = []
        volunteered: list[EnquiryTransition] = []
        for variant, when, whens, one in self._variants(enquiry):
            answer = self._answering(scene, one, variant, when, (*_met(dues), *whens), dues, page)
            asked.append(
                {
                    notes: answer(f"{mark}{','.join(noted)}", notes, 1)
                    for notes, noted in notable.items()
                }
            )
            if dues:  # what is told unasked costs nothing
                answer = self._answering(scene, one, variant, when, whens, (), page)
            volunteered.append(answer(f"!{enquiry.id}", everything, 0))
        return tuple(asked), tuple(volunteered)

    def _answering(
        self,
        scene: str,
        enquiry: Enquiry,
        variant: int | None,
        when: Test | None,
        guards: tuple[Tree, ...],
        dues: Dues,
        page: Page | None,
    ) -> Callable[[str, tuple[str, ...], int], EnquiryTransition]:
        """Return what makes an answer of its word, the notes of its page, and the time it takes.

        A page has very many answers, and what they share is made once.
        """
        parts = self._parts
        once = 1 << parts.bits["enquired", f"{scene}.{enquiry.id}"]
        given = tuple(enquiry.notes or ())
        gained = once | parts.facts(given)
        change, guard = parts.change(enquiry, dues), parts.guard(guards)
        if_test = parts.test(enquiry.condition)
        alone = not enquiry.variants and (page is None or not page.notes)

        def answer(word: str, notes: tuple[str, ...], time: int) -> EnquiryTransition:
            return EnquiryTransition(
                enquiry=enquiry,
                word=word,
                text=enquiry.text,
                variant=variant,
                when=when,
                facts=gained | parts.facts(notes),
                notes=parts.notes((*given, *notes)),
                change=change,
                once=once,
                if_test=if_test,
                guards=guards,
                guard=guard,
                time=time,
                alone=alone,
            )

        return answer

    # -- choices

    def choice(self, scene: str, choice: Choice) -> ChoiceAct:
        """Return a choice of a scene, ready."""
        parts, cite = self._parts, choice.cite
        dues = parts.dues(choice.cost)
        otherwise: tuple[ChoiceTransition, ...] = ()
        if cite is not None:
            otherwise = tuple(self._results(scene, choice, cite.otherwise, dues, convincing=False))
        return ChoiceAct(
            choice=choice,
            word=choice.id,
            offered=None if dues else self._unlocked(choice),
            once=1 << parts.bits["chose", f"{scene}.{choice.id}"] if choice.once else 0,
            if_test=parts.test(choice.condition),
            unless_test=parts.test(choice.locked.unless) if choice.locked else None,
            dues=dues,
            pick=cite.pick if cite is not None else 0,
            need=cite.need if cite is not None else 0,
            needed=parts.facts(cite.convincing) if cite is not None else 0,
            results=tuple(
                self._results(
                    scene, choice, choice, dues, convincing=True if cite is not None else None
                )
            ),
            otherwise=otherwise,
        )

    def _unlocked(self, choice: Choice) -> OfferedChoice | None:
        """Return a choice as it is offered where it is not locked; None where that depends."""
        ask: str | None = ""
        if choice.cite is not None:
            ask = self._parts.text(choice.cite.ask).always
        if ask is None:
            return None
        return OfferedChoice(
            id=choice.id,
            stance=choice.stance,
            label=choice.label,
            ask=ask,
            pick=choice.cite.pick if choice.cite is not None else 0,
        )

    def _results(
        self, scene: str, choice: Choice, result: Result, dues: Dues, *, convincing: bool | None
    ) -> Iterator[ChoiceTransition]:
        parts, cite = self._parts, choice.cite
        made = 1 << parts.bits["chose", f"{scene}.{choice.id}"]
        if_test = parts.test(choice.condition)
        unless_test = parts.test(choice.locked.unless) if choice.locked else None
        needed = parts.facts(cite.convincing) if cite is not None else 0
        convinced = 1 << parts.bits["convinced", f"{scene}.{choice.id}"] if convincing else 0
        for variant, when, whens, one in self._variants(result):
            guards = (*_met(dues), *whens)
            yield ChoiceTransition(
                choice=choice,
                result=one,
                word=choice.id,
                convincing=convincing,
                variant=variant,
                when=when,
                facts=made | convinced | parts.facts(one.notes),
                notes=parts.notes(one.notes),
                change=parts.change(one, dues),
                way=parts.way(one.next),
                once=made if choice.once else 0,
                if_test=if_test,
                unless_test=unless_test,
                guards=guards,
                guard=parts.guard(guards),
                pick=cite.pick if cite is not None else 0,
                need=cite.need if cite is not None else 0,
                needed=needed,
            )

    # -- variants

    def _variants(
        self, act: _Act
    ) -> Iterator[tuple[int | None, Test | None, tuple[Tree, ...], _Act]]:
        """Return what an act can be: its variants in order, then the act as it stands.

        With each: its number, its own condition, and what must hold for it to be the one.
        """
        earlier: tuple[Tree, ...] = ()
        variants: Sequence[Variant | EnquiryVariant] = act.variants or ()
        for number, variant in enumerate(variants):
            tree = parse(variant.condition)
            # “true” is a test as any other here: what follows such a variant never comes.
            when = self._parts.guard((tree,))
            yield number, when, (*earlier, tree), _varied(act, variant)
            earlier = (*earlier, Not(tree, 0))
        yield None, None, earlier, act


def _varied(act: _Act, variant: Variant | EnquiryVariant) -> _Act:
    """Return an act with what its variant replaces, each key as a whole."""
    replaced: dict[str, Any] = {
        key: getattr(variant, key)
        for key in type(variant).model_fields
        if key != "condition" and getattr(variant, key) is not None
    }
    return act.model_copy(update=replaced)


def _met(dues: Dues) -> tuple[Tree, ...]:
    """Return what must hold for a cost to be met."""
    return tuple([_at_least(due.variable, due.lowest + due.cost) for due in dues])


@lru_cache(maxsize=1024)  # one tree for what is asked alike: trees are told apart by which they are
def _at_least(variable: str, number: int) -> Tree:
    return Compare(Name(variable, 0), ((">=", Number(number, 0)),), 0)


def _page(lines: Lines | None) -> Page | None:
    if lines is None:
        return None
    by_line = {line.id: tuple(dict.fromkeys(line.notes or ())) for line in lines.lines}
    notes = frozenset(note for line in by_line.values() for note in line)
    return Page(pick=lines.pick, lines=by_line, notes=notes)


def _notable(page: Page | None) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return every gain of notes that noting lines can bring, with fewest lines that bring it."""
    if page is None:
        return {(): ()}
    giving = [line for line, notes in page.lines.items() if notes]
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for size in range(min(page.pick, len(giving)) + 1):
        for noted in combinations(giving, size):
            found.setdefault(page.gained(noted), noted)
    return found


def _always_offered(
    enquiry: Enquiry, agency: str
) -> tuple[OfferedEnquiry, OfferedEnquiry, OfferedEnquiry]:
    """Return an enquiry as it is offered while there is time, without time, and made already."""
    in_time, too_late, made = [
        OfferedEnquiry(
            id=enquiry.id, label=enquiry.label, agency=agency, made=made, can_make=can_make
        )
        for made, can_make in ((False, True), (False, False), (True, False))
    ]
    return in_time, too_late, made
