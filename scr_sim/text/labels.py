"""Labels: the words and signs of notes, scenes and endings, how sure somebody was, what is kept."""

from __future__ import annotations

NOTE_KINDS = {
    "account": "What you were told",
    "observation": "What was seen",
    "record": "What was written",
}
NOTE_SIGNS = {"account": "›", "observation": "●", "record": "▪"}

#: Scenes by shape: what is decided, what is walked through, and the three kinds of ending.
SHAPES = {"decision": "□", "passage": "·", "protected": "◉", "mixed": "◐", "missed": "◌"}
ENDINGS = {
    "protected": "What you did changed something for the children.",
    "mixed": "Something held, and something was left undone.",
    "missed": "What the children needed was not seen in time.",
}

#: What the notes that a choice cites came to.
CITED = {None: "", True: "convinces", False: "does not"}

#: What a player is asked to choose from: how sure, in a hundred.
CONFIDENCE_LEVELS = (50, 60, 70, 80, 90, 99)


def confidence_in_words(level: int) -> str:
    """Return how sure a player was."""
    return f"{level} in 100"


def writing_first(written: bool) -> str:
    """Return the words for what can be written before choosing, or was."""
    return "What you wrote first" if written else "Write something first"


def findings_in_words(title: str, number: int, *, repeated: bool) -> str:
    """Return how a choice stands to a finding."""
    how = "repeats the pattern of" if repeated else "acts on the lesson of"
    return f"This {how} finding {number}, {title}."


def asked_in_words(reasons: bool, confidence: bool) -> str:
    """Return in a few words what a player is asked for at each choice."""
    if reasons and confidence:
        return "on"
    if reasons or confidence:
        return "reasons only" if reasons else "how sure only"
    return "off"


def at_rest(kept: bool) -> str:
    """Say, in a pause, that nothing is lost by it, if that is so."""
    if not kept:
        return "What you play now is not kept, as was told. Take the time you need."
    return "Everything is kept. Take the time you need."


def kept_in_words(kept: bool, *, served: bool = False) -> str:
    """Say, before a play, whether what is chosen in it is kept, and that it goes nowhere else.

    ``served`` is whether another computer may be serving the screen.
    """
    if not kept:
        told = "Your choices are not kept at present, as was told at the start."
    elif served:
        told = "Your choices are kept on the computer that serves this page, under your key."
    else:
        told = "Your choices are kept on this computer, for you alone."
    return f"{told} Nothing is sent anywhere{' else' if served else ''}."
