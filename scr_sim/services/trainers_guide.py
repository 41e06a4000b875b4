"""The trainer's guide, with whom to talk to as the list of support has it now."""

from __future__ import annotations

from scr_sim import paths
from scr_sim.text.support import support


def trainers_guide() -> str:
    """Return the guide as Markdown. Raises `OSError` where it is not there."""
    told = support()
    lines = [f"- {one.name}: {one.number}. {one.purpose}".rstrip() for one in told.lines]
    checked = [f"Checked: {told.checked}", ""] if told.checked else []
    text = (paths.assets() / "trainers-guide.md").read_text("utf-8")
    return "\n".join(
        [text.rstrip("\n"), "", f"{told.work} {told.real_child}", "", *lines, "", *checked]
    )
