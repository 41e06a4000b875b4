"""Two plays of one scenario, laid beside each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scr_sim.engine import Answered, Play, Step, tally
from scr_sim.text.stances import STANCE_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """Where two plays part: the decision, and what each chose there (None: not so far)."""

    decision: int
    scene: str
    first: tuple[str, str] | None
    second: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCounts:
    """How often each of two plays repeated a finding's pattern, and acted on its lesson."""

    number: int
    title: str
    first: tuple[int, int]
    second: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs between two plays; ``divergence`` is None where they chose alike throughout."""

    divergence: Divergence | None
    endings: tuple[str | None, str | None]
    findings: tuple[FindingCounts, ...]
    only_first_held: tuple[str, ...]
    only_second_held: tuple[str, ...]
    only_first_made: tuple[str, ...]
    only_second_made: tuple[str, ...]


def compare(first: Play, second: Play) -> Comparison:
    """Return what differs between two plays of one scenario."""
    findings = first.scenario.case_review.findings
    here, there = _counts(first, findings), _counts(second, findings)
    return Comparison(
        divergence=_divergence(first, second),
        endings=(_ending(first), _ending(second)),
        findings=tuple(
            FindingCounts(
                number=number, title=finding.title, first=here[number], second=there[number]
            )
            for number, finding in findings.items()
        ),
        only_first_held=_only(_notes(first), _notes(second)),
        only_second_held=_only(_notes(second), _notes(first)),
        only_first_made=_only(_enquiries(first), _enquiries(second)),
        only_second_made=_only(_enquiries(second), _enquiries(first)),
    )


_OFTEN = {1: "once", 2: "twice"}


def sentences(found: Comparison) -> list[str]:
    """Return a comparison in plain sentences; “this play” is the first."""
    told = []
    divergence = found.divergence
    if divergence is None:
        told.append("Both plays made the same choices.")
    else:
        told.append(
            f"They part at decision {divergence.decision}, “{divergence.scene}”. "
            f"{_chose('This play', divergence.first)} {_chose('The other', divergence.second)}"
        )
    told.append(f"{_ended('This play', found.endings[0])} {_ended('The other', found.endings[1])}")
    for one in found.findings:
        if one.first != one.second:
            told.append(
                f"Finding {one.number}, {one.title}: this play {_times(one.first)}; "
                f"the other {_times(one.second)}."
            )
    for whose, labels in (
        ("this play", found.only_first_made),
        ("the other", found.only_second_made),
    ):
        if labels:
            told.append(f"Only {whose} looked into: {'; '.join(labels)}.")
    for whose, notes in (
        ("this play", found.only_first_held),
        ("the other", found.only_second_held),
    ):
        if notes:
            told.append(f"Only {whose} came to know something from: {'; '.join(notes)}.")
    return told


def _divergence(first: Play, second: Play) -> Divergence | None:
    steps = max(len(first.steps), len(second.steps))
    for index in range(steps):
        one = first.steps[index] if index < len(first.steps) else None
        other = second.steps[index] if index < len(second.steps) else None
        if _same(one, other):
            continue
        there = one or other
        assert there is not None
        title = first.scenario.scenes[there.scene].title
        return Divergence(
            decision=index + 1, scene=title, first=_choice(one), second=_choice(other)
        )
    return None


def _same(one: Step | None, other: Step | None) -> bool:
    return (
        one is not None
        and other is not None
        and (one.scene, one.choice, one.cited) == (other.scene, other.choice, other.cited)
    )


def _choice(step: Step | None) -> tuple[str, str] | None:
    return None if step is None else (STANCE_NAMES[step.stance], step.label)


def _ending(play: Play) -> str | None:
    scene = play.scene_model
    return scene.ending.title if scene.kind == "ending" else None


def _counts(play: Play, findings: Iterable[int]) -> dict[int, tuple[int, int]]:
    met = tally(findings, enumerate(play.steps))
    return {number: (len(one.echoed), len(one.answered)) for number, one in met.items()}


def _notes(play: Play) -> dict[str, str]:
    return {note.id: note.source for note in play.notebook}


def _enquiries(play: Play) -> dict[str, str]:
    return {
        f"{beat.scene}.{beat.enquiry}": beat.label
        for beat in play.story
        if isinstance(beat, Answered)
    }


def _only(one: dict[str, str], other: dict[str, str]) -> tuple[str, ...]:
    return tuple(text for key, text in one.items() if key not in other)


def _chose(who: str, choice: tuple[str, str] | None) -> str:
    return (
        f"{who} had not come so far."
        if choice is None
        else f"{who} chose to {choice[0].lower()}: {choice[1]}."
    )


def _ended(who: str, ending: str | None) -> str:
    return f"{who} is not finished." if ending is None else f"{who} ended with “{ending}”."


def _times(counts: tuple[int, int]) -> str:
    repeated, acted = (
        f"never {did}" if not count else f"{did} {_OFTEN.get(count, f'{count} times')}"
        for did, count in zip(("repeated it", "acted on it"), counts, strict=True)
    )
    return f"{repeated} and {acted}"
