"""The cart's own page: quantities, removal with a way back, the coupon."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import CartLineNotFound, DomainError, ProductNotFound
from app.extensions import db, unit_of_work
from app.services import carts, wishlists
from app.services.carts import CartView, RemovedLine
from app.web import htmx
from app.web.cart import cart, words
from app.web.cart.adding import put, read_quantity, read_wish
from app.web.cart.session import current_owner, remember_count
from app.web.errors import explain
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _

COUPON = "coupon"
_REMOVED = "removed_line"


@cart.get("")
def show() -> ResponseReturnValue:
    """The cart at today's prices."""
    return _page(undo=session.pop(_REMOVED, None))


@cart.post("/lines/<uuid:line_uuid>")
def update(line_uuid: UUID) -> ResponseReturnValue:
    """Set a line's quantity."""
    storefront, locale = current_storefront(), current_locale()
    try:
        with unit_of_work() as work:
            carts.set_quantity(
                work,
                storefront,
                current_owner(),
                line_uuid=line_uuid,
                quantity=read_quantity("0"),
                locale=locale,
                now=utc_now(),
            )
    except CartLineNotFound as error:
        return _changed(explain(error))
    except DomainError as error:
        return _page(errors={str(line_uuid): explain(error)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _changed(_("Quantity changed."))


@cart.post("/lines/<uuid:line_uuid>/remove")
def remove(line_uuid: UUID) -> ResponseReturnValue:
    """Take a line out; the answer offers to put it back."""
    storefront, locale = current_storefront(), current_locale()
    try:
        with unit_of_work() as work:
            removed = carts.remove_line(
                work, storefront, current_owner(), line_uuid=line_uuid, locale=locale, now=utc_now()
            )
    except CartLineNotFound as error:
        return _changed(explain(error))
    undo = _kept(removed)
    if htmx.wants_fragment():
        return _page(undo=undo, said=_("“%(name)s” was removed.", name=removed.name), focus="undo")
    session[_REMOVED] = undo
    return redirect(url_for("cart.show"), code=303)


@cart.post("/lines/<uuid:line_uuid>/save")
def save_for_later(line_uuid: UUID) -> ResponseReturnValue:
    """Move a line to the wishlist."""
    storefront, owner, locale = current_storefront(), current_owner(), current_locale()
    try:
        with unit_of_work() as work:
            saved = wishlists.save_from_cart(work, storefront, owner, line_uuid=line_uuid, locale=locale, now=utc_now())
    except (CartLineNotFound, ProductNotFound) as error:
        return _changed(explain(error), category="error")
    return _changed(_("“%(name)s” is on your wishlist.", name=saved.name), focus="head")


@cart.post("/restore")
def restore() -> ResponseReturnValue:
    """Put back what was just removed."""
    try:
        line = put(read_wish())
    except DomainError as error:
        return _changed(explain(error), category="error")
    return _changed(_("“%(name)s” is back in your cart.", name=line.name), focus=str(line.uuid))


@cart.post("/coupon")
def apply_coupon() -> ResponseReturnValue:
    """Keep a coupon on the cart."""
    code = request.form.get(COUPON, "").strip()[:40]
    if not code:
        return _page(errors={COUPON: _("Enter a coupon code.")}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with unit_of_work() as work:
            carts.apply_coupon(work, current_storefront(), current_owner(), code=code, now=utc_now())
    except DomainError as error:
        return _page(errors={COUPON: explain(error)}, typed={COUPON: code}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _changed(_("Coupon applied."), focus=COUPON)


@cart.post("/coupon/remove")
def remove_coupon() -> ResponseReturnValue:
    with unit_of_work() as work:
        carts.remove_coupon(work, current_storefront(), current_owner(), now=utc_now())
    return _changed(_("Coupon removed."), focus=COUPON)


@cart.post("/prices")
def accept_prices() -> ResponseReturnValue:
    """The buyer has read that prices changed."""
    with unit_of_work() as work:
        carts.accept_prices(work, current_storefront(), current_owner(), now=utc_now())
    return _changed(_("Thank you. These are the prices from now on."), focus="till")


def _changed(said: str, *, category: str = "success", focus: str | None = None) -> ResponseReturnValue:
    """The cart as it is now: swapped in, announced and with the focus where one goes on, or by way of its address."""
    if htmx.wants_fragment():
        return _page(said=said, focus=focus)
    flash(said, category)
    return redirect(url_for("cart.show"), code=303)


def _page(
    *,
    said: str | None = None,
    focus: str | None = None,
    undo: Mapping[str, object] | None = None,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    view = _read()
    return htmx.render(
        "cart/show.html",
        "cart/_cart.html",
        status=status,
        cart=view,
        words=words,
        said=said,
        focus=focus if htmx.wants_fragment() else None,
        undo=undo,
        errors=errors or {},
        typed={**request.form, **(typed or {})} if errors else {},
        is_swap=htmx.wants_fragment(),
    )


def _read() -> CartView:
    view = carts.read_cart(db.session(), current_storefront(), current_owner(), locale=current_locale(), now=utc_now())
    remember_count(view.count)
    return view


def _kept(removed: RemovedLine) -> dict[str, object]:
    """What putting it back will need, in a form the session's cookie can keep."""
    return {
        "product": str(removed.product_uuid),
        "options": [str(value) for value in removed.option_values],
        "quantity": removed.quantity,
        "name": removed.name,
    }
