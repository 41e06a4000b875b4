"""Enquiries: what can be looked into, and the lines of a page that are noted down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scr_sim.engine import Play
from scr_sim.engine.beats import OfferedEnquiry, OfferedPage
from scr_sim.engine.pages import page_text
from scr_sim.plain import presenter
from scr_sim.plain.console import Talk
from scr_sim.plain.selection import selected


def asked_for(talk: Talk, play: Play) -> str | None:
    """Ask what is to be looked into, and return the action; None where nothing is, or can be."""
    enquiries = play.enquiries()
    if not enquiries:
        talk.say("There is nothing to look into here.")
        return None
    talk.say_all(_listed(enquiries))
    picked = talk.ask_number(f"Look into 1-{len(enquiries)}, or x:", len(enquiries))
    if picked is None:
        return None
    wanted = enquiries[picked - 1]
    if not wanted.can_make:
        talk.say(_why_not(wanted))
        return None
    if wanted.page is None:
        return f"?{wanted.id}"
    noted = _noted(talk, play, wanted, wanted.page)
    return None if noted is None else f"?{wanted.id}@{','.join(noted)}"


def _listed(enquiries: Sequence[OfferedEnquiry]) -> Iterator[str]:
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
        yield told


def _why_not(wanted: OfferedEnquiry) -> str:
    if wanted.made:
        return "You have looked into this already."
    if wanted.affordable:
        return "There is no time left for this here."
    return f"Not now. {presenter.costs(wanted.costs)}"


def _noted(
    talk: Talk, play: Play, enquiry: OfferedEnquiry, page: OfferedPage
) -> tuple[str, ...] | None:
    """Ask which lines of a page are noted down; None where the player puts it away."""
    talk.say(presenter.sentence(f"You read: {enquiry.label}"))
    talk.say_all(presenter.prose(page_text(play, enquiry.id)))
    talk.say_all(f"{n}. {text}" for n, (_, text) in enumerate(page.lines, 1))
    talk.say_all(presenter.prose(page.ask))
    ids = [line for line, _ in page.lines]
    noted = selected(talk, "Lines to note down", ids, page.pick, "put the page away")
    return None if noted is None else tuple([line for line in ids if line in noted])
