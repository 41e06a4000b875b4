"""Every text on every screen can be read: contrast 4.5 or more in each of the themes."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.pilot import Pilot

from scr_sim.tui.app import SimApp
from scr_sim.tui.base import ScrApp
from scr_sim.tui.themes import NAMES
from tests.app_driver import SMALL, opened, settle, start_playing

ENOUGH = 4.5
#: Drawn, not written: borders, bars and scrollbars carry no words.
DRAWN = set("─│╭╮╰╯┃━▌▐▏▎▍▊▋█▁▂▃▄▅▆▇╸╺╴├┤┬┴┼▰▱▔▕▗▖▘▝") | {" "}
#: Keys that lead through the screens of a play, from its briefing on.
WAY = (
    "question_mark",
    "w",
    "escape",
    "escape",
    "enter",
    "n",
    "escape",
    "p",
    "question_mark",
    "escape",
    "b",
    "3",
    "2",
    "escape",
    "r",
    "k",
    "1",
    "escape",
    "r",
    "k",
    "1",
    "enter",
    "enter",
    "enter",
    "1",
    "enter",
    "enter",
    "right",
    "right",
    "right",
    "right",
    "right",
    "e",
    "escape",
    "c",
    "q",
    "s",
    "escape",
    "slash",
    "escape",
    "l",
    "f",
    "right",
    "right",
    "t",
    "v",
    "escape",
    "escape",
    "right",
    "d",
)

#: The screens that the way comes to, and whose texts matter.
MATTER = {
    "HelpScreen",
    "GlossaryScreen",
    "PlayScreen",
    "NotebookScreen",
    "PauseScreen",
    "CiteScreen",
    "ReasonsScreen",
    "DebriefScreen",
    "WritingScreen",
    "HomeScreen",
    "SettingsScreen",
    "LookBackScreen",
    "TrainingRecordScreen",
    "PreviewScreen",
    "SureScreen",
}


def luminance(color: Color) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def faint_texts(app: ScrApp) -> dict[str, float]:
    """Return the texts now on the screen whose contrast is below what is enough."""
    found = {}
    for strip in app.screen._compositor.render_strips():
        for text, style, _ in strip:
            words = "".join(c for c in text if c not in DRAWN)
            if not words or style is None or style.color is None or style.bgcolor is None:
                continue
            front = Color.from_rich_color(style.color)
            back = Color.from_rich_color(style.bgcolor)
            if style.reverse:
                front, back = back, front
            if style.dim:
                front = front.blend(back, 0.5)
            ratio = contrast(front, back)
            if ratio < ENOUGH:
                found[text] = round(ratio, 2)
    return found


async def walk(app: SimApp, pilot: Pilot[int]) -> tuple[set[str], dict[str, dict[str, float]]]:
    """Press the keys of the way; return the screens it came to, and what is faint on each."""
    seen, found = set(), {}
    for key in WAY:
        await pilot.press(key)
        await settle(pilot)
        screen = type(app.screen).__name__
        seen.add(screen)
        faint = faint_texts(app)
        if faint:
            found[f"{screen} after {key}"] = faint
    return seen, found


@pytest.mark.slow
@pytest.mark.parametrize("theme", NAMES)
async def test_every_text_can_be_read_on_the_screens_that_matter(theme: str) -> None:
    async with opened((110, 40), SMALL) as (app, pilot):
        app.records.settings.theme = theme
        app.theme = theme
        await settle(pilot)
        assert not faint_texts(app)
        seen, found = await walk(app, pilot)
    assert not found
    assert seen >= MATTER, MATTER - seen


async def test_the_measure_finds_what_is_faint() -> None:
    async with opened((80, 24), SMALL) as (app, pilot):
        screen = await start_playing(app, pilot)
        screen.top.styles.color = "#333333"
        await settle(pilot)
        assert faint_texts(app)
