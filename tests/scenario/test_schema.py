"""The JSON Schemas: in step with the models, and as strict and as lenient as the reader."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from scr_sim import paths
from scr_sim.scenario import check_files
from scr_sim.scenario.model.descriptions import DESCRIPTIONS
from scr_sim.scenario.model.fields import Model
from scr_sim.scenario.model.json_schema import KINDS, SchemaKind, schema
from scr_sim.scenario.model.note import NoteKind
from scr_sim.scenario.syntax.nodes import Map, Seq, Written
from scr_sim.scenario.syntax.reader import read_bytes, read_file
from scr_sim.scenario.validation.schema_errors import validate
from tests.scenario.problem_cases import CASES
from tests.scenario.small import REVIEW, TINY, changed
from tests.scenario.test_branch_model import BRANCH

FILES = Path(__file__).parent.parent / "files"
SHIPPED = check_files([paths.scenarios()])
SCENARIOS = [
    *(checked.path for checked in SHIPPED if checked.kind == "scenario"),
    *(FILES / name for name in ("small.yaml", "endless.yaml", "hostile.yaml", "explained.yaml")),
]
BRANCHES = [checked.path for checked in SHIPPED if checked.kind == "branch"]
PLAYS = sorted(paths.scenarios().glob("*.plays.yaml"))
REVIEWS = [*sorted(paths.reviews()[0].glob("*.yaml")), FILES / "small-review.yaml"]
CHECKERS = {kind: Draft202012Validator(schema(kind)) for kind in KINDS}

#: What only the whole of a value shows: no schema can say it, but the check does.
BEYOND = {"a next that is not closed", "a next that goes on after it is closed"}


def plain(value: Any) -> Any:
    """Return what our reader read as another YAML reader would hand it to a schema."""
    if isinstance(value, Map):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Seq):
        return [plain(inner) for inner in value]
    return value.value if isinstance(value, Written) else value


def fits(kind: SchemaKind, data: Map | None) -> bool:
    assert data is not None
    return CHECKERS[kind].is_valid(plain(data))


def properties(found: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property that a schema has anywhere."""
    if isinstance(found, dict):
        if isinstance(found.get("properties"), dict):
            yield from found["properties"].items()
        for inner in found.values():
            yield from properties(inner)
    elif isinstance(found, list):
        for inner in found:
            yield from properties(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_that_ships_is_in_step(kind: SchemaKind) -> None:
    path = paths.assets() / "schema" / f"{kind}.schema.json"
    renew = f"python -m scr_sim schema {kind} > assets/schema/{path.name}"
    shipped = json.loads(path.read_text("utf-8")) if path.is_file() else None
    assert shipped == schema(kind), f"The models have changed. Renew the schema with: {renew}"


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema_and_says_what_every_key_is(kind: SchemaKind) -> None:
    made = schema(kind)
    Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["title"]
    for name, found in [*properties(made), ("the top", made), *made["$defs"].items()]:
        assert found["description"].endswith((".", "?”")), name
        assert len(found["description"]) <= 200, name


@pytest.mark.parametrize("kind", KINDS)
def test_no_mapping_of_known_keys_takes_another(kind: SchemaKind) -> None:
    made = schema(kind)
    for name, found in [("the top", made), *made["$defs"].items()]:
        assert "anyOf" in found or found["additionalProperties"] is False, name


def kinds_of(model: type[Model]) -> Iterator[type[Model]]:
    for kind in model.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_nothing_is_described_that_is_not_there() -> None:
    keys: dict[str, set[str]] = {"Prose": set(), "Next": set(), "_variable": {"label", "show"}}
    for model in kinds_of(Model):
        fields = model.model_fields.items()
        keys[model.__name__] = {field.alias or name for name, field in fields}
    for name, words in DESCRIPTIONS.items():
        assert set(words) - {""} <= keys[name], name


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_fits(path: Path) -> None:
    errors = CHECKERS["scenario"].iter_errors(plain(read_file(path).data))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("path", BRANCHES, ids=lambda path: path.stem)
def test_every_branch_fits(path: Path) -> None:
    errors = CHECKERS["branch"].iter_errors(plain(read_file(path).data))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("path", REVIEWS, ids=lambda path: path.stem)
def test_every_review_fits(path: Path) -> None:
    errors = CHECKERS["review"].iter_errors(plain(read_file(path).data))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("path", PLAYS, ids=lambda path: path.stem)
def test_all_expected_plays_fit(path: Path) -> None:
    errors = CHECKERS["plays"].iter_errors(plain(read_file(path).data))
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    ("play", "good"),
    [
        ("name: A, actions: one two", True),
        ("name: A, actions: [one, two@a]", True),
        ("name: A, actions: ''", True),
        ("name: A, actions: []", True),
        ("name: A, actions: 7, ending: end, values: {trust: 1, told: true, stage: asked}", True),
        ("name: A, actions: a, notes: [one], findings: {echoes: [1], answers: []}", True),
        ("name: A, actions: a, findings: {echoes: [one]}", False),
        ("name: A, actions: a, values: {trust: [1]}", False),
        ("name: A, actions: {one: two}", False),
        ("name: A", False),
        ("actions: a", False),
        ("name: A, actions: a, end: there", False),
    ],
)
def test_expected_plays_fit_as_they_are_read(play: str, good: bool) -> None:
    data = read_bytes(f"format: 1\nplays: [{{{play}}}]\n".encode(), "tried").data
    assert data is not None
    assert (validate(KINDS["plays"], data)[1] == []) is good
    assert fits("plays", data) is good


def test_a_branch_fits_and_its_kin_do_not() -> None:
    def read(text: str) -> Map | None:
        return read_bytes(text.encode(), "branch").data

    assert fits("branch", read(BRANCH))
    assert not fits("branch", read(BRANCH.replace("title: A second knock\n", "")))
    assert not fits("branch", read(BRANCH + "agencies: {gp: A practice}\n"))
    assert not fits("branch", read(TINY))
    assert not fits("scenario", read(BRANCH))
    assert not fits("review", read(TINY))


@pytest.mark.parametrize("name", CASES)
def test_the_schema_refuses_what_the_models_refuse(name: str) -> None:
    data = read_bytes(changed(CASES[name][1]).encode(), "tried").data
    assert data is not None
    refused = bool(validate(KINDS["scenario"], data)[1])
    assert fits("scenario", data) is (not refused or name in BEYOND)


@pytest.mark.parametrize(
    "change",
    [
        ("title: A tiny one", "title: 12"),
        ("title: A tiny one", "title: true"),
        ("title: A tiny one", "title: |\n  A tiny one\n"),
        ("title: A tiny one", "title: 12:30\nversion: 1.5\nauthors: no"),
        ("id: tiny", "id: true"),
        ("summary: One decision.", "summary: 2016-09-12"),
        ("text: You knock.", "text: [You knock., 7, {text: Twice.}, {if: true, text: Thrice.}]"),
        ("text: You knock.", "text: []"),
        ("        next: end\n", "        next: [{if: trust > 2, go: door}, {go: end}]\n"),
        (
            "        next: end\n",
            "        set: {told: true}\n        add: {trust: -2}\n        next: end\n",
        ),
        ("          convincing", "          need: 1\n          convincing"),
        ("      limit: 1\n", "      limit: 0\n"),
        ("[none, asked, told]", "[none, 1, true]"),
    ],
)
def test_the_schema_takes_what_the_models_take(change: tuple[str, str]) -> None:
    data = read_bytes(changed(change).encode(), "tried").data
    assert data is not None
    assert validate(KINDS["scenario"], data)[1] == []
    assert fits("scenario", data)


@pytest.mark.parametrize(
    "change",
    [
        ("title: A tiny one", "title: A tiny one\nlanguage: ~"),
        ("        next: end\n", "        once:\n        next: end\n"),
        ("          convincing", "          pick:\n          convincing"),
        ("text: A word.", "text: A word., contradicts: "),
    ],
)
def test_both_refuse_a_key_with_nothing_after_it(change: tuple[str, str]) -> None:
    data = read_bytes(changed(change).encode(), "tried").data
    assert data is not None
    assert [problem.code for problem in validate(KINDS["scenario"], data)[1]] == ["wrong-type"]
    assert not fits("scenario", data)


@pytest.mark.parametrize(
    ("change", "good"),
    [
        (("about: A review made up for tests.", "about: [One., 2, true]"), True),
        (("about: A review made up for tests.", "about:"), False),
        (("  1: {title: Asking", "  12: {title: Asking"), True),
        (("  1: {title: Asking", "  0: {title: Asking"), False),
        (("  1: {title: Asking", "  one: {title: Asking"), False),
        (("kind: confidence", "kind: certainty"), False),
        (("publisher: A safeguarding partnership\n", ""), False),
        (("  looking-twice:", "  Looking twice:"), False),
    ],
)
def test_reviews_fit_as_they_are_read(change: tuple[str, str], good: bool) -> None:
    data = read_bytes(changed(change, text=REVIEW).encode(), "tried").data
    assert data is not None
    assert (validate(KINDS["review"], data)[1] == []) is good
    assert fits("review", data) is good


def test_choices_among_words_and_bounds_are_told() -> None:
    made = schema("scenario")
    parts = made["$defs"]
    assert parts["Note"]["properties"]["kind"]["enum"] == list(get_args(NoteKind))
    assert parts["Cite"]["properties"]["pick"]["minimum"] == 1
    assert parts["Cite"]["properties"]["pick"]["default"] == 1
    assert made["properties"]["minutes"]["maximum"] == 1000
    assert made["properties"]["language"]["default"] == "en-GB"
    assert [
        way["$ref"][8:] for way in made["properties"]["scenes"]["additionalProperties"]["oneOf"]
    ] == [
        "Decision",
        "Passage",
        "Ending",
    ]
