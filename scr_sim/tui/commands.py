"""Every command of every screen, in one table.

The keys, the footer, the help screen and the command palette are all made from it, so that none
of them can say something else than the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can do: its action, its keys, its words."""

    action: str
    keys: str
    label: str
    help: str
    footer: bool = False
    palette: bool = True


_HELP = Command(
    "help", "question_mark,f1", "Help", "Show the keys of this screen, and the words.", footer=True
)
_PALETTE = Command(
    "command_palette",
    "ctrl+p",
    "Everything",
    "Find any command or scenario by typing.",
    palette=False,
)
_GLOSSARY = Command("glossary", "w", "Words", "Look up what a word means.")
_QUIT = Command("leave", "q,ctrl+q", "Quit", "Close the program. Everything is kept.", footer=True)
_BACK = Command("leave", "escape,q", "Back", "Go back. Nothing is lost.", footer=True)
_PAUSE = Command(
    "pause", "p", "Pause", "Clear the screen to a quiet card. Nothing is lost.", footer=True
)

HOME = (
    _HELP,
    _QUIT,
    Command("search", "slash", "Search", "Find a scenario by typing.", footer=True),
    Command(
        "look_back", "l", "Look back", "See, open, go on with or delete earlier plays.", footer=True
    ),
    Command(
        "settings", "s", "Settings", "Reasons, confidence, gentler wording, colours.", footer=True
    ),
    Command("branches", "b", "Branches", "Choose what a scenario is played with."),
    Command("about_review", "r", "The review", "Read what the review is, and its six findings."),
    _GLOSSARY,
    _PALETTE,
)

BRIEFING = (
    _HELP,
    _BACK,
    Command("start", "enter", "Start", "Start the scenario.", footer=True),
    Command(
        "gentler",
        "g",
        "Gentler wording",
        "Read a gentler wording where the author offers one.",
        footer=True,
    ),
    Command(
        "reasons",
        "r",
        "Reasons",
        "Be asked at each choice for your reasons and how sure you are, or not.",
        footer=True,
    ),
    replace(_PAUSE, footer=False),  # its words stand in the briefing
    _GLOSSARY,
    _PALETTE,
)

PLAY = (
    _HELP,
    Command(
        "leave", "q", "Leave", "Leave the play. It is kept, and you can go on with it.", footer=True
    ),
    Command(
        "notebook",
        "n",
        "Notebook",
        "Open the notebook: what you were told, what was seen.",
        footer=True,
    ),
    Command("go_back", "u", "Go back", "Go back one step. Both plays are kept.", footer=True),
    _PAUSE,
    Command("scene", "s", "Scene", "Show the whole scene again, from its beginning.", footer=True),
    Command("read_up", "left_square_bracket,ctrl+up", "Read up", "Scroll the story up."),
    Command(
        "read_down",
        "right_square_bracket,ctrl+down,space",
        "Read on",
        "Scroll the story down; at its end, go on.",
    ),
    Command("reasons", "r", "Reasons", "Ask for a line of reasons at each choice, or stop asking."),
    Command(
        "confidence", "k", "Confidence", "Ask how sure you are at each choice, or stop asking."
    ),
    Command(
        "gentler",
        "g",
        "Gentler wording",
        "Read a gentler wording where the author offers one, or the author's own.",
    ),
    _GLOSSARY,
    _PALETTE,
)

DEBRIEF = (
    _HELP,
    _BACK,
    Command(
        "choose_again",
        "b",
        "Choose again",
        "Go back to this decision and choose again. Both plays are kept.",
        footer=True,
    ),
    Command(
        "write", "e", "Write", "Write down your answers to the review's questions.", footer=True
    ),
    Command("next_view", "tab,right", "Next view", "Show the next view of the debrief."),
    Command("previous_view", "shift+tab,left", "Previous view", "Show the view before this one."),
    Command("open_ways", "o", "Other ways", "Show or hide where the other choices lead."),
    Command("compare", "c", "Compare", "Compare this play with another of the same scenario."),
    Command(
        "save_page",
        "x",
        "Save a page",
        "Save this debrief as a page that can be printed, in the current folder.",
    ),
    _PAUSE,
    _GLOSSARY,
    _PALETTE,
)

LOOK_BACK = (
    _HELP,
    _BACK,
    Command("open", "enter", "Open", "Open the debrief of a play.", footer=True),
    Command("search", "slash", "Search", "Find reasons and answers by their words.", footer=True),
    Command(
        "record",
        "t",
        "Training record",
        "Make a record of what you practised, for a supervisor to sign.",
        footer=True,
    ),
    Command("next_view", "tab,right", "Next view", "Show the next view."),
    Command("previous_view", "shift+tab,left", "Previous view", "Show the view before this one."),
    Command("findings", "f", "Findings", "How your plays met each finding, play by play."),
    Command("go_on", "g", "Go on", "Go on with a play that is not finished."),
    Command("compare", "c", "Compare", "Compare a play with another of the same scenario."),
    Command("delete", "d,delete", "Delete", "Delete a play for good, after asking."),
    _GLOSSARY,
    _PALETTE,
)

TRAINING_RECORD = (
    _HELP,
    _BACK,
    Command("preview", "v", "Preview", "See all that the record holds, and save it.", footer=True),
    Command("dates", "f", "Dates", "Go to the first and the last day."),
    Command("all_plays", "a", "All plays", "Mark every play, or none."),
    _GLOSSARY,
    _PALETTE,
)

SETTINGS = (
    _HELP,
    _BACK,
    _PALETTE,
)

DESK = (
    _HELP,
    Command("leave", "q,ctrl+q", "Quit", "Close the desk. Nothing here is kept.", footer=True),
    Command("map", "m", "Map", "Go to the map of scenes; Enter jumps to one.", footer=True),
    Command("problems", "p", "Problems", "See what is wrong; Enter opens its place.", footer=True),
    Command("edit", "e", "Edit", "Open the file at what is marked, in your editor.", footer=True),
    Command("scene", "c", "Scene", "Go to the scene, and what can be done in it."),
    Command("go_back", "u", "Go back", "Go back one action."),
    Command("state", "s", "State", "See variables, notes held and the way here."),
    Command("findings", "f", "Findings", "See which choices touch which finding."),
    Command("next_problem", "n", "Next problem", "Mark the next problem."),
    Command("reload", "r", "Read again", "Read the files again."),
    _GLOSSARY,
)

#: What moves within a screen, told by its help: keys, and what they do there.
Moves = tuple[tuple[str, str], ...]

_UP_AND_DOWN = ("↑ ↓", "Move in the list.")
_TAKE = ("Enter", "Take what is marked.")
_PAGES = ("Page Up, Page Down", "Scroll by a page.")

MOVES_IN_LIST: Moves = (_UP_AND_DOWN, _TAKE)
MOVES_AT_HOME: Moves = (*MOVES_IN_LIST, ("Esc", "Leave the search and show all scenarios."))
MOVES_IN_TEXT: Moves = (("↑ ↓", "Scroll by a line."), _PAGES)
MOVES_IN_PLAY: Moves = (
    *MOVES_IN_LIST,
    ("1 to 9", "Take a choice by its number."),
    ("a to f", "Look into something by its letter."),
    _PAGES,
)
MOVES_IN_DEBRIEF: Moves = (
    ("↑ ↓", "Move in the list; what is marked is told beside it."),
    _PAGES,
)
MOVES_AT_DESK: Moves = (
    *MOVES_IN_LIST,
    ("1 to 9", "Do what is offered in the scene, by its number."),
    ("Tab", "Move to the next part of the desk."),
    ("Esc", "Go back to the scene."),
)


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """Return the commands' bindings, those for the footer shown."""
    return [
        Binding(command.keys, command.action, command.label, show=command.footer)
        for command in commands
        if command.keys and command.action != "command_palette"
    ]
