"""Who is signed in in this browser, as a customer; and the way back to where they were."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, g, request, session
from flask_login import AnonymousUserMixin, current_user, login_user, logout_user

from app.clock import utc_now
from app.domain.errors import NotSignedIn
from app.domain.logins import counted_address
from app.extensions import db, gateways, login_manager, settings, unit_of_work
from app.flows.tools import Visit
from app.services import sign_ins
from app.services.sign_ins import SignedInCustomer
from app.web.embedding import FrameSessions
from app.web.storefront import current_locale, current_storefront

_MAX_NEXT: Final = 2000


class SignedIn:
    """The customer of this browser, as Flask-Login keeps one: `current_user` in templates."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, customer: SignedInCustomer, token: str) -> None:
        self._token = token
        self.sign_in_id = customer.sign_in_id
        self.customer_id = customer.customer_id
        self.customer_uuid = customer.customer_uuid
        self.first_name = customer.first_name
        self.last_name = customer.last_name
        self.email = customer.email
        self.phone = customer.phone
        self.locale = customer.locale
        self.card_number = customer.card_number
        self.is_email_verified = customer.is_email_verified
        self.is_phone_verified = customer.is_phone_verified

    def get_id(self) -> str:
        """What the cookie keeps: the sign-in's token, never the customer's id."""
        return self._token


def init_session(app: Flask) -> None:
    """Let Flask-Login find the customer by the token in the signed cookie, except in other sites' frames."""
    app.session_interface = FrameSessions()
    login_manager.init_app(app)
    # Sign-ins are rows that can be ended; a changed network address is no reason to send people away.
    login_manager.session_protection = None
    login_manager.anonymous_user = AnonymousUserMixin
    login_manager.user_loader(_find)


def _find(token: str) -> SignedIn | None:
    found = sign_ins.find_web(
        db.session(),
        keyed=gateways().keyed,
        tenant=current_storefront().tenant,
        token=token,
        now=utc_now(),
    )
    return None if found is None else SignedIn(found, token)


def current_customer() -> SignedIn | None:
    """Who is signed in, or None."""
    return current_user._get_current_object() if current_user.is_authenticated else None  # noqa: SLF001  # its own way to the object behind the proxy


def require_customer() -> SignedIn:
    """Who is signed in. Raises NotSignedIn, which leads to the sign-in page and back here."""
    found = current_customer()
    if found is None:
        raise NotSignedIn
    return found


def sign_in_browser(customer_id: int) -> None:
    """Open a session for a customer who has just proved who they are; the guest cart comes along.

    What the browser's session held before is dropped, so that nothing planted in it survives the sign-in.
    """
    with unit_of_work() as work:
        opened = sign_ins.open_web(
            work, keyed=gateways().keyed, customer_id=customer_id, user_agent=_user_agent(), now=utc_now()
        )
    session.clear()
    g.pop("csrf_token", None)
    session.permanent = True
    user = _find(opened.token)
    login_user(user)
    _merge_guest_cart(customer_id)


def sign_out_browser() -> None:
    """End this browser's session, in the database too."""
    customer = current_customer()
    if customer is not None:
        with unit_of_work() as work:
            sign_ins.end(work, customer_id=customer.customer_id, sign_in_id=customer.sign_in_id, now=utc_now())
    logout_user()
    session.clear()
    g.pop("csrf_token", None)


def current_visit() -> Visit:
    """Where this request came in, for the flows."""
    storefront = current_storefront()
    locale = current_locale()
    return Visit(
        tenant=storefront.tenant,
        platform_id=storefront.id,
        shop=storefront.name(locale),
        region=storefront.country,
        locale=locale,
        address=counted_address(request.remote_addr, strict=settings().strict_limits),
        user_agent=_user_agent(),
    )


def safe_next(url: str | None) -> str | None:
    """The address if it leads to a page of ours, else None; browsers read `\\` as `/` and drop control characters."""
    if not url or len(url) > _MAX_NEXT or any(ord(letter) < ord(" ") or letter == "\\" for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        # Brackets that hold no IPv6 address.
        return None
    if parts.netloc and (parts.scheme not in {"http", "https"} or parts.netloc != request.host):
        return None
    if parts.scheme and not parts.netloc:
        return None
    path = parts.path
    if not path.startswith("/") or path.startswith("//"):
        return None
    return path + (f"?{parts.query}" if parts.query else "")


def _user_agent() -> str:
    return request.user_agent.string


def _merge_guest_cart(customer_id: int) -> None:
    from app.web.cart.session import merge_guest_cart  # the cart asks who is signed in: here the circle is cut

    merge_guest_cart(customer_id)
