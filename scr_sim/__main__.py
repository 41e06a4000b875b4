"""``python -m scr_sim`` does what ``scr-sim`` does."""

from scr_sim.cli import main

if __name__ == "__main__":
    main()
