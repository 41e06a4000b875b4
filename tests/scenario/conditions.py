"""Conditions of every form, for properties that hold of any that parses."""

from __future__ import annotations

from hypothesis import strategies as st

from scr_sim.scenario.conditions.parser import CALLS

_ATOMS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.sampled_from(["true", "false", "trust", "told", "stage", "_x", "ändern"]),
    st.sampled_from(["'asked'", '""', '"and ( or"', '"“”"']),
    st.builds(
        "{}({!r})".format,
        st.sampled_from(CALLS),
        st.sampled_from(["letter", "door.ring", "", "a or b)"]),
    ),
)


def condition_texts() -> st.SearchStrategy[str]:
    """Return texts that parse, of fitting types or not."""
    return st.recursive(_ATOMS, _joined, max_leaves=8).filter(lambda text: len(text) <= 500)


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = ["{}"]
    for sign in ("==", "!=", "<", "<=", ">", ">=", "+", "-", "and", "or"):
        signs += [f"({{}}) {sign} ({{}})", f"({{}}) {sign} ({{}}) {sign} ({{}})"]
    forms = st.sampled_from([*signs, "({}) < ({}) <= ({})", "not ({})", "-({})", "(({}))"])
    return forms.flatmap(
        lambda form: st.lists(inner, min_size=form.count("{}"), max_size=form.count("{}")).map(
            lambda parts: form.format(*parts)
        )
    )
