"""What happens.

In come a checked scenario and actions; out come immutable plays: where each stands, what it
told, what can be done next. This room does no input or output, and knows no clock and no chance:
the same scenario and actions give the same play on every machine.
"""

from scr_sim.engine.action_words import ActionError, ChoiceAction, EnquiryAction, read_action
from scr_sim.engine.alterations import Alteration, DigestComparison
from scr_sim.engine.beats import (
    Answered,
    Beat,
    Chosen,
    Entered,
    HeldNote,
    Meter,
    OfferedChoice,
    OfferedEnquiry,
    OfferedPage,
    PageLine,
    Price,
    Shift,
    Step,
    Unseen,
)
from scr_sim.engine.compiled_scenario import Engine, State, engine_for
from scr_sim.engine.digests import Digest, digest
from scr_sim.engine.expectations import Difference, Tried, replay_expected
from scr_sim.engine.export import answer
from scr_sim.engine.finding_tally import ChoicePlace, Met, choice_tally, tally
from scr_sim.engine.play import Play
from scr_sim.engine.suppositions import (
    Fact,
    Supposition,
    SuppositionError,
    possible_values,
    range_in_words,
    value_in_words,
)

__all__ = [
    "ActionError",
    "Alteration",
    "Answered",
    "Beat",
    "ChoiceAction",
    "ChoicePlace",
    "Chosen",
    "Difference",
    "Digest",
    "DigestComparison",
    "Engine",
    "EnquiryAction",
    "Entered",
    "Fact",
    "HeldNote",
    "Met",
    "Meter",
    "OfferedChoice",
    "OfferedEnquiry",
    "OfferedPage",
    "PageLine",
    "Play",
    "Price",
    "Shift",
    "State",
    "Step",
    "Supposition",
    "SuppositionError",
    "Tried",
    "Unseen",
    "answer",
    "choice_tally",
    "digest",
    "engine_for",
    "possible_values",
    "range_in_words",
    "read_action",
    "replay_expected",
    "tally",
    "value_in_words",
]
