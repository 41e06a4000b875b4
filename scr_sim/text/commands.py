"""Every command that a person has, place by place, in one table.

The keys of the screen, its footer, its help and the command palette are made from it, and so are
the letters of the plain mode and its help: none of them can say something else than the others, and
a letter means the same in both. While there is something to look into, ``a`` to ``f`` are the
screen's for that, so the plain mode has no command by those letters then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing that a person can do: its action, its keys, its words.

    ``keys`` are the screen's, with commas between them, and ``letter`` the plain mode's; either is
    empty where the command is not to be had there. ``plain`` is what the plain mode says of it,
    where its label and its help would not be true there. ``footer`` says that the footer names it
    at any width, ``roomy`` that it does where there is room.
    """

    action: str
    label: str
    help: str
    keys: str = ""
    letter: str = ""
    plain: str = ""
    footer: bool = False
    roomy: bool = False
    palette: bool = True


def command(action: str, label: str, text: str, **more: Any) -> Command:
    """Return a command, and whatever more a `Command` has by its name."""
    return Command(action=action, label=label, help=text, **more)


HELP = command(
    "help",
    "Help",
    "Show what can be done here.",
    keys="question_mark,h,f1",
    letter="h",
    footer=True,
)
PALETTE = command(
    "command_palette",
    "Everything",
    "Find any command or scenario by typing.",
    keys="ctrl+p",
    palette=False,
)
GLOSSARY = command("glossary", "Words", "Look up what a word means.", keys="w", letter="w")
_QUIT = command(
    "leave",
    "Quit",
    "Close the program. Everything is kept.",
    keys="q,ctrl+q",
    letter="q",
    footer=True,
)
_BACK = command(
    "leave",
    "Back",
    "Go back. Nothing is lost.",
    keys="escape,q",
    letter="q",
    plain="Leave the program. What was played is kept.",
    footer=True,
)
_PAUSE = command(
    "pause",
    "Pause",
    "Stop at a quiet card, with whom to talk to. Nothing is lost.",
    keys="p",
    letter="p",
    footer=True,
)
_NOTEBOOK = command(
    "notebook",
    "Notebook",
    "Open the notebook: what you were told, what was seen and written.",
    keys="n",
    letter="n",
    footer=True,
)
_GENTLER = command(
    "gentler",
    "Gentler wording",
    "Read a gentler wording where the author offers one, or the author's own.",
    keys="g",
    letter="g",
)

HOME = (
    HELP,
    _QUIT,
    command("search", "Search", "Find a scenario by typing.", keys="slash", footer=True),
    command("go_on", "Go on", "Go on with the play that you left last.", keys="g", letter="g"),
    command(
        "look_back",
        "Look back",
        "See, open, go on with or delete earlier plays.",
        keys="l",
        letter="l",
        footer=True,
    ),
    command(
        "settings",
        "Settings",
        "Reasons, confidence, gentler wording, colours.",
        keys="s",
        letter="s",
        plain="Settings. Reasons, confidence, gentler wording, plain mode.",
        footer=True,
    ),
    command("branches", "Branches", "Choose what a scenario is played with.", keys="b"),
    command(
        "about_review", "The review", "Read what the review is, and its six findings.", keys="r"
    ),
    GLOSSARY,
    PALETTE,
)

BRIEFING = (
    HELP,
    _BACK,
    command("start", "Start", "Start the scenario.", keys="enter", footer=True),
    replace(_GENTLER, footer=True),
    command(
        "reasons",
        "Reasons",
        "Be asked at each choice for your reasons and how sure you are, or not.",
        keys="r",
        letter="r",
        footer=True,
    ),
    replace(_PAUSE, footer=False),  # its words stand in the briefing
    GLOSSARY,
    PALETTE,
)

#: On the screen ``0`` is a key of the list of choices, told among what moves in it.
_WRITE_FIRST = command(
    "write_first", "Write first", "Write something first, where a scene asks for it.", letter="0"
)

PLAY = (
    HELP,
    command(
        "leave",
        "Leave",
        "Leave the play. It is kept, and you can go on with it.",
        keys="q",
        letter="q",
        footer=True,
    ),
    _WRITE_FIRST,
    command("look_into", "Look into", "Look into something before you choose.", letter="l"),
    _NOTEBOOK,
    command(
        "go_back",
        "Go back",
        "Go back one step. Both plays are kept.",
        keys="u",
        letter="u",
        footer=True,
    ),
    _PAUSE,
    command(
        "scene",
        "Scene",
        "Read the whole scene again, from its beginning.",
        keys="s",
        letter="s",
        footer=True,
    ),
    command("days", "Days", "Read which days there have been.", letter="j"),
    command("meters", "Where things stand", "Read what is measured, as it is now.", letter="m"),
    command("debrief_so_far", "Debrief", "Read the debrief of the play so far.", letter="v"),
    command("read_up", "Read up", "Scroll the story up.", keys="left_square_bracket,ctrl+up"),
    command(
        "read_down",
        "Read on",
        "Scroll the story down; at its end, go on.",
        keys="right_square_bracket,ctrl+down,space",
    ),
    command(
        "reasons",
        "Reasons",
        "Ask for a line of reasons at each choice, or stop asking.",
        keys="r",
        letter="r",
    ),
    command(
        "confidence",
        "Confidence",
        "Ask how sure you are at each choice, or stop asking.",
        keys="k",
        letter="k",
    ),
    _GENTLER,
    GLOSSARY,
    PALETTE,
)

DEBRIEF = (
    HELP,
    replace(_BACK, help="Leave the debrief. The play is kept."),
    command("tell_again", "Debrief", "Read the debrief once more.", letter="d"),
    command(
        "choose_again",
        "Choose again",
        "Go back to a decision and choose again. Both plays are kept.",
        keys="b",
        letter="b",
        footer=True,
    ),
    command(
        "write",
        "Write",
        "Write down your answers to the review's questions.",
        keys="e",
        letter="e",
        footer=True,
    ),
    command("next_view", "Next view", "Show the next view of the debrief.", keys="tab,right"),
    command(
        "previous_view", "Previous view", "Show the view before this one.", keys="shift+tab,left"
    ),
    command("open_ways", "Other ways", "Show or hide where the other choices lead.", keys="o"),
    command(
        "compare",
        "Compare",
        "Compare this play with another of the same scenario.",
        keys="c",
        letter="c",
        roomy=True,
    ),
    command(
        "save_page",
        "Save a page",
        "Save this debrief as a page that can be printed.",
        keys="x",
        roomy=True,
    ),
    replace(_NOTEBOOK, keys="", footer=False),
    _PAUSE,
    GLOSSARY,
    PALETTE,
)

LOOK_BACK = (
    HELP,
    _BACK,
    command("open", "Open", "Open the debrief of a play.", keys="enter", footer=True),
    command(
        "search",
        "Search",
        "Find reasons and answers by their words.",
        keys="slash",
        letter="/",
        footer=True,
    ),
    command(
        "record",
        "Training record",
        "Make a record of what you practised, for a supervisor to sign.",
        keys="t",
        letter="t",
        footer=True,
    ),
    command("next_view", "Next view", "Show the next view.", keys="tab,right", roomy=True),
    command(
        "previous_view", "Previous view", "Show the view before this one.", keys="shift+tab,left"
    ),
    command(
        "findings",
        "Findings",
        "How your plays met each finding, play by play.",
        keys="f",
        letter="f",
    ),
    command("how_sure", "How sure", "How sure you were, and how it went.", letter="k"),
    command("go_on", "Go on", "Go on with a play that is not finished.", keys="g"),
    command("compare", "Compare", "Compare a play with another of the same scenario.", keys="c"),
    command("delete", "Delete", "Delete a play for good, after asking.", keys="d,delete"),
    replace(_PAUSE, footer=False, letter="", roomy=True),
    GLOSSARY,
    PALETTE,
)

CASE = (
    HELP,
    _BACK,
    command("play", "Play", "Play the marked scenario, or read it.", keys="enter", footer=True),
    command(
        "debrief",
        "Debrief",
        "Read what the case has meant so far, finding by finding.",
        keys="d",
        letter="d",
        footer=True,
    ),
    command(
        "begin_anew",
        "Begin anew",
        "Begin the case from its first scenario; what was played is kept.",
        keys="n",
        letter="n",
        footer=True,
    ),
    replace(_PAUSE, footer=False),
    GLOSSARY,
    PALETTE,
)

CASE_DEBRIEF = (
    HELP,
    _BACK,
    command(
        "save_page",
        "Save a page",
        "Save this debrief as a page that can be printed.",
        keys="x",
        footer=True,
    ),
    _PAUSE,
    GLOSSARY,
    PALETTE,
)

TRAINING_RECORD = (
    HELP,
    _BACK,
    command(
        "preview", "Preview", "See all that the record holds, and save it.", keys="v", footer=True
    ),
    command("dates", "Dates", "Go to the first and the last day.", keys="f"),
    command("all_plays", "All plays", "Mark every play, or none.", keys="a"),
    GLOSSARY,
    PALETTE,
)

SETTINGS = (
    HELP,
    _BACK,
    PALETTE,
)

#: What moves within a screen, told by its help: keys, and what they do there.
Moves = tuple[tuple[str, str], ...]

_UP_AND_DOWN = ("↑ ↓", "Move in the list.")
_TAKE = ("Enter", "Take what is marked.")
WRITING = (_WRITE_FIRST.letter, _WRITE_FIRST.help)
_PAGES = ("Page Up, Page Down", "Scroll by a page.")

MOVES_IN_LIST: Moves = (_UP_AND_DOWN, _TAKE)
MOVES_AT_HOME: Moves = (*MOVES_IN_LIST, ("Esc", "Leave the search and show all scenarios."))
MOVES_IN_TEXT: Moves = (("↑ ↓", "Scroll by a line."), _PAGES)
MOVES_IN_PLAY: Moves = (
    *MOVES_IN_LIST,
    ("1 to 9", "Take a choice by its number."),
    WRITING,
    ("a to f", "Look into something by its letter."),
    _PAGES,
)
MOVES_IN_DEBRIEF: Moves = (
    ("↑ ↓", "Move in the list; what is marked is told beside it."),
    _PAGES,
)


def on_screen(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """Return those commands that the screen has."""
    return tuple(command for command in commands if command.keys)


def line_by_line(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """Return those commands that the plain mode has."""
    return tuple(command for command in commands if command.letter)
