"""Whatever a file holds, checking it ends: in a scenario or in problems that lie in its text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from scr_sim.scenario import Checked, check_files
from scr_sim.scenario.syntax.reader import read_bytes
from scr_sim.scenario.validation.report_formats import FORMATS
from scr_sim.text.characters import FORBIDDEN
from tests.profiles import examples

FILES = Path(__file__).parent.parent / "files"
SMALL = (FILES / "small.yaml").read_text("utf-8")
REVIEW = (FILES / "small-review.yaml").read_text("utf-8")

PIECES = st.sampled_from(
    [
        *"[]{}:,-?#&*!|>'\"%@`~ \t\n\r",
        "\r\n", ": ", "- ", "<<: ", "---\n", "...\n", "!!int ", "!x ", "&a ", "*a", "\u2028",
        "\u2029", "\x85", "\x00", "\x1b[2J", "\u202e", "\ufeff", "\ufffe", "é", "🧩", "\\x1b",
        "null", "true", "1", "-7", "9" * 30, "x", "{trust}", "{{", "}}", "{x}", "if: ", "text: ",
        "scenes:", "choices:", "next:", "ending:", "notes:", "variables:", "debrief:", "cite:",
        "[key]", "<choices>", "²", "stance: accept", "'held(\"x\")'", "\n  ", "\n    ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
VALUES = st.sampled_from(
    [
        "", "~", "1", "-1", "true", "'1'", "x", "[]", "{}", "[[]]", "[{}]", "{a: b}", "[x, 1, ~]",
        "{if: x, text: y}", "[{if: trust > 1, go: week}, {go: nowhere}]", "!!str 1", "&z [1]",
        "99999999999999999999", "|\n   {nobody}\n", "'{trust} {nobody}'", "{1: 2}", "{~: 2}",
        "{[key]: {}}", "{'<choices>': []}", "[{choices: [{}]}]", "{from: [{id: x}]}", "² ",
        "{choices: [], next: x, ending: {}}", "'trust >= '", "\"a\\x07b\"",
    ]
)  # fmt: skip


def check(raw: bytes) -> tuple[Checked, str]:
    """Check bytes as a file beside the small review; return also the text as an editor has it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "small-review.yaml").write_text(REVIEW, "utf-8")
        path = Path(folder) / "any.yaml"
        path.write_bytes(raw)
        return check_files([path])[0], raw.removeprefix(b"\xef\xbb\xbf").decode(errors="replace")


def sound(raw: bytes) -> None:
    """Assert that checking ends in a scenario or in problems, each inside the text."""
    checked, text = check(raw)
    errors = [p for p in checked.problems if p.severity == "error"]
    assert bool(errors) != bool(checked.scenario or checked.review)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in checked.problems:
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert 1 <= problem.caret <= len(problem.excerpt) + 2
        for said in (problem.message, problem.hint, problem.excerpt):
            assert not FORBIDDEN.search(said), said
            assert "\n" not in said
    for written in FORMATS.values():
        written(checked.problems).encode()


@settings(max_examples=examples(150))
@given(st.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    sound(raw)


@settings(max_examples=examples(300))
@given(TEXTS)
def test_any_text_that_looks_like_yaml(text: str) -> None:
    sound(text.encode())


@settings(max_examples=examples(150))
@given(st.data())
def test_any_slip_in_a_sound_file(data: st.DataObject) -> None:
    text = SMALL
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        end = min(len(text), begin + data.draw(st.integers(0, 30)))
        text = text[:begin] + data.draw(TEXTS) + text[end:]
    sound(text.encode())


@settings(max_examples=examples(300))
@given(st.data())
def test_any_value_in_place_of_another(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {data.draw(VALUES)}" if colon else data.draw(VALUES)
    sound("\n".join(lines).encode())


@settings(max_examples=examples(200))
@given(st.data())
def test_any_line_left_out_moved_or_doubled(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        for _ in range(data.draw(st.integers(0, 2))):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    sound("\n".join(lines).encode())


@settings(max_examples=examples(100))
@given(st.data())
def test_any_slip_in_a_review(data: st.DataObject) -> None:
    lines = REVIEW.splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon} {data.draw(VALUES)}"
    sound("\n".join(lines).encode())


@given(st.text(alphabet="ab: \n\r\u2028\u2029é\U0001f9e9'\"", max_size=60))
def test_text_is_read_as_it_stands(text: str) -> None:
    quoted = "'" + text.replace("'", "''").replace("\n", "").replace("\r", "") + "'"
    data = read_bytes(f"a: {quoted}\n".encode(), "f").data
    assert data is not None
    assert data["a"] == text.replace("\n", "").replace("\r", "")
