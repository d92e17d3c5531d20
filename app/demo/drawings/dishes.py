"""A dish of each brand, seen from above on its own cloth."""

from collections.abc import Callable
from math import cos, degrees, pi, sin, sqrt

from app.demo.drawings.colours import darker, lighter, mix
from app.demo.drawings.crests import DYES, Dye
from app.demo.drawings.sketch import Sketch

DISH_WIDTH, DISH_HEIGHT = 800, 600
_X, _Y = 400, 300


def _plate(s: Sketch, rim: str, well: str, r: int = 236) -> None:
    s.disc(_X + 8, _Y + 16, r, "#17102a", opacity=0.22)
    s.disc(_X, _Y, r, rim)
    s.disc(_X, _Y, r - 14, "none", stroke=darker(rim, 0.14), stroke_width=4)
    s.disc(_X, _Y, r - 52, well)
    s.disc(_X, _Y, r - 52, "none", stroke=darker(rim, 0.18), stroke_width=3)


def _ring(number: int, r: float, turn: float = 0.0) -> list[tuple[int, int, int]]:
    """Points on a circle round the plate's middle, with their direction in degrees."""
    angles = [2 * pi * i / number + turn for i in range(number)]
    return [(round(_X + r * cos(a)), round(_Y + r * sin(a)), round(degrees(a))) for a in angles]


def _strewn(number: int, r: float) -> list[tuple[int, int]]:
    """Points spread evenly over the plate, as the seeds of a sunflower are."""
    return [
        (round(_X - 7 + r * sqrt(i / number) * cos(2.399963 * i)), round(_Y + r * sqrt(i / number) * sin(2.399963 * i)))
        for i in range(number)
    ]


def _lemon(s: Sketch, x: float, y: float, r: float) -> None:
    s.disc(x, y, r, "#f2c230")
    s.disc(x, y, r - 5, "#fff3b8")
    for turn in range(0, 360, 60):
        s.path(
            f"M{x} {y - 3}l{r * 0.36:.0f}-{r * 0.62:.0f}h-{r * 0.72:.0f}z",
            "#f7d95a",
            transform=f"rotate({turn} {x} {y})",
        )


def _leaf(s: Sketch, x: float, y: float, turn: float, colour: str = "#3f8a4d") -> None:
    s.path(f"M{x} {y}q16-20 38-4q-16 18-38 4z", colour, transform=f"rotate({turn} {x} {y})")


def _kingfish(s: Sketch, d: Dye) -> None:
    _plate(s, "#f4f9f9", lighter(d.ground, 0.72))
    with s.group("rotate(-24 400 300)"):
        s.path(
            "M220 300Q300 212 440 268L520 232Q502 300 520 368L440 332Q300 388 220 300z",
            s.down("#4f7d8a", "#d5e3e5", "#7fa3ad"),
        )
        s.line("M306 262q18 38 0 76M346 256q18 44 0 88M386 262q16 38 0 76", "#6b3a22", 9, opacity=0.75)
        s.disc(258, 290, 8, "#17303a")
    for x, y in ((292, 410), (340, 428), (520, 190)):
        _lemon(s, x, y, 32)
    for x, y, turn in _ring(9, 150, 0.4):
        _leaf(s, x, y, turn)


def _skewers(s: Sketch, d: Dye) -> None:
    _plate(s, "#fffaf0", "#efe3cb")
    for i, y in enumerate((226, 300, 374)):
        s.line(f"M214 {y + 22}L588 {y - 22}", "#8a6848", 7)
        for n in range(7):
            x, cy = 262 + n * 46, y + 15 - n * 5.4
            colour = ("#b5642d", d.ground, "#c9432f")[(n + i) % 3] if n % 2 else "#b5642d"
            s.rect(
                x - 21,
                cy - 21,
                42,
                42,
                s.down(lighter(colour, 0.2), darker(colour, 0.2)),
                12,
                transform=f"rotate(-7 {x} {cy})",
            )
            s.line(f"M{x - 10} {cy - 12}l14 22", darker(colour, 0.45), 4, opacity=0.6)
    for x, y, turn in _ring(12, 168):
        _leaf(s, x, y, turn + 40, "#4f9a58")


def _machboos(s: Sketch, d: Dye) -> None:
    _plate(s, "#fff0cc", "#f3c873", 246)
    inside = _strewn(300, 180)
    s.path("".join(f"M{x} {y}q7-7 15 0q-7 6-15 0z" for x, y in inside[::2]), "#fff3cf")
    s.path("".join(f"M{x} {y}q7-7 15 0q-7 6-15 0z" for x, y in inside[1::2]), d.spark)
    for x, y, turn in ((360, 270, -20), (446, 286, 30), (396, 352, 5)):
        s.path(
            f"M{x - 58} {y}q0-48 60-46 60 4 56 46-6 42-60 42-58 0-56-42z",
            s.down("#9a5a34", "#5c2f1c"),
            transform=f"rotate({turn} {x} {y})",
        )
        s.line(f"M{x - 30} {y - 8}q30-20 60 0", "#d9a066", 5, opacity=0.7)
    for x, y, _ in _ring(14, 132, 0.2):
        s.disc(x, y, 7, "#b5173a")
        s.disc(x - 2, y - 2, 2.4, "#ffb3c0")
    for x, y, turn in _ring(7, 96, 0.6):
        s.oval(x, y, 14, 7, "#e8c79a", transform=f"rotate({turn} {x} {y})")


def _sweets(s: Sketch, d: Dye) -> None:
    _plate(s, "#f5e9d4", "#3a3468")
    for row in range(-2, 3):
        for column in range(-2, 3):
            x, y = _X + (column - row) * 46, _Y + (column + row) * 34
            if (x - _X) ** 2 + (y - _Y) ** 2 > 168**2:
                continue
            s.path(f"M{x} {y - 32}l42 32-42 32-42-32z", s.down("#f2c26b", "#b5752a"))
            s.path(f"M{x} {y - 18}l24 18-24 18-24-18z", "#8fae4a")
            s.line(f"M{x - 30} {y}l30 23 30-23", "#8a5320", 4, opacity=0.6)
    for x, y, turn in _ring(10, 206):
        s.oval(x, y, 19, 11, "#5a2f1a", transform=f"rotate({turn + 90} {x} {y})")
        s.disc(x, y, 4, d.spark)


def _shakshuka(s: Sketch, d: Dye) -> None:
    s.rect(590, 276, 190, 46, "#2a2430", 20)
    s.disc(_X + 8, _Y + 16, 224, "#17102a", opacity=0.25)
    s.disc(_X, _Y, 224, "#2a2430")
    s.disc(_X, _Y, 200, s.slant("#d8472f", "#a82a20"))
    for x, y, r in ((330, 240, 62), (462, 250, 58), (346, 366, 56), (468, 372, 60)):
        s.path(
            f"M{x - r} {y}q-4-{r} {r} -{r - 4} {r + 6}-4 {r + 4} {r - 6}q4 {r + 2}-{r} {r}-{r} 4-{r + 4}-{r - 10}z",
            "#fffaf2",
        )
        s.disc(x + 4, y + 2, r * 0.42, "#f6a821")
        s.disc(x - 4, y - 7, r * 0.13, "#ffe3a0")
    for x, y, turn in _ring(13, 168, 0.3):
        _leaf(s, x, y, turn + 70)
    for x, y, _ in _ring(16, 116, 0.1):
        s.path(f"M{x - 9} {y - 7}h18v14h-18z", lighter(d.ground, 0.9))


def _ribeye(s: Sketch, d: Dye) -> None:
    _plate(s, "#efe6d8", "#4a4239", 244)
    for i in range(6):
        x = 262 + i * 48
        s.path(f"M{x} 236q34-26 54 6 14 46-4 96-20 26-48 6-12-54-2-108z", "#3a1f16")
        s.path(f"M{x + 8} 246q24-18 38 6 10 40-4 78-14 18-32 4-8-44-2-88z", s.down("#d9655a", "#b03a3a"))
        s.line(f"M{x + 16} 268q10 12 6 34M{x + 30} 262q8 20 2 46", "#f2c4b4", 3)
    s.disc(530, 400, 40, "#f7e3a4")
    s.path("M512 392h36v22h-36z", "#f2cf6b")
    for x, y in ((276, 404), (338, 424), (404, 430)):
        s.path(f"M{x - 30} {y}q4-36 34-36t28 36q-30 16-62 0z", "#8a5320")
        s.line(f"M{x - 14} {y - 6}l12-16M{x + 4} {y - 6}l10-16", "#e8c79a", 4)
    for x, y, turn in _ring(8, 148, -1.2):
        _leaf(s, x, y, turn, mix(d.spark, "#3f8a4d", 0.9))


def _jollof(s: Sketch, d: Dye) -> None:
    _plate(s, "#fff4dc", "#e2574c", 240)
    inside = _strewn(300, 174)
    s.path("".join(f"M{x} {y}q7-6 14 0q-7 6-14 0z" for x, y in inside[::2]), "#f0854a")
    s.path("".join(f"M{x} {y}q7-6 14 0q-7 6-14 0z" for x, y in inside[1::2]), "#c2392f")
    for x, y, turn in _ring(9, 128, 0.2):
        s.oval(x, y, 34, 18, "#8a4a1c", transform=f"rotate({turn + 60} {x} {y})")
        s.oval(x, y, 28, 13, d.spark, transform=f"rotate({turn + 60} {x} {y})")
    s.path("M340 300q-6-70 66-66 66 6 62 62-6 60-66 58-58-4-62-54z", s.down("#c98a4b", "#7a4423"))
    s.line("M372 282q30-26 64-8M368 312q30-16 70 0", "#f0c48a", 5, opacity=0.7)


_DISHES: dict[str, Callable[[Sketch, Dye], None]] = {
    "bahr": _kingfish,
    "parkside": _skewers,
    "saffron": _machboos,
    "afterdark": _sweets,
    "loulou": _shakshuka,
    "alder": _ribeye,
    "ada": _jollof,
}


def draw_dish(slug: str) -> str:
    """Return the brand's dish."""
    s, d = Sketch(DISH_WIDTH, DISH_HEIGHT), DYES[slug]
    s.rect(0, 0, DISH_WIDTH, DISH_HEIGHT, s.slant(lighter(d.ground, 0.1), darker(d.ground, 0.12)))
    woven = "".join(
        f"M{x} {y}l16 16-16 16-16-16z" for i, y in enumerate(range(-10, 620, 42)) for x in range(21 * (i % 2), 820, 42)
    )
    s.path(woven, d.spark, opacity=0.16)
    _DISHES[slug](s, d)
    return s.svg()
