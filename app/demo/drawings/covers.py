"""A cover for each restaurant: what one sees on arriving, in its brand's colours. The subject keeps to the middle."""

from collections.abc import Callable

from app.demo.drawings.covers_parkside import downtown, jeddah, lawn, olaya
from app.demo.drawings.covers_rooms import arcade_fire, courtyard, hearth, mirrors, peckham, promenade
from app.demo.drawings.scenery import (
    SEEN,
    WIDTH,
    glow,
    hills,
    palm,
    scales,
    sky,
    stars,
    towers,
    water,
)
from app.demo.drawings.sketch import Sketch

# The mountains behind Mutrah, from left to right.
_FAR_RIDGE = tuple(
    zip(
        (0, 120, 230, 360, 500, 640, 790, 960, 1120, 1270, 1440),
        (240, 150, 226, 120, 236, 160, 252, 176, 236, 130, 220),
        strict=True,
    )
)
_NEAR_RIDGE = tuple(
    zip(
        (0, 140, 260, 420, 560, 700, 860, 1050, 1200, 1330, 1440),
        (300, 226, 300, 204, 300, 262, 316, 262, 312, 240, 280),
        strict=True,
    )
)


def mutrah(s: Sketch) -> None:
    """Mutrah at dusk: the fort on its rock, white houses along the corniche, dhows coming in."""
    sky(s, "#12486a", "#3f7f96", "#f2a679", "#ffd9ae", until=350)
    stars(s, 36, 150)
    s.disc(1064, 150, 44, "#fff0cf")
    hills(s, _FAR_RIDGE, 360, "#7d6473")
    hills(s, _NEAR_RIDGE, 370, "#5b4558")
    s.path("M372 214v-54h26v-20h24v20h34v-20h24v20h26v54z", "#e2bf94")
    s.path("M398 190v-16q8-10 16 0v16zM456 190v-16q8-10 16 0v16z", "#5b4558")
    houses = [(x, 308 + (x * 13) % 26, 52 + (x * 7) % 26) for x in range(0, 1440, 76)]
    s.path("".join(f"M{x} 372V{y}h{w}V372z" for x, y, w in houses), "#fbf3e6")
    s.path("".join(f"M{x + 9} {y + 12}h9v16h-9zm22 0h9v16h-9z" for x, y, _ in houses), "#f4a24c")
    s.path("M1064 372V300h96v72zM1186 372V228h20V372zM1186 228q10-34 20 0z", "#fbf3e6")
    s.path("M1076 300q2-56 36-64 34 8 36 64z", "#3fa3a8")
    water(s, 366, "#0b4f6c", "#5d93a0", "#ffe0b8")
    for x, y, scale in ((700, 404, 1.25), (300, 398, 0.6), (1190, 400, 0.7)):
        _dhow(s, x, y, scale)
    scales(s, 406, 5, ("#0e6079", "#083a50"))


def _dhow(s: Sketch, x: int, y: int, scale: float) -> None:
    with s.group(f"translate({x} {y}) scale({scale})"):
        s.path("M-118-16Q-80 34 0 34 90 34 132-40L98-8H-96z", "#5c3821")
        s.path("M-96-8H98l8-9H-104z", "#ff7f51")
        s.line("M-6-6V-166M-78-8l14-92", "#3b2415", 6)
        s.path("M2-164Q118-96 96-20H2zM-62-100Q-14-62-20-18h-56z", "#fff4e0")
        s.path("M2-164Q60-130 84-80L2-100z", "#ffdcb8")


def jumeirah(s: Sketch) -> None:
    """The beach an hour before sunset: the great wheel behind, parasols, the grill and its smoke in the sand."""
    sky(s, "#2c7fa0", "#8cc6c9", "#ffe3b0", "#ffc08a", until=330)
    glow(s, 720, 252, 46, "#ffd58a")
    s.line("M1060 178m-112 0a112 112 0 1 0 224 0a112 112 0 1 0-224 0", "#0f4a63", 9)
    s.line(
        "".join(
            f"M1060 178L{1060 + x} {178 + y}"
            for x, y in ((112, 0), (79, 79), (0, 112), (-79, 79), (-112, 0), (-79, -79), (0, -112), (79, -79))
        ),
        "#0f4a63",
        3,
    )
    s.line("M1060 178L1010 330M1060 178L1110 330", "#0f4a63", 10)
    towers(
        s,
        (
            (40, 150, 44),
            (92, 96, 50),
            (150, 176, 60),
            (226, 120, 40),
            (276, 190, 58),
            (344, 150, 44),
            (1220, 190, 56),
            (1290, 130, 48),
            (1350, 176, 66),
        ),
        330,
        "#3f7288",
        "#ffe3b0",
    )
    water(s, 326, "#17708a", "#7fc0c0", "#fff3d8")
    s.path("M0 384Q360 346 720 372T1440 362V540H0z", s.down("#f7dcae", "#e0b57c"))
    s.path("M0 384Q360 346 720 372T1440 362v12Q1080 344 720 384T0 396z", "#fffaf0", opacity=0.7)
    for x, one, two in ((250, "#ff7f51", "#fff4e0"), (1170, "#0b4f6c", "#fff4e0"), (470, "#0b4f6c", "#fff4e0")):
        _parasol(s, x, 352, one, two)
    _grill(s, 760, 400)
    palm(s, 60, 540, 320, "#1d5f56")
    palm(s, 1390, 540, 350, "#1d5f56")


def _parasol(s: Sketch, x: int, y: int, one: str, two: str) -> None:
    s.line(f"M{x} {y - 60}V{y + 96}", "#8a6848", 8)
    s.path(f"M{x - 118} {y}Q{x - 90} {y - 86} {x} {y - 92}Q{x + 90} {y - 86} {x + 118} {y}z", one)
    s.path(
        f"M{x - 64} {y}Q{x - 50} {y - 76} {x} {y - 92}Q{x - 14} {y - 50} {x - 14} {y}zM{x + 14} {y}Q{x + 14} {y - 50} {x} {y - 92}Q{x + 50} {y - 76} {x + 64} {y}z",
        two,
    )
    s.oval(x, y + 98, 74, 10, "#c99a63", opacity=0.7)
    s.rect(x - 58, y + 66, 116, 9, "#fffaf0", 4)


def _grill(s: Sketch, x: int, y: int) -> None:
    s.line(
        f"M{x - 50} {y - 66}q-24-34 4-60t0-66M{x + 6} {y - 66}q-24-34 4-60t0-66M{x + 60} {y - 66}q-24-34 4-60t0-66",
        "#ffffff",
        9,
        opacity=0.5,
    )
    s.line(f"M{x - 90} {y}l-22 74M{x + 90} {y}l22 74", "#2a2430", 9)
    s.path(f"M{x - 130} {y - 30}H{x + 130}L{x + 104} {y + 22}H{x - 104}z", "#2a2430")
    s.path(f"M{x - 118} {y - 30}H{x + 118}l-6 14H{x - 112}z", "#ff7f51")
    s.rect(x - 138, y - 40, 276, 8, "#6d6875", 4)
    for fish in (-84, 0, 84):
        s.path(f"M{x + fish - 34} {y - 50}q22-24 52-4l16-12q-6 14 0 26l-16-10q-30 18-52 0z", "#5d8a96")


def bay(s: Sketch) -> None:
    """The bay from a brunch table: pale sky, the two sails with their turbines, a scalloped awning above."""
    sky(s, "#fbd3dd", "#ffe9e2", "#fff6ea", until=350)
    s.disc(720, 210, 92, "#ffffff", opacity=0.75)
    for side in (-1, 1):
        with s.group(f"translate({720 + side * 78} 350) scale({side} 1)"):
            s.path("M-40 0C-40-130-10-236 26-270 38-170 46-80 46 0z", s.across("#c78aa5", "#efb9c8"))
            s.line("M-36-40H46M-30-90H43M-20-140H38M-6-190H33", "#fff6f2", 4, opacity=0.7)
    for y in (140, 196, 252):
        s.line(f"M690 {y}H750", "#7a3b69", 5)
        s.line(f"M720 {y}m0-24v48M720 {y}m-20 12l40-24", "#ffffff", 4)
    towers(
        s,
        (
            (60, 270, 50),
            (120, 236, 44),
            (176, 286, 66),
            (270, 250, 46),
            (340, 296, 70),
            (980, 290, 60),
            (1060, 244, 44),
            (1120, 280, 74),
            (1240, 226, 50),
            (1310, 276, 80),
        ),
        350,
        "#dda0b6",
        "#fff6f2",
    )
    water(s, 346, "#e2a4b6", "#f7d4da", "#ffffff")
    s.path("".join(f"M{x} 0h120v58a60 46 0 0 1-120 0z" for x in range(0, 1440, 240)), "#f49fb6")
    s.path("".join(f"M{x} 0h120v58a60 46 0 0 1-120 0z" for x in range(120, 1440, 240)), "#fff6f2")
    s.rect(0, 0, WIDTH, 20, "#7a3b69")
    s.rect(0, 402, WIDTH, 138, s.down("#fffdf9", "#f1dcd8"))
    s.rect(0, 396, WIDTH, 10, "#7a3b69")
    with s.group("translate(0 -52)"):
        for x in (380, 1010):
            _stack(s, x)
        for x in (600, 830):
            _cup(s, x)
        for x in (120, 1310):
            _vase(s, x)


def _stack(s: Sketch, x: int) -> None:
    s.oval(x, 470, 96, 15, "#f0d3d0")
    for i in range(4):
        s.oval(x, 460 - i * 17, 74 - i * 3, 15, "#c98a4b")
        s.oval(x, 455 - i * 17, 74 - i * 3, 13, "#f3c883")
    s.path(f"M{x - 40} 402q40-18 80 0l6 30q-10 10-18-4-6 24-20 4-12 12-22-2-12 8-26-28z", "#b5446e")
    s.path(f"M{x} 396c-18-8-16-26-2-26 16 0 18 18 2 26z", "#e8577e")


def _cup(s: Sketch, x: int) -> None:
    s.oval(x, 474, 66, 11, "#f0d3d0")
    s.path(f"M{x - 42} 416H{x + 42}Q{x + 40} 470 {x} 470T{x - 42} 416z", "#ffffff")
    s.line(f"M{x + 40} 426q28-2 24 18t-32 16", "#ffffff", 8)
    s.oval(x, 417, 42, 9, "#8a5a44")
    s.line(f"M{x - 12} 396q-12-16 0-30M{x + 12} 396q-12-16 0-30", "#ffffff", 5, opacity=0.8)


def _vase(s: Sketch, x: int) -> None:
    s.path(f"M{x - 20} 400H{x + 20}Q{x + 44} 450 {x} 474 {x - 44} 450 {x - 20} 400z", "#7a3b69")
    for dx, dy, colour in ((-34, -70, "#e8577e"), (0, -100, "#f49fb6"), (36, -66, "#fff6f2")):
        s.line(f"M{x} 402L{x + dx} {402 + dy}", "#6f9a6a", 5)
        for turn in range(0, 360, 60):
            s.oval(x + dx, 402 + dy - 13, 9, 13, colour, transform=f"rotate({turn} {x + dx} {402 + dy})")
        s.disc(x + dx, 402 + dy, 8, "#f6c453")


COVERS: dict[str, Callable[[Sketch], None]] = {
    "BHR-MUT": mutrah,
    "BHR-JBR": jumeirah,
    "DT01": downtown,
    "PKR-RUH": olaya,
    "PKR-JED": jeddah,
    "Parkers-Events-2": lawn,
    "SFH-DXB": courtyard,
    "SFH-AUH": promenade,
    "LOU-BAH": bay,
    "LOU-KWT": mirrors,
    "ALD-SHO": hearth,
    "ALD-DOH": arcade_fire,
    "ADA-PEC": peckham,
}


def draw_cover(branch_code: str) -> str:
    """Return the cover of the branch's page."""
    s = Sketch(WIDTH, SEEN)
    COVERS[branch_code](s)
    return s.svg()
