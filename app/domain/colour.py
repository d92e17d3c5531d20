"""Colours as people see them: lightness, chroma and hue, and how far two are told apart.

OKLab is Björn Ottosson's "A perceptual color space for image processing" (2020, public domain); contrast and luminance
are those of WCAG 2.2. A colour is "#rrggbb" everywhere else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

BLACK: Final = "#000000"
WHITE: Final = "#ffffff"

_HEX: Final = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_SHORT: Final = 3
# Halvings: finer than eight bits can show.
_ROUNDS: Final = 14
_OUTSIDE: Final = 1e-4


class Lch(NamedTuple):
    """Lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""

    light: float
    chroma: float
    hue: float


def read_hex(text: str | None) -> str | None:
    """ "#FC0" and "ffcc00" as "#ffcc00"; None for anything that is no colour."""
    found = _HEX.fullmatch((text or "").strip().lower())
    if found is None:
        return None
    digits = found.group(1)
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == _SHORT else digits)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """0 for black to 1 for white, as WCAG weighs the three lights."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def to_lch(colour: str) -> Lch:
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Lch(light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def to_hex(lch: Lch) -> str:
    """The colour on a screen; where no screen has so much chroma, with as much as it has."""
    light = min(1.0, max(0.0, lch.light))
    lights = _lights(Lch(light, lch.chroma, lch.hue))
    if not _on_screen(lights):
        low, high = 0.0, lch.chroma
        for _ in range(_ROUNDS):
            middle = (low + high) / 2
            low, high = (middle, high) if _on_screen(_lights(Lch(light, middle, lch.hue))) else (low, middle)
        lights = _lights(Lch(light, low, lch.hue))
    return "#" + "".join(f"{round(255 * _encoded(light)):02x}" for light in lights)


def mix(one: str, other: str, share: float) -> str:
    """So much of the other colour in the first, by the channel."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (a + (b - a) * share)):02x}" for a, b in pairs)


def passes(colour: str, grounds: Iterable[str], least: float) -> bool:
    """Whether the colour is told apart from each of the grounds."""
    return all(contrast(colour, ground) >= least for ground in grounds)


def nearest(asked: str, grounds: tuple[str, ...], least: float) -> str:
    """The colour asked for where it passes, else the nearest lighter or darker shade of it that does.

    Where no shade passes (grounds both light and dark) it is black or white, whichever does better.
    """
    if passes(asked, grounds, least):
        return asked
    light = to_lch(asked).light
    found = [shade for shade in (_first(to_lch(asked), end, grounds, least) for end in (0.0, 1.0)) if shade]
    if found:
        return min(found, key=lambda shade: abs(to_lch(shade).light - light))
    return max((BLACK, WHITE), key=lambda shade: min(contrast(shade, ground) for ground in grounds))


def _first(start: Lch, end: float, grounds: tuple[str, ...], least: float) -> str | None:
    """Going from a lightness that fails to black or white: the first shade that passes, or None."""
    shade = to_hex(start._replace(light=end))
    if not passes(shade, grounds, least):
        return None
    failing, passing = start.light, end
    for _ in range(_ROUNDS):
        middle = (failing + passing) / 2
        candidate = to_hex(start._replace(light=middle))
        if passes(candidate, grounds, least):
            passing, shade = middle, candidate
        else:
            failing = middle
    return shade


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = ((c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in _channels(colour))  # noqa: PLR2004 - sRGB's own curve
    return red, green, blue


def _encoded(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB's own curve


def _lights(lch: Lch) -> tuple[float, float, float]:
    """Red, green and blue light; outside 0 to 1 where no screen shows it."""
    a, b = lch.chroma * math.cos(math.radians(lch.hue)), lch.chroma * math.sin(math.radians(lch.hue))
    long = (lch.light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lch.light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lch.light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _on_screen(lights: tuple[float, float, float]) -> bool:
    return all(-_OUTSIDE <= light <= 1 + _OUTSIDE for light in lights)
