"""How a debrief reads on the screen: plain data in, content out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from scr_sim.debriefs import (
    Debrief,
    DecisionView,
    FindingRef,
    FindingView,
    QuestionView,
)
from scr_sim.engine import Play
from scr_sim.scenario.model.scenario import Decision, Ending
from scr_sim.text.labels import ENDINGS, SIGNS, confidence_in_words
from scr_sim.tui.content import MUTED, join, line, plain, prose
from scr_sim.tui.presenters import play_view


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


def decision(view: DecisionView) -> Content:
    """Return one decision: what was known, done and left, and what the review found."""
    when = " · ".join(filter(None, (view.date, view.place)))
    parts: list[Content] = [line((view.title, "bold $primary"), (f"   {when}", MUTED)), Content("")]
    parts += [_head("What you did"), line(play_view.stance(view.stance), "  ", view.label)]
    if view.cited:
        parts += [plain(f"You showed: {'; '.join(note.source for note in view.cited)}", MUTED)]
    if view.convincing is not None:
        parts.append(plain("It convinced." if view.convincing else "It did not convince.", MUTED))
    if view.reason:
        parts.append(line(("Because ", MUTED), view.reason))
    if view.confidence is not None:
        parts.append(line(("How sure you were: ", MUTED), confidence_in_words(view.confidence)))
    if view.outcome:
        parts += [Content(""), prose(view.outcome)]
    parts += [Content(""), _head("What the review found"), prose(view.because)]
    parts += [line(("  repeats the pattern of ", MUTED), _finding(ref)) for ref in view.echoes]
    parts += [line(("  acts on the lesson of ", MUTED), _finding(ref)) for ref in view.answers]
    parts += [Content(""), _head("What else was on offer")]
    for other in view.others:
        parts.append(
            line(
                play_view.stance(other.stance),
                "  ",
                other.label,
                ("  (locked then)" if other.locked else "", MUTED),
            )
        )
    parts += [Content(""), _head("What you had looked into")]
    parts += [line(("✓ ", "$accent"), label) for label in view.made] or [plain("Nothing.", MUTED)]
    if view.missed:
        parts += [Content(""), _head("What could have told you more")]
        parts += [
            line(("· ", "$accent"), one.label, (f"  {one.agency}", MUTED)) for one in view.missed
        ]
    parts += [Content(""), _head("What you knew then")]
    parts += [
        line(("· ", "$accent"), (f"{note.source}: ", MUTED), prose(note.text)) for note in view.held
    ] or [plain("Nothing was in the notebook yet.", MUTED)]
    return join(parts)


def _finding(ref: FindingRef) -> Content:
    return line((f"finding {ref.number}", "bold"), f", {ref.title}")


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
    parts: list[Content] = [
        line((f"Finding {view.number}  ", "bold $accent"), (view.title, "bold $primary")),
        Content(""),
        prose(view.text),
        Content(""),
    ]
    for title, numbers in (
        ("Where you repeated its pattern", view.echoed),
        ("Where you acted on its lesson", view.answered),
    ):
        if numbers:
            parts.append(_head(title))
            for number in numbers:
                one = decisions[number - 1]
                parts.append(
                    line(
                        (f"{number} ", "bold $accent"),
                        f"{one.title}: ",
                        play_view.stance(one.stance),
                        f"  {one.label}",
                    )
                )
            parts.append(Content(""))
    if not view.echoed and not view.answered:
        parts += [plain("No choice in this play touched it.", MUTED), Content("")]
    return join([*parts, questions("The review asks", view.questions)])


def questions(title: str, asked: Sequence[QuestionView]) -> Content:
    """Return questions, with what the player wrote."""
    parts = [_head(title)]
    for one in asked:
        parts.append(line(("? ", "bold $accent"), prose(one.text)))
        if one.answer:
            parts.append(line(("  ", ""), (one.answer, "italic")))
    parts.append(plain("e opens a place to write.", MUTED))
    return join(parts)


def unseen(debrief: Debrief) -> Content:
    """Return what nobody saw at the time, in order, beside what the player did then."""
    if not debrief.finished:
        return plain("What nobody saw is told when the play has come to its ending.", MUTED)
    if not debrief.unseen:
        return plain("The author tells nothing here.", MUTED)
    parts: list[Content] = [_head("What no professional saw at the time"), Content("")]
    for one in debrief.unseen:
        parts.append(line((one.title, "bold"), (f"   {one.date}", MUTED)))
        parts.append(prose(one.text))
        if one.decision is not None:
            then = debrief.decisions[one.decision - 1]
            parts.append(
                line(("You then: ", MUTED), play_view.stance(then.stance), f"  {then.label}")
            )
        parts.append(Content(""))
    return join(parts)


def ways(play: Play, seen: set[str], open_ways: bool) -> Content:
    """Return a map of the scenario with this play's way through it.

    Other ways are closed until some play has come to where they lead, or ``open_ways``.
    """
    scenario = play.scenario
    parts: list[Content] = [_head("Your way"), Content("")]
    steps = iter(play.steps)
    for name in play.visited:
        scene = scenario.scenes[name]
        last = isinstance(scene, Ending)
        parts.append(
            line(
                ("◉ " if last else "● ", "bold $accent"),
                (scene.title, "bold"),
                (f"   {scene.date or ''}", MUTED),
            )
        )
        if last:
            break
        if not isinstance(scene, Decision):
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
    endings = [
        (name, scene) for name, scene in scenario.scenes.items() if isinstance(scene, Ending)
    ]
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
    parts: list[Content] = [questions("To take away", debrief.learning), Content("")]
    for view in debrief.findings:
        if view.questions:
            parts += [
                questions(f"Finding {view.number}: {view.title}", view.questions),
                Content(""),
            ]
    return join(parts)
