"""An author's own editor, answered: the language server.

In come the texts that an editor has open, and what lies beside them on the disk; out go problems,
words to put in, what a key or an id means, where it stands, and edits, as plain data at positions
of a text. One module, `server`, speaks the protocol and alone knows its library. This room must
never write a file, keep anything, or know of a screen.
"""
