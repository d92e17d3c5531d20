"""What becomes of a brand's four colours: in words, and as a style sheet for each palette that is looked at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.colour import contrast, read_hex, to_lch
from app.domain.errors import PageNotFound
from app.domain.palette import BrandColours, Change, palette_of
from app.web.admin import admin as pages
from app.web.assets import FOR_EVER
from app.web.booking.theme import declarations
from app.web.texts import gettext as _

_FOUR: Final = 4


@dataclass(frozen=True, slots=True)
class Shades:
    """A palette to be looked at: its class in its sheet, what was chosen, and what became of each colour in words."""

    asked: BrandColours
    css_class: str
    sheet_url: str
    before: float
    after: float
    changes: tuple[tuple[str, Change, str], ...]

    @property
    def is_kept(self) -> bool:
        """Whether all four are used as they were chosen."""
        return all(change.is_kept for _name, change, _words in self.changes)


def shades_of(colours: BrandColours) -> Shades:
    """Everything to be shown of a palette, in the page's language."""
    names = {"main": _("Main"), "font": _("Font"), "hover": _("Hover"), "secondary": _("Secondary")}
    palette, code = palette_of(colours), _code(colours)
    return Shades(
        asked=colours,
        css_class=f"palette-{code}",
        sheet_url=url_for("admin.palette", code=code, v=_tag(_css(colours))),
        before=contrast(colours.main, colours.font),
        after=contrast(palette.light["band"], palette.light["on-band"]),
        changes=tuple((names[change.role], change, _words(change)) for change in palette.changes),
    )


@pages.get("/palettes/<code>.css")
def palette(code: str) -> ResponseReturnValue:
    """The shades of four colours under a class of their own. Raises PageNotFound for anything else."""
    asked = [read_hex(part) for part in code.split("-")]
    if len(asked) != _FOUR or None in asked:
        raise PageNotFound
    css = _css(BrandColours.read(*asked))
    response = Response(css, mimetype="text/css")
    response.set_etag(_tag(css))
    response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") == _tag(css) else "no-cache"
    return response.make_conditional(request)


def _code(colours: BrandColours) -> str:
    chosen = (colours.main, colours.font, colours.hover, colours.secondary)
    return "-".join(colour.removeprefix("#") for colour in chosen)


def _css(colours: BrandColours) -> str:
    return declarations(palette_of(colours), f".palette-{_code(colours)}")


def _tag(css: str) -> str:
    return hashlib.blake2s(css.encode(), digest_size=6).hexdigest()


def _words(change: Change) -> str:
    """What was done to a colour, and why."""
    light, dark = _moved(change.asked, change.light), _moved(change.asked, change.dark)
    if change.is_kept:
        return _("Used as chosen.")
    if change.role == "main":
        return _("Used as chosen in light; in the dark a deep shade of it, which does not glare.")
    sentences: dict[tuple[str, str], str] = {
        ("darker", "darker"): _("Made darker, so that it can be read."),
        ("lighter", "lighter"): _("Made lighter, so that it can be read."),
        ("darker", "lighter"): _("Made darker in light and lighter in the dark, so that it can be read."),
        ("lighter", "darker"): _("Made lighter in light and darker in the dark, so that it can be read."),
        ("darker", ""): _("Made darker in light, so that it can be read; in the dark used as chosen."),
        ("lighter", ""): _("Made lighter in light, so that it can be read; in the dark used as chosen."),
        ("", "darker"): _("Used as chosen in light; made darker in the dark, so that it can be read."),
        ("", "lighter"): _("Used as chosen in light; made lighter in the dark, so that it can be read."),
    }
    return sentences.get((light, dark), _("Moved, so that it can be read."))


def _moved(asked: str, used: str) -> str:
    if asked == used:
        return ""
    return "darker" if to_lch(used).light < to_lch(asked).light else "lighter"
