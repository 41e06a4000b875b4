"""The ids of plays."""

from __future__ import annotations

import secrets

#: No 0, 1, i, l, o or u: an id can be read aloud and typed again.
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 8


def new_id() -> str:
    """Return an id for a play that is begun now."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
