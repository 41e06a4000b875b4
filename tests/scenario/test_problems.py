"""Every code of section 9, at its place, with its hint; and all of a file's problems at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario.small import TINY, changed, place, problems, told

#: code, the change, the mark where the problem stands, the offset in it, and words of the hint.
CASES: dict[str, tuple[str, tuple[str, str], str, int, str]] = {
    "duplicate key": ("duplicate-key", ("minutes: 5\n", "minutes: 5\nid: two\n"), "id: two", 0, ""),
    "duplicate key inside": (
        "duplicate-key",
        ("    text: You knock.\n", "    text: You knock.\n    title: B\n"),
        "title: B",
        0,
        "",
    ),
    "unknown key": ("unknown-key", ("role:", "role: A\nrol:"), "rol: T", 0, "“role”"),
    "unknown key of a scene": (
        "unknown-key",
        ("    notes: [letter, word]", "    notes: [letter, word]\n    unsen: x"),
        "unsen",
        0,
        "“unseen”",
    ),
    "unknown key of a choice": (
        "unknown-key",
        ("        label: Wait a while", "        label: Wait a while\n        lockd: x"),
        "lockd",
        0,
        "“locked”",
    ),
    "unknown key of an alias name": (
        "unknown-key",
        ("        label: Wait a while", "        label: Wait a while\n        condition: true"),
        "condition:",
        0,
        "",
    ),
    "unknown key of a debrief": (
        "unknown-key",
        ("{echoes: [1], because", "{echoes: [1], echos: [], because"),
        "echos",
        0,
        "“echoes”",
    ),
    "missing key at the top": ("missing-key", ("role: Teacher\n", ""), "format", 0, ""),
    "missing key of a scene": ("missing-key", ("    title: The door\n", ""), "door:\n", 0, ""),
    "missing key of a note": ("missing-key", ("kind: account, ", ""), "word: {", 0, ""),
    "missing key of a list's item": (
        "missing-key",
        ("        label: Wait a while\n", ""),
        "id: wait",
        0,
        "",
    ),
    "missing key of a debrief": (
        "missing-key",
        ("{echoes: [1], because: You waited.}", "{echoes: [1]}"),
        "debrief: {echoes: [1]}",
        0,
        "",
    ),
    "missing next of otherwise": (
        "missing-key",
        ("            next: end\n", ""),
        "otherwise",
        0,
        "",
    ),
    "missing max": ("missing-key", (", max: 5", ""), "trust: {", 0, ""),
    "a scene of no kind": (
        "missing-key",
        ("    ending: {title: Over, kind: mixed}\n", ""),
        "  end:\n",
        2,
        "ending",
    ),
    "choices of one stance without an id": (
        "missing-key",
        (
            "      - id: wait\n",
            "      - {id: tell, stance: escalate, label: Tell, next: end, debrief: {echoes: [1],"
            " because: x}}\n      - {stance: challenge, label: Ring, next: end, debrief:"
            " {echoes: [1], because: x}}\n      - id: wait\n",
        ),
        "stance: challenge, label",
        0,
        "",
    ),
    "a scene of two kinds": (
        "wrong-type",
        ("    title: The end\n", "    title: The end\n    next: door\n"),
        "ending: {title: Over",
        0,
        "",
    ),
    "a next that is not closed": (
        "wrong-type",
        ("        next: end\n", "        next: [{if: told, go: end}]\n"),
        "[{if: told",
        0,
        "",
    ),
    "a next that goes on after it is closed": (
        "wrong-type",
        ("        next: end\n", "        next: [{go: end}, {go: door}]\n"),
        "[{go: end}",
        0,
        "",
    ),
    "a number in quotes": ("wrong-type", ("minutes: 5", 'minutes: "5"'), '"5"', 0, "without"),
    "a number that is none": ("wrong-type", ("minutes: 5", "minutes: 1.5"), "1.5", 0, ""),
    "a number beyond its bounds": ("wrong-type", ("minutes: 5", "minutes: 0"), "0", 0, ""),
    "another format": ("wrong-type", ("format: 1", "format: 2"), "2", 0, ""),
    "nothing where something is required": (
        "wrong-type",
        ("role: Teacher", "role:"),
        "role:",
        0,
        "",
    ),
    "an empty line": ("wrong-type", ("role: Teacher", "role: ''"), "''", 0, ""),
    "a line of two": ("wrong-type", ("role: Teacher", 'role: "a\\nb"'), '"a', 0, ""),
    "a list for text": ("wrong-type", ("role: Teacher", "role: [a]"), "[a]", 0, ""),
    "text for a list": (
        "wrong-type",
        ("features: [looking-twice]", "features: a"),
        "a\nrole",
        0,
        "",
    ),
    "an empty list of features": ("wrong-type", ("[looking-twice]", "[]"), "[]", 0, ""),
    "no choices": (
        "wrong-type",
        (
            "start: door\nscenes:\n",
            "start: door\nscenes:\n  b: {title: B, text: B, choices: [ ]}\n",
        ),
        "[ ]",
        0,
        "",
    ),
    "text for a scene": (
        "wrong-type",
        ("start: door\nscenes:", "start: door\nscenes:\n  x: y"),
        "y\n  door",
        0,
        "",
    ),
    "yes for a flag": (
        "wrong-type",
        ("{start: false, show: true}", "{start: false, show: yes}"),
        "yes",
        0,
        "",
    ),
    "a stance that is none": (
        "wrong-type",
        ("stance: accept", "stance: acept"),
        "acept",
        0,
        "accept",
    ),
    "a kind that is none": ("wrong-type", ("kind: record", "kind: recrd"), "recrd", 0, "record"),
    "a kind of ending that is none": ("wrong-type", ("kind: mixed", "kind: good"), "good", 0, ""),
    "a start beyond its bounds": ("wrong-type", ("start: 3", "start: 9"), "9, min", 0, ""),
    "bounds the wrong way round": ("wrong-type", ("max: 5", "max: -5"), "-5", 0, ""),
    "a start that is no value": ("wrong-type", ("{start: none", "{start: nine"), "nine", 0, "none"),
    "set beyond its bounds": (
        "wrong-type",
        ("        next: end\n", "        set: {trust: 6}\n        next: end\n"),
        "6}",
        0,
        "",
    ),
    "set to another kind": (
        "wrong-type",
        ("        next: end\n", "        set: {told: 1}\n        next: end\n"),
        "1}\n        next",
        0,
        "",
    ),
    "set to another word": (
        "wrong-type",
        ("        next: end\n", "        set: {stage: askd}\n        next: end\n"),
        "askd",
        0,
        "asked",
    ),
    "add to a flag": (
        "wrong-type",
        ("        next: end\n", "        add: {told: 1}\n        next: end\n"),
        "told: 1}\n        next",
        0,
        "set",
    ),
    "add text": (
        "wrong-type",
        ("        next: end\n", "        add: {trust: x}\n        next: end\n"),
        "x}\n        next",
        0,
        "",
    ),
    "need above pick": (
        "wrong-type",
        (
            "          convincing: [letter]\n",
            "          need: 2\n          convincing: [letter, word]\n",
        ),
        "2\n          conv",
        0,
        "",
    ),
    "need above what convinces": (
        "wrong-type",
        (
            "          convincing: [letter]\n",
            "          pick: 3\n          need: 2\n          convincing: [letter]\n",
        ),
        "2\n          conv",
        0,
        "",
    ),
    "pick nothing": (
        "wrong-type",
        ("          convincing: [letter]\n", "          pick: 0\n          convincing: [letter]\n"),
        "0\n          conv",
        0,
        "",
    ),
    "a bad id": ("bad-id", ("id: tiny", "id: Tiny"), "Tiny", 0, ""),
    "a long id": ("bad-id", ("id: tiny", "id: " + "a" * 65), "aaaaa", 0, ""),
    "a bad id of a scene": (
        "bad-id",
        ("scenes:\n", "scenes:\n  A b: {title: A, text: B, next: end}\n"),
        "A b",
        0,
        "",
    ),
    "a bad id of a choice": ("bad-id", ("id: wait", "id: 1wait"), "1wait", 0, ""),
    "a variable's id with a hyphen": ("bad-id", ("  told: {", "  to-ld: {"), "to-ld", 0, ""),
    "a variable's id that conditions use": ("bad-id", ("  told: {", "  held: {"), "held: {", 0, ""),
    "two choices of one id": (
        "duplicate-id",
        ("id: ask", "id: wait"),
        "wait\n        stance: chall",
        0,
        "",
    ),
    "two enquiries of one id": (
        "duplicate-id",
        (
            "          text: It rings.\n",
            "          text: It rings.\n        - {id: ring, label: A, text: B}\n",
        ),
        "ring, label",
        0,
        "",
    ),
    "a stance as id that is an id already": (
        "duplicate-id",
        ("      - id: wait\n", "      - id: challenge\n"),
        "",
        0,
        "",
    ),
    "add and set": (
        "contradiction",
        (
            "        next: end\n",
            "        add: {trust: 1}\n        set: {trust: 2}\n        next: end\n",
        ),
        "trust: 2",
        0,
        "",
    ),
    "echoes and answers": (
        "contradiction",
        ("{echoes: [1], because", "{echoes: [1, 2], answers: [3, 2], because"),
        "2], because",
        0,
        "",
    ),
    "unknown start": ("unknown-scene", ("start: door", "start: dor"), "dor\n", 0, "“door”"),
    "unknown next": (
        "unknown-scene",
        ("        next: end\n", "        next: ened\n"),
        "ened",
        0,
        "“end”",
    ),
    "unknown next in a list": (
        "unknown-scene",
        ("        next: end\n", "        next: [{if: told, go: ened}, {go: end}]\n"),
        "ened",
        0,
        "“end”",
    ),
    "unknown note given": (
        "unknown-note",
        ("notes: [letter, word]", "notes: [letter, word, leter]"),
        "leter",
        0,
        "“letter”",
    ),
    "unknown note cited": (
        "unknown-note",
        ("convincing: [letter]", "convincing: [leter]"),
        "leter",
        0,
        "“letter”",
    ),
    "unknown note contradicted": (
        "unknown-note",
        ("text: A word.", "text: A word., contradicts: [leter]"),
        "leter",
        0,
        "“letter”",
    ),
    "unknown note held": (
        "unknown-note",
        ("stance: accept", "stance: accept\n        if: not held('leter')"),
        "leter",
        0,
        "“letter”",
    ),
    "unknown variable added": (
        "unknown-variable",
        ("        next: end\n", "        add: {trst: 1}\n        next: end\n"),
        "trst",
        0,
        "“trust”",
    ),
    "unknown variable asked": (
        "unknown-variable",
        ("stance: accept", "stance: accept\n        if: trust > 1 and tolled"),
        "tolled",
        0,
        "“told”",
    ),
    "a word without quotes": (
        "unknown-variable",
        ("stance: accept", "stance: accept\n        if: stage == asked"),
        "asked\n",
        0,
        "quotes",
    ),
    "unknown name in prose": (
        "unknown-variable",
        ("text: You knock.", "text: You {parnt} knock."),
        "parnt",
        0,
        "“parent”",
    ),
    "unknown name in quoted prose": (
        "unknown-variable",
        ("text: You knock.", "text: 'You {trust} and {trst}.'"),
        "trst",
        0,
        "“trust”",
    ),
    "unknown choice": (
        "unknown-choice",
        ("stance: accept", "stance: accept\n        if: not chose('door.wat')"),
        "door.wat",
        0,
        "“door.wait”",
    ),
    "a choice of an unknown scene": (
        "unknown-choice",
        ("stance: accept", "stance: accept\n        if: not chose('doo.wait')"),
        "doo.wait",
        0,
        "“door.wait”",
    ),
    "unknown enquiry": (
        "unknown-enquiry",
        ("stance: accept", "stance: accept\n        if: not enquired('door.rin')"),
        "door.rin'",
        0,
        "“door.ring”",
    ),
    "unknown scene visited": (
        "unknown-scene",
        ("stance: accept", "stance: accept\n        if: visited('dor')"),
        "dor'",
        0,
        "“door”",
    ),
    "unknown agency": (
        "unknown-agency",
        ("label: Ring\n", "label: Ring\n          agency: offce\n"),
        "offce",
        0,
        "“office”",
    ),
    "unknown finding": ("unknown-finding", ("echoes: [1]", "echoes: [1, 9]"), "9", 0, "1, 2, 3"),
    "unknown feature": (
        "unknown-feature",
        ("[looking-twice]", "[looking-once]"),
        "looking-once",
        0,
        "“looking-twice”",
    ),
    "unknown review": (
        "unknown-review",
        ("review: small-review", "review: smal-review"),
        "smal-review",
        0,
        "“small-review”",
    ),
    "convinced of what cites nothing": (
        "bad-condition",
        ("stance: accept", "stance: accept\n        if: not convinced('door.wait')"),
        "door.wait'",
        0,
        "chose",
    ),
    "a debrief with no finding": (
        "no-finding",
        ("{echoes: [1], because", "{because"),
        "debrief: {because",
        0,
        "",
    ),
    "a debrief with empty lists": (
        "no-finding",
        ("{echoes: [1], because", "{echoes: [], answers: ~, because"),
        "debrief: {echoes: []",
        0,
        "",
    ),
    "a note that nothing gives": (
        "unused-note",
        ("notes: [letter, word]", "notes: [letter]"),
        "word: {",
        0,
        "",
    ),
    "a variable that nothing reads": (
        "unused-variable",
        ("told: {start: false, show: true}", "told: {start: false}"),
        "told: {",
        0,
        "",
    ),
    "choices of one stance": (
        "one-sided",
        ("stance: challenge", "stance: accept"),
        "door:\n",
        0,
        "",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_problem_at_its_place(name: str, tmp_path: Path) -> None:
    code, change, mark, offset, hint = CASES[name]
    changes = [change]
    if name == "a stance as id that is an id already":
        changes.append(("      - id: ask\n        stance", "      - stance"))
        mark = "stance: challenge"
    text = changed(*changes)
    found = problems(tmp_path, text)
    assert told(found) == [(code, *place(text, mark, offset))], found
    assert hint in found[0].hint
    assert found[0].message.endswith(".")


def test_a_clean_file_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, TINY) == []


def test_everything_is_told_at_once_though_the_shape_is_broken(tmp_path: Path) -> None:
    text = changed(
        ("role: Teacher", "role: [x]"),
        ("title: A tiny one", "title: A tiny one\ncolour: red"),
        ("start: 3", "start: 9"),
        ("text: You knock.", "text: You {nobody} knock."),
        ("label: Ring\n", "label: Ring\n          agency: nowhere\n"),
        ("stance: accept", "stance: accept\n        if: trust >"),
        ("        next: end\n", "        next: nowhere\n"),
        ("echoes: [1]", "echoes: [7]"),
        ("kind: mixed", "kind: good"),
    )
    assert [(p.code, p.line) for p in problems(tmp_path, text)] == [
        ("unknown-key", 4),
        ("wrong-type", 8),
        ("wrong-type", 16),
        ("unknown-variable", 26),
        ("unknown-agency", 33),
        ("bad-condition", 38),
        ("unknown-scene", 40),
        ("unknown-finding", 41),
        ("wrong-type", 56),
    ]


@pytest.mark.parametrize(
    "written",
    ["|\n      {nobody}", ">-\n      {nobody}", "&x '{nobody}'", "!!str '{nobody}'"],
)
def test_what_stands_nowhere_certain_is_told_at_its_key(written: str, tmp_path: Path) -> None:
    text = changed(("    text: You knock.", f"    text: {written}"))
    assert told(problems(tmp_path, text)) == [
        ("unknown-variable", *place(text, f"text: {written}"))
    ]


def test_an_alias_is_told_where_it_is_used(tmp_path: Path) -> None:
    text = changed(("role: Teacher", "role: &r ''"), ("label: Wait a while", "label: *r"))
    assert told(problems(tmp_path, text)) == [
        ("wrong-type", *place(text, "role:")),
        ("wrong-type", *place(text, "label: *r")),
    ]


def test_what_may_be_left_out_may_be_empty(tmp_path: Path) -> None:
    text = changed(
        ("minutes: 5\n", "minutes: 5\naims:\nauthors:\nlanguage:\ntrainer:\n"),
        ("told: {start: false, show: true}", "told: {start: false, show: true, label: }"),
        (
            "stance: accept\n",
            "stance: accept\n        once: ~\n        if:\n        locked: null\n",
        ),
        ("          convincing", "          pick:\n          need:\n          convincing"),
        ("    text: It ends.\n", "    text: It ends.\n    unseen:\n    sensitive:\n    date:\n"),
    )
    assert problems(tmp_path, text) == []


def test_braces_that_are_no_reference_are_text(tmp_path: Path) -> None:
    prose = "'{{nobody}} { } {Nobody} {no body} {trust} {parent} }{ {}'"
    text = changed(("text: You knock.", f"text: {prose}"))
    assert problems(tmp_path, text) == []


def test_titles_and_labels_have_no_references(tmp_path: Path) -> None:
    text = changed(("label: Wait a while", "label: 'Wait {nobody}'"))
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize(
    "prose", ["[a, {text: b}]", "[{if: told, text: c}]", "[{if: true, text: d}]"]
)
def test_prose_may_be_a_list(prose: str, tmp_path: Path) -> None:
    assert problems(tmp_path, changed(("text: You knock.", f"text: {prose}"))) == []


@pytest.mark.parametrize(
    ("prose", "code", "mark"),
    [
        ("[{if: tol, text: c}]", "unknown-variable", "tol,"),
        ("[{if: told, text: '{x}'}]", "unknown-variable", "x}'"),
        ("[{if: told, txt: c}]", "missing-key", "if: told"),
        ("[[a]]", "wrong-type", "[a]]"),
        ("{a: b}", "wrong-type", "{a: b}"),
    ],
)
def test_problems_of_prose_in_a_list(prose: str, code: str, mark: str, tmp_path: Path) -> None:
    text = changed(("text: You knock.", f"text: {prose}"))
    assert (code, *place(text, mark)) in told(problems(tmp_path, text))


def test_a_condition_that_cannot_be_read_leaves_no_variable_unused(tmp_path: Path) -> None:
    text = changed(
        ("told: {start: false, show: true}", "told: {start: false}"),
        ("stance: accept", "stance: accept\n        if: told and"),
    )
    assert [p.code for p in problems(tmp_path, text)] == ["bad-condition"]
