"""The trainer's console, and the wall for the projector.

The console talks to the exercise's host within the program; the wall asks its server over HTTP, and
can show only what that gives it.
"""
