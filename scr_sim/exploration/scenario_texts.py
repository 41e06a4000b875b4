"""All texts of a scenario with their words, and what tells states apart where they are counted."""

from __future__ import annotations

from scr_sim.engine import Engine, State
from scr_sim.engine.compiled_scenario import PlainState, Trail
from scr_sim.engine.transitions import Transition
from scr_sim.exploration import limits
from scr_sim.exploration.condition_reads import Reads
from scr_sim.exploration.liveness import Matter
from scr_sim.exploration.state_distinctions import Apart, TextMatters
from scr_sim.exploration.text_words import TextWords, words_in
from scr_sim.scenario.model.fields import Prose


class Texts:
    """All that can be read in a scenario."""

    def __init__(self, engine: Engine, together: int = limits.MOST_PLACES_OF_A_TABLE) -> None:
        self.engine = engine
        self.reads = Reads(engine)

        def counted(prose: Prose | None) -> TextWords:
            return TextWords(engine, self.reads, prose, together)

        self.titles = [words_in(table.model.title) for table in engine.scenes]
        self.scenes = [counted(table.model.text) for table in engine.scenes]
        self.acts: dict[Transition, TextWords] = {}
        #: By transition, the words of the page that is read closely.
        self.pages: dict[Transition, int] = {}
        for table in engine.scenes:
            for choice in table.choices:
                self.acts[choice] = counted(choice.result.outcome)
            for enquiry in table.enquiries:
                self.acts[enquiry] = counted(enquiry.text)
                page = enquiry.enquiry.lines
                if page is not None:
                    self.pages[enquiry] = sum(words_in(line.text) for line in page.lines)

        #: By scene, its choices and its enquiries: whether each stands there, and its words.
        self._labels = [
            (
                [(act.on_offer, words_in(act.choice.label)) for act in table.choice_acts],
                [(act.open, words_in(act.enquiry.label)) for act in table.enquiry_acts],
            )
            for table in engine.scenes
        ]

    @property
    def places(self) -> int:
        """How many places the tables of words have together."""
        return sum(
            wording.size
            for text in (*self.scenes, *self.acts.values())
            for wording in text.wordings
        )

    def apart(self) -> Apart:
        """Return what tells states apart: what can be done, and words that no table holds."""

        def wide(text: TextWords) -> Matter:
            found = Matter()
            for wording in text.wide:
                found |= wording.matter
            return found

        acts = []
        for table in self.engine.scenes:
            matter = Matter()
            possible: tuple[Transition, ...] = (*table.choices, *table.enquiries)
            for transition in possible:
                matter |= wide(self.acts[transition])
            acts.append(matter)
        read = [wide(text) for text in self.scenes]
        return Apart(self.engine, TextMatters(self.engine, self.reads, read, acts))

    def begun(self) -> tuple[State, tuple[int, ...], int]:
        """Return the first state, the scenes and the words on coming to it.

        Raises `ScenarioError`.
        """
        trail: Trail = []
        state = self.engine.begin(trail)
        words = self.offered(state)
        for table, values, facts in trail:
            scene = self.engine.scene_numbers[table.id]
            text = self.scenes[scene]
            words += self.titles[scene] + text.always
            words += sum(w.of(values, facts) for w in (*text.wordings, *text.wide))
        return state, tuple([self.engine.scene_numbers[table.id] for table, _, _ in trail]), words

    def offered(self, state: PlainState) -> int:
        """Return the words of what there is to choose from on coming to a decision."""
        scene, values, facts, _ = state
        choices, enquiries = self._labels[scene]
        words = sum([count for on_offer, count in choices if on_offer(values, facts)])
        return words + sum([count for is_open, count in enquiries if is_open(values, facts)])
