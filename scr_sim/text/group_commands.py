"""The commands of a group exercise: the trainer's console, and the wall."""

from __future__ import annotations

from scr_sim.text.commands import GLOSSARY, HELP, PALETTE, Command, Moves

CONSOLE = (
    HELP,
    Command(
        action="leave",
        label="Quit",
        help="Stop here. The room is kept, and can be gone on with.",
        keys="q,ctrl+q",
        footer=True,
    ),
    Command(
        action="next",
        label="Next",
        help="Do the next thing; the line at the top says what that is.",
        keys="space",
        footer=True,
    ),
    Command(
        action="pause",
        label="Pause",
        help="Pause the room, or go on: the wall and every phone are calm, votes stand still.",
        keys="p",
        footer=True,
    ),
    Command(
        action="hands",
        label="Hands",
        help="Count hands, and type how many there were for each choice.",
        keys="c",
        footer=True,
    ),
    Command(
        action="decide",
        label="Decide",
        help="Decide a tie with a reason, or choose what the room shows.",
        keys="d",
        footer=True,
    ),
    Command(
        action="vote_again",
        label="Vote again",
        help="Hold another vote on the same decision.",
        keys="a",
        roomy=True,
    ),
    Command(
        action="reveal",
        label="Reveal now",
        help="Reveal the votes at once, without what would come before.",
        keys="r",
        roomy=True,
    ),
    Command(
        action="evidence",
        label="Evidence",
        help="Ask for what is marked, or mark it as read out.",
        keys="e",
        roomy=True,
    ),
    Command(
        action="timer",
        label="Timer",
        help="Set the timer of the discussion. It tells, and closes nothing.",
        keys="t",
        roomy=True,
    ),
    Command(
        action="void",
        label="Set aside",
        help="Set this vote aside, with a reason, and hold it anew.",
        keys="x",
    ),
    Command(
        action="turn_back",
        label="Page back",
        help="Turn the wall back by a page.",
        keys="left_square_bracket",
    ),
    Command(
        action="turn_on",
        label="Page on",
        help="Turn the wall on by a page.",
        keys="right_square_bracket",
        roomy=True,
    ),
    Command(
        action="actions",
        label="Room's actions",
        help="Write the three actions that the room takes away.",
        keys="m",
        roomy=True,
    ),
    Command(
        action="door",
        label="Door",
        help="Close the room to newcomers, or open it.",
        keys="o",
        roomy=True,
    ),
    Command(
        action="people",
        label="People",
        help="See the seats: who has not voted yet, and who is away.",
        keys="l",
    ),
    Command(
        action="wall_key",
        label="Wall's key",
        help="Show how the wall is opened, with its key; any key hides it again.",
        keys="k",
        roomy=True,
    ),
    Command(
        action="report",
        label="Report",
        help="Save the report and its tables beside the room's log.",
        keys="s",
        roomy=True,
    ),
    Command(
        action="finish",
        label="End",
        help="End the exercise, also early, after asking once.",
        keys="f",
    ),
    GLOSSARY,
    PALETTE,
)

WALL = (
    HELP,
    Command(
        action="leave", label="Quit", help="Close the wall. The room goes on.", keys="q,ctrl+q",
        footer=True,
    ),
    Command(
        action="turn_on", label="Page on", help="Turn to the next page.",
        keys="space,right,pagedown", footer=True,
    ),
    Command(
        action="turn_back", label="Page back", help="Turn to the page before.",
        keys="left,pageup", footer=True,
    ),
)  # fmt: skip

MOVES_AT_CONSOLE: Moves = (
    ("↑ ↓", "Move among the evidence, or scroll what you read."),
    ("Enter", "Ask for the marked evidence, or mark it as read out."),
    ("Tab", "Move between the evidence and the notes."),
    ("Page Up, Page Down", "Scroll the notes by a page."),
)

MOVES_AT_WALL: Moves = (("→ ←", "Turn the pages; the console turns them as well."),)
