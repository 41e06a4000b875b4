"""How a scenario's scenes lead into one another, and how its choices are balanced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_sim.graphs import circles, reachable, turned_round
from scr_sim.scenario.model.scenario import STANCES, scene_kind
from scr_sim.scenario.syntax.diagnostics import Problem
from scr_sim.scenario.syntax.locations import problem_at_key
from scr_sim.scenario.syntax.nodes import Loose, Map, Seq, entries, items, text_of
from scr_sim.scenario.validation.inspector import Look
from scr_sim.scenario.validation.symbols import Names

#: So many scenes of a loop or of a pattern are named.
_MOST_NAMED = 12

#: From how many decisions on, and from what share on, a pattern could be learned.
FEWEST_DECISIONS = 5
LARGEST_SHARE = 0.6


def check_flow(data: Map, names: Names, *, whole: bool = True) -> list[Problem]:
    """Return the problems of how scenes lead on: no ending, endless passages, one stance only.

    Where the file could not be read ``whole``, a link to an ending may be in what was not read.
    """
    look = Look(data, names)
    scenes = dict(entries(data.get("scenes")))
    start = text_of(data.get("start"))
    if start in scenes:
        links = {scene_id: _links(scene) for scene_id, scene in scenes.items()}
        reached = reachable([start], links)
        if whole and not any(_may_end(scenes[scene]) for scene in reached if scene in scenes):
            look.at_value(
                ("start",),
                "no-ending",
                "No ending can be reached from the start.",
                "Give a scene the key “ending”, and lead to it.",
            )
        for loop in _loops(scenes, reached):
            more = f" and {len(loop) - _MOST_NAMED} more" if len(loop) > _MOST_NAMED else ""
            look.at_key(
                ("scenes", loop[0]),
                "passage-loop",
                "These passages lead into one another for ever: "
                f"{', '.join(loop[:_MOST_NAMED])}{more}.",
                "Lead one of them to a decision or an ending.",
            )
    for scene_id, scene in scenes.items():
        if scene_kind(scene) == "choices" and not look.full:
            _one_sided(look, scene_id, scene)
    return look.problems


def _may_end(scene: Map) -> bool:
    """Return whether a scene is an ending, or might be meant as one."""
    return "ending" in scene or scene_kind(scene) is None


def _one_sided(look: Look, scene_id: str, scene: Map) -> None:
    stances = {
        text_of(c.get("stance")) for _, c in items(scene.get("choices")) if isinstance(c, Map)
    }
    # Where a key stands twice, the second choice may only lack its dash.
    unsure = any(isinstance(c, Map) and c.repeated for _, c in items(scene.get("choices")))
    if len(stances) == 1 and stances.issubset(STANCES) and not unsure:
        look.at_key(
            ("scenes", scene_id),
            "one-sided",
            f"Every choice of “{scene_id[:80]}” has the stance “{stances.pop()}”.",
            "A decision needs at least two stances to be one.",
        )


def check_balance(data: Map) -> list[Problem]:
    """Return warnings where a player could learn a pattern instead of judging."""
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
                    f"{_named(alone)}.",
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
                f"acts on what the review found. They are {_named(longest)}.",
                "Make the labels of a decision alike in length.",
            )
        )
    return problems


def _named(scenes: list[str]) -> str:
    """Return scenes' ids in the file's order; of very many, the first."""
    more = f" and {len(scenes) - _MOST_NAMED} more" if len(scenes) > _MOST_NAMED else ""
    return f"{', '.join(scenes[:_MOST_NAMED])}{more}"


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


def _links(scene: Map) -> list[str]:
    """Return every scene that a scene can lead to by any link."""
    found = [*_targets(scene.get("next"))]
    for _, choice in items(scene.get("choices")):
        if isinstance(choice, Map):
            found += _after(choice)
            cite = choice.get("cite")
            if isinstance(cite, Map) and isinstance(cite.get("otherwise"), Map):
                found += _after(cite["otherwise"])
    return found


def _after(result: Map) -> list[str]:
    """Return where a result leads, and where its variants do."""
    found = [*_targets(result.get("next"))]
    for _, variant in items(result.get("variants")):
        if isinstance(variant, Map):
            found += _targets(variant.get("next"))
    return found


def _targets(value: Loose) -> Iterator[str]:
    """Return where a ``next`` can lead, without what is never or no longer asked for."""
    if isinstance(value, Seq):
        for link in value:
            if not isinstance(link, Map):
                continue
            condition = text_of(link.get("if"))
            if condition != "false" and (target := text_of(link.get("go"))) is not None:
                yield target
            if condition == "true":
                return
    elif (target := text_of(value)) is not None:
        yield target


def _loops(scenes: dict[str, Map], reached: set[str]) -> Iterator[list[str]]:
    """Find runs of passages that no condition can lead out of, each in the file's order."""
    links = {
        scene: set(_targets(scenes[scene].get("next")))
        for scene in scenes
        if scene in reached and scene_kind(scenes[scene]) == "next"
    }
    # What can lead out, by way of other passages too, is no loop without end.
    leaving = [scene for scene, targets in links.items() if not targets or targets - links.keys()]
    open_ended = reachable(leaving, turned_round(links))
    order = {scene: number for number, scene in enumerate(scenes)}
    closed = {scene: links[scene] for scene in links if scene not in open_ended}
    for loop in circles(closed):
        yield sorted(loop, key=order.__getitem__)
