"""How a debrief reads on the screen: plain data in, content out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from scr_sim.debriefs import (
    Debrief,
    DecisionView,
    FindingView,
    QuestionView,
    outline,
)
from scr_sim.debriefs.outline import (
    Element,
    InlineProse,
    Items,
    LabelledLine,
    Line,
    Own,
    Part,
    Prose,
    Question,
    Section,
    StanceMark,
    Words,
)
from scr_sim.engine import Play
from scr_sim.text.labels import ENDINGS
from scr_sim.text.stances import SIGNS
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.presenters import play_view

_TONES = {"plain": "", "quiet": MUTED, "strong": "bold"}
_WRITE = plain("e opens a place to write.", MUTED)


def _head(text: str) -> Content:
    return plain(text, "bold $primary")


def ending(debrief: Debrief) -> Content:
    """Return how the play ended, in one or two lines."""
    if debrief.ending is None:
        return join(
            [plain(debrief.title, "bold $primary"), plain("This play is not finished.", MUTED)]
        )
    return join(
        [
            line((debrief.ending.title, "bold $primary"), (f"   {debrief.title}", MUTED)),
            line(
                (ENDINGS[debrief.ending.kind], "$accent"),
                ("   Tab shows the next view.", MUTED),
            ),
        ]
    )


def decision_row(view: DecisionView) -> Content:
    """Return a decision as a row of a list."""
    return line(
        (f"{view.number:>2} ", "bold $accent"),
        (f"{SIGNS[view.stance]} ", f"${view.stance}"),
        view.title,
    )


def decision(view: DecisionView, played_as: str) -> Content:
    """Return one decision: what was known, done and left, and what the review found."""
    return section(outline.decision(view, played_as))


def finding_row(view: FindingView) -> Content:
    """Return a finding as a row of a list, with how often the play met it."""
    met = [f"repeated {len(view.echoed)}"] if view.echoed else []
    met += [f"acted on {len(view.answered)}"] if view.answered else []
    return line(
        (f"{view.number} ", "bold $accent"),
        view.title,
        (f"\n   {', '.join(met) or 'not met in this play'}", MUTED),
    )


def finding(view: FindingView, decisions: Sequence[DecisionView]) -> Content:
    """Return one finding: where the play met it, what the review found, its questions."""
    told = section(outline.finding(view, decisions))
    return join([told, _WRITE]) if view.questions else told


def unseen(debrief: Debrief) -> Content:
    """Return what nobody saw at the time, in order, beside what the player did then."""
    return section(outline.unseen(debrief))


def ways(play: Play, seen: set[str], open_ways: bool) -> Content:
    """Return a map of the scenario with this play's way through it.

    Other ways are closed until some play has come to where they lead, or ``open_ways``.
    """
    scenario = play.scenario
    parts: list[Content] = [_head("Your way"), Content("")]
    steps = iter(play.steps)
    for name in play.visited:
        scene = scenario.scenes[name]
        last = scene.kind == "ending"
        parts.append(
            line(
                ("◉ " if last else "● ", "bold $accent"),
                (scene.title, "bold"),
                (f"   {scene.date or ''}", MUTED),
            )
        )
        if last:
            break
        if scene.kind != "decision":
            parts.append(plain("│", MUTED))
            continue
        step = next(steps, None)
        if step is None:
            break
        for choice in scene.choices:
            if choice.id == step.choice:
                parts.append(
                    line(
                        ("┃ ", "bold $accent"),
                        play_view.stance(choice.stance),
                        (f"  {choice.label}", "bold"),
                    )
                )
            else:
                leads = sorted(
                    {
                        scenario.scenes[link.go].title
                        for link in choice.next
                        if open_ways or link.go in seen
                    }
                )
                where = f"  → {' or '.join(leads)}" if leads else "  → …"
                parts.append(
                    line(
                        ("├╴", MUTED),
                        play_view.stance(choice.stance),
                        f"  {choice.label}",
                        (where, MUTED),
                    )
                )
        parts.append(plain("│", MUTED))
    endings = [(name, scene) for name, scene in scenario.scenes.items() if scene.kind == "ending"]
    parts += [Content(""), _head("Endings")]
    for name, scene in endings:
        known = open_ways or name in seen or name == play.ending
        sign = "◉" if name == play.ending else "●" if name in seen else "○"
        parts.append(
            line(
                (f"{sign} ", "$accent"),
                scene.ending.title if known else "one that you have not come to",
                ("  this play" if name == play.ending else "", MUTED),
            )
        )
    parts += [
        Content(""),
        plain("o closes the other ways." if open_ways else "o opens the other ways.", MUTED),
    ]
    return join(parts)


def words(debrief: Debrief) -> Content:
    """Return everything the review asks, with what the player wrote."""
    parts: list[Content] = [
        _WRITE,
        Content(""),
        _head("To take away"),
        *_asked(debrief.learning),
        Content(""),
    ]
    for view in debrief.findings:
        if view.questions:
            parts += [_head(f"Finding {view.number}: {view.title}"), *_asked(view.questions)]
            parts.append(Content(""))
    return join(parts[:-1])


def _asked(asked: Sequence[QuestionView]) -> list[Content]:
    return [_element(element) for element in outline.questions(asked)]


# -- the outline, walked


def section(told: Section) -> Content:
    """Return a section of a debrief with all that stands under it."""
    if told.kind in {"group", "review"}:
        heading = _head(told.title)
    else:
        lead = (f"{told.lead}  ", "bold $accent") if told.lead else ""
        heading = line(lead, (told.title, "bold $primary"), (f"   {told.when}", MUTED))
    parts = [heading, *(_element(element) for element in told.elements)]
    for inner in told.sections:
        parts += [Content(""), section(inner)]
    return join(parts)


def _element(element: Element) -> Content:
    match element:
        case LabelledLine(parts, lead):
            return line((f"{lead}: " if lead else "", MUTED), _line(parts))
        case Prose(text):
            return prose(text)
        case Items(lines):
            return join(line(("· ", "$accent"), _line(parts)) for parts in lines)
        case Question(text, answer):
            asked = line(("? ", "bold $accent"), prose(text))
            return join([asked, line("  ", (answer, "italic"))]) if answer else asked


def _line(parts: Line) -> Content:
    return line(*(_part(part) for part in parts))


def _part(part: Part) -> Content | tuple[str, str]:
    match part:
        case StanceMark(stance):
            return line(play_view.stance(stance), "  ")
        case InlineProse(text):
            return prose(text)
        case Own(text):
            return (text, "italic")
        case Words(text, tone):
            return (text, _TONES[tone])
