"""Earlier bookings become an account's, once their number or e-mail was proved by a code."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from app.domain.logins import Login
from app.domain.tenant import Tenant
from app.models import Customer, Reservation


def count_claimable(session: Session, *, tenant: Tenant, login: Login) -> int:
    """How many bookings nobody has claimed yet were made with this number or e-mail."""
    query = select(func.count()).select_from(Reservation).where(*_unclaimed(tenant, login))
    return session.scalar(query) or 0


def claim(session: Session, *, tenant: Tenant, customer_id: int, login: Login) -> int:
    """Give them to a customer who has proved the number or e-mail; how many there were. Bookings of somebody who has an
    account stay theirs, whatever contact they gave."""
    gained = session.scalars(
        update(Reservation)
        .where(*_unclaimed(tenant, login))
        .values(customer_id=customer_id)
        .returning(Reservation.id)
        .execution_options(synchronize_session=False)
    )
    return len(gained.all())


def _unclaimed(tenant: Tenant, login: Login) -> tuple[ColumnElement[bool], ...]:
    nobodys = select(Customer.id).where(
        Customer.business_id == tenant.business_id,
        Customer.environment == tenant.environment,
        Customer.claimed_at.is_(None),
    )
    contact = Reservation.email == login.email if login.email is not None else Reservation.phone == login.phone
    return (
        Reservation.business_id == tenant.business_id,
        Reservation.environment == tenant.environment,
        Reservation.customer_id.in_(nobodys),
        contact,
    )
