"""Lists of products: everything, or a category with what is below it."""

from __future__ import annotations

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from app.extensions import db
from app.services import catalog
from app.services.catalog import CategoryPage
from app.web import htmx
from app.web.shop import asked as asking
from app.web.shop import shop
from app.web.shop.shelf import Shelf, stock_shelf
from app.web.storefront import current_locale, current_storefront


@shop.get("/c")
def everything() -> ResponseReturnValue:
    """All products."""
    asked = asking.read(request.args, current_storefront().currency)
    shelf = stock_shelf(asked, url_for("shop.everything"))
    return show("shop/category.html", shelf, category=None)


@shop.get("/c/<slug>")
def category(slug: str) -> ResponseReturnValue:
    """A category's products, and the way to its subcategories."""
    storefront = current_storefront()
    found = catalog.get_category(db.session(), storefront, slug, locale=current_locale())
    asked = asking.read(request.args, storefront.currency)
    shelf = stock_shelf(asked, url_for("shop.category", slug=slug), category_id=found.id)
    return show("shop/category.html", shelf, category=found)


def show(page: str, shelf: Shelf, *, category: CategoryPage | None) -> Response:
    """The page or, for a swap, its results; then the browser is told the canonical address of the filters."""
    response = htmx.render(page, "shop/_results.html", shelf=shelf, category=category)
    if htmx.wants_fragment():
        response.headers["HX-Push-Url"] = shelf.asked.at(shelf.path)
    return response
