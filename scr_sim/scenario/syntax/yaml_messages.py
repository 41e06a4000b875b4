"""What the YAML parser finds, in this project's own sentences; no word of the parser's is told."""

from __future__ import annotations

_CLOSE = "Check quotes and brackets, and that lines at one level start at one column."
_COLON = "If the text contains a colon and a space, put all of it in quotes."
_INDENT = "A key is followed by a colon and a space; check this line's indentation."
_SPACES = "Indent with spaces, not with tabs."
_QUOTES = "Put the text in quotes."
_BRACKET = "Put a comma between the items, and close the bracket."
_ESCAPES = "Double the backslash, or put the text in single quotes."
_REMOVE = "Remove it: a scenario needs none."
_ANCHOR = "A name after “&” or “*” has letters, digits, - and _; put other text in quotes."
_DELETE = "Delete the invisible character."
#: What to do about a key that stands twice, and about an item's first key that does.
REMOVE_ONE = "Remove or rename one of them."
DASH_LOST = "If another item of the list begins here, put “-” before it; or remove one of them."

#: What the parser says, or part of it, lower-case; the sentence for it, and what to do about it.
#: The first that fits counts.
_FAULTS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon stands where no key can be", _COLON),
    ("block sequence entries are not allowed", "a list begins where none can stand", _CLOSE),
    ("mapping keys are not allowed", "a key stands where none can be", _CLOSE),
    ("could not find expected ':'", "a key lacks its colon", _INDENT),
    ("tab character", "a tab stands where spaces indent", _SPACES),
    ("unexpected end of stream", "a quotation mark is opened and never closed", _CLOSE),
    ("unexpected document indicator", "a quoted text is broken off by “---” or “...”", _CLOSE),
    ("unknown escape character", "a backslash stands before a character that it cannot", _ESCAPES),
    ("hexdecimal number", "a backslash is followed by too few digits", _ESCAPES),
    ("invalid unicode character escape", "a backslash names a character that is none", _ESCAPES),
    ("cannot start any token", "a text cannot begin with this character", _QUOTES),
    ("',' or ']'", "a list in brackets is not closed, or lacks a comma", _BRACKET),
    ("',' or '}'", "a mapping in braces is not closed, or lacks a comma", _BRACKET),
    ("unexpected ':'", "a colon stands where none can be", _COLON),
    ("'-' indicator", "a list goes on with something that is no item", _CLOSE),
    ("expected key", "something stands where a key should be", _CLOSE),
    ("<document start>", "something stands after the end of the mapping", _CLOSE),
    ("node content", "a value is missing, or cannot begin like this", _QUOTES),
    ("alphabetic or numeric character", "a name after “&” or “*” is missing", _ANCHOR),
    ("comment or line break", "something stands after “|” or “>” on its line", _CLOSE),
    ("indentation indicator", "the number after “|” or “>” cannot be 0", _CLOSE),
    ("nesting depth", "it is nested too deep", _CLOSE),
    ("directive", "a line that begins with “%” cannot be used", _REMOVE),
    ("version number", "a line that begins with “%” cannot be used", _REMOVE),
    ("digit or '.'", "a line that begins with “%” cannot be used", _REMOVE),
    ("incompatible yaml", "a line that begins with “%” cannot be used", _REMOVE),
    ("non-alphabetical character", "a line that begins with “%” cannot be used", _REMOVE),
    ("undefined tag", "a tag, a word after “!”, is not allowed", _QUOTES),
    ("tag", "a tag, a word after “!”, is not allowed", _QUOTES),
    ("uri", "a tag, a word after “!”, is not allowed", _QUOTES),
    ("'!'", "a tag, a word after “!”, is not allowed", _QUOTES),
    ("'>'", "a tag, a word after “!”, is not allowed", _QUOTES),
    ("utf-8 octet", "a tag, a word after “!”, is not allowed", _QUOTES),
    ("whitespace", "a space is missing after a name or a tag", _ANCHOR),
    ("characters are not allowed", "it contains a character that is not allowed", _DELETE),
    ("character", "it contains a character that is not allowed", _DELETE),
    ("surrogate", "it contains a character that is not allowed", _DELETE),
)


def fault(said: str, context: str = "") -> tuple[str, str]:
    """Return the sentence for what the parser says, and a hint at what to do about it.

    ``context`` is what the parser was at; it decides where the same is said of several things.
    """
    said, context = said.casefold(), context.casefold()
    if "alias" in context or "anchor" in context:
        said = "alphabetic or numeric character"
    for part, sentence, hint in _FAULTS:
        if part in said:
            return f"The YAML cannot be read: {sentence}.", hint
    return "The YAML cannot be read from here on.", _CLOSE
