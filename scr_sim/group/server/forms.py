"""Forms: what phones and walls send, read into plain values or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from aiohttp import web
from pydantic import ValidationError

from scr_sim.group.exercise import RefusedError
from scr_sim.group.shared_types import LONGEST_LINE, Place, Sure
from scr_sim.group.situation import plain_line

#: The longest body that is read, in bytes: four times the longest form, in any script.
LONGEST_BODY = 8192
#: The longest of a name, a code, a key of a tap: more is somebody's mistake.
_LONGEST_FIELD = 120
_FORM = "application/x-www-form-urlencoded"
_LEVELS: dict[str, Sure] = {str(level): level for level in get_args(Sure)}


class Form:
    """The fields of a form that was sent."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields

    def has(self, name: str) -> bool:
        """Return whether a field was sent at all."""
        return name in self._fields

    def field(self, name: str) -> str:
        """Return a short field as one line, empty where it was not sent. Raises `RefusedError`."""
        return self._line(name, _LONGEST_FIELD)

    def line(self, name: str) -> str:
        """Return a text as one line, empty where it was not sent. Raises `RefusedError`."""
        return self._line(name, LONGEST_LINE)

    def _line(self, name: str, longest: int) -> str:
        return plain_line(self._fields.get(name, "").replace("\r\n", "\n"), longest)

    def ticked(self, name: str) -> bool:
        """Return whether a box was ticked."""
        return bool(self._fields.get(name))

    def place(self) -> Place:
        """Return which decision and round the form belongs to. Raises `RefusedError`."""
        try:
            return Place(
                scene=self.field("scene"),
                step=int(self.field("step")),
                round=int(self.field("round")),
            )
        except (ValueError, ValidationError):
            raise RefusedError(
                "invalid", "This form is incomplete. Please reload the page."
            ) from None

    def sure(self) -> Sure | None:
        """Return how sure somebody is, None where they did not say. Raises `RefusedError`."""
        said = self.field("sure")
        if not said:
            return None
        level = _LEVELS.get(said)
        if level is None:
            raise RefusedError("invalid", "How sure you are can be 50, 60, 70, 80, 90 or 99.")
        return level


async def read_form(request: web.Request) -> Form:
    """Return the form of a request. Raises `RefusedError`; and as aiohttp does if it is large."""
    if request.content_type != _FORM:
        raise RefusedError("invalid", "Only forms are taken here.")
    try:
        fields = await request.post()
    except (ValueError, LookupError, web.RequestPayloadError):
        raise RefusedError("invalid", "This form cannot be read. Please reload the page.") from None
    return Form({name: value for name, value in fields.items() if isinstance(value, str)})
