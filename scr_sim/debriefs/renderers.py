"""A debrief as Markdown, as one self-contained page, and as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict

from scr_sim.debriefs.model import Debrief, DecisionView, FindingView, QuestionView
from scr_sim.text.labels import (
    ENDINGS,
    SIGNS,
    STANCES,
    confidence_in_words,
    findings_in_words,
)
from scr_sim.text.prose import Block, Span, blocks, html
from scr_sim.text.templates import page

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LINE_MARKS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


# -- Markdown


def to_markdown(debrief: Debrief) -> str:
    """Return the debrief as Markdown; what was typed by anybody stands as it was typed."""
    lines = [f"# {_plain(debrief.title)}", "", *_opening(debrief)]
    lines += ["", "## By decision"]
    for decision in debrief.decisions:
        lines += ["", *_decision(decision)]
    if not debrief.decisions:
        lines += ["", "No decision was made."]
    lines += ["", "## By finding"]
    for finding in debrief.findings:
        lines += ["", *_finding(finding, debrief.decisions)]
    lines += ["", "## What nobody saw at the time", ""]
    lines += _unseen(debrief)
    lines += ["", "## What was not looked into", ""]
    lines += [
        f"- Decision {one.decision}: {_plain(one.label)}{_agency(one.agency)}"
        for one in debrief.not_looked_into
    ] or ["Everything that was open was looked into."]
    lines += ["", "## To take away", "", *_questions(debrief.learning)]
    return "\n".join(lines).rstrip() + "\n"


def _opening(debrief: Debrief) -> list[str]:
    review = debrief.review
    lines = []
    if debrief.ending is not None:
        lines += [f"**{_plain(debrief.ending.title)}.** {ENDINGS[debrief.ending.kind]}", ""]
        lines += [_markdown(debrief.ending.text), ""]
    else:
        lines += ["This play is not finished.", ""]
    lines.append(f"Played as: {_plain(debrief.role)}.")
    lines += [
        "",
        f"The review: *{_plain(review.title)}* ({_plain(review.publisher)}, "
        f"{_plain(review.published)}). The scenario is fiction drawn from it.",
    ]
    return lines


def _decision(view: DecisionView) -> list[str]:
    when = ", ".join(filter(None, (view.date, view.place)))
    lines = [f"### {view.number}. {_plain(view.title)}", ""]
    lines += [f"{_plain(when)}", ""] if when else []
    lines += [f"You chose: **{STANCES[view.stance]}** {SIGNS[view.stance]} {_plain(view.label)}"]
    if view.cited:
        lines += ["", f"You showed: {'; '.join(_plain(note.source) for note in view.cited)}."]
    if view.convincing is not None:
        lines += ["", "It convinced." if view.convincing else "It did not convince."]
    if view.reason:
        lines += ["", f"Because: {_plain(view.reason)}"]
    if view.confidence is not None:
        lines += ["", f"How sure you were: {confidence_in_words(view.confidence)}."]
    if view.outcome:
        lines += ["", _markdown(view.outcome)]
    lines += ["", f"**What the review found.** {_markdown(view.because)}", ""]
    lines += [f"- {_plain(sentence)}" for sentence in _sentences(view)]
    lines += ["", "What else was on offer:", ""]
    lines += [
        f"- {STANCES[other.stance]} {SIGNS[other.stance]} {_plain(other.label)}"
        f"{' (locked then)' if other.locked else ''}"
        for other in view.others
    ]
    if view.made:
        lines += ["", f"You had looked into: {'; '.join(_plain(label) for label in view.made)}."]
    if view.missed:
        could = "; ".join(_plain(one.label) for one in view.missed)
        lines += ["", f"What could have told you more: {could}."]
    if view.held:
        lines += ["", "What you knew then:", ""]
        lines += [f"- {_plain(note.source)}: {_in_line(note.text)}" for note in view.held]
    return lines


def _sentences(view: DecisionView) -> list[str]:
    return [findings_in_words(f.title, f.number, repeated=True) for f in view.echoes] + [
        findings_in_words(f.title, f.number, repeated=False) for f in view.answers
    ]


def _finding(view: FindingView, decisions: Sequence[DecisionView]) -> list[str]:
    lines = [f"### Finding {view.number}. {_plain(view.title)}", "", _markdown(view.text), ""]
    for text, numbers in (
        ("Where you repeated its pattern", view.echoed),
        ("Where you acted on its lesson", view.answered),
    ):
        if numbers:
            where = "; ".join(f"{n}. {_plain(decisions[n - 1].title)}" for n in numbers)
            lines += [f"{text}: {where}.", ""]
    if not view.echoed and not view.answered:
        lines += ["No choice in this play touched it.", ""]
    return lines + _questions(view.questions)


def _questions(questions: Sequence[QuestionView]) -> list[str]:
    lines = []
    for one in questions:
        lines.append(f"- {_in_line(one.text)}")
        if one.answer:
            lines += ["", *(f"  > {_plain(line)}" for line in one.answer.splitlines()), ""]
    return lines


def _unseen(debrief: Debrief) -> list[str]:
    if not debrief.finished:
        return ["This is told when the play has come to its ending."]
    lines = []
    for one in debrief.unseen:
        when = f" ({_plain(one.date)})" if one.date else ""
        lines += [f"**{_plain(one.title)}**{when}", "", _markdown(one.text), ""]
        if one.decision is not None:
            then = debrief.decisions[one.decision - 1]
            lines += [
                f"You then: {STANCES[then.stance]} {SIGNS[then.stance]} {_plain(then.label)}",
                "",
            ]
    return lines or ["Nothing is told here."]


def _agency(agency: str) -> str:
    return f" ({_plain(agency)})" if agency else ""


def _plain(text: str) -> str:
    """Return text that Markdown shows as it stands."""
    text = _MARKS.sub(r"\\\1", text.replace("&", "&amp;"))
    return _LINE_MARKS.sub(
        lambda m: (
            f"{m.group(1)}\\{m.group(2)}"
            if not m.group(2).isdigit()
            else f"{m.group(1)}{m.group(2)}\\"
        ),
        text,
    )


def _markdown(text: str) -> str:
    """Return an author's prose as Markdown: its own few marks kept, everything else plain."""
    return "\n\n".join(_block(block) for block in blocks(text))


def _block(block: Block) -> str:
    indent = "    " * (block.depth - 1 if block.mark else block.depth)
    lead = "> " * block.quoted + indent + (f"{block.mark} " if block.mark else "")
    return lead + "".join(_span(span) for span in block.spans)


def _in_line(text: str) -> str:
    return " ".join(_markdown(text).split())


def _span(span: Span) -> str:
    mark = "*" * (span.em + 2 * span.strong)
    return f"{mark}{_plain(span.text)}{mark}"


# -- HTML


def to_html(debrief: Debrief) -> str:
    """Return the debrief as one page: no script, nothing fetched, made to be printed."""
    from markupsafe import Markup

    return page("debrief.html").render(
        d=debrief,
        signs=SIGNS,
        stances=STANCES,
        endings=ENDINGS,
        confidence_in_words=confidence_in_words,
        findings_in_words=findings_in_words,
        prose=lambda text: Markup(html(text)),  # noqa: S704 - every letter is escaped
    )


# -- JSON


def to_json(debrief: Debrief) -> str:
    """Return the debrief as JSON; its keys are the fields of `Debrief` and of what it holds."""
    return json.dumps(asdict(debrief), ensure_ascii=False, indent=2)


RENDERINGS: dict[str, Callable[[Debrief], str]] = {
    "md": to_markdown,
    "html": to_html,
    "json": to_json,
}
