"""Labels: everything that a scenario can name has its words and its sign."""

from __future__ import annotations

from typing import get_args

from scr_sim.scenario.model.choice import Stance
from scr_sim.scenario.model.note import NoteKind
from scr_sim.scenario.model.scene import EndingKind
from scr_sim.text import labels, stances


def test_every_kind_has_its_words_and_its_sign() -> None:
    for words in (stances.SIGNS, stances.STANCE_NAMES, stances.STANCE_MEANINGS):
        assert tuple(words) == get_args(Stance)
    for words in (labels.NOTE_KINDS, labels.NOTE_SIGNS):
        assert tuple(words) == get_args(NoteKind)
    assert tuple(labels.ENDINGS) == get_args(EndingKind)
    assert set(labels.SHAPES) == {"decision", "passage", *get_args(EndingKind)}


def test_signs_are_told_apart_without_colour() -> None:
    for signs in (stances.SIGNS, labels.NOTE_SIGNS, labels.SHAPES):
        assert len(set(signs.values())) == len(signs)
