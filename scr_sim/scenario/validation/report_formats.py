"""Problems as text, JSON, GitHub annotations and SARIF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from scr_sim.scenario.syntax.diagnostics import SEVERITIES, Problem
from scr_sim.text.quantities import columns


def as_text(problems: Sequence[Problem]) -> str:
    """Return the problems for people: place, sentence, the line with a caret, hint."""
    parts = []
    for problem in problems:
        parts.append(
            f"{problem.file}:{problem.line}:{problem.column}: {problem.severity} "
            f"[{problem.code}] {problem.message}"
        )
        if problem.excerpt.strip():
            number = str(problem.line)
            lead = problem.excerpt[: problem.caret - 1]
            pad = "".join("\t" if c == "\t" else " " * columns(c) for c in lead)
            parts.append(f"  {number} | {problem.excerpt}")
            parts.append(f"  {' ' * len(number)} | {pad}^")
        if problem.hint:
            parts.append(f"  hint: {problem.hint}")
        parts.append("")
    return "\n".join(parts)


def as_data(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return the problems as plain data."""
    return [
        {
            "severity": p.severity,
            "code": p.code,
            "message": p.message,
            "file": p.file,
            "line": p.line,
            "column": p.column,
            "hint": p.hint or None,
        }
        for p in problems
    ]


def as_json(problems: Sequence[Problem]) -> str:
    """Return the problems as a JSON list."""
    return json.dumps(as_data(problems), ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Return the problems as GitHub workflow annotations."""
    return "\n".join(
        f"::{p.severity} file={_property(p.file)},line={p.line},col={p.column},"
        f"title={_property(p.code)}::{_message(' '.join(filter(None, (p.message, p.hint))))}"
        for p in problems
    )


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Sequence[Problem]) -> str:
    """Return the problems as a SARIF 2.1.0 log."""
    codes = sorted({p.code for p in problems})
    results = [
        {
            "ruleId": p.code,
            "ruleIndex": codes.index(p.code),
            "level": p.severity,
            "message": {"text": " ".join(filter(None, (p.message, p.hint)))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": p.file.replace("\\", "/").replace(" ", "%20")},
                        "region": {"startLine": p.line, "startColumn": p.column},
                    }
                }
            ],
        }
        for p in problems
    ]
    rules = [{"id": code, "defaultConfiguration": {"level": SEVERITIES[code]}} for code in codes]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "scr-sim", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}
