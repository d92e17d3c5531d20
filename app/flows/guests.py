"""Buying without an account."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import EmailTaken, PhoneTaken
from app.domain.tenant import Tenant
from app.services import accounts
from app.services.orders import Contact
from app.services.ports import Clock, UnitOfWork


@dataclass(frozen=True, slots=True)
class GuestBuyer:
    """Somebody known by what they typed only; they have proved nothing, so no card is theirs."""

    customer_id: int


def guest_buyer(uow: UnitOfWork, clock: Clock, *, tenant: Tenant, contact: Contact, locale: str = "en") -> GuestBuyer:
    """Who a guest's order is for: the customer with this number or e-mail, else a new, unclaimed one.

    The order is theirs to see once they prove the number or e-mail by a code; a claimed customer sees it at once.
    """
    try:
        return _ensure(uow, clock, tenant, contact, locale)
    except (EmailTaken, PhoneTaken):
        # Another guest, or a sign-up, with the same contact was faster by a moment.
        return _ensure(uow, clock, tenant, contact, locale)


def _ensure(uow: UnitOfWork, clock: Clock, tenant: Tenant, contact: Contact, locale: str) -> GuestBuyer:
    first, _, last = contact.name.strip().partition(" ")
    with uow() as session:
        customer = accounts.ensure_contact(
            session,
            tenant=tenant,
            first_name=first,
            last_name=last.strip(),
            email=contact.email,
            phone=contact.phone,
            locale=locale,
            now=clock(),
        )
        return GuestBuyer(customer.id)
