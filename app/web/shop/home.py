"""The start page."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.extensions import db
from app.services import catalog
from app.web.shop import shop
from app.web.storefront import current_locale, current_storefront


@shop.get("/")
def home() -> ResponseReturnValue:
    """The storefront's face: categories, what it puts forward, offers, what is new, how pickup works."""
    storefront, locale = current_storefront(), current_locale()
    return render_template(
        "shop/home.html",
        categories=catalog.list_top_categories(db.session(), storefront, locale=locale),
        shelves=catalog.read_shelves(db.session(), storefront, locale=locale, now=utc_now()),
    )
