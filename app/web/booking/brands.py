"""All restaurants, and a brand's own page with its branches."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import BrandNotFound
from app.extensions import db
from app.services import brand_pages
from app.services.brand_pages import BranchCard
from app.web.booking import booking, words
from app.web.booking.frame import current_look
from app.web.storefront import current_storefront
from app.web.texts import gettext as _


@booking.get("/brands")
def brands() -> ResponseReturnValue:
    """Every brand of the business, in the shop's own frame."""
    return render_template(
        "booking/brands.html", brands=brand_pages.list_brands(db.session(), current_storefront().business_id)
    )


@booking.get("/brands/<brand_code>")
def brand(brand_code: str) -> ResponseReturnValue:
    """The brand's words and its branches, in its colours."""
    look = current_look()
    if look is None:
        raise BrandNotFound
    branches = brand_pages.list_branches(db.session(), look.brand_id, now=utc_now())
    return render_template(
        "booking/brand.html", brand_code=brand_code, branches=[(one, _opening(one)) for one in branches]
    )


def _opening(branch: BranchCard) -> tuple[str, str]:
    """Whether it is open, in words, and their tone."""
    found = branch.opening
    if found.is_open and found.until is not None:
        return _("Open until %(time)s", time=words.clock(found.until, branch.zone)), "good"
    if found.opens_at is None:
        return _("Closed for now"), "neutral"
    if found.opens_at.astimezone(branch.zone).date() == utc_now().astimezone(branch.zone).date():
        return _("Opens at %(time)s", time=words.clock(found.opens_at, branch.zone)), "neutral"
    return _("Opens %(when)s", when=words.when_words(found.opens_at, branch.zone)), "neutral"
