"""Putting things into the cart, from wherever they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import DomainError, OptionInvalid, ProductNotFound
from app.extensions import db, unit_of_work
from app.services import carts
from app.web.cart import cart
from app.web.cart.session import cart_count, ensure_owner
from app.web.errors import explain
from app.web.htmx import go_to, wants_fragment
from app.web.session import safe_next
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

MOST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Wish:
    """What the form asks for. A product's choices come in fields whose names begin with "option"."""

    product: UUID
    quantity: int
    options: tuple[UUID, ...]


def read_wish() -> Wish:
    """The form's fields. Raises ProductNotFound for what cannot be a product."""
    try:
        product = UUID(request.form.get("product", ""))
        options = tuple(
            UUID(value)
            for name in request.form
            if name.startswith("option")
            for value in request.form.getlist(name)
            if value
        )
    except ValueError as error:
        raise ProductNotFound from error
    return Wish(product, read_quantity("1"), options)


def read_quantity(default: str) -> int:
    """The form's quantity; 0, which no product allows, for what is no number."""
    typed = request.form.get("quantity", "").strip() or default
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 0


def put(wish: Wish) -> carts.CartLineView:
    """Put it in. Raises what `carts.add_line` raises."""
    owner = ensure_owner()
    storefront, locale = current_storefront(), current_locale()
    with unit_of_work() as session:
        return carts.add_line(
            session,
            storefront,
            owner,
            product_uuid=wish.product,
            quantity=wish.quantity,
            option_values=wish.options,
            locale=locale,
            now=utc_now(),
        )


@cart.post("/add")
def add() -> ResponseReturnValue:
    """A short message and the new count for a swap; the cart page without script."""
    try:
        wish = read_wish()
    except ProductNotFound as error:
        return _refused(error)
    try:
        line = put(wish)
    except OptionInvalid as error:
        return _refused(error) if wish.options else _choose_first(wish, error)
    except DomainError as error:
        return _refused(error)
    if wants_fragment():
        return _added(line)
    flash(_("“%(name)s” is in your cart.", name=line.name), "success")
    return redirect(url_for("cart.show"), code=303)


def _added(line: carts.CartLineView) -> Response:
    return _fragment("cart/_added.html", line=line, count=cart_count(current_storefront()))


def _choose_first(wish: Wish, error: OptionInvalid) -> ResponseReturnValue:
    """A list's quick button cannot ask for size or colour; the product's own page can."""
    slug = carts.find_slug(db.session(), current_storefront(), product_uuid=wish.product)
    if slug is None:
        raise ProductNotFound
    flash(explain(error), "info")
    return go_to(url_for("shop.product", slug=slug))


def _refused(error: DomainError) -> ResponseReturnValue:
    if wants_fragment():
        return _fragment("cart/_refused.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, reason=explain(error))
    if isinstance(error, ProductNotFound):
        raise error
    flash(explain(error), "error")
    return redirect(safe_next(request.referrer) or url_for("cart.show"), code=303)


def _fragment(template: str, *, status: int = 200, **context: object) -> Response:
    response = make_response(render_template(template, **context), status)
    response.vary.add("HX-Request")
    return response
