"""How a scenario's choices are balanced: in each decision, and over all of them."""

from __future__ import annotations

from dataclasses import dataclass

from scr_sim.scenario.model.choice import STANCES
from scr_sim.scenario.model.scene import scene_kind
from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.locations import problem_at_key
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, entries, items, text_of
from scr_sim.scenario.validation.data_check import DataCheck, named
from scr_sim.scenario.validation.symbols import Names

#: From how many decisions on, and from what share on, a pattern could be learned.
FEWEST_DECISIONS = 5
LARGEST_SHARE = 0.6


def check_balance(data: Map, names: Names) -> list[Problem]:
    """Return warnings where a player has nothing to judge, or could learn a pattern instead."""
    check = DataCheck(data, names)
    for scene_id, scene in entries(data.get("scenes")):
        if scene_kind(scene) == "choices" and not check.full:
            _one_sided(check, scene_id, scene)
    return [*check.problems, *_patterns(data)]


def _one_sided(check: DataCheck, scene_id: str, scene: Map) -> None:
    stances = {
        text_of(c.get("stance")) for _, c in items(scene.get("choices")) if isinstance(c, Map)
    }
    # Where a key stands twice, the second choice may only lack its dash.
    unsure = any(isinstance(c, Map) and c.repeated for _, c in items(scene.get("choices")))
    if len(stances) == 1 and stances.issubset(STANCES) and not unsure:
        check.at_key(
            ("scenes", scene_id),
            "one-sided",
            f"Every choice of “{scene_id[:80]}” has the stance “{stances.pop()}”.",
            "A decision needs at least two stances to be one.",
        )


def _patterns(data: Map) -> list[Problem]:
    """Return warnings of what most decisions have in common."""
    decisions = {
        scene_id: found
        for scene_id, scene in entries(data.get("scenes"))
        if (found := _weighed(scene)).answering
    }
    if len(decisions) < FEWEST_DECISIONS:
        return []
    problems = []
    most = LARGEST_SHARE * len(decisions)
    for stance in STANCES:
        alone = [name for name, one in decisions.items() if one.answering == {stance}]
        if len(alone) > most:
            problems.append(
                problem_at_key(
                    data,
                    ("scenes",),
                    "one-stance-best",
                    f"In {len(alone)} of {len(decisions)} decisions only “{stance}” acts on what "
                    "the review found: the pattern would be learned, not the judgement. They are "
                    f"{named(alone)}.",
                    "Write decisions in which another stance is the sounder one.",
                )
            )
    longest = [name for name, one in decisions.items() if one.longest]
    if len(longest) > most:
        problems.append(
            problem_at_key(
                data,
                ("scenes",),
                "longest-is-best",
                f"In {len(longest)} of {len(decisions)} decisions the longest label is one that "
                f"acts on what the review found. They are {named(longest)}.",
                "Make the labels of a decision alike in length.",
            )
        )
    return problems


@dataclass(frozen=True, slots=True)
class _Weighed:
    answering: frozenset[str]
    longest: bool


def _weighed(scene: Map) -> _Weighed:
    answering = set()
    labels: list[tuple[int, bool]] = []
    for _, choice in items(scene.get("choices")):
        if not isinstance(choice, Map):
            continue
        debrief = choice.get("debrief")
        only_answers = (
            isinstance(debrief, Map)
            and bool(_list(debrief.get("answers")))
            and not _list(debrief.get("echoes"))
        )
        stance = text_of(choice.get("stance"))
        if only_answers and stance is not None:
            answering.add(stance)
        labels.append((len(text_of(choice.get("label")) or ""), only_answers))
    lengths = sorted((length for length, _ in labels), reverse=True)
    longest = bool(labels) and max(labels)[1] and (len(lengths) < 2 or lengths[0] > lengths[1])
    return _Weighed(frozenset(answering), longest)


def _list(value: Loose) -> Seq | None:
    return value if isinstance(value, Seq) else None
