"""How a picture of a graph looks. Every rule is the picture's own, also within a page."""

from __future__ import annotations

import re

_LIGHT = {
    "ground": "#faf8f3",
    "paper": "#ffffff",
    "ink": "#1d2226",
    "quiet": "#51595f",
    "edge": "#5f676d",
    "rule": "#cfc9ba",
    "accept": "#17536e",
    "challenge": "#7a4a00",
    "escalate": "#8f2a16",
    "protected": "#dfeee2",
    "mixed": "#f6ebcb",
    "missed": "#f5dfd9",
    "trouble": "#b3261e",
}
_DARK = {
    "ground": "#14181c",
    "paper": "#1e2429",
    "ink": "#e6e3da",
    "quiet": "#a9b3b9",
    "edge": "#8b959b",
    "rule": "#3a444b",
    "accept": "#9ccbe0",
    "challenge": "#e8c683",
    "escalate": "#f2ab98",
    "protected": "#20382a",
    "mixed": "#3b3216",
    "missed": "#43251e",
    "trouble": "#ff9b8f",
}

_FONT = """
text { font-family: "Helvetica Neue", Helvetica, Arial, "DejaVu Sans", sans-serif; }
.kind { font-size: 9.5px; letter-spacing: .04em; }
.title { font-size: 13px; font-weight: 600; }
.id { font-size: 10px; }
.mark { font-size: 10.5px; font-weight: 700; }
.row { font-size: 11px; }
.more { font-size: 9.5px; font-style: italic; }
.letter { font-size: 10px; font-weight: 600; }
.row.taken { font-weight: 700; }
.frame { stroke-width: 1.3; }
.passage .frame { stroke-dasharray: none; stroke-width: 1; }
.protected .frame { stroke-width: 2.4; }
.unreached .frame { stroke-dasharray: 6 4; }
.branch .frame { stroke-width: 2; }
.visited .frame { stroke-width: 4; }
.line { fill: none; stroke-width: 1.6; }
.challenge .line { stroke-dasharray: 9 4; }
.escalate .line { stroke-dasharray: 2.5 3; }
.taken .line { stroke-width: 4; }
.never .line { stroke-width: 1.6; stroke-dasharray: 1.6 6; }
.never { opacity: .7; }
.open { stroke-width: 1.6; }
.ring { fill: none; stroke-width: 1.5; }
.rule { fill: none; stroke-width: 1; }
"""

_COLOURS = """
.ground { fill: $ground; }
.kind, .id, .more { fill: $quiet; }
.title, .row { fill: $ink; }
.mark { fill: $trouble; }
.rule { stroke: $rule; }
.frame { fill: $paper; stroke: $edge; }
.passage .frame { fill: $ground; }
.protected .frame { fill: $protected; }
.mixed .frame { fill: $mixed; }
.missed .frame { fill: $missed; }
.unreached .frame, .trouble .frame { stroke: $trouble; }
.visited .frame { stroke: $ink; }
.ring { stroke: $ink; }
.scene .full { fill: $ink; }
.open { fill: $paper; }
.accept .line, .accept .open { stroke: $accept; }
.challenge .line { stroke: $challenge; }
.escalate .line { stroke: $escalate; }
.way .line { stroke: $edge; }
.accept .head, .accept .letter, .accept .full { fill: $accept; }
.challenge .head, .challenge .letter, .challenge .full { fill: $challenge; }
.escalate .head, .escalate .letter, .escalate .full { fill: $escalate; }
.way .head, .way .letter, .way .full { fill: $edge; }
.scene .challenge .full { fill: $challenge; }
.scene .escalate .full { fill: $escalate; }
"""


def _own(rules: str, colours: dict[str, str]) -> str:
    """Return rules that hold within the picture alone, with their colours."""
    found = []
    for rule in rules.strip().splitlines():
        names, _, body = rule.partition(" {")
        names = ", ".join(f".scr-graph {name}" for name in names.split(", "))
        found.append(f"{names} {{{body}")
    text = "\n".join(found)
    return re.sub(r"\$(\w+)", lambda m: colours[m.group(1)], text)


STYLE = (
    f"\n{_own(_FONT, {})}\n{_own(_COLOURS, _LIGHT)}\n"
    f"@media screen and (prefers-color-scheme: dark) {{\n{_own(_COLOURS, _DARK)}\n}}\n"
)
