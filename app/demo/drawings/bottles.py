"""Bottles, cans, jars and flacons."""

from app.demo.drawings.colours import GOLD, darker, lighter, mix
from app.demo.drawings.look import Draw, Look, front_label
from app.demo.drawings.motifs import motif
from app.demo.drawings.sketch import FLOOR, Sketch


def wine(s: Sketch, look: Look) -> None:
    """A Bordeaux bottle with foil and a serif label."""
    p = look.palette
    glass = mix(p.main, "#12301f", 0.6)
    s.path(
        "M298 104h44v130c0 36 50 42 50 98v190a14 14 0 0 1-14 14H262a14 14 0 0 1-14-14V332c0-56 50-62 50-98z",
        s.round(glass),
    )
    s.rect(294, 98, 52, 100, s.round(p.main), 6)
    s.rect(292, 118, 56, 10, darker(p.main, 0.3), 4)
    front_label(s, look, (248, 346, 144, 140), serif=True)
    s.gleam(262, 330, 9, 192)
    s.gleam(305, 205, 6, 50)


def bubbly(s: Sketch, look: Look) -> None:
    """A sparkling bottle with a generous foil."""
    p = look.palette
    glass = mix(p.main, "#233c22", 0.65)
    s.path(
        "M300 120h40c2 90 60 120 60 210v186a20 20 0 0 1-20 20H260a20 20 0 0 1-20-20V330c0-90 58-120 60-210z",
        s.round(glass),
    )
    s.path("M294 98q26-16 52 0l-2 40c2 40 14 70 30 98q-54 26-108 0c16-28 28-58 30-98z", s.round(p.accent))
    s.path("M293 132h54v10h-54z", darker(p.accent, 0.3))
    motif(s, "star", 320, 200, 0.5, "#fff")
    front_label(s, look, (240, 350, 160, 130), serif=True)
    s.gleam(254, 330, 9, 180)


def decanter(s: Sketch, look: Look) -> None:
    """A square-shouldered spirit bottle with a stopper and the spirit's own colour inside."""
    p = look.palette
    s.path(
        "M292 190h56v54l54 32q14 8 14 26v210a24 24 0 0 1-24 24H248a24 24 0 0 1-24-24V302q0-18 14-26l54-32z",
        "#ffffff",
        opacity=0.72,
    )
    s.path(
        "M238 330q0-26 20-36l46-26h32l46 26q20 10 20 36v178a16 16 0 0 1-16 16H254a16 16 0 0 1-16-16z",
        s.across(darker(p.main, 0.15), lighter(p.main, 0.35), p.main, darker(p.main, 0.35)),
    )
    s.rect(284, 178, 72, 20, s.round("#8b6a48"), 6)
    s.path("M290 178l-6-54q36-16 72 0l-6 54z", s.round(darker(p.accent, 0.1)))
    s.oval(320, 122, 36, 10, lighter(p.accent, 0.25))
    front_label(s, look, (252, 356, 136, 128), serif=True)
    s.gleam(236, 300, 8, 214, 0.55)
    s.gleam(398, 320, 4, 180, 0.4)


def spirit(s: Sketch, look: Look) -> None:
    """A tall clear spirit bottle with a printed front."""
    p = look.palette
    d = "M296 150h48v86c2 34 46 34 46 84v196a20 20 0 0 1-20 20H270a20 20 0 0 1-20-20V320c0-50 44-50 46-84z"
    s.path(d, s.across(mix(p.wall, p.main, 0.35), "#fff", lighter(p.main, 0.6), mix(p.wall, p.main, 0.5)), opacity=0.95)
    s.path("M254 352q66-18 132 0v160a18 18 0 0 1-18 18H272a18 18 0 0 1-18-18z", p.main, opacity=0.28)
    s.rect(292, 108, 56, 60, s.round(p.accent), 8)
    s.rect(292, 156, 56, 6, "#fff", opacity=0.4)
    s.disc(320, 392, 52, p.main)
    motif(s, look.motif, 320, 384, 0.8, "#fff")
    s.text(320, 482, look.label, 26, darker(p.main, 0.4), 122, serif=True)
    s.text(320, 506, look.small, 13, darker(p.main, 0.2), 110)
    s.gleam(262, 320, 8, 190, 0.7)


def beer(s: Sketch, look: Look) -> None:
    """A long-neck bottle with a crown cap."""
    p = look.palette
    glass = "#6a3a16" if look.pattern != "green" else "#1f6a3c"
    s.path(
        "M302 128h36v80c2 50 46 60 46 120v190a18 18 0 0 1-18 18h-92a18 18 0 0 1-18-18V328c0-60 44-70 46-120z",
        s.round(glass),
    )
    s.path("M296 112h48l4 20h-56z", s.round(p.accent))
    s.path("M300 196h40c4 40 16 56 28 74q-48 20-96 0c12-18 24-34 28-74z", s.round(p.main))
    front_label(s, look, (256, 350, 128, 130))
    s.gleam(268, 330, 8, 186)


def soft_drink(s: Sketch, look: Look) -> None:
    """A plastic bottle of juice, malt or water with a wrap label."""
    p = look.palette
    d = "M298 160h44c0 50 56 56 56 116 0 26-10 30-10 54s10 28 10 52v128a26 26 0 0 1-26 26H268a26 26 0 0 1-26-26V382c0-24 10-28 10-52s-10-28-10-54c0-60 56-66 56-116z"
    s.path(d, s.across(p.main, lighter(p.main, 0.5), p.main, p.deep), opacity=0.92)
    s.rect(294, 116, 52, 48, s.round(p.accent), 8)
    s.line("M306 122v36M320 122v36M334 122v36", "#000", 3, opacity=0.15)
    s.path("M242 388h156v96H242z", s.round(p.accent))
    s.text(320, 446, look.label, 40, "#fff", 148)
    s.text(320, 470, look.small, 15, "#fff", 130)
    motif(s, look.motif, 320, 318, 0.8, "#fff")
    s.gleam(258, 250, 10, 130, 0.55)


def can(s: Sketch, look: Look) -> None:
    """A drinks can."""
    p = look.palette
    s.path("M240 176l16-26h128l16 26v332l-14 28H254l-14-28z", s.round(p.main))
    s.path("M240 250q80 60 160-30v120q-80 70-160 10z", p.accent, opacity=0.9)
    s.oval(320, 150, 64, 12, s.across("#9aa3ad", "#f4f6f8", "#aab2bb"))
    s.oval(326, 150, 22, 5, "#7d8791")
    motif(s, look.motif, 320, 300, 0.95, "#fff")
    s.text(320, 424, look.label, 40, "#fff", 140)
    s.text(320, 456, look.small, 16, "#fff", 130)
    s.path("M254 536l-14-28h160l-14 28z", s.across("#8d97a1", "#e9edf0", "#8d97a1"))
    s.gleam(256, 186, 10, 310, 0.4)


def oil(s: Sketch, look: Look) -> None:
    """A jug of cooking oil with a handle; its colour is the oil's."""
    p = look.palette
    s.path(
        "M282 176h76v40c0 30 62 40 62 100v196a24 24 0 0 1-24 24H244a24 24 0 0 1-24-24V316c0-60 62-70 62-100z",
        s.across(p.main, lighter(p.main, 0.5), p.main, p.deep),
    )
    s.path("M352 236c34 14 50 40 50 80v10h-28v-8c0-24-6-36-22-46z", p.wall)
    s.rect(280, 130, 80, 48, s.round(p.accent), 8)
    s.line("M294 138v32M308 138v32M322 138v32M336 138v32", "#000", 3, opacity=0.15)
    front_label(s, look, (236, 350, 168, 150))
    s.gleam(236, 300, 10, 216, 0.5)


def sauce(s: Sketch, look: Look) -> None:
    """A slim bottle of sauce, syrup or vinegar."""
    p = look.palette
    s.path(
        "M304 150h32v70c0 40 44 46 44 92v206a18 18 0 0 1-18 18h-84a18 18 0 0 1-18-18V312c0-46 44-52 44-92z",
        s.round(p.main),
    )
    s.rect(298, 112, 44, 46, s.round(p.accent), 6)
    front_label(s, look, (260, 330, 120, 150))
    s.gleam(270, 306, 8, 206, 0.45)


def honey(s: Sketch, look: Look) -> None:
    """A rounded glass jar with a cloth cap tied by a string."""
    p = look.palette
    s.path(
        "M242 250h156c30 20 36 50 36 96v136q0 54-54 54H260q-54 0-54-54V346c0-46 6-76 36-96z",
        s.across(p.deep, lighter(p.main, 0.3), p.main, p.deep),
    )
    s.path(
        "M226 160q94-30 188 0l16 84q-20-8-36 8-18-14-36 4-20-14-38 2-20-16-38-2-18-18-36-4-16-16-36-8z",
        s.across(darker(p.accent, 0.15), lighter(p.accent, 0.25), darker(p.accent, 0.25)),
    )
    s.rect(232, 222, 176, 9, "#f3e3c3", 4)
    s.line("M322 228q24 20 10 44M322 228q-24 16-18 40", "#f3e3c3", 5)
    front_label(s, look, (246, 330, 148, 150), serif=True)
    s.gleam(220, 330, 12, 150, 0.5)


def jar(s: Sketch, look: Look) -> None:
    """A straight glass jar with a screw lid, filled with what it sells."""
    p = look.palette
    s.rect(226, 204, 188, 332, "#ffffff", 34, opacity=0.8)
    s.path("M236 262q84-22 168 0v240q0 26-26 26H262q-26 0-26-26z", s.round(p.main))
    for x, y in ((258, 290), (292, 276), (338, 282), (374, 292), (262, 508), (380, 502), (318, 514)):
        s.disc(x, y, 7, lighter(p.main, 0.4), opacity=0.7)
    s.rect(220, 152, 200, 62, s.round(p.accent), 12)
    s.rect(220, 194, 200, 5, "#000", opacity=0.15)
    front_label(s, look, (236, 322, 168, 160))
    s.gleam(238, 230, 9, 286, 0.6)


def spice(s: Sketch, look: Look) -> None:
    """A small spice jar with a heap of the spice in front."""
    p = look.palette
    with s.group("translate(-30 0)"):
        s.rect(248, 214, 144, 322, "#fff", 22, opacity=0.85)
        s.rect(256, 262, 128, 264, s.round(p.main), 16)
        s.rect(242, 152, 156, 72, s.round(p.accent), 14)
        s.line(
            "M256 168v42M272 168v42M288 168v42M304 168v42M320 168v42M336 168v42M352 168v42M368 168v42M384 168v42",
            "#000",
            3,
            opacity=0.14,
        )
        front_label(s, look, (248, 318, 144, 140))
        s.gleam(258, 232, 8, 286, 0.6)
    s.path("M320 540c20-50 60-84 92-84s82 34 106 84z", s.down(lighter(p.main, 0.25), darker(p.main, 0.2)))
    for x, y in ((380, 500), (412, 480), (440, 508), (400, 526), (464, 524), (356, 528), (424, 532)):
        s.disc(x, y, 4, lighter(p.main, 0.5))


def perfume(s: Sketch, look: Look) -> None:
    """A faceted crystal flacon with a heavy cap."""
    p = look.palette
    s.rect(226, 256, 188, 280, s.slant("#fff", lighter(p.main, 0.5), "#fff"), 26, opacity=0.9)
    s.rect(246, 300, 148, 216, s.down(lighter(p.main, 0.45), p.main, p.deep), 14)
    s.path("M246 300l40 54v108l-40 54zM394 300l-40 54v108l40 54z", "#fff", opacity=0.22)
    s.rect(290, 226, 60, 34, s.round(GOLD), 4)
    s.rect(268, 130, 104, 100, s.round(p.accent), 16)
    s.rect(268, 150, 104, 6, "#fff", opacity=0.35)
    motif(s, look.motif, 320, 370, 0.7, "#fff")
    s.text(320, 436, look.label, 26, "#fff", 132, serif=True)
    s.text(320, 462, look.small, 13, "#fff", 110)
    s.gleam(236, 276, 7, 240, 0.8)


def round_perfume(s: Sketch, look: Look) -> None:
    """A round flacon with a flower stopper."""
    p = look.palette
    s.disc(320, 408, 130, s.slant("#fff", p.pale, "#fff"))
    s.disc(320, 412, 108, s.slant(p.pale, p.main, p.deep))
    s.rect(262, 514, 116, 22, p.pale, 8)
    s.rect(296, 254, 48, 40, s.round(GOLD), 4)
    with s.group("translate(320 210) scale(1.9)"):
        for turn in range(0, 360, 60):
            s.oval(0, -20, 11, 18, s.down(lighter(p.accent, 0.35), p.accent), transform=f"rotate({turn})")
        s.disc(0, 0, 10, GOLD)
    s.text(320, 418, look.label, 32, "#fff", 150, serif=True)
    s.text(320, 446, look.small, 14, "#fff", 120)
    s.line("M214 380a112 112 0 0 1 60-72", "#fff", 9, opacity=0.7)


def oud(s: Sketch, look: Look) -> None:
    """An arabesque oil flacon with a tall gilded stopper."""
    p = look.palette
    s.path("M290 290h60q10 40 70 80 24 20 24 60 0 86-80 106h-88q-80-20-80-106 0-40 24-60 60-40 70-80z", s.round(p.main))
    s.path("M232 420q88 40 176 0", "none", stroke=GOLD, stroke_width=5)
    s.path("M236 380q84 30 168 0M250 500q70 24 140 0", "none", stroke=GOLD, stroke_width=3, opacity=0.8)
    s.rect(282, 262, 76, 34, s.round(GOLD), 6)
    s.path("M320 108c34 40 44 70 44 96 0 34-20 58-44 58s-44-24-44-58c0-26 10-56 44-96z", s.round(GOLD))
    s.path("M320 108c10 40 14 70 14 96 0 34-6 58-14 58s-14-24-14-58c0-26 4-56 14-96z", "#fff", opacity=0.3)
    motif(s, "khatam", 320, 466, 0.75, GOLD)
    s.text(320, 414, look.label, 24, "#fff", 130, serif=True)
    s.line("M214 416c0-22 8-30 26-42", "#fff", 8, opacity=0.6)
    s.oval(320, FLOOR - 3, 50, 6, GOLD)


def dropper(s: Sketch, look: Look) -> None:
    """A brown pharmacy bottle with a pipette, for oils and serums."""
    p = look.palette
    s.rect(236, 268, 168, 268, s.round(mix(p.main, "#5a2f10", 0.45)), 26)
    s.rect(276, 226, 88, 48, s.round("#2b2730"), 6)
    s.path("M296 226v-64c0-40 48-40 48 0v64z", s.round(p.accent))
    front_label(s, look, (236, 328, 168, 156))
    s.gleam(250, 284, 8, 236, 0.45)


def pump(s: Sketch, look: Look) -> None:
    """A pump bottle of lotion, shampoo or hand wash."""
    p = look.palette
    s.path("M226 296q0-42 42-42h104q42 0 42 42v210q0 30-30 30H256q-30 0-30-30z", s.round(p.main))
    s.rect(286, 224, 68, 36, s.round("#f4f2ee"), 6)
    s.rect(310, 168, 20, 60, s.round("#e4e0d8"))
    s.path("M232 148q6-16 30-16h84q12 0 12 16v28h-84c-24 0-34 2-36 14l-14-2c0-16 4-28 8-40z", s.round("#f4f2ee"))
    front_label(s, look, (250, 318, 140, 172))
    s.gleam(238, 286, 9, 236, 0.5)


SHAPES: dict[str, Draw] = {
    "beer": beer, "bubbly": bubbly, "can": can, "decanter": decanter, "dropper": dropper, "honey": honey, "jar": jar,
    "oil": oil, "oud": oud, "perfume": perfume, "pump": pump, "round_perfume": round_perfume, "sauce": sauce,
    "soft_drink": soft_drink, "spice": spice, "spirit": spirit, "wine": wine,
}  # fmt: skip
