"""The glossary, and whom to talk to: word lists among the assets, so that they can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from scr_sim import paths


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field; ``short`` is its abbreviation or an empty string."""

    term: str
    short: str
    means: str


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Somebody to talk to."""

    name: str
    number: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Support:
    """Whom to talk to; ``checked`` says when the numbers were last looked at."""

    intro: str
    work: str
    real_child: str
    lines: tuple[SupportLine, ...]
    checked: str


@cache
def glossary() -> tuple[Term, ...]:
    """Return the glossary, in its own order; empty where the list cannot be read."""
    return tuple(
        Term(_text(one, "term"), _text(one, "short"), _text(one, "means"))
        for one in _list(_read("glossary.yaml"), "terms")
    )


@cache
def support() -> Support:
    """Return whom to talk to; where the list cannot be read, only what holds everywhere."""
    found = _read("support.yaml")
    return Support(
        _text(found, "intro"),
        _text(found, "work") or "Talk first to your own supervisor or safeguarding lead.",
        _text(found, "real_child"),
        tuple(
            SupportLine(_text(one, "name"), _text(one, "number"), _text(one, "for"))
            for one in _list(found, "lines")
        )
        or (SupportLine("A child in danger now", "999", ""),),
        _text(found, "checked"),
    )


def _read(name: str) -> Any:
    import yaml

    try:
        with (paths.assets() / name).open(encoding="utf-8") as stream:
            return yaml.safe_load(stream)
    except (OSError, ValueError, yaml.YAMLError):
        return None


def _list(found: Any, key: str) -> list[Any]:
    listed = found.get(key) if isinstance(found, dict) else None
    return listed if isinstance(listed, list) else []


def _text(found: Any, key: str) -> str:
    value = found.get(key, "") if isinstance(found, dict) else ""
    return " ".join(str(value).split())
