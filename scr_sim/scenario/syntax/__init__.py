"""From text to located nodes.

In come a file's bytes; out come plain mappings, lists and texts which know where they stand, or the
problems that say why it cannot be read. Nothing here knows what a key means.
"""
