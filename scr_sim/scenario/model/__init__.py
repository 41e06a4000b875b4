"""What the files say once they are checked: immutable models, and the JSON Schemas made from them.

In comes located data; out come scenarios, branches, reviews and expected plays. What only several
keys together can get wrong is for `scr_sim.scenario.validation`.
"""
