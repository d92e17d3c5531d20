"""The banners of the storefronts' home pages: Lagos in the morning, Muscat's terminal, the club at night."""

from app.demo.drawings.colours import darker, lighter
from app.demo.drawings.look import Look
from app.demo.drawings.products import SHAPES, Picture
from app.demo.drawings.sketch import Sketch

WIDTH, HEIGHT = 1600, 640


def _put(s: Sketch, picture: Picture, x: float, floor: float, scale: float) -> None:
    """Stand a product with its foot's middle at (x, floor)."""
    look: Look = picture.look
    with s.group(f"translate({x - 320 * scale:.0f} {floor - 536 * scale:.0f}) scale({scale})"):
        SHAPES[picture.shape](s, look)


def lagos() -> str:
    """Return the market street: lagoon bridge behind, a yellow danfo, umbrellas, heaps and cloth in front."""
    s = Sketch(WIDTH, HEIGHT)
    s.rect(0, 0, WIDTH, 420, s.down("#ffd27a", "#ffb08a", "#ffe3c4"))
    s.disc(1010, 210, 92, "#fff1c2")
    s.disc(1010, 210, 130, "#fff1c2", opacity=0.35)
    _towers(s)
    s.rect(0, 352, WIDTH, 80, s.down("#8fc4c0", "#5ba3a6"))
    s.line("M60 372h120M420 384h160M760 368h90M1180 380h140", "#fff", 4, opacity=0.5)
    _bridge(s)
    s.rect(0, 410, WIDTH, 230, s.down("#c98a58", "#a8673f"))
    s.path("M0 470H1600V484H0z", "#8a5233", opacity=0.4)
    _danfo(s, 610, 372)
    for x, top, one, two in (
        (120, 250, "#d8392b", "#fff4e0"),
        (420, 286, "#1f7a5a", "#ffd35c"),
        (1120, 262, "#2f4fa3", "#fff4e0"),
        (1440, 240, "#e2722b", "#fff4e0"),
    ):
        _umbrella(s, x, top, one, two)
    _table(s, 0, 250, "#7a3d8f")
    _table(s, 310, 230, "#12818a")
    _table(s, 1010, 230, "#c9432f")
    _table(s, 1310, 290, "#1f5fa8")
    _heap(s, 60, 486, "#d4402a")
    _heap(s, 170, 486, "#f08a24")
    _heap(s, 370, 486, "#5c9a3c")
    _heap(s, 470, 486, "#e9c03a")
    _put(s, Picture("sack", "forest", "OFADA", "rice", "grain"), 1070, 488, 0.28)
    _put(s, Picture("oil", "ember", "PALM", "", "palm"), 1175, 488, 0.26)
    _put(s, Picture("drum", "terracotta"), 1370, 488, 0.26)
    _put(s, Picture("basket", "ruby"), 1500, 488, 0.27)
    return s.svg()


def _towers(s: Sketch) -> None:
    spots = (
        (30, 210, 60),
        (100, 160, 44),
        (154, 232, 70),
        (236, 190, 52),
        (300, 240, 60),
        (372, 150, 40),
        (420, 220, 66),
        (500, 250, 54),
        (1380, 230, 60),
        (1450, 180, 46),
        (1506, 240, 70),
    )
    s.path("".join(f"M{x} 360V{y}h{w}V360z" for x, y, w in spots), "#d98a6b", opacity=0.75)
    s.path("M120 160l2-40 2 40zM390 150l2-50 2 50zM1472 180l2-44 2 44z", "#d98a6b")
    s.line(
        "".join(f"M{x + 12} {y + 20}v{330 - y}M{x + w - 12} {y + 20}v{330 - y}" for x, y, w in spots),
        "#ffe0b8",
        5,
        stroke_dasharray="5 12",
        opacity=0.8,
    )


def _bridge(s: Sketch) -> None:
    s.path("M660 372L744 92h12L840 372h-22L750 140 682 372z", "#f7f3ee")
    cables = "".join(f"M750 {120 + i * 12}L{700 - i * 46} 352M750 {120 + i * 12}L{800 + i * 46} 352" for i in range(9))
    s.line(cables, "#fffaf2", 2, opacity=0.9)
    s.path("M0 346Q800 330 1600 346v14Q800 344 0 360z", "#f1e7da")
    s.path("".join(f"M{x} 356h14v30h-14z" for x in range(60, 1600, 170)), "#d8c9b8")


def _danfo(s: Sketch, x: int, y: int) -> None:
    with s.group(f"translate({x} {y})"):
        s.oval(170, 132, 190, 12, "#3b2415", opacity=0.3)
        s.path("M0 20Q0-50 50-50H260Q290-50 306-10L344 50Q352 60 352 76V116H0z", s.down("#ffd23a", "#f5b400"))
        s.path("M0 58H350V70H0zM0 78H352V84H0z", "#26221d")
        s.path(
            "M18-30H86V34H18zM98-30H166V34H98zM178-30H246V34H178zM258-30Q282-28 290-8L312 34H258z",
            s.down("#e9f7fb", "#9fcbd9"),
        )
        s.rect(40, -70, 180, 20, "#8a5233", 6)
        s.rect(60, -98, 60, 30, "#c9432f", 8)
        s.rect(126, -92, 70, 24, "#2f6b3c", 8)
        s.text(175, 106, "OYINGBO", 19, "#26221d", 130)
        for wheel in (70, 280):
            s.disc(wheel, 116, 30, "#26221d")
            s.disc(wheel, 116, 14, "#d8d2c6")
        s.disc(342, 92, 8, "#fff7d1")


def _umbrella(s: Sketch, x: int, top: int, one: str, two: str) -> None:
    s.line(f"M{x} {top}V500", "#6b4a33", 8)
    left, foot = x - 150, top + 86
    s.path(
        f"M{left} {foot}Q{x - 110} {top - 20} {x} {top - 30}Q{x + 110} {top - 20} {x + 150} {foot}q-25-22-50 0-25-22-50 0-25-22-50 0-25-22-50 0-25-22-50 0-25-22-50 0z",
        one,
    )
    s.path(
        f"M{x - 100} {foot}Q{x - 70} {top} {x} {top - 30}Q{x - 30} {top + 10} {x - 50} {foot}q-25-22-50 0zM{x} {foot}Q{x + 4} {top + 10} {x} {top - 30}Q{x + 40} {top + 10} {x + 50} {foot}q-25-22-50 0z",
        two,
    )


def _table(s: Sketch, x: int, width: int, colour: str) -> None:
    s.rect(x + 8, 484, width - 16, 124, s.down(colour, darker(colour, 0.35)))
    s.line(
        "".join(f"M{left} 500v96" for left in range(x + 30, x + width - 16, 36)),
        lighter(colour, 0.35),
        6,
        stroke_dasharray="2 16",
    )
    s.rect(x, 476, width, 16, lighter(colour, 0.35), 4)
    s.oval(x + width / 2, 610, width / 2, 10, "#3b2415", opacity=0.25)


def _heap(s: Sketch, x: int, floor: int, colour: str) -> None:
    rows = ((0, 4), (22, 3), (44, 2), (62, 1))
    spots = [(x + (i - (n - 1) / 2) * 25, floor - 13 - up) for up, n in rows for i in range(n)]
    s.path(
        "".join(f"M{cx - 15:g} {cy}a15 15 0 1 0 30 0 15 15 0 1 0-30 0" for cx, cy in spots),
        colour,
        stroke=darker(colour, 0.25),
        stroke_width=2,
    )
    s.path("".join(f"M{cx - 8:g} {cy - 5}a4 4 0 1 0 8 0 4 4 0 1 0-8 0" for cx, cy in spots), "#fff", opacity=0.5)


def muscat() -> str:
    """Return the terminal: three arches open on the Hajar mountains and the sea, a counter in front."""
    s = Sketch(WIDTH, HEIGHT)
    s.rect(0, 0, WIDTH, 440, s.down("#7fc1dc", "#cfe9ec", "#fbe9d2"))
    s.disc(360, 150, 56, "#fff6d8")
    s.path(
        "M0 300L120 190 200 250 330 130 430 230 540 150 660 260 790 120 900 220 1010 160 1130 260 1270 110 1390 230 1500 150 1600 220V400H0z",
        "#c9a58f",
    )
    s.path(
        "M0 360L90 270 190 330 300 220 420 320 560 240 700 340 830 230 960 330 1100 240 1220 330 1350 220 1480 320 1600 250V420H0z",
        "#a97d66",
    )
    s.path(
        "M300 220l-40 36 28-4 12 14 14-16 26 8zM830 230l-44 34 30-2 14 14 16-18 30 10zM1350 220l-44 34 30-4 14 16 14-16 28 8z",
        "#d9b79f",
    )
    _harbour(s)
    s.rect(0, 388, WIDTH, 120, s.down("#2f9fae", "#1a7389"))
    s.line("M80 410h140M360 430h180M700 408h120M960 440h200M1300 416h160", "#fff", 4, opacity=0.5)
    _dhow(s, 850, 446, 1.1)
    _dhow(s, 250, 432, 0.8)
    with s.group("translate(1330 150) rotate(-10) scale(1.25)"):
        s.path("M-90 6Q-100-8-78-10L50-14Q84-12 92 0 84 10 50 12L-74 14Q-86 14-90 6z", "#fff")
        s.path("M-80-8L-104-48h22l32 38zM0 0L-40 52h22L44 4zM6-10L-18-42h18L40-10z", "#c8506a")
        s.line("M-50-2H56", "#4a7fa0", 4, stroke_dasharray="3 7")
    _arches(s)
    _counter(s)
    return s.svg()


def _harbour(s: Sketch) -> None:
    s.path("M150 396L190 330 260 300 330 318 380 396z", "#8a6350")
    s.path("M214 318v-70h16v-14h12v14h12v-14h12v14h12v-14h12v14h14v74zM300 326v-40h50v50z", "#e3c7a4")
    s.path("M238 290v-16q8-10 16 0v16zM268 290v-16q8-10 16 0v16z", "#8a6350")
    houses = (
        (440, 350, 70),
        (516, 334, 54),
        (576, 356, 80),
        (860, 346, 64),
        (930, 330, 56),
        (992, 352, 84),
        (1084, 340, 60),
    )
    s.path("".join(f"M{x} 396V{y}h{w}V396z" for x, y, w in houses), "#fffaf0")
    s.path("".join(f"M{x + 8} {y + 12}h8v14h-8zm22 0h8v14h-8z" for x, y, _ in houses), "#8fb7c4")
    s.path("M716 396V340h90v56zM730 340q0-46 31-52 31 6 31 52zM812 396V262h14V396zM810 262q9-26 18 0z", "#fffaf0")
    s.path("M730 340q0-46 31-52 31 6 31 52z", "#3f9fb0")


def _dhow(s: Sketch, x: int, y: int, scale: float) -> None:
    with s.group(f"translate({x} {y}) scale({scale})"):
        s.path("M-90-4Q-60 34 0 34T96-22L80-6H-70z", "#6b3f24")
        s.line("M0-4V-130M-58-4l6-84", "#4a2a18", 6)
        s.path("M4-126Q90-80 76-16H4zM-50-84Q0-50-8-16h-44z", "#fff6e4")


def _arches(s: Sketch) -> None:
    openings = "".join(f"M{x} 470V210Q{x} 80 {x + 225} 24Q{x + 450} 80 {x + 450} 210V470z" for x in (50, 575, 1100))
    s.path(f"M0 0H1600V470H0z{openings}", s.down("#f6efe6", "#e5d8cb"), fill_rule="evenodd")
    s.path(openings, "none", stroke="#b08d57", stroke_width=10)
    for x in (537, 1062):
        s.path(f"M{x} 90l14 14 14-14-14-14zM{x} 150l14 14 14-14-14-14zM{x} 210l14 14 14-14-14-14z", "#b08d57")


def _counter(s: Sketch) -> None:
    s.rect(0, 466, WIDTH, 174, s.down("#efe3d6", "#d9c7b4"))
    for x, n in ((60, 420), (1120, 420)):
        s.rect(x, 540, n, 92, s.down("#7a3048", "#541d33"), 8)
        s.rect(x - 12, 528, n + 24, 16, "#e6c98d", 6)
    s.text(270, 598, "DUTY FREE", 34, "#f2dca8", 320)
    s.text(1330, 598, "MUSCAT", 34, "#f2dca8", 320)
    _put(s, Picture("oud", "plum", "OUD"), 110, 530, 0.28)
    _put(s, Picture("perfume", "rose", "LUBAN", "", "flower"), 220, 530, 0.27)
    _put(s, Picture("decanter", "amber", "RESERVE", "", "mountain"), 1180, 530, 0.28)
    _put(s, Picture("dallah", "gold", motif="khatam"), 1420, 530, 0.28)


def club() -> str:
    """Return the club's terrace: the city's towers over the creek at night, a laid table in front."""
    s = Sketch(WIDTH, HEIGHT)
    s.rect(0, 0, WIDTH, 440, s.down("#10143a", "#3a2a6a", "#c0617c", "#f4a36c"))
    stars = [((i * 211) % 1600, (i * 67) % 210) for i in range(46)]
    s.path("".join(f"M{x} {y}h3v3h-3z" for x, y in stars), "#fff", opacity=0.8)
    s.path("M300 60a56 56 0 1 0 50 86 46 46 0 1 1-50-86z", "#ffeec4")
    _skyline(s)
    s.rect(0, 400, WIDTH, 90, s.down("#5a3a72", "#211a4a"))
    s.line(
        "M90 424h90M300 440h60M520 420h130M846 414v60M720 446h90M900 430h140M1130 446h80M1300 422h130",
        "#ffd58a",
        4,
        opacity=0.6,
    )
    s.path("M0 470H1600V640H0z", s.down("#2b1f3f", "#1a1230"))
    s.line("M0 470H1600", "#e0b060", 6)
    s.line("".join(f"M{x} 470V430" for x in range(30, 1600, 60)), "#4a3566", 5)
    s.line("M0 430H1600", "#4a3566", 8)
    lights = [(x, 58 + 34 * (1 - ((x % 400) - 200) ** 2 / 40000)) for x in range(20, 1600, 44)]
    s.line("M0 58q200 68 400 0 200 68 400 0 200 68 400 0 200 68 400 0", "#1a1230", 3)
    s.path("".join(f"M{x - 6} {y + 4:.0f}a6 8 0 1 0 12 0 6 8 0 1 0-12 0" for x, y in lights), "#ffe08a")
    _laid_table(s)
    return s.svg()


def _skyline(s: Sketch) -> None:
    blocks = (
        (20, 300, 60),
        (90, 250, 50),
        (150, 320, 80),
        (240, 270, 56),
        (420, 290, 64),
        (494, 220, 44),
        (548, 310, 70),
        (640, 250, 50),
        (700, 330, 60),
        (930, 290, 60),
        (1000, 230, 50),
        (1060, 310, 76),
        (1380, 280, 56),
        (1446, 240, 48),
        (1504, 310, 80),
    )
    s.path("".join(f"M{x} 402V{y}h{w}V402z" for x, y, w in blocks), "#241c4e")
    s.path(
        "M800 402V300h12V220h10V150h8V90h7l4-70 4 70h7v60h8v70h10v80h12v102z", s.across("#2f2560", "#5b4791", "#241c4e")
    )
    s.path("M1190 402V160q0-30 12-40 90 110 96 282z", s.across("#f2d9e4", "#b97fa6"))
    s.path("M1190 402V130l8-50 6 322z", "#6d4a86")
    s.line("M1208 200q34 4 52 20M1208 250q44 4 70 24M1208 300q54 4 80 26M1208 350q60 4 86 22", "#7a4f80", 5)
    s.path("M494 220l22-50 22 50zM1000 230q25-50 50 0zM1446 240l24-36 24 36z", "#241c4e")
    s.line(
        "".join(f"M{x + 12} {y + 16}V396M{x + w - 14} {y + 22}V396" for x, y, w in blocks),
        "#ffcf7a",
        5,
        stroke_dasharray="5 15 5 9",
    )
    s.line("M836 120V396M848 170V396M822 240V396M862 250V396", "#ffcf7a", 3, stroke_dasharray="4 12", opacity=0.8)


def _laid_table(s: Sketch) -> None:
    s.path("M420 560Q800 520 1180 560L1250 640H350z", s.down("#fff7ea", "#dccbb8"))
    s.path("M420 560Q800 520 1180 560l14 16Q800 538 406 576z", "#e0b060")
    _put(s, Picture("dallah", "gold", motif="star"), 590, 588, 0.34)
    _put(s, Picture("candle", "ruby", "CLUB", "", "star"), 800, 582, 0.26)
    _put(s, Picture("pastries", "plum", "BAKLAVA", motif="khatam"), 1010, 592, 0.36)
