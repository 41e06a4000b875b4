"""One change to the tiny scenario for each problem that a file can have."""

from __future__ import annotations

from tests.scenario.reference_cases import REFERENCE_CASES
from tests.scenario.shape_cases import SHAPE_CASES
from tests.scenario.small import ProblemCase

CASES: dict[str, ProblemCase] = {**SHAPE_CASES, **REFERENCE_CASES}
