"""Every id that a scenario declares, for whatever refers to one."""

from __future__ import annotations

from dataclasses import dataclass, field

from scr_sim.scenario.model.variables import variable_kind
from scr_sim.scenario.syntax.diagnostics import Hints
from scr_sim.scenario.syntax.nodes import (
    Loose,
    Map,
    Seq,
    Written,
    choice_id,
    entries,
    items,
    number_of,
    text_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableType:
    """What kind of value a variable holds: ``number``, ``flag``, ``word`` or, broken, ``any``."""

    kind: str
    values: tuple[str, ...] = ()
    lowest: int | None = None
    highest: int | None = None


@dataclass(slots=True, kw_only=True)
class Names:
    """Every id that a scenario declares, for what refers to them."""

    variables: dict[str, VariableType] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    scenes: set[str] = field(default_factory=set)
    #: Scenes by their titles, in small letters.
    titles: dict[str, str] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)
    choices: dict[str, set[str]] = field(default_factory=dict)
    enquiries: dict[str, set[str]] = field(default_factory=dict)
    citing: set[str] = field(default_factory=set)
    #: Of what kind two are called alike, so that it is not known what there is.
    repeated: set[str] = field(default_factory=set)
    #: What something was found to refer to.
    referred: set[str] = field(default_factory=set)
    hints: Hints = field(default_factory=Hints)
    _inside: dict[str, list[str]] = field(default_factory=dict)

    def inside(self, what: str) -> list[str]:
        """Return every ``scene.choice`` or ``scene.enquiry``; ``what`` says which."""
        if what not in self._inside:
            known = self.choices if what == "choice" else self.enquiries
            self._inside[what] = [f"{scene}.{one}" for scene in known for one in known[scene]]
        return self._inside[what]


def gather(data: Map) -> Names:
    """Return every id that a scenario's data declares."""
    names = Names()
    for key, what, sort in (
        ("notes", "note", names.notes),
        ("scenes", "scene", names.scenes),
        ("people", "person", names.people),
        ("agencies", "agency", names.agencies),
    ):
        value = data.get(key)
        if isinstance(value, Map):
            sort.update(value)
            if value.repeated:
                names.repeated.add(what)
    variables = data.get("variables")
    if isinstance(variables, Map):
        names.variables = {key: variable_type(value) for key, value in variables.items()}
    for scene_id, scene in entries(data.get("scenes")):
        if (title := text_of(scene.get("title"))) is not None:
            names.titles.setdefault(title.casefold(), scene_id)
        choices = names.choices[scene_id] = set()
        for _, choice in items(scene.get("choices")):
            if isinstance(choice, Map) and (found := choice_id(choice)) is not None:
                choices.add(found)
                if choice.get("cite") is not None:
                    names.citing.add(f"{scene_id}.{found}")
        offered = scene.get("enquiries")
        enquiries = names.enquiries[scene_id] = set()
        if isinstance(offered, Map):
            for _, enquiry in items(offered.get("from")):
                if isinstance(enquiry, Map) and (found := text_of(enquiry.get("id"))) is not None:
                    enquiries.add(found)
    return names


def variable_type(value: Loose) -> VariableType:
    """Return what kind of value a declared variable holds."""
    if not isinstance(value, Map):
        return VariableType(kind="any")
    kind = variable_kind(value)
    if kind == "word":
        listed = value.get("values")
        if not isinstance(listed, Seq):
            return VariableType(kind="any")
        return VariableType(
            kind=kind, values=tuple(t for v in listed if (t := text_of(v)) is not None)
        )
    if kind == "number":
        return VariableType(
            kind=kind,
            values=(),
            lowest=number_of(value.get("min")),
            highest=number_of(value.get("max")),
        )
    return VariableType(kind=kind if isinstance(value.get("start"), Written) else "any")
