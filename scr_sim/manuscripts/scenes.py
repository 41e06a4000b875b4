"""The scenes of a scenario's document: what is read, what can be done, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable

from scr_sim.manuscripts.model import (
    Element,
    Items,
    LabelledLine,
    Line,
    Link,
    Part,
    Section,
    StanceMark,
    Words,
    listed,
)
from scr_sim.manuscripts.names import PartNames, choice_ways
from scr_sim.scenario.conditions.condition_words import quoted
from scr_sim.scenario.model.choice import Choice, Cite, Result, Stance, Variant
from scr_sim.scenario.model.choice import Debrief as ModelDebrief
from scr_sim.scenario.model.enquiry import Enquiry, EnquiryVariant, Lines
from scr_sim.scenario.model.fields import Next
from scr_sim.scenario.model.loaded import ScenePart
from scr_sim.scenario.model.scene import Scene
from scr_sim.text.labels import ENDINGS, findings_in_words
from scr_sim.text.quantities import counted

_KINDS = {"decision": "Decision", "passage": "Passage, walked through", "ending": "Ending"}


class Scenes:
    """Tells a scenario's scenes in the story's order."""

    def __init__(self, part_names: PartNames) -> None:
        self.part_names = part_names
        self._coming = _coming(part_names)

    def sections(self) -> tuple[Section, ...]:
        """Return a section for each scene."""
        return tuple(self._scene(name) for name in self.part_names.order)

    def _scene(self, name: str) -> Section:
        scene = self.part_names.scenario.scenes[name]
        told: list[Element] = []
        when = ", ".join(filter(None, (scene.date, scene.place)))
        if when:
            told.append(LabelledLine((Words(when),), lead="When and where"))
        if scene.role:
            told.append(LabelledLine((Words(scene.role),), lead="Seen through the eyes of"))
        if scene.sure:
            promised = Words(self.part_names.promises(scene.sure))
            told.append(LabelledLine((promised,), lead="Promised whenever one comes here"))
        coming = self._coming[name]
        told += listed("You come here from", coming) or (
            LabelledLine((Words("No way leads here."),)),
        )
        told += listed("On coming here", self.part_names.effects(scene))
        told += listed("You come to know", self.part_names.notes(scene.notes))
        told += self.part_names.prose(scene.text)
        return Section(
            title=scene.title,
            kind="scene",
            anchor=f"scene.{name}",
            number=self.part_names.numbers[name],
            note=_KINDS[scene.kind] + self._from_branch((name, "scene", name)),
            elements=(*told, *self._close(scene)),
            sections=(*self._acts(name, scene), *self._asides(scene)),
        )

    def _from_branch(self, part: ScenePart) -> str:
        """Return which branch brought a part, to stand after what it is; empty for none."""
        branch = self.part_names.scenario.brought_by(part)
        return f", from the branch {quoted(branch.title)}" if branch is not None else ""

    def _added(self, part: ScenePart) -> list[Element]:
        branch = self.part_names.scenario.brought_by(part)
        if branch is None:
            return []
        return [LabelledLine((Words(branch.title),), lead="Added by the branch")]

    def _close(self, scene: Scene) -> tuple[Element, ...]:
        if scene.kind == "passage":
            return listed("It goes on to", self.part_names.next(scene.next))
        if scene.kind == "decision":
            return ()
        line = (Words(f"{scene.ending.title}.", "strong"), Words(f" {ENDINGS[scene.ending.kind]}"))
        return (LabelledLine(line, lead="The play ends here"),)

    def _acts(self, name: str, scene: Scene) -> Iterable[Section]:
        if scene.kind != "decision":
            return
        if scene.enquiries is not None and scene.enquiries.offered:
            limit = scene.enquiries.limit
            time = "" if limit is None else f"There is time for {limit or 'none'} of these."
            yield Section(
                title="What can be looked into first",
                kind="group",
                elements=(LabelledLine((Words(time, "quiet"),)),) if time else (),
                sections=tuple(self._enquiry(name, one) for one in scene.enquiries.offered),
            )
        if scene.reason is not None:
            asked: list[Element] = [*self.part_names.prose(scene.reason.ask)]
            if scene.reason.compare:
                asked.append(LabelledLine((Words("The debrief lays beside it:", "quiet"),)))
                asked += self.part_names.prose(scene.reason.compare)
            yield Section(
                title="What the player is asked to write before choosing",
                kind="group",
                elements=tuple(asked),
            )
        yield Section(
            title="What can be done",
            kind="group",
            sections=tuple(self._choice(name, choice) for choice in scene.choices),
        )

    def _asides(self, scene: Scene) -> Iterable[Section]:
        if scene.sensitive is not None:
            yield Section(
                title=f"For a player who asked not to read of this ({scene.sensitive.about})",
                kind="aside",
                elements=self.part_names.prose(scene.sensitive.instead),
            )
        for title, prose in (
            ("What nobody saw at the time (told only in the debrief)", scene.unseen),
            ("For the trainer", scene.trainer),
        ):
            if prose:
                yield Section(title=title, kind="aside", elements=self.part_names.prose(prose))

    def _enquiry(self, scene: str, enquiry: Enquiry) -> Section:
        number, anchor = self.part_names.act(scene, enquiry.id, "enquiry")
        told = self._added((scene, "enquiry", enquiry.id))
        told += self._offered(enquiry.condition)
        told += listed("It takes", self.part_names.cost(enquiry.cost))
        if enquiry.agency:
            agencies = self.part_names.scenario.agencies or {}
            agency = agencies.get(enquiry.agency, enquiry.agency)
            told.append(LabelledLine((Words(agency),), lead="Who answers"))
        told += self.part_names.prose(enquiry.text)
        told += listed("What changes", self.part_names.effects(enquiry))
        told += listed("You come to know", self.part_names.notes(enquiry.notes))
        if enquiry.lines is not None:
            told += self._page(enquiry.lines)
        return Section(
            title=enquiry.label,
            kind="act",
            anchor=anchor,
            number=number,
            elements=tuple(told),
            sections=tuple(
                self._instead(variant.condition, self._answer(variant))
                for variant in enquiry.variants or ()
            ),
        )

    def _page(self, page: Lines) -> list[Element]:
        """Return a page that is read closely, with the notes that its lines give."""
        told: list[Element] = [
            LabelledLine((Words("This is a page to read closely. It asks:", "quiet"),))
        ]
        told += self.part_names.prose(page.ask)
        lines: list[Line] = []
        for line in page.lines:
            told_line: list[Part] = [Words(line.text)]
            for at, note in enumerate(line.notes or ()):
                told_line.append(Words("; " if at else " (you come to know: ", "quiet"))
                told_line.append(self.part_names.note(note))
            if line.notes:
                told_line.append(Words(")", "quiet"))
            lines.append(tuple(told_line))
        most = counted(page.pick, "line")
        told.append(Items(tuple(lines), lead=f"Its lines, of which at most {most} can be noted"))
        return told

    def _answer(self, variant: EnquiryVariant) -> list[Element]:
        told: list[Element] = [*self.part_names.prose(variant.text)]
        told += listed("What changes", self.part_names.effects(variant))
        told += listed("You come to know", self.part_names.notes(variant.notes))
        return told

    def _instead(self, condition: str, told: list[Element]) -> Section:
        """Return another answer to the same act."""
        when = self.part_names.condition(condition) or "always"
        return Section(title=f"Instead, if {when}", kind="group", elements=tuple(told))

    def _choice(self, scene: str, choice: Choice) -> Section:
        number, anchor = self.part_names.act(scene, choice.id, "choice")
        told = self._added((scene, "choice", choice.id))
        told += self._offered(choice.condition)
        if choice.locked is not None:
            opens = self.part_names.condition(choice.locked.unless) or "always"
            told.append(LabelledLine((Words(opens),), lead="Shown, but locked until"))
            told += self.part_names.prose(choice.locked.because)
        told += listed("It takes", self.part_names.cost(choice.cost))
        if choice.once:
            told.append(LabelledLine((Words("It can be done once only.", "quiet"),)))
        sections: tuple[Section, ...] = ()
        if choice.cite is None:
            told += self._result(choice)
            sections = self._variants(choice)
        else:
            told += self._cite(choice.cite)
            sections = (
                self._way("If it convinces", choice),
                self._way("If it does not convince", choice.cite.otherwise),
            )
        return Section(
            title=choice.label,
            kind="act",
            anchor=anchor,
            number=number,
            stance=choice.stance,
            elements=tuple(told),
            sections=sections,
        )

    def _way(self, title: str, result: Result) -> Section:
        return Section(
            title=title,
            kind="group",
            elements=tuple(self._result(result)),
            sections=self._variants(result),
        )

    def _variants(self, result: Result) -> tuple[Section, ...]:
        return tuple(
            self._instead(variant.condition, self._result(variant))
            for variant in result.variants or ()
        )

    def _offered(self, condition: str | None) -> tuple[Element, ...]:
        when = self.part_names.condition(condition)
        return (LabelledLine((Words(when),), lead="Offered only if"),) if when else ()

    def _cite(self, cite: Cite) -> list[Element]:
        told: list[Element] = [LabelledLine((Words("Asks which notes to show:", "quiet"),))]
        told += self.part_names.prose(cite.ask)
        most = f"{counted(cite.pick, 'note')} at the most can be shown."
        told.append(LabelledLine((Words(most, "quiet"),)))
        need = "one of" if cite.need == 1 else f"{cite.need} of"
        told += listed(f"It convinces with {need}", self.part_names.notes(cite.convincing))
        return told

    def _result(self, result: Result | Variant) -> list[Element]:
        told: list[Element] = [*self.part_names.prose(result.outcome)]
        told += listed("What changes", self.part_names.effects(result))
        told += listed("You come to know", self.part_names.notes(result.notes))
        if result.next is not None:
            told += listed("It leads to", self.part_names.next(result.next))
        if result.debrief is not None:
            told += self._debrief(result.debrief)
        return told

    def _debrief(self, debrief: ModelDebrief) -> list[Element]:
        lines: list[Line] = []
        known = self.part_names.scenario.case_review.findings
        for numbers, repeated in ((debrief.echoes, True), (debrief.answers, False)):
            for number in numbers or ():
                words = findings_in_words(known[number].title, number, repeated=repeated)
                lines.append((Link(words, f"finding.{number}"),))
        told: list[Element] = [*listed("In the debrief", lines)]
        statements = self.part_names.scenario.case_review.statements or {}
        said: list[Line] = [
            (Words(statements[name].text), Words(f" ({statements[name].at})", "quiet"))
            for name in debrief.review or ()
        ]
        told += listed("What the review found", said)
        if said or debrief.practice:
            told.append(LabelledLine((Words("Here:", "quiet"),)))
        told += self.part_names.prose(debrief.because)
        if debrief.practice:
            told.append(LabelledLine((Words("In practice:", "quiet"),)))
            told += self.part_names.prose(debrief.practice)
        return told


def _coming(part_names: PartNames) -> dict[str, list[Line]]:
    """Return, for each scene, what leads to it."""
    found: dict[str, list[Line]] = {name: [] for name in part_names.scenario.scenes}
    found[part_names.scenario.start].append((Words("the start of the story"),))
    for name in part_names.order:
        scene = part_names.scenario.scenes[name]
        if scene.kind == "passage":
            for target in _targets([scene.next]):
                found[target].append((part_names.scene(name),))
        for choice in scene.choices:
            link = part_names.act_link(name, choice.id, "choice", choice.label)
            for target in _targets(choice_ways(choice)):
                found[target].append((link,))
    return found


def _targets(ways: Iterable[Next]) -> Iterable[str]:
    return dict.fromkeys(link.go for way in ways for link in way)


def stance_line(stance: Stance, link: Link) -> Line:
    """Return a choice in a line: its stance and the link to it."""
    return StanceMark(stance), link
