"""Asides: what can be had at any moment, and changes nothing: the pause, and what words mean."""

from __future__ import annotations

from scr_sim.plain.console import Talk
from scr_sim.text.glossary import glossary
from scr_sim.text.labels import at_rest
from scr_sim.text.support import support


def pause(talk: Talk) -> None:
    """Say whom to talk to, and wait until the player goes on. Raises `LeftError`."""
    found = support()
    rest = at_rest(kept=not talk.records.trouble)
    talk.say("", f"Paused. {rest}", found.work, found.real_child)
    talk.say_all(f"{one.name}: {one.number}. {one.purpose}" for one in found.lines)
    talk.say(f"Numbers checked: {found.checked}.")
    goes_on = {"": True, "x": True}
    talk.ask_until("Press Enter to go on:", "nothing, and press Enter to go on", goes_on.get)


def tell_words(talk: Talk) -> None:
    """Tell what a word of the glossary means, or what all of them do."""
    wanted = talk.ask("Which word (Enter for all, x to go back):").casefold()
    if wanted == "x":
        return
    found = [t for t in glossary() if wanted in t.term.casefold() or wanted in t.short.casefold()]
    for term in found:
        short = f" ({term.short})" if term.short else ""
        talk.say(f"{term.term}{short}: {term.means}")
    if not found:
        talk.say("No word in the list matches that.")
