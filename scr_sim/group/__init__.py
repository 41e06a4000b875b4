"""A room of people who decide together: a play, and a log of how they came to each action.

In come commands (somebody joins, votes, reads a note out; the trainer moves on) with the time at
which they came; out go events, the state that they add up to, and what each of trainer, wall and
phone may see. The rules never know a socket, a file, a clock or chance: `server` has those, and
gives the rules what they need of them.
"""
