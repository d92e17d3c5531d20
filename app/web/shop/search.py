"""Search by words, and suggestions while they are typed."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.search_text import presentable
from app.extensions import db
from app.services import suggestions
from app.web.shop import asked as asking
from app.web.shop import shop
from app.web.shop.listing import show
from app.web.shop.shelf import stock_shelf
from app.web.storefront import current_locale, current_storefront


@shop.get("/search")
def search() -> ResponseReturnValue:
    """What matches the words, corrected where need be; without words, everything."""
    asked = asking.read(request.args, current_storefront().currency, searching=True)
    shelf = stock_shelf(asked, url_for("shop.search"))
    return show("shop/search.html", shelf, category=None)


@shop.get("/search/suggest")
def suggest() -> ResponseReturnValue:
    """A list for the search box: products with picture and price, categories, a corrected query."""
    text = presentable(request.args.get("q", ""), asking.LONGEST_TEXT)
    found = suggestions.suggest(db.session(), current_storefront(), text, locale=current_locale(), now=utc_now())
    return render_template("shop/_suggestions.html", found=found, text=text), 200, {"Vary": "HX-Request"}
