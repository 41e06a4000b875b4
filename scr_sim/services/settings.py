"""Settings that are looked up before anything else is loaded: which front end, and its colours."""

from scr_sim.store.settings import Settings, plain_is_on, theme_in

__all__ = ["Settings", "plain_is_on", "theme_in"]
