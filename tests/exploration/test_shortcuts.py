"""What is settled without looking at every play: by proofs, and by plays that head for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_sim.engine import Engine
from scr_sim.exploration import find_problems, limits, verdicts
from scr_sim.exploration.condition_moments import Watched, watched
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.directed_plays import directed_plays
from scr_sim.exploration.liveness import Matters
from scr_sim.exploration.proofs import Proofs
from scr_sim.exploration.state_vectors import TooManyError, VectorLayout
from scr_sim.exploration.witnesses import Witnesses, some_plays
from scr_sim.graphs import distances
from scr_sim.scenario import LoadedScenario, load
from scr_sim.scenario.library import ids
from tests.scenario.small import REVIEW, changed, problems

DOORS = 12


def loaded(folder: Path, text: str) -> LoadedScenario:
    (folder / "small-review.yaml").write_text(REVIEW, "utf-8")
    path = folder / "tried.yaml"
    path.write_text(text, "utf-8")
    return load(str(path))


def left_of(scenario: LoadedScenario) -> tuple[list[Watched], list[Watched]]:
    """Return a scenario's promises, and those that no proof was found of."""
    engine = Engine(scenario)
    every = [one for one in watched(engine) if one.promise]
    return every, Proofs(Matters(engine, Reads(engine))).may_fail(every)


@pytest.mark.parametrize("name", ids())
def test_most_promises_of_the_bundled_stories_are_proven_from_what_they_read(name: str) -> None:
    every, left = left_of(load(name))
    assert len(every) > 10
    assert len(left) <= len(every) // 10


def test_a_promise_that_hangs_on_what_it_does_not_read_is_left_to_the_exact_search(
    tmp_path: Path,
) -> None:
    # Who asks has told; only who trusts can wait, and nobody does.
    text = changed(
        ("label: Wait a while\n", "label: Wait a while\n        if: trust > 3\n"),
        (
            "next: end\n        debrief: {answers",
            "set: {told: true}\n        next: end\n        debrief: {answers",
        ),
        ("            next: end\n", "            set: {told: true}\n            next: end\n"),
        ("    text: It ends.", "    text: It ends.\n    sure: told"),
    )
    every, left = left_of(loaded(tmp_path, text))
    assert [one.text for one in every] == [one.text for one in left] == ["told"]
    assert [p.code for p in problems(tmp_path, text, plays=True)] == ["never-available"]


def test_a_promise_that_a_play_breaks_is_never_proven(tmp_path: Path) -> None:
    text = changed(("    text: It ends.", "    text: It ends.\n    sure: held('letter') and told"))
    _, left = left_of(loaded(tmp_path, text))
    assert [one.text for one in left] == ["held('letter') and told"]


@pytest.mark.parametrize(("limit", "most"), [("MOST_VISITS_OF_PROOFS", 1), ("MOST_VECTORS", 1)])
def test_what_takes_too_long_to_prove_is_not_called_proven(
    limit: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = changed(("    text: It ends.", "    text: It ends.\n    sure: trust == 3"))
    scenario = loaded(tmp_path, text)
    assert left_of(scenario)[1] == []
    monkeypatch.setattr(limits, limit, most)
    every, left = left_of(scenario)
    assert left == every != []


def long_way(asks: str) -> str:
    """Return a story of many doors, whose end asks something; what it asks is easily passed by."""
    doors = "".join(
        f"""\
  door{door}:
    title: A door
    text: You knock.
    choices:
      - {{id: wait, stance: accept, label: Wait, next: {next_to(door)},
         debrief: {{echoes: [1], because: So.}}}}
      - {{id: look, stance: accept, label: Look, next: {next_to(door)},
         debrief: {{echoes: [1], because: So.}}}}
      - {{id: ask, stance: challenge, label: Ask, add: {{trust: {1 if door % 2 else -1}}},
         next: {next_to(door)}, debrief: {{answers: [1], because: So.}}}}
      - {{id: tell, stance: escalate, label: Tell, if: 'chose("door0.ask")', next: {next_to(door)},
         set: {{stage: told}}, debrief: {{answers: [1], because: So.}}}}
"""
        for door in range(DOORS)
    )
    head = changed(("start: door", "start: door0")).partition("scenes:\n")[0]
    end = "  end:\n    title: The end\n    text:\n      - {text: It ends.}\n"
    end += f"      - {{if: {asks!r}, text: And more.}}\n    ending: {{title: Over, kind: mixed}}\n"
    return f"{head}scenes:\n{doors}{end}"


def next_to(door: int) -> str:
    return f"door{door + 1}" if door + 1 < DOORS else "end"


@pytest.mark.parametrize(
    "asks",
    [
        'chose("door0.tell") or chose("door11.tell")',
        'chose("door0.ask") and chose("door5.look") and chose("door11.tell")',
        'not chose("door3.ask") and not chose("door4.wait") and chose("door7.tell")',
        'stage == "told" and chose("door10.wait") and trust <= 1',
        "trust >= 5",
        'chose("door1.tell") and trust == 0',
    ],
)
def test_plays_that_head_for_a_condition_come_to_it(asks: str, tmp_path: Path) -> None:
    engine = Engine(loaded(tmp_path, long_way(asks)))
    (one,) = (one for one in watched(engine) if one.text == asks)
    witnesses = Witnesses(engine, [one])
    directed_plays(witnesses, witnesses.every)
    assert witnesses.all_held()


@pytest.mark.parametrize("name", ids())
def test_plays_come_to_every_condition_of_a_bundled_story_that_they_head_for(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[Watched] = []
    headed_for: list[Watched] = []

    def noted(witnesses: Witnesses, towards: list[Watched]) -> None:
        headed_for.extend(towards)
        directed_plays(witnesses, towards)
        left.extend(one for one in towards if id(one) not in witnesses.held)

    monkeypatch.setattr(verdicts, "directed_plays", noted)
    find_problems(load(name))
    assert headed_for
    assert [one.text for one in left] == []


def never_of(scenario: LoadedScenario, asks: str) -> list[str]:
    """Return the condition, if it is proven never to hold."""
    engine = Engine(scenario)
    every = [one for one in watched(engine) if one.text == asks]
    perhaps = Proofs(Matters(engine, Reads(engine))).may_hold(every)
    return [one.text for one in every if one not in perhaps]


#: Of the long way's end: the stage is never “asked”, and at each door one thing is done.
NEVER = ['stage == "asked" and chose("door0.ask")', 'chose("door3.wait") and chose("door3.look")']


@pytest.mark.parametrize("asks", NEVER)
def test_what_never_holds_is_proven_from_what_it_reads(
    asks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = long_way(asks)
    assert never_of(loaded(tmp_path, text), asks) == [asks]
    searched: list[object] = []
    for search in ("_watching", "_few_states"):
        monkeypatch.setattr(verdicts, search, lambda *what: searched.append(what))
    told = [p.message for p in problems(tmp_path, text, plays=True) if p.code == "never-holds"]
    assert told == [f"“{asks}” never holds where it is looked at."]
    assert not searched


def test_a_condition_that_hangs_on_what_it_does_not_read_is_left_to_the_exact_search(
    tmp_path: Path,
) -> None:
    # Only who has asked at the first door can tell at another.
    asks = 'chose("door5.tell") and chose("door0.wait")'
    text = long_way(asks)
    assert never_of(loaded(tmp_path, text), asks) == []
    assert "never-holds" in {p.code for p in problems(tmp_path, text, plays=True)}


@pytest.mark.parametrize(("limit", "most"), [("MOST_VISITS_OF_PROOFS", 1), ("MOST_VECTORS", 1)])
def test_what_takes_too_long_to_prove_may_hold(
    limit: str, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = loaded(tmp_path, long_way(NEVER[0]))
    monkeypatch.setattr(limits, limit, most)
    assert never_of(scenario, NEVER[0]) == []


def fork(*roads: str) -> str:
    """Return a story of places, each with two choices: what they set, and where they lead."""
    head = changed(("start: door", "start: fork")).partition("scenes:\n")[0]
    scenes = "".join(
        f"  {name}:\n    title: A place\n    text: You look.\n    choices:\n"
        + "".join(
            f"      - {{id: {one}, stance: accept, label: Go, {more}"
            " debrief: {echoes: [1], because: So.}}\n"
            for one, more in (("left", left), ("right", right))
        )
        for name, left, right in (road.split("|") for road in roads)
    )
    asks = 'chose("road.left") and stage == "told"'
    return (
        f"{head}scenes:\n{scenes}  end:\n    title: The end\n    text:\n"
        f"      - {{text: It ends.}}\n      - {{if: {asks!r}, text: And more.}}\n"
        "    ending: {title: Over, kind: mixed}\n"
    )


def test_a_value_that_is_near_leads_no_play_for_good_away_from_a_fact(tmp_path: Path) -> None:
    tells = "set: {stage: told}, next: end,"
    text = fork(
        "fork|next: lane,|next: path,",
        f"lane|{tells}|next: end,",
        "path|next: road,|next: end,",
        "road|next: house,|next: end,",
        f"house|{tells}|next: end,",
    )
    engine = Engine(loaded(tmp_path, text))
    [one] = [one for one in watched(engine) if one.text.startswith("chose")]
    witnesses = Witnesses(engine, [one])
    directed_plays(witnesses, witnesses.every)
    assert witnesses.all_held()


@pytest.mark.parametrize("name", ids())
def test_a_mask_is_cut_off_where_no_fact_can_be_so(name: str) -> None:
    engine = Engine(load(name))
    matters = Matters(engine, Reads(engine))
    layout = VectorLayout.of(matters)
    shorter = 0
    for scene, being in enumerate(matters.being):
        every = layout.everything(being.facts)
        shorter += every < layout.full
        for choice in engine.scenes[scene].choices:
            for test in matters.tests(scene, choice):
                whole = layout.mask(test, being.facts, whole=True)
                assert layout.mask(test, being.facts) == whole & every
    assert shorter


def test_plays_that_head_for_what_never_holds_come_to_an_end(tmp_path: Path) -> None:
    engine = Engine(loaded(tmp_path, long_way('chose("door2.ask") and not visited("door2")')))
    every = [one for one in watched(engine) if one.path[-1] == "if"]
    witnesses = Witnesses(engine, every)
    directed_plays(witnesses, witnesses.every)
    assert not witnesses.held


def test_a_way_on_counts_only_where_none_before_it_holds_however_often_that_one_held(
    tmp_path: Path,
) -> None:
    first, second, third = "trust >= 3", "trust >= 2", "trust >= 1"
    ways = ", ".join(f"{{if: {text}, go: end}}" for text in (first, second, third))
    text = changed(
        (
            "label: Wait a while\n        next: end",
            f"label: Wait\n        next: [{ways}, {{go: end}}]",
        ),
        ("          text: It rings.", "          text: It rings.\n          add: {trust: -2}"),
    )
    engine = Engine(loaded(tmp_path, text))
    every = [one for one in watched(engine) if one.leads_to]
    assert [one.text for one in every] == [first, second, third]
    witnesses = Witnesses(engine, every)
    some_plays(witnesses, actions=200, in_vain=200)
    assert [one.text for one in witnesses.unheld()] == [second]
    assert all(id(one) in witnesses.looked_at for one in every)


def many_promises(*promised: str) -> str:
    """Return a story whose end promises much that hangs on what the promises do not read."""
    sure = ", ".join(f"{text!r}" for text in promised)
    return changed(
        ("  told: {start: false", "  a: {start: 0, min: 0, max: 199}\n  told: {start: false"),
        ("  told: {start: false", "  b: {start: 0, min: 0, max: 199}\n  told: {start: false"),
        ("label: Wait a while\n", "label: Wait a while\n        if: trust > 3\n"),
        (
            "next: end\n        debrief: {ans",
            "set: {told: true}\n        next: end\n        debrief: {ans",
        ),
        ("            next: end\n", "            set: {told: true}\n            next: end\n"),
        ("    text: It ends.", f"    text: It ends.\n    sure: [{sure}]"),
    )


def test_what_is_too_wide_to_be_compared_in_sets_is_not_searched_for_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[int] = []
    monkeypatch.setattr(verdicts, "_watching", lambda _, group: searched.append(len(group)))
    text = many_promises("a + b == 0 and told", "a + b < 1 and told")
    found = [p.code for p in problems(tmp_path, text, plays=True)]
    assert searched == []
    assert "broken-promise" not in found
    broken = text.replace("a + b < 1", "a + b > 0")
    assert "broken-promise" in [p.code for p in problems(tmp_path, broken, plays=True)]


def test_searches_in_vain_come_to_an_end_and_states_are_looked_at_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[int] = []

    def too_many(_: object, group: list[Watched]) -> None:
        searched.append(len(group))
        raise TooManyError

    monkeypatch.setattr(verdicts, "_watching", too_many)
    monkeypatch.setattr(verdicts, "known", lambda *_: False)
    monkeypatch.setattr(limits, "MOST_SEARCHES_IN_VAIN", 3)
    text = many_promises(*[f"told or a == {number}" for number in range(1, 30)], "a == 1 or b == 1")
    found = [p for p in problems(tmp_path, text, plays=True) if p.code == "broken-promise"]
    assert len(searched) == 4
    assert [p.message.split("”")[0] for p in found] == ["“a == 1 or b == 1"]


def test_how_far_it_is_to_a_goal() -> None:
    back = {"goal": ["near", "other"], "near": ["far", "goal"], "nowhere": ["far"]}
    assert distances(["goal"], back) == {"goal": 0, "near": 1, "other": 1, "far": 2}


@pytest.mark.parametrize(("asks", "codes"), [("trust == 3", []), ("trust > 4", ["broken"])])
def test_a_comparison_that_is_too_wide_to_be_told_at_once_is_told_all_the_same(
    asks: str, codes: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_COMBINATIONS", 1)
    promise = changed(("    text: It ends.", f"    text: It ends.\n    sure: {asks}"))
    found = problems(tmp_path, promise, plays=True)
    assert [p.code.partition("-")[0] for p in found] == codes
    seen = f"    text: [{{if: {asks}, text: It ends.}}]"
    found = problems(tmp_path, changed(("    text: It ends.", seen)), plays=True)
    assert [p.code.partition("-")[0] for p in found] == ["never"] * len(codes)


def test_a_wide_comparison_leaves_the_other_promises_beside_it_proven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_COMBINATIONS", 1)
    promises = "sure: [\"trust == 3\", \"trust == 3 or held('letter')\", held('letter')]"
    text = changed(("    text: It ends.", f"    text: It ends.\n    {promises}"))
    _, left = left_of(loaded(tmp_path, text))
    assert [one.text for one in left] == ["trust == 3"]


def test_what_all_proofs_may_take_together_is_not_given_to_each_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ["trust >= 3", "not told"]
    text = changed(
        ("label: Wait a while\n        next: end", "label: Wait\n        next: door"),
        ("stance: accept\n", "stance: accept\n        add: {trust: 1}\n"),
        ("    text: It ends.", f"    text: It ends.\n    sure: {asked}"),
    )
    scenario = loaded(tmp_path, text)
    monkeypatch.setattr(limits, "MOST_BITS_OF_A_PROOF", 1)
    assert left_of(scenario)[1] == []
    # The first goes round and round; the second would take two visits by itself.
    monkeypatch.setattr(limits, "MOST_VISITS_OF_PROOFS", 3)
    assert [one.text for one in left_of(scenario)[1]] == asked
