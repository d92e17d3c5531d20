"""Who of the staff is at work in this browser: a cookie of their own, apart from customers'."""

from __future__ import annotations

from flask import Response, g, request

from app.clock import utc_now
from app.domain.errors import NotAllowed
from app.extensions import STAFF_COOKIE, db, gateways, settings, unit_of_work
from app.services import staff_accounts
from app.services.staff_accounts import StaffSeen
from app.web.storefront import current_storefront


def current_staff() -> StaffSeen | None:
    """The staff member signed in here, if they work for the business whose storefront this is."""
    if "staff" not in g:
        g.staff = _find()
    found: StaffSeen | None = g.staff
    return found


def require_staff() -> StaffSeen:
    """The staff member signed in here. Raises NotAllowed; pages of staff send people to sign in before that."""
    found = current_staff()
    if found is None:
        raise NotAllowed
    return found


def open_staff_session(response: Response, staff_id: int) -> None:
    """Sign somebody in for one shift: a cookie that ends with the browser, a row that ends with the shift."""
    with unit_of_work() as work:
        token = staff_accounts.open_sign_in(
            work,
            keyed=gateways().keyed,
            staff_id=staff_id,
            user_agent=request.user_agent.string,
            now=utc_now(),
        )
    response.set_cookie(STAFF_COOKIE, token, httponly=True, samesite="Lax", secure=settings().secure_cookies)


def close_staff_session(response: Response) -> None:
    """Sign out, in the database too."""
    token = request.cookies.get(STAFF_COOKIE)
    if token:
        with unit_of_work() as work:
            staff_accounts.end(work, token=token, keyed=gateways().keyed, now=utc_now())
    response.delete_cookie(STAFF_COOKIE, httponly=True, samesite="Lax", secure=settings().secure_cookies)


def _find() -> StaffSeen | None:
    token = request.cookies.get(STAFF_COOKIE)
    if not token:
        return None
    found = staff_accounts.find_seen(db.session(), keyed=gateways().keyed, token=token, now=utc_now())
    return found if found is not None and found.tenant == current_storefront().tenant else None
