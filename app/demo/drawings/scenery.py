"""What the restaurants' covers are put together from: skies, water, towers, trees, lights, arches and tables."""

from collections.abc import Sequence

from app.demo.drawings.colours import darker, lighter, mix
from app.demo.drawings.sketch import Sketch

WIDTH, HEIGHT = 1440, 540
SEEN = 500
"""So much of the height is kept: what stands lower is cut by the picture's edge, as a photograph would."""


def sky(s: Sketch, *colours: str, until: int = HEIGHT) -> None:
    """Fill everything above `until` through the colours."""
    s.rect(0, 0, WIDTH, until, s.down(*colours))


def stars(s: Sketch, number: int, below: int, colour: str = "#ffffff") -> None:
    """Scatter points of light over the top, always the same ones."""
    spots = [((i * 397) % WIDTH, (i * 131) % below) for i in range(number)]
    s.path("".join(f"M{x} {y}h3v3h-3z" for x, y in spots), colour, opacity=0.75)


def glow(s: Sketch, x: float, y: float, r: float, colour: str) -> None:
    """Draw a light with its halo."""
    for share, opacity in ((3.2, 0.08), (2.1, 0.13), (1.4, 0.22)):
        s.disc(x, y, r * share, colour, opacity=opacity)
    s.disc(x, y, r, lighter(colour, 0.5))


def water(s: Sketch, top: int, near: str, far: str, glint: str = "#ffffff") -> None:
    """Fill everything below `top` with a calm sea and a few lines of light."""
    s.rect(0, top, WIDTH, HEIGHT - top, s.down(far, near))
    spots = [((i * 283) % 1400, top + 10 + (i * i * 7) % max(1, HEIGHT - top - 20)) for i in range(26)]
    s.line("".join(f"M{x} {y}h{40 + (x * 7) % 90}" for x, y in spots), glint, 3, opacity=0.35)


def scales(s: Sketch, top: int, rows: int, colours: Sequence[str], r: int = 42) -> None:
    """Lay rows of round scales from `top` downwards, each row over the one before, as waves and as fish have them."""
    for row in range(rows):
        y = top + row * r * 0.62
        colour = mix(colours[0], colours[1], row / max(1, rows - 1))
        shift = r if row % 2 else 0
        body = "".join(f"M{x - r} {y + r:.0f}a{r} {r} 0 1 1 {2 * r} 0z" for x in range(shift - r, WIDTH + 2 * r, 2 * r))
        s.path(body, colour)
        rim = "".join(
            f"M{x - r + 9} {y + r:.0f}a{r - 9} {r - 9} 0 0 1 {2 * r - 18} 0"
            for x in range(shift - r, WIDTH + 2 * r, 2 * r)
        )
        s.line(rim, lighter(colour, 0.28), 3, opacity=0.7)


def hills(s: Sketch, points: Sequence[tuple[int, int]], foot: int, colour: str) -> None:
    """Draw a ridge through the points, filled down to `foot`."""
    ridge = "L".join(f"{x} {y}" for x, y in points)
    s.path(f"M{points[0][0]} {foot}L{ridge}L{points[-1][0]} {foot}z", colour)


def towers(s: Sketch, blocks: Sequence[tuple[int, int, int]], foot: int, colour: str, lit: str = "") -> None:
    """Stand blocks (left, top, width) on `foot`, with rows of windows where they are lit."""
    s.path("".join(f"M{x} {foot}V{y}h{w}V{foot}z" for x, y, w in blocks), colour)
    if lit:
        rows = "".join(f"M{x + 9} {y + 12}V{foot - 6}M{x + w - 9} {y + 20}V{foot - 6}" for x, y, w in blocks)
        s.line(rows, lit, 4, stroke_dasharray="4 11 4 18", opacity=0.8)


def palm(s: Sketch, x: float, foot: float, height: float, colour: str) -> None:
    """Draw a palm with its crown at the top."""
    with s.group(f"translate({x:g} {foot - height:g}) scale({height / 200:.2f})"):
        s.line("M0 0C10 70-6 130 6 200", darker(colour, 0.25), 13)
        fronds = ("-96 46", "-104-4", "-70-44", "-14-66", "58-52", "100-10", "96 42")
        for frond in fronds:
            dx, dy = (float(part) for part in frond.replace("-", " -").split())
            s.path(f"M0 0Q{dx * 0.5:g} {dy * 0.5 - 40:g} {dx:g} {dy:g}Q{dx * 0.45:g} {dy * 0.45 - 10:g} 0 6z", colour)
        s.disc(-7, 9, 8, darker(colour, 0.4))
        s.disc(8, 10, 8, darker(colour, 0.4))


def ghaf(s: Sketch, x: float, foot: float, scale: float, leaf: str, bark: str = "#5b4030") -> None:
    """Draw the desert tree of the Gulf: a leaning trunk and a wide, drooping crown."""
    with s.group(f"translate({x:g} {foot:g}) scale({scale:g})"):
        s.path(
            "M-16 0C-8-70-26-120-64-160L-46-168C-24-140-12-120-6-100-2-130 16-160 46-176L60-162C26-140 8-100 18 0z",
            bark,
        )
        for share, colour in ((0.0, darker(leaf, 0.22)), (1.0, leaf), (2.0, lighter(leaf, 0.16))):
            for cx, cy, r in (
                (-110, -176, 50),
                (-52, -226, 62),
                (20, -244, 68),
                (88, -212, 58),
                (126, -164, 42),
                (-8, -176, 56),
            ):
                s.oval(cx - share * 8, cy - share * 12, r * (1.22 - share * 0.26), r * (0.92 - share * 0.24), colour)


def bulbs(s: Sketch, x: float, y: float, across: float, sag: float, number: int, colour: str = "#ffe08a") -> None:
    """Hang a string of bulbs from (x, y)."""
    s.line(f"M{x:g} {y:g}q{across / 2:g} {2 * sag:g} {across:g} 0", "#2a2430", 3)
    for i in range(1, number):
        t = i / number
        cx, cy = x + across * t, y + 4 * sag * t * (1 - t)
        s.disc(cx, cy + 12, 15, colour, opacity=0.25)
        s.oval(cx, cy + 11, 6.5, 8.5, colour)


def lantern(s: Sketch, x: float, y: float, scale: float, metal: str, light: str) -> None:
    """Hang a lantern by its ring at (x, y)."""
    with s.group(f"translate({x:g} {y:g}) scale({scale:g})"):
        s.disc(0, 58, 66, light, opacity=0.16)
        s.line("M0-80V0", metal, 3)
        s.path("M0 0L24 26H-24zM-30 26H30V32H-30zM-20 96H20L0 116z", metal)
        s.path("M-26 32H26L18 96H-18z", light)
        s.line("M-9 32l3 64M9 32l-3 64M-24 54H24M-21 76H21", metal, 4)


def arcade(s: Sketch, count: int, wall: str, *, top: int = 0, foot: int = 470, pillar: float = 0.26) -> None:
    """Stand a wall of pointed arches before what is drawn already."""
    bay = WIDTH / count
    half = bay * (1 - pillar) / 2
    spring, peak = top + 190, top + 60
    openings = "".join(
        f"M{x - half:.0f} {foot}V{spring}Q{x - half:.0f} {peak + 66} {x:.0f} {peak}Q{x + half:.0f} {peak + 66} {x + half:.0f} {spring}V{foot}z"
        for x in (bay * (i + 0.5) for i in range(count))
    )
    s.path(f"M0 {top}H{WIDTH}V{HEIGHT}H0z{openings}", wall, fill_rule="evenodd")
    s.path(openings, "none", stroke=lighter(wall, 0.35), stroke_width=7)


def laid_table(s: Sketch, x: float, y: float, scale: float, cloth: str, spark: str) -> None:
    """Draw a round table with its cloth, two plates and a candle; its top's middle at (x, y)."""
    with s.group(f"translate({x:g} {y:g}) scale({scale:g})"):
        s.path("M-150 0Q-140 96-120 140H120Q140 96 150 0z", s.across(darker(cloth, 0.24), cloth, darker(cloth, 0.12)))
        s.line(
            "M-92 34q-4 60 4 104M-30 44q-2 50 0 94M36 44q4 50 0 94M98 34q4 60-6 104", darker(cloth, 0.3), 4, opacity=0.5
        )
        s.oval(0, 0, 150, 38, lighter(cloth, 0.28))
        for px in (-74, 74):
            s.oval(px, 2, 46, 13, "#ffffff")
            s.oval(px, 1, 30, 8, spark)
        s.rect(-9, -34, 18, 34, lighter(spark, 0.55), 3)
        glow(s, 0, -46, 7, "#ffd27a")


def bench_row(s: Sketch, y: float, width: float, cloth: str) -> None:
    """Draw a long table seen from its side, in the middle of the picture at the height `y`."""
    left = (WIDTH - width) / 2
    s.rect(left, y, width, 16, lighter(cloth, 0.3), 6)
    s.rect(left + 8, y + 14, width - 16, 44, s.down(cloth, darker(cloth, 0.3)))
    folds = "".join(f"M{left + 30 + i * 46:.0f} {y + 20}v32" for i in range(int(width // 46) - 1))
    s.line(folds, darker(cloth, 0.3), 4, opacity=0.5)
    for i in range(int(width // 90)):
        x = left + 48 + i * 90
        s.oval(x, y - 2, 25, 6, "#ffffff")
        s.path(f"M{x + 38} {y - 2}v-16l-8-18h22l-8 18v16z", "#ffffff", opacity=0.55)
