"""What there is to read in a scenario, and how often its scenes are met."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from scr_sim.engine import Engine
from scr_sim.exploration import limits
from scr_sim.exploration.chances import TOO_WIDE, NoChancesError, chances
from scr_sim.exploration.explicit_search import Progress
from scr_sim.exploration.reachability import words
from scr_sim.exploration.reading_lengths import TOO_MANY, Length, lengths_over
from scr_sim.exploration.reading_steps import Steps
from scr_sim.exploration.visits import TooManyStepsError
from scr_sim.scenario import LoadedScenario
from scr_sim.text.quantities import counted

#: So many words are read in a minute.
WORDS_A_MINUTE = 220

WORDS_RULE = (
    "Counted are the titles and texts of scenes, what comes of choices, the answers to enquiries "
    "with their pages, and on coming to a decision the labels of what is on offer; not the "
    "notebook or the debrief. The average is over all plays: each list of actions counts once, and "
    "of a page one list of lines for all that leave the same notes."
)
CHANCES_RULE = (
    "At each decision every choice that can be taken is equally likely, and of one choice each "
    "outcome (it convinces or not; one scene follows or another). Enquiries have no chance of "
    "their own: whatever there was time to look into may have been looked into."
)


def minutes(words: int | Fraction) -> float:
    """Return how many minutes it takes to read so many words, to a tenth."""
    return round(float(words / Fraction(WORDS_A_MINUTE)), 1)


def length_in_words(words: int | Fraction, decisions: int | Fraction) -> str:
    """Return how long a play is: “1,200 words, 5.5 minutes, 6 decisions”."""
    made = f"{float(decisions):.1f}".removesuffix(".0")
    said = f"{made} decision{'' if made == '1' else 's'}"
    return f"{counted(round(words), 'word')}, {minutes(words)} minutes, {said}"


@dataclass(frozen=True, slots=True)
class WayRead:
    """A play: how many words are read in it, how many decisions it has, and what is done."""

    words: int
    decisions: int
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What there is to read over every play, and the chances to meet each scene.

    Where something is None it cannot be said, and ``why_lengths`` or ``why_chances`` says why.
    """

    shortest: WayRead | None = None
    longest: WayRead | None = None
    #: Words and decisions on average.
    average: tuple[Fraction, Fraction] | None = None
    #: The chance to meet each scene at least once, and to come to each ending.
    scenes: dict[str, Fraction] | None = None
    endings: dict[str, Fraction] | None = None
    #: The chance of a play that comes to no ending.
    stuck: Fraction | None = None
    why_lengths: str = ""
    why_chances: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, as ``scr-sim explore --reading --json`` prints it."""
        found: dict[str, Any] = {"words_a_minute": WORDS_A_MINUTE}
        for name, way in (("shortest", self.shortest), ("longest", self.longest)):
            found[name] = way and {
                "words": way.words,
                "minutes": minutes(way.words),
                "decisions": way.decisions,
                "actions": list(way.actions),
            }
        found["middling"] = self.average and {
            "words": round(self.average[0]),
            "minutes": minutes(self.average[0]),
            "decisions": round(float(self.average[1]), 1),
        }
        for name, chance in (("endings", self.endings), ("scenes", self.scenes)):
            found[name] = chance and {one: float(of) for one, of in chance.items()}
        found["no_ending"] = None if self.stuck is None else float(self.stuck)
        found["why"] = {"lengths": self.why_lengths, "chances": self.why_chances}
        found["rules"] = {"words": WORDS_RULE, "chances": CHANCES_RULE}
        return found


def read_through(
    scenario: LoadedScenario, most: int = limits.MOST_STATES_READ, progress: Progress | None = None
) -> Reading:
    """Return what there is to read in a scenario, looking at ``most`` states at the most.

    ``progress`` is told how many were looked at. Raises nothing for a checked scenario.
    """
    engine = Engine(scenario)
    try:
        steps = Steps(engine, most, progress)
    except TooManyStepsError:
        return Reading(why_lengths=TOO_MANY, why_chances=TOO_WIDE)
    read = lengths_over(steps, most, progress)

    def way(length: Length | None) -> WayRead | None:
        if length is None:
            return None
        return WayRead(length.words, length.decisions, words(engine, length.way))

    scenes = endings = stuck = None
    why = ""
    try:
        found = chances(steps)
    except NoChancesError as error:
        why = str(error)
    else:
        scenes = {engine.scenes[scene].id: chance for scene, chance in found.scenes.items()}
        endings = {table.id: scenes[table.id] for table in engine.scenes if table.kind == "ending"}
        stuck = found.stuck
    average = None
    if read.words is not None and read.decisions is not None:
        average = read.words, read.decisions
    return Reading(
        shortest=way(read.shortest),
        longest=way(read.longest),
        average=average,
        scenes=scenes,
        endings=endings,
        stuck=stuck,
        why_lengths=read.why,
        why_chances=why,
    )
