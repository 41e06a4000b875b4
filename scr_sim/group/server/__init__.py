"""The server of an exercise: what has sockets, a file, a clock and chance.

In come requests from phones, walls and the trainer's console; each becomes a command to the rules,
and what comes of it is on disk before it is answered. Out go pages and snapshots, made from the
views alone: nothing here reads a vote, a note or an answer from the room itself.
"""
