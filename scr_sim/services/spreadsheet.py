"""Tables that a spreadsheet can open: nothing in them can run there."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | int | None
#: What makes a spreadsheet take a text for a formula, or for a command of its own.
_LEADS = frozenset("=+-@|%")


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV with a header, lines ended as RFC 4180 has it; None is an empty cell.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow("" if cell is None else _cell(cell) for cell in row)
    return out.getvalue()


def _cell(cell: str | int) -> str | int:
    return harmless(cell) if isinstance(cell, str) else cell


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; what is harmless stays as it is."""
    # Programs strip what cannot be seen, and full-width signs count as the plain ones.
    seen = "".join(c for c in text if not _unseen(c))
    lead = unicodedata.normalize("NFKC", seen[:1])
    tabbed = text[:1] in {"\t", "\r", "\n"}
    return f"'{text}" if (lead[:1] in _LEADS and lead) or tabbed else text


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Zs"}
