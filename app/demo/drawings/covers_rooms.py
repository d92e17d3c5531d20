"""Covers seen from within: the courtyard, the promenade, the mirrors, the hearths, and Ada's table."""

from app.demo.drawings.colours import darker, lighter, mix
from app.demo.drawings.crests import DYES, EMBLEMS
from app.demo.drawings.scenery import (
    WIDTH,
    arcade,
    glow,
    laid_table,
    lantern,
    sky,
    stars,
    towers,
    water,
)
from app.demo.drawings.sketch import Sketch


def courtyard(s: Sketch) -> None:
    """A merchant's courtyard at lamp-lighting: wind towers over the wall, the fountain in the middle."""
    sky(s, "#3a1030", "#8c2a3a", "#ec8a3c", "#ffcf7a", until=470)
    stars(s, 30, 110, "#ffe7b0")
    for x in (330, 1030):
        s.path(f"M{x} 330V120h84V330z", "#a5512f")
        s.path(f"M{x + 8} 136h14v70h-14zm27 0h14v70h-14zm27 0h14v70h-14z", "#5c1f1c")
        s.path(f"M{x - 6} 112h96v14h-96zM{x + 12} 100l10-16 10 16zm25 0l10-16 10 16zm25 0l10-16 10 16z", "#c46a3a")
    s.rect(0, 296, WIDTH, 180, "#b86a38")
    s.path("".join(f"M{x} 296v-22h26v22z" for x in range(0, 1440, 52)), "#b86a38")
    for x in range(60, 1440, 120):
        s.path(
            f"M{x} 440V370Q{x} 340 {x + 30} 330 {x + 60} 340 {x + 60} 370V440z",
            "#ffcf7a" if x // 120 % 2 else "#7a2f22",
        )
    arcade(s, 3, "#6b0f1a", foot=436, pillar=0.2)
    s.path("M0 436H1440V540H0z", s.down("#8c3a24", "#4a0d16"))
    s.line(
        "".join(f"M{720 + (x - 720) * 0.62:.0f} 438L{x} 540" for x in range(-360, 1900, 120)), "#c46a3a", 3, opacity=0.5
    )
    with s.group("translate(0 -46)"):
        _fountain(s)
    for x in (240, 1200):
        laid_table(s, x, 422, 0.6, "#ffe7b0", "#c2452d")
    for x in (240, 720, 1200):
        lantern(s, x, 110, 0.82, "#3a0a10", "#f0a30a")


def _fountain(s: Sketch) -> None:
    s.line(
        "M720 420Q676 330 640 440M720 420Q764 330 800 440M720 420Q700 330 676 452M720 420Q740 330 764 452",
        "#fff4d8",
        5,
        opacity=0.85,
    )
    s.path("M600 452H840L812 506H628z", "#e0a15a")
    s.oval(720, 452, 120, 18, "#3f8f96")
    s.path("M706 452h28l-6-44h-16z", "#ffe7b0")
    s.oval(720, 408, 34, 8, "#ffe7b0")


def promenade(s: Sketch) -> None:
    """The island's promenade through the house's arches: glass towers, their lights in the water."""
    sky(s, "#24123c", "#6b2a4a", "#e8894a", "#ffd08a", until=360)
    blocks = (
        (90, 150, 66),
        (170, 96, 58),
        (244, 190, 70),
        (330, 130, 54),
        (540, 170, 70),
        (626, 70, 64),
        (706, 120, 72),
        (796, 60, 60),
        (876, 160, 70),
        (1080, 140, 60),
        (1156, 84, 66),
        (1240, 180, 72),
        (1330, 120, 60),
    )
    towers(s, blocks, 360, "#4a2348", "#ffd88a")
    water(s, 356, "#3a1030", "#a84a4a", "#ffd88a")
    reflections = "".join(f"M{x + w / 2:.0f} 364v{(360 - y) / 3:.0f}" for x, y, w in blocks)
    s.line(reflections, "#ffd88a", 12, stroke_dasharray="10 14", opacity=0.35)
    arcade(s, 5, "#7a1622", foot=446, pillar=0.16)
    s.path("M0 446H1440V540H0z", "#3a0a10")
    diamonds = "".join(f"M{x} 12l16 16-16 16-16-16z" for x in range(24, 1440, 48))
    s.path(diamonds, "none", stroke="#f0a30a", stroke_width=3)
    for x in (288, 576, 864, 1152):
        lantern(s, x, 150, 0.7, "#f0a30a", "#ffe7b0")
    for x in (432, 1008):
        laid_table(s, x, 414, 0.52, "#ffe7b0", "#c2452d")


def mirrors(s: Sketch) -> None:
    """A small room of mirrors; the largest has caught the towers on the other shore."""
    s.rect(0, 0, WIDTH, 540, s.down("#e88ba6", "#f4b3c2"))
    s.line("".join(f"M{x} 0V400" for x in range(20, 1440, 60)), "#dd7e9b", 12, opacity=0.5)
    for x, y, rx, ry in (
        (720, 196, 190, 176),
        (360, 206, 118, 146),
        (1080, 206, 118, 146),
        (110, 200, 84, 110),
        (1330, 200, 84, 110),
    ):
        s.oval(x, y, rx + 16, ry + 16, "#7a3b69")
        s.oval(x, y, rx + 8, ry + 8, "#f6d28b")
        s.oval(x, y, rx, ry, s.down("#cfe9ec", "#fdeef0", "#f7c9d4"))
        s.path(
            f"M{x - rx * 0.5:.0f} {y + ry * 0.5:.0f}L{x + rx * 0.3:.0f} {y - ry * 0.7:.0f}h{rx * 0.24:.0f}L{x - rx * 0.26:.0f} {y + ry * 0.62:.0f}z",
            "#ffffff",
            opacity=0.45,
        )
    _kuwait_towers(s)
    s.rect(0, 396, WIDTH, 144, "#fff6f2")
    s.path("".join(f"M{x} 396h60v60h-60zM{x + 60} 456h60v84h-60z" for x in range(0, 1440, 120)), "#f1cfd6")
    for x in (300, 720, 1140):
        laid_table(s, x, 406, 0.6, "#fffdf9", "#e8577e")


def _kuwait_towers(s: Sketch) -> None:
    for x, top, balls in ((690, 60, ((150, 30), (232, 22))), (770, 110, ((212, 34),)), (640, 176, ())):
        s.path(f"M{x - 7} 350L{x} {top} {x + 7} 350z", "#a8527c")
        for y, r in balls:
            s.disc(x, y, r, s.slant("#7fc3cf", "#3f7f9a"))
            s.line(
                f"M{x - r + 5} {y - 6}h{2 * r - 10}M{x - r + 4} {y + 7}h{2 * r - 8}",
                "#e9f6f7",
                3,
                stroke_dasharray="5 6",
            )


def _bricks(s: Sketch, colour: str, until: int) -> None:
    s.rect(0, 0, WIDTH, until, colour)
    courses = range(0, until, 27)
    s.line("".join(f"M0 {y}H{WIDTH}" for y in courses), darker(colour, 0.35), 3, opacity=0.55)
    joints = "".join(f"M{x + 36 * (i % 2)} {y}v27" for i, y in enumerate(courses) for x in range(0, WIDTH, 72))
    s.line(joints, darker(colour, 0.35), 3, opacity=0.45)


def hearth(s: Sketch) -> None:
    """A railway arch in London, a fire at the end of it and stools along the counter."""
    _bricks(s, "#6a4032", 420)
    s.path("M250 420V250Q250 20 720 20T1190 250V420z", "#2e2a25")
    voussoirs = "M250 420V250Q250 20 720 20T1190 250V420"
    s.path(voussoirs, "none", stroke="#8a5540", stroke_width=44, stroke_dasharray="34 5")
    s.path("M520 420V300Q520 180 720 180T920 300V420z", "#17130f")
    s.disc(720, 360, 240, "#c8553d", opacity=0.16)
    s.disc(720, 370, 150, "#f2a54a", opacity=0.2)
    _fire(s, 720, 420, 1.35)
    s.path("M540 420h60l-20-22h-30zM840 420h60l-10-20h-30z", "#7a4a30")
    for x in (400, 560, 880, 1040):
        s.line(f"M{x} 0V150", "#17130f", 4)
        s.path(f"M{x - 34} 178Q{x - 30} 142 {x} 142 {x + 30} 142 {x + 34} 178z", "#c8553d")
        glow(s, x, 184, 9, "#ffd27a")
    s.rect(0, 412, WIDTH, 128, s.down("#4a3a2c", "#241d17"))
    s.rect(180, 404, 1080, 24, "#a9744a", 6)
    for x in range(260, 1240, 115):
        s.oval(x, 470, 40, 10, "#c8553d")
        s.line(f"M{x - 22} 476l-10 64M{x + 22} 476l10 64M{x - 28} 514h56", "#17130f", 6)
    for x in (330, 500, 940, 1110):
        _loaf(s, x, 402)


def _fire(s: Sketch, x: float, foot: float, scale: float) -> None:
    with s.group(f"translate({x:g} {foot:g}) scale({scale:g})"):
        s.path(
            "M-92 0Q-110-60-70-96-66-66-50-60-60-118-8-160-14-118 22-96 34-110 30-136 84-92 76-40 96-20 92 0z",
            "#c8553d",
        )
        s.path("M-62 0Q-72-40-42-66-38-44-24-42-28-84 4-108 4-76 28-62 36-72 34-84 62-50 50-24 62 0z", "#f2a54a")
        s.path("M-30 0Q-34-24-16-38-10-24-4-24-4-48 10-58 14-36 26-28 34-14 30 0z", "#fff0c2")
        s.path("M-110 0l200-22 6 18-196 24zM110 0L-90-22l-6 18 196 24z", "#5a3a26")


def _loaf(s: Sketch, x: float, foot: float) -> None:
    s.path(f"M{x - 46} {foot}Q{x - 56} {foot - 44} {x} {foot - 46}T{x + 46} {foot}z", "#c98a4b")
    s.line(f"M{x - 24} {foot - 14}l12-22M{x} {foot - 14}l12-24M{x + 24} {foot - 14}l8-18", "#f0cf96", 5)


def arcade_fire(s: Sketch) -> None:
    """A white arcade in Doha: carved screens, the city's bay beyond, and the fire behind the middle arch."""
    sky(s, "#2f4a66", "#7f9fae", "#f0d9b8", until=400)
    towers(
        s,
        (
            (70, 190, 60),
            (150, 150, 50),
            (330, 220, 60),
            (410, 170, 46),
            (980, 180, 54),
            (1050, 130, 50),
            (1230, 200, 64),
            (1320, 150, 56),
        ),
        400,
        "#5f7f92",
        "#ffe3b0",
    )
    s.path("M250 400V210Q250 130 276 96 302 130 302 210V400z", s.across("#4a6a80", "#8fb0bd"))
    water(s, 396, "#3f6478", "#8fb0b4")
    s.rect(560, 60, 320, 430, "#2e2a25")
    glow(s, 720, 400, 70, "#c8553d")
    _fire(s, 720, 436, 1.15)
    arcade(s, 5, "#efe6d8", foot=440, pillar=0.24)
    screen = "".join(f"M{x} {y}l11 11-11 11-11-11z" for y in range(12, 60, 26) for x in range(14, 1440, 28))
    s.path(screen, "#cdbfa8")
    s.path("M0 440H1440V540H0z", s.down("#d9ccb6", "#a8977c"))
    s.line("".join(f"M{720 + (x - 720) * 0.7:.0f} 442L{x} 540" for x in range(-200, 1700, 100)), "#a8977c", 3)
    for x in (288, 1152):
        laid_table(s, x, 424, 0.5, "#2e2a25", "#c8553d")


def peckham(s: Sketch) -> None:
    """Wax-print on the wall and one pot on the table: enough for everybody."""
    d = DYES["ada"]
    s.rect(0, 0, WIDTH, 540, d.ground)
    for row in range(4):
        for column in range(-1, 10):
            x, y = column * 160 + 80 * (row % 2), 60 + row * 120
            for r, colour in (
                (66, darker(d.ground, 0.2)),
                (50, d.spark),
                (38, d.ground),
                (24, "#e2574c"),
                (11, d.light),
            ):
                s.disc(x, y, r, colour)
            for turn in range(0, 360, 45):
                s.oval(x, y - 58, 4, 9, d.light, transform=f"rotate({turn} {x} {y})")
    s.disc(720, 286, 236, d.ground)
    s.disc(720, 286, 222, "none", stroke=d.spark, stroke_width=8)
    s.rect(0, 420, WIDTH, 120, s.down("#f6ae2d", "#c77f12"))
    s.rect(0, 412, WIDTH, 14, lighter("#f6ae2d", 0.4))
    s.oval(720, 430, 230, 26, mix("#c77f12", "#17102a", 0.3), opacity=0.5)
    with s.group("translate(720 300) scale(3.4)"):
        EMBLEMS["ada"](s, d._replace(light="#fff4dc", ground="#5a2a83"))
    for x in (300, 470, 970, 1140):
        s.oval(x, 452, 74, 20, "#ffffff")
        s.path(f"M{x - 52} 448Q{x} 396 {x + 52} 448z", "#e2574c")
        s.path("".join(f"M{x - 36 + i * 12} {438 - (i % 3) * 7}h7v4h-7z" for i in range(7)), "#ffd9a0")
