"""The command that lists what a case review has to refer to: findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_sim.cli.application import JsonOption, app, explained
from scr_sim.output import tell, tell_json

if TYPE_CHECKING:
    from scr_sim.scenario import Review
    from scr_sim.scenario.model.review import Statement


@app.command()
def findings(
    review: Annotated[
        str | None,
        typer.Argument(
            metavar="[REVIEW]",
            help="A review's id or path; without one, every review of the library.",
            show_default=False,
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List a review's findings, practice features and statements, with the ids to write."""
    from scr_sim.scenario import ScenarioError, library_reviews, load_review

    try:
        reviews = library_reviews() if review is None else [load_review(review)]
    except ScenarioError as error:
        raise explained(error) from None
    if as_json:
        tell_json([_data(one) for one in reviews])
        return
    tell(*[line for one in reviews for line in (*_told(one), "")][:-1])


def _told(review: Review) -> list[str]:
    lines = [f"{review.id}: {review.title} ({review.publisher}, {review.published})"]
    lines += ["", "Findings, for “echoes” and “answers” in a debrief:"]
    lines += _table({str(number): one.title for number, one in review.findings.items()})
    lines += ["", "Practice features, for “features” of a scenario:"]
    lines += _table({name: one.title for name, one in review.features.items()})
    statements = review.statements or {}
    if statements:
        lines += ["", "Statements, for “review” in a debrief:"]
        lines += _table({name: _statement(one) for name, one in statements.items()})
    return lines


def _statement(one: Statement) -> str:
    numbers = one.findings or ()
    of = f"finding{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
    of = of if numbers else ""
    where = ", ".join(filter(None, (one.at, of)))
    return f"{' '.join(one.text.split())}{f' ({where})' if where else ''}"


def _table(rows: dict[str, str]) -> list[str]:
    width = max(map(len, rows), default=0)
    return [f"  {name:{width}}  {words}" for name, words in rows.items()]


def _data(review: Review) -> dict[str, Any]:
    return {
        "id": review.id,
        "title": review.title,
        "publisher": review.publisher,
        "published": review.published,
        "findings": {str(number): {"title": f.title} for number, f in review.findings.items()},
        "features": {name: {"title": feature.title} for name, feature in review.features.items()},
        "statements": {
            name: {"text": one.text, "at": one.at, "findings": list(one.findings or ())}
            for name, one in (review.statements or {}).items()
        },
    }
