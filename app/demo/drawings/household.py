"""Things for the kitchen, the table and the house."""

from app.demo.drawings.colours import KRAFT, STEEL, darker, lighter, mix
from app.demo.drawings.look import Draw, Look
from app.demo.drawings.motifs import cloth, motif
from app.demo.drawings.sketch import Sketch


def kettle(s: Sketch, look: Look) -> None:
    """An electric kettle on its base."""
    p = look.palette
    s.line("M410 236c100-20 110 180 10 220", darker(p.accent, 0.3), 30)
    s.path("M224 270l-74-34 20-24 74 24z", s.across(darker(p.main, 0.2), p.main))
    s.path("M236 210h172c10 100 30 190 34 292H202c4-102 24-192 34-292z", s.round(p.main))
    s.path("M236 212q86-66 172 0z", s.round(darker(p.main, 0.15)))
    s.disc(322, 170, 16, p.accent)
    s.rect(352, 300, 26, 130, "#eef6fa", 13, opacity=0.85)
    s.rect(356, 352, 18, 74, "#6db3e0", 9)
    s.text(282, 470, look.label, 24, lighter(p.main, 0.8), 110)
    s.rect(186, 498, 272, 38, s.round("#34343e"), 12)
    s.disc(322, 518, 7, "#ff8a4a")
    s.gleam(240, 250, 10, 230, 0.5)


def blender(s: Sketch, look: Look) -> None:
    """A jug blender with fruit inside."""
    p = look.palette
    s.line("M414 190c70 0 60 130-16 130", lighter(p.main, 0.2), 18)
    s.path("M226 160h188l-24 230H250z", "#fff", opacity=0.75)
    s.path("M236 250q84-24 168 0l-16 134H252z", s.across(lighter(p.accent, 0.2), p.accent, darker(p.accent, 0.15)))
    s.disc(292, 262, 16, "#f0b440")
    s.disc(346, 268, 13, "#6aa84f")
    s.rect(220, 132, 200, 34, s.round("#30303a"), 10)
    s.path("M240 388h160l34 148H206z", s.round(p.main))
    s.disc(320, 468, 34, "#f3f3f5")
    s.line("M320 468l14-20", "#30303a", 7)
    s.text(320, 526, look.label, 18, "#fff", 150)
    s.gleam(246, 180, 9, 190, 0.7)


def iron(s: Sketch, look: Look) -> None:
    """A steam iron."""
    p = look.palette
    s.path("M110 500c20-120 140-170 250-170h150l20 170z", s.down(lighter(p.main, 0.2), p.main, p.deep))
    s.path(
        "M250 350c20-90 90-120 190-120 60 0 60 60 40 110h-50c20-50 10-60-20-60-60 0-90 20-110 66z",
        s.down("#4a4a55", "#25252d"),
    )
    s.rect(100, 496, 440, 34, s.round(STEEL), 12)
    s.path("M150 470c20-50 80-84 150-94l10 60z", "#bfe3f5", opacity=0.85)
    s.disc(400, 424, 34, p.accent)
    s.line("M400 424v-22", "#fff", 7)
    s.text(300, 484, look.label, 24, "#fff", 160)
    s.line("M510 300c60-20 20-110 70-130", "#3a3a44", 12)


def fan(s: Sketch, look: Look) -> None:
    """A standing fan."""
    p = look.palette
    s.rect(308, 380, 24, 140, s.round(STEEL), 8)
    s.path("M210 536q10-34 110-34t110 34z", s.round(p.main))
    s.disc(320, 266, 152, "#ffffff", opacity=0.55)
    for turn in (0, 120, 240):
        s.path(
            "M320 266c-20-90 20-130 60-124 40 10 10 90-60 124z",
            s.slant(lighter(p.main, 0.4), p.main),
            transform=f"rotate({turn} 320 266)",
        )
    for r in (152, 116, 78):
        s.disc(320, 266, r, "none", stroke=darker(STEEL, 0.2), stroke_width=4 if r == 152 else 2)
    for turn in range(0, 180, 20):
        s.rect(319, 114, 2, 304, darker(STEEL, 0.15), transform=f"rotate({turn} 320 266)")
    s.disc(320, 266, 34, p.accent)
    s.text(320, 272, look.label, 14, "#fff", 60)


def lamp(s: Sketch, look: Look) -> None:
    """A table lamp with a glowing patterned shade."""
    p = look.palette
    s.disc(320, 250, 190, "#fff3c4", opacity=0.55)
    s.path("M306 340h28v60q50 30 50 70t-40 60h-48q-40-20-40-60t50-70z", s.round(p.main))
    s.rect(256, 518, 128, 18, s.round(darker(p.main, 0.3)), 8)
    shade = "M250 130H390L450 344H190z"
    s.path(shade, s.down("#fff4cf", lighter(p.accent, 0.35)))
    with s.clipped(shade):
        cloth(s, (180, 130, 460, 350), look.pattern, lighter(p.accent, 0.1), p.main)
        s.path("M250 130H300L260 344H190z", "#fff", opacity=0.3)
    s.rect(186, 338, 268, 10, p.accent, 5)
    s.rect(248, 126, 144, 8, p.accent, 4)


def pot(s: Sketch, look: Look) -> None:
    """A stack of two lidded pots."""
    for y, k in ((196, 0.72), (350, 1.0)):
        with s.group(f"translate({320 - 320 * k:g} {y}) scale({k} 1)"):
            _one_pot(s, look)


def _one_pot(s: Sketch, look: Look) -> None:
    p = look.palette
    s.line("M150 62h-44v46h44M490 62h44v46h-44", "#34343e", 18)
    s.path("M146 40h348v106q0 40-46 40H192q-46 0-46-40z", s.round(p.main))
    s.rect(136, 28, 368, 22, s.round(STEEL), 10)
    s.path("M150 30q170-60 340 0z", s.across("#d4dae0", "#fff", "#aab2bb"))
    s.rect(298, -20, 44, 22, s.round("#34343e"), 10)
    s.text(320, 128, look.label, 28, lighter(p.main, 0.75), 180)
    s.gleam(168, 62, 12, 104, 0.4)


def pan(s: Sketch, look: Look) -> None:
    """A frying pan, seen from above, with plantain frying."""
    p = look.palette
    s.path("M430 400l120 110q16 20-4 34-20 10-34-8L410 420z", s.slant("#4a3a30", "#211a16"))
    s.disc(290, 320, 190, s.slant("#6c6c78", p.main, darker(p.main, 0.5)))
    s.disc(290, 320, 164, s.slant("#2a2a31", "#46464f"))
    for x, y, t in ((220, 260, 20), (310, 240, -30), (250, 340, -10), (340, 330, 30), (280, 420, 5)):
        s.oval(x, y, 46, 30, s.slant("#f7cf6a", "#d58a24"), transform=f"rotate({t} {x} {y})")
        s.oval(x, y, 30, 17, "none", stroke="#b9691a", stroke_width=3, transform=f"rotate({t} {x} {y})", opacity=0.7)
    s.line("M138 270a164 164 0 0 1 70-90", "#fff", 6, opacity=0.4)


def dallah(s: Sketch, look: Look) -> None:
    """An Arabian coffee pot with two small cups."""
    p = look.palette
    m = p.main
    s.line("M398 250c110-40 130 150 30 220", darker(m, 0.1), 24)
    s.line("M400 246c96-30 112 130 28 200", lighter(m, 0.4), 5)
    s.path("M250 262c-60-10-90-50-132-40 40 14 70 90 130 110z", s.across(darker(m, 0.2), lighter(m, 0.3), m))
    s.path("M262 256h124c-8 60 60 110 60 190 0 60-40 90-60 90H262c-20 0-60-30-60-90 0-80 68-130 60-190z", s.round(m))
    s.path("M252 258c10-70 50-90 72-96 22 6 62 26 72 96z", s.round(m))
    s.path("M314 164c0-30-8-34 10-60 18 26 10 30 10 60z", s.round(m))
    s.rect(246, 252, 156, 14, s.round(lighter(m, 0.2)), 7)
    s.line("M222 400q102 36 204 0M206 446q118 40 236 0", darker(m, 0.35), 4, opacity=0.7)
    for x in (250, 287, 324, 361, 398):
        s.path(f"M{x} 412l12 16-12 16-12-16z", darker(m, 0.35), opacity=0.7)
    motif(s, look.motif, 324, 342, 0.7, darker(m, 0.35))
    s.line("M236 420c2-40 20-60 30-84", "#fff", 9, opacity=0.6)
    for x in (488, 566):
        s.path(f"M{x - 36} 464h72l-10 60q-26 14-52 0z", s.across("#e8e1d6", "#fff", "#d8cfc0"))
        s.oval(x, 464, 36, 9, "#5b3317")
        s.line(f"M{x - 32} 486q32 12 64 0", p.accent, 5)


def burner(s: Sketch, look: Look) -> None:
    """An incense burner with curling smoke."""
    p = look.palette
    s.line("M300 250c-50-60 50-80 0-150M344 250c50-50-40-90 16-150", "#fff", 12, opacity=0.75)
    s.path("M214 262h212l-40 100H254z", s.round(p.main))
    s.oval(320, 262, 106, 24, darker(p.main, 0.4))
    for x in (270, 302, 336, 368):
        s.disc(x, 258, 13, "#e2542c" if x % 4 else "#7a2b18")
    s.path("M282 360h76l20 70H262z", s.round(darker(p.main, 0.1)))
    s.path("M220 536l24-110h152l24 110z", s.round(p.main))
    s.path("M296 536v-40q24-40 48 0v40z", darker(p.main, 0.55))
    for x, y in ((252, 310), (320, 322), (388, 310)):
        motif(s, "khatam", x, y, 0.36, p.accent)
    s.rect(240, 424, 160, 12, p.accent, 5)
    for x in (262, 378):
        motif(s, look.motif, x, 480, 0.42, p.accent)


def plates(s: Sketch, look: Look) -> None:
    """A dinner plate on its rim with a stack and a bowl in front."""
    p = look.palette
    s.disc(300, 300, 176, s.slant("#fff", p.label, "#ddd3c6"))
    s.disc(300, 300, 168, "none", stroke=p.main, stroke_width=14, stroke_dasharray="26 12")
    s.disc(300, 300, 146, "none", stroke=p.accent, stroke_width=4)
    s.disc(300, 300, 112, "none", stroke="#d9cfc0", stroke_width=4)
    motif(s, look.motif, 300, 300, 1.6, p.main)
    for y in (516, 498, 480):
        s.path(f"M110 {y - 16}h260q-20 34-60 34H170q-40 0-60-34z", s.across("#e2d8ca", "#fff", "#d3c7b6"))
        s.rect(108, y - 18, 264, 8, p.main, 4)
    s.path("M376 400h180q0 130-60 136h-60q-60-6-60-136z", s.round(p.main))
    s.oval(466, 400, 90, 20, lighter(p.main, 0.35))
    s.oval(466, 404, 76, 14, darker(p.main, 0.3))


def cups(s: Sketch, look: Look) -> None:
    """Two mugs, one behind the other, with steam."""
    p = look.palette
    s.line("M240 200q-18-24 0-50M290 200q-18-24 0-50", "#fff", 8, opacity=0.8)
    for x, y, c in ((350, -30, p.accent), (160, 0, p.main)):
        with s.group(f"translate({x} {y})"):
            s.line("M190 320c80-20 80 130-6 130", darker(c, 0.15), 24)
            s.path("M0 250h200v210q0 76-76 76H76Q0 536 0 460z", s.round(c))
            s.oval(100, 250, 100, 24, lighter(c, 0.4))
            s.oval(100, 254, 84, 17, "#5b3317")
            motif(s, look.motif, 100, 376, 1.2, p.label)
            s.text(100, 462, look.label, 26, p.label, 160)


def towels(s: Sketch, look: Look) -> None:
    """A folded stack of towels or sheets."""
    p = look.palette
    for i, colour in enumerate((p.main, p.label, p.accent, mix(p.main, p.label, 0.5))):
        y = 462 - i * 78
        s.path(
            f"M150 {y + 10}q0-12 14-12h300q44 0 44 36t-44 38H164q-14 0-14-14z",
            s.down(lighter(colour, 0.3), colour, darker(colour, 0.18)),
        )
        s.line(f"M164 {y + 36}h296", darker(colour, 0.3), 3, opacity=0.5)
        s.line(f"M200 {y + 2}v68M214 {y + 2}v68", darker(colour, 0.25), 5, opacity=0.45)
        s.oval(476, y + 35, 12, 22, darker(colour, 0.25), opacity=0.5)
    motif(s, look.motif, 320, 264, 0.6, p.label)


def pillow(s: Sketch, look: Look) -> None:
    """A plump patterned cushion."""
    p = look.palette
    d = "M170 200Q320 160 470 200Q510 190 500 230Q470 350 500 470Q510 520 470 506Q320 540 170 506Q130 520 140 470Q170 350 140 230Q130 190 170 200z"
    s.path(d, s.slant(lighter(p.main, 0.25), p.main, p.deep))
    with s.clipped(d):
        cloth(s, (140, 180, 500, 540), look.pattern, p.accent, p.label)
        s.path("M140 190q60 160 0 320zM500 190q-60 160 0 320z", "#000", opacity=0.14)
        s.path("M170 200q150 40 300 0-150-30-300 0z", "#fff", opacity=0.3)
    s.line(d, darker(p.main, 0.4), 5)


def basket(s: Sketch, look: Look) -> None:
    """A woven palm basket with coloured bands."""
    p = look.palette
    s.line("M210 260C210 110 430 110 430 260", darker(KRAFT, 0.2), 18)
    s.line("M210 260C210 110 430 110 430 260", lighter(KRAFT, 0.2), 6, stroke_dasharray="16 12")
    d = "M150 260H490L450 510Q446 536 420 536H220Q194 536 190 510z"
    s.path(d, s.round(KRAFT))
    with s.clipped(d):
        for i, y in enumerate(range(280, 540, 28)):
            band = (p.main, darker(KRAFT, 0.2), p.accent, darker(KRAFT, 0.2))[i % 4]
            s.line(f"M140 {y}" + "l14-10 14 10" * 13, band, 9, opacity=0.9)
        s.path("M420 250h80v300h-100z", "#000", opacity=0.15)
    s.oval(320, 260, 172, 30, darker(KRAFT, 0.35))
    s.oval(320, 260, 172, 30, "none", stroke=lighter(KRAFT, 0.2), stroke_width=9)


def candle(s: Sketch, look: Look) -> None:
    """A scented candle in a glass, lit."""
    p = look.palette
    s.disc(320, 220, 120, "#fff0b8", opacity=0.6)
    s.rect(206, 290, 228, 246, s.round(p.main), 24)
    s.oval(320, 296, 112, 24, lighter(p.main, 0.65))
    s.rect(316, 250, 8, 46, "#3a2a20", 3)
    s.path("M320 160c34 40 34 60 30 76-6 24-54 24-60 0-4-16 0-36 30-76z", s.down("#ffd65a", "#f28c28"))
    s.path("M320 206c14 16 14 26 10 34-4 8-16 8-20 0-4-8-2-18 10-34z", "#fff5cf")
    s.rect(246, 350, 148, 130, p.label)
    motif(s, look.motif, 320, 392, 0.7, p.accent)
    s.text(320, 450, look.label, 24, "#2a2233", 130, serif=True)
    s.text(320, 470, look.small, 12, "#6d6375", 120)
    s.gleam(220, 320, 9, 196, 0.5)


def drum(s: Sketch, look: Look) -> None:
    """A goblet or talking drum with laced cords."""
    p = look.palette
    s.path("M180 190h280c0 110-90 120-90 174s90 66 90 172H180c0-106 90-118 90-172s-90-64-90-174z", s.round(p.main))
    s.line(
        "M196 216l84 148-84 148M238 220l58 144-58 152M282 222l24 142-24 152M358 222l-24 142 24 152M402 220l-58 144 58 152M444 216l-84 148 84 148",
        lighter(p.accent, 0.4),
        5,
    )
    s.rect(262, 344, 116, 40, s.round(p.accent), 12)
    s.oval(320, 190, 144, 36, darker(p.main, 0.3))
    s.oval(320, 184, 138, 32, "#f5e6c8")
    s.oval(320, 184, 70, 15, "#dcc59a")
    s.path("M176 520h288q4 16-10 16H186q-14 0-10-16z", darker(p.main, 0.4))
    s.line("M470 140l60 190", "#7a5230", 14)
    s.disc(534, 340, 17, "#5b3317")


SHAPES: dict[str, Draw] = {
    "basket": basket, "blender": blender, "burner": burner, "candle": candle, "cups": cups, "dallah": dallah, "drum": drum,
    "fan": fan, "iron": iron, "kettle": kettle, "lamp": lamp, "pan": pan, "pillow": pillow, "plates": plates, "pot": pot,
    "towels": towels,
}  # fmt: skip
