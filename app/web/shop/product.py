"""A product's page, its price as options are chosen, and all its reviews."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import ProductNotFound
from app.domain.paging import Window
from app.extensions import db
from app.services import product_page, reviews
from app.web import htmx
from app.web.pager import Pager, page_number
from app.web.shop import shop
from app.web.shop.structured import describe_product
from app.web.storefront import current_locale, current_storefront

REVIEWS_A_PAGE = 20


@shop.get("/p/<slug>")
def product(slug: str) -> ResponseReturnValue:
    """The product; `option` in the address chooses option values, and a swap asks for the price with them."""
    found = product_page.get_product_page(
        db.session(), current_storefront(), slug, locale=current_locale(), now=utc_now()
    )
    chosen = found.choose(_uuids(value for name, value in request.args.items(multi=True) if name.startswith("option")))
    return htmx.render(
        "shop/product.html",
        "shop/_price.html",
        product=found,
        chosen=chosen,
        price=found.price_with(chosen),
        structured=describe_product(found, url_for("shop.product", slug=slug, _external=True)),
    )


@shop.get("/p/<slug>/reviews")
def product_reviews(slug: str) -> ResponseReturnValue:
    """Every published review, newest first."""
    found = product_page.find_product(db.session(), current_storefront(), slug, locale=current_locale())
    if found is None:
        raise ProductNotFound
    window = Window.of_page(page_number(), REVIEWS_A_PAGE)
    listed = reviews.list_reviews(db.session(), found.id, window=window)
    return render_template(
        "shop/product_reviews.html", product=found, slug=slug, reviews=listed, pager=Pager.of(listed.page)
    )


def _uuids(texts: Iterable[str]) -> set[UUID]:
    """Those that are UUIDs."""
    found = set()
    for text in texts:
        with suppress(ValueError):
            found.add(UUID(text))
    return found
