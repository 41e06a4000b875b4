"""The replay's answer: a play as plain data, as ``scr-sim replay --json`` prints it."""

from __future__ import annotations

from typing import Any

from scr_sim.engine.play import Play


def answer(play: Play) -> dict[str, Any]:
    """Return everything about a play that its scenario and actions say."""
    steps = [
        {
            "scene": step.scene,
            "choice": step.choice,
            "stance": step.stance,
            "cited": list(step.cited),
            "convincing": step.convincing,
            "enquiries": list(step.enquiries),
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
            "echoed": sum(number in step.echoes for step in play.steps),
            "answered": sum(number in step.answers for step in play.steps),
            "steps": [
                index
                for index, step in enumerate(play.steps)
                if number in (*step.echoes, *step.answers)
            ],
        }
        for number in play.scenario.case_review.findings
    }
    choices = play.choices()
    return {
        "scenario": play.scenario.id,
        "branches": list(play.scenario.branches),
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
