"""Covers of the gardens in Dubai, Riyadh and Jeddah, and of the lawn by night."""

from app.demo.drawings.colours import darker
from app.demo.drawings.scenery import (
    HEIGHT,
    WIDTH,
    bench_row,
    bulbs,
    ghaf,
    glow,
    laid_table,
    lantern,
    palm,
    sky,
    stars,
    towers,
    water,
)
from app.demo.drawings.sketch import Sketch


def downtown(s: Sketch) -> None:
    """Early evening under the ghaf trees, the tallest tower lit behind them and the fountain up."""
    sky(s, "#123c3a", "#2b6a58", "#8fbf8e", "#f5d9a0", until=400)
    stars(s, 30, 130, "#f4ffe9")
    _tallest_tower(s)
    s.rect(0, 396, WIDTH, 144, s.down("#2b7a4d", "#17472f"))
    for x, y, scale, leaf in (
        (190, 470, 1.3, "#2f8a55"),
        (1260, 470, 1.36, "#2f8a55"),
        (-40, 500, 1.1, "#256f45"),
        (1490, 500, 1.1, "#256f45"),
    ):
        ghaf(s, x, y, scale, leaf)
    bulbs(s, 250, 176, 430, 44, 10)
    bulbs(s, 760, 176, 450, 44, 10)
    bench_row(s, 408, 720, "#f4efe2")
    for x in (240, 1200):
        laid_table(s, x, 424, 0.6, "#f4efe2", "#2b7a4d")


def _tallest_tower(s: Sketch) -> None:
    """The tower between its neighbours, and the fountain at its foot."""
    towers(
        s,
        (
            (470, 230, 46),
            (530, 190, 52),
            (596, 250, 50),
            (820, 236, 54),
            (886, 190, 44),
            (940, 262, 60),
            (1010, 222, 40),
        ),
        400,
        "#1f4f49",
        "#ffdf96",
    )
    s.path(
        "M682 400V300h10V224h9V160h7V104h6V58l6-50 6 50v46h6v56h7v64h9v76h10V400z",
        s.across("#f3efd9", "#c9d8c0", "#6f9385"),
    )
    s.line("M700 180V396M740 180V396M720 110V396", "#ffdf96", 4, stroke_dasharray="4 9")
    s.line(
        "M560 400Q600 250 650 396M880 400Q840 250 790 396M624 400Q660 300 690 398M816 400Q780 300 750 398",
        "#ffffff",
        7,
        opacity=0.65,
    )


def olaya(s: Sketch) -> None:
    """A walled garden in Riyadh in the morning, with the bridge-topped tower over the wall."""
    sky(s, "#bfe3df", "#eaf5e6", "#fdf3d6", until=380)
    s.disc(1080, 120, 62, "#ffffff", opacity=0.8)
    towers(
        s,
        (
            (300, 210, 60),
            (380, 170, 50),
            (450, 240, 70),
            (880, 220, 56),
            (950, 180, 44),
            (1010, 244, 64),
            (1100, 214, 50),
        ),
        380,
        "#b9cfc4",
        "#ffffff",
    )
    s.path(
        "M640 380C640 250 636 130 668 40H688C688 110 694 150 720 150S752 110 752 40H772C804 130 800 250 800 380z",
        s.across("#7ea898", "#a9cabb", "#6b9686"),
    )
    s.path("M668 40H772V54H668z", "#5d8878")
    s.path("M560 380L590 130 596 118 602 130 632 380z", "#8fb5a5")
    s.disc(596, 168, 14, "#f6d27a")
    s.rect(0, 330, WIDTH, 60, "#e2c9a0")
    s.path("".join(f"M{x} 330l20-24 20 24z" for x in range(0, 1440, 40)), "#e2c9a0")
    s.line("".join(f"M{x} 352h44M{x + 22} 372h44" for x in range(0, 1440, 74)), "#c9a878", 4)
    s.rect(0, 384, WIDTH, 156, s.down("#6fae5f", "#3c7d46"))
    for x, scale in ((150, 1.15), (1290, 1.2)):
        ghaf(s, x, 460, scale, "#4f9a58", "#7a5a3e")
    for x, colour in ((430, "#2b7a4d"), (1010, "#2b7a4d"), (720, "#ffffff")):
        _shade(s, x, colour)


def _shade(s: Sketch, x: int, colour: str) -> None:
    laid_table(s, x, 416, 0.62, "#fffaf0", "#e8a33d")
    s.line(f"M{x} 400V254", "#6b4a33", 8)
    s.path(
        f"M{x - 140} 272Q{x} 174 {x + 140} 272q-23-16-46 0-23-16-47 0-23-16-47 0-24-16-47 0-23-16-47 0-23-16-46 0z",
        colour,
    )
    s.path(
        f"M{x - 47} 272Q{x - 40} 216 {x} 216 {x + 40} 216 {x + 47} 272q-23-16-47 0-23-16-47 0z",
        "#f2c14e" if colour == "#ffffff" else "#d9ecc4",
    )


def jeddah(s: Sketch) -> None:
    """The corniche in the afternoon: the high jet of water, the white dome over the sea, jasmine in front."""
    sky(s, "#4aa3c4", "#9fd3dc", "#e9f6ee", until=330)
    s.path("M708 330C704 220 706 110 718 20 722 8 728 8 732 20 744 110 746 220 742 330z", "#ffffff", opacity=0.9)
    s.path(
        "M724 14C660 60 640 150 632 250 668 150 690 100 724 60 760 100 784 150 820 250 810 150 790 60 724 14z",
        "#ffffff",
        opacity=0.5,
    )
    towers(
        s,
        ((60, 220, 56), (130, 250, 70), (220, 190, 44), (1180, 240, 60), (1260, 200, 50), (1330, 256, 90)),
        330,
        "#7db4be",
        "#ffffff",
    )
    s.path("M980 330V272h150v58zM1154 330V150h16V330zM1154 150q8-34 16 0z", "#ffffff")
    s.path("M996 272q4-70 58-80 54 10 58 80z", "#d9eef0")
    s.path("M1050 196v-22h6v22z", "#e3b04b")
    water(s, 326, "#1f7f96", "#7cc4cb")
    s.path("M0 416Q720 372 1440 416V540H0z", s.down("#4f9d5a", "#256b3d"))
    for i in range(90):
        x, y = (i * 173) % 1440, 428 + (i * i * 11 + i * 29) % 73
        s.path(f"M{x} {y}q6-9 12 0q9-3 6 6q6 6-3 9q-3 9-9 3q-9 3-9-6q-6-6 3-12z", "#ffffff", opacity=0.95)
    palm(s, 250, 520, 300, "#2f7d4f")
    palm(s, 360, 520, 220, "#3c8f5b")
    palm(s, 1270, 520, 310, "#2f7d4f")
    laid_table(s, 720, 398, 0.66, "#fffaf0", "#2b7a4d")


def lawn(s: Sketch) -> None:
    """Night on the lawn: a crescent, strings of lights from the trees, long tables running towards us."""
    sky(s, "#0f0e25", "#1d1b38", "#3a3468", "#6a4f78", until=360)
    stars(s, 90, 260)
    s.path("M700 66a62 62 0 1 0 62 86 50 50 0 1 1-62-86z", "#ffeec4")
    for x, scale in ((60, 1.1), (260, 0.9), (1180, 0.95), (1390, 1.15)):
        ghaf(s, x, 380, scale, "#23305a", "#1a1730")
    s.rect(0, 356, WIDTH, 184, s.down("#24354a", "#101a2c"))
    for x, y, across, sag, number in (
        (60, 120, 620, 54, 13),
        (760, 120, 620, 54, 13),
        (230, 190, 490, 40, 10),
        (720, 190, 490, 40, 10),
    ):
        bulbs(s, x, y, across, sag, number, "#f2b84b")
    for left, right, near_left, near_right in ((600, 634, 470, 600), (704, 738, 656, 786), (806, 840, 840, 970)):
        s.path(f"M{left} 372H{right}L{near_right} 540H{near_left}z", s.down("#cdbfae", "#f5e9d4"))
        for i in range(6):
            t = ((i + 0.5) / 6) ** 1.5
            x = (left + right) / 2 + ((near_left + near_right) / 2 - (left + right) / 2) * t
            glow(s, x, 372 + 168 * t - 6, 2.5 + 5 * t, "#f2b84b")
    for x in (160, 420, 1020, 1280):
        lantern(s, x, 240 if x in {420, 1020} else 200, 0.85, "#0d0c20", "#f2b84b")
    s.rect(0, HEIGHT - 14, WIDTH, 14, darker("#101a2c", 0.4))
