"""Staff signing in."""

from __future__ import annotations

from typing import Final

from app.domain.errors import BadCredentials
from app.domain.logins import MAX_PASSWORD
from app.flows.credentials import MOST_PER_ACCOUNT, MOST_PER_ADDRESS, WINDOW
from app.flows.tools import Tools, Visit
from app.services import limits, staff_accounts

_FROM: Final = "staff_sign_in_from"


def check_staff_password(tools: Tools, visit: Visit, *, email: str, password: str) -> int:
    """Which staff member of this business signs in; wrong tries are limited as customers' are.

    Raises BadCredentials, TooManyAttempts.
    """
    key = f"staff_sign_in:{tools.keyed.digest('login', email.strip().lower())}"
    with tools.uow() as session:
        known = staff_accounts.find_credentials(session, email=email, tenant=visit.tenant)
        limits.hit(session, key=key, most=MOST_PER_ACCOUNT, window=WINDOW, now=tools.clock())
        if visit.address is not None:
            limits.hit(session, key=f"{_FROM}:{visit.address}", most=MOST_PER_ADDRESS, window=WINDOW, now=tools.clock())
    password_hash = tools.passwords.decoy if known is None else known.password_hash
    is_right = len(password) <= MAX_PASSWORD and tools.passwords.verify(password_hash, password)
    if known is None or not is_right:
        raise BadCredentials
    with tools.uow() as session:
        limits.forget(session, key=key)
        if visit.address is not None:
            limits.give_back(session, key=f"{_FROM}:{visit.address}")
    return known.staff_id
