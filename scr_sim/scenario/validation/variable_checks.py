"""What variables start as, are changed by and pay for: they are there, and every value fits."""

from __future__ import annotations

from scr_sim.scenario.syntax.diagnostics import certain_word, did_you_mean
from scr_sim.scenario.syntax.locations import Path, follow
from scr_sim.scenario.syntax.nodes import Loose, Map, Refused, Written, entries, number_of, text_of
from scr_sim.scenario.validation.data_check import DataCheck
from scr_sim.scenario.validation.shape_hints import colon_lost
from scr_sim.scenario.validation.symbols import VariableType
from scr_sim.scenario.validation.type_checks import can_be


class VariableChecks(DataCheck):
    """Looks at variables wherever a scenario declares, changes or spends them."""

    def variables(self) -> None:
        """Look at what each variable starts as, and at its bounds."""
        for name, variable in entries(self.data.get("variables")):
            path = ("variables", name)
            kind = self.names.variables[name]
            start = variable.get("start")
            if kind.kind == "number" and kind.lowest is not None and kind.highest is not None:
                if kind.highest < kind.lowest:
                    self.at_value(
                        (*path, "max"), "wrong-type", f"“max” of “{name}” is below its “min”."
                    )
                else:
                    self._within((*path, "start"), name, kind, number_of(start))
            elif kind.kind == "word":
                word = text_of(start)
                if word is not None and word not in kind.values and not isinstance(start, Refused):
                    self.at_value(
                        (*path, "start"),
                        "wrong-type",
                        f"“{name}” starts as “{word[:80]}”, which is none of its values.",
                        self.names.hints.nearest(word, kind.values, f"values of {name}"),
                    )

    def changes(self, path: Path, effects: Map, act: Map | None = None) -> None:
        """Look at what is added and set; what a variant leaves out is its act's."""
        add, put = effects.get("add"), effects.get("set")
        if isinstance(add, Map):
            for name in add:
                kind = self._declared((*path, "add", name), name)
                if kind is not None and kind.kind not in {"number", "any"}:
                    self.at_key(
                        (*path, "add", name),
                        "wrong-type",
                        f"“add” needs a number, and “{name}” is none.",
                        "Use “set”.",
                    )
        if isinstance(put, Map):
            for name, value in put.items():
                kind = self._declared((*path, "set", name), name)
                if kind is not None:
                    self._fits((*path, "set", name), name, kind, value)
                if isinstance(add, Map) and name in add:
                    self._contradiction((*path, "set", name))
        # A variant replaces “add” and “set” each as a whole: one of its own may meet the act's.
        for mine, other, key in ((add, "set", "add"), (put, "add", "set")):
            theirs = act.get(other) if act is not None and other not in effects else None
            if isinstance(mine, Map) and isinstance(theirs, Map):
                for name in [name for name in mine if name in theirs]:
                    self._contradiction((*path, key, name))

    def cost(self, path: Path, cost: Loose) -> None:
        """Look at what something costs."""
        if cost is not None and not isinstance(cost, Map):
            # What it was meant to be taken from cannot be told: that it is no mapping is.
            self.read_variables |= self.names.variables.keys()
        for name in cost if isinstance(cost, Map) else ():
            self.read_variables.add(name)
            kind = self._declared((*path, name), name)
            if kind is not None and kind.kind not in {"number", "any"}:
                self.at_key(
                    (*path, name),
                    "wrong-type",
                    f"“cost” needs a number, and “{name}” is none.",
                    "Name a variable that has “min” and “max”.",
                )

    def _contradiction(self, path: Path) -> None:
        self.at_key(
            path,
            "contradiction",
            f"“{path[-1]}” stands in “add” and in “set” of one result.",
            "Keep one of them.",
        )

    def _declared(self, path: Path, name: str) -> VariableType | None:
        kind = self.names.variables.get(name)
        if kind is not None:
            self.names.referred.add(name)
        elif not (colon_lost(name) and follow(self.data, path) is None):  # then that is told
            near = self.names.hints.near(name, self.names.variables, "variable")
            self.at_key(
                path,
                "unknown-variable",
                f"There is no variable “{name[:80]}”.",
                did_you_mean(near),
                meant=certain_word(name, near),
            )
        return kind

    def _fits(self, path: Path, name: str, kind: VariableType, value: Loose) -> None:
        if isinstance(value, Refused):
            return
        if kind.kind == "number":
            number = number_of(value)
            if number is None:
                self.at_value(path, "wrong-type", f"“{name}” is a number.")
            self._within(path, name, kind, number)
        elif kind.kind == "flag":
            if not (isinstance(value, Written) and type(value.value) is bool):
                self.at_value(path, "wrong-type", f"“{name}” is true or false.")
        elif kind.kind == "word":
            word = text_of(value)
            if word is None or word not in kind.values:
                near = self.names.hints.near(word or "", kind.values, f"values of {name}")
                self.at_value(
                    path,
                    "wrong-type",
                    f"“{name}” cannot be {f'“{word[:80]}”' if word else 'that'}.",
                    did_you_mean(near) or can_be(kind.values),
                    meant=certain_word(word or "", near),
                )

    def _within(self, path: Path, name: str, kind: VariableType, value: int | None) -> None:
        if value is None or kind.lowest is None or kind.highest is None:
            return
        if not kind.lowest <= value <= kind.highest:
            self.at_value(
                path,
                "wrong-type",
                f"“{name}” cannot be {value}: its bounds are {kind.lowest} and {kind.highest}.",
            )
