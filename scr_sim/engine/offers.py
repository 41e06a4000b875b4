"""Where a play stands: what is on offer there, and why an action cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scr_sim.engine.actions import ActionError, Actions, Choosing, Citings, Enquiring, read_action
from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.engine.compiled_scenario import Engine, State
from scr_sim.scenario.model.scenario import Choice
from scr_sim.scenario.syntax.diagnostics import one_line


class Standing:
    """One state of a play."""

    __slots__ = ("engine", "state")

    def __init__(self, engine: Engine, state: State) -> None:
        self.engine = engine
        self.state = state

    @property
    def scene_id(self) -> str:
        """The id of the scene."""
        return self.engine.scenes[self.state.scene].id

    def choices(self) -> tuple[OfferedChoice, ...]:
        """Return the choices on offer, locked ones included, in the author's order."""
        scene, values, facts, _ = self.state
        table = self.engine.scenes[scene]
        if table.kind == "decision" and table.always:
            return table.offered
        found = []
        for choice in table.choices:
            if (
                choice.convincing is False
                or facts & choice.once
                or (choice.if_test is not None and not choice.if_test(values, facts))
            ):
                continue
            locked = choice.unless_test is not None and not choice.unless_test(values, facts)
            plain = choice.offered if not locked else None
            found.append(plain or self._offered(choice.choice, locked=locked))
        return tuple(found)

    def _offered(self, choice: Choice, *, locked: bool) -> OfferedChoice:
        _, values, facts, _ = self.state
        read = self.engine.read
        because = choice.locked.because if locked and choice.locked is not None else None
        return OfferedChoice(
            id=choice.id,
            stance=choice.stance,
            label=choice.label,
            locked=locked,
            because=read(because, values, facts),
            ask=read(choice.cite.ask, values, facts) if choice.cite is not None else "",
            pick=choice.cite.pick if choice.cite is not None else 0,
        )

    def enquiries(self) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here: open enquiries, and those made already."""
        scene, values, facts, spent = self.state
        table = self.engine.scenes[scene]
        time = table.limit is None or spent < table.limit
        found = []
        for enquiry in table.enquiries:
            in_time, too_late, made = enquiry.offered
            if facts & enquiry.once:
                found.append(made)
            elif enquiry.if_test is None or enquiry.if_test(values, facts):
                found.append(in_time if time else too_late)
        return tuple(found)

    def could(self) -> tuple[str, ...]:
        """Return what to name in a refusal: a citing choice once, not once for each set."""
        enquiries = [f"?{e.id}" for e in self.enquiries() if e.can_make]
        return (
            *enquiries,
            *(c.id + ("@NOTES" if c.pick else "") for c in self.choices() if not c.locked),
        )

    def refused(self, action: str) -> ActionError:
        """Return what to say of an action that cannot be taken here."""
        if self.engine.scenes[self.state.scene].kind == "ending":
            return ActionError("the play has come to its ending.", action)
        read = read_action(action)
        why = self._no_enquiry(read) if isinstance(read, Enquiring) else self._no_choice(read)
        return ActionError(why, action, self.could())

    def _no_enquiry(self, read: Enquiring) -> str:
        engine, state = self.engine, self.state
        for transition in engine.scenes[state.scene].enquiries:
            if transition.enquiry.id != read.enquiry:
                continue
            if state.facts & transition.once:
                return "this has been looked into already."
            if transition not in engine.open_enquiries(state):
                return "this cannot be looked into now."
            return "there is no time left for another enquiry here."
        return f"the scene “{self.scene_id}” has no such enquiry."

    def _no_choice(self, read: Choosing) -> str:
        engine, state = self.engine, self.state
        found = [c for c in engine.scenes[state.scene].choices if c.word == read.choice]
        if not found:
            return f"the scene “{self.scene_id}” has no such choice."
        choice = found[0]
        if state.facts & choice.once:
            return "this choice can be made only once."
        if not engine.on_offer(choice, state):
            return "this choice is not on offer now."
        if engine.locked(choice, state):
            return "this choice is locked."
        if choice.convincing is None:
            return "this choice cites no notes."
        if read.cited is None:
            return "this choice cites notes: add “@” and their ids, or “@” alone for none."
        if len(set(read.cited)) < len(read.cited):
            return "a note is cited twice."
        for note in read.cited:
            if not engine.note_facts.get(note, 0) & state.facts:
                return f"the note “{one_line(note[:80])}” is not held."
        return f"at most {choice.pick} may be cited."


def listed(engine: Engine, state: State, held: Callable[[], Sequence[str]]) -> Sequence[str]:
    """Return every action that the player can take now, one word each.

    ``held`` gives the notes in the order gained; it is asked only where they can be cited.
    """
    scene, values, facts, spent = state
    table = engine.scenes[scene]
    if table.kind != "decision":
        return ()
    # What follows is what a random walk does most: the engine's questions, asked in line.
    words: list[str] = []
    if table.enquiries and (table.limit is None or spent < table.limit):
        words = [
            enquiry.word
            for enquiry in table.enquiries
            if not facts & enquiry.once
            and (enquiry.if_test is None or enquiry.if_test(values, facts))
        ]
    if table.always:
        return (*words, *table.words) if words else table.words
    parts: list[Sequence[str]] = []
    for choice in table.choices:
        if (
            choice.convincing is False
            or facts & choice.once
            or (choice.if_test is not None and not choice.if_test(values, facts))
            or (choice.unless_test is not None and not choice.unless_test(values, facts))
        ):
            continue
        if choice.convincing is None:
            words.append(choice.word)
        else:
            parts += [words, Citings(choice.word, held(), choice.pick)]
            words = []
    return Actions((*parts, words)) if parts else tuple(words)
