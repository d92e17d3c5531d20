"""Every pair of colours that meets as text on ground, or as a control's edge, is told apart by WCAG 2.2 AA."""

import re

import pytest

from app.config import ROOT

SHEET = (ROOT / "static" / "css" / "tokens.css").read_text()

TEXT = 4.5
EDGE = 3.0

ON_PAGE = [(ground, ink) for ground in ("paper", "surface", "sunk", "tint") for ink in ("ink", "muted", "brand", "bad")]
ON_OWN = [
    ("fill", "on-fill"),
    ("fill-2", "on-fill"),
    ("accent", "on-accent"),
    ("accent-2", "on-accent"),
    ("band", "on-band"),
    ("band", "band-soft"),
    ("band", "accent"),
    ("band-2", "on-band"),
    ("band-2", "band-soft"),
    ("band-2", "accent"),
    ("accent-tint", "accent-ink"),
    ("paper", "accent-ink"),
    ("surface", "good"),
    ("ink", "paper"),
    *((f"{tone}-tint", tone) for tone in ("good", "warn", "bad", "info")),
    *((f"{tone}-tint", "ink") for tone in ("good", "warn", "bad", "info")),
]
EDGES = [(ground, line) for ground in ("paper", "surface") for line in ("edge", "fill", "bad", "brand")]


def _palette(theme: int) -> dict[str, str]:
    """The colours of one theme: 0 is light, 1 is dark; one value stands for both."""
    plain = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SHEET))
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", SHEET)
    return plain | {name: (light, dark)[theme] for name, light, dark in pairs}


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_that_meet_differ_enough(theme: int) -> None:
    colours = _palette(theme)
    wanted = [(pair, TEXT) for pair in ON_PAGE + ON_OWN] + [(pair, EDGE) for pair in EDGES]

    weak = {
        pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair, least in wanted
        if _contrast(colours[pair[0]], colours[pair[1]]) < least
    }

    assert weak == {}


def test_the_fallback_for_old_browsers_is_the_light_theme() -> None:
    plain = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SHEET))
    pairs = {name: light for name, light, _ in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", SHEET)}

    assert {name: plain[name] for name in pairs} == pairs
