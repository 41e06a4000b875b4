"""Where a play stands: what is on offer there, and why an action cannot be taken."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scr_sim.engine.action_words import ActionError, ChoiceAction, EnquiryAction, read_action
from scr_sim.engine.beats import OfferedChoice, OfferedEnquiry, OfferedPage
from scr_sim.engine.compiled_scenario import Engine, PlainState
from scr_sim.engine.transitions import ChoiceAct, Dues, EnquiryAct, affordable, prices
from scr_sim.scenario.conditions.compiler import Values
from scr_sim.scenario.model.scene import Reason
from scr_sim.text.characters import one_line


class Offers:
    """What is on offer in one state of a play."""

    __slots__ = ("engine", "state")

    def __init__(self, engine: Engine, state: PlainState) -> None:
        self.engine = engine
        self.state = state

    @property
    def scene_id(self) -> str:
        """The id of the scene."""
        return self.engine.scenes[self.state[0]].id

    @property
    def reason(self) -> Reason | None:
        """What the author asks the player to write before choosing, if anything."""
        model = self.engine.scenes[self.state[0]].model
        return model.reason if model.kind == "decision" else None

    def choices(self) -> tuple[OfferedChoice, ...]:
        """Return the choices on offer, locked ones included, in the author's order."""
        scene, values, facts, _ = self.state
        table = self.engine.scenes[scene]
        if table.kind == "decision" and table.always:
            return table.offered
        found = []
        for act in table.choice_acts:
            # `act.on_offer`, in line: this is asked for every choice of every scene.
            if facts & act.once or (act.if_test is not None and not act.if_test(values, facts)):
                continue
            locked = (act.unless_test is not None or act.dues) and act.locked(values, facts)
            plain = act.offered if not locked else None
            found.append(plain or self._offered(act, locked=bool(locked)))
        return tuple(found)

    def _offered(self, act: ChoiceAct, *, locked: bool) -> OfferedChoice:
        _, values, facts, _ = self.state
        read, choice = self.engine.read, act.choice
        shut = act.unless_test is not None and not act.unless_test(values, facts)
        because = choice.locked.because if shut and choice.locked is not None else None
        return OfferedChoice(
            id=choice.id,
            stance=choice.stance,
            label=choice.label,
            locked=locked,
            because=read(because, values, facts),
            ask=read(choice.cite.ask, values, facts) if choice.cite is not None else "",
            pick=act.pick,
            costs=prices(act.dues, values),
        )

    def enquiries(self) -> tuple[OfferedEnquiry, ...]:
        """Return what there is to look into here: open enquiries, and those made already."""
        scene, values, facts, spent = self.state
        table = self.engine.scenes[scene]
        if not table.enquiry_acts:
            return ()
        time = table.limit is None or spent < table.limit
        found = []
        for act in table.enquiry_acts:
            made = facts & act.once != 0
            if not made and act.if_test is not None and not act.if_test(values, facts):
                continue
            if act.offered is not None:
                found.append(act.offered[2 if made else 0 if time else 1])
            else:
                can = not made and time and affordable(act.dues, values)
                found.append(self._offered_enquiry(act, made=made, can_make=can))
        return tuple(found)

    def _offered_enquiry(self, act: EnquiryAct, *, made: bool, can_make: bool) -> OfferedEnquiry:
        _, values, facts, _ = self.state
        lines, page = act.enquiry.lines, None
        if lines is not None:
            page = OfferedPage(
                ask=self.engine.read(lines.ask, values, facts),
                pick=lines.pick,
                lines=tuple([(line.id, line.text) for line in lines.lines]),
            )
        return OfferedEnquiry(
            id=act.enquiry.id,
            label=act.enquiry.label,
            agency=act.agency,
            made=made,
            can_make=can_make,
            costs=prices(act.dues, values),
            page=page,
        )

    def could(self) -> tuple[str, ...]:
        """Return what to name in a refusal: a citing choice once, not once for each set."""
        enquiries = self.enquiries()
        return (
            *(f"?{e.id}" + ("@LINES" if e.page else "") for e in enquiries if e.can_make),
            *(c.id + ("@NOTES" if c.pick else "") for c in self.choices() if not c.locked),
        )

    def refused(self, action: str) -> ActionError:
        """Return what to say of an action that cannot be taken here."""
        if self.engine.scenes[self.state[0]].kind == "ending":
            return ActionError("the play has come to its ending.", action)
        read = read_action(action)
        why = self._no_enquiry(read) if isinstance(read, EnquiryAction) else self._no_choice(read)
        return ActionError(why, action, self.could())

    def _no_enquiry(self, read: EnquiryAction) -> str:
        _, values, facts, _ = self.state
        acts = self.engine.scenes[self.state[0]].enquiry_acts
        act = next((act for act in acts if act.enquiry.id == read.enquiry), None)
        if act is None:
            return f"the scene “{self.scene_id}” has no such enquiry."
        if facts & act.once:
            return "this has been looked into already."
        if not act.open(values, facts):
            return "this cannot be looked into now."
        if read.volunteered:
            return "what is volunteered is told whole: leave “@” and what follows it away."
        if not self.engine.has_time(self.state):
            return "there is no time left for another enquiry here."
        if short := _short(act.dues, values):
            return short
        if act.page is None:
            return "this enquiry has no lines to note."
        if read.noted is None:
            return "a page is read here: add “@” and the ids of lines, or “@” alone for none."
        return _not_picked(read.noted, act.page.lines, act.page.pick, "line", "noted")

    def _no_choice(self, read: ChoiceAction) -> str:
        _, values, facts, _ = self.state
        acts = self.engine.scenes[self.state[0]].choice_acts
        act = next((act for act in acts if act.word == read.choice), None)
        if act is None:
            return f"the scene “{self.scene_id}” has no such choice."
        if facts & act.once:
            return "this choice can be made only once."
        if not act.on_offer(values, facts):
            return "this choice is not on offer now."
        if act.unless_test is not None and not act.unless_test(values, facts):
            return "this choice is locked."
        if short := _short(act.dues, values):
            return short
        if not act.otherwise:
            return "this choice cites no notes."
        if read.cited is None:
            return "this choice cites notes: add “@” and their ids, or “@” alone for none."
        held = [note for note, fact in self.engine.note_facts.items() if fact & facts]
        return _not_picked(read.cited, held, act.pick, "note", "cited")


def _short(dues: Dues, values: Values) -> str:
    """Return what there is not enough of for a cost; empty where it can be met."""
    for price in prices(dues, values):
        if not price.enough:
            return (
                f"it costs {price.cost} of “{one_line(price.label)}”, and there is only "
                f"{max(0, price.left)}."
            )
    return ""


def _not_picked(
    picked: Sequence[str], known: Collection[str], most: int, what: str, done: str
) -> str:
    """Return why some ids cannot be picked together."""
    if len(set(picked)) < len(picked):
        return f"a {what} is {done} twice."
    for one in picked:
        if one not in known:
            there = "held" if what == "note" else "on the page"
            return f"the {what} “{one_line(one[:80])}” is not {there}."
    return f"at most {most} may be {done}."
