"""``scr-sim list --coverage``: which features and findings each scenario practises."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scr_sim import load
from scr_sim.scenario import ids
from tests.cli.test_expected_plays import run
from tests.stories.contents import debriefs

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path))
    return tmp_path


def test_every_scenario_feature_and_finding_has_its_place(capsys: Capture) -> None:
    status, out, err = run(capsys, "list", "--coverage")
    assert (status, err) == (0, "")
    review = load("headlice-account").case_review
    for feature in review.features.values():
        assert feature.title in out
    for number, finding in review.findings.items():
        [line] = [row for row in out.splitlines() if row.startswith(f"{number}  ")]
        assert finding.title[:36] in line
        assert "/" in line
    for scenario in ids():
        assert load(scenario).title in out


def test_as_data_it_counts_the_choices_that_can_earn_such_a_debrief(capsys: Capture) -> None:
    status, out, _ = run(capsys, "list", "--coverage", "--json")
    assert status == 0
    [review] = json.loads(out)
    assert review["review"] == "family-m"
    assert set(review["scenarios"]) == set(ids())
    for id_ in ids():
        every = list(debriefs(load(id_)))
        for number, practised in review["findings"].items():
            echoed = {(d.scene, d.choice) for d in every if int(number) in (d.debrief.echoes or ())}
            answered = {
                (d.scene, d.choice) for d in every if int(number) in (d.debrief.answers or ())
            }
            counted = practised.get(id_, {"echoed": 0, "answered": 0})
            assert counted == {"echoed": len(echoed), "answered": len(answered)}


def test_a_scenario_of_ones_own_is_in_the_table_of_its_own_review(
    home: Path, capsys: Capture
) -> None:
    from tests.app_driver import FILES

    (home / "scenarios").mkdir()
    for name in ("small.yaml", "small-review.yaml"):
        (home / "scenarios" / name).write_bytes((FILES / name).read_bytes())
    status, out, _ = run(capsys, "list", "--coverage", "--json")
    assert status == 0
    assert [one["review"] for one in json.loads(out)] == ["family-m", "small-review"]
