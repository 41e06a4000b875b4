"""The command palette's entries. Titles come from files, so they are never markup."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from scr_sim.tui.content import MUTED, line


class Palette(Provider):
    """Finds every command of the screen, and on the first screen every scenario."""

    async def discover(self) -> Hits:
        """Yield everything, before anything is typed."""
        for name, help_text, callback, *_ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(_shown(name, help_text), callback, text=name)

    async def search(self, query: str) -> Hits:
        """Yield what matches, by name or by what it does."""
        matcher = self.matcher(query)
        for name, help_text, callback, *_ in self.app.get_system_commands(self.screen):
            score = max(matcher.match(name), matcher.match(help_text) * 0.9)
            if score > 0:
                yield Hit(score, _shown(name, help_text), callback, text=name)


def _shown(name: str, help_text: str) -> Content:
    return line((name, "bold"), (f"\n  {help_text}", MUTED))
