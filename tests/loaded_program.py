"""scr-sim, loaded whole, and its library read: what copies of a program begin with."""

from __future__ import annotations

import gc
from importlib import import_module
from pkgutil import walk_packages

from tests import shelf

# Before anything takes over what it replaces.
shelf.install()

import scr_sim  # noqa: E402
from scr_sim import paths  # noqa: E402

for module in walk_packages(scr_sim.__path__, "scr_sim."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
for merging in (False, True):
    shelf.check_once([paths.scenarios()], merging=merging)
# What all copies share is not gone through by any.
gc.collect()
gc.freeze()
