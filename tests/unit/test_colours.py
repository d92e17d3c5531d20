"""Every pair of colours that meets as text on ground, or as a control's edge, is told apart by WCAG 2.2 AA."""

import re

import pytest

from app.config import ROOT
from app.domain.colour import contrast
from app.domain.palette import PAIRS, TEXT, THEME_PAIRS, BrandColours, palette_of

SHEET = (ROOT / "static" / "css" / "tokens.css").read_text()

# The shop's accent stands on its band as text too; a brand's theme has a mark of its own for that.
WANTED = [*PAIRS, *((band, "accent", TEXT) for band in ("band", "band-2")), ("ink", "paper", TEXT)]


def _palette(theme: int) -> dict[str, str]:
    """The colours of one theme: 0 is light, 1 is dark; one value stands for both."""
    plain = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SHEET))
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", SHEET)
    return plain | {name: (light, dark)[theme] for name, light, dark in pairs}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_colours_that_meet_differ_enough(theme: int) -> None:
    colours = _palette(theme)

    weak = {
        (ground, colour): round(contrast(colours[ground], colours[colour]), 2)
        for ground, colour, least in WANTED
        if contrast(colours[ground], colours[colour]) < least
    }

    assert weak == {}


def test_a_brands_theme_has_every_colour_of_the_sheet() -> None:
    theme = palette_of(BrandColours.read("#7a1f2b", "#ffffff", "#5c1720", "#f4e9dc"))

    assert set(_palette(0)) <= set(theme.light)
    assert set(theme.light) == set(theme.dark)
    assert {name for pair in THEME_PAIRS for name in pair[:2]} <= set(theme.light)


def test_the_fallback_for_old_browsers_is_the_light_theme() -> None:
    plain = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SHEET))
    pairs = {name: light for name, light, _ in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", SHEET)}

    assert {name: plain[name] for name in pairs} == pairs
