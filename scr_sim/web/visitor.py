"""Where a visitor's own process begins: the screen, with that visitor's records and no others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from scr_sim import error_boundary


def main() -> None:
    """Run the screen with the records in a folder, and the scenarios of whoever serves it."""
    folder, shared = sys.argv[1:]
    os.environ["SCR_SIM_HOME"] = folder
    os.environ["SCR_SIM_SHARED"] = shared
    os.environ["TEXTUAL_DRIVER"] = "scr_sim.web.driver:VisitorDriver"
    os.environ.pop("NO_COLOR", None)  # it was said of another terminal

    def begin() -> int:
        from scr_sim.web.visitor_app import run

        return run(Path(folder))

    sys.exit(error_boundary.run(begin))


if __name__ == "__main__":
    main()
