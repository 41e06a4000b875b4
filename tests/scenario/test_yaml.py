"""What section 1 of the format refuses, each at its line and column; and what it reads how."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scr_sim.scenario import ScenarioError, check_files, load
from scr_sim.scenario.syntax.nodes import Written
from scr_sim.scenario.syntax.reader import read_bytes
from tests.scenario.small import TINY, changed, checked, problems, told


def first(raw: str | bytes) -> tuple[str, int, int]:
    found = read_bytes(raw if isinstance(raw, bytes) else raw.encode(), "f.yaml").problems
    assert found
    return told(found)[0]


def only(raw: str | bytes) -> tuple[str, int, int]:
    found = read_bytes(raw if isinstance(raw, bytes) else raw.encode(), "f.yaml").problems
    assert len(found) == 1, found
    return told(found)[0]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("# only a comment\n", 1, 1),
        ("a: !python/object:os.system x\n", 1, 4),
        ("a: 1\nb: [x, !!float 1.5]\n", 2, 8),
        ("a: !!timestamp 2016-09-12\n", 1, 4),
        ("a: !!int x\n", 1, 4),
        ("a: !!map x\n", 1, 4),
        ("a: !!seq {b: c}\n", 1, 4),
        ("a: !!binary aGk=\n", 1, 4),
        ("a: ! x\n", 1, 4),
        ("a: &x {b: c}\nd:\n  <<: *x\n", 3, 3),
        ("a: 1\n2: b\n", 2, 1),
        ("a: 1\ntrue: b\n", 2, 1),
        ("a: 1\n~: b\n", 2, 1),
        ("a: 1\n[x]: b\n", 2, 1),
        ("a: 1\n? {x: y}\n: b\n", 2, 3),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ("- a\n- b\n", 1, 1),
        ("just a text\n", 1, 1),
        ("a: *nowhere\n", 1, 4),
        ("a: &x [b, *x]\n", 1, 11),
        ("a: [1\nb: 2\n", 1, 4),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("a: b: c\n", 1, 5),
        ("a: \x1b[2J\n", 1, 4),
        ("a: x\x7f\n", 1, 5),
        ("a: x\x85y\n", 1, 5),
        ("a: x\x9b\n", 1, 5),
        ("a: 1\nb: \u202ex\n", 2, 4),
        ("a: \u202dx\n", 1, 4),
        ("a: x\x00y\n", 1, 5),
        ('a: "x\\e[2J"\n', 1, 6),
        ('a: "x\\x1b"\n', 1, 6),
        ('a: "\\\\x1b \\u202E"\n', 1, 11),
        ('a: "\\0"\n', 1, 5),
        ('a: "\\N"\n', 1, 5),
        ('a: "é\\x07"\n', 1, 6),
        ('a: "\\ud800"\n', 1, 7),
        ("é: x\nb: \ufffex\n", 2, 4),
    ],
)
def test_refused_at_its_place(text: str, line: int, column: int) -> None:
    assert first(text) == ("yaml", line, column)


def test_every_refused_thing_of_a_file_is_told_at_once() -> None:
    text = "a: !x 1\n1: b\nc: \x01\nd: {<<: e}\na: 2\n"
    assert sorted(told(read_bytes(text.encode(), "f").problems)) == [
        ("duplicate-key", 5, 1),
        ("yaml", 1, 4),
        ("yaml", 2, 1),
        ("yaml", 3, 4),
        ("yaml", 4, 5),
    ]


def test_crlf_and_byte_order_mark_count_as_an_editor_counts() -> None:
    assert only("a: 1\r\nb: 2\r\n\r\nc: !x 3\r\n") == ("yaml", 4, 4)
    assert only("\ufeffa: !x 1\n") == ("yaml", 1, 4)
    assert only("a: 1\rb: !x 2\r") == ("yaml", 2, 4)


@pytest.mark.parametrize("end", ["\u2028", "\u2029"])
def test_a_foreign_line_end_starts_no_line(end: str) -> None:
    assert only(f"a: x{end}y\nb: !x 2\n") == ("yaml", 2, 4)
    data = read_bytes(f"a: x{end}y\n".encode(), "f").data
    assert data is not None
    assert data["a"] == f"x{end}y"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_bytes_that_are_not_utf8(mark: bytes) -> None:
    reading = read_bytes(mark + "a: é\nb: x".encode() + b"\xff\xfe\n", "f")
    assert told(reading.problems) == [("yaml", 2, 5)]
    assert "0xff" in reading.problems[0].message
    assert first("a: b\n".encode("utf-16"))[0] == "yaml"
    assert first(b"\xed\xa0\x80") == ("yaml", 1, 1)  # a lone surrogate


def test_depth() -> None:
    assert not read_bytes(b"a: " + b"[" * 49 + b"]" * 49, "f").problems
    assert only(b"a: " + b"[" * 50 + b"]" * 50) == ("yaml", 1, 4 + 49)
    inner = "[" * 25 + "]" * 25
    assert not read_bytes(f"a: &a {inner}\nb: {'[' * 24}*a{']' * 24}\n".encode(), "f").problems
    assert only(f"a: &a {inner}\nb: {'[' * 25}*a {']' * 25}\n") == ("yaml", 2, 4 + 25)


def test_aliases_expand_to_ten_thousand_values_at_most() -> None:
    ninety_nine = f"a: &a [{','.join('x' * 99)}]\n"
    hundred = ninety_nine + f"b: [{', '.join(['*a'] * 100)}]\n"
    assert not read_bytes(hundred.encode(), "f").problems
    assert only(hundred + "c: *a\n") == ("yaml", 3, 4)


def test_an_alias_gives_what_its_anchor_last_named() -> None:
    data = read_bytes(b"a: &x one\nb: *x\nc: &x {d: [&x two, *x]}\ne: *x\n", "f").data
    assert data == {
        "a": "one",
        "b": "one",
        "c": {"d": ["two", "two"]},
        "e": {"d": ["two", "two"]},
    }


def test_lengths() -> None:
    assert not read_bytes(b"a: " + b"x" * 100_000, "f").problems
    assert only(b"b: 1\na: " + b"x" * 100_001) == ("yaml", 2, 4)
    size = 5 * 1024 * 1024
    assert not read_bytes(b"a: 1\n#".ljust(size, b"x"), "f").problems
    assert only(b"a: 1\n#".ljust(size + 1, b"x")) == ("yaml", 1, 1)


def test_plain_words_are_read_simply() -> None:
    words = "no yes on off True FALSE 12:30 2016-09-12 1.5 0x1f 1_000 1e3 .inf Null NULL 0o7 5%"
    data = read_bytes("\n".join(f"k{n}: {w}" for n, w in enumerate(words.split())).encode(), "f")
    assert data.data is not None
    assert list(data.data.values()) == words.split()


@pytest.mark.parametrize(
    ("written", "value"),
    [("1", 1), ("-3", -3), ("+4", 4), ("007", 7), ("true", True), ("false", False)],
)
def test_numbers_and_booleans_keep_what_was_written(written: str, value: int | bool) -> None:
    data = read_bytes(f"a: {written}\n".encode(), "f").data
    assert data is not None
    assert isinstance(data["a"], Written)
    assert (data["a"].text, data["a"].value) == (written, value)
    assert type(data["a"].value) is type(value)


@pytest.mark.parametrize("written", ["", "~", "null", "!!null"])
def test_null(written: str) -> None:
    assert read_bytes(f"a: {written}\n".encode(), "f").data == {"a": None}


@pytest.mark.parametrize("quoted", ["'1'", '"true"', "'~'", "!!str 1", "''", "|-\n  1"])
def test_what_is_quoted_is_text(quoted: str) -> None:
    data = read_bytes(f"a: {quoted}\n".encode(), "f").data
    assert data is not None
    assert isinstance(data["a"], str)


def test_a_number_where_text_is_asked_for_is_the_text_as_written(tmp_path: Path) -> None:
    text = changed(("title: A tiny one", "title: 007"), ("role: Teacher", "role: true"))
    scenario = checked(tmp_path, text).scenario
    assert scenario is not None
    assert (scenario.title, scenario.role) == ("007", "true")


def test_a_file_may_have_a_mark_and_any_line_ends(tmp_path: Path) -> None:
    plain = checked(tmp_path, TINY).scenario
    assert plain is not None
    other = checked(tmp_path, b"\xef\xbb\xbf" + TINY.replace("\n", "\r\n").encode()).scenario
    assert other is not None
    assert (other.variables, other.scenes) == (plain.variables, plain.scenes)


def test_what_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    names = [
        str(pipe),
        str(loop),
        "/dev/zero",
        "/dev/null",
        str(tmp_path / "none.yaml"),
        str(tmp_path / "none" / "none.yaml"),
        "/" + "x" * 5000 + ".yaml",
        "a\0b.yaml",
    ]
    for name in names:
        (found,) = check_files([Path(name)])
        assert told(found.problems) == [("yaml", 1, 1)], name
        assert not found.usable
        with pytest.raises(ScenarioError):
            load(name)
    with pytest.raises(ScenarioError):
        load(f"{tmp_path}/")


def test_what_nobody_named_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert not problems(tmp_path, TINY)


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    path = checked(tmp_path, TINY).path
    twin = tmp_path / "twin.yaml"
    twin.write_text(TINY, "utf-8")
    found = check_files([path, path, twin])
    assert [one.path for one in found] == [path, twin]
    assert all(one.usable for one in found)


def test_names_and_messages_are_visible(tmp_path: Path) -> None:
    name = "bad\x1b[31m\n\u202e\udcff.yaml"
    path = tmp_path / name
    path.write_text('"a\\tb\\nc": \x1b1\ntitle: !x\x07 2\n')
    (found,) = check_files([path])
    assert found.problems
    for problem in (*found.problems, *check_files([tmp_path / f"no{name}"])[0].problems):
        for text in (problem.message, problem.file, problem.excerpt, problem.hint, str(problem)):
            assert text.replace("\t", " ").isprintable(), text
            text.encode()


def test_a_long_line_is_shown_around_the_place() -> None:
    text = "a: '" + "x" * 1000 + "'\nb: [" + "y, " * 300 + "!z w, " + "v, " * 300 + "]\n"
    (problem,) = read_bytes(text.encode(), "f").problems
    assert (problem.line, problem.column) == (2, 905)
    assert problem.excerpt[problem.caret - 1 :].startswith("!z w")
    assert len(problem.excerpt) <= 202
