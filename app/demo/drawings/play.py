"""Toys, books, school things, sport and make-up."""

from app.demo.drawings.colours import GOLD, KRAFT, STEEL, darker, lighter, mix
from app.demo.drawings.look import Draw, Look
from app.demo.drawings.motifs import cloth, motif
from app.demo.drawings.sketch import Sketch


def teddy(s: Sketch, look: Look) -> None:
    """A sitting teddy bear with a scarf."""
    p = look.palette
    m = p.main
    fur = s.slant(lighter(m, 0.3), m, darker(m, 0.2))
    for x in (232, 408):
        s.disc(x, 170, 44, fur)
        s.disc(x, 170, 22, lighter(m, 0.5))
    s.oval(200, 390, 44, 84, fur, transform="rotate(28 200 390)")
    s.oval(440, 390, 44, 84, fur, transform="rotate(-28 440 390)")
    s.oval(320, 420, 122, 116, fur)
    s.oval(320, 434, 76, 78, lighter(m, 0.5))
    for x in (222, 418):
        s.oval(x, 500, 58, 46, fur)
        s.oval(x, 504, 32, 26, lighter(m, 0.5))
    s.oval(320, 236, 116, 102, fur)
    s.oval(320, 268, 52, 42, lighter(m, 0.6))
    s.oval(320, 250, 20, 14, "#2a1c14")
    s.line("M320 262v16M300 280q20 16 40 0", "#2a1c14", 5)
    for x in (276, 364):
        s.disc(x, 218, 11, "#2a1c14")
        s.disc(x + 4, 214, 4, "#fff")
    s.path("M226 318q94 48 188 0l8 34q-102 50-204 0z", p.accent)
    s.path("M372 346l44 76-34 10-34-72z", darker(p.accent, 0.15))


def blocks(s: Sketch, look: Look) -> None:
    """A tower of wooden letter blocks."""
    p = look.palette
    places = ((190, 410), (330, 410), (262, 284), (270, 160))
    letters = (look.label + "ABC1")[:4]
    for (x, y), letter, colour in zip(places, letters, (p.main, p.accent, "#f0b440", "#4a9fd8"), strict=True):
        side = 124
        s.path(f"M{x + side} {y}l26-18v{side}l-26 20z", darker(colour, 0.4))
        s.path(f"M{x} {y}l26-18h{side}l-26 18z", lighter(colour, 0.5))
        s.rect(x, y, side, side, "#f4e3c3", 4)
        s.rect(x + 6, y + 6, side - 12, side - 12, "none", 6, stroke=colour, stroke_width=10)
        s.text(x + side / 2, y + 92, letter, 82, colour, 100)


def toy_car(s: Sketch, look: Look) -> None:
    """A wooden bus or car, the kind children push."""
    p = look.palette
    s.path("M110 300q0-70 70-70h260q40 0 60 50l40 90v90H110z", s.down(lighter(p.main, 0.25), p.main, p.deep))
    s.rect(110, 380, 430, 24, p.accent)
    for x in (140, 236, 332):
        s.rect(x, 262, 78, 78, s.slant("#e8f6fd", "#9fd0ea"), 12)
    s.path("M430 262h34q16 0 24 20l24 58h-82z", s.slant("#e8f6fd", "#9fd0ea"))
    s.text(320, 400, look.label, 21, p.label, 280)
    s.disc(524, 430, 14, "#ffe9a8")
    s.rect(100, 456, 450, 22, darker(p.main, 0.5), 10)
    for x in (210, 440):
        s.disc(x, 482, 54, "#26262e")
        s.disc(x, 482, 30, p.accent)
        s.disc(x, 482, 10, "#fff")


def book(s: Sketch, look: Look) -> None:
    """A hardback standing at an angle with another lying below."""
    p = look.palette
    s.path("M150 500h330q16 0 16 18t-16 18H150z", s.across(darker(p.accent, 0.2), p.accent))
    s.path("M160 506h320v24H160z", "#f7efe0")
    s.path("M200 140h26v360h-26q-14 0-14-14V154q0-14 14-14z", p.deep)
    s.rect(222, 140, 226, 360, s.slant(lighter(p.main, 0.15), p.main, darker(p.main, 0.15)), 6)
    s.path("M448 150l16 8v338l-16 4z", "#efe5d2")
    s.rect(240, 160, 190, 320, "none", 4, stroke=p.accent, stroke_width=4)
    motif(s, look.motif, 335, 256, 1.9, p.accent)
    s.text(335, 376, look.label, 34, p.label, 176, serif=True)
    s.text(335, 412, look.small, 20, p.label, 170, serif=True)
    s.rect(300, 436, 70, 5, p.accent)


def notebook(s: Sketch, look: Look) -> None:
    """A stack of cloth-covered notebooks and a pencil."""
    p = look.palette
    for dx, turn, colour in ((40, 9, p.accent), (0, -4, p.main)):
        with s.group(f"translate({dx} 0) rotate({turn} 300 330)"):
            d = "M190 140H430V520H190z"
            s.rect(198, 148, 244, 384, "#efe6d6", 8)
            s.path(d, colour)
            if colour == p.main:
                with s.clipped(d):
                    cloth(s, (190, 140, 430, 520), look.pattern, p.accent, p.label)
                s.rect(236, 220, 148, 86, p.label, 6)
                s.text(310, 272, look.label, 26, "#2a2233", 134, serif=True)
            s.rect(190, 140, 26, 380, "#000", opacity=0.2)
    s.path("M486 500l-34-240 24-4 34 240-8 36z", s.across("#f6b83c", "#d98a1e"))
    s.path("M452 260l24-4-4-26-22 4z", "#e88a8a")


def pens(s: Sketch, look: Look) -> None:
    """A cup of pens and brushes."""
    p = look.palette
    tones = (p.accent, "#3f7fbf", "#e25d4a", "#58a55c", "#f0b440", "#7a5bb0")
    for i, colour in enumerate(tones):
        with s.group(f"rotate({-20 + i * 8} 320 520)"):
            s.rect(300, 150 + (i % 3) * 26, 26, 240, s.round(colour), 6)
            s.path(f"M300 {154 + (i % 3) * 26}l13-40 13 40z", "#f0d9b0")
            s.path(f"M308 {130 + (i % 3) * 26}l5-16 5 16z", colour)
    s.path("M222 320h196l-16 196q-2 20-22 20H260q-20 0-22-20z", s.round(p.main))
    s.oval(320, 320, 98, 18, darker(p.main, 0.35), opacity=0.85)
    s.text(320, 450, look.label, 32, p.label, 150)


def football(s: Sketch, look: Look) -> None:
    """A football with coloured panels."""
    p = look.palette
    s.disc(320, 350, 184, s.slant("#fff", "#f2efe8", "#b9b4ab"))
    with s.clipped("M136 350a184 184 0 1 0 368 0a184 184 0 1 0-368 0z"):
        s.path("M320 270l72 52-28 84h-88l-28-84z", p.main)
        for turn in range(0, 360, 72):
            s.path(
                "M320 166l52-30 50 60-40 60-52-20z",
                p.accent if turn % 144 else p.main,
                transform=f"rotate({turn} 320 350)",
            )
            s.line("M320 270v-60", "#6b6670", 5, transform=f"rotate({turn} 320 350)")
        s.path("M136 350a184 184 0 0 0 368 0c0 60-80 120-184 120s-184-60-184-120z", "#000", opacity=0.12)
    s.line("M190 270a150 150 0 0 1 70-80", "#fff", 14, opacity=0.8)


def dumbbell(s: Sketch, look: Look) -> None:
    """A pair of dumbbells."""
    p = look.palette
    for x, y, turn in ((20, -70, -12), (0, 80, 8)):
        with s.group(f"translate({x} {y}) rotate({turn} 320 360)"):
            s.rect(200, 344, 240, 34, s.down("#fff", STEEL, "#7a828c"), 10)
            for left in (120, 164, 400, 452):
                tall = 150 if left in (164, 400) else 116
                s.rect(left, 361 - tall / 2, 52, tall, s.down(lighter(p.main, 0.35), p.main, p.deep), 16)
            s.text(190, 368, look.small, 20, "#fff", 50)
            s.text(426, 368, look.small, 20, "#fff", 50)


def mat(s: Sketch, look: Look) -> None:
    """A mat half unrolled towards the buyer; a patterned one is a prayer rug with its niche."""
    p = look.palette
    d = "M170 290H470L540 536H100z"
    s.line("".join(f"M{x} 532l{(x - 320) // 40} 16" for x in range(106, 540, 12)), p.label, 4)
    s.path(d, s.down(darker(p.main, 0.2), p.main))
    with s.clipped(d):
        if look.pattern != "plain":
            s.path("M190 300H450L512 524H128z", "none", stroke=p.accent, stroke_width=12)
            s.path("M206 300H434L486 500H154z", "none", stroke=p.label, stroke_width=4, stroke_dasharray="10 7")
            s.path("M214 490L240 380Q250 340 320 312Q390 340 400 380L426 490z", p.accent, opacity=0.85)
            motif(s, look.motif, 320, 424, 1.3, p.label)
        else:
            s.line("M146 380H494M130 440H510M114 500H526", lighter(p.main, 0.25), 4)
    s.rect(150, 214, 340, 96, s.down(lighter(p.main, 0.35), p.main, p.deep), 48)
    s.oval(470, 262, 30, 48, p.deep)
    s.line("M470 240a22 22 0 1 1-14 34 11 11 0 1 1 18-13", lighter(p.main, 0.4), 5)
    for x in (214, 390):
        s.rect(x, 212, 18, 100, p.accent, 4)


def lipstick(s: Sketch, look: Look) -> None:
    """A lipstick, open, beside its cap and a powder compact."""
    p = look.palette
    s.disc(450, 440, 96, s.slant(lighter(GOLD, 0.4), GOLD, darker(GOLD, 0.3)))
    s.disc(450, 440, 76, s.slant(lighter(p.main, 0.6), mix(p.main, "#f2c9a8", 0.6)))
    motif(s, look.motif, 450, 440, 0.9, p.main)
    s.path("M206 250l70-60q16-6 16 20v120h-86z", s.across(p.deep, lighter(p.main, 0.35), p.main))
    s.rect(196, 310, 106, 90, s.round(GOLD), 4)
    s.rect(182, 390, 134, 146, s.round("#26222c"), 8)
    s.text(249, 470, look.label, 20, GOLD, 116, serif=True)
    s.rect(96, 356, 70, 180, s.round("#26222c"), 8)


def baby_bottle(s: Sketch, look: Look) -> None:
    """A feeding bottle with measure marks."""
    p = look.palette
    s.path("M296 180q0-70 24-70t24 70z", s.round("#f3c9a5"))
    s.rect(250, 178, 140, 62, s.round(p.accent), 18)
    s.path(
        "M248 250h144c20 60 6 80 6 130 0 60 14 60 4 130q-4 26-30 26H268q-26 0-30-26c-10-70 4-70 4-130 0-50-14-70 6-130z",
        "#fff",
        opacity=0.85,
    )
    s.path(
        "M246 330q74-16 148 0c2 20 2 40 2 60 0 56 12 60 4 114q-4 24-28 24H268q-24 0-28-24c-8-54 4-58 4-114 0-20 0-40 2-60z",
        "#fffdf4",
    )
    s.line("M370 300h20M378 336h14M370 372h22M378 408h14M370 444h24M378 480h18", p.main, 4)
    motif(s, look.motif, 308, 400, 1.2, p.main)
    s.text(308, 478, look.label, 22, p.main, 110)
    s.gleam(258, 270, 9, 230, 0.8)


def toolbox(s: Sketch, look: Look) -> None:
    """A toolbox with a hammer, a spanner and a screwdriver showing."""
    p = look.palette
    s.path("M214 120h30v240h-30z", s.round("#d8a05a"))
    s.path("M170 110h120l10 20v34H178q-30-6-8-54z", s.across("#6b737e", STEEL, "#6b737e"))
    s.path("M330 132c-40 30-20 70 4 80v150h34V212c24-10 44-50 4-80v46h-42z", s.across("#8d97a1", "#e9edf0", "#8d97a1"))
    s.rect(420, 130, 36, 110, s.round(p.accent), 14)
    s.rect(432, 238, 12, 120, STEEL)
    s.rect(130, 320, 380, 216, s.down(lighter(p.main, 0.15), p.main, p.deep), 18)
    s.rect(130, 320, 380, 46, darker(p.main, 0.35), 14)
    s.rect(200, 350, 40, 44, s.round(STEEL), 6)
    s.rect(400, 350, 40, 44, s.round(STEEL), 6)
    s.text(320, 456, look.label, 44, "#fff", 300)
    s.text(320, 492, look.small, 20, p.accent, 260)


def drill(s: Sketch, look: Look) -> None:
    """A cordless drill."""
    p = look.palette
    s.path("M500 252l64-6v-12l-64-6z", STEEL)
    s.path("M440 204h54q14 0 14 36t-14 36h-54z", s.down("#5a5a66", "#25252d"))
    s.path(
        "M150 190q0-40 40-40h230q30 0 30 90 0 50-30 50H300l-30 150H170l20-150q-40-10-40-50z",
        s.down(lighter(p.main, 0.25), p.main, p.deep),
    )
    s.path("M300 290h34q6 40-20 60l-20-14z", "#25252d")
    s.line("M194 320l-14 110M216 320l-14 110M238 320l-12 110", "#000", 7, opacity=0.2)
    s.path("M140 436h156q14 0 14 14v72q0 14-14 14H140q-14 0-14-14v-72q0-14 14-14z", s.down("#3a3a44", "#1c1c22"))
    s.text(216, 496, look.small, 30, p.accent, 150)
    s.text(296, 232, look.label, 40, "#fff", 220)
    s.line("M180 170h220", "#fff", 8, opacity=0.35)


def carving(s: Sketch, look: Look) -> None:
    """A carved wooden mask on a stand."""
    p = look.palette
    s.rect(240, 506, 160, 30, s.round(darker(KRAFT, 0.5)), 8)
    s.rect(308, 470, 24, 44, darker(KRAFT, 0.5))
    s.path(
        "M320 100c110 0 144 90 136 190-8 110-70 196-136 196s-128-86-136-196c-8-100 26-190 136-190z",
        s.across(darker(p.main, 0.35), lighter(p.main, 0.15), p.main, darker(p.main, 0.45)),
    )
    s.path("M320 90l30 50h-60zM256 112l40 36-50 14zM384 112l-40 36 50 14z", p.accent)
    s.line("M214 220q50-36 90 0M426 220q-50-36-90 0", darker(p.main, 0.6), 12)
    for x in (256, 384):
        s.path(f"M{x - 40} 258q40-30 80 0-40 24-80 0z", "#1c120c")
    s.path("M306 220h28l16 110q-30 24-60 0z", s.across(lighter(p.main, 0.3), darker(p.main, 0.25)))
    s.oval(320, 394, 46, 24, "#1c120c")
    s.line("M278 394q42 14 84 0", lighter(p.main, 0.5), 4)
    for i in range(4):
        s.line(f"M{206 + i * 4} {300 + i * 26}h36M{434 - i * 4} {300 + i * 26}h-36", p.accent, 7)


SHAPES: dict[str, Draw] = {
    "baby_bottle": baby_bottle, "blocks": blocks, "book": book, "carving": carving, "drill": drill, "dumbbell": dumbbell,
    "football": football, "lipstick": lipstick, "mat": mat, "notebook": notebook, "pens": pens, "teddy": teddy,
    "toolbox": toolbox, "toy_car": toy_car,
}  # fmt: skip
