"""A brand's four colours made into everything a page is coloured with, light and dark, so that all of it can be read.

A brand chooses main (its surface), font (text on it), hover and secondary (its accent). Whatever it chooses, every pair
of colours that meets passes WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for edges and marks. What passes stays as it was
chosen; what does not becomes the nearest shade of the same hue that does. The names are those of static/css/tokens.css.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.domain.colour import BLACK, WHITE, Lch, contrast, mix, nearest, passes, read_hex, to_hex, to_lch

TEXT: Final = 4.5
MARK: Final = 3.0

_TONES: Final = ("good", "warn", "bad", "info")
# What says good or bad is not the brand's to colour; its text moves where the brand's grounds ask for it.
_SIGNS: Final = (
    {"good": "#1c6a3c", "warn": "#7a4a02", "bad": "#a5261d", "info": "#245682"}
    | {"good-tint": "#e0efdd", "warn-tint": "#fdecc8", "bad-tint": "#fbe4de", "info-tint": "#e2ecf4"},
    {"good": "#8ed3a0", "warn": "#f3bf65", "bad": "#f7a399", "info": "#9cc6ea"}
    | {"good-tint": "#1c3524", "warn-tint": "#3a2c10", "bad-tint": "#43211d", "info-tint": "#1c2f40"},
)
_PAGE: Final = ("paper", "surface", "sunk", "tint")
# Every ground, text or mark on it, and how far they must be told apart: what themes and tokens.css are tested by.
PAIRS: Final[tuple[tuple[str, str, float], ...]] = (
    *((ground, ink, TEXT) for ground in _PAGE for ink in ("ink", "muted", "brand", "bad")),
    *((f"{tone}-tint", ink, TEXT) for tone in (*_TONES, "accent") for ink in ("ink",)),
    *((f"{tone}-tint", tone, TEXT) for tone in _TONES),
    *((ground, "accent-ink", TEXT) for ground in ("accent-tint", "paper", "surface")),
    ("surface", "good", TEXT),
    ("fill", "on-fill", TEXT),
    ("accent", "on-accent", TEXT),
    ("accent-2", "on-accent", TEXT),
    *((band, ink, TEXT) for band in ("band", "band-2") for ink in ("on-band", "band-soft")),
    *((ground, mark, MARK) for ground in ("paper", "surface") for mark in ("edge", "fill", "fill-2", "brand", "bad")),
)
# Pairs that only a brand's theme has: text on a fill that is hovered, and the accent on the band.
THEME_PAIRS: Final = (*PAIRS, ("fill-2", "on-fill-2", TEXT), ("band", "spark", MARK), ("band-2", "spark", MARK))

# A main colour is the page's own ground where it is pale, in the dark deep, and quiet enough for long texts.
_PALE: Final = 0.9
_DEEP: Final = 0.3
_QUIET: Final = 0.06
# A band lighter than this would glare in the dark.
_GLARE: Final = 0.66
_COLOURED: Final = 0.02
# How far a second shade of a ground is from the first, and where grounds end.
_STEP: Final = 0.05
_DARKEST, _LIGHTEST = 0.02, 0.985

Tokens = dict[str, str]


@dataclass(frozen=True, slots=True)
class BrandColours:
    """What a brand chose, each "#rrggbb"."""

    main: str
    font: str
    hover: str
    secondary: str

    @classmethod
    def read(cls, main: str | None, font: str | None, hover: str | None, secondary: str | None) -> BrandColours:
        """From whatever was kept; what is no colour becomes one that goes with the others."""
        ground = read_hex(main) or WHITE
        text = read_hex(font) or BLACK
        return cls(ground, text, read_hex(hover) or text, read_hex(secondary) or text)


@dataclass(frozen=True, slots=True)
class Change:
    """One of the four colours: what was asked for, and what stands for it in light and in dark."""

    role: str
    asked: str
    light: str
    dark: str

    @property
    def is_kept(self) -> bool:
        """Whether it is used as it was asked for in both."""
        return self.asked == self.light == self.dark


@dataclass(frozen=True, slots=True)
class Palette:
    """Both sets of tokens, by the same names, and what became of the brand's own colours."""

    light: Tokens
    dark: Tokens
    changes: tuple[Change, ...]


@lru_cache(maxsize=512)
def palette_of(colours: BrandColours) -> Palette:
    """Everything computed from the four; the same four give the same palette."""
    light, dark = _tokens(colours, night=False), _tokens(colours, night=True)
    shown = {"main": "band", "font": "on-band", "hover": "fill-2", "secondary": "fill"}
    changes = (Change(role, getattr(colours, role), light[token], dark[token]) for role, token in shown.items())
    return Palette(light, dark, tuple(changes))


def _tokens(colours: BrandColours, *, night: bool) -> Tokens:
    """One scheme: first the grounds, then what stands on them."""
    tokens = _grounds(colours, night=night)
    tokens |= _band(colours, tokens, night=night)
    tokens |= _texts(colours, tokens, night=night)
    return tokens | _pressed(colours, tokens)


def _grounds(colours: BrandColours, *, night: bool) -> Tokens:
    main, accent = to_lch(colours.main), to_lch(colours.secondary)
    base = main if main.chroma > _COLOURED else accent
    own = (main.light <= _DEEP if night else main.light >= _PALE) and main.chroma <= _QUIET
    breath = min(base.chroma, 0.012)
    paper = colours.main if own else to_hex(Lch(0.19 if night else 0.975, breath, base.hue))
    level = to_lch(paper).light
    lift, dip, rule = (
        (max(level + 0.045, 0.19), level - 0.04, level + 0.16) if night else (level + 0.02, level - 0.035, level - 0.1)
    )

    def shade(light: float, chroma: float, hue: float) -> str:
        return to_hex(Lch(light, chroma, hue))

    low = lift + 0.055 if night else level - 0.05
    return {
        "paper": paper,
        "surface": shade(lift, breath / 2 if not night else breath, base.hue),
        "sunk": shade(dip, breath, base.hue),
        "line": shade(max(rule, lift + 0.09) if night else rule, breath * 1.5, base.hue),
        "tint": shade(low, min(accent.chroma * 0.3, 0.025), accent.hue),
        "accent-tint": shade(low, min(accent.chroma * 0.6, 0.06), accent.hue),
        **{name: colour for name, colour in _SIGNS[night].items() if name.endswith("-tint")},
    }


def _band(colours: BrandColours, grounds: Tokens, *, night: bool) -> Tokens:
    """The brand's own surface with what stands on it. One that would glare in the dark turns deep, its text pale."""
    main, font, band = to_lch(colours.main), to_lch(colours.font), colours.main
    text = colours.font
    if night and main.light > _GLARE:
        hue = main.hue if main.chroma > _COLOURED else to_lch(grounds["paper"]).hue
        band = to_hex(Lch(0.29, min(main.chroma, 0.05), hue))
        text = to_hex(Lch(max(font.light, 1 - font.light), font.chroma, font.hue))
    on_band = nearest(text, (band,), TEXT)
    other = _away(band, on_band)
    return {
        "band": band,
        "on-band": on_band,
        "band-2": other,
        "band-soft": nearest(mix(on_band, band, 0.25), (band, other), TEXT),
        "spark": nearest(colours.secondary, (band, other), MARK),
    }


def _texts(colours: BrandColours, grounds: Tokens, *, night: bool) -> Tokens:
    page = tuple(grounds[name] for name in _PAGE)
    tints = tuple(grounds[f"{tone}-tint"] for tone in (*_TONES, "accent"))
    sheets = page[:2]
    paper = to_lch(grounds["paper"])
    wanted = (
        colours.font if grounds["paper"] == colours.main else to_hex(Lch(0.94 if night else 0.22, 0.012, paper.hue))
    )
    ink = nearest(wanted, (*page, *tints), TEXT)
    signs = _SIGNS[night]
    told = {tone: nearest(signs[tone], (signs[f"{tone}-tint"], *page), TEXT) for tone in _TONES}
    return {
        **told,
        "ink": ink,
        "muted": nearest(mix(ink, grounds["paper"], 0.3), page, TEXT),
        "edge": nearest(mix(ink, grounds["paper"], 0.5), sheets, MARK),
        "brand": nearest(colours.secondary, page, TEXT),
        "accent-ink": nearest(colours.secondary, (grounds["accent-tint"], *sheets), TEXT),
    }


def _pressed(colours: BrandColours, tokens: Tokens) -> Tokens:
    """What is pressed: fills with their text, at rest and hovered, and the accent as a ground."""
    sheets = (tokens["paper"], tokens["surface"])
    fill, hovered = nearest(colours.secondary, sheets, MARK), nearest(colours.hover, sheets, MARK)
    accent, on_accent = colours.secondary, _on(colours.secondary, colours)
    return {
        "fill": fill,
        "on-fill": _on(fill, colours),
        "fill-2": hovered,
        "on-fill-2": _on(hovered, colours),
        "accent": accent,
        "accent-2": _away(accent, on_accent),
        "on-accent": on_accent,
    }


def _on(ground: str, colours: BrandColours) -> str:
    """Text for a fill: one of the brand's own two colours where one passes, else black or white."""
    own = (colour for colour in (colours.main, colours.font) if passes(colour, (ground,), TEXT))
    return next(own, max((WHITE, BLACK), key=lambda text: contrast(text, ground)))


def _away(ground: str, text: str) -> str:
    """The same ground a shade further from its text; where there is no room, nearer; where that fails, itself."""
    light, chroma, hue = to_lch(ground)
    step = -_STEP if to_lch(text).light > light else _STEP
    levels = [level for level in (light + step, light - step) if _DARKEST < level < _LIGHTEST]
    shades = (to_hex(Lch(level, chroma, hue)) for level in levels)
    return next((shade for shade in shades if passes(shade, (text,), TEXT)), ground)
