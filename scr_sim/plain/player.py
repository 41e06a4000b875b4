"""One play, from its briefing to its debrief, by numbers and one-letter commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scr_sim.debriefs import compare, sentences
from scr_sim.engine import ActionError, Enquiring, Play, read_action
from scr_sim.engine.beats import Beat, OfferedChoice, OfferedEnquiry, OfferedPage
from scr_sim.engine.pages import page_text
from scr_sim.plain import moved_on, presenter
from scr_sim.plain.answers import ask_for_answers
from scr_sim.plain.console import LeftError, Talk
from scr_sim.plain.selection import selected
from scr_sim.scenario import LoadedScenario, ScenarioError, find, load
from scr_sim.services import MovedOnError, RecordError, Session
from scr_sim.text import commands
from scr_sim.text.commands import Command, line_by_line
from scr_sim.text.glossary import glossary
from scr_sim.text.labels import CONFIDENCE_LEVELS, asked_in_words, confidence_in_words
from scr_sim.text.support import support

COMMANDS = line_by_line(commands.PLAY)
#: What can be done when the play has ended.
AFTERWARDS = line_by_line(commands.DEBRIEF)


def play_scenario(talk: Talk, name: str, branches: Sequence[str] = ()) -> int:
    """Brief and play a scenario, given its id or path, with branches; return the exit status."""
    try:
        scenario = load(name, branches)
        source = str(find(name).resolve())
    except ScenarioError as error:
        talk.say_all(str(problem) for problem in error.problems if problem.severity == "error")
        return 1
    try:
        brief_and_play(talk, scenario, source)
    except ScenarioError as error:  # passages that never end, found only in play
        talk.say(str(error))
        return 1
    return 0


def brief_and_play(talk: Talk, scenario: LoadedScenario, source: str) -> None:
    """Say a scenario's briefing, and play it when the player starts it."""
    talk.say_all(presenter.briefing(scenario))
    talk.say("You can pause with p and leave with q at any moment.", support().work)
    settings = talk.records.settings
    while True:
        asked = asked_in_words(settings.reasons, settings.confidence)
        talk.say(f"Being asked at each choice for your reasons and how sure you are: {asked}.")
        typed = talk.ask(
            "Press Enter to start, r to change what you are asked, p for whom to talk to, "
            "or q to leave:"
        ).casefold()
        if not typed:
            break
        if typed == "r":
            settings.switch_thoughts()
        if typed == "q":
            raise LeftError
        if typed == "p":
            _pause(talk)
    if any(scene.sensitive for scene in scenario.scenes.values()):
        now = "yes" if settings.gentle else "no"
        gentle = talk.ask_yes(
            f"Gentler wording where the author offers one, y or n (Enter for {now}):",
            settings.gentle,
        )
        if gentle != settings.gentle:
            settings.gentle = gentle
    kept = talk.records.begin(scenario, source, gentle=settings.gentle)
    talk.tell_trouble()
    Playing(talk, kept).run()


def play_kept(talk: Talk, play_id: str) -> int:
    """Go on with a kept play; return the exit status."""
    try:
        resumed = talk.records.resume(play_id)
    except (RecordError, ScenarioError) as error:
        talk.say(str(error))
        return 1
    talk.say_all(resumed.lines)
    talk.say(f"You go on with: {resumed.session.play.scenario.title}.")
    Playing(talk, resumed.session).run()
    return 0


class Playing:
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
        choices = play.choices()
        self.talk.say_all(presenter.offered(choices, play.enquiries(), play.enquiries_left))
        while True:
            typed = self.talk.ask(f"Choose 1-{len(choices)}, or h for help:").casefold()
            command = self._command(typed, COMMANDS)
            if command is not None:
                command()
                if self.play is not play:
                    return
            elif (
                typed.isdecimal()
                and 1 <= int(typed[:9]) <= len(choices)
                and self._choose(choices[int(typed[:9]) - 1])
            ):
                return

    def _command(self, typed: str, known: tuple[Command, ...]) -> Callable[[], None] | None:
        wanted = "h" if typed == "?" else typed
        for command in known:
            if wanted == command.letter:
                found: Callable[[], None] = getattr(self, f"_do_{command.action}")
                return found
        return None

    def _choose(self, choice: OfferedChoice) -> bool:
        if choice.locked:
            because = " ".join(choice.because.split())
            if not because and not choice.affordable:
                because = presenter.costs(choice.costs)
            self.talk.say(f"Not yet. {because}")
            return False
        action = choice.id
        if choice.pick:
            cited = self._cite(choice)
            if cited is None:
                return False
            action = f"{choice.id}@{','.join(cited)}"
        reason, sure = "", None
        settings = self.talk.records.settings
        if self.play.ask or settings.reasons:
            self.talk.say_all(presenter.prose(self.play.ask))
            draft = self.kept.draft(choice.id) or self.kept.draft("")
            if draft:
                self.talk.say(f"You wrote before: {draft}")
            asked = "You write" if self.play.ask else "Because ..."
            enter = "to keep it" if draft else "to leave it out"
            reason = self.talk.ask(f"{asked} (Enter {enter}):") or draft
            self.kept.keep_draft(choice.id, reason)
        if settings.confidence:
            sure = self._how_sure()
        self._take(action, reason, sure)
        return True

    def _cite(self, choice: OfferedChoice) -> tuple[str, ...] | None:
        notes = self.play.notebook
        self.talk.say_all(presenter.prose(choice.ask))
        self.talk.say_all(f"{n}. {presenter.note(one)}" for n, one in enumerate(notes, 1))
        ids = [note.id for note in notes]
        return selected(self.talk, "Notes to show", ids, choice.pick)

    def _how_sure(self) -> int | None:
        *lower, highest = CONFIDENCE_LEVELS
        levels = f"{' '.join(map(str, lower))} or {confidence_in_words(highest)}"
        while True:
            typed = self.talk.ask(f"How sure are you: {levels} (Enter to leave it out):")
            if not typed:
                return None
            if typed.isdecimal() and int(typed[:9]) in CONFIDENCE_LEVELS:
                return int(typed)

    def _take(self, action: str, reason: str = "", sure: int | None = None) -> None:
        try:
            after = self.kept.take(action, reason, sure)
        except (ActionError, ScenarioError) as error:
            self.talk.say(str(error))
            return
        except MovedOnError as error:
            told = len(self.play.story)
            self.kept = moved_on.go_on(self.talk, self.kept, error, action, reason, sure)
            self.talk.kept = self.kept
            self._tell(self.play.story[told:])
            return
        self.talk.tell_trouble()
        self._tell(after.beats)

    def _tell(self, beats: tuple[Beat, ...]) -> None:
        for told in beats:
            self.talk.say_all(presenter.beat(told, self.gentle, self.play.notebook))

    # -- the end

    def _ended(self) -> None:
        play = self.play
        self._do_tell_again()
        while self.play is play:
            typed = self.talk.ask("Ended. e to write, b to choose again, h for help, q to leave:")
            command = self._command(typed.casefold(), AFTERWARDS)
            if command is not None:
                command()

    def _do_write(self) -> None:
        ask_for_answers(self.talk, self.kept, self.kept.debrief())

    def _do_choose_again(self) -> None:
        steps = self.play.steps
        self.talk.say_all(
            f"{n}. {self.play.scenario.scenes[step.scene].title}: {step.label}"
            for n, step in enumerate(steps, 1)
        )
        number = self.talk.ask_number(f"Go back to decision 1-{len(steps)}, or x:", len(steps))
        if number is not None:
            self._go_back(steps[number - 1].action)

    def _do_compare(self) -> None:
        others = [
            record
            for record in self.talk.records.plays(self.play.scenario.id)
            if record.id != self.kept.id and record.decisions
        ]
        if not others:
            self.talk.say("There is no other play of this scenario yet.")
            return
        self.talk.say_all(
            f"{n}. {record.ending_title or 'Not finished'}, {record.decisions} decisions"
            for n, record in enumerate(others, 1)
        )
        number = self.talk.ask_number(f"Compare with 1-{len(others)}, or x:", len(others))
        if number is not None:
            try:
                other = self.talk.records.replayed(others[number - 1].id)
            except (RecordError, ScenarioError) as error:
                self.talk.say(str(error))
                return
            if other.told:
                self.talk.say("The scenario has changed since that play; it is told as it is now.")
            self.talk.say_all(sentences(compare(self.play, other.play)))

    # -- commands

    def _do_help(self) -> None:
        known = AFTERWARDS if self.play.finished else COMMANDS
        if not self.play.finished:
            self.talk.say("Type the number of a choice, or one of these letters:")
        self.talk.say_all(f"{one.letter}: {one.label}. {one.help}" for one in known)

    def _do_notebook(self) -> None:
        self.talk.say_all(presenter.notebook(self.play))

    def _do_look_into(self) -> None:
        enquiries = self.play.enquiries()
        if not enquiries:
            self.talk.say("There is nothing to look into here.")
            return
        for number, enquiry in enumerate(enquiries, 1):
            who = f", {enquiry.agency}" if enquiry.agency else ""
            if enquiry.made:
                state = " (done)"
            elif enquiry.affordable and not enquiry.can_make:
                state = " (no time left)"
            else:
                state = ""
            told = f"{number}. {enquiry.label}{who}{state}"
            if enquiry.costs and not enquiry.made:
                told = f"{presenter.sentence(told)} {presenter.costs(enquiry.costs)}"
            self.talk.say(told)
        picked = self.talk.ask_number(f"Look into 1-{len(enquiries)}, or x:", len(enquiries))
        if picked is None:
            return
        wanted = enquiries[picked - 1]
        if not wanted.can_make:
            done = wanted.made
            self.talk.say(
                "You have looked into this already."
                if done
                else "There is no time left for this here."
                if wanted.affordable
                else f"Not now. {presenter.costs(wanted.costs)}"
            )
            return
        if wanted.page is None:
            self._take(f"?{wanted.id}")
            return
        noted = self._noted(wanted, wanted.page)
        if noted is not None:
            self._take(f"?{wanted.id}@{','.join(noted)}")

    def _noted(self, enquiry: OfferedEnquiry, page: OfferedPage) -> tuple[str, ...] | None:
        """Ask which lines of a page are noted down; None where the player puts it away."""
        self.talk.say(presenter.sentence(f"You read: {enquiry.label}"))
        self.talk.say_all(presenter.prose(page_text(self.play, enquiry.id)))
        self.talk.say_all(f"{n}. {text}" for n, (_, text) in enumerate(page.lines, 1))
        self.talk.say_all(presenter.prose(page.ask))
        ids = [line for line, _ in page.lines]
        noted = selected(self.talk, "Lines to note down", ids, page.pick, "put the page away")
        return None if noted is None else tuple([line for line in ids if line in noted])

    def _do_days(self) -> None:
        self.talk.say_all(presenter.chronology(self.play))

    def _do_meters(self) -> None:
        self.talk.say_all(presenter.meter(one) for one in self.play.meters)
        if not self.play.meters:
            self.talk.say("Nothing is measured in this scenario.")

    def _do_scene(self) -> None:
        play = self.play
        while play.previous is not None and isinstance(
            read_action(play.actions_taken[-1]), Enquiring
        ):
            play = play.previous
        self._tell(play.beats)
        self.talk.say_all(
            presenter.offered(self.play.choices(), self.play.enquiries(), self.play.enquiries_left)
        )

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
            self.kept = moved_on.go_on(self.talk, self.kept, error)
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
        wanted = self.talk.ask("Which word (Enter for all):").casefold()
        found = [
            t for t in glossary() if wanted in t.term.casefold() or wanted in t.short.casefold()
        ]
        for term in found:
            short = f" ({term.short})" if term.short else ""
            self.talk.say(f"{term.term}{short}: {term.means}")
        if not found:
            self.talk.say("No word in the list matches that.")

    def _do_tell_again(self) -> None:
        self.talk.say_all(presenter.debrief(self.kept.debrief()))

    def _do_debrief_so_far(self) -> None:
        self._do_tell_again()

    def _do_pause(self) -> None:
        _pause(self.talk)

    def _do_leave(self) -> None:
        self.talk.say_all(self.talk.how_to_go_on())
        raise LeftError


def _pause(talk: Talk) -> None:
    found = support()
    talk.say(
        "", "Paused. Everything is kept. Take the time you need.", found.work, found.real_child
    )
    talk.say_all(f"{one.name}: {one.number}. {one.purpose}" for one in found.lines)
    talk.say(f"Numbers checked: {found.checked}.")
    talk.ask("Press Enter to go on:")
