"""What stands round every booking page: the house's name, pictures and colours, and who may show it in a frame."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from babel.dates import get_timezone_location
from flask import Response, g, request, url_for

from app.domain.errors import BranchNotFound, BrandNotFound
from app.domain.palette import palette_of
from app.domain.web_links import is_web
from app.extensions import db, gateways
from app.services import looks
from app.services.looks import BranchLook, Look
from app.web.assets import media_url
from app.web.booking import booking
from app.web.booking.theme import theme_url
from app.web.embedding import is_embedded
from app.web.security import frame_origins, page_policy
from app.web.storefront import current_locale, current_storefront

_SHEETS: Final = frozenset({f"{booking.name}.branch_theme", f"{booking.name}.brand_theme"})
_NAMES: Final = {"tiktok": "TikTok", "youtube": "YouTube", "x": "X", "linkedin": "LinkedIn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The frame's words and addresses, in the page's language."""

    brand: str
    branch: str
    description: str
    address: str
    zone: str
    phone: str
    map_url: str
    logo_url: str
    cover_url: str
    video_url: str
    home_url: str
    theme_url: str
    ground: str
    social: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The branch, or the brand on a page of its own."""
        return self.branch or self.brand


def use_look(look: Look) -> None:
    """Say whose page this is, for views whose address does not name a branch or brand (an event, a manage link)."""
    g.booking_look = look


def current_look() -> Look | None:
    """Whose page this is, read once; None where nobody has said so. Raises BranchNotFound, BrandNotFound."""
    if "booking_look" not in g:
        given = request.view_args or {}
        session, business = db.session(), current_storefront().business_id
        if "branch_code" in given:
            g.booking_look = looks.look_of_branch(session, business, str(given["branch_code"]))
        elif "brand_code" in given:
            g.booking_look = looks.look_of_brand(session, business, str(given["brand_code"]))
    found: Look | None = g.get("booking_look")
    return found


@booking.context_processor
def in_the_house() -> dict[str, Any]:
    """`house` and `look` for templates/layouts/booking.html; None on the error page of a house that does not exist."""
    look = None
    with suppress(BranchNotFound, BrandNotFound):
        look = current_look()
    return {"look": look, "house": None if look is None else house_of(look, current_locale())}


@booking.app_url_defaults
def stay_embedded(endpoint: str, values: dict[str, Any]) -> None:
    """Every link from an embedded page to another booking page leads to its embedded form."""
    if endpoint.startswith(f"{booking.name}.") and endpoint not in _SHEETS and is_embedded():
        values.setdefault("embed", "1")


@booking.after_request
def allow_frames(response: Response) -> Response:
    """The branch's own hosts may show its pages; nobody else may, and nobody may show anything else of ours."""
    look: Look | None = g.get("booking_look")
    if look is not None and look.branch is not None and response.mimetype == "text/html":
        targets = gateways().providers.payment_pages
        policy = page_policy(targets, frame_origins(look.branch.allowed_hosts))
        response.headers["Content-Security-Policy"] = policy
        response.vary.add("Sec-Fetch-Dest")
    return response


def house_of(look: Look, locale: str) -> House:
    """A look in a page's language."""
    branch, pictures = look.branch, look.pictures
    return House(
        brand=look.brand(locale),
        branch="" if branch is None else branch.name(locale),
        description=look.description(locale),
        address="" if branch is None else branch.address(locale),
        zone="" if branch is None else get_timezone_location(branch.zone, locale=locale, return_city=True),
        phone="" if branch is None else branch.phone or "",
        map_url="" if branch is None else _map_url(branch),
        logo_url=media_url(pictures.get("logo_image", "")),
        cover_url=media_url(pictures.get("cover_image", "")),
        video_url=media_url(pictures.get("cover_video", "")),
        home_url=home_url(look),
        theme_url=theme_url(look),
        ground=palette_of(look.colours).light["band"],
        social=tuple((_network(link), link) for link in look.social_links if is_web(link)),
    )


def home_url(look: Look) -> str:
    """The branch's own page, or the brand's: where its theme's folder is."""
    if look.branch is not None:
        theme = url_for("booking.branch_theme", branch_code=look.branch.code)
    else:
        theme = url_for("booking.brand_theme", brand_code=look.brand_code)
    return theme.removesuffix("/theme.css") + ("?embed=1" if is_embedded() else "")


def _map_url(branch: BranchLook) -> str:
    if branch.map_code and is_web(branch.map_code):
        return branch.map_code
    if branch.place is None:
        return ""
    latitude, longitude = branch.place
    return (
        f"https://www.openstreetmap.org/?mlat={latitude:.6f}&mlon={longitude:.6f}#map=17/{latitude:.6f}/{longitude:.6f}"
    )


def _network(link: str) -> str:
    """ "https://www.instagram.com/house/" is Instagram."""
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    name = host.rpartition(".")[0].rpartition(".")[2] or host
    return _NAMES.get(name, name.capitalize())
