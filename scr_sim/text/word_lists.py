"""The word lists among the assets, so that they can be changed without the program."""

from __future__ import annotations

from typing import Any

from scr_sim import paths


def word_list(name: str) -> Any:
    """Return what a word list holds, by its file's name; None where it cannot be read."""
    import yaml

    try:
        with (paths.assets() / name).open(encoding="utf-8") as stream:
            return yaml.safe_load(stream)
    except (OSError, ValueError, yaml.YAMLError):
        return None


def entries(found: Any, key: str) -> list[Any]:
    """Return the list under a key; empty where there is none."""
    listed = found.get(key) if isinstance(found, dict) else None
    return listed if isinstance(listed, list) else []


def wording(found: Any, key: str) -> str:
    """Return the text under a key in one line; empty where there is none."""
    value = found.get(key, "") if isinstance(found, dict) else ""
    return " ".join(str(value).split())
