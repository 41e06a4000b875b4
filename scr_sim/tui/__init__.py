"""What is seen.

In come kept plays, debriefs and settings; out go screens. Screens arrange widgets and relay
their messages; what a play is, what it meant and how it is kept are for the rooms above. Only
this room knows the screen's library.
"""
