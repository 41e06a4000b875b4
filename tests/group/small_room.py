"""A small scenario for rooms: everything that the rules must mind, and words that must not leak."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from scr_sim.scenario import LoadedScenario, load

#: What chance draws from in such a room.
PEOPLE = st.integers(1, 7)
CHOICES = st.sampled_from(["accept", "challenge", "escalate", None])
KEYS = st.sampled_from(["a", "b", "c", "d"])
HIDDEN = ("vote", "sealed", "evidence", "discussion")
AGENCIES = ("school", "health", "care")

_DEBRIEF = "{echoes: [1], because: Because.}"
SMALL = f"""
format: 1
id: small-room
title: A small room
summary: A door and a hall.
review: family-m
features: [presenting-issue]
role: A visitor
minutes: 5
content_note: Nothing that hurts.
agencies: {{school: School, health: Health, care: Social care}}
variables:
  hours: {{start: 2, min: 0, max: 2, label: Hours, unit: hour, show: true}}
notes:
  one: {{kind: account, from: Somebody, text: One.}}
  two: {{kind: record, from: A file, text: Two.}}
start: door
trainer: {{opening: TRAINERS opening, closing: TRAINERS closing}}
scenes:
  door:
    title: At the door
    text: You stand at the door.
    trainer: TRAINERS door
    unseen: UNSEEN door
    notes: [one]
    enquiries:
      from:
        - {{id: ring, label: Ring, agency: school, text: HELD ring, notes: [two]}}
        - id: page
          label: Read
          agency: health
          text: HELD page
          lines: {{ask: What?, from: [{{id: a, text: HELD a}}, {{id: b, text: HELD b}}]}}
        - {{id: look, label: Look, cost: {{hours: 1}}, text: HELD look}}
    choices:
      - {{stance: accept, label: Go in, outcome: You go in., next: hall, debrief: {_DEBRIEF}}}
      - stance: challenge
        label: Ask
        outcome: It is shown.
        next: hall
        debrief: {_DEBRIEF}
        cite:
          ask: Which?
          convincing: [two]
          otherwise: {{outcome: The door stays shut., next: door, debrief: {_DEBRIEF}}}
      - stance: escalate
        label: Ring above
        cost: {{hours: 2}}
        outcome: It rings.
        next: end
        debrief: {_DEBRIEF}
  hall:
    title: In the hall
    text: You stand in the hall.
    trainer: TRAINERS hall
    enquiries:
      from:
        - {{id: key, label: Look for the key, agency: care, text: HELD key}}
        - {{id: shout, label: Shout, text: HELD shout}}
    choices:
      - stance: accept
        label: Leave
        locked: {{unless: "enquired('hall.key') or enquired('hall.shout')", because: It is shut.}}
        next: end
        debrief: {_DEBRIEF}
      - stance: escalate
        label: Go back
        locked: {{unless: "enquired('hall.shout')", because: It is dark.}}
        next: door
        debrief: {_DEBRIEF}
  end:
    title: The end
    text: It ends.
    trainer: TRAINERS end
    ending: {{title: Over, kind: mixed}}
"""


@cache
def small_room() -> LoadedScenario:
    """Return the scenario, loaded once."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "small-room.yaml")
        path.write_text(SMALL, "utf-8")
        return load(str(path))


def held_texts(scene: str, enquiry: str) -> tuple[str, ...]:
    """Return the words that only the holder of an enquiry may see until it was voiced."""
    pages = {("door", "page"): ("HELD page", "HELD a", "HELD b")}
    return pages.get((scene, enquiry), (f"HELD {enquiry}",))
