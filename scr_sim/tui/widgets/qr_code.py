"""A QR code in a terminal: two modules to a row, by half blocks."""

from __future__ import annotations

import segno
from textual.content import Content

from scr_sim.tui.content import plain

#: Light modules are drawn, on a dark ground: so it can be read on any terminal, and without colour.
_STYLE = "#ffffff on #000000"
_BORDER = 2
#: By whether the upper and the lower module are light.
_BLOCKS = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}


def qr_code(address: str) -> Content:
    """Return an address as a QR code."""
    # The smallest there is: it has to stand beside words.
    made = segno.make(address, error="l", micro=False, boost_error=False)
    rows = [[not dark for dark in row] for row in made.matrix_iter(border=_BORDER)]
    if len(rows) % 2:
        rows.append([True] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return plain(
        "\n".join(
            "".join(_BLOCKS[above, below] for above, below in zip(upper, lower, strict=True))
            for upper, lower in pairs
        ),
        _STYLE,
    )
