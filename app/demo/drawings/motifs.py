"""Small emblems for labels and repeating patterns for cloth and paper."""

from collections.abc import Callable

from app.demo.drawings.sketch import Sketch


def _leaf(s: Sketch, c: str) -> None:
    s.path("M0-30C26-20 28 12 0 30C-28 12-26-20 0-30z", c)
    s.line("M0-22V36", "#fff", 3, opacity=0.6)


def _sun(s: Sketch, c: str) -> None:
    for turn in range(0, 360, 45):
        s.rect(-3, -32, 6, 12, c, 3, transform=f"rotate({turn})")
    s.disc(0, 0, 15, c)


def _star(s: Sketch, c: str) -> None:
    s.path("M0-32 9-9 32 0 9 9 0 32-9 9-32 0-9-9z", c)


def _khatam(s: Sketch, c: str) -> None:
    s.rect(-21, -21, 42, 42, c)
    s.rect(-21, -21, 42, 42, c, transform="rotate(45)")
    s.disc(0, 0, 11, "#fff", opacity=0.75)


def _wave(s: Sketch, c: str) -> None:
    for y in (-14, 2, 18):
        s.line(f"M-32 {y}q8-12 16 0t16 0 16 0 16 0", c, 5)


def _grain(s: Sketch, c: str) -> None:
    s.line("M0 34V-14", c, 4)
    for y in (-22, -6, 10):
        s.path(f"M0 {y + 14}c-20-2-22-16-20-22 12 2 20 10 20 22zM0 {y + 14}c20-2 22-16 20-22-12 2-20 10-20 22z", c)


def _bean(s: Sketch, c: str) -> None:
    s.oval(0, 0, 20, 28, c, transform="rotate(25)")
    s.line("M9-24C-10-6 12 4-9 24", "#fff", 4, opacity=0.7)


def _flower(s: Sketch, c: str) -> None:
    for turn in range(0, 360, 60):
        s.oval(0, -19, 9, 14, c, transform=f"rotate({turn})")
    s.disc(0, 0, 8, "#fff", opacity=0.85)


def _mountain(s: Sketch, c: str) -> None:
    s.path("M-36 24-12-20 2 4 14-12 36 24z", c)
    s.path("M-12-20-20-5-12-9-5-4z", "#fff", opacity=0.8)


def _palm(s: Sketch, c: str) -> None:
    s.line("M0 34C4 14 2 0 0-10", c, 6)
    s.line("M0-10C-10-24-24-22-30-8M0-10C10-24 24-22 30-8M0-10C-8-26-4-32-14-32M0-10C8-26 4-32 14-32", c, 6)


def _drop(s: Sketch, c: str) -> None:
    s.path("M0-32C14-10 22 0 22 12A22 22 0 0 1-22 12C-22 0-14-10 0-32z", c)
    s.line("M-11 12a11 11 0 0 0 9 11", "#fff", 4, opacity=0.7)


def _crown(s: Sketch, c: str) -> None:
    s.path("M-30 20-34-16-14 0 0-26 14 0 34-16 30 20z", c)


def _heart(s: Sketch, c: str) -> None:
    s.path("M0 28C-46-4-26-34 0-12C26-34 46-4 0 28z", c)


def _bolt(s: Sketch, c: str) -> None:
    s.path("M8-34-20 6H-2L-8 34 20-6H2z", c)


def _dhow(s: Sketch, c: str) -> None:
    s.path("M-34 14H34C28 28 18 30 0 30S-28 28-34 14z", c)
    s.path("M-2 8V-32C20-26 28-8 30 8z", c)
    s.path("M-8 8V-16C-20-10-24 0-26 8z", c)


MOTIFS: dict[str, Callable[[Sketch, str], None]] = {
    "bean": _bean, "bolt": _bolt, "crown": _crown, "dhow": _dhow, "drop": _drop, "flower": _flower,
    "grain": _grain, "heart": _heart, "khatam": _khatam, "leaf": _leaf, "mountain": _mountain,
    "palm": _palm, "star": _star, "sun": _sun, "wave": _wave,
}  # fmt: skip


def motif(s: Sketch, name: str, x: float, y: float, scale: float, colour: str) -> None:
    """Draw the emblem `name`, about 64 units wide at scale 1, centred on a point."""
    with s.group(f"translate({x:g} {y:g}) scale({scale:g})"):
        MOTIFS[name](s, colour)


def cloth(s: Sketch, box: tuple[int, int, int, int], name: str, colour: str, second: str) -> None:
    """Fill the box (left, top, right, bottom) with the repeating pattern `name`; clip it first."""
    left, top, right, bottom = box
    if name == "stripes":
        s.line("".join(f"M{x} {top}V{bottom}" for x in range(left + 20, right, 44)), colour, 12)
        s.line("".join(f"M{x} {top}V{bottom}" for x in range(left + 42, right, 44)), second, 4)
    elif name == "rings":
        spots = [
            (x, y)
            for i, y in enumerate(range(top + 20, bottom, 60))
            for x in range(left + 10 + 36 * (i % 2), right, 72)
        ]
        s.line("".join(f"M{x - 16} {y}a16 16 0 1 0 32 0 16 16 0 1 0-32 0" for x, y in spots), colour, 5)
        s.path("".join(f"M{x - 6} {y}a6 6 0 1 0 12 0 6 6 0 1 0-12 0" for x, y in spots), second)
    elif name == "diamonds":
        spots = [(x, y) for i, y in enumerate(range(top, bottom, 40)) for x in range(left + 30 * (i % 2), right, 60)]
        s.path("".join(f"M{x} {y - 22}l16 22-16 22-16-22z" for x, y in spots), colour)
        s.path("".join(f"M{x} {y - 8}l6 8-6 8-6-8z" for x, y in spots), second)
    elif name == "zigzag":
        for i, y in enumerate(range(top + 10, bottom, 34)):
            s.line(f"M{left} {y}" + "l18 16 18-16" * ((right - left) // 36 + 1), second if i % 3 else colour, 8)
    elif name == "checks":
        s.line("".join(f"M{x} {top}V{bottom}" for x in range(left + 20, right, 48)), colour, 14, opacity=0.7)
        s.line("".join(f"M{left} {y}H{right}" for y in range(top + 20, bottom, 48)), second, 14, opacity=0.5)
    elif name == "petals":
        spots = [
            (x, y) for i, y in enumerate(range(top + 10, bottom, 76)) for x in range(left + 44 * (i % 2), right, 88)
        ]
        petal = "v-24q14 12 0 24q-14-12 0-24m0 24q14 12 0 24q-14-12 0-24m-24 0q12-14 24 0q-12 14-24 0m24 0q12-14 24 0q-12 14-24 0"
        s.path("".join(f"M{x} {y}{petal}" for x, y in spots), colour)
