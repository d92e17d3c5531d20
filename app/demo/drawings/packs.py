"""Sacks, pouches, boxes, tins and what is sold in them."""

from app.demo.drawings.colours import GOLD, KRAFT, darker, ink_on, lighter, mix
from app.demo.drawings.look import Draw, Look
from app.demo.drawings.motifs import cloth, motif
from app.demo.drawings.sketch import Sketch


def sack(s: Sketch, look: Look) -> None:
    """A stitched woven sack of rice, beans or garri."""
    p = look.palette
    body = "M196 166q124 22 248 0c-14 40 22 120 22 220 0 70-8 120-18 150H192c-10-30-18-80-18-150 0-100 36-180 22-220z"
    s.path(body, s.across(darker(p.label, 0.18), p.label, p.label, darker(p.label, 0.25)))
    s.path("M186 240q134 24 268 0l8 60q-142 26-284 0z", p.main)
    s.path("M178 470q142 22 284 0l-4 34q-138 20-276 0z", p.main)
    s.path(
        "M190 142q130 22 260 0l-4 36q-126 20-252 0z",
        s.across(darker(p.accent, 0.2), lighter(p.accent, 0.2), darker(p.accent, 0.3)),
    )
    s.line("M200 164q120 18 240 0", "#fff", 3, stroke_dasharray="10 8")
    s.text(320, 292, look.label, 44, "#fff", 240)
    motif(s, look.motif, 320, 384, 1.5, p.accent)
    s.text(320, 462, look.small, 26, "#4a3b2a", 200)
    s.path(
        "M196 330c8 60 4 120-4 200h-10c-12-90-4-150 14-200zM440 330c-4 60 0 120 8 200h-20c-6-80 0-150 12-200z",
        "#000",
        opacity=0.08,
    )


def pouch(s: Sketch, look: Look) -> None:
    """A stand-up pouch with a window, for coffee, nuts and snacks."""
    p = look.palette
    s.path(
        "M208 150h224c-6 120 20 240 14 372q-126 28-252 0c-6-132 20-252 14-372z",
        s.across(p.deep, p.main, lighter(p.main, 0.18), p.main, p.deep),
    )
    s.rect(206, 136, 228, 34, s.round(darker(p.main, 0.15)), 4)
    s.line("M216 154h208", "#fff", 2, opacity=0.5)
    s.disc(320, 268, 62, p.accent)
    motif(s, look.motif, 320, 268, 1.15, "#fff")
    s.text(320, 384, look.label, 46, "#fff", 196)
    s.text(320, 416, look.small, 18, "#fff", 180)
    s.rect(254, 442, 132, 56, mix(p.accent, "#3a2112", 0.55), 28)
    s.path(
        "".join(
            f"M{x} {y}a10 8 0 1 0 20 0 10 8 0 1 0-20 0"
            for x, y in ((264, 462), (288, 480), (298, 458), (322, 474), (340, 458), (352, 480))
        ),
        lighter(p.accent, 0.15),
    )
    s.path("M222 176c-2 110-16 230-14 340l18 4c0-120 12-240 14-344z", "#fff", opacity=0.28)


def box(s: Sketch, look: Look) -> None:
    """A carton standing at a slight angle."""
    p = look.palette
    s.path("M196 196l58-34h214l-42 34z", lighter(p.main, 0.35))
    s.path("M426 196l42-34v330l-42 44z", p.deep)
    s.rect(196, 196, 230, 340, s.down(lighter(p.main, 0.1), darker(p.main, 0.08)))
    s.path("M196 400q120-70 230 10v126H196z", p.accent, opacity=0.95)
    s.disc(311, 300, 66, "#fff", opacity=0.94)
    motif(s, look.motif, 311, 300, 1.3, p.main)
    s.text(311, 466, look.label, 44, "#fff", 206)
    s.text(311, 500, look.small, 19, "#fff", 190)
    s.gleam(206, 206, 6, 318, 0.3)


def tin(s: Sketch, look: Look) -> None:
    """A broad tin of powder, tea or biscuits."""
    p = look.palette
    s.path("M206 220v282c0 46 228 46 228 0V220z", s.round(p.main))
    s.path(
        "M206 300c0 40 228 40 228 0v130c0 40-228 40-228 0z",
        s.across(darker(p.label, 0.2), p.label, p.label, darker(p.label, 0.25)),
    )
    s.oval(320, 220, 114, 34, s.across("#a9b0b8", "#f7f8fa", "#a9b0b8"))
    s.path("M200 196c0 44 240 44 240 0v26c0 46-240 46-240 0z", s.round(p.accent))
    s.oval(320, 196, 120, 34, lighter(p.accent, 0.25))
    s.oval(320, 194, 96, 25, p.accent)
    motif(s, look.motif, 320, 360, 0.75, p.main)
    s.text(320, 424, look.label, 36, darker(p.main, 0.3), 190)
    s.text(320, 494, look.small, 18, "#fff", 170)
    s.gleam(220, 250, 10, 262, 0.35)


def food_can(s: Sketch, look: Look) -> None:
    """Two stacked food cans with ribbed metal rims."""
    for y in (356, 176):
        with s.group(f"translate(0 {y})"):
            _one_can(s, look)


def _one_can(s: Sketch, look: Look) -> None:
    p = look.palette
    s.rect(224, 0, 192, 180, s.round("#c3c9d0"), 12)
    s.rect(224, 20, 192, 140, s.round(p.main))
    s.oval(320, 92, 66, 54, p.label)
    motif(s, look.motif, 320, 74, 0.55, p.accent)
    s.text(320, 118, look.label, 24, darker(p.main, 0.4), 112)
    s.line("M228 10h184M228 170h184", "#7f8891", 3, opacity=0.7)


def bar(s: Sketch, look: Look) -> None:
    """A chocolate bar half out of its wrapper."""
    p = look.palette
    with s.group("rotate(-9 320 360)"):
        s.rect(232, 110, 176, 250, s.across("#4a2513", "#7a4526", "#54290f"), 10)
        for x in (246, 324):
            for y in (124, 192, 260):
                s.rect(x, y, 70, 60, s.slant("#8b5230", "#5a2e16"), 6)
        s.path(
            "M218 248l18-14 18 14 18-14 18 14 18-14 18 14 18-14 18 14 18-14 18 14 20-14v302H218z",
            s.across("#d6d9dd", "#fff", "#c0c5cb"),
        )
        s.rect(218, 286, 204, 250, s.across(p.deep, p.main, lighter(p.main, 0.2), p.deep), 6)
        s.rect(218, 306, 204, 8, p.accent)
        s.rect(218, 508, 204, 8, p.accent)
        motif(s, look.motif, 320, 366, 1.0, p.accent)
        s.text(320, 440, look.label, 40, "#fff", 184, serif=True)
        s.text(320, 474, look.small, 18, lighter(p.main, 0.7), 170)


def _tray(s: Sketch, look: Look) -> None:
    p = look.palette
    s.path("M150 176h340l28 150H122z", s.down(p.deep, p.main))
    s.path("M166 190h308l22 122H144z", s.down(lighter(p.main, 0.15), p.main))
    motif(s, look.motif, 320, 236, 0.85, p.accent)
    s.text(320, 300, look.label, 34, p.accent, 290, serif=True)
    s.path("M122 326h396l24 196q0 14-14 14H112q-14 0-14-14z", s.down(p.main, p.deep))
    s.path("M136 338h368l20 172H116z", "#f6ead3")


def chocolates(s: Sketch, look: Look) -> None:
    """An open gift box of filled chocolates."""
    _tray(s, look)
    tones = ("#5b2f18", "#8a5230", "#3f2012", "#ead7b5")
    places = [
        (320 + i * step, y, r) for y, step, r in ((370, 62, 24), (422, 66, 25), (478, 69, 27)) for i in range(-2, 3)
    ]
    for number, tone in enumerate(tones):
        s.path(
            discs(places[number::4]), s.slant(lighter(tone, 0.3), darker(tone, 0.2)), stroke="#c9a86a", stroke_width=5
        )
    for colour, some in (("#fff", places[::2]), (GOLD, places[1::2])):
        s.line("".join(f"M{x - 10} {y - 4}q10-10 20 0" for x, y, _ in some), colour, 4, opacity=0.8)


def discs(places: list[tuple[int, int, int]]) -> str:
    """Return path data of circles given as (centre x, centre y, radius)."""
    return "".join(f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0 {r} {r} 0 1 0-{2 * r} 0" for x, y, r in places)


def dates(s: Sketch, look: Look) -> None:
    """An open box of dates in rows, a few stuffed with almonds."""
    _tray(s, look)
    tone = "#7a3d17" if look.pattern != "dark" else "#3f1f14"
    rows = ((366, 46), (410, 48), (456, 50), (496, 51))
    places = [(320 + (i - 3) * step, y) for y, step in rows for i in range(7)]
    fill = s.down(lighter(tone, 0.4), tone, darker(tone, 0.4))
    for y, step in rows:
        row = (f"M{320 + (i - 3) * step - 19} {y}a19 23 0 1 0 38 0 19 23 0 1 0-38 0" for i in range(7))
        s.path("".join(row), fill)
    s.path("".join(f"M{x - 6} {y}a6 13 0 1 0 12 0 6 13 0 1 0-12 0" for x, y in places[::3]), "#e7c38d")
    s.line("".join(f"M{x - 6} {y - 12}q-4 10 0 22" for x, y in places[1::3] + places[2::3]), "#fff", 3, opacity=0.35)


def pastries(s: Sketch, look: Look) -> None:
    """An open box of layered pastry diamonds sprinkled with pistachio."""
    _tray(s, look)
    rows = ((366, 62), (410, 65), (456, 68), (500, 70))
    places = [(320 + (i - 2) * step + (18 if n % 2 else -16), y) for n, (y, step) in enumerate(rows) for i in range(5)]
    s.path("".join(f"M{x - 28} {y}l28 22 28-22v9l-28 22-28-22z" for x, y in places), "#a8642a")
    for y, _ in rows:
        s.path("".join(f"M{x} {b - 22}l28 22-28 22-28-22z" for x, b in places if b == y), s.down("#f3c779", "#cf8b3a"))
    s.path(discs([(x, y, 7) for x, y in places]), "#7fa53f")
    s.path(discs([(x + 9, y - 5, 3) for x, y in places]), "#9fc25a")


def hamper(s: Sketch, look: Look) -> None:
    """A woven basket of treats with a bow."""
    p = look.palette
    s.line("M170 360C170 90 470 90 470 360", darker(KRAFT, 0.15), 16)
    s.line("M170 360C170 90 470 90 470 360", lighter(KRAFT, 0.25), 5, stroke_dasharray="14 12")
    s.rect(220, 226, 54, 160, s.round(p.main), 10)
    s.rect(234, 180, 26, 56, s.round(p.main), 6)
    s.rect(222, 276, 50, 50, p.label)
    s.rect(290, 250, 84, 130, s.round(p.accent), 6)
    motif(s, look.motif, 332, 304, 0.7, p.label)
    s.disc(416, 318, 46, s.slant(lighter(p.main, 0.5), p.main))
    s.line("M416 274q6-22 20-24", "#5b7a35", 6)
    s.path(
        "M140 360h360l-36 160q-4 16-24 16H200q-20 0-24-16z",
        s.across(darker(KRAFT, 0.2), lighter(KRAFT, 0.2), KRAFT, darker(KRAFT, 0.35)),
    )
    for y in (400, 440, 480):
        s.line(f"M{150 + (y - 360) / 4.5:.0f} {y}" + "q14-14 28 0t28 0" * 5, darker(KRAFT, 0.35), 5, opacity=0.55)
    s.rect(130, 348, 380, 26, s.round(KRAFT), 13)
    s.path(
        "M320 392c-60-44-90-30-86 0 4 34 46 24 86 0 40 24 82 34 86 0 4-30-26-44-86 0zM312 390l-34 92 32-14 12-70 12 70 32 14-34-92z",
        p.accent,
    )
    s.disc(320, 392, 15, darker(p.accent, 0.2))


def gift(s: Sketch, look: Look) -> None:
    """A wrapped gift box with ribbon and tag."""
    p = look.palette
    body = "M190 280H450V536H190z"
    s.path(body, s.across(p.main, lighter(p.main, 0.12), p.deep))
    with s.clipped(body):
        cloth(s, (190, 290, 460, 540), look.pattern, p.pale, p.accent)
        s.path("M400 280h50v256h-50z", "#000", opacity=0.12)
    s.rect(176, 228, 288, 62, s.across(lighter(p.main, 0.1), p.main, p.deep), 6)
    s.rect(300, 228, 42, 308, s.across(darker(p.accent, 0.1), lighter(p.accent, 0.25), darker(p.accent, 0.15)))
    s.path(
        "M320 230c-100-90-140-50-120-14 16 30 80 26 120 14 40 12 104 16 120-14 20-36-20-76-120 14z",
        s.slant(lighter(p.accent, 0.3), p.accent, darker(p.accent, 0.2)),
    )
    s.disc(320, 224, 18, darker(p.accent, 0.2))
    s.path("M352 330l70 16 4 66-62 14-18-50z", p.label)
    s.text(386, 390, look.label, 18, "#2a2233", 64)


def soap(s: Sketch, look: Look) -> None:
    """A stamped bar of soap on its wrapper, with bubbles."""
    p = look.palette
    s.path("M170 320h250l60 40v176H220l-50-44z", s.across(p.deep, p.accent, lighter(p.accent, 0.2)))
    s.rect(190, 330, 270, 150, s.slant(lighter(p.main, 0.35), p.main, darker(p.main, 0.18)), 46)
    s.rect(208, 346, 234, 118, "none", 36, stroke=darker(p.main, 0.25), stroke_width=4)
    motif(s, look.motif, 325, 386, 0.75, ink_on(p.main))
    s.text(325, 446, look.label, 30, ink_on(p.main), 200, serif=True)
    s.text(330, 518, look.small, 20, "#fff", 220)
    for x, y, r in ((196, 270, 24), (244, 226, 15), (430, 280, 30), (470, 214, 17), (390, 212, 11), (150, 216, 12)):
        s.disc(x, y, r, "#fff", opacity=0.5, stroke="#fff", stroke_width=3)
        s.disc(x - r / 3, y - r / 3, r / 5, "#fff")


def cream(s: Sketch, look: Look) -> None:
    """An open cream jar with its lid leaning behind."""
    p = look.palette
    s.disc(440, 420, 104, s.slant(lighter(p.accent, 0.3), p.accent, darker(p.accent, 0.3)))
    s.disc(440, 420, 80, "none", stroke="#fff", stroke_width=3, opacity=0.4)
    motif(s, look.motif, 452, 410, 1.0, lighter(p.accent, 0.6))
    s.path("M150 368v120c0 64 250 64 250 0V368z", s.round(p.main))
    s.oval(275, 368, 125, 40, s.across("#d9d4cb", "#fff", "#d9d4cb"))
    s.oval(275, 364, 104, 30, "#fdf6ea")
    s.path("M210 362c20-40 40 10 64-22 30-40 50 0 70 20-30 24-104 26-134 2z", "#fff")
    s.text(275, 466, look.label, 42, p.label if look.pattern != "dark" else p.accent, 210, serif=True)
    s.text(275, 498, look.small, 17, "#fff", 190)


def tube(s: Sketch, look: Look) -> None:
    """A standing squeeze tube."""
    p = look.palette
    s.path("M222 120h196l-22 340H244z", s.across(p.deep, p.main, lighter(p.main, 0.35), p.main, p.deep))
    s.rect(216, 108, 208, 26, s.round(darker(p.main, 0.12)), 4)
    s.line("M226 121h188", "#fff", 3, stroke_dasharray="3 6", opacity=0.6)
    s.rect(240, 456, 160, 80, s.round(p.accent), 12)
    motif(s, look.motif, 320, 220, 1.1, p.label)
    s.text(320, 326, look.label, 44, p.label, 160)
    s.text(320, 360, look.small, 18, p.label, 150)
    s.path("M228 392h184l-4 30H232z", p.accent)


def softpack(s: Sketch, look: Look) -> None:
    """A plump soft pack: nappies, wipes, tissues, cotton."""
    p = look.palette
    s.path(
        "M160 250c-14-60 30-70 60-56q100 20 200 0c30-14 74-4 60 56-10 90-10 170 2 250 4 36-20 40-50 36q-112-14-224 0c-30 4-54 0-50-36 12-80 12-160 2-250z",
        s.across(p.deep, p.main, lighter(p.main, 0.3), p.main, p.deep),
    )
    s.path("M166 420q154-70 308 0l6 100q-10 18-48 14-112-12-224 0-38 4-48-14z", p.accent, opacity=0.9)
    s.disc(320, 306, 72, "#fff", opacity=0.95)
    motif(s, look.motif, 320, 306, 1.4, p.accent)
    s.text(320, 464, look.label, 50, "#fff", 270)
    s.text(320, 502, look.small, 22, "#fff", 240)
    s.path("M184 236c-8 90-8 150 0 240", "none", stroke="#fff", stroke_width=9, opacity=0.4, stroke_linecap="round")


def noodles(s: Sketch, look: Look) -> None:
    """A carton of pasta or noodles with a steaming bowl printed on it."""
    p = look.palette
    s.rect(180, 190, 280, 346, s.across(p.deep, p.main, lighter(p.main, 0.15), p.deep), 10)
    s.path(
        "M180 190l10-18 14 18 14-18 14 18 14-18 14 18 14-18 14 18 14-18 14 18 14-18 14 18 14-18 14 18 14-18 14 18 14-18 14 18 14-18 12 18z",
        p.deep,
    )
    s.text(320, 262, look.label, 52, "#fff", 250)
    s.text(320, 296, look.small, 20, "#fff", 220)
    s.line("M286 346q-12-14 0-26M320 346q-12-14 0-26M354 346q-12-14 0-26", "#fff", 6, opacity=0.7)
    s.oval(320, 378, 104, 24, "#f8d27a")
    s.line("M236 374q20-18 42 2t42-2 42 2 40-4M250 386q18-14 36 2t36-2 36 2 28-2", "#d99a2b", 6)
    s.path(
        "M212 378h216c0 70-44 112-108 112s-108-42-108-112z",
        s.across(darker(p.accent, 0.15), lighter(p.accent, 0.25), darker(p.accent, 0.2)),
    )
    s.disc(360, 372, 14, "#d4472f")
    s.disc(286, 370, 9, "#5c9a3c")


SHAPES: dict[str, Draw] = {
    "bar": bar, "box": box, "chocolates": chocolates, "cream": cream, "dates": dates, "food_can": food_can, "gift": gift,
    "hamper": hamper, "noodles": noodles, "pastries": pastries, "pouch": pouch, "sack": sack, "soap": soap,
    "softpack": softpack, "tin": tin, "tube": tube,
}  # fmt: skip
