"""The server's state: what all routes work with, kept in the application."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from scr_sim.group.server.addresses import Served
from scr_sim.group.server.host import Host
from scr_sim.group.server.rate_limits import Limits
from scr_sim.group.server.snapshots import Snapshots


@dataclass(slots=True, kw_only=True)
class ServerState:
    """The host and what stands between it and whoever asks."""

    host: Host
    served: Served
    limits: Limits
    snapshots: Snapshots
    #: Streams that are open, so that they end with the server.
    streams: set[asyncio.Task[object]] = field(default_factory=set)

    @classmethod
    def of(cls, host: Host, served: Served) -> ServerState:
        """Return the state of a host."""
        limits = Limits(lambda: host.now() / 1000)
        return cls(host=host, served=served, limits=limits, snapshots=Snapshots(host, served))


STATE = web.AppKey("state", ServerState)
