"""The replay's answer: a play as plain data, as ``scr-sim replay --json`` prints it."""

from __future__ import annotations

from typing import Any

from scr_sim.engine.finding_tally import tally
from scr_sim.engine.play import Play
from scr_sim.engine.suppositions import Supposition


def answer(play: Play) -> dict[str, Any]:
    """Return everything about a play that its scenario and actions say.

    A what-if says besides what was supposed.
    """
    steps = [
        {
            "scene": step.scene,
            "choice": step.choice,
            "stance": step.stance,
            "cited": list(step.cited),
            "convincing": step.convincing,
            "variant": step.variant,
            "enquiries": list(step.enquiries),
            "noted": {enquiry: list(lines) for enquiry, lines in step.noted},
            "held": list(step.held),
            "missed": list(step.missed),
            "echoes": list(step.echoes),
            "answers": list(step.answers),
            "because": step.because,
        }
        for step in play.steps
    ]
    findings = {
        str(number): {
            "echoed": len(met.echoed),
            "answered": len(met.answered),
            "steps": sorted({*met.echoed, *met.answered}),
        }
        for number, met in tally(play.scenario.case_review.findings, enumerate(play.steps)).items()
    }
    choices = play.choices()
    supposition = play.supposition
    what_if = {} if supposition is None else {"what_if": _supposed(supposition)}
    return {
        "scenario": play.scenario.id,
        "branches": list(play.scenario.branches),
        **what_if,
        "finished": play.finished,
        "ending": play.ending,
        "scene": play.scene,
        "variables": play.variables,
        "notes": list(play.notes),
        "visited": list(play.visited),
        "available": {
            "choices": [c.id for c in choices if not c.locked],
            "locked": [c.id for c in choices if c.locked],
            "enquiries": [e.id for e in play.enquiries() if e.can_make],
        },
        "steps": steps,
        "findings": findings,
    }


def _supposed(supposition: Supposition) -> dict[str, Any]:
    return {
        "scene": supposition.scene,
        "values": dict(supposition.values),
        "facts": [f'{call}("{name}")' for call, name in sorted(supposition.facts)],
    }
