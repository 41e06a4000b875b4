"""The commands of the author's desk."""

from __future__ import annotations

from scr_sim.text.commands import GLOSSARY, HELP, MOVES_IN_LIST, WRITING, Moves, command

DESK = (
    HELP,
    command("leave", "Quit", "Close the desk. Nothing here is kept.", keys="q,ctrl+q", footer=True),
    command("map", "Map", "Go to the map of scenes; Enter jumps to one.", keys="m", footer=True),
    command(
        "problems", "Problems", "See what is wrong; Enter opens its place.", keys="p", footer=True
    ),
    command(
        "edit", "Edit", "Open the file at what is marked, in your editor.", keys="e", footer=True
    ),
    command(
        "what_if",
        "What if",
        "Begin in this scene, or the marked one of the map, with other values.",
        keys="i",
        footer=True,
    ),
    command("scene", "Scene", "Go to the scene, and what can be done in it.", keys="c"),
    command("go_back", "Go back", "Go back one action.", keys="u"),
    command("state", "State", "See variables, notes held and the way here.", keys="s"),
    command("findings", "Findings", "See which choices touch which finding.", keys="f"),
    command("length", "Length", "See how many words and minutes a play has.", keys="l"),
    command("next_problem", "Next problem", "Mark the next problem.", keys="n"),
    command("reload", "Read again", "Read the files again.", keys="r"),
    GLOSSARY,
)

MOVES_AT_DESK: Moves = (
    *MOVES_IN_LIST,
    ("1 to 9", "Do what is offered in the scene, by its number."),
    WRITING,
    ("Tab", "Move to the next part of the desk."),
    ("Esc", "Go back to the scene."),
)
