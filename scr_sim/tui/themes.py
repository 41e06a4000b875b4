"""The project's own themes. A test computes the contrast of every text in them: 4.5 or more."""

from __future__ import annotations

from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    colours: dict[str, str],
    muted: str,
    accept: str,
    challenge: str,
    escalate: str,
    cursor: tuple[str, str],
) -> Theme:
    """Return a theme from its colours; ``cursor`` is the text and ground of what is selected."""
    return Theme(
        name=name,
        dark=dark,
        **colours,  # type: ignore[arg-type]
        text_alpha=1.0,
        variables={
            "block-cursor-text-style": "bold",
            "footer-background": colours["panel"],
            "input-selection-background": cursor[1],
            "input-selection-foreground": cursor[0],
            "text-muted": muted,
            "text-disabled": muted,
            "foreground-muted": muted,
            "foreground-disabled": muted,
            "accept": accept,
            "challenge": challenge,
            "escalate": escalate,
            "block-cursor-foreground": cursor[0],
            "block-cursor-background": cursor[1],
            "block-cursor-blurred-foreground": cursor[0],
            "block-cursor-blurred-background": cursor[1],
            "block-hover-background": cursor[1] + "55",
            "footer-foreground": colours["foreground"],
            "footer-key-foreground": colours["accent"],
            "footer-description-foreground": colours["foreground"],
            "border": muted,
            "border-blurred": muted,
            "scrollbar": muted,
            "scrollbar-hover": colours["foreground"],
            "scrollbar-active": colours["accent"],
            "scrollbar-background": colours["background"],
            "scrollbar-background-hover": colours["background"],
            "scrollbar-background-active": colours["background"],
            "scrollbar-corner-color": colours["background"],
            "link-color": colours["accent"],
            "input-cursor-background": colours["foreground"],
            "input-cursor-foreground": colours["background"],
            "button-foreground": colours["foreground"],
            "button-color-foreground": colours["background"],
            "button-focus-text-style": "bold underline",
        },
    )


DARK = _theme(
    "scr-dark",
    dark=True,
    colours={
        "primary": "#8ab4c9",
        "secondary": "#a9b8a0",
        "accent": "#e3c07a",
        "warning": "#e3c07a",
        "error": "#f0a08c",
        "success": "#9fcf9f",
        "foreground": "#e6e3da",
        "background": "#14181c",
        "surface": "#1b2126",
        "panel": "#222a30",
    },
    muted="#b4bdc2",
    accept="#9ccbe0",
    challenge="#e8c683",
    escalate="#f2ab98",
    cursor=("#ffffff", "#2b404d"),
)

LIGHT = _theme(
    "scr-light",
    dark=False,
    colours={
        "primary": "#1f5a75",
        "secondary": "#4a5a3c",
        "accent": "#7a4a00",
        "warning": "#7a4a00",
        "error": "#9c2f1a",
        "success": "#23602a",
        "foreground": "#1d2226",
        "background": "#faf8f3",
        "surface": "#f1eee6",
        "panel": "#e6e2d7",
    },
    muted="#51595f",
    accept="#17536e",
    challenge="#6e4300",
    escalate="#8f2a16",
    cursor=("#10181d", "#c9dde6"),
)

CONTRAST = _theme(
    "scr-contrast",
    dark=True,
    colours={
        "primary": "#7fd4ff",
        "secondary": "#ffffff",
        "accent": "#ffe066",
        "warning": "#ffe066",
        "error": "#ffb3a1",
        "success": "#a8ff9e",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#101010",
    },
    muted="#e0e0e0",
    accept="#8fdcff",
    challenge="#ffe066",
    escalate="#ffb3a1",
    cursor=("#ffffff", "#003a5c"),
)

THEMES = (DARK, LIGHT, CONTRAST)
NAMES = {"scr-dark": "Dark", "scr-light": "Light", "scr-contrast": "High contrast"}
DEFAULT = "scr-dark"
