"""Words in, one call, words out.

In come the words of a command line; out go lines and an exit status. A command reads its words,
makes one call and tells what came of it. The screen is loaded only to be started.
"""
