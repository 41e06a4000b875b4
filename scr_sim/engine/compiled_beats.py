"""What scenes, choices and notes tell, made ready once for all plays of a scenario.

Most of it hangs on nothing: a beat that would be the same in every play is made once and told again
and again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from scr_sim.engine.beats import Chosen, Entered, HeldNote
from scr_sim.engine.compiled_text import CompiledText
from scr_sim.engine.transitions import ChoiceTransition, SceneTable
from scr_sim.scenario.model.fields import Prose
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.note import Note
from scr_sim.scenario.model.scene import EndingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneWords:
    """What entering a scene tells. ``unseen`` and ``instead`` are None where there are none."""

    text: CompiledText
    unseen: CompiledText | None
    instead: CompiledText | None
    about: str
    role: str
    #: Whose notes it gives, as facts.
    notes: int
    ending: tuple[str, EndingKind] | None
    #: The beat where nothing is gained and nothing shifts, and whose eyes it is seen through
    #: stays the same; None where its text hangs on the play.
    plain: Entered | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceWords:
    """What a choice tells at once. ``outcome`` is None where it tells nothing."""

    outcome: CompiledText | None
    #: Whose notes it brings, as facts.
    notes: int
    #: Whether it changes anything that is shown.
    shifts: bool
    #: The beat where nothing is gained, cited or shifted; None where its text hangs on the play.
    plain: Chosen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """A note's text; and the note as it is held, where its text is always the same."""

    text: CompiledText
    plain: HeldNote | None


@dataclass(slots=True, kw_only=True)
class CompiledBeats:
    """A scenario's words, made ready as they are first told; one serves all plays.

    ``read`` makes a prose ready, ``opposites`` are by note those that it contradicts, and
    ``shown`` the places of the variables that are shown.
    """

    scenario: LoadedScenario
    read: Callable[[Prose], CompiledText]
    opposites: dict[str, tuple[str, ...]]
    shown: frozenset[int]
    _scenes: dict[str, SceneWords] = field(default_factory=dict)
    _choices: dict[ChoiceTransition, ChoiceWords] = field(default_factory=dict)
    _notes: dict[str, NoteWords] = field(default_factory=dict)

    def scene(self, table: SceneTable) -> SceneWords:
        """Return what entering a scene tells."""
        return self._scenes.get(table.id) or self._scene(table)

    def _scene(self, table: SceneTable) -> SceneWords:
        scene, gentle = table.model, table.model.sensitive
        text = self.read(scene.text)
        instead = self._maybe(gentle.instead if gentle else None)
        ending = (scene.ending.title, scene.ending.kind) if scene.kind == "ending" else None
        about, role = gentle.about if gentle else "", scene.role or self.scenario.role
        plain = None
        if text.always is not None and (instead is None or instead.always is not None):
            plain = Entered(
                scene=table.id,
                title=scene.title,
                date=scene.date or "",
                place=scene.place or "",
                text=text.always,
                about=about,
                instead=instead.always or "" if instead else "",
                ending=ending,
                role=role,
            )
        made = self._scenes[table.id] = SceneWords(
            text=text,
            unseen=self._maybe(scene.unseen),
            instead=instead,
            about=about,
            role=role,
            notes=_facts(table.notes),
            ending=ending,
            plain=plain,
        )
        return made

    def choice(self, transition: ChoiceTransition, scene: str) -> ChoiceWords:
        """Return what a choice of a scene tells at once."""
        return self._choices.get(transition) or self._choice(transition, scene)

    def _choice(self, transition: ChoiceTransition, scene: str) -> ChoiceWords:
        outcome, change = self._maybe(transition.result.outcome), transition.change
        plain = None
        if outcome is None or outcome.always is not None:
            choice = transition.choice
            plain = Chosen(
                scene=scene,
                choice=choice.id,
                label=choice.label,
                stance=choice.stance,
                cited=(),
                convincing=transition.convincing,
                text=outcome.always or "" if outcome else "",
                variant=transition.variant,
            )
        made = self._choices[transition] = ChoiceWords(
            outcome=outcome,
            notes=_facts(transition.notes),
            shifts=change is not None and any(change.touched >> place & 1 for place in self.shown),
            plain=plain,
        )
        return made

    def note(self, name: str) -> NoteWords:
        """Return a note's words."""
        return self._notes.get(name) or self._note(name)

    def _note(self, name: str) -> NoteWords:
        note = (self.scenario.notes or {})[name]
        text = self.read(note.text)
        plain = None if text.always is None else self.held(name, note, text.always)
        made = self._notes[name] = NoteWords(text=text, plain=plain)
        return made

    def held(self, name: str, note: Note, text: str) -> HeldNote:
        """Return a note as it is held, with a text."""
        return HeldNote(
            id=name,
            kind=note.kind,
            source=note.source,
            text=text,
            contradicts=self.opposites[name],
        )

    def _maybe(self, prose: Prose | None) -> CompiledText | None:
        return self.read(prose) if prose else None


def _facts(notes: tuple[tuple[str, int], ...]) -> int:
    facts = 0
    for _, fact in notes:
        facts |= fact
    return facts
