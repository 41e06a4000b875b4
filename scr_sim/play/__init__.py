"""What happens.

In come a checked scenario and actions; out come immutable plays: where each stands, what it
told, what can be done next. This room does no input or output, and knows no clock and no chance:
the same scenario and actions give the same play on every machine.
"""

from scr_sim.play.actions import ActionError, Choosing, Enquiring, read_action
from scr_sim.play.alterations import Alteration, Comparing
from scr_sim.play.digests import Digest, digest
from scr_sim.play.engine import Engine, State
from scr_sim.play.expecting import Difference, Tried, replay_expected
from scr_sim.play.play import Play, engine_for
from scr_sim.play.replay import answer
from scr_sim.play.told import (
    Answered,
    Beat,
    Chosen,
    Entered,
    HeldNote,
    Meter,
    OfferedChoice,
    OfferedEnquiry,
    Shift,
    Step,
    Unseen,
)

__all__ = [
    "ActionError",
    "Alteration",
    "Answered",
    "Beat",
    "Choosing",
    "Chosen",
    "Comparing",
    "Difference",
    "Digest",
    "Engine",
    "Enquiring",
    "Entered",
    "HeldNote",
    "Meter",
    "OfferedChoice",
    "OfferedEnquiry",
    "Play",
    "Shift",
    "State",
    "Step",
    "Tried",
    "Unseen",
    "answer",
    "digest",
    "engine_for",
    "read_action",
    "replay_expected",
]
