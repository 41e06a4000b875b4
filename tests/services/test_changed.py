"""A kept play in a scenario that has changed: replayed as far as it holds, or told; never silently
another choice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scr_sim import LoadedScenario, load
from scr_sim.services import KeptAction, Records
from scr_sim.services.replays import replay
from tests.app_driver import FILES, SMALL
from tests.profiles import examples

Change = Callable[[dict[str, Any]], None]
PLAYED = ("?ring-office", "show-tray@says-sent,tray-empty", "accept")


def changed(folder: Path, change: Change) -> LoadedScenario:
    """Return the small scenario after a change to its file."""
    data = yaml.safe_load(Path(SMALL).read_text(encoding="utf-8"))
    change(data)
    path = folder / "small.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    (folder / "review.yaml").write_bytes((FILES / "small-review.yaml").read_bytes())
    return load(str(path))


def gate(data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data["scenes"]["gate"]["choices"]
    return found


def reorder(data: dict[str, Any]) -> None:
    gate(data).reverse()
    data["scenes"]["gate"]["enquiries"]["from"].reverse()


def insert(data: dict[str, Any]) -> None:
    gate(data).insert(
        0,
        {
            "id": "new-one",
            "stance": "accept",
            "label": "Something new",
            "next": "week",
            "debrief": {"echoes": [1], "because": "New."},
        },
    )


def remove_another(data: dict[str, Any]) -> None:
    del gate(data)[0]


def rename(data: dict[str, Any]) -> None:
    gate(data)[1]["id"] = "say-it"
    for link in data["scenes"]["desk"]["choices"]:
        if "if" in link:
            link["if"] = link["if"].replace("show-tray", "say-it")


def mend_a_comma(data: dict[str, Any]) -> None:
    gate(data)[1]["label"] = "Say, what the tray shows."


def reword(data: dict[str, Any]) -> None:
    gate(data)[1]["label"] = "Ask nothing at all"


def swap_words(data: dict[str, Any]) -> None:
    first, second = gate(data)[0], gate(data)[1]
    first["label"], second["label"] = second["label"], first["label"]


def other_stance(data: dict[str, Any]) -> None:
    gate(data)[1]["stance"] = "escalate"


def remove(data: dict[str, Any]) -> None:
    del gate(data)[1]
    data["scenes"]["desk"]["choices"][1]["if"] = "trust > 1"


def lead_elsewhere(data: dict[str, Any]) -> None:
    gate(data)[1]["next"] = "found"


def no_more_note(data: dict[str, Any]) -> None:
    data["scenes"]["gate"].pop("notes")
    data["scenes"]["week"]["notes"] = ["says-sent"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path / "home"))
    return tmp_path


def kept_play(records: Records) -> str:
    kept = records.begin(load(SMALL), SMALL)
    for action in PLAYED:
        kept.take(action)
    return kept.id


@pytest.mark.parametrize("change", [reorder, insert, remove_another, mend_a_comma])
def test_harmless_changes_go_on_in_the_same_record(home: Path, change: Change) -> None:
    records = Records.open()
    play = kept_play(records)
    resumed = records.resume(play, changed(home, change))
    assert resumed.stop is None
    assert resumed.session.id == play
    assert resumed.session.play.actions_taken == PLAYED


def test_a_renamed_choice_is_found_by_its_words(home: Path) -> None:
    records = Records.open()
    play = kept_play(records)
    resumed = records.resume(play, changed(home, rename))
    assert resumed.stop is None
    assert resumed.session.id != play
    assert resumed.session.play.actions_taken[1] == "say-it@says-sent,tray-empty"
    assert [a.word for a in records.record(play).actions] == list(PLAYED)


@pytest.mark.parametrize(
    ("change", "index", "says"),
    [
        (reword, 1, "it now says “Ask nothing at all”"),
        (swap_words, 1, "it now says “Thank the parent and wait”"),
        (other_stance, 1, "(escalate)"),
        (remove, 1, "is no longer there"),
        (lead_elsewhere, 2, "now ends before"),
        (no_more_note, 1, "what was shown from “Parent, at the gate” is not held"),
    ],
)
def test_what_no_longer_holds_is_told(home: Path, change: Change, index: int, says: str) -> None:
    records = Records.open()
    play = kept_play(records)
    before = records.record(play)
    resumed = records.resume(play, changed(home, change))
    assert resumed.stop is not None
    assert resumed.stop.index == index
    assert says in resumed.stop.why
    assert resumed.session.id != play
    assert len(resumed.session.play.actions_taken) == index
    after = records.record(play)
    assert after.actions == before.actions
    assert after.ending == before.ending


LABELS = ["Thank the parent and wait", "Say what the tray shows", "Tell the head", "Wait"]


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(
    labels=st.permutations(LABELS),
    stances=st.lists(st.sampled_from(["accept", "challenge", "escalate"]), min_size=3, max_size=3),
    order=st.permutations([0, 1, 2]),
    names=st.permutations(["accept-account", "show-tray", "tell-head"]),
)
def test_never_silently_another_choice(
    tmp_path_factory: pytest.TempPathFactory,
    labels: list[str],
    stances: list[str],
    order: list[int],
    names: list[str],
) -> None:
    records = Records.open(tmp_path_factory.mktemp("home"))
    kept = records.begin(load(SMALL), SMALL)
    kept.take("accept-account")
    actions: tuple[KeptAction, ...] = records.record(kept.id).actions

    def mix(data: dict[str, Any]) -> None:
        choices = gate(data)
        for choice, label, stance, name in zip(choices, labels, stances, names, strict=False):
            choice.update(label=label, stance=stance, id=name)
            choice.pop("cite", None)
            choice.pop("locked", None)
        data["scenes"]["gate"]["choices"] = [choices[at] for at in order]
        data["scenes"]["desk"]["choices"][1]["if"] = "trust > 1"

    found = replay(changed(tmp_path_factory.mktemp("file"), mix), actions)
    if found.stop is None:
        step = found.play.steps[0]
        assert (step.label, step.stance) == ("Thank the parent and wait", "accept")
    else:
        assert found.play.steps == ()
        assert found.stop.why
    records.close()
