"""Whose cart this browser fills: the signed-in customer's, else the one its cookie is the key to."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final

from flask import Response, after_this_request, flash, g, request

from app.clock import utc_now
from app.extensions import db, gateways, settings, unit_of_work
from app.services import carts, platforms
from app.services.carts import CartOwner, MergeNote
from app.services.platforms import Storefront
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
    g.pop("cart_count", None)

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
    known: int | None = g.get("cart_count")
    if known is None:
        known = carts.count_pieces(db.session(), storefront, current_owner())
        g.cart_count = known
    return known


def remember_count(count: int) -> None:
    """Spare the page's header its own question."""
    g.cart_count = count


def merge_guest_cart(customer_id: int) -> None:
    """Take what this browser's guest has put in, at every storefront of the business, into the customer's carts."""
    token = _token()
    if token is None:
        return
    here, locale, keyed = current_storefront(), current_locale(), gateways().keyed
    with unit_of_work() as session:
        notes = [
            note
            for storefront in _storefronts_of(here)
            for note in carts.merge(
                session,
                storefront,
                customer_id=customer_id,
                guest=carts.guest_owner(keyed, storefront, token),
                locale=locale,
                now=utc_now(),
            )
        ]
    g.pop("cart_count", None)
    for note in notes:
        flash(_capped(note), "warning")
    after_this_request(_forget)


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
