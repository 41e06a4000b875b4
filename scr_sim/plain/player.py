"""One play, to its end and beyond, by numbers and one-letter commands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scr_sim.engine import ActionError, EnquiryAction, Play, read_action
from scr_sim.engine.beats import Beat, OfferedChoice
from scr_sim.plain import choices, enquiries, play_moved_on, presenter
from scr_sim.plain.answers import ask_for_answers
from scr_sim.plain.asides import pause, tell_words
from scr_sim.plain.comparison import lay_beside_another
from scr_sim.plain.console import Talk, lettered, number_in, numbers
from scr_sim.scenario import ScenarioError
from scr_sim.services import MovedOnError, RecordError, Session
from scr_sim.text import commands
from scr_sim.text.commands import Command, line_by_line

COMMANDS = line_by_line(commands.PLAY)
#: What can be done when the play has ended.
AFTERWARDS = line_by_line(commands.DEBRIEF)


def play_kept(talk: Talk, play_id: str) -> int:
    """Go on with a kept play, or read it where it has ended; return the exit status."""
    try:
        opened = talk.records.open_play(play_id)
        if opened.to_read and not opened.session.play.finished:
            opened = talk.records.resume(play_id)  # its ending is not come to any more
    except (RecordError, ScenarioError) as error:
        talk.say(str(error))
        return 1
    talk.say_all(opened.lines)
    title = opened.session.play.scenario.title
    talk.say(f"You read: {title}." if opened.to_read else f"You go on with: {title}.")
    PlainPlayer(talk, opened.session).run()
    return 0


class PlainPlayer:
    """One kept play being played."""

    def __init__(self, talk: Talk, kept: Session) -> None:
        self.talk = talk
        self.kept = kept
        talk.kept = kept

    @property
    def play(self) -> Play:
        """The play as it stands."""
        return self.kept.play

    @property
    def gentle(self) -> bool:
        """Whether the gentler wording is wanted."""
        return self.talk.records.settings.gentle

    def run(self) -> None:
        """Play until the player leaves. Raises `LeftError`, or `InputEndedError`."""
        self._tell(self.play.beats)
        while True:
            if self.play.finished:
                self._ended()
            else:
                self._decide()

    # -- a decision

    def _decide(self) -> None:
        play = self.play
        offered = play.choices()
        self._tell_offered()
        first = "0 to write first, " if play.ask else ""
        which = "1" if len(offered) == 1 else f"1-{len(offered)}"
        while self.play is play:
            self.talk.ask_until(
                f"Choose {which}, or h for help:",
                f"{numbers(len(offered))} to choose, {first}a letter that h lists",
                lambda typed: self._choice(typed, offered) or self._command(typed, COMMANDS),
            )()

    def _choice(self, typed: str, offered: tuple[OfferedChoice, ...]) -> Callable[[], None] | None:
        picked = number_in(typed, len(offered))
        return None if picked is None else partial(self._choose, offered[picked - 1])

    def _command(self, typed: str, known: tuple[Command, ...]) -> Callable[[], None] | None:
        wanted = "h" if typed == "?" else typed
        for command in known:
            if wanted == command.letter:
                found: Callable[[], None] = getattr(self, f"_do_{command.action}")
                return found
        return None

    def _choose(self, choice: OfferedChoice) -> None:
        wanted = choices.asked_for(self.talk, self.kept, choice)
        if wanted is not None:
            self._take(wanted.action, wanted.reason, wanted.sure)

    def _take(self, action: str, reason: str = "", sure: int | None = None) -> None:
        try:
            after = self.kept.take(action, reason, sure)
        except (ActionError, ScenarioError) as error:
            self.talk.say(str(error))
            return
        except MovedOnError as error:
            told = len(self.play.story)
            self.kept = play_moved_on.go_on(self.talk, self.kept, error, action, reason, sure)
            self.talk.kept = self.kept
            self._tell(self.play.story[told:])
            return
        self.talk.tell_trouble()
        self._tell(after.beats)

    def _tell(self, beats: tuple[Beat, ...]) -> None:
        for told in beats:
            self.talk.say_all(presenter.beat(told, self.gentle, self.play.notebook))

    def _tell_offered(self) -> None:
        play = self.play
        written = choices.written_first(self.kept) if play.ask else None
        self.talk.say_all(
            presenter.offered(play.choices(), play.enquiries(), play.enquiries_left, written)
        )

    # -- the end

    def _ended(self) -> None:
        play = self.play
        self._do_tell_again()
        while self.play is play:
            self.talk.ask_until(
                "Ended. e to write, b to choose again, h for help, q to leave:",
                "e to write, b to choose again, a letter that h lists",
                lambda typed: self._command(typed, AFTERWARDS),
            )()

    def _do_write(self) -> None:
        ask_for_answers(self.talk, self.kept, self.kept.debrief())

    def _do_choose_again(self) -> None:
        steps = self.play.steps
        self.talk.say_all(
            f"{n}. {self.play.scenario.scenes[step.scene].title}: {step.label}"
            for n, step in enumerate(steps, 1)
        )
        picked = self.talk.ask_number(f"Go back to decision 1-{len(steps)}, or x:", len(steps))
        if picked is not None:
            self._go_back(steps[picked - 1].action)

    def _do_compare(self) -> None:
        lay_beside_another(self.talk, self.kept)

    # -- commands

    def _do_help(self) -> None:
        known = AFTERWARDS if self.play.finished else COMMANDS
        if not self.play.finished:
            self.talk.say("Type the number of a choice, or one of these:")
        self.talk.say_all(lettered(known))

    def _do_notebook(self) -> None:
        self.talk.say_all(presenter.notebook(self.play))

    def _do_write_first(self) -> None:
        choices.write_first(self.talk, self.kept)

    def _do_look_into(self) -> None:
        action = enquiries.asked_for(self.talk, self.play)
        if action is not None:
            self._take(action)

    def _do_days(self) -> None:
        self.talk.say_all(presenter.chronology(self.play))

    def _do_meters(self) -> None:
        self.talk.say_all(presenter.meter(one) for one in self.play.meters)
        if not self.play.meters:
            self.talk.say("Nothing is measured in this scenario.")

    def _do_scene(self) -> None:
        play = self.play
        while play.previous is not None and isinstance(
            read_action(play.actions_taken[-1]), EnquiryAction
        ):
            play = play.previous
        self._tell(play.beats)
        self._tell_offered()

    def _do_go_back(self) -> None:
        taken = len(self.play.actions_taken)
        if taken == 0:
            self.talk.say("This is the beginning.")
        else:
            self._go_back(taken - 1)

    def _go_back(self, to: int) -> None:
        try:
            self.kept = self.kept.go_back(to)
        except MovedOnError as error:
            self.kept = play_moved_on.go_on(self.talk, self.kept, error)
            return
        self.talk.kept = self.kept
        self.talk.say("You have gone back. The play as it was is kept too.")
        self._do_scene()

    def _do_reasons(self) -> None:
        settings = self.talk.records.settings
        settings.reasons = not settings.reasons
        self.talk.say(f"Reasons: {'on' if settings.reasons else 'off'}.")

    def _do_confidence(self) -> None:
        settings = self.talk.records.settings
        settings.confidence = not settings.confidence
        self.talk.say(f"How sure you are: {'on' if settings.confidence else 'off'}.")

    def _do_gentler(self) -> None:
        settings = self.talk.records.settings
        settings.gentle = not settings.gentle
        self.talk.say(f"Gentler wording: {'on' if settings.gentle else 'off'}.")

    def _do_glossary(self) -> None:
        tell_words(self.talk)

    def _do_tell_again(self) -> None:
        self.talk.say_all(presenter.debrief(self.kept.debrief()))

    def _do_debrief_so_far(self) -> None:
        self._do_tell_again()

    def _do_pause(self) -> None:
        pause(self.talk)

    def _do_leave(self) -> None:
        self.talk.leave()
