"""Clothes, cloth, shoes, bags and jewellery."""

from app.demo.drawings.colours import GOLD, STEEL, darker, lighter
from app.demo.drawings.look import Draw, Look
from app.demo.drawings.motifs import cloth, motif
from app.demo.drawings.sketch import Sketch


def _hanger(s: Sketch) -> None:
    s.line("M320 140c0-20 26-20 24-44s-40-20-38 0", STEEL, 8)
    s.line("M220 184l100-44 100 44", "#8a6a4a", 12)


def kaftan(s: Sketch, look: Look) -> None:
    """A long embroidered kaftan on a hanger."""
    p = look.palette
    _hanger(s)
    d = "M270 158Q320 190 370 158L450 190L540 360L480 396L436 320L460 540H180L204 320L160 396L100 360L190 190z"
    s.path(d, s.across(p.deep, p.main, lighter(p.main, 0.2), p.main, p.deep))
    s.path("M288 166q32 20 64 0l-14 190q-18 20-36 0z", lighter(p.accent, 0.15))
    s.line("M320 184v160", darker(p.accent, 0.4), 3)
    for y in (206, 240, 274, 308):
        motif(s, look.motif, 320, y, 0.3, darker(p.accent, 0.35))
    s.line("M112 352l52 34M528 352l-52 34M184 526h272", p.accent, 9)
    s.line(
        "M226 330c-8 70-20 130-24 200M414 330c8 70 20 130 24 200M280 380c-2 60-8 100-10 150M360 380c2 60 8 100 10 150",
        "#000",
        4,
        opacity=0.14,
    )


def abaya(s: Sketch, look: Look) -> None:
    """A flowing abaya with embroidered edges."""
    p = look.palette
    _hanger(s)
    s.path(
        "M272 160q48 26 96 0l70 24c50 60 90 170 120 270l-72 30-40-100 18 160H176l18-160-40 100-72-30c30-100 70-210 120-270z",
        s.across(p.deep, p.main, lighter(p.main, 0.18), p.deep),
    )
    s.path("M306 172h28l10 372h-48z", darker(p.main, 0.45))
    s.line("M304 172l-10 368M336 172l10 368", p.accent, 7)
    for y in (230, 310, 390, 470):
        motif(s, look.motif, 286, y, 0.34, p.accent)
        motif(s, look.motif, 354, y, 0.34, p.accent)
    s.line("M90 450l66 26M550 450l-66 26", p.accent, 9)
    s.line(
        "M230 300c-10 80-20 160-30 230M410 300c10 80 20 160 30 230M256 260l-16 270M384 260l16 270",
        "#fff",
        3,
        opacity=0.16,
    )


def dress(s: Sketch, look: Look) -> None:
    """A print dress with a full skirt."""
    p = look.palette
    _hanger(s)
    d = "M262 166Q320 230 378 166L418 182L470 262L426 290L398 262L392 330Q470 430 500 530Q320 560 140 530Q170 430 248 330L242 262L214 290L170 262L222 182z"
    s.path(d, p.main)
    with s.clipped(d):
        cloth(s, (140, 160, 510, 550), look.pattern, p.accent, p.label)
        s.path(
            "M140 540C200 450 240 380 250 330L300 332C280 420 260 480 250 560zM500 540C440 450 400 380 390 330L360 332C380 420 400 480 410 560z",
            "#000",
            opacity=0.14,
        )
        s.path("M240 326h160v22H240z", p.deep)


def shirt(s: Sketch, look: Look) -> None:
    """A short-sleeved shirt or T-shirt."""
    p = look.palette
    d = "M262 168Q320 214 378 168L436 190L530 300L462 360L428 320V530H212V320L178 360L110 300L204 190z"
    s.path(d, s.across(p.deep, p.main, lighter(p.main, 0.18), p.main, p.deep))
    if look.pattern != "plain":
        with s.clipped(d):
            cloth(s, (110, 160, 530, 540), look.pattern, p.accent, p.label)
    s.line("M262 168q58 46 116 0", darker(p.main, 0.35), 12)
    s.line("M124 292l66 58M516 292l-66 58M212 518h216", darker(p.main, 0.3), 4, opacity=0.5)
    if look.pattern == "plain":
        motif(s, look.motif, 320, 316, 1.5, p.accent)
        s.text(320, 400, look.label, 34, p.accent, 170)
    s.path("M428 320l-20 40v160h20zM212 320l20 40v160h-20z", "#000", opacity=0.1)


def fabric(s: Sketch, look: Look) -> None:
    """A folded length of printed cloth, its end falling over the front of the pile."""
    p = look.palette
    for y, colour in ((470, p.accent), (404, p.label), (338, p.main)):
        s.path(
            f"M130 {y}H490Q526 {y + 33} 490 {y + 66}H130z", s.down(lighter(colour, 0.2), colour, darker(colour, 0.3))
        )
        s.line(f"M486 {y + 8}q26 25 0 50", darker(colour, 0.4), 4, opacity=0.5)
    d = "M150 210H440Q470 240 470 280V338H400V500L385 520 370 500 355 520 340 500 325 520 310 500 295 520 280 500 265 520 250 500 235 520 220 500 205 520 190 500V338H150z"
    s.path(d, p.main)
    with s.clipped(d):
        cloth(s, (150, 220, 470, 520), look.pattern, p.accent, p.label)
        s.path("M150 330H470V352H150zM190 338h20v190h-20zM380 338h20v190h-20z", "#000", opacity=0.16)
        s.path("M150 210h330l-10 26H150z", "#fff", opacity=0.25)
    s.rect(270, 262, 90, 44, p.label, 6)
    s.text(315, 291, look.label, 18, "#2a2233", 80, serif=True)


def scarf(s: Sketch, look: Look) -> None:
    """A shawl folded over a wooden rail, its fringes hanging."""
    p = look.palette
    s.line("M120 170H520M140 170V536M500 170V536", "#8a6a4a", 14)
    s.line("M104 536h72M464 536h72", "#6b5138", 14)
    for d, colour, bottom in (
        ("M330 162H470V420H330z", darker(p.main, 0.22), 420),
        ("M180 158H400V480H180z", p.main, 480),
    ):
        left, right = (330, 470) if bottom == 420 else (180, 400)
        s.line("".join(f"M{x} {bottom}v28" for x in range(left + 8, right, 14)), colour, 5)
        s.path(d, colour)
        with s.clipped(d):
            cloth(s, (left, 180, right, bottom), look.pattern, p.accent, p.label)
            s.path(f"M{left} {bottom - 26}H{right}V{bottom - 16}H{left}z", p.accent)
            s.path(f"M{left + 40} 150h26v340h-26zM{right - 60} 150h18v340h-18z", "#000", opacity=0.1)
    s.path("M176 158q112-22 224 0v20q-112-22-224 0z", lighter(p.main, 0.35))


def cap(s: Sketch, look: Look) -> None:
    """A stiff embroidered cap: kumma or fila."""
    p = look.palette
    d = "M180 300C180 180 460 180 460 300V470C460 520 180 520 180 470z"
    s.path(d, s.round(p.main))
    with s.clipped(d):
        cloth(s, (180, 300, 460, 500), look.pattern, p.accent, p.pale)
        s.path("M180 200h60v330h-60zM410 200h50v330h-50z", "#000", opacity=0.1)
    s.path("M180 302c0-120 280-120 280 0-40-44-240-44-280 0z", lighter(p.main, 0.35))
    s.line("M182 304c40-44 236-44 276 0", p.accent, 5)
    motif(s, look.motif, 320, 238, 0.7, p.accent)
    s.path("M180 462c0 50 280 50 280 0v14c0 50-280 50-280 0z", p.accent)


def sandals(s: Sketch, look: Look) -> None:
    """A pair of leather sandals, from above."""
    p = look.palette
    for x, flip in ((214, 1), (426, -1)):
        with s.group(f"translate({x} 330) scale({flip} 1) rotate(-8)"):
            s.path(
                "M-70-120c0-90 120-100 130-10 6 60-20 110-14 180 6 70-10 140-56 140s-66-60-62-130c2-70 2-100 2-180z",
                darker(p.accent, 0.5),
                transform="translate(8 12)",
            )
            s.path(
                "M-70-120c0-90 120-100 130-10 6 60-20 110-14 180 6 70-10 140-56 140s-66-60-62-130c2-70 2-100 2-180z",
                s.slant(lighter(p.accent, 0.45), p.accent),
            )
            s.line(
                "M-60-110c4-70 100-76 108-6 6 60-20 110-16 174 6 70-10 118-42 118",
                "#fff",
                3,
                stroke_dasharray="8 7",
                opacity=0.6,
            )
            s.path("M-76-70q70-70 140-6l-6 46q-66-54-128 6z", s.down(lighter(p.main, 0.3), p.main))
            s.path("M-78-20q64-64 130-10l-4 30q-60-44-126 14z", s.down(p.main, p.deep))
            s.path("M-72 110q54-40 116 0l0 30q-60-36-116 4z", s.down(lighter(p.main, 0.2), p.deep))
            s.disc(-6, -72, 14, GOLD)


def sneaker(s: Sketch, look: Look) -> None:
    """A running shoe, side view."""
    p = look.palette
    s.path(
        "M110 440c-6-70 0-130 20-170 40 30 90 30 120-10 50 40 90 90 180 110 70 14 110 20 110 90v20H120z",
        s.slant(lighter(p.main, 0.25), p.main, p.deep),
    )
    s.path("M110 440c-6-70 0-130 20-170 30 24 50 26 74 20 10 60-10 130-30 180z", darker(p.main, 0.2))
    s.path("M430 372c70 10 110 26 110 90l-100 8c-20-30-20-70-10-98z", lighter(p.main, 0.35))
    s.path("M210 420c80 10 150-10 200-54l14 18c-60 60-140 76-220 66z", p.accent)
    s.line("M262 296l44-24M292 322l44-26M324 344l40-26M358 362l34-24", p.label, 9)
    s.path(
        "M100 470c100 10 330 0 446-14 6 40 0 60-20 66-130 14-290 14-402 4-24-4-30-26-24-56z", s.down("#fff", "#d7dce2")
    )
    s.path("M106 506c130 12 320 10 436-8-2 14-8 22-18 24-130 14-290 14-402 4-10-2-14-10-16-20z", p.accent)
    s.oval(170, 280, 52, 14, darker(p.main, 0.55), transform="rotate(-6 170 280)")


def handbag(s: Sketch, look: Look) -> None:
    """A structured handbag with a clasp."""
    p = look.palette
    s.line("M230 300c0-180 180-180 180 0", darker(p.main, 0.2), 20)
    s.line("M230 300c0-176 180-176 180 0", lighter(p.main, 0.3), 4)
    s.path("M160 290h320l36 220q4 26-24 26H148q-28 0-24-26z", s.across(p.deep, p.main, lighter(p.main, 0.2), p.deep))
    s.path("M156 290h328l8 50q-40 80-172 80t-172-80z", s.down(lighter(p.main, 0.25), p.main))
    s.line("M162 344q40 66 158 66t158-66", lighter(p.main, 0.6), 3, stroke_dasharray="9 7")
    s.rect(296, 392, 48, 52, s.round(GOLD), 8)
    s.rect(314, 408, 12, 20, darker(GOLD, 0.4), 4)
    s.disc(230, 306, 10, GOLD)
    s.disc(410, 306, 10, GOLD)
    s.text(320, 506, look.label, 24, p.accent, 180, serif=True)


def backpack(s: Sketch, look: Look) -> None:
    """A school backpack."""
    p = look.palette
    s.line("M280 150c0-50 80-50 80 0", p.deep, 14)
    s.rect(148, 350, 60, 150, p.deep, 24)
    s.rect(432, 350, 60, 150, p.deep, 24)
    s.path(
        "M190 260c0-80 50-124 130-124s130 44 130 124v230q0 46-46 46H236q-46 0-46-46z",
        s.across(p.deep, p.main, lighter(p.main, 0.2), p.deep),
    )
    s.line("M206 300c10-90 60-120 114-120s104 30 114 120", darker(p.main, 0.4), 5)
    s.rect(216, 356, 208, 150, s.down(lighter(p.main, 0.15), darker(p.main, 0.1)), 30)
    s.line("M230 388h180", p.accent, 7)
    s.rect(396, 386, 14, 34, GOLD, 6)
    motif(s, look.motif, 320, 268, 1.2, p.accent)
    s.text(320, 460, look.label, 32, p.label, 170)


def suitcase(s: Sketch, look: Look) -> None:
    """A ribbed cabin suitcase."""
    p = look.palette
    s.line("M270 190V110h100v80", STEEL, 14)
    s.rect(252, 100, 136, 24, "#34343e", 12)
    s.rect(186, 186, 268, 330, s.across(p.deep, p.main, lighter(p.main, 0.25), p.main, p.deep), 34)
    s.line("M226 210v282M268 204v294M310 204v294M352 204v294M394 204v294", "#000", 8, opacity=0.13)
    s.rect(276, 320, 88, 46, p.label, 8)
    s.text(320, 351, look.label, 22, "#2a2233", 80)
    s.path("M186 220q0-34 34-34h30l-64 64zM454 220q0-34-34-34h-30l64 64z", p.accent)
    for x in (216, 400):
        s.rect(x, 514, 24, 24, "#26262e", 10)


def sunglasses(s: Sketch, look: Look) -> None:
    """Sunglasses, folded open, facing the buyer."""
    p = look.palette
    s.line("M126 330c-30-50-10-100 40-110M514 330c30-50 10-100-40-110", darker(p.main, 0.2), 14)
    for x, flip in ((214, 1), (426, -1)):
        with s.group(f"translate({x} 370) scale({flip} 1)"):
            s.path("M-100-50q100-30 186 0c10 90-30 140-96 140s-96-60-90-140z", p.main)
            s.path(
                "M-82-36q82-24 150 0c8 70-26 108-78 108s-78-46-72-108z",
                s.down(darker(p.accent, 0.5), p.accent, lighter(p.accent, 0.45)),
            )
            s.path("M-60-34l30-6-44 84c-10-24-14-50-12-72z", "#fff", opacity=0.35)
    s.line("M294 334q26-24 52 0", p.main, 16)
    s.disc(128, 328, 7, GOLD)
    s.disc(512, 328, 7, GOLD)
    s.path("M150 536q170-50 340 0z", p.accent, opacity=0.25)


def necklace(s: Sketch, look: Look) -> None:
    """A bead necklace on a bust."""
    p = look.palette
    s.path(
        "M270 120h100v100c0 40 120 60 130 150 10 80-60 166-180 166S130 450 140 370c10-90 130-110 130-150z",
        s.across(darker(p.wall, 0.3), lighter(p.wall, 0.3), darker(p.wall, 0.35)),
    )
    for i in range(19):
        t = i / 18
        x = 210 + 220 * t
        y = 262 + 640 * t * (1 - t)
        r = 10 + 9 * (1 - abs(t - 0.5) * 2)
        colour = (p.main, p.accent, GOLD)[i % 3]
        s.disc(x, y, r, s.slant(lighter(colour, 0.5), colour, darker(colour, 0.3)))
    s.disc(320, 464, 30, s.slant("#fbe3ab", GOLD, darker(GOLD, 0.4)))
    motif(s, look.motif, 320, 464, 0.55, p.main)


def bangles(s: Sketch, look: Look) -> None:
    """A stack of bangles, each with its own cut."""
    p = look.palette
    for i, colour in enumerate((p.main, GOLD, p.accent, GOLD, p.main)):
        y = 480 - i * 52
        s.oval(320, y, 150, 52, "none", stroke=darker(colour, 0.3), stroke_width=30)
        s.oval(320, y - 4, 150, 52, "none", stroke=colour, stroke_width=22)
        s.line(f"M178 {y + 12}q142 84 284 0", lighter(colour, 0.6), 5, stroke_dasharray="10 14" if i % 2 else "40 10")


SHAPES: dict[str, Draw] = {
    "abaya": abaya, "backpack": backpack, "bangles": bangles, "cap": cap, "dress": dress, "fabric": fabric, "handbag": handbag,
    "kaftan": kaftan, "necklace": necklace, "sandals": sandals, "scarf": scarf, "shirt": shirt, "sneaker": sneaker,
    "suitcase": suitcase, "sunglasses": sunglasses,
}  # fmt: skip
