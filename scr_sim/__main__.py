"""Where ``scr-sim`` and ``python -m scr_sim`` begin."""

from __future__ import annotations

import sys


def main() -> None:
    """Start at home where nothing is asked for, else read the command line."""
    if len(sys.argv) == 1:
        from scr_sim import crash_log
        from scr_sim.cli import launcher

        sys.excepthook = crash_log.crashed
        try:
            sys.exit(launcher.start(None, None, None))
        except KeyboardInterrupt:
            sys.exit(130)
    from scr_sim.cli.main import main as read_words

    read_words()


if __name__ == "__main__":
    main()
