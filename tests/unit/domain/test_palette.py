"""No brand can make its page unreadable: every pair of colours of every palette is told apart, in light and in dark."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.colour import contrast, luminance, passes, to_lch
from app.domain.palette import MARK, TEXT, THEME_PAIRS, BrandColours, Palette, Tokens, palette_of

BRIEFLY = settings(deadline=None, max_examples=60)
hexes = st.one_of(
    st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"),
    st.sampled_from(
        ["#ffffff", "#000000", "#ffff00", "#767676", "#777777", "#808080", "#fefefe", "#0000ff", "#ff0000"]
    ),
)
brands = st.one_of(
    st.builds(BrandColours, hexes, hexes, hexes, hexes),
    hexes.map(lambda one: BrandColours(one, one, one, one)),
)
BROCHURE = BrandColours("#ffffff", "#000000", "#000000", "#2b7a4d")


def weak(tokens: Tokens) -> dict[tuple[str, str], float]:
    """The pairs that fail, with their contrast."""
    found = {(ground, ink): contrast(tokens[ground], tokens[ink]) for ground, ink, _least in THEME_PAIRS}
    return {(ground, ink): found[ground, ink] for ground, ink, least in THEME_PAIRS if found[ground, ink] < least}


def change(palette: Palette, role: str) -> tuple[str, str]:
    return next((found.light, found.dark) for found in palette.changes if found.role == role)


@BRIEFLY
@given(brands)
def test_everything_can_be_read_whatever_the_brand_chose(brand: BrandColours) -> None:
    palette = palette_of(brand)

    assert weak(palette.light) == {}
    assert weak(palette.dark) == {}


@BRIEFLY
@given(brands)
def test_what_passes_already_is_left_as_it_was_chosen(brand: BrandColours) -> None:
    palette = palette_of(brand)

    assert palette.light["band"] == brand.main
    for tokens in (palette.light, palette.dark):
        sheets = (tokens["paper"], tokens["surface"])
        if tokens["band"] == brand.main and passes(brand.font, (brand.main,), TEXT):
            assert tokens["on-band"] == brand.font
        if passes(brand.hover, sheets, MARK):
            assert tokens["fill-2"] == brand.hover
        if passes(brand.secondary, sheets, MARK):
            assert tokens["fill"] == brand.secondary
        assert tokens["accent"] == brand.secondary


@BRIEFLY
@given(brands)
def test_light_is_light_and_dark_is_dark(brand: BrandColours) -> None:
    palette = palette_of(brand)

    for name in ("paper", "surface", "sunk", "tint", "accent-tint"):
        assert luminance(palette.light[name]) > 0.5, name
        assert luminance(palette.dark[name]) < 0.1, name
    # No large ground glares in the dark.
    assert to_lch(palette.dark["band"]).light < 0.67


def test_a_palette_that_is_fine_is_kept_whole() -> None:
    palette = palette_of(BROCHURE)

    assert [(found.role, found.light) for found in palette.changes] == [
        ("main", "#ffffff"),
        ("font", "#000000"),
        ("hover", "#000000"),
        ("secondary", "#2b7a4d"),
    ]
    assert (palette.light["paper"], palette.light["ink"]) == ("#ffffff", "#000000")


@pytest.mark.parametrize(
    ("brand", "role", "light"),
    [
        (BrandColours("#ffffff", "#ffffff", "#ffffff", "#ffffff"), "font", "#767676"),
        (BrandColours("#ffffff", "#ffff00", "#ffff00", "#ffff00"), "main", "#ffffff"),
    ],
)
def test_the_nearest_shade_is_told_beside_what_was_asked(brand: BrandColours, role: str, light: str) -> None:
    assert change(palette_of(brand), role)[0] == light


def test_yellow_on_white_stays_yellow_only_darker() -> None:
    asked, used = "#ffff00", change(palette_of(BrandColours("#ffffff", "#ffff00", "#ffff00", "#ffff00")), "font")[0]

    assert contrast(used, "#ffffff") == pytest.approx(TEXT, abs=0.1)
    assert to_lch(used).hue == pytest.approx(to_lch(asked).hue, abs=3)


def test_what_is_no_colour_becomes_one_that_goes_with_the_others() -> None:
    assert BrandColours.read("FFF", "oops", None, "#2B7A4D") == BrandColours("#ffffff", "#000000", "#000000", "#2b7a4d")
