"""What is wrong with a file: every problem, where it stands, and what to do about it.

In come located data and the files named with it; out come problems, and a checked model where there
are no errors. Nothing here knows what a play does: that is for `scr_sim.exploration`.
"""
