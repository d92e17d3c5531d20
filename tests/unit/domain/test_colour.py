"""The arithmetic of colours: against published figures, and for every colour there is."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.colour import BLACK, WHITE, Lch, contrast, mix, nearest, passes, read_hex, to_hex, to_lch

BRIEFLY = settings(deadline=None, max_examples=60)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("#ABCDEF", "#abcdef"),
        ("abc", "#aabbcc"),
        (" #Fc0 ", "#ffcc00"),
        ("", None),
        (None, None),
        ("#12345", None),
        ("red", None),
        ("#12345g", None),
        ("#000;}", None),
    ],
)
def test_a_colour_is_read_however_it_is_written(text: str | None, read: str | None) -> None:
    assert read_hex(text) == read


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#abc123", "#abc123", 1),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "lch"),
    [  # As published with CSS Color 4.
        ("#ff0000", Lch(0.628, 0.2577, 29.23)),
        ("#00ff00", Lch(0.8664, 0.2948, 142.5)),
        ("#0000ff", Lch(0.452, 0.3132, 264.05)),
    ],
)
def test_lightness_chroma_and_hue_are_those_of_oklch(colour: str, lch: Lch) -> None:
    assert to_lch(colour) == pytest.approx(lch, abs=0.01)


@BRIEFLY
@given(colours)
def test_a_colour_comes_back_from_its_lightness_chroma_and_hue(colour: str) -> None:
    assert to_hex(to_lch(colour)) == colour


@BRIEFLY
@given(st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 360))
def test_what_no_screen_shows_keeps_its_lightness_and_hue(light: float, chroma: float, hue: float) -> None:
    shown = to_lch(to_hex(Lch(light, chroma, hue)))

    # One step of eight bits is much lightness beside black.
    assert shown.light == pytest.approx(light, abs=0.02 if light > 0.1 else 0.06)
    # Eight bits cannot hold the hue of what is almost grey or almost black.
    if shown.chroma > 0.05 and light > 0.2:
        assert math.cos(math.radians(shown.hue - hue)) > math.cos(math.radians(6))


@BRIEFLY
@given(colours, colours, st.sampled_from([3.0, 4.5]))
def test_the_nearest_shade_passes_and_what_passes_is_itself(asked: str, ground: str, least: float) -> None:
    shade = nearest(asked, (ground,), least)

    assert passes(shade, (ground,), least)
    if passes(asked, (ground,), least):
        assert shade == asked


@BRIEFLY
@given(colours, colours)
def test_no_shade_nearer_in_lightness_would_have_passed(asked: str, ground: str) -> None:
    light, chroma, hue = to_lch(asked)
    far = abs(to_lch(nearest(asked, (ground,), 4.5)).light - light)

    nearer = [to_hex(Lch(light + side * far * share, chroma, hue)) for side in (-1, 1) for share in (0.5, 0.9)]

    # A shade at the very edge of black or white may be cut off there; it is then nobody's nearer shade.
    inside = [shade for shade in nearer if abs(to_lch(shade).light - light) < far * 0.95]
    assert [shade for shade in inside if far > 0.01 and passes(shade, (ground,), 4.5)] == []


def test_between_grounds_that_leave_no_room_the_better_of_black_and_white_stands() -> None:
    assert nearest("#808080", (WHITE, BLACK), 4.5) in {BLACK, WHITE}
    assert mix(BLACK, WHITE, 0.5) == "#808080"
