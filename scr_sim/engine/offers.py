"""Where a play stands: what is on offer there, and which move an action's word means."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from scr_sim.engine.actions import ActionError, Choosing, Enquiring
from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry
from scr_sim.engine.compiled_scenario import Engine, Move, State
from scr_sim.scenario.syntax.diagnostics import one_line


class Standing:
    """One state of a play, with the notes held in the order gained."""

    __slots__ = ("engine", "held", "state")

    def __init__(self, engine: Engine, state: State, held: tuple[str, ...]) -> None:
        self.engine = engine
        self.state = state
        self.held = held

    @property
    def scene_id(self) -> str:
        """The id of the scene."""
        return self.engine.scenes[self.state.scene].id

    def choices(self) -> tuple[OfferedChoice, ...]:
        """Return the choices on offer, locked ones included, in the author's order."""
        engine, state = self.engine, self.state
        offered = []
        for move in engine.scenes[state.scene].choices:
            choice = move.choice
            if choice is None or move.convincing is False or not engine.on_offer(move, state):
                continue
            locked = engine.locked(move, state)
            read = engine.read
            offered.append(
                OfferedChoice(
                    choice.id,
                    choice.stance,
                    choice.label,
                    locked,
                    read(choice.locked.because, state.values, state.facts)
                    if locked and choice.locked
                    else "",
                    read(choice.cite.ask, state.values, state.facts) if choice.cite else "",
                    choice.cite.pick if choice.cite else 0,
                )
            )
        return tuple(offered)

    def enquiries(self) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here: open enquiries, and those made already."""
        engine, state = self.engine, self.state
        open_now = {id(move) for move in engine.open_enquiries(state)}
        time = engine.has_time(state)
        agencies = self.engine.scenario.agencies or {}
        found = []
        for move in engine.scenes[state.scene].enquiries:
            made = bool(state.facts & move.once)
            enquiry = move.enquiry
            if enquiry is not None and (made or id(move) in open_now):
                found.append(
                    OfferedEnquiry(
                        enquiry.id,
                        enquiry.label,
                        agencies.get(enquiry.agency or "", ""),
                        made,
                        time and not made,
                    )
                )
        return tuple(found)

    def actions(self) -> tuple[str, ...]:
        """Return every action that the player can take now, one word each."""
        return tuple(self._actions())

    def _actions(self) -> Iterator[str]:
        for enquiry in self.enquiries():
            if enquiry.can_make:
                yield f"?{enquiry.id}"
        for choice in self.choices():
            if choice.locked:
                continue
            if not choice.pick:
                yield choice.id
                continue
            for size in range(min(choice.pick, len(self.held)) + 1):
                for cited in combinations(self.held, size):
                    yield f"{choice.id}@{','.join(cited)}"

    def could(self) -> tuple[str, ...]:
        """Return what to name in a refusal: a citing choice once, not once for each set."""
        enquiries = [f"?{e.id}" for e in self.enquiries() if e.can_make]
        return (
            *enquiries,
            *(c.id + ("@NOTES" if c.pick else "") for c in self.choices() if not c.locked),
        )

    def move(self, read: Choosing | Enquiring, action: str) -> Move:
        """Return the move that an action is. Raises `ActionError` where it cannot be taken."""
        if isinstance(read, Enquiring):
            return self._enquiry(read, action)
        return self._choice(read, action)

    def _enquiry(self, read: Enquiring, action: str) -> Move:
        engine, state = self.engine, self.state
        for move in engine.scenes[state.scene].enquiries:
            if move.enquiry is None or move.enquiry.id != read.enquiry:
                continue
            if state.facts & move.once:
                raise ActionError("this has been looked into already.", action, self.could())
            if move not in engine.open_enquiries(state):
                raise ActionError("this cannot be looked into now.", action, self.could())
            if not read.volunteered and not engine.has_time(state):
                raise ActionError(
                    "there is no time left for another enquiry here.", action, self.could()
                )
            return move
        raise ActionError(f"the scene “{self.scene_id}” has no such enquiry.", action, self.could())

    def _choice(self, read: Choosing, action: str) -> Move:
        engine, state = self.engine, self.state
        moves = [
            m
            for m in engine.scenes[state.scene].choices
            if m.choice is not None and m.choice.id == read.choice
        ]
        if not moves:
            raise ActionError(
                f"the scene “{self.scene_id}” has no such choice.", action, self.could()
            )
        move = moves[0]
        if not engine.on_offer(move, state):
            why = (
                "this choice can be made only once."
                if state.facts & move.once
                else "this choice is not on offer now."
            )
            raise ActionError(why, action, self.could())
        if engine.locked(move, state):
            raise ActionError("this choice is locked.", action, self.could())
        if move.convincing is None:
            if read.cited is not None:
                raise ActionError("this choice cites no notes.", action, self.could())
            return move
        cited = self._cited(read, move, action)
        convinced = sum(move.needed >> engine.note_bits[note] & 1 for note in cited)
        return moves[0] if convinced >= move.need else moves[1]

    def _cited(self, read: Choosing, move: Move, action: str) -> tuple[str, ...]:
        assert move.choice is not None
        assert move.choice.cite is not None
        could = self.could()
        if read.cited is None:
            raise ActionError(
                "this choice cites notes: add “@” and their ids, or “@” alone for none.",
                action,
                could,
            )
        if len(set(read.cited)) < len(read.cited):
            raise ActionError("a note is cited twice.", action, could)
        for note in read.cited:
            if note not in self.held:
                raise ActionError(f"the note “{one_line(note[:80])}” is not held.", action, could)
        if len(read.cited) > move.choice.cite.pick:
            raise ActionError(f"at most {move.choice.cite.pick} may be cited.", action, could)
        return read.cited
