"""How it is told what there is to read in a scenario, and how often its scenes are met."""

from __future__ import annotations

from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scr_sim.exploration import Reading

_WIDTH = 80


def told_reading(reading: Reading) -> list[str]:
    """Return, in lines, what there is to read and how often scenes are met."""
    return [*_lengths(reading), "", *_chances(reading)]


def _lengths(reading: Reading) -> list[str]:
    from scr_sim.exploration.readings import WORDS_A_MINUTE, WORDS_RULE, length_in_words

    lines = [f"What there is to read, at {WORDS_A_MINUTE} words a minute:"]
    if reading.shortest is not None:
        lines.append(
            f"  shortest  {length_in_words(reading.shortest.words, reading.shortest.decisions)}"
        )
    if reading.average is not None:
        lines.append(f"  average   {length_in_words(*reading.average)}")
    if reading.longest is not None:
        lines.append(
            f"  longest   {length_in_words(reading.longest.words, reading.longest.decisions)}"
        )
    if reading.why_lengths:
        lines.append(f"  The rest is not known. {reading.why_lengths}")
    for name, way in (("shortest", reading.shortest), ("longest", reading.longest)):
        if way is not None:
            lines += [f"The {name} play:", f"  {' '.join(way.actions)}"]
    return [*lines, *_rule(WORDS_RULE)]


def _chances(reading: Reading) -> list[str]:
    from scr_sim.exploration.readings import CHANCES_RULE

    lines = ["How often each ending is come to, were all choices equally likely:"]
    if reading.endings is None or reading.scenes is None:
        return [*lines, f"  not known. {reading.why_chances}"]
    lines += _table(reading.endings)
    if reading.stuck:
        lines.append(f"  in no ending: {_percent(reading.stuck)}")
    scenes = {name: of for name, of in reading.scenes.items() if name not in reading.endings}
    lines += ["", "And each scene:", *_table(scenes)]
    return [*lines, *_rule(CHANCES_RULE)]


def _table(chances: dict[str, Fraction]) -> list[str]:
    width = max(map(len, chances), default=0)
    return [f"  {name:{width}}  {_percent(chance):>6}" for name, chance in chances.items()]


def _percent(chance: Fraction) -> str:
    """Return a chance in a hundred; what is hardly ever met is not told as never."""
    hundred = float(chance * 100)
    if 0 < hundred < 0.1:
        return "< 0.1%"
    if 99.9 < hundred < 100:
        return "> 99.9%"
    return f"{hundred:.1f}".removesuffix(".0") + "%"


def _rule(rule: str) -> list[str]:
    return wrap(rule, _WIDTH, initial_indent="  ", subsequent_indent="  ")
