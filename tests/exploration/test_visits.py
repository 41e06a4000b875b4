"""What is looked at to read a story through: no more than there is to tell apart."""

from __future__ import annotations

import pytest

from scr_sim.engine import Engine
from scr_sim.exploration import limits, read_through, visits
from scr_sim.exploration.reading_steps import Steps
from scr_sim.scenario import LoadedScenario
from tests.exploration.remembering_stories import of_scenes


def choice(stance: str, name: str, leads_to: str, **more: object) -> dict[str, object]:
    debrief = {"echoes": [1], "because": "B"}
    return {
        "stance": stance,
        "id": name,
        "label": "Go",
        "next": leads_to,
        "debrief": debrief,
        **more,
    }


def scene(*choices: dict[str, object], asked: int = 0) -> dict[str, object]:
    found: dict[str, object] = {"title": "T", "text": "T.", "choices": list(choices)}
    if asked:
        enquiries = [{"id": f"e{at}", "label": "Ask", "text": "It is so."} for at in range(asked)]
        found["enquiries"] = {"from": enquiries}
    return found


OVER = {"title": "T", "text": "T.", "ending": {"title": "Over", "kind": "mixed"}}


def hub(asked: int) -> LoadedScenario:
    """Return a scene of enquiries that is left once and come back to."""
    out, back = choice("accept", "out", "yard", once=True), choice("accept", "back", "hub")
    end = choice("challenge", "end", "over")
    scenes = {"hub": scene(out, end, asked=asked), "yard": scene(back, end), "over": OVER}
    return of_scenes(scenes)


def wide(asked: int) -> LoadedScenario:
    """Return a scene in which everything that was asked opens a choice."""
    opened = [
        choice("accept", f"c{at}", "over", **{"if": f"enquired('wide.e{at}')"})
        for at in range(asked)
    ]
    return of_scenes(
        {"wide": scene(*opened, choice("challenge", "end", "over"), asked=asked), "over": OVER}
    )


@pytest.mark.parametrize("asked", [4, 7])
def test_what_was_asked_on_two_visits_is_not_told_from_what_was_asked_on_one(asked: int) -> None:
    # Before the way out, on it, and after it, each with whatever was asked; and the ending.
    assert Steps(Engine(hub(asked)), limits.MOST_STATES_READ).looked_at == 3 * 2**asked + 1


def test_a_scene_that_is_come_back_to_can_be_read_through_though_much_is_asked_in_it() -> None:
    reading = read_through(hub(12), 15_000)
    assert reading.shortest is not None
    assert reading.scenes is not None
    assert reading.scenes["hub"] == 1


def test_progress_is_told_within_a_scene_and_can_break_the_search_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class EnoughError(Exception):
        pass

    told: list[int] = []

    def progress(looked_at: int) -> None:
        told.append(looked_at)
        if len(told) == 3:
            raise EnoughError

    monkeypatch.setattr(visits, "TOLD_EVERY", 50)
    with pytest.raises(EnoughError):
        read_through(wide(10), progress=progress)
    assert told == sorted(told)
    assert told[-1] < 200
