"""A scenario of any number of scenes, the same every time, clean under check.

`scenario_text(scenes)` gives the text of one; `write(folder, scenes)` puts it into a file.
The story only moves forward, so every play ends; it has notes, enquiries with limits, locks,
citings, conditions and prose in about the proportions of a real scenario.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from scr_sim.scenario.model.choice import STANCES

FEATURES = ("challenging-mother", "presenting-issue", "planning-interviews")
FINDINGS = 6
KINDS = ("account", "observation", "record")
ENDINGS = ("protected", "mixed", "missed")

_SENTENCES = (
    "The corridor smells of floor polish and wet coats.",
    "You write the date at the top of the page, then the time.",
    "“We have been over this,” she says, and moves a box of toys off the chair.",
    "The six-year-old has kept the hood up since the register was taken.",
    "Somebody has left the radio on low in the next room.",
    "The ring binder has a divider for each term, and two of them are empty.",
    "Your colleague rings back at ten to four with half an answer.",
    "A letter from the practice says that nobody came to the last two appointments.",
    "The bus is late, and you read the last entry again under the shelter.",
    "There are five pegs by the door and four coats.",
    "He asks what happens to what you write down, and who will read it.",
    "It is the third week in a row that the lunch box comes in empty.",
)
_DEEDS = (
    "Write down what was said today",
    "Ask to see the letter itself",
    "Ring the named nurse before four",
    "Offer a visit later this week",
    "Say plainly what does not fit",
    "Take it to the duty manager now",
    "Agree to look again on Friday",
    "Ask the eldest what mornings are",
    "Send the chronology to the team",
)


def scenario_text(scenes: int, seed: int = 1) -> str:
    """Return a scenario of so many scenes, at least ten, as YAML."""
    return "".join(_Writer(max(10, scenes), Random(seed)).parts())


def write(folder: Path, scenes: int) -> Path:
    """Write a scenario of so many scenes into a folder and return its path."""
    path = folder / f"generated-{scenes}.yaml"
    path.write_text(scenario_text(scenes), encoding="utf-8")
    return path


def wide_text(scenes: int, numbers: int = 3, flags: int = 8, pages: int = 0) -> str:
    """Return a scenario whose every number, of ten values, and every flag matters to its end.

    Its states are many and its text is short: what exploring is measured on. With ``pages`` to
    read closely, reading them costs one number, and some choices cost another.
    """
    paged = {at * (scenes - 4) // pages for at in range(pages)} if pages else set()
    names = [f"n{number}" for number in range(numbers)]
    told = [f"f{number}" for number in range(flags)]
    lines = [_HEAD.partition("variables:")[0].rstrip(), "variables:"]
    lines += [f"  {name}: {{start: 0, min: 0, max: 9}}" for name in names]
    lines += [f"  {name}: {{start: false}}" for name in told]
    lines += ["notes:"] if paged else []
    for page in sorted(paged):
        lines += [
            f"  p{page}-{at}: {{kind: record, from: P, text: It says so.}}" for at in range(6)
        ]
    lines += ["start: s0", "scenes:"]
    for number in range(scenes - 2):
        name, other = names[number % numbers], names[(number + 1) % numbers]
        flag, asked = told[number % flags], told[(number + 3) % flags]
        results = (
            ("accept", "", f"add: {{{name}: 1}}", 1),
            ("challenge", f"if: {other} < 9 or {asked}, ", f"set: {{{flag}: true}}", 1),
            ("escalate", f"if: {name} > 2 or not {flag}, ", f"add: {{{other}: -1}}", 2),
        )
        if number - 1 in paged:  # what was noted of the page before counts here
            noted = " or ".join(f"held('p{number - 1}-{at}')" for at in (1, 4))
            results = (*results[:2], ("escalate", f"if: {noted}, cost: {{n0: 1}}, ", "", 2))
        lines.append(f"  s{number}:")
        lines += [f"    title: Page {number}", "    text: You read on."]
        lines += _page(number) if number in paged else []
        lines.append("    choices:")
        for stance, condition, change, step in results:
            target = f"s{number + step}" if number + step < scenes - 2 else f"end{step - 1}"
            lines.append(
                f"      - {{id: {stance}, stance: {stance}, label: {stance.title()}, "
                f"{condition}{f'{change}, ' if change else ''}"
                f"next: {target}, debrief: {{echoes: [{1 + number % FINDINGS}], because: So.}}}}"
            )
    read = " and ".join([*(f"{name} >= 0" for name in names), *(f"not {flag}" for flag in told)])
    for number, kind in enumerate(("mixed", "missed")):
        lines += [f"  end{number}:", "    title: The last page"]
        lines += ["    text:", "      - It ends.", f"      - {{if: {read}, text: As it began.}}"]
        lines.append(f"    ending: {{title: Closed, kind: {kind}}}")
    # One choice at the end hangs on everything, and hardly any play comes to take it.
    rare = " and ".join([*(f"{name} == 9" for name in names), *told])
    at = next(at for at, line in enumerate(lines) if line == f"  s{scenes - 3}:")
    lines[at + 4 : at + 4] = [
        f"      - {{stance: challenge, id: rare, label: Lay it all out, if: {rare}, next: end0, "
        "debrief: {answers: [1], because: So.}}"
    ]
    return "\n".join(lines) + "\n"


def _page(number: int) -> list[str]:
    """Return an enquiry that shows a page of six lines, of which two may be noted."""
    from_page = [f"{{id: l{at}, text: A line., notes: [p{number}-{at}]}}" for at in range(6)]
    return [
        "    enquiries:",
        "      from:",
        "        - {id: page, label: Read it, text: It is short., cost: {n1: 1},",
        f"           lines: {{ask: Which?, pick: 2, from: [{', '.join(from_page)}]}}}}",
    ]


def write_wide(folder: Path, scenes: int, numbers: int = 3, flags: int = 8, pages: int = 0) -> Path:
    """Write a wide scenario into a folder and return its path."""
    path = folder / f"wide-{scenes}-{numbers}-{flags}-{pages}.yaml"
    path.write_text(wide_text(scenes, numbers, flags, pages), encoding="utf-8")
    return path


class _Writer:
    def __init__(self, scenes: int, random: Random) -> None:
        self.last = scenes - len(ENDINGS)  # scenes before this one go on, the rest are endings
        self.random = random

    def parts(self) -> list[str]:
        parts = [_HEAD, "notes:\n"]
        parts += [self.note(number) for number in range(self.last) if not self.passage(number)]
        parts.append("start: scene-0\nscenes:\n")
        parts += [self.scene(number) for number in range(self.last)]
        parts += [self.ending(kind) for kind in ENDINGS]
        return parts

    def passage(self, number: int) -> bool:
        return number % 7 == 3

    def prose(self, indent: int, sentences: int) -> str:
        pad = " " * indent
        said = [self.random.choice(_SENTENCES) for _ in range(sentences)]
        paragraphs = [said[at : at + 3] for at in range(0, sentences, 3)]
        return "|\n" + "\n\n".join(
            "\n".join(pad + sentence for sentence in paragraph) for paragraph in paragraphs
        )

    def go(self, number: int, step: int) -> str:
        target = number + step
        return f"scene-{target}" if target < self.last else f"end-{ENDINGS[target % 3]}"

    def note(self, number: int) -> str:
        lines = [
            f"  note-{number}:",
            f"    kind: {KINDS[number % 3]}",
            f"    from: The file, page {number}",
            f"    text: {self.random.choice(_SENTENCES)}",
        ]
        earlier = number - 7
        if number % 5 == 0 and earlier >= 0:
            lines.append(f"    contradicts: [note-{earlier}]")
        return "\n".join(lines) + "\n"

    def scene(self, number: int) -> str:
        lines = [
            f"  scene-{number}:",
            f"    title: Page {number} of the file",
            f"    date: Week {number}, Tuesday",
            "    place: The small office",
        ]
        if number % 3 == 0:
            lines += [
                "    text:",
                f"      - {self.prose(8, 5)}",
                "      - if: trust >= 3",
                f"        text: {self.random.choice(_SENTENCES)}",
                f"      - if: 'told or not visited(\"scene-{max(0, number - 2)}\")'",
                f"        text: {self.random.choice(_SENTENCES)} Trust stands at {{trust}}.",
            ]
        else:
            lines.append(f"    text: {self.prose(6, 6)}")
        lines.append(f"    unseen: {self.prose(6, 3)}")
        if self.passage(number):
            lines += [
                "    add: {trust: -1}",
                "    next:",
                f"      - {{if: 'trust > 2 and stage == \"asked\"', go: {self.go(number, 2)}}}",
                f"      - {{go: {self.go(number, 1)}}}",
            ]
            return "\n".join(lines) + "\n"
        if number % 2:
            lines.append(f"    notes: [note-{number}]")
        else:
            lines += self.enquiries(number)
        lines.append("    choices:")
        for at in range(3):
            lines += self.choice(number, at)
        return "\n".join(lines) + "\n"

    def enquiries(self, number: int) -> list[str]:
        lines = ["    enquiries:", "      limit: 1", "      from:"]
        for at, effect in enumerate((f"notes: [note-{number}]", "add: {written: 1}")):
            lines += [
                f"        - id: look-{at}",
                f"          label: Look at page {at + 1} again",
                "          agency: school",
                f"          text: {self.random.choice(_SENTENCES)}",
                f"          {effect}",
            ]
        lines += [
            "        - id: look-further",
            "          label: Look further",
            f"          if: 'enquired(\"scene-{number}.look-0\") or trust > 3'",
            f"          text: {self.random.choice(_SENTENCES)}",
        ]
        return lines

    def choice(self, number: int, at: int) -> list[str]:
        stance = STANCES[(number + at) % 3]
        sound = (at + number // 3) % 3 == 0
        finding = 1 + (number + at) % FINDINGS
        lines = [
            f"      - id: {stance}-{at}",
            f"        stance: {stance}",
            f"        label: {_DEEDS[(number * 2 + at * 4) % len(_DEEDS)]}",
            f"        outcome: {self.prose(10, 2)}",
        ]
        if at == 1 and number % 5 == 1:
            unless = f"'held(\"note-{number}\") and trust > 1'"
            lines.append(f"        locked: {{unless: {unless}, because: Not yet.}}")
        if at == 2 and number % 4 == 2:
            lines += [
                "        cite:",
                "          ask: Which of your notes does not fit?",
                "          pick: 2",
                f"          convincing: [note-{number}]",
                "          otherwise:",
                "            outcome: Nobody answers at once.",
                "            add: {trust: -1}",
                f"            next: {self.go(number, 2)}",
                f"            debrief: {{echoes: [{finding}], because: You had nothing in hand.}}",
            ]
        if at == 2 and number % 6 == 4:
            lines.append("        if: 'written >= 1 or stage != \"none\"'")
        lines.append(
            (
                "        add: {trust: 1}",
                "        set: {stage: asked}",
                "        set: {told: true, stage: told}",
            )[at]
        )
        if number % 4 == 1 and at == 0:
            lines += [
                "        next:",
                f"          - {{if: trust > 4, go: {self.go(number, 3)}}}",
                f"          - {{go: {self.go(number, 1)}}}",
            ]
        else:
            lines.append(f"        next: {self.go(number, at + 1)}")
        lines += [
            "        debrief:",
            f"          {'answers' if sound else 'echoes'}: [{finding}]",
            f"          because: {self.prose(12, 3)}",
        ]
        return lines

    def ending(self, kind: str) -> str:
        return (
            f"  end-{kind}:\n    title: The last page\n    text: {self.prose(6, 4)}\n"
            f"    ending: {{title: The file is closed, kind: {kind}}}\n"
        )


_HEAD = f"""\
format: 1
id: generated
title: A long file
summary: A file that is read page by page.
review: family-m
features: [{", ".join(FEATURES)}]
role: Whoever holds the file
minutes: 20
content_note: Made up for measuring; nothing happens in it.
aims: [Read on.]
agencies: {{school: School}}
variables:
  trust: {{start: 3, min: 0, max: 5, label: Working relationship, show: true}}
  written: {{start: 0, min: 0, max: 5}}
  told: {{start: false}}
  stage: {{start: none, values: [none, asked, told]}}
"""
