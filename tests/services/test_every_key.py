"""A change of any key of the format is told of a play that read it, or need not be, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from scr_sim import LoadedScenario, load
from scr_sim.engine import Play
from scr_sim.engine.digests import kept_since
from scr_sim.scenario import ScenarioError
from scr_sim.scenario.model.fields import Model
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.services.action_records import described_all, digest_of_beginning
from scr_sim.services.replays import replay
from tests.app_driver import FILES
from tests.services import test_answers_edited
from tests.services.edits import EDITS, FINISHED, UNFINISHED, Edit, each, put, write
from tests.services.every_key import edited, every_key, places, read

Change = Callable[[dict[str, Any]], object]

#: Why nothing needs to be told where these change: nothing that is read in a play or of it does.
NEED_NOT = {
    "Allowance.because": "for authors",
    "Allowance.code": "for authors",
    "Allowance.scene": "for authors",
    "Branch.branch": "an id; a play whose branch is not found says so when it is opened",
    "Branch.extends": "an id; a branch that no longer fits its scenario says so when it is opened",
    "Branch.format": "1, always",
    "Branch.summary": "read where a scenario is picked, not in a play",
    "Case.case": "an id",
    "Case.content_note": "read before any play of the case, in none",
    "Case.format": "1, always",
    "Case.review": "told of each of its scenarios",
    "Case.scenarios": "its scenarios' plays are kept, and told of, each by itself",
    "Case.summary": "read where a case is picked, not in a play",
    "Case.title": "kept with the play, which shows what it was",
    "CaseScenario.between": "read between two plays, in neither, and as it is now",
    "CaseScenario.id": "names a scenario; its plays are found by their place in the case",
    "Choice.id": "a choice is known again by its words and stance",
    "Choice.once": "what is on offer is compared, also where a scene is come to again",
    "Enquiry.id": "an enquiry is known again by its words",
    "Feature.text": "read where reviews are told, not in a play",
    "Feature.title": "read where reviews are told and in a training record, not in a play",
    "Person.about": "for authors",
    "Review.about": "read where reviews are told, not in a play",
    "Review.features": "read where reviews are told and in a training record, not in a play",
    "Review.format": "1, always",
    "Review.id": "an id",
    "Review.outline": "read where reviews are told, not in a play",
    "Scenario.allow": "for authors",
    "Scenario.authors": "not read in a play",
    "Scenario.features": "read where a scenario is picked and in a training record, not in a play",
    "Scenario.format": "1, always",
    "Scenario.id": "an id; a play knows the file that it was played from",
    "Scenario.language": "not read: it tells a browser how to speak a debrief",
    "Scenario.trainer": "players never see it",
    "Scenario.version": "not read in a play",
    "Statement.findings": "sorts statements for authors",
    "Trainer.closing": "players never see it",
    "Trainer.opening": "players never see it",
    "WordVariable.values": "what a variable may become; what it does become is told",
    "_Scene.sure": "a promise, which changes no play",
    "_Scene.trainer": "players never see it",
    "Part.sure": "a promise, which changes no play",
}
#: What is told of these, by the name of an edit in the tables, or by a key that is told itself.
TOLD_BY = {
    "Addition.choices": "Decision.choices",
    "Addition.enquiries": "Decision.enquiries",
    "Branch.at": "Decision.choices",
    "Branch.notes": "note's text",
    "Branch.people": "person renamed",
    "Branch.role": "_Scene.role",
    "Branch.scenes": "scene removed",
    "Branch.title": "Scenario.minutes",  # see below
    "Branch.variables": "variable new",
    "Case.carry": "starting value",
    "CaseScenario.in": "starting value",
    "CaseScenario.out": "starting value",
    "Cite.convincing": "convincing",
    "Cite.need": "need",
    "Cite.otherwise": "Result.next",
    "Part.text": "a part's condition",
    "Passage.next": "way's condition",
    "Result.variants": "variant gone",
    "Review.findings": "Finding.text",
    "Review.statements": "Statement.text",
    "Scenario.notes": "note's text",
    "Scenario.people": "person renamed",
    "Scenario.review": "Review.title",
    "Scenario.scenes": "scene removed",
    "Scenario.variables": "variable new",
    "Variant.debrief": "variant's finding",
    "WordVariable.start": "starting word",
}

SHOWN = each(put("variables/late/show", True), put("variables/stage/show", True))
REVIEW = "small-review.yaml"
#: A scenario's file, what is changed in it before it is played, what is played, what is edited.
SWEEPS: tuple[tuple[str, Change | None, tuple[tuple[str, ...], ...], str], ...] = (
    ("small.yaml", SHOWN, (FINISHED, UNFINISHED), "small.yaml"),
    (
        "everything.yaml",
        None,
        (test_answers_edited.NOTED, test_answers_edited.UNNOTED),
        "everything.yaml",
    ),
    ("everything.yaml", None, (test_answers_edited.NOTED,), REVIEW),
)


class Kept:
    """A play as it is kept, and what was read of it."""

    def __init__(self, play: Play) -> None:
        self.actions = described_all(play, (), datetime(2026, 1, 1, tzinfo=UTC))
        self.beginning = digest_of_beginning(play)
        self.read = read(play)


class Sweep:
    """Plays kept, a file edited in every place, and what is told of them then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        #: The keys of which some edit was told, and the edits that are read and were not told.
        self.told: set[str] = set()
        self.silent: list[tuple[str, tuple[str | int, ...]]] = []

    def _data(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = yaml.load((FILES / name).read_text("utf-8"), yaml.CSafeLoader)
        return found

    def _write(self, name: str, data: dict[str, Any]) -> None:
        # A mapping's numbers, which JSON would make texts, are the findings' alone.
        text = json.dumps(data) if name != REVIEW else yaml.dump(data, Dumper=yaml.CSafeDumper)
        (self.folder / name).write_text(text, encoding="utf-8")

    def go(self, name: str, before: Change | None, plays: Any, edits: str) -> None:
        data = {one: self._data(one) for one in (name, REVIEW)}
        if before is not None:
            before(data[name])
        for one, inside in data.items():
            self._write(one, inside)
        scenario = load(str(self.folder / name))
        kept = [Kept(Play(scenario, actions)) for actions in plays]
        model = scenario.case_review if edits == REVIEW else _file(scenario)
        for place in places(model, data[edits]):
            for anew in edited(data[edits], place):
                self._write(edits, anew)
                for was, now, told in self._opened(name, kept):
                    if told:
                        self.told.add(place.key)
                    elif read(now) != was.read:
                        self.silent.append((place.key, place.path))

    def _opened(self, name: str, kept: list[Kept]) -> Iterator[tuple[Kept, Play, bool]]:
        try:
            scenario = load(str(self.folder / name))
            for one in kept:
                found = replay(scenario, one.actions, one.beginning)
                yield one, found.play, bool(found.told)
        except ScenarioError:  # it cannot be loaded, or its passages never end: that is told
            return


def _file(scenario: LoadedScenario) -> Model:
    """Return what a scenario's file says, without what it was loaded with."""
    return Scenario.model_construct(
        scenario.model_fields_set,
        **{name: getattr(scenario, name) for name in Scenario.model_fields},
    )


@pytest.mark.slow
def test_a_change_of_any_key_is_told_where_it_was_read(tmp_path: Path) -> None:
    sweep = Sweep(tmp_path)
    for one in SWEEPS:
        sweep.go(*one)
    assert not sweep.silent
    assert not sweep.told & NEED_NOT.keys(), "is read in a play after all"
    unsaid = every_key() - sweep.told - NEED_NOT.keys() - TOLD_BY.keys()
    assert not unsaid, "neither told nor said why it need not be"
    assert not (NEED_NOT.keys() | TOLD_BY.keys()) - every_key(), "no such key"
    names = {edit.name for edit in (*EDITS, *test_answers_edited.EDITS)}
    assert set(TOLD_BY.values()) <= names | sweep.told


def test_another_title_of_a_branch_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, None)
    branch = tmp_path / "nights.yaml"
    says = "format: 1\nbranch: nights\nextends: small\ntitle: {}\nsummary: After dark.\n"
    branch.write_text(says.format("Nights"), encoding="utf-8")
    kept = Kept(Play(load(path, [str(branch)]), UNFINISHED))
    branch.write_text(says.format("Late at night"), encoding="utf-8")
    found = replay(load(path, [str(branch)]), kept.actions, kept.beginning)
    assert found.told == ("Words that were read have changed: the briefing.",)
    assert found.same_as(kept.actions)


def _of_an_earlier_version(text: str | None) -> str:
    data = json.loads(text or "{}")
    data["words"] = {key: read for key, read in data["words"].items() if not kept_since(key)}
    return json.dumps(data)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_what_an_earlier_version_did_not_keep_is_not_told_as_changed(
    tmp_path: Path, edit: Edit
) -> None:
    kept = Kept(Play(load(write(tmp_path, None)), FINISHED))
    actions = [replace(one, digest=_of_an_earlier_version(one.digest)) for one in kept.actions]
    beginning = _of_an_earlier_version(kept.beginning)
    scenario = load(write(tmp_path, edit))
    now = replay(scenario, kept.actions, kept.beginning)
    then = replay(scenario, actions, beginning)
    assert [one for one in then.alterations if one.kind != "words"] == [
        one for one in now.alterations if one.kind != "words"
    ]
    if edit.name in {"what the review found", "question before choosing", "minutes"}:
        assert len("".join(then.told)) < len("".join(now.told))
    else:
        assert then.told == now.told
