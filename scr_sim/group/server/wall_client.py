"""The wall's view over HTTP, with the wall's key in a header."""

from __future__ import annotations

import aiohttp
from pydantic import ValidationError

from scr_sim.group.server.wall_routes import KEY_HEADER
from scr_sim.group.views import WallView


class ServedWall:
    """A `WallSource` that asks an exercise's server."""

    def __init__(self, address: str, key: str) -> None:
        self._address = address.rstrip("/")
        self._key = key
        self._http: aiohttp.ClientSession | None = None
        self._last: WallView | None = None

    async def close(self) -> None:
        """Let the connection go."""
        if self._http is not None:
            await self._http.close()

    async def next_view(self, after: int) -> tuple[WallView, int]:
        """Return the wall's view and the server's time.

        Raises PermissionError where the key is refused, OSError where nothing usable answers.
        """
        if self._http is None:
            self._http = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=3.3), headers={KEY_HEADER: self._key}
            )
        seen = after if self._last is not None else -1
        try:
            async with self._http.get(
                f"{self._address}/wall/view", params={"after": str(seen)}, allow_redirects=False
            ) as answer:
                if answer.status == 403:
                    raise PermissionError
                now = int(answer.headers.get("X-Room-Now", "0"))
                if answer.status == 204 and self._last is not None:
                    return self._last, now
                if answer.status != 200:
                    raise OSError(f"status {answer.status}")
                self._last = WallView.model_validate_json(await answer.read())
        except (aiohttp.ClientError, ValidationError, ValueError) as error:
            raise OSError(str(error)) from error
        return self._last, now
