"""Deposits of the bookings that are known by heart, paid from shopping cards by the same code as any other."""

from collections.abc import Sequence
from datetime import timedelta

from app.demo.data.dining.visits import VISITS
from app.demo.loading.booking_rows import Booked
from app.demo.loading.orders import Silence
from app.demo.loading.tools import Loader, Places
from app.models import Branch, Reservation
from app.services import shopping_card
from app.services.paying_for import deposits
from app.services.paying_for.deposits import Due

_PAID = {visit.reference for visit in VISITS if visit.deposit and visit.is_paid}


def fill(loader: Loader, places: Places, booked: Sequence[Booked]) -> None:
    """Pay what was paid, with money put on the card for it: its balance stays the one people are told."""
    for one in booked:
        if one.reference in _PAID:
            _pay(loader, places, loader.session.get_one(Reservation, one.number))


def _pay(loader: Loader, places: Places, row: Reservation) -> None:
    session, tenant = loader.session, places.tenants["Souk Group"]
    platform_id = session.get_one(Branch, row.branch_id).platform_id
    at = row.created_at + timedelta(minutes=3)
    shopping_card.fund(
        session,
        tenant=tenant,
        customer_id=row.customer_id,
        platform_id=platform_id,
        amount_minor=row.deposit_minor,
        currency=row.currency,
        key=f"demo deposit {row.reference}",
        now=row.created_at,
    )
    # Without an address there is nobody to be told of it again.
    contact = row.email, row.phone
    row.email = row.phone = None
    due = Due(row.deposit_minor)
    deposits.pay_by_shopping_card(session, Silence(), row, due, platform_id=platform_id, tenant=tenant, now=at)
    row.email, row.phone = contact
    session.flush()
