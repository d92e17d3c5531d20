"""Whose cart this browser fills: the signed-in customer's, else the one its cookie is the key to."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Response, after_this_request, flash, g, request

from app.clock import utc_now
from app.extensions import db, gateways, settings, unit_of_work
from app.services import carts, platforms, wishlists
from app.services.carts import CartOwner, MergeNote
from app.services.platforms import Storefront
from app.services.wishlists import Wished
from app.web.session import current_customer
from app.web.storefront import current_locale, current_storefront, directory
from app.web.texts import gettext as _

COOKIE: Final = "souk_cart"
KEPT: Final = timedelta(days=60)
_MAX_TOKEN: Final = 64


def current_owner() -> CartOwner:
    """Whose cart to read. Nobody's, for a visitor who has not put anything in yet."""
    customer = current_customer()
    if customer is not None:
        return CartOwner(customer_id=customer.customer_id)
    token = _token()
    return CartOwner() if token is None else carts.guest_owner(gateways().keyed, current_storefront(), token)


def ensure_owner() -> CartOwner:
    """Whose cart to fill; a first-time visitor gets a cookie with the answer, renewed whenever the cart changes."""
    owner = current_owner()
    if owner.customer_id is not None:
        return owner
    token = _token() or secrets.token_urlsafe(24)
    g.cart_token = token
    forget_kept()

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            token,
            max_age=KEPT,
            httponly=True,
            samesite="Lax",
            secure=settings().secure_cookies,
        )
        return response

    return carts.guest_owner(gateways().keyed, current_storefront(), token)


def cart_count(storefront: Storefront) -> int:
    """How many pieces are in this browser's cart; no statement where the page has read the cart already."""
    if "cart_count" not in g:
        _read_kept(storefront)
    count: int = g.cart_count
    return count


def wished(storefront: Storefront) -> dict[UUID, Wished]:
    """What is on this browser's wishlist, by product: read once for all hearts of a page, together with the cart."""
    if "wished" not in g:
        _read_kept(storefront)
    found: dict[UUID, Wished] = g.wished
    return found


def forget_kept() -> None:
    """Cart or wishlist was changed: the next to ask reads anew."""
    g.pop("cart_count", None)
    g.pop("wished", None)


def remember_count(count: int) -> None:
    """Spare the page's header its own question."""
    g.cart_count = count


def merge_guest_cart(customer_id: int) -> None:
    """Take what this browser's guest put into the cart and on the wishlist, at every storefront, to the customer's."""
    token = _token()
    if token is None:
        return
    here, locale, keyed = current_storefront(), current_locale(), gateways().keyed
    notes: list[MergeNote] = []
    with unit_of_work() as session:
        for storefront in _storefronts_of(here):
            guest = carts.guest_owner(keyed, storefront, token)
            notes += carts.merge(
                session, storefront, customer_id=customer_id, guest=guest, locale=locale, now=utc_now()
            )
            wishlists.merge(session, storefront, customer_id=customer_id, guest=guest)
    forget_kept()
    for note in notes:
        flash(_capped(note), "warning")
    after_this_request(_forget)


def _read_kept(storefront: Storefront) -> None:
    """Both counts of the header in one statement, and none for a visitor who has kept nothing."""
    pieces, g.wished = wishlists.read_kept(db.session(), storefront, current_owner())
    g.setdefault("cart_count", pieces)


def _token() -> str | None:
    token = g.get("cart_token") or request.cookies.get(COOKIE)
    return token if token and len(token) <= _MAX_TOKEN else None


def _forget(response: Response) -> Response:
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=settings().secure_cookies)
    return response


def _storefronts_of(here: Storefront) -> list[Storefront]:
    ids = [entry.id for entry in directory().get().of_business(here.business_id) if entry.id != here.id]
    others = [platforms.find_storefront(db.session(), platform_id, here.environment) for platform_id in ids]
    return [here, *(found for found in others if found is not None)]


def _capped(note: MergeNote) -> str:
    return _(
        "Your two carts held %(wanted)s of “%(name)s” together. We can offer %(quantity)s.",
        wanted=note.wanted,
        name=note.name,
        quantity=note.quantity,
    )
