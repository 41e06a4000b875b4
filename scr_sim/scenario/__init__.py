"""What a file says.

In come files, named by id or path; out go checked, immutable models of scenarios and case
reviews, or every problem of a file with its place, sentence and hint. This room knows nothing
of plays, of screens, or of what the user keeps.
"""

from scr_sim.scenario.library import BranchFile, branches_of, find, ids
from scr_sim.scenario.loader import check_files, library_reviews, load, load_case, load_review
from scr_sim.scenario.model.case import LoadedCase
from scr_sim.scenario.model.choice import Stance
from scr_sim.scenario.model.loaded import LoadedScenario
from scr_sim.scenario.model.review import Review
from scr_sim.scenario.model.scenario import Scenario
from scr_sim.scenario.syntax.diagnostics import Problem, ScenarioError
from scr_sim.scenario.validation.checked_file import Checked, branch_titles
from scr_sim.scenario.validation.validator import Checker

__all__ = [
    "BranchFile",
    "Checked",
    "Checker",
    "LoadedCase",
    "LoadedScenario",
    "Problem",
    "Review",
    "Scenario",
    "ScenarioError",
    "Stance",
    "branch_titles",
    "branches_of",
    "check_files",
    "find",
    "ids",
    "library_reviews",
    "load",
    "load_case",
    "load_review",
]
