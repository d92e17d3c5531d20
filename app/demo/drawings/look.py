"""What a shape needs to know to be drawn: its colours, lettering, emblem and pattern."""

from collections.abc import Callable
from dataclasses import dataclass

from app.demo.drawings.colours import Palette
from app.demo.drawings.motifs import motif
from app.demo.drawings.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Look:
    """One product's paint: palette, the words on it, and its emblem or pattern."""

    palette: Palette
    label: str = ""
    small: str = ""
    motif: str = "leaf"
    pattern: str = "rings"


Draw = Callable[[Sketch, Look], None]


def front_label(s: Sketch, look: Look, box: tuple[float, float, float, float], *, serif: bool = False) -> None:
    """Draw a paper label in the box (x, y, width, height): emblem, name, a rule and the small line."""
    x, y, w, h = box
    p = look.palette
    mid = x + w / 2
    s.rect(x, y, w, h, s.across("#e9dfcf", p.label, p.label, "#d9ccb8"))
    s.rect(x, y, w, 7, p.accent)
    s.rect(x, y + h - 7, w, 7, p.accent)
    motif(s, look.motif, mid, y + h * 0.34, min(1.0, h / 150), p.accent)
    s.text(mid, y + h * 0.7, look.label, h * 0.17, "#2a2233", w - 18, serif=serif)
    s.text(mid, y + h * 0.86, look.small, h * 0.09, "#6d6375", w - 20)
