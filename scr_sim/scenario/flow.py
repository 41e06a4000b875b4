"""How a scenario's scenes lead into one another, and how its choices are balanced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_sim.scenario.model import STANCES, scene_kind
from scr_sim.scenario.places import problem_at_key, problem_at_value
from scr_sim.scenario.problems import Problem
from scr_sim.scenario.reading import Loose, Map, Seq
from scr_sim.scenario.references import entries, items, text_of

#: From how many decisions on, and from what share on, a pattern could be learned.
FEWEST_DECISIONS = 5
LARGEST_SHARE = 0.6


def check_flow(data: Map) -> list[Problem]:
    """Return the problems of how scenes lead on: no ending, endless passages, one stance only."""
    scenes = dict(entries(data.get("scenes")))
    links = {scene_id: list(_links(scene)) for scene_id, scene in scenes.items()}
    problems = []
    start = text_of(data.get("start"))
    if start in scenes:
        reached = _reached(start, links)
        if not any(scene_kind(scenes[scene]) == "ending" for scene in reached if scene in scenes):
            problems.append(
                problem_at_value(
                    data,
                    ("start",),
                    "no-ending",
                    "No ending can be reached from the start.",
                    "Give a scene the key “ending”, and lead to it.",
                )
            )
        problems += [
            problem_at_key(
                data,
                ("scenes", loop[0]),
                "passage-loop",
                f"These passages lead into one another for ever: {', '.join(loop)}.",
                "Lead one of them to a decision or an ending.",
            )
            for loop in _loops(scenes, links, reached)
        ]
    for scene_id, scene in scenes.items():
        if scene_kind(scene) != "choices":
            continue
        stances = {
            text_of(c.get("stance")) for _, c in items(scene.get("choices")) if isinstance(c, Map)
        } & set(STANCES)
        if len(stances) == 1 and scene.get("choices"):
            problems.append(
                problem_at_key(
                    data,
                    ("scenes", scene_id),
                    "one-sided",
                    f"Every choice of “{scene_id}” has the stance “{stances.pop()}”.",
                    "A decision needs at least two stances to be one.",
                )
            )
    return problems


def check_balance(data: Map) -> list[Problem]:
    """Return warnings where a player could learn a pattern instead of judging."""
    decisions = [
        found for _, scene in entries(data.get("scenes")) if (found := _weighed(scene)).answering
    ]
    if len(decisions) < FEWEST_DECISIONS:
        return []
    problems = []
    most = LARGEST_SHARE * len(decisions)
    for stance in STANCES:
        alone = sum(decision.answering == {stance} for decision in decisions)
        if alone > most:
            problems.append(
                problem_at_key(
                    data,
                    ("scenes",),
                    "one-stance-best",
                    f"In {alone} of {len(decisions)} decisions only “{stance}” acts on what the "
                    "review found: the pattern would be learned, not the judgement.",
                    "Write decisions in which another stance is the sounder one.",
                )
            )
    longest = sum(decision.longest for decision in decisions)
    if longest > most:
        problems.append(
            problem_at_key(
                data,
                ("scenes",),
                "longest-is-best",
                f"In {longest} of {len(decisions)} decisions the longest label is one that acts on "
                "what the review found.",
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


def _links(scene: Map) -> Iterator[str]:
    yield from _targets(scene.get("next"))
    for _, choice in items(scene.get("choices")):
        if isinstance(choice, Map):
            yield from _targets(choice.get("next"))
            cite = choice.get("cite")
            if isinstance(cite, Map) and isinstance(cite.get("otherwise"), Map):
                yield from _targets(cite["otherwise"].get("next"))


def _targets(value: Loose) -> Iterator[str]:
    if isinstance(value, Seq):
        for link in value:
            if isinstance(link, Map) and (target := text_of(link.get("go"))) is not None:
                yield target
    elif (target := text_of(value)) is not None:
        yield target


def _reached(start: str, links: dict[str, list[str]]) -> set[str]:
    reached = {start}
    waiting = [start]
    while waiting:
        for target in links.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def _loops(
    scenes: dict[str, Map], links: dict[str, list[str]], reached: set[str]
) -> Iterator[list[str]]:
    """Find runs of passages that no condition can lead out of, each in the file's order."""
    closed = {
        scene
        for scene in reached
        if scene in scenes and scene_kind(scenes[scene]) == "next" and links[scene]
    }
    while leaving := {scene for scene in closed if not closed.issuperset(links[scene])}:
        closed -= leaving
    inside = {scene: _reached(scene, {s: links[s] for s in closed}) for scene in closed}
    told: set[str] = set()
    for scene in scenes:
        if scene not in closed or scene in told:
            continue
        onward = {s for target in links[scene] for s in inside[target]}
        if scene in onward:
            loop = [s for s in scenes if s in onward and scene in inside.get(s, ())]
            told.update(loop)
            yield loop
