"""Phones, computers, sound, and other things with a plug or a battery."""

from app.demo.drawings.colours import GOLD, STEEL, darker, lighter, mix
from app.demo.drawings.look import Draw, Look
from app.demo.drawings.motifs import motif
from app.demo.drawings.sketch import Sketch


def _wallpaper(s: Sketch, look: Look, box: tuple[float, float, float, float]) -> None:
    """A screen's picture: dusk sky, a sun and two hills."""
    x, y, w, h = box
    p = look.palette
    with s.clipped(f"M{x} {y}h{w}v{h}h-{w}z"):
        s.rect(x, y, w, h, s.down(p.deep, p.main, lighter(p.accent, 0.3)))
        s.disc(x + w * 0.68, y + h * 0.5, w * 0.15, lighter(p.accent, 0.2))
        s.path(
            f"M{x} {y + h * 0.78}q{w * 0.3}-{h * 0.2} {w * 0.6}-{h * 0.04}t{w * 0.4}-{h * 0.06}V{y + h}H{x}z",
            mix(p.main, p.deep, 0.5),
        )
        s.path(f"M{x} {y + h * 0.9}q{w * 0.4}-{h * 0.16} {w}-{h * 0.02}V{y + h}H{x}z", darker(p.deep, 0.3))


def phone(s: Sketch, look: Look) -> None:
    """A phone seen from the front with its back peeking out behind."""
    p = look.palette
    with s.group("rotate(8 420 340)"):
        s.rect(316, 120, 200, 412, s.slant(p.pale, p.main, p.deep), 34)
        s.rect(424, 142, 72, 128, darker(p.main, 0.2), 26, opacity=0.8)
        for y in (176, 236):
            s.disc(460, y, 24, "#15151c", stroke=STEEL, stroke_width=4)
            s.disc(453, y - 7, 6, "#6f8fc0")
    s.rect(148, 108, 212, 428, s.across("#43434d", "#17171d", "#43434d"), 36)
    _wallpaper(s, look, (160, 122, 188, 400))
    s.disc(254, 142, 8, "#0b0b10")
    s.text(254, 214, "9:41", 46, "#fff", 150)
    s.text(254, 242, look.label, 18, "#fff", 150)
    for i in range(4):
        s.rect(172 + i * 43, 466, 34, 34, lighter((p.accent, p.main, "#4aa564", "#ffffff")[i], 0.15), 10)
    s.path("M160 122h86L160 420z", "#fff", opacity=0.1)


def feature_phone(s: Sketch, look: Look) -> None:
    """A sturdy keypad phone."""
    p = look.palette
    s.rect(228, 112, 184, 424, s.across(p.deep, p.main, lighter(p.main, 0.2), p.deep), 44)
    s.rect(246, 152, 148, 132, "#14161c", 10)
    _wallpaper(s, look, (254, 160, 132, 116))
    s.text(320, 208, "12:30", 32, "#fff", 110)
    s.text(320, 140, look.label, 17, "#fff", 120)
    s.rect(286, 300, 68, 46, lighter(p.main, 0.35), 23)
    s.path("M250 310h26v26h-26z", "#58b368")
    s.path("M364 310h26v26h-26z", "#d9534f")
    for row in range(4):
        for column in range(3):
            x, y = 272 + column * 48, 376 + row * 38
            s.rect(x - 19, y - 13, 38, 26, lighter(p.main, 0.75), 10)
            s.text(x, y + 7, "123456789*0#"[row * 3 + column], 18, "#2b2b36", 40)


def tablet(s: Sketch, look: Look) -> None:
    """A tablet with a pen."""
    s.rect(120, 160, 400, 300, "#23232b", 26)
    _wallpaper(s, look, (138, 178, 364, 264))
    s.text(244, 252, look.label, 34, "#fff", 190)
    s.rect(120, 452, 400, 12, s.across("#888", "#ddd", "#777"), 6)
    s.path("M470 528l-300-10-24 6 24 8 300 4q10-4 0-8z", s.down("#fff", "#c6c9cf"))
    s.path("M470 527h26q8 4 0 9h-26z", look.palette.accent)
    s.path("M138 178h180L138 420z", "#fff", opacity=0.1)


def laptop(s: Sketch, look: Look) -> None:
    """An open laptop, seen from the front and slightly above."""
    p = look.palette
    s.rect(140, 148, 360, 260, "#1b1b22", 18)
    _wallpaper(s, look, (154, 162, 332, 226))
    s.text(250, 226, look.label, 30, "#fff", 170)
    s.path("M140 404h360l56 104q4 22-20 22H104q-24 0-20-22z", s.down(lighter(p.main, 0.55), mix(p.main, STEEL, 0.6)))
    s.path("M152 414h336l26 58H126z", "#2a2a33")
    for i, y in enumerate((424, 440, 456)):
        s.line(f"M{150 - i * 8} {y}h{340 + i * 16}", "#5b5b68", 9, stroke_dasharray="16 8")
    s.path("M262 482h116l8 34H254z", mix(p.main, "#ffffff", 0.35))
    s.path("M84 512h472q2 18-20 18H104q-22 0-20-18z", mix(p.main, "#40404a", 0.4))
    s.path("M154 162h150L154 370z", "#fff", opacity=0.1)


def monitor(s: Sketch, look: Look) -> None:
    """A flat television on two feet."""
    s.rect(90, 150, 460, 290, "#16161c", 12)
    _wallpaper(s, look, (100, 160, 440, 262))
    s.text(320, 432, look.label, 12, "#aaa", 120)
    s.path("M170 440h20l-30 92h-40l2-8 30-6zM470 440h-20l30 92h40l-2-8-30-6z", "#2d2d36")
    s.path("M100 160h220L100 390z", "#fff", opacity=0.1)


def headphones(s: Sketch, look: Look) -> None:
    """Over-ear headphones."""
    p = look.palette
    s.line("M176 400V330a144 144 0 0 1 288 0v70", p.deep, 34)
    s.line("M176 390V330a144 144 0 0 1 288 0v60", p.main, 22)
    s.line("M216 262a116 116 0 0 1 208 0", lighter(p.main, 0.4), 8, opacity=0.7)
    s.line("M176 360v40M464 360v40", STEEL, 12)
    for x, flip in ((138, 1), (502, -1)):
        with s.group(f"translate({x} 450) scale({flip} 1)"):
            s.rect(28, -92, 60, 176, s.across("#3a3540", "#15131a"), 30)
            s.rect(-30, -86, 78, 164, s.across(p.deep, lighter(p.main, 0.25), p.main), 38)
            s.rect(-14, -52, 30, 96, s.down(lighter(p.accent, 0.25), p.accent), 15)
    motif(s, look.motif, 131, 446, 0.3, "#fff")
    motif(s, look.motif, 509, 446, 0.3, "#fff")


def earbuds(s: Sketch, look: Look) -> None:
    """Two earbuds above their open charging case."""
    p = look.palette
    s.path("M190 330q0-60 60-60h140q60 0 60 60v26H190z", s.across(p.deep, lighter(p.main, 0.3), p.deep))
    s.path("M212 356v-18q0-44 44-44h128q44 0 44 44v18z", darker(p.main, 0.45))
    s.rect(182, 352, 276, 184, s.across(p.deep, lighter(p.main, 0.3), p.main, p.deep), 70)
    s.rect(182, 352, 276, 26, darker(p.main, 0.3), 12)
    s.disc(320, 410, 6, "#7ee08a")
    s.text(320, 476, look.label, 28, lighter(p.main, 0.75), 190)
    for x, turn in ((258, -14), (382, 14)):
        with s.group(f"translate({x} 196) rotate({turn})"):
            s.rect(-13, 0, 26, 104, s.round(p.main), 13)
            s.oval(0, -8, 38, 34, s.slant(lighter(p.main, 0.5), p.main, p.deep))
            s.oval(0 - turn, -4, 15, 18, "#2b2730")
            s.rect(-5, 88, 10, 8, GOLD, 3)


def speaker(s: Sketch, look: Look) -> None:
    """A portable cylinder speaker with a mesh and a strap."""
    p = look.palette
    s.line("M452 210c60 20 60 80 10 100", p.accent, 14)
    s.path("M180 196v300c0 54 280 54 280 0V196z", s.round(p.main))
    s.line(
        "".join(f"M184 {y}c20 44 252 44 272 0" for y in range(236, 500, 20)),
        "#000",
        3,
        opacity=0.16,
        stroke_dasharray="4 7",
    )
    s.oval(320, 196, 140, 44, lighter(p.main, 0.25))
    s.oval(320, 194, 110, 32, darker(p.main, 0.3))
    s.text(280, 204, "–", 30, "#fff")
    s.text(362, 204, "+", 30, "#fff")
    s.rect(268, 380, 104, 60, p.accent, 12)
    s.text(320, 418, look.label, 24, "#fff", 96)
    s.path("M180 486c0 54 280 54 280 0v14c0 54-280 54-280 0z", p.accent)


def power_bank(s: Sketch, look: Look) -> None:
    """A power bank with a short cable and charge lights."""
    p = look.palette
    s.line("M360 150c0-70 120-60 110 20s20 160 0 220", "#3a3a44", 12)
    s.rect(456, 388, 28, 48, s.round(STEEL), 5)
    s.rect(200, 150, 216, 386, s.across(p.deep, p.main, lighter(p.main, 0.2), p.deep), 40)
    s.rect(216, 166, 184, 354, "none", 30, stroke="#fff", stroke_width=2, opacity=0.35)
    motif(s, look.motif, 308, 290, 1.5, p.accent)
    s.text(308, 400, look.label, 36, "#fff", 170)
    s.text(308, 432, look.small, 18, "#fff", 160)
    for i in range(4):
        s.disc(272 + i * 24, 478, 7, "#8df0a0" if i < 3 else "#ffffff", opacity=1 if i < 3 else 0.35)


def charger(s: Sketch, look: Look) -> None:
    """A wall charger with its coiled cable."""
    p = look.palette
    s.rect(190, 246, 170, 180, s.across(p.deep, p.main, lighter(p.main, 0.3), p.main), 30)
    s.rect(226, 196, 22, 56, s.round(STEEL), 4)
    s.rect(302, 196, 22, 56, s.round(STEEL), 4)
    motif(s, look.motif, 275, 316, 0.9, p.accent)
    s.text(275, 392, look.label, 24, darker(p.main, 0.55), 150)
    s.line("M276 426v40c0 90 230 80 230-10 0-80-140-80-140 0 0 60 100 56 100 0", darker(p.main, 0.3), 11)
    s.rect(446, 400, 36, 60, s.round(p.accent), 8)
    s.rect(454, 374, 20, 28, s.round(STEEL), 3)


def watch(s: Sketch, look: Look) -> None:
    """A wristwatch with a round dial."""
    p = look.palette
    strap = p.main if look.pattern != "steel" else "#aeb5bf"
    s.path("M262 250l14-140q44-14 88 0l14 140z", s.round(strap))
    s.path("M262 400l14 136q44 10 88 0l14-136z", s.round(strap))
    if look.pattern == "steel":
        s.line("M272 140h96M268 170h104M266 200h108M266 450h108M268 480h104M272 510h96", "#6f7782", 4)
    else:
        s.line("M290 128v110M350 128v110M290 412v110M350 412v110", lighter(strap, 0.5), 2, stroke_dasharray="7 6")
    s.rect(436, 308, 20, 34, s.round(GOLD), 5)
    s.disc(
        320,
        325,
        120,
        s.slant("#fff", STEEL, "#7f8791") if look.pattern == "steel" else s.slant("#fbe3ab", GOLD, "#8a5f1c"),
    )
    s.disc(320, 325, 98, s.slant(lighter(p.accent, 0.1), darker(p.accent, 0.2)))
    for turn in range(0, 360, 30):
        s.rect(317, 236, 6, 18 if turn % 90 == 0 else 10, "#fff", 2, transform=f"rotate({turn} 320 325)")
    s.line("M320 325V264M320 325l40 26", "#fff", 7)
    s.line("M320 340l-34-60", "#ff6b4a", 3)
    s.disc(320, 325, 8, "#fff")
    s.text(320, 388, look.label, 17, "#fff", 90, serif=True)


def smart_watch(s: Sketch, look: Look) -> None:
    """A fitness watch with rings on its screen."""
    p = look.palette
    s.path("M258 230l16-122q46-10 92 0l16 122z", s.round(p.main))
    s.path("M258 420l16 116q46 8 92 0l16-116z", s.round(p.main))
    s.rect(222, 210, 196, 230, s.slant("#5a5a66", "#1a1a20"), 52)
    s.rect(236, 224, 168, 202, "#08080c", 40)
    for r, colour, dash in ((62, p.accent, "300 400"), (46, "#57c785", "220 400"), (30, "#5aa9f0", "120 400")):
        s.disc(
            320,
            308,
            r,
            "none",
            stroke=colour,
            stroke_width=11,
            stroke_linecap="round",
            stroke_dasharray=dash,
            transform="rotate(-90 320 308)",
        )
    s.text(320, 408, look.label, 22, "#fff", 120)
    s.rect(416, 290, 14, 44, s.round(STEEL), 6)


def camera(s: Sketch, look: Look) -> None:
    """A compact camera with a big lens."""
    p = look.palette
    s.path("M250 236l22-46h96l22 46z", darker(p.main, 0.2))
    s.rect(120, 230, 400, 280, s.down(lighter(p.main, 0.2), p.main, p.deep), 36)
    s.rect(120, 300, 400, 150, darker(p.main, 0.45))
    s.rect(150, 212, 60, 26, s.round(STEEL), 8)
    s.disc(320, 372, 112, s.slant("#f0f2f5", "#7c838d"))
    s.disc(320, 372, 94, "#16161c")
    s.disc(320, 372, 62, s.slant("#4a5fa8", "#1c1c38", "#7a3f78"))
    s.disc(298, 350, 16, "#fff", opacity=0.75)
    s.rect(440, 250, 50, 32, lighter(p.accent, 0.5), 8)
    s.text(186, 280, look.label, 20, "#fff", 110)


def gamepad(s: Sketch, look: Look) -> None:
    """A game controller."""
    p = look.palette
    s.path(
        "M200 270q120-30 240 0c60 0 90 60 104 150 12 84-50 120-94 66-20-26-36-42-60-42H250c-24 0-40 16-60 42-44 54-106 18-94-66 14-90 44-150 104-150z",
        s.down(lighter(p.main, 0.3), p.main, p.deep),
    )
    s.path("M184 330h28v-28h32v28h28v32h-28v28h-32v-28h-28z", "#2b2833")
    for x, y, c in ((420, 312, "#58b368"), (452, 344, "#d9534f"), (388, 344, "#4a90d9"), (420, 376, "#f0b440")):
        s.disc(x, y, 17, c)
    for x in (262, 378):
        s.disc(x, 408, 34, "#2b2833")
        s.disc(x, 404, 24, lighter("#2b2833", 0.2))
    s.rect(296, 300, 48, 26, p.accent, 13)
    s.text(320, 360, look.label, 16, "#fff", 90)


def generator(s: Sketch, look: Look) -> None:
    """A small petrol generator in its frame."""
    p = look.palette
    s.line("M130 520V250q0-40 40-40h300q40 0 40 40v270M130 510h380", "#2f2f38", 20)
    s.path("M170 236h300v-30q0-26-26-26H196q-26 0-26 26z", s.down(lighter(p.main, 0.25), p.main))
    s.rect(288, 164, 64, 22, "#2f2f38", 8)
    s.rect(176, 254, 180, 230, s.across(p.deep, p.main), 12)
    s.line("M196 280h140M196 300h140M196 320h140M196 340h140", "#000", 7, opacity=0.3)
    s.text(266, 416, look.label, 32, "#fff", 160)
    s.text(266, 448, look.small, 20, p.accent, 150)
    s.rect(370, 270, 108, 200, "#3c3c47", 12)
    s.disc(424, 330, 34, STEEL)
    s.line("M424 330l18-18", "#d9534f", 5)
    s.rect(390, 386, 30, 30, "#15151b", 6)
    s.rect(432, 386, 30, 30, "#15151b", 6)
    s.disc(424, 444, 10, "#6ddc84")
    s.rect(140, 510, 60, 26, "#1a1a20", 10)
    s.rect(440, 510, 60, 26, "#1a1a20", 10)


def solar(s: Sketch, look: Look) -> None:
    """A solar panel with a lamp and battery box."""
    p = look.palette
    s.path("M120 170h300l50 240H170z", s.slant("#3f6fb5", "#14264f"))
    s.line("M195 170l62 240M270 170l50 240M345 170l50 240M136 250h300M154 330h300", "#c9d6ea", 4)
    s.line("M120 170h300l50 240H170z", STEEL, 9)
    s.line("M300 410l-40 120M340 410l60 120", "#666d78", 12)
    s.rect(390, 396, 150, 140, s.across(p.deep, p.main, lighter(p.main, 0.2)), 14)
    s.text(465, 450, look.label, 22, "#fff", 130)
    s.disc(430, 496, 14, p.accent)
    s.disc(470, 496, 14, "#8df0a0")
    s.line("M400 536c-60 20-190 10-210-30", "#2b2b34", 6)
    s.path("M150 470q40-30 80 0l-10 40h-60z", "#fff6c9")
    s.rect(170, 506, 40, 30, p.main, 6)


def battery(s: Sketch, look: Look) -> None:
    """A car battery or inverter."""
    p = look.palette
    s.rect(190, 200, 50, 34, s.round("#b33a3a"), 6)
    s.rect(400, 200, 50, 34, s.round("#30343d"), 6)
    s.rect(140, 230, 360, 60, s.down(lighter(p.main, 0.3), p.main), 12)
    s.rect(150, 286, 340, 250, s.down(p.main, p.deep), 10)
    s.rect(176, 330, 288, 160, p.label, 10)
    motif(s, look.motif, 228, 408, 1.2, p.accent)
    s.text(362, 408, look.label, 38, "#23202c", 180)
    s.text(362, 446, look.small, 24, p.accent, 170)
    s.text(215, 272, "+", 40, "#fff")
    s.text(425, 272, "–", 40, "#fff")


SHAPES: dict[str, Draw] = {
    "battery": battery, "camera": camera, "charger": charger, "earbuds": earbuds, "feature_phone": feature_phone,
    "gamepad": gamepad, "generator": generator, "headphones": headphones, "laptop": laptop, "monitor": monitor, "phone": phone,
    "power_bank": power_bank, "smart_watch": smart_watch, "solar": solar, "speaker": speaker, "tablet": tablet, "watch": watch,
}  # fmt: skip
