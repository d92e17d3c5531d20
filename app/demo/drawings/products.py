"""From a product's `Picture` to finished SVG files: one front view and further gallery views."""

import zlib
from dataclasses import dataclass

from app.demo.drawings import bottles, gadgets, household, packs, play, wear
from app.demo.drawings.colours import KRAFT, PALETTES, Palette, darker, lighter, mix
from app.demo.drawings.look import Draw, Look
from app.demo.drawings.motifs import motif
from app.demo.drawings.scenes import backdrop, shadow
from app.demo.drawings.sketch import Sketch

SHAPES: dict[str, Draw] = {
    **bottles.SHAPES, **gadgets.SHAPES, **household.SHAPES, **packs.SHAPES, **play.SHAPES, **wear.SHAPES,
}  # fmt: skip

HANGING = frozenset({"abaya", "dress", "kaftan", "shirt"})
NARROW = frozenset(
    {
        "beer",
        "bubbly",
        "can",
        "candle",
        "decanter",
        "dropper",
        "oil",
        "oud",
        "perfume",
        "sauce",
        "soft_drink",
        "spirit",
        "tin",
        "wine",
    }
)


@dataclass(frozen=True, slots=True)
class Picture:
    """How one product looks: which shape, painted how, with what written on it."""

    shape: str
    palette: str
    label: str = ""
    small: str = ""
    motif: str = "leaf"
    pattern: str = "rings"

    @property
    def look(self) -> Look:
        """The paint, for the shape's drawing function."""
        return Look(PALETTES[self.palette], self.label, self.small, self.motif, self.pattern)


LIMIT = 6000
"""No drawing is heavier than this, in bytes."""


def draw_gallery(picture: Picture, seed: str, *, views: int = 2) -> list[str]:
    """Return up to `views` pictures of a product, the front first; a view too ornate for LIMIT is left out."""
    further = [svg for draw in (draw_detail, draw_packed) if len(svg := draw(picture, seed)) <= LIMIT]
    return [draw_front(picture, seed), *further][:views]


def draw_front(picture: Picture, seed: str) -> str:
    """Return the product standing in front of its backdrop."""
    s = Sketch()
    backdrop(s, picture.look.palette, zlib.crc32(seed.encode()))
    _stand(s, picture)
    return s.svg()


def draw_detail(picture: Picture, seed: str) -> str:
    """Return the product close up, from slightly aside, on another backdrop."""
    s = Sketch()
    backdrop(s, picture.look.palette, zlib.crc32(seed.encode()) + 3)
    with s.group("translate(320 330) rotate(-7) scale(1.62) translate(-320 -350)"):
        SHAPES[picture.shape](s, picture.look)
    return s.svg()


def draw_packed(picture: Picture, seed: str) -> str:
    """Return the product before the kraft box it travels in."""
    s = Sketch()
    palette = picture.look.palette
    backdrop(s, palette, zlib.crc32(seed.encode()) + 1)
    shadow(s, 250)
    _parcel(s, palette, picture)
    with s.group("translate(-56 150) scale(.72)"):
        shadow(s, 170)
        SHAPES[picture.shape](s, picture.look)
    return s.svg()


def _stand(s: Sketch, picture: Picture) -> None:
    if picture.shape in HANGING:
        shadow(s, 150, 590)
        SHAPES[picture.shape](s, picture.look)
    elif picture.shape in NARROW:
        # Slim things would look lost at their natural size.
        with s.group("translate(-51.2 -85.8) scale(1.16)"):
            shadow(s, 115)
            SHAPES[picture.shape](s, picture.look)
    else:
        shadow(s, 200)
        SHAPES[picture.shape](s, picture.look)


def _parcel(s: Sketch, palette: Palette, picture: Picture) -> None:
    s.path("M260 250l44-60h290l-24 60z", lighter(KRAFT, 0.3))
    s.rect(260, 250, 310, 286, s.across(lighter(KRAFT, 0.12), KRAFT, darker(KRAFT, 0.12)))
    s.path("M570 250l24-60v290l-24 56z", darker(KRAFT, 0.35))
    s.rect(392, 250, 46, 286, lighter(KRAFT, 0.45), opacity=0.6)
    s.path("M392 250h46l12-60h-40z", lighter(KRAFT, 0.55), opacity=0.7)
    s.rect(456, 292, 92, 92, palette.label, 6)
    motif(s, picture.motif, 502, 338, 0.95, mix(palette.main, palette.accent, 0.3))
