"""The banners of the storefronts' home pages: Lagos in the morning, Muscat's terminal, the club at night."""

from app.demo.drawings.colours import darker, lighter
from app.demo.drawings.products import SHAPES, Picture
from app.demo.drawings.sketch import Sketch

WIDTH, HEIGHT = 800, 1000
"""Portrait, because the page shows them through an arch."""


def put(s: Sketch, picture: Picture, x: float, floor: float, scale: float) -> None:
    """Stand a product with its foot's middle at (x, floor)."""
    with s.group(f"translate({x - 320 * scale:.0f} {floor - 536 * scale:.0f}) scale({scale})"):
        SHAPES[picture.shape](s, picture.look)


def lagos() -> str:
    """Return the market street: the lagoon bridge behind, a yellow danfo passing, stalls in front."""
    s = Sketch(WIDTH, HEIGHT)
    s.rect(0, 0, WIDTH, 560, s.down("#ffc46b", "#ffab86", "#ffe6cb"))
    s.disc(590, 300, 150, "#fff1c2", opacity=0.35)
    s.disc(590, 300, 104, "#fff1c2")
    _towers(s)
    s.rect(0, 508, WIDTH, 110, s.down("#8fc4c0", "#4f9a9e"))
    s.line("M40 536h120M560 532h150M250 560h90M640 574h100", "#fff", 5, opacity=0.5)
    _bridge(s)
    s.rect(0, 592, WIDTH, 408, s.down("#cf9160", "#9c5c36"))
    s.path("M0 704H800V722H0z", "#7d4a2c", opacity=0.4)
    with s.group("translate(196 566) scale(1.2)"):
        _danfo(s)
    for x, one, two in ((40, "#d8392b", "#fff4e0"), (760, "#1f6f55", "#ffd35c")):
        _umbrella(s, x, 560, one, two)
    _table(s, -60, 330, "#7a3d8f")
    _table(s, 530, 330, "#12818a")
    _heap(s, 60, "#d4402a")
    _heap(s, 186, "#f08a24")
    _heap(s, 610, "#5c9a3c")
    _heap(s, 738, "#e9c03a")
    put(s, Picture("sack", "forest", "OFADA", "rice", "grain"), 350, 952, 0.4)
    put(s, Picture("basket", "ruby"), 462, 966, 0.34)
    return s.svg()


def _towers(s: Sketch) -> None:
    spots = ((0, 380, 60), (66, 320, 50), (124, 400, 60), (620, 410, 56), (684, 340, 48), (738, 390, 62))
    s.path("".join(f"M{x} 520V{y}h{w}V520z" for x, y, w in spots), "#d98a6b", opacity=0.8)
    s.path("M88 320l3-54 3 54zM706 340l2-50 2 50z", "#d98a6b")
    lit = "".join(f"M{x + 14} {y + 22}V506M{x + w - 14} {y + 22}V506" for x, y, w in spots)
    s.line(lit, "#ffe0b8", 6, stroke_dasharray="6 14", opacity=0.8)


def _bridge(s: Sketch) -> None:
    s.path("M252 540L352 150h16L468 540h-30L360 220 282 540z", "#f9f5ef")
    cables = "".join(f"M360 {190 + i * 18}L{300 - i * 44} 506M360 {190 + i * 18}L{420 + i * 44} 506" for i in range(8))
    s.line(cables, "#fffaf2", 3, opacity=0.9)
    s.path("M0 500Q400 476 800 500v20Q400 496 0 520z", "#f4eadd")
    s.path("".join(f"M{x} 512h18v46h-18z" for x in (60, 180, 540, 690)), "#d8c9b8")


def _danfo(s: Sketch) -> None:
    s.oval(170, 134, 190, 12, "#3b2415", opacity=0.3)
    s.path("M0 20Q0-50 50-50H260Q290-50 306-10L344 50Q352 60 352 76V116H0z", s.down("#ffd23a", "#f5b400"))
    s.path("M0 58H350V70H0zM0 78H352V84H0z", "#26221d")
    glass = "M18-30H86V34H18zM98-30H166V34H98zM178-30H246V34H178zM258-30Q282-28 290-8L312 34H258z"
    s.path(glass, s.down("#e9f7fb", "#9fcbd9"))
    s.rect(40, -70, 180, 20, "#8a5233", 6)
    s.rect(60, -98, 60, 30, "#c9432f", 8)
    s.rect(126, -92, 70, 24, "#2f6b3c", 8)
    s.text(175, 106, "OYINGBO", 19, "#26221d", 130)
    for wheel in (70, 280):
        s.disc(wheel, 116, 30, "#26221d")
        s.disc(wheel, 116, 14, "#d8d2c6")
    s.disc(342, 92, 8, "#fff7d1")


def _umbrella(s: Sketch, x: int, top: int, one: str, two: str) -> None:
    s.line(f"M{x} {top}V830", "#6b4a33", 10)
    left, foot, head = x - 210, top + 116, top - 36
    hem = "q-35-28-70 0-35-28-70 0-35-28-70 0-35-28-70 0-35-28-70 0-35-28-70 0z"
    s.path(f"M{left} {foot}Q{x - 150} {top - 20} {x} {head}Q{x + 150} {top - 20} {x + 210} {foot}{hem}", one)
    stripe = f"M{x - 140} {foot}Q{x - 96} {top} {x} {head}Q{x - 44} {top + 10} {x - 70} {foot}q-35-28-70 0z"
    s.path(stripe + f"M{x} {foot}Q{x + 6} {top + 10} {x} {head}Q{x + 54} {top + 10} {x + 70} {foot}q-35-28-70 0z", two)


def _table(s: Sketch, x: int, width: int, colour: str) -> None:
    s.rect(x + 10, 830, width - 20, 170, s.down(colour, darker(colour, 0.35)))
    folds = "".join(f"M{left} 856v130" for left in range(x + 34, x + width - 20, 44))
    s.line(folds, lighter(colour, 0.35), 8, stroke_dasharray="2 20")
    s.rect(x, 818, width, 22, lighter(colour, 0.35), 6)


def _heap(s: Sketch, x: int, colour: str) -> None:
    rows = ((0, 4), (29, 3), (56, 2), (80, 1))
    spots = [(x + (i - (n - 1) / 2) * 32, 800 - up) for up, n in rows for i in range(n)]
    fruit = "".join(f"M{cx - 19:g} {cy}a19 19 0 1 0 38 0 19 19 0 1 0-38 0" for cx, cy in spots)
    s.path(fruit, colour, stroke=darker(colour, 0.25), stroke_width=2)
    s.path("".join(f"M{cx - 11:g} {cy - 7}a5 5 0 1 0 10 0 5 5 0 1 0-10 0" for cx, cy in spots), "#fff", opacity=0.5)


def muscat() -> str:
    """Return the terminal: a tall window on the Hajar mountains and the harbour, the duty-free counter before it."""
    s = Sketch(WIDTH, HEIGHT)
    s.rect(0, 0, WIDTH, 640, s.down("#6fb6d6", "#c6e6ec", "#fbe9d2"))
    s.disc(240, 250, 66, "#fff6d8")
    s.path("M0 420L110 300 190 370 320 210 440 350 560 240 690 380 800 280V600H0z", "#c9a58f")
    s.path("M0 500L90 400 200 480 330 350 470 480 600 370 720 470 800 410V620H0z", "#a97d66")
    s.path("M330 350l-46 44 32-6 14 18 18-20 30 10zM600 370l-44 36 30-2 16 16 16-20 26 8z", "#d9b79f")
    _harbour(s)
    s.rect(0, 588, WIDTH, 180, s.down("#2f9fae", "#176a82"))
    s.line("M60 620h140M420 640h180M620 612h120M120 680h160M520 700h140", "#fff", 5, opacity=0.5)
    _dhow(s, 504, 700, 0.95)
    _dhow(s, 338, 640, 0.55)
    _plane(s)
    s.path("M0 0H800V1000H0zM56 760H388V60H56zM412 760H744V60H412z", "#efe3d6", fill_rule="evenodd", opacity=0.92)
    s.path("M56 60H388V760H56zM412 60H744V760H412z", "none", stroke="#b08d57", stroke_width=6)
    _lattice(s)
    _counter(s)
    return s.svg()


def _harbour(s: Sketch) -> None:
    s.path("M40 600L84 520 150 476 240 490 330 600z", "#8a6350")
    s.path(
        "M96 510v-92h18v-18h16v18h16v-18h16v18h16v-18h16v18h18v92zM212 520v-54h66v54z",
        "#e6cba8",
    )
    s.path("M126 470v-22q10-12 20 0v22zM166 470v-22q10-12 20 0v22z", "#8a6350")
    houses = ((330, 552, 64), (404, 536, 50), (640, 548, 60), (706, 556, 70))
    s.path("".join(f"M{x} 600V{y}h{w}V600z" for x, y, w in houses), "#fffaf0")
    s.path("".join(f"M{x + 9} {y + 14}h9v16h-9zm24 0h9v16h-9z" for x, y, _ in houses), "#8fb7c4")
    s.path("M470 600V530h112v70zM596 600V424h18V600zM593 424q12-34 24 0z", "#fffaf0")
    s.path("M486 530q0-60 40-68 40 8 40 68z", "#3f9fb0")
    s.path("M524 462v-20h4v20z", "#d9b25f")


def _dhow(s: Sketch, x: int, y: int, scale: float) -> None:
    with s.group(f"translate({x} {y}) scale({scale})"):
        s.path("M-90-4Q-60 34 0 34T96-22L80-6H-70z", "#6b3f24")
        s.line("M0-4V-130M-58-4l6-84", "#4a2a18", 6)
        s.path("M4-126Q90-80 76-16H4zM-50-84Q0-50-8-16h-44z", "#fff6e4")


def _plane(s: Sketch) -> None:
    with s.group("translate(580 180) rotate(-12) scale(1.3)"):
        s.path("M-90 6Q-100-8-78-10L50-14Q84-12 92 0 84 10 50 12L-74 14Q-86 14-90 6z", "#fff")
        s.path("M-80-8L-104-48h22l32 38zM0 0L-40 52h22L44 4zM6-10L-18-42h18L40-10z", "#c8506a")
        s.line("M-50-2H56", "#4a7fa0", 4, stroke_dasharray="3 7")


def _lattice(s: Sketch) -> None:
    stars = "".join(f"M{x} 6l22 22-22 22-22-22z" for x in range(30, 800, 60))
    s.path(stars, "none", stroke="#b08d57", stroke_width=4)


def _counter(s: Sketch) -> None:
    s.rect(0, 800, WIDTH, 200, s.down("#7a3048", "#4c1a2d"))
    s.rect(-10, 782, WIDTH + 20, 26, "#e6c98d")
    s.rect(210, 850, 380, 88, "none", 12, stroke="#e6c98d", stroke_width=4)
    s.text(400, 912, "DUTY FREE", 50, "#f2dca8", 340)
    put(s, Picture("oud", "plum", "OUD"), 116, 790, 0.44)
    put(s, Picture("perfume", "rose", "LUBAN", "", "flower"), 248, 790, 0.4)
    put(s, Picture("decanter", "amber", "CORRIE", "", "mountain"), 606, 790, 0.44)
    put(s, Picture("dallah", "gold", motif="khatam"), 716, 790, 0.42)


def club() -> str:
    """Return the club's terrace: the city's towers over the creek at night, a laid table in front."""
    s = Sketch(WIDTH, HEIGHT)
    s.rect(0, 0, WIDTH, 660, s.down("#10143a", "#3a2a6a", "#c0617c", "#f4a36c"))
    stars = [((i * 211) % 800, (i * 67) % 330) for i in range(44)]
    s.path("".join(f"M{x} {y}h4v4h-4z" for x, y in stars), "#fff", opacity=0.8)
    s.path("M210 190a66 66 0 1 0 66 92 54 54 0 1 1-66-92z", "#ffeec4")
    _skyline(s)
    s.rect(0, 620, WIDTH, 110, s.down("#5a3a72", "#211a4a"))
    s.line("M60 648h90M180 680h60M392 640v70M470 656h120M600 690h140M40 706h100", "#ffd58a", 5, opacity=0.6)
    s.path("M0 720H800V1000H0z", s.down("#33254a", "#1a1230"))
    s.line("".join(f"M{x} 724V670" for x in range(20, 800, 60)), "#4a3566", 6)
    s.line("M0 724H800M0 670H800", "#6a4d86", 9)
    s.line("M-20 300q210 96 420 0 210 96 420 0", "#1a1230", 4)
    bulbs = [(x, 304 + 44 * (1 - ((x % 400) - 200) ** 2 / 40000)) for x in range(20, 800, 60)]
    s.path("".join(f"M{x - 9} {y + 6:.0f}a9 12 0 1 0 18 0 9 12 0 1 0-18 0" for x, y in bulbs), "#ffe08a")
    s.path("M60 880Q400 820 740 880L800 1000H0z", s.down("#fff7ea", "#d9c6b2"))
    s.path("M60 880Q400 820 740 880l10 20Q400 842 50 900z", "#e0b060")
    put(s, Picture("candle", "ruby", "CLUB", "", "star"), 408, 900, 0.38)
    put(s, Picture("dallah", "gold", motif="star"), 240, 930, 0.52)
    put(s, Picture("pastries", "plum", "BAKLAVA", motif="khatam"), 590, 946, 0.52)
    return s.svg()


def _skyline(s: Sketch) -> None:
    blocks = (
        (10, 470, 60), (80, 400, 52), (142, 500, 70), (222, 440, 56), (288, 520, 60),
        (452, 500, 60), (520, 420, 50), (724, 450, 60), (690, 530, 40),
    )  # fmt: skip
    s.path("".join(f"M{x} 630V{y}h{w}V630z" for x, y, w in blocks), "#241c4e")
    tower = "M352 630V480h14V370h12V270h9V190h8l5-120 5 120h8v80h9v100h12v110h14v150z"
    s.path(tower, s.across("#2f2560", "#6b55a3", "#241c4e"))
    s.path("M580 630V330q0-40 14-52 100 140 106 352z", s.across("#f2d9e4", "#b97fa6"))
    s.path("M580 630V286l9-66 7 410z", "#6d4a86")
    s.line("M600 370q38 6 58 24M600 430q48 6 76 28M600 490q58 6 88 30M600 550q62 6 96 26", "#7a4f80", 6)
    s.path("M80 400l26-60 26 60zM520 420q25-58 50 0zM724 450l30-44 30 44z", "#241c4e")
    lit = "".join(f"M{x + 13} {y + 18}V622M{x + w - 14} {y + 24}V622" for x, y, w in blocks)
    s.line(lit, "#ffcf7a", 6, stroke_dasharray="6 16 6 10")
    s.line("M392 220V622M408 280V622M376 400V622M424 400V622", "#ffcf7a", 4, stroke_dasharray="5 13", opacity=0.8)
