"""What the models say of each place, and what they leave to be said here."""

from __future__ import annotations

from scr_sim.lsp.catalogue import Catalogue
from scr_sim.lsp.slots import ELSEWHERE, fields, meaning, slots
from scr_sim.scenario.model.json_schema import KINDS
from scr_sim.scenario.model.model_lookup import fields as keys_of


def test_what_stands_elsewhere_is_named_by_keys_that_there_are() -> None:
    known = {}
    waiting = list(KINDS.values())
    while waiting:
        model = waiting.pop()
        if model.__name__ in known:
            continue
        known[model.__name__] = {key for key, _ in keys_of(model)}
        for key in known[model.__name__]:
            for slot in slots(model, (key,)):
                for one in (slot, *slot.values(), *((slot.item(),) if slot.is_list else ())):
                    if one.model is not None:
                        waiting.append(one.model)
                    elif one.is_mapping:
                        waiting += [s.model for s in slots(model, (key, "any")) if s.model]
    for model_name, key in ELSEWHERE:
        assert key in known[model_name], (model_name, key)


def test_every_key_that_is_offered_is_explained() -> None:
    for model in KINDS.values():
        for slot in slots(model, ()):
            assert all(meaning(model, key) for key in fields(slot))


def test_an_empty_catalogue_knows_what_the_library_has() -> None:
    assert "family-m" in Catalogue().of("review")
    assert "headlice-account" in Catalogue().of("scenario")
    assert Catalogue().of("note") == {}
