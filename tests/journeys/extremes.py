"""Files that a scenario's format accepts and that nobody would write: all of up to 300 scenes.

Each is the most of one thing: the longest words, the most links, notes, conditions, marks. Every
command has to come to an end with each of them, in about the work that the file's size calls for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.journeys.extreme_scenarios import (
    Extreme,
    conditions,
    every_to_every,
    every_to_every_by_passages,
    every_to_some_by_choices,
    in_every_field,
    long_everywhere,
    many_choices,
    many_enquiries,
    many_notes,
    many_variables,
    many_ways,
    prose_in_scenes,
    walk_round,
)

LONGEST = 99_999


def _letters(text: str, size: float, most: int = LONGEST) -> str:
    """Return a text repeated up to so many letters."""
    return text * max(1, int(most * size / len(text)))


#: By name, what makes each file, of full size (1.0) or smaller.
EXTREMES: Mapping[str, Callable[[float], Extreme]] = {
    "one word everywhere": lambda n: in_every_field(_letters("w", n)),
    "wide characters everywhere": lambda n: in_every_field(_letters("漢", n, 30_000)),
    "combining marks everywhere": lambda n: in_every_field("e" + _letters("\u0301", n, 50_000)),
    "pictures everywhere": lambda n: in_every_field(
        _letters("👩\u200d👩\u200d👧\ufe0f", n, 18_000)
    ),
    "words of one letter everywhere": lambda n: in_every_field(_letters("w ", n) + "w"),
    "markup everywhere": lambda n: in_every_field(_letters("[b]<&>", n)),
    "long titles and labels": lambda n: long_everywhere(_letters("w", n)),
    "long titles of short words": lambda n: long_everywhere(_letters("w ", n) + "w"),
    "each scene leads to each by conditions": lambda n: every_to_every(int(300 * n)),
    "each scene leads to each by passages": lambda n: every_to_every_by_passages(int(300 * n)),
    "each scene leads to many by choices": lambda n: every_to_some_by_choices(int(300 * n)),
    "40,000 ways on from a passage": lambda n: many_ways(int(40_000 * n)),
    "300 choices in a scene": lambda n: many_choices(int(300 * n), 10),
    "5,000 choices in a scene": lambda n: many_choices(int(5_000 * n), 2),
    "5,000 notes that contradict": lambda n: many_notes(int(5_000 * n), 1, 30),
    "450 notes that each contradict each": lambda n: many_notes(int(450 * n), 1, int(450 * n)),
    "5,000 notes, cited by five": lambda n: many_notes(int(5_000 * n), 5),
    "conditions with 30 levels": lambda n: conditions("(" * 28 + "told" + ")" * 28, int(60 * n)),
    "conditions of 500 letters": lambda n: conditions(" or ".join(["trust > 5"] * 38), int(60 * n)),
    "conditions of many facts": lambda n: conditions(
        " and ".join(f'(visited("s{at}") or told)' for at in range(6)), max(7, int(60 * n))
    ),
    "conditions of many sums": lambda n: conditions("+".join(["trust"] * 80) + " > 7", int(60 * n)),
    "4,000 variables": lambda n: many_variables(int(4_000 * n)),
    "a walk that goes round and counts": lambda n: walk_round(int(300 * n)),
    "12,000 enquiries with notes": lambda n: many_enquiries(int(300 * n)),
    "stars": lambda n: prose_in_scenes(_letters("*", n)),
    "stars with words": lambda n: prose_in_scenes(_letters("**a* ", n)),
    "underlines": lambda n: prose_in_scenes(_letters("_a __b ", n)),
    "quotes in quotes": lambda n: prose_in_scenes(_letters("> ", n) + "a"),
    "lists in lists": lambda n: prose_in_scenes(_letters("- ", n) + "a"),
    "lists that go deeper": lambda n: prose_in_scenes(
        "\n".join("  " * at + "- a" for at in range(int(290 * n)))
    ),
    "numbered lists in lists": lambda n: prose_in_scenes(_letters("1. ", n) + "a"),
    "braces": lambda n: prose_in_scenes(_letters("{a", n)),
    "backslashes": lambda n: prose_in_scenes(_letters("\\*", n)),
    "brackets": lambda n: prose_in_scenes(_letters("[", n)),
    "many paragraphs": lambda n: prose_in_scenes(_letters("a\n\n", n), 10),
}
