"""The restaurant brands' own marks: a crest for each, and a cloth woven of its emblem."""

from collections.abc import Callable
from math import cos, pi, sin
from typing import NamedTuple

from app.demo.drawings.colours import darker, lighter, mix
from app.demo.drawings.sketch import Sketch

CREST = 480
CLOTH_WIDTH, CLOTH_HEIGHT = 1440, 540
_TILE = 180


class Dye(NamedTuple):
    """What a brand's marks are painted with: the ground, what stands on it, and the spark."""

    ground: str
    light: str
    spark: str


DYES: dict[str, Dye] = {
    "bahr": Dye("#0b4f6c", "#eef7f7", "#ff7f51"),
    "parkside": Dye("#2b7a4d", "#ffffff", "#d9ecc4"),
    "saffron": Dye("#6b0f1a", "#ffe7b0", "#f0a30a"),
    "afterdark": Dye("#1d1b38", "#f5e9d4", "#f2b84b"),
    "loulou": Dye("#e88ba6", "#fff6f2", "#7a3b69"),
    "alder": Dye("#2e2a25", "#efe6d8", "#c8553d"),
    "ada": Dye("#5a2a83", "#fff4dc", "#f6ae2d"),
}


def _fish(s: Sketch, d: Dye) -> None:
    s.path("M-46 0C-30-30 8-30 26-6L46-24Q40 0 46 24L26 6C8 30-30 30-46 0z", d.light)
    s.path("M-18-19Q-4 0-18 19", "none", stroke=d.ground, stroke_width=3)
    for x in (-2, 9, 20):
        s.path(
            f"M{x}-{16 - (x + 2) // 3}q7 {16 - (x + 2) // 3} 0 {32 - 2 * ((x + 2) // 3)}",
            "none",
            stroke=d.spark,
            stroke_width=3.4,
        )
    s.disc(-31, -5, 3.4, d.ground)
    s.line("M-44 34q11-10 22 0t22 0 22 0 22 0", d.spark, 5)


def _ghaf(s: Sketch, d: Dye) -> None:
    s.path("M-5 46C-2 26-8 10-16-2L-9-6C-5 0-2 4 0 9 2 2 6-6 12-12L18-7C8 4 5 22 7 46z", d.light)
    for x, y, r in ((-24, -12, 17), (-6, -27, 20), (17, -22, 18), (28, -6, 13), (-34, 1, 10), (4, -12, 14)):
        s.disc(x, y, r, d.light)
    for x, y in ((-28, -15), (-12, -32), (4, -20), (19, -27), (27, -8), (-16, -10)):
        s.path(f"M{x} {y}q8-2 9 6q-8 2-9-6z", d.ground)
    s.line("M-34 47H34", d.spark, 5)


def _crocus(s: Sketch, d: Dye) -> None:
    for turn, colour in (
        (-38, mix(d.light, d.spark, 0.45)),
        (38, mix(d.light, d.spark, 0.45)),
        (-18, d.light),
        (18, d.light),
    ):
        with s.group(f"rotate({turn} 0 26)"):
            s.path("M0 28C-19 8-15-26 0-44 15-26 19 8 0 28z", colour)
    s.path("M0 28C-14 10-11-20 0-38 11-20 14 10 0 28z", d.spark)
    for end in ("-10-26", "0-32", "10-26"):
        s.line(f"M0 22Q{end.split('-')[0] or '-6'}-6 {end}", d.ground, 3)
    s.line("M0 28V47M-14 46Q0 38 14 46", d.light, 5)


def _lantern(s: Sketch, d: Dye) -> None:
    s.path("M-6-44A46 46 0 1 0 38 20 38 38 0 1 1-6-44z", d.spark)
    s.line("M14-40V-24", d.light, 3)
    s.path("M2-24H26L32-10H-4z", d.light)
    s.path("M-4-8H32L24 26H4z", d.light)
    s.path("M3-3H25L20 21H8z", d.spark)
    s.path("M14-1c7 7 6 12 0 17-6-5-7-10 0-17z", d.light)
    s.path("M6 28H22L14 38z", d.light)


def _pearl(s: Sketch, d: Dye) -> None:
    ribs = [(-pi + pi * i / 6) for i in range(7)]
    edge = "".join(
        f"Q{60 * cos(a + pi / 12):.1f} {20 + 66 * sin(a + pi / 12):.1f} {46 * cos(a + pi / 6):.1f} {20 + 54 * sin(a + pi / 6):.1f}"
        for a in ribs[:-1]
    )
    s.path(f"M-46 20{edge}Q30 40 12 40H-12Q-30 40-46 20z", d.light)
    s.line("".join(f"M0 38L{40 * cos(a):.1f} {16 + 46 * sin(a):.1f}" for a in ribs[1:-1]), d.ground, 2.6, opacity=0.6)
    s.disc(0, 14, 15, d.spark)
    s.disc(0, 14, 12, lighter(d.spark, 0.75))
    s.disc(-4, 9, 4, "#ffffff")


def _flame(s: Sketch, d: Dye) -> None:
    s.path(
        "M2-46C22-24 30-8 24 12 20 28 6 34-2 34-18 34-28 20-24 2-22-8-14-12-12-22-4-16-2-10-2-4 6-14 8-30 2-46z",
        d.spark,
    )
    s.path("M2-8C12 4 12 12 8 20 6 26 0 28-4 26-12 22-12 12-6 4-4 8-2 10 0 12 4 6 4-2 2-8z", d.light)
    for side in (-1, 1):
        with s.group(f"scale({side} 1)"):
            s.line("M6 47C26 44 38 30 42 6", d.light, 3.4)
            for x, y, turn in ((24, 38, 60), (33, 29, 45), (39, 18, 25), (42, 5, 10)):
                s.oval(x, y, 4, 8.5, d.light, transform=f"rotate({turn} {x} {y})")


def _pot(s: Sketch, d: Dye) -> None:
    s.path("M-38-2H38C38 26 22 40 0 40S-38 26-38-2z", d.light)
    s.rect(-46, -10, 92, 10, d.spark, 5)
    s.path("M-30-14Q0-34 30-14z", d.light)
    s.disc(0, -28, 6, d.spark)
    s.line("M-24 12l8 8 8-8 8 8 8-8 8 8 8-8", d.ground, 4)
    s.line("M-18-34q-8-8 0-14M18-34q8-8 0-14", d.spark, 4)


EMBLEMS: dict[str, Callable[[Sketch, Dye], None]] = {
    "bahr": _fish,
    "parkside": _ghaf,
    "saffron": _crocus,
    "afterdark": _lantern,
    "loulou": _pearl,
    "alder": _flame,
    "ada": _pot,
}


_DISC = "M240 8A232 232 0 1 1 239.9 8z"


def _star(points: int, inner: float) -> str:
    corners = (
        (
            240 + (232 if i % 2 == 0 else inner) * sin(pi * i / points),
            240 - (232 if i % 2 == 0 else inner) * cos(pi * i / points),
        )
        for i in range(2 * points)
    )
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "z"


def _scallop(number: int) -> str:
    spots = [(240 + 196 * sin(2 * pi * i / number), 240 - 196 * cos(2 * pi * i / number)) for i in range(number + 1)]
    arcs = "".join(f"A54 54 0 0 1 {x:.1f} {y:.1f}" for x, y in spots[1:])
    return f"M{spots[0][0]:.1f} {spots[0][1]:.1f}{arcs}z"


_BADGES: dict[str, str] = {
    "bahr": _DISC,
    "parkside": "M40 472V210A200 200 0 0 1 440 210V472z",
    "saffron": _star(8, 196),
    "afterdark": _DISC,
    "loulou": _scallop(14),
    "alder": "M240 8 448 120V360L240 472 32 360V120z",
    "ada": _star(16, 214),
}


def draw_crest(slug: str) -> str:
    """Return a brand's crest: its emblem on a badge of its own shape, nothing round it."""
    s, d = Sketch(CREST, CREST), DYES[slug]
    s.path(_BADGES[slug], d.ground)
    with s.group("translate(240 240) scale(0.9) translate(-240 -240)"):
        s.path(_BADGES[slug], "none", stroke=d.spark, stroke_width=7, stroke_linejoin="round")
    lift = 26 if slug == "parkside" else 0
    with s.group(f"translate(240 {240 + lift}) scale(3.05)"):
        EMBLEMS[slug](s, d)
    return s.svg()


def draw_cloth(slug: str) -> str:
    """Return a wide cloth in the brand's colours: flat, so that it stays small as a picture of points."""
    s, d = Sketch(CLOTH_WIDTH, CLOTH_HEIGHT), DYES[slug]
    s.rect(0, 0, CLOTH_WIDTH, CLOTH_HEIGHT, d.ground)
    quiet = Dye(d.ground, mix(d.ground, d.light, 0.22), mix(d.ground, d.spark, 0.4))
    shade = darker(d.ground, 0.16)
    for row in range(-1, 4):
        for column in range(-1, 9):
            x, y = column * _TILE + (_TILE // 2) * (row % 2), row * _TILE + _TILE // 2
            s.path(f"M{x} {y - 88}L{x + 88} {y} {x} {y + 88} {x - 88} {y}z", shade)
            loud = (column * 3 + row * 5) % 4 == 0
            with s.group(f"translate({x} {y}) scale({1.06 if loud else 0.9})"):
                EMBLEMS[slug](s, d if loud else quiet)
    return s.svg()
