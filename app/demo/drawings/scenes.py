"""The walls and floors products are photographed against."""

from collections.abc import Callable

from app.demo.drawings.colours import Palette, darker, lighter, mix
from app.demo.drawings.sketch import Sketch


def _plain(s: Sketch, p: Palette) -> None:
    s.rect(0, 0, 640, 460, s.down(lighter(p.wall, 0.4), p.wall))
    s.rect(0, 456, 640, 184, s.down(mix(p.wall, p.main, 0.2), mix(p.wall, p.main, 0.08)))


def _sun(s: Sketch, p: Palette) -> None:
    _plain(s, p)
    s.disc(320, 300, 230, lighter(mix(p.wall, p.accent, 0.3), 0.35), opacity=0.8)
    s.rect(0, 456, 640, 184, s.down(mix(p.wall, p.main, 0.2), mix(p.wall, p.main, 0.08)))


def _arch(s: Sketch, p: Palette) -> None:
    _plain(s, p)
    s.path(
        "M110 458V270C110 150 230 110 320 40C410 110 530 150 530 270V458z",
        s.down(mix(p.wall, p.main, 0.2), lighter(p.wall, 0.2)),
    )
    s.path(
        "M110 458V270C110 150 230 110 320 40C326 44 330 48 336 52C240 120 130 160 130 280V458z",
        darker(p.wall, 0.12),
        opacity=0.5,
    )


def _window(s: Sketch, p: Palette) -> None:
    _plain(s, p)
    s.path("M60 0h130L30 458H0V172zM250 0h130L220 458H90z", "#fff", opacity=0.4)


def _plinth(s: Sketch, p: Palette) -> None:
    _plain(s, p)
    s.path("M0 150Q160 60 320 150T640 150V0H0z", mix(p.wall, p.main, 0.12), opacity=0.7)
    s.oval(320, 540, 264, 50, mix(p.wall, p.main, 0.36))
    s.oval(320, 530, 264, 50, lighter(mix(p.wall, p.main, 0.12), 0.35))


BACKDROPS: tuple[Callable[[Sketch, Palette], None], ...] = (_plain, _sun, _arch, _window, _plinth)


def backdrop(s: Sketch, palette: Palette, number: int) -> None:
    """Paint one of the five backdrops, chosen by `number`."""
    BACKDROPS[number % len(BACKDROPS)](s, palette)


def shadow(s: Sketch, width: float = 180, y: float = 538) -> None:
    """Draw the soft shadow a standing thing throws."""
    for share, opacity in ((1.25, 0.07), (1.0, 0.1), (0.75, 0.12)):
        s.oval(320, y, width * share, 17 * share, "#241a2e", opacity=opacity)
