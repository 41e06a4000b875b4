"""Looking back, line by line: plays, findings over time, how sure, words, a training record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scr_sim import services
from scr_sim.plain import presenter
from scr_sim.plain.asides import tell_words
from scr_sim.plain.console import Talk, by_letter, lettered, number_in, numbers
from scr_sim.plain.player import play_kept
from scr_sim.scenario import ScenarioError
from scr_sim.services import History, PlayRecord, RecordError, Shown, TrainingRecord
from scr_sim.services import history_words as words
from scr_sim.services import training_record_formats as formats
from scr_sim.text import commands
from scr_sim.text.quantities import counted, decisions


def _findings(talk: Talk, seen: History) -> None:
    talk.say(words.practised(seen), services.TIME_RULE)
    for finding in seen.findings:
        talk.say(f"Finding {finding.number}, {finding.title}: {words.over_time(finding)}.")
        for one in finding.meetings:
            talk.say(f"- {words.when(one.play)}, {one.play.title}: {words.meeting(one)}.")
            talk.say_all([f"  {words.CHANGED}"] if one.play.told else [])
    if not seen.findings:
        talk.say(words.NO_FINDINGS)
    talk.say_all(f"Not all can be read. {told}" for told in seen.told)


def _sure(talk: Talk, seen: History) -> None:
    if not seen.surety:
        talk.say(words.NO_SURETY)
        return
    for band, ways in seen.surety.bands:
        told = (f"{words.WAYS[way]} {words.times(ways.count(way))}" for way in words.WAYS)
        counts = ", ".join(one for one, way in zip(told, words.WAYS, strict=True) if way in ways)
        talk.say(f"{band}: {counts or 'no decision yet'}.")
    talk.say_all(words.averages(seen.surety))


def _words(talk: Talk, seen: History) -> None:
    typed = talk.ask("Which words, or Enter for everything you wrote, x to go back:")
    if typed.casefold() == "x":
        return
    found = services.search(seen, typed)
    if not found:
        talk.say("Nothing that you wrote has these words.")
    for one in found:
        about = f" {one.about}" if one.about else ""
        talk.say(f"{words.when(one.play)}, {one.play.title}, your {one.kind}.{about}")
        talk.say_all(f"You wrote: {line}" for line in one.text.splitlines() if line.strip())


def _record(talk: Talk, seen: History) -> None:
    try:
        since = talk.ask("From which day, as 2026-03-01 (Enter for the first play, x to go back):")
        if since.casefold() == "x":
            return
        until = talk.ask("To which day (Enter for today, x to go back):")
        if until.casefold() == "x":
            return
        over = services.period(seen, since, until)
    except services.PeriodError as error:
        talk.say(str(error))
        return
    plays = services.plays_of(seen, over)
    talk.say_all(f"{n}. {words.when_exactly(p)}, {p.title}." for n, p in enumerate(plays, 1))
    chosen = _plays_wanted(talk, [one.id for one in plays])
    if not chosen and plays:
        return
    shown = Shown(
        dates=talk.ask_yes("Show the days, y or n (Enter for yes):", True),
        reasons=talk.ask_yes("Show your reasons in your own words, y or n (Enter for no):", False),
        answers=talk.ask_yes("Show your answers in your own words, y or n (Enter for no):", False),
        plays=frozenset(chosen),
    )
    made = services.training_record(seen, over, shown)
    talk.say("This is all that the record holds:")
    _tell_record(talk, made)
    ways = {way: way for way in (*services.RECORD_FORMATS, "x")}
    way = talk.ask_until(
        "html for a page to print, md or csv to save it, x not to:",
        f"{', '.join(services.RECORD_FORMATS)} to save it in that form, x not to",
        ways.get,
    )
    if way == "x":
        talk.say("Nothing was saved.")
        return
    try:
        name = f"training-record-{over.since}-to-{over.until}"
        path = services.free_name(Path.cwd(), name, way)
        services.write_private(path, services.RECORD_FORMATS[way](made))
    except OSError as error:
        talk.say(f"It could not be saved in the current folder: {error.strerror}.")
        return
    talk.say(f"Saved as {path}")


def _plays_wanted(talk: Talk, plays: list[str]) -> list[str]:
    """Ask which plays the record tells of; none where the player goes back."""

    def read(typed: str) -> list[str] | None:
        if typed in {"", "x"}:
            return [] if typed else plays
        found = [number_in(word, len(plays)) for word in typed.replace(",", " ").split()]
        if None in found:
            return None
        return [play for n, play in enumerate(plays, 1) if n in found]

    if not plays:
        return []
    return talk.ask_until(
        "Which plays, their numbers with spaces (Enter for all):",
        f"{numbers(len(plays))} or several with spaces between, nothing for all, x to go back",
        read,
    )


def _tell_record(talk: Talk, made: TrainingRecord) -> None:
    talk.say(f"Training record, {formats.between(made)}. {formats.totals(made)}")
    talk.say(formats.WHAT_IT_IS)
    talk.say_all(filter(None, [formats.length_note(made)]))
    if not made.practised:
        talk.say(formats.NOTHING)
    for one in made.practised:
        role = f" As: {one.role}." if one.role else ""
        talk.say(f"- {one.title}.{role} {formats.amounts(one)}")
        if one.features:
            talk.say(f"  Practises: {'; '.join(one.features)}.")
    talk.say_all(
        f"- Finding {one.number}, {one.title}: in {counted(one.plays, 'play')}."
        for one in made.findings
    )
    for own in made.words:
        when = f", {words.day(own.day)}" if own.day is not None else ""
        talk.say(f"{own.title}{when}. {own.about}")
        talk.say_all(f"You wrote: {line}" for line in own.text.splitlines() if line.strip())
    talk.say(f"Room for: {', '.join(formats.SIGNED)}.")


def _glossary(talk: Talk, seen: History) -> None:
    tell_words(talk)


#: What reads something off all plays, by its letter.
_READS: dict[str, Callable[[Talk, History], None]] = by_letter(
    commands.LOOK_BACK,
    {
        "findings": _findings,
        "how_sure": _sure,
        "search": _words,
        "record": _record,
        "glossary": _glossary,
    },
)


def look_back(talk: Talk) -> None:
    """Offer the kept plays, and what can be read off all of them, until the player has enough."""
    while True:
        records = talk.records.plays()
        damaged = talk.records.damaged
        if not records and not damaged:
            talk.say(words.NO_PLAYS)
            return
        names = services.play_names(records)
        talk.say_all(
            f"{n}. {_described(record, names[record.id])}" for n, record in enumerate(records, 1)
        )
        talk.say_all(
            f"{n}. A damaged play, {play[:40]}. It cannot be read; its number offers to delete it."
            for n, play in enumerate(damaged, len(records) + 1)
        )
        talk.say_all(lettered(commands.LOOK_BACK))
        wanted = _asked(talk, len(records) + len(damaged))
        if wanted == "x":
            return
        if wanted.isdecimal() and int(wanted) > len(records):
            _delete(talk, damaged[int(wanted) - len(records) - 1])
        elif wanted.isdecimal():
            _one_play(talk, records[int(wanted) - 1])
        else:
            _READS[wanted](talk, services.history_of(talk.records))


def _asked(talk: Talk, plays: int) -> str:
    """Ask for a letter or the number of a play, and return it; x for going back."""
    letters = {letter: letter for letter in _READS} | dict.fromkeys(("", "x"), "x")

    def read(typed: str) -> str | None:
        return letters.get(typed) or (typed if number_in(typed, plays) else None)

    return talk.ask_until(
        f"Which play, 1-{plays}, a letter, or x:",
        f"{numbers(plays)} for a play, one of the letters above, x to go back",
        read,
    )


def _described(record: PlayRecord, name: str) -> str:
    when = record.updated.astimezone().strftime("%d %B %Y, %H:%M")
    told = (decisions(record.decisions), words.how_it_ended(record))
    return " ".join((f"{name}. {when}.", *(f"{part[:1].upper()}{part[1:]}." for part in told)))


def _one_play(talk: Talk, record: PlayRecord) -> None:
    can = (
        "d for its debrief, g to go on with it, x for none"
        if record.can_go_on
        else "d for its debrief, x for none"
    )
    known = {"": "x", "x": "x", "d": "d", "delete": "delete"}
    if record.can_go_on:
        known["g"] = "g"
    can += ", or delete to delete it for good"
    wanted = talk.ask_until(f"{can}:", can, known.get)
    if wanted == "d":
        _tell_debrief(talk, record)
    elif wanted == "g":
        play_kept(talk, record.id)
    elif wanted == "delete":
        _delete(talk, record.id)


def _delete(talk: Talk, play: str) -> None:
    """Delete a play for good, after asking."""
    if talk.ask_yes("Delete it with its reasons and answers, y or n (Enter for no):", False):
        talk.records.delete(play)
        if not talk.records.trouble:
            talk.say("It is deleted.")


def _tell_debrief(talk: Talk, record: PlayRecord) -> None:
    try:
        looked = talk.records.look_at(record.id)
    except (RecordError, ScenarioError) as error:
        talk.say(str(error))
        return
    talk.say_all(looked.lines)
    talk.say_all(presenter.debrief(looked.session.debrief()))
