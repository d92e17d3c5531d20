"""A brand's theme as a style sheet of its own: custom properties and nothing else, so that the content policy stays."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.palette import BrandColours, Palette, palette_of
from app.extensions import db
from app.services import looks
from app.services.looks import BranchLook, Look
from app.web.assets import FOR_EVER
from app.web.booking import booking
from app.web.storefront import current_storefront

# What stands in a page's head carries its fingerprint; who asks without one asks again after a while.
_SOON: Final = "public, max-age=300"
_SIZE: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*(px|rem|em|pt)?", re.IGNORECASE)
_REM: Final = {"px": 1 / 16, "pt": 1 / 12, "rem": 1.0, "em": 1.0}
_SMALLEST, _LARGEST = 0.8, 4.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a style sheet and its fingerprint."""

    css: str
    tag: str


@booking.get("/b/<branch_code>/theme.css")
def branch_theme(branch_code: str) -> ResponseReturnValue:
    """The colours of a branch's pages and the sizes of its own titles."""
    return _sent(sheet_of(looks.look_of_branch(db.session(), current_storefront().business_id, branch_code)))


@booking.get("/brands/<brand_code>/theme.css")
def brand_theme(brand_code: str) -> ResponseReturnValue:
    """The colours of a brand's own page."""
    return _sent(sheet_of(looks.look_of_brand(db.session(), current_storefront().business_id, brand_code)))


def theme_url(look: Look) -> str:
    """The sheet's address, which changes with what is in it."""
    tag = sheet_of(look).tag
    if look.branch is None:
        return url_for("booking.brand_theme", brand_code=look.brand_code, v=tag)
    return url_for("booking.branch_theme", branch_code=look.branch.code, v=tag)


def sheet_of(look: Look) -> Sheet:
    """The sheet of a look; made once for the same colours and sizes."""
    return _sheet(look.colours, _sizes(look.branch))


def declarations(palette: Palette, selector: str = ":root") -> str:
    """The palette as custom properties: pairs of light and dark, and light alone for browsers that know no pairs."""
    plain = "".join(f"--{name}: {light}; " for name, light in palette.light.items())
    pairs = "".join(
        f"--{name}: light-dark({light}, {palette.dark[name]}); "
        for name, light in palette.light.items()
        if light != palette.dark[name]
    )
    return f"{selector} {{ {plain}}}\n@supports (color: light-dark(#000, #fff)) {{ {selector} {{ {pairs}}} }}\n"


@lru_cache(maxsize=512)
def _sheet(colours: BrandColours, sizes: tuple[tuple[str, str], ...]) -> Sheet:
    css = declarations(palette_of(colours))
    if sizes:
        css += f":root {{ {''.join(f'--{name}: {size}; ' for name, size in sizes)}}}\n"
    return Sheet(css, hashlib.blake2s(css.encode(), digest_size=6).hexdigest())


def _sizes(branch: BranchLook | None) -> tuple[tuple[str, str], ...]:
    """The branch's own sizes of its titles, within what can be read and fits a page."""
    if branch is None:
        return ()
    wanted = {"avail-title": "availability_title_font_size", "avail-sub": "availability_subtitle_font_size"}
    sizes = {name: _size(branch.titles, key) for name, key in wanted.items()}
    return tuple((name, size) for name, size in sizes.items() if size is not None)


def _size(titles: Mapping[str, Any], key: str) -> str | None:
    """24, "24", "24px" and "1.5rem" are the same; None for anything else."""
    found = _SIZE.fullmatch(str(titles.get(key) or "").strip())
    if found is None:
        return None
    rem = float(found.group(1)) * _REM[(found.group(2) or "px").lower()]
    return f"{min(_LARGEST, max(_SMALLEST, rem)):.4g}rem"


def _sent(sheet: Sheet) -> ResponseReturnValue:
    response = Response(sheet.css, mimetype="text/css")
    response.set_etag(sheet.tag)
    response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") == sheet.tag else _SOON
    return response.make_conditional(request)
