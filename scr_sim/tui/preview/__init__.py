"""The author's desk: a scenario as its author works on it.

In come a scenario's file and its branches', read again at every save; what is seen is the map of
its scenes, one scene as a player sees it, what is remembered there, and what is wrong. Nothing is
kept.
"""
