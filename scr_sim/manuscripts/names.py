"""What everything in a scenario is called in its document: numbers, anchors, words for effects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from scr_sim.graphs import in_order, reachable
from scr_sim.manuscripts.model import Line, Link, Prose, Words
from scr_sim.scenario import LoadedScenario
from scr_sim.scenario.conditions.condition_words import Vocabulary, in_words, quoted
from scr_sim.scenario.model.choice import Choice
from scr_sim.scenario.model.effects import Effects
from scr_sim.scenario.model.fields import Next
from scr_sim.scenario.model.fields import Prose as AuthorsProse
from scr_sim.scenario.model.scene import Scene
from scr_sim.scenario.model.variables import NumberVariable
from scr_sim.scenario.placeholders import fill
from scr_sim.scenario.syntax.nodes import Written
from scr_sim.text.quantities import counted

#: So much of a note's text tells it from another with the same source.
_TELLING = 40


def ways_on(scene: Scene) -> Iterator[Next]:
    """Return every way on that a scene has, whatever takes it."""
    if scene.kind == "passage":
        yield scene.next
    for choice in scene.choices:
        yield from choice_ways(choice)


def choice_ways(choice: Choice) -> Iterator[Next]:
    """Return the ways on of a choice, convincing or not, and by its variants."""
    for outcome in choice.outcomes:
        if outcome.next is not None:
            yield outcome.next


class PartNames:
    """The names of one scenario's parts, for its document.

    Choices are counted within their scene (“3.2”), enquiries have letters (“3.b”). With
    ``count_notes`` notes are counted as well (“N7 School office”), to be found in a list.
    """

    def __init__(self, scenario: LoadedScenario, *, count_notes: bool = False) -> None:
        self.scenario = scenario
        #: The scenes in the story's order, then the endings, then what no link leads to.
        self.order = _story_order(scenario)
        self.numbers = {scene: str(at) for at, scene in enumerate(self.order, 1)}
        self.vocabulary = _vocabulary(scenario, self.numbers, count_notes=count_notes)
        self._filled = {name: person.name for name, person in (scenario.people or {}).items()}
        for name, label in self.vocabulary.variables.items():
            self._filled[name] = f"[{label}]"

    def condition(self, text: str | None) -> str:
        """Return a condition in words; empty where it always holds."""
        if text is None or text.strip() == "true":
            return ""
        return in_words(text, self.vocabulary)

    def prose(self, prose: AuthorsProse | None, *, promises: bool = True) -> tuple[Prose, ...]:
        """Return prose part by part, each with when it is read; names are filled in.

        Without ``promises`` what an author promises of a part is left out.
        """
        parts = []
        for part in prose or ():
            when = self.condition(part.condition)
            said = [f"If {when}"] if when else []
            if part.sure and promises:
                said.append(f"Promised whenever this is read: {self.promises(part.sure)}")
            parts.append(Prose(fill(part.text.strip(), self._filled), ". ".join(said)))
        return tuple(parts)

    def promises(self, conditions: Iterable[str]) -> str:
        """Return what an author promises, in words."""
        return "; ".join(in_words(condition, self.vocabulary) for condition in conditions)

    def words(self, prose: AuthorsProse | None) -> str:
        """Return prose as one text, conditions left out."""
        return "\n\n".join(part.text for part in self.prose(prose))

    def scene(self, name: str) -> Link:
        """Return the link to a scene."""
        title = self.scenario.scenes[name].title
        return Link(f"{self.numbers[name]} {title}", f"scene.{name}")

    def act(self, scene: str, name: str, kind: str) -> tuple[str, str]:
        """Return the number and the anchor of an enquiry or a choice of a scene."""
        model = self.scenario.scenes[scene]
        assert model.kind == "decision"
        if kind == "enquiry":
            offered = model.enquiries.offered if model.enquiries else ()
            within = _letter([enquiry.id for enquiry in offered].index(name))
        else:
            within = str([choice.id for choice in model.choices].index(name) + 1)
        return f"{self.numbers[scene]}.{within}", f"{kind}.{scene}.{name}"

    def act_link(self, scene: str, name: str, kind: str, label: str) -> Link:
        """Return the link to an enquiry or a choice."""
        number, anchor = self.act(scene, name, kind)
        return Link(f"{number} {label}", anchor)

    def note(self, name: str) -> Link:
        """Return the link to a note."""
        return Link(self.vocabulary.things["held", name], f"note.{name}")

    def notes(self, names: Iterable[str] | None) -> list[Line]:
        """Return links to notes, each a line."""
        return [(self.note(name),) for name in names or ()]

    def next(self, way: Next) -> list[Line]:
        """Return where a way leads, each link with when it is taken."""
        lines: list[Line] = []
        for at, link in enumerate(way):
            when = self.condition(link.condition)
            lead = f"If {when}: " if when else "Otherwise: " if at else ""
            lines.append(
                (Words(lead, "quiet"), self.scene(link.go)) if lead else (self.scene(link.go),)
            )
            if not when:
                break
        return lines

    def cost(self, cost: Mapping[str, int] | None) -> list[Line]:
        """Return what something costs, in a line; no line where it costs nothing."""
        variables = self.scenario.variables or {}
        told = []
        for name, much in (cost or {}).items():
            variable = variables.get(name)
            unit = variable.unit if isinstance(variable, NumberVariable) else None
            label = self.vocabulary.variable(name)
            told.append(f"{counted(much, unit)} of {label}" if unit else f"{much} of {label}")
        return [(Words(" and ".join(told)),)] if told else []

    def effects(self, effects: Effects) -> list[Line]:
        """Return what changes, each variable a line."""
        lines = []
        for name, by in (effects.add or {}).items():
            how = "up" if by >= 0 else "down"
            lines.append(f"{self.vocabulary.variable(name)} goes {how} by {abs(by)}")
        for name, value in (effects.set or {}).items():
            lines.append(f"{self.vocabulary.variable(name)} becomes {_value(value)}")
        return [(Words(line),) for line in lines]


def _letter(at: int) -> str:
    """Return the letters of a place in a list: a to z, then aa."""
    before, last = divmod(at, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)


def _value(value: object) -> str:
    plain = value.value if isinstance(value, Written) else value
    if isinstance(plain, bool):
        return "so" if plain else "not so"
    return str(plain) if isinstance(plain, int) else quoted(str(plain))


def _story_order(scenario: LoadedScenario) -> list[str]:
    links = {
        name: list(dict.fromkeys(link.go for way in ways_on(scene) for link in way))
        for name, scene in scenario.scenes.items()
    }
    place = in_order(links, [scenario.start])
    reached = reachable([scenario.start], links)

    def rank(name: str) -> tuple[bool, bool, int]:
        return name not in reached, scenario.scenes[name].kind == "ending", place[name]

    return sorted(links, key=rank)


def _vocabulary(
    scenario: LoadedScenario, numbers: dict[str, str], *, count_notes: bool
) -> Vocabulary:
    variables = {
        name: variable.label or name.replace("_", " ").capitalize()
        for name, variable in (scenario.variables or {}).items()
    }
    # Two of one label are told apart by their ids.
    labels = Counter(variables.values())
    variables = {
        name: label if labels[label] == 1 else f"{label} ({name})"
        for name, label in variables.items()
    }
    notes = _counted_notes(scenario) if count_notes else _notes(scenario)
    things = {("held", name): words for name, words in notes.items()}
    for name, scene in scenario.scenes.items():
        things["visited", name] = f"{numbers[name]} {scene.title}"
        if scene.kind != "decision":
            continue
        asked = scene.enquiries.offered if scene.enquiries else ()
        for at, enquiry in enumerate(asked):
            words = f"{numbers[name]}.{_letter(at)} {enquiry.label}"
            things["enquired", f"{name}.{enquiry.id}"] = words
        for at, choice in enumerate(scene.choices, 1):
            words = f"{numbers[name]}.{at} {choice.label}"
            for call in ("chose", "convinced"):
                things[call, f"{name}.{choice.id}"] = words
    return Vocabulary(variables, things)


def _counted_notes(scenario: LoadedScenario) -> dict[str, str]:
    notes = scenario.notes or {}
    return {name: f"N{at} {note.source}" for at, (name, note) in enumerate(notes.items(), 1)}


def _notes(scenario: LoadedScenario) -> dict[str, str]:
    """Return what each note is called: its source, and its beginning where others share it."""
    notes = scenario.notes or {}
    sources = Counter(note.source for note in notes.values())
    found = {}
    for name, note in notes.items():
        found[name] = note.source
        if sources[note.source] > 1:
            text = " ".join(note.text[0].text.split()) if note.text else name
            begins = text if len(text) <= _TELLING else f"{text[:_TELLING].rstrip()}…"
            found[name] = f"{note.source}: {begins}"
    return found


def range_in_words(variable: object) -> str:
    """Return what values a variable takes and which it starts with."""
    if isinstance(variable, NumberVariable):
        return f"a number from {variable.min} to {variable.max}; it starts at {variable.start}"
    values = getattr(variable, "values", None)
    start = getattr(variable, "start", None)
    if values:
        words = ", ".join(quoted(value) for value in values)
        return f"one of {words}; it starts as {quoted(str(start))}"
    return f"so or not so; it starts {'so' if start else 'not so'}"
