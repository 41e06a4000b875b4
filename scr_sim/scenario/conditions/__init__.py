"""Conditions: a line of text becomes a tree, and a tree becomes a test of values and facts.

Which names there are, and whether their types fit, is for `scr_sim.scenario.validation`.
"""
