"""``scr-sim findings``: what a review has to refer to, with the ids that authors write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scr_sim.scenario import load_review
from tests.app_driver import FILES
from tests.cli.test_expected_plays import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCR_SIM_HOME", str(tmp_path))
    return tmp_path


def test_every_finding_and_feature_stands_on_a_line_with_its_id(capsys: Capture) -> None:
    status, out, err = run(capsys, "findings", "family-m")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    review = load_review("family-m")
    titles = {str(number): finding.title for number, finding in review.findings.items()}
    titles |= {name: feature.title for name, feature in review.features.items()}
    for name, title in titles.items():
        [line] = [line for line in lines if line.split()[:1] == [name]]
        assert title in line


def test_as_data_it_is_a_list_of_reviews(capsys: Capture) -> None:
    status, out, _ = run(capsys, "findings", "--json")
    [review] = json.loads(out)
    assert status == 0
    assert review["id"] == "family-m"
    assert list(review["findings"]) == ["1", "2", "3", "4", "5", "6"]
    assert "challenging-mother" in review["features"]
    assert isinstance(review["statements"], dict)


def test_a_review_of_ones_own_is_listed_by_path_and_in_the_library(
    capsys: Capture, home: Path
) -> None:
    small = FILES / "small-review.yaml"
    assert "looking-twice" in run(capsys, "findings", str(small))[1]
    assert "looking-twice" not in run(capsys, "findings")[1]
    (home / "reviews").mkdir()
    (home / "reviews" / "small.yaml").write_bytes(small.read_bytes())
    out = run(capsys, "findings")[1]
    assert "looking-twice" in out
    assert "challenging-mother" in out


def test_what_is_no_review_is_told(capsys: Capture, tmp_path: Path) -> None:
    status, out, err = run(capsys, "findings", "famly-m")
    assert (status, out) == (1, "")
    assert "Did you mean “family-m”?" in err
    status, _, err = run(capsys, "findings", str(FILES / "small.yaml"))
    assert status == 1
    assert "no review" in err
    status, _, err = run(capsys, "findings", str(tmp_path / "gone.yaml"))
    assert status == 1
    assert "Traceback" not in err
