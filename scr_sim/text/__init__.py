"""The words that every front end uses.

In come an author's prose, the project's own word lists and its templates; out come blocks and
spans, labels, terms, sentences and pages. This room knows no scenario, no play and no screen: of
the rest of the project it knows only where the word lists are.
"""
