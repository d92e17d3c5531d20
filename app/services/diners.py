"""Diners the house knows: those who have proved once that a number or an e-mail is theirs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.logins import Login
from app.domain.tenant import Tenant
from app.models import Customer
from app.services import accounts


def is_known(session: Session, *, tenant: Tenant, login: Login) -> bool:
    """Whether somebody has proved this number or e-mail before, with an account or without."""
    if login.email is not None:
        proved = (Customer.email == login.email) & Customer.email_verified_at.is_not(None)
    else:
        proved = (Customer.phone == login.phone) & Customer.phone_verified_at.is_not(None)
    here = (Customer.business_id == tenant.business_id) & (Customer.environment == tenant.environment)
    return bool(session.scalar(select(exists().where(here, proved))))


def note_proved(
    session: Session,
    *,
    tenant: Tenant,
    login: Login,
    first_name: str,
    last_name: str,
    locale: str,
    now: datetime,
) -> None:
    """Somebody entered the code sent there: the next time they are not asked. This alone makes nobody an account.

    Raises EmailTaken, PhoneTaken where somebody else with this contact was entered at the same moment.
    """
    customer = accounts.ensure_contact(
        session,
        tenant=tenant,
        first_name=first_name,
        last_name=last_name,
        email=login.email,
        phone=login.phone,
        locale=locale,
        now=now,
    )
    if login.email is not None:
        customer.email_verified_at = customer.email_verified_at or now
    else:
        customer.phone_verified_at = customer.phone_verified_at or now
    session.flush()
