"""The rules in the plainest way, as the format's page tells them: a dictionary in, answers out.

Nothing here knows the engine. It works on the file's own data, conditions are asked by Python.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

Data = dict[str, Any]


class RefusedError(Exception):
    """An action that cannot be taken."""


class Reference:
    """One play of a scenario's data, changed in place by every action."""

    def __init__(self, data: Data, findings: list[int]) -> None:
        self.data = data
        self.findings = findings
        declared = data.get("variables", {})
        self.values: Data = {name: one["start"] for name, one in declared.items()}
        self.notes: list[str] = []
        self.visited: list[str] = []
        self.chose: set[str] = set()
        self.convinced: set[str] = set()
        self.enquired: set[str] = set()
        self.steps: list[Data] = []
        self.made: list[str] = []
        self.noted: dict[str, list[str]] = {}
        self.spent = 0
        self.enter(data["start"])

    # -- reading

    def holds(self, condition: Any) -> bool:
        if condition is None:
            return True
        names = {
            "true": True,
            "false": False,
            "held": self.notes.__contains__,
            "visited": self.visited.__contains__,
            "chose": self.chose.__contains__,
            "convinced": self.convinced.__contains__,
            "enquired": self.enquired.__contains__,
        }
        return bool(eval(condition, {"__builtins__": {}}, names | self.values))

    def read(self, prose: Any) -> str:
        parts = prose if isinstance(prose, list) else [prose]
        said = []
        for part in parts:
            one = part if isinstance(part, dict) else {"text": part}
            if self.holds(one.get("if")):
                said.append(re.sub(r"\{\{|\}\}|\{([a-z_0-9-]+)\}", self.filled, one["text"]))
        return "\n\n".join(said)

    def filled(self, found: re.Match[str]) -> str:
        name = found.group(1)
        if name is None:
            return found.group()[0]
        if name in self.values:
            value = self.values[name]
            return str(value).lower() if isinstance(value, bool) else str(value)
        return str(self.data["people"][name]["name"])

    # -- what changes

    def apply(self, result: Data) -> None:
        for name, by in result.get("add", {}).items():
            one = self.data["variables"][name]
            self.values[name] = min(max(self.values[name] + by, one["min"]), one["max"])
        self.values |= result.get("set", {})
        self.gain(result.get("notes", []))

    def gain(self, notes: list[str]) -> None:
        self.notes += [note for note in dict.fromkeys(notes) if note not in self.notes]

    def pay(self, act: Data) -> None:
        for name, cost in act.get("cost", {}).items():
            self.values[name] -= cost

    def way(self, onward: Any) -> str:
        if isinstance(onward, str):
            return onward
        return next(str(link["go"]) for link in onward if self.holds(link.get("if")))

    def enter(self, scene: str) -> None:
        while True:
            self.visited.append(scene)
            self.apply(self.data["scenes"][scene])
            if "next" not in self.data["scenes"][scene]:
                break
            scene = self.way(self.data["scenes"][scene]["next"])
        self.made, self.noted, self.spent = [], {}, 0

    # -- what can be done

    @property
    def scene(self) -> Data:
        found: Data = self.data["scenes"][self.visited[-1]]
        return found

    def offered(self) -> list[Data]:
        return [
            choice
            for choice in self.scene.get("choices", [])
            if self.holds(choice.get("if"))
            and not (choice.get("once") and self.named(choice) in self.chose)
        ]

    def named(self, act: Data) -> str:
        return f"{self.visited[-1]}.{act['id']}"

    def met(self, act: Data) -> bool:
        declared = self.data["variables"]
        return all(
            self.values[name] >= declared[name]["min"] + cost
            for name, cost in act.get("cost", {}).items()
        )

    def locked(self, choice: Data) -> bool:
        unless = choice.get("locked", {}).get("unless")
        return not self.holds(unless) or not self.met(choice)

    def open(self) -> list[Data]:
        return [
            enquiry
            for enquiry in self.scene.get("enquiries", {}).get("from", [])
            if self.holds(enquiry.get("if")) and self.named(enquiry) not in self.enquired
        ]

    def can_make(self, enquiry: Data) -> bool:
        limit = self.scene["enquiries"].get("limit")
        return (limit is None or self.spent < limit) and self.met(enquiry)

    def varied(self, act: Data) -> tuple[int | None, Data]:
        for number, variant in enumerate(act.get("variants", [])):
            if self.holds(variant["if"]):
                own = {key: value for key, value in variant.items() if key != "if"}
                return number, act | own
        return None, act

    # -- doing

    def take(self, action: str) -> None:
        """Take an action, or raise and leave everything as it was."""
        if action[:1] in {"?", "!"}:
            self.ask(action[1:], volunteered=action[0] == "!")
        else:
            self.choose(action)

    def ask(self, word: str, *, volunteered: bool) -> None:
        name, at, named = word.partition("@")
        found = [one for one in self.open() if one["id"] == name]
        if not found or not (volunteered or self.can_make(found[0])):
            raise RefusedError
        act, page = found[0], found[0].get("lines")
        if volunteered:
            lines = [line["id"] for line in page["from"]] if page else []
            if at:
                raise RefusedError
        else:
            lines = named.split(",") if named else []
            known = [line["id"] for line in page["from"]] if page else []
            if bool(at) != bool(page) or len(set(lines)) < len(lines) or {*lines} - {*known}:
                raise RefusedError
            if page and len(lines) > page.get("pick", 1):
                raise RefusedError
        _, result = self.varied(act)
        if not volunteered:
            self.pay(act)
            self.spent += 1
        self.enquired.add(self.named(act))
        self.made.append(name)
        self.apply(result)
        if page:
            chosen = [line for line in page["from"] if line["id"] in lines]
            self.noted[name] = [line["id"] for line in chosen]
            for line in chosen:
                self.gain(line.get("notes", []))

    def choose(self, word: str) -> None:
        name, at, named = word.partition("@")
        found = [one for one in self.offered() if one["id"] == name and not self.locked(one)]
        if not found:
            raise RefusedError
        act, cite = found[0], found[0].get("cite")
        cited = named.split(",") if named else []
        if bool(at) != bool(cite) or len(set(cited)) < len(cited) or {*cited} - {*self.notes}:
            raise RefusedError
        convincing, result = None, act
        if cite:
            if len(cited) > cite.get("pick", 1):
                raise RefusedError
            convincing = len({*cited} & {*cite["convincing"]}) >= cite.get("need", 1)
            result = act if convincing else cite["otherwise"]
        variant, result = self.varied(result)
        step = {
            "scene": self.visited[-1],
            "choice": name,
            "stance": act["stance"],
            "cited": cited,
            "convincing": convincing,
            "variant": variant,
            "enquiries": self.made,
            "noted": self.noted,
            "held": [*self.notes],
            "missed": [enquiry["id"] for enquiry in self.open()],
            "echoes": result["debrief"].get("echoes", []),
            "answers": result["debrief"].get("answers", []),
        }
        self.pay(act)
        self.chose.add(self.named(act))
        if convincing:
            self.convinced.add(self.named(act))
        self.apply(result)
        self.enter(self.way(result["next"]))
        step["because"] = self.read(result["debrief"]["because"])
        self.steps.append(step)

    # -- answering

    def answer(self) -> Data:
        """Return what ``scr-sim replay --json`` should print."""
        here = self.visited[-1]
        finished = "ending" in self.scene
        touched = {
            number: [
                [at for at, step in enumerate(self.steps) if number in step[key]]
                for key in ("echoes", "answers")
            ]
            for number in self.findings
        }
        return deepcopy(
            {
                "scenario": self.data["id"],
                "branches": [],
                "finished": finished,
                "ending": here if finished else None,
                "scene": here,
                "variables": self.values,
                "notes": self.notes,
                "visited": self.visited,
                "available": {
                    "choices": [c["id"] for c in self.offered() if not self.locked(c)],
                    "locked": [c["id"] for c in self.offered() if self.locked(c)],
                    "enquiries": [e["id"] for e in self.open() if self.can_make(e)],
                },
                "steps": self.steps,
                "findings": {
                    str(number): {
                        "echoed": len(echoed),
                        "answered": len(answered),
                        "steps": sorted({*echoed, *answered}),
                    }
                    for number, (echoed, answered) in touched.items()
                },
            }
        )
