"""Makers' logos and category pictures."""

from app.demo.drawings.colours import PALETTES, darker, lighter, mix
from app.demo.drawings.motifs import motif
from app.demo.drawings.products import SHAPES, Picture
from app.demo.drawings.scenes import shadow
from app.demo.drawings.sketch import Sketch


def draw_logo(name: str, palette: str, emblem: str) -> str:
    """Return a maker's round mark: emblem above, name below, dotted ring."""
    s = Sketch()
    p = PALETTES[palette]
    s.rect(0, 0, 640, 640, lighter(p.wall, 0.3))
    s.disc(320, 320, 270, s.down(lighter(p.main, 0.15), p.main, darker(p.main, 0.25)))
    s.disc(320, 320, 240, "none", stroke=p.accent, stroke_width=5, stroke_dasharray="2 14", stroke_linecap="round")
    motif(s, emblem, 320, 250, 2.6, mix(p.accent, "#ffffff", 0.25))
    s.text(320, 430, name.upper(), 64, "#fff", 400, serif=True)
    s.rect(270, 462, 100, 5, p.accent, 2)
    return s.svg()


def draw_category(left: Picture, right: Picture, palette: str) -> str:
    """Return two of a category's products standing side by side before a disc."""
    s = Sketch()
    p = PALETTES[palette]
    s.rect(0, 0, 640, 640, s.down(lighter(p.wall, 0.35), p.wall))
    s.disc(320, 310, 250, mix(p.wall, p.main, 0.28))
    s.path("M0 500H640V640H0z", mix(p.wall, p.main, 0.18))
    for picture, x, y, scale in ((right, 226, 130, 0.66), (left, -26, 132, 0.76)):
        with s.group(f"translate({x} {y}) scale({scale})"):
            shadow(s, 190)
            SHAPES[picture.shape](s, picture.look)
    return s.svg()
