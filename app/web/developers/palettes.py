"""Palettes that would not be readable as they were chosen, before and after: proof of domain/palette.py to the eye."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.colour import contrast
from app.domain.palette import BrandColours, Change, palette_of
from app.web.assets import FOR_EVER
from app.web.booking.theme import declarations
from app.web.developers import developers
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext as _l

# main, font, hover, secondary
_DEMOS: Final = (
    (_l("White on white, with yellow"), BrandColours("#ffffff", "#ffffff", "#fffde0", "#ffe600")),
    (_l("Black on black"), BrandColours("#000000", "#000000", "#0a0a0a", "#141414")),
    (_l("White on yellow"), BrandColours("#ffd400", "#ffffff", "#ffe97a", "#ff8a00")),
    (_l("One grey for everything"), BrandColours("#808080", "#808080", "#808080", "#808080")),
    (_l("Everything at once"), BrandColours("#ff00a8", "#00ffd0", "#c6ff00", "#ff6a00")),
    (_l("A palette that is fine stays as it is"), BrandColours("#ffffff", "#000000", "#000000", "#2b7a4d")),
)


@dataclass(frozen=True, slots=True)
class PaletteSpecimen:
    """One palette of the guide: its class in the sheet, what was asked for, and what became of it."""

    name: str
    css_class: str
    asked: BrandColours
    before: float
    after: float
    changes: tuple[tuple[str, Change], ...]


def palette_specimens() -> list[PaletteSpecimen]:
    """The demo palettes in the page's language."""
    words = {"main": _("Main"), "font": _("Font"), "hover": _("Hover"), "secondary": _("Secondary")}
    found = []
    for number, (name, asked) in enumerate(_DEMOS, start=1):
        palette = palette_of(asked)
        found.append(
            PaletteSpecimen(
                name=str(name),
                css_class=f"palette-{number}",
                asked=asked,
                before=contrast(asked.main, asked.font),
                after=contrast(palette.light["band"], palette.light["on-band"]),
                changes=tuple((words[change.role], change) for change in palette.changes),
            )
        )
    return found


def palettes_url() -> str:
    """The sheet's address, which changes with what is in it."""
    return url_for("developers.palettes", v=_tag(_css()))


@developers.get("/palettes.css")
def palettes() -> ResponseReturnValue:
    """The demo palettes, each under a class of its own."""
    css = _css()
    response = Response(css, mimetype="text/css")
    response.set_etag(_tag(css))
    response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") else "no-cache"
    return response.make_conditional(request)


def _css() -> str:
    return "".join(
        declarations(palette_of(asked), f".palette-{number}") for number, (_name, asked) in enumerate(_DEMOS, start=1)
    )


def _tag(css: str) -> str:
    return hashlib.blake2s(css.encode(), digest_size=6).hexdigest()
