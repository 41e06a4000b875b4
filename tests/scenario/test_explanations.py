"""Every code is explained, by an example that does what it says and a mended one that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scr_sim.exploration import check_plays
from scr_sim.scenario import check_files
from scr_sim.scenario.syntax.diagnostics import SEVERITIES
from scr_sim.scenario.syntax.reader import read_bytes, read_file
from scr_sim.scenario.validation.explanations import Explanation, explain, explanations
from scr_sim.scenario.validation.plain_texts import check_texts
from scr_sim.scenario.validation.symbols import Names
from tests.scenario.small import problems
from tests.scenario.test_schema import plain

BASE = plain(read_file(Path(__file__).parent.parent / "files" / "explained.yaml").data)

BALANCE = {"one-stance-best", "longest-is-best", "hardly-branches"}
PIECES = [one for one in explanations().values() if one.of == "scenario"]
BRANCHES = [one for one in explanations().values() if one.of == "branch"]


def laid_over(base: Any, piece: Any) -> Any:
    """Return the base with a piece in it: mappings joined, everything else replaced."""
    if not (isinstance(base, dict) and isinstance(piece, dict)):
        return piece
    return base | {key: laid_over(base.get(key), value) for key, value in piece.items()}


def with_five_decisions(base: dict[str, Any]) -> dict[str, Any]:
    """Return a base in which 3 of 5 decisions, one short of too many, are out of balance."""
    scenes: dict[str, Any] = {}
    for number, best in enumerate(("challenge", "challenge", "accept")):
        other = "escalate" if best == "accept" else "accept"
        onward = f"visit-{number + 1}" if number < 2 else base["start"]
        choices: list[dict[str, Any]] = [
            {"stance": other, "label": "Go", "next": onward, "debrief": {"echoes": [4]}},
            {"stance": best, "label": "Ask more", "next": onward, "debrief": {"answers": [4]}},
        ]
        for choice in choices:
            choice["debrief"]["because"] = "So it was."
        scenes[f"visit-{number}"] = {"title": "A visit", "text": "You call.", "choices": choices}
    return base | {"start": "visit-0", "scenes": scenes | base["scenes"]}


def codes(folder: Path, piece: str, base: dict[str, Any]) -> set[str]:
    """Return the codes of the piece by itself and, if it can be read, laid over the base."""
    reading = read_bytes(piece.encode(), "piece")
    found = {problem.code for problem in reading.problems}
    if reading.data is not None:
        # Laid over the base it is written anew: what only its own lines show is looked for here.
        found |= {problem.code for problem in check_texts(reading.data, Names()).problems}
        whole = yaml.safe_dump(laid_over(base, plain(reading.data)), allow_unicode=True)
        found |= {problem.code for problem in problems(folder, whole, plays=True)}
    return found


def base_for(code: str) -> dict[str, Any]:
    return with_five_decisions(BASE) if code in BALANCE else BASE


def test_every_code_is_explained_and_no_other() -> None:
    path = Path(__file__).parents[2] / "assets" / "problems.yaml"
    data = read_file(path).data
    assert data is not None
    assert list(data) == list(SEVERITIES)
    assert list(explanations()) == list(SEVERITIES)


@pytest.mark.parametrize("code", ["passage-loop", *sorted(BALANCE)])
def test_the_bases_have_no_problem_of_their_own(code: str, tmp_path: Path) -> None:
    assert codes(tmp_path, "minutes: 5", base_for(code)) == set()


@pytest.mark.parametrize("one", PIECES, ids=lambda one: one.code)
def test_the_example_is_one_and_mending_mends_it(one: Explanation, tmp_path: Path) -> None:
    assert codes(tmp_path, one.example, base_for(one.code)) == {one.code}
    assert codes(tmp_path, one.mended, base_for(one.code)) == set()


@pytest.mark.parametrize("one", BRANCHES, ids=lambda one: one.code)
def test_an_example_in_a_branch_is_one_and_mending_mends_it(
    one: Explanation, tmp_path: Path
) -> None:
    path = tmp_path / "branch.yaml"
    for text, wanted in ((one.example, {one.code}), (one.mended, set())):
        path.write_text(text, encoding="utf-8")
        [checked] = check_files([path])
        check_plays(checked)
        assert {problem.code for problem in checked.problems} == wanted


@pytest.mark.parametrize("one", explanations().values(), ids=lambda one: one.code)
def test_the_words_are_short_and_whole(one: Explanation) -> None:
    assert len(one.title) <= 60
    assert not one.title.endswith(".")
    assert one.means.endswith(".")
    assert one.mend.endswith(".")
    assert 1 <= one.means.count(". ") + 1 <= 4
    assert all(len(line) <= 76 for line in (one.example + one.mended).splitlines())


def test_an_unknown_code_is_told_its_neighbour() -> None:
    with pytest.raises(LookupError, match="Did you mean “unknown-scene”"):
        explain("Unknwn-Scene")
    with pytest.raises(LookupError, match="lists them all"):
        explain("zzz")
