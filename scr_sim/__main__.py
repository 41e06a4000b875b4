"""Where ``scr-sim`` and ``python -m scr_sim`` begin."""

from __future__ import annotations

import sys

from scr_sim import error_boundary


def main() -> None:
    """Run the program inside its boundary, and end with its exit status."""
    sys.exit(error_boundary.run(_begin))


def _begin() -> int:
    """Start at home where nothing is asked for, else read the command line."""
    if len(sys.argv) == 1:
        from scr_sim.cli import launcher

        return launcher.start(None, None, None)
    from scr_sim.cli.main import main as read_words

    return read_words()


if __name__ == "__main__":
    main()
