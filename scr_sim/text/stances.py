"""The stances: their signs, their names, and what each means, wherever they are shown."""

from __future__ import annotations

#: Stances are told apart by shape and word as well as by colour.
SIGNS = {"accept": "○", "challenge": "◆", "escalate": "▲"}
STANCE_NAMES = {"accept": "Accept", "challenge": "Challenge", "escalate": "Escalate"}
STANCE_MEANINGS = {
    "accept": "Take it as enough to act on for now.",
    "challenge": "Ask, test, say that you see it differently.",
    "escalate": "Take it to somebody who can decide more.",
}
