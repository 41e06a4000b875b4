"""What each problem's code means, read from the explanations among the assets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from scr_sim import paths
from scr_sim.scenario.syntax.diagnostics import SEVERITIES, Severity, nearest
from scr_sim.scenario.syntax.reader import read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A problem explained: one line, what it means, an example, and how to mend that.

    ``example`` and ``mended`` are YAML: a piece of a scenario or, where ``of`` is ``"branch"``,
    a whole branch.
    """

    code: str
    title: str
    means: str
    example: str
    mend: str
    mended: str
    of: str = "scenario"

    @property
    def severity(self) -> Severity:
        """Return ``"error"`` or ``"warning"``, as the code says."""
        return SEVERITIES[self.code]


@cache
def explanations() -> dict[str, Explanation]:
    """Return every explanation by its code, in the codes' own order.

    A code that the list of explanations lacks is left out.
    """
    data = read_file(paths.assets() / "problems.yaml").data
    if data is None:
        return {}
    return {code: Explanation(code=code, **data[code]) for code in SEVERITIES if code in data}


def explain(code: str) -> Explanation:
    """Return the explanation of a code.

    Raises LookupError, whose words name the nearest known code, if there is none.
    """
    known = explanations()
    if code in known:
        return known[code]
    hint = nearest(code.lower(), known) or "“scr-sim explain” lists them all."
    raise LookupError(f"There is no problem “{code[:80]}”. {hint}")
