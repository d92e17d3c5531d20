"""The heart beside a product, and "tell me when it is back": both say what shall be, so pressing twice is harmless."""

from __future__ import annotations

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain.errors import ProductNotFound
from app.extensions import unit_of_work
from app.services import wishlists
from app.services.wishlists import WishChange, Wished
from app.web.cart.session import current_owner, ensure_owner, forget_kept, wished
from app.web.htmx import wants_fragment
from app.web.session import require_customer, safe_next
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _
from app.web.wishlist import wishlist


@wishlist.app_template_global("heart_of")
def heart_of(product_uuid: UUID) -> Wished | None:
    """Whether the visitor has the product on the list."""
    return wished(current_storefront()).get(product_uuid)


@wishlist.post("/heart")
def heart() -> ResponseReturnValue:
    """Have a product on the list, or off it: the button as it is now for a swap, the page one was on without script."""
    product, wanted = _asked()
    name = _have(product) if wanted else _have_not(product)
    forget_kept()
    if wants_fragment():
        response = make_response(
            render_template("wishlist/_heart.html", uuid=product, name=name, words=request.form.get("words", ""))
        )
        response.vary.add("HX-Request")
        return response
    flash(_("“%(name)s” is on your wishlist.", name=name) if wanted else _("It is off your wishlist."), "success")
    return redirect(_back(), code=303)


@wishlist.post("/tell")
def tell() -> ResponseReturnValue:
    """Write to the customer when the product can be bought again; it is on the list from then on."""
    customer = require_customer()
    product, owner, now = _uuid(request.form.get("product")), current_owner(), utc_now()
    storefront, locale = current_storefront(), current_locale()
    with unit_of_work() as session:
        wish, _is_new = wishlists.put(session, storefront, owner, product_uuid=product, locale=locale, now=now)
        wanted = WishChange(tell_in_stock=True)
        wishlists.change(session, storefront, owner, item_uuid=wish.uuid, wanted=wanted, locale=locale, now=now)
    to = customer.email or customer.phone
    flash(_("We will write to %(address)s when “%(name)s” is back.", address=to, name=wish.name), "success")
    return redirect(_back(), code=303)


def _asked() -> tuple[UUID, bool]:
    """The product, and whether it shall be on the list. Raises ProductNotFound for what cannot be a product."""
    wanted = "add" in request.form
    return _uuid(request.form.get("add" if wanted else "remove")), wanted


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as error:
        raise ProductNotFound from error


def _have(product: UUID) -> str:
    owner = ensure_owner()
    with unit_of_work() as session:
        wish, _is_new = wishlists.put(
            session,
            current_storefront(),
            owner,
            product_uuid=product,
            locale=current_locale(),
            now=utc_now(),
        )
    return wish.name


def _have_not(product: UUID) -> str:
    storefront = current_storefront()
    with unit_of_work() as session:
        wishlists.remove_product(session, storefront, current_owner(), product_uuid=product)
        return wishlists.name_of(session, storefront, product_uuid=product, locale=current_locale())


def _back() -> str:
    return safe_next(request.referrer) or url_for("wishlist.show")
