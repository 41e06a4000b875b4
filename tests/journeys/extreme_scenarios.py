"""Scenarios that are much of one thing: each function makes one, of as much as it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scr_sim.scenario.model.choice import STANCES

MOST_BYTES = 5 * 1024 * 1024
REVIEW = Path(__file__).parent.parent / "files" / "small-review.yaml"

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Extreme:
    """One file: its data, and actions that begin a play of it."""

    data: Data
    actions: tuple[str, ...] = ("accept",)

    def write(self, folder: Path) -> Path:
        """Write the file with its review into a folder and return its path."""
        (folder / "small-review.yaml").write_bytes(REVIEW.read_bytes())
        path = folder / "extreme.yaml"
        text = yaml.dump(
            self.data,
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=None,
            width=1 << 30,
        )
        raw = text.encode()
        assert len(raw) <= MOST_BYTES, f"{len(raw):,} bytes are too many for one file"
        path.write_bytes(raw)
        return path


class _Dumper(yaml.CSafeDumper):
    """Writes data without aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _choice(next: Any = "end", stance: str = "accept", **more: Any) -> Data:  # noqa: A002
    return {
        "stance": stance,
        "label": "Go on",
        "next": next,
        "debrief": {"echoes": [1], "because": "So."},
        **more,
    }


def _scenario(scenes: Data, **more: Any) -> Data:
    return {
        "format": 1,
        "id": "extreme",
        "title": "Extreme",
        "summary": "As much as a file can hold.",
        "review": "small-review",
        "features": ["looking-twice"],
        "role": "School nurse",
        "minutes": 5,
        "content_note": "Nothing.",
        **more,
        "start": next(iter(scenes)),
        "scenes": {
            **scenes,
            "end": {
                "title": "The end",
                "text": "It ends.",
                "ending": {"title": "Closed", "kind": "mixed"},
            },
        },
    }


def _row(count: int, scene: Callable[[int, str], Data]) -> Data:
    """Return scenes s0, s1 ..., each made from its number and the id of the one after it."""
    return {
        f"s{at}": {
            "title": f"Scene {at}",
            "text": "You read on.",
            **scene(at, f"s{at + 1}" if at + 1 < count else "end"),
        }
        for at in range(count)
    }


def in_every_field(text: str) -> Extreme:
    """Return a scenario with a text wherever text may stand, some of them in several scenes."""
    wide: Data = {
        "text": text,
        "title": text,
        "date": text,
        "place": text,
        "unseen": text,
        "sensitive": {"about": text, "instead": text},
        "notes": ["n"],
    }
    first = wide | {
        "enquiries": {"from": [{"id": "ask", "label": text, "text": text, "notes": ["m"]}]},
        "choices": [
            _choice(
                "s1",
                label=text,
                outcome=text,
                locked={"unless": 'held("n")', "because": text},
                debrief={"echoes": [1], "because": text},
            ),
            _choice("end", "challenge", label=text),
            _choice(
                "s1",
                "escalate",
                cite={
                    "ask": text,
                    "convincing": ["n"],
                    "otherwise": {
                        "outcome": text,
                        "next": "s1",
                        "debrief": {"answers": [1], "because": text},
                    },
                },
            ),
        ],
    }
    second = wide | {"choices": [_choice("end", label=text), _choice("s0", "challenge")]}
    data = _scenario(
        {"s0": first, "s1": second},
        people={"ann": {"name": text, "about": text}},
        variables={
            "trust": {"start": 1, "min": 0, "max": 3, "label": text, "show": True},
            "mood": {"start": text, "values": [text, "cross"], "show": True, "label": text},
        },
        notes={
            "n": {"kind": "account", "from": text, "text": text, "contradicts": ["m"]},
            "m": {"kind": "record", "from": text, "text": text},
        },
    )
    data |= {"title": text, "summary": text, "role": text, "content_note": text, "aims": [text]}
    return Extreme(data, ("?ask", "escalate@n", "accept"))


def every_to_every(scenes: int) -> Extreme:
    """Return scenes of which each leads to each, or to as many as a file has room for."""
    targets = [*(f"s{at}" for at in range(scenes - 1)), "end"]

    def scene(at: int, after: str) -> Data:
        ways = [{"if": f"n == {to % 10}", "go": target} for to, target in enumerate(targets)]
        return {"choices": [_choice([*ways[:130], {"go": after}]), _choice(after, "challenge")]}

    more = {"n": {"start": 0, "min": 0, "max": 9}}
    return Extreme(_scenario(_row(scenes - 1, scene), variables=more))


def every_to_every_by_passages(scenes: int) -> Extreme:
    targets = [f"s{at}" for at in range(scenes - 1)]

    def scene(at: int, after: str) -> Data:
        ways: list[Data] = [{"if": f"n == {to}", "go": target} for to, target in enumerate(targets)]
        choices = {"choices": [_choice(after, add={"n": 1}), _choice(after, "challenge")]}
        return choices if at % 2 else {"next": [*ways[at + 1 :], {"go": after}]}

    return Extreme(
        _scenario(_row(scenes - 1, scene), variables={"n": {"start": 0, "min": 0, "max": 299}})
    )


def every_to_some_by_choices(scenes: int) -> Extreme:
    def scene(at: int, after: str) -> Data:
        targets = [f"s{(at + 1 + 12 * step) % (scenes - 1)}" for step in range(40)]
        return {
            "choices": [
                _choice(to, STANCES[n % 3], id=f"c{n}") for n, to in enumerate([*targets, after])
            ]
        }

    return Extreme(_scenario(_row(scenes - 1, scene)), ("c0", "c1"))


def many_ways(count: int) -> Extreme:
    ways = [{"if": f"n == {at % 10}", "go": f"s{1 + at % 20}"} for at in range(count)]
    scenes = _row(25, lambda at, after: {"choices": [_choice(after), _choice("s0", "challenge")]})
    scenes["s0"] = {"title": "There", "text": "So.", "next": [*ways, {"go": "end"}]}
    more = {"n": {"start": 0, "min": 0, "max": 9}}
    return Extreme(_scenario(scenes, variables=more))


def many_choices(count: int, scenes: int) -> Extreme:
    def scene(at: int, after: str) -> Data:
        return {
            "choices": [_choice(after, STANCES[n % 3], id=f"c{n}") for n in range(count)],
            "enquiries": {
                "from": [{"id": f"e{n}", "label": "Ask", "text": "So."} for n in range(count)]
            },
        }

    return Extreme(_scenario(_row(scenes, scene)), ("?e0", "c0"))


def many_notes(count: int, pick: int, against: int = 0) -> Extreme:
    notes = {
        f"n{at}": {
            "kind": "record",
            "from": "Somebody",
            "text": "So.",
            **({"contradicts": [f"n{n}" for n in range(against) if n != at]} if against else {}),
        }
        for at in range(count)
    }
    cite = {
        "ask": "Which?",
        "pick": pick,
        "need": pick,
        "convincing": list(notes),
        "otherwise": {"next": "end", "debrief": {"echoes": [2], "because": "No."}},
    }
    first = {
        "title": "All of it",
        "text": "You have it all.",
        "notes": list(notes),
        "choices": [_choice("s1"), _choice("end", "challenge", cite=cite)],
    }
    second = {**first, "choices": [_choice("end"), _choice("end", "challenge", cite=cite)]}
    del second["notes"]
    return Extreme(_scenario({"s0": first, "s1": second}, notes=notes))


def conditions(condition: str, scenes: int = 60) -> Extreme:
    """Return a scenario in which everything hangs on one condition."""

    def scene(at: int, after: str) -> Data:
        part = [{"if": condition, "text": "Perhaps."}, "Surely."]
        return {
            "text": part,
            "unseen": part,
            "enquiries": {"from": [{"id": "ask", "label": "Ask", "text": part, "if": condition}]},
            "choices": [
                _choice(
                    [{"if": condition, "go": "end"}, {"go": after}],
                    add={"trust": 1},
                    set={"told": True},
                ),
                _choice(after, "challenge", **{"if": condition}),
                _choice(after, "escalate", locked={"unless": condition, "because": "Not yet."}),
            ],
        }

    return Extreme(
        _scenario(
            _row(scenes, scene),
            variables={
                "trust": {"start": 0, "min": 0, "max": 9},
                "told": {"start": False},
            },
        )
    )


def many_variables(count: int) -> Extreme:
    variables = {
        f"v{at}": (
            {"start": False, "show": True}
            if at % 2
            else {"start": 0, "min": 0, "max": 9, "show": True, "label": f"Value {at}"}
        )
        for at in range(count)
    }

    def scene(at: int, after: str) -> Data:
        name, other = f"v{2 * at}", f"v{2 * at + 1}"
        return {
            "text": [{"if": f"{other} or {name} > 2", "text": "Once."}, f"Now {{{name}}}."],
            "choices": [
                _choice(after, add={name: 1}),
                _choice(after, "challenge", set={other: True}),
                _choice([{"if": f"{other}", "go": "s0"}, {"go": after}], "escalate"),
            ],
        }

    return Extreme(_scenario(_row(min(299, count // 2), scene), variables=variables))


def walk_round(scenes: int) -> Extreme:
    def scene(at: int, after: str) -> Data:
        return {
            "choices": [
                _choice(after, add={"n": 1}),
                _choice("s0", "challenge"),
                _choice(f"s{at // 2}", "escalate", set={"told": True}),
            ]
        }

    more = {"n": {"start": 0, "min": 0, "max": 900_000_000}, "told": {"start": False}}
    return Extreme(_scenario(_row(scenes - 1, scene), variables=more))


def many_enquiries(scenes: int) -> Extreme:
    def scene(at: int, after: str) -> Data:
        rows = [
            {"id": f"e{n}", "label": f"Ask {n}", "text": "So.", "notes": [f"n{at}-{n}"]}
            for n in range(40)
        ]
        return {
            "enquiries": {"from": rows},
            "choices": [
                _choice(after),
                _choice(after, "challenge", **{"if": f'held("n{at}-0") and held("n{at}-39")'}),
            ],
        }

    notes = {
        f"n{at}-{n}": {"kind": "record", "from": "Her", "text": "So."}
        for at in range(scenes - 1)
        for n in range(40)
    }
    return Extreme(_scenario(_row(scenes - 1, scene), notes=notes), ("?e0", "?e1", "accept"))


def prose_in_scenes(text: str, scenes: int = 45) -> Extreme:
    def scene(at: int, after: str) -> Data:
        return {"text": text, "choices": [_choice(after), _choice(after, "challenge")]}

    return Extreme(_scenario(_row(scenes, scene)))


def long_everywhere(text: str) -> Extreme:
    """Return a scenario whose long texts stand in many scenes and links."""

    def scene(at: int, after: str) -> Data:
        return {
            "title": text,
            "choices": [_choice(after, label=text), _choice(after, "challenge")],
        }

    return Extreme(_scenario(_row(25, scene)))
