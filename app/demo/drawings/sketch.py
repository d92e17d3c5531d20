"""A tiny SVG pencil: shapes, gradients and text, gathered into one 640 by 640 drawing."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from app.demo.drawings.colours import darker, lighter

SIZE = 640
FLOOR = 536
"""Where things stand."""


class Sketch:
    """Collects SVG elements in drawing order; `svg()` returns the finished file."""

    def __init__(self, width: int = SIZE, height: int = SIZE) -> None:
        self._width = width
        self._height = height
        self._defs: dict[str, str] = {}
        self._parts: list[str] = []

    def _gradient(self, stops: tuple[str, ...], direction: str) -> str:
        step = 100 / (len(stops) - 1)
        body = "".join(f'<stop offset="{round(i * step)}%" stop-color="{stop}"/>' for i, stop in enumerate(stops))
        key = f"{direction}>{body}"
        if key not in self._defs:
            self._defs[key] = f"g{len(self._defs)}"
        return f"url(#{self._defs[key]})"

    def across(self, *stops: str) -> str:
        """Return a fill that runs from the left edge to the right edge through `stops`."""
        return self._gradient(stops, "")

    def down(self, *stops: str) -> str:
        """Return a fill that runs from the top to the bottom through `stops`."""
        return self._gradient(stops, ' x2="0" y2="1"')

    def slant(self, *stops: str) -> str:
        """Return a fill that runs from the top left to the bottom right through `stops`."""
        return self._gradient(stops, ' x2="1" y2="1"')

    def round(self, colour: str) -> str:
        """Return a fill that makes an upright shape look like a cylinder."""
        return self.across(darker(colour, 0.16), lighter(colour, 0.24), colour, darker(colour, 0.34))

    def path(self, d: str, fill: str, **attributes: object) -> None:
        """Draw an outline given as SVG path data."""
        self._parts.append(f'<path d="{d}" fill="{fill}"{_written(attributes)}/>')

    def rect(self, x: float, y: float, w: float, h: float, fill: str, r: float = 0, **attributes: object) -> None:
        """Draw a rectangle, its corners rounded by `r`."""
        corner = f' rx="{_n(r)}"' if r else ""
        box = f'x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"'
        self._parts.append(f'<rect {box}{corner} fill="{fill}"{_written(attributes)}/>')

    def oval(self, cx: float, cy: float, rx: float, ry: float, fill: str, **attributes: object) -> None:
        """Draw an ellipse."""
        centre = f'cx="{_n(cx)}" cy="{_n(cy)}"'
        self._parts.append(f'<ellipse {centre} rx="{_n(rx)}" ry="{_n(ry)}" fill="{fill}"{_written(attributes)}/>')

    def disc(self, cx: float, cy: float, r: float, fill: str, **attributes: object) -> None:
        """Draw a circle."""
        centre = f'cx="{_n(cx)}" cy="{_n(cy)}"'
        self._parts.append(f'<circle {centre} r="{_n(r)}" fill="{fill}"{_written(attributes)}/>')

    def line(self, d: str, colour: str, width: float = 4, **attributes: object) -> None:
        """Draw an open line with round ends."""
        self._parts.append(
            f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{_n(width)}"'
            f' stroke-linecap="round" stroke-linejoin="round"{_written(attributes)}/>'
        )

    def text(
        self, x: float, y: float, words: str, size: float, fill: str, width: float = 400, *, serif: bool = False
    ) -> None:
        """Letter `words` centred on `x`, made smaller when wider than `width`."""
        if not words:
            return
        size = min(size, width / (0.8 * len(words)))
        family = "serif" if serif else "sans-serif"
        self._parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-family="{family}" font-size="{_n(size)}" font-weight="700"'
            f' letter-spacing="1" text-anchor="middle" fill="{fill}">{escape(words)}</text>'
        )

    def gleam(self, x: float, y: float, w: float, h: float, opacity: float = 0.4) -> None:
        """Draw a soft strip of reflected light."""
        self.rect(x, y, w, h, "#fff", min(w, h) / 2, opacity=opacity)

    @contextmanager
    def group(self, transform: str = "", **attributes: object) -> Iterator[None]:
        """Draw everything inside the block moved, turned or scaled together."""
        move = f' transform="{transform}"' if transform else ""
        self._parts.append(f"<g{move}{_written(attributes)}>")
        yield
        self._parts.append("</g>")

    @contextmanager
    def clipped(self, d: str) -> Iterator[None]:
        """Draw everything inside the block only within the outline `d`."""
        key = f"clip:{d}"
        if key not in self._defs:
            self._defs[key] = f"c{len(self._defs)}"
        self._parts.append(f'<g clip-path="url(#{self._defs[key]})">')
        yield
        self._parts.append("</g>")

    def svg(self) -> str:
        """Return the drawing as a complete SVG file."""
        defs = "".join(_definition(key, name) for key, name in self._defs.items())
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self._width} {self._height}">'
        return f"{head}<defs>{defs}</defs>{''.join(self._parts)}</svg>\n"


def _definition(key: str, name: str) -> str:
    if key.startswith("clip:"):
        return f'<clipPath id="{name}"><path d="{key[5:]}"/></clipPath>'
    direction, body = key.split(">", 1)
    return f'<linearGradient id="{name}"{direction}>{body}</linearGradient>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _written(attributes: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
