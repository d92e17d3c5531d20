"""The sandbox's published identities, which no production database may hold."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.data.people import CUSTOMERS, STAFF
from app.demo.data.storefronts import KEYS
from app.models import ApiKey, Customer, StaffMember
from app.services import api_keys
from app.services.ports import KeyedHasher


def find_published(session: Session, keyed: KeyedHasher) -> list[str]:
    """What anybody could sign in with: keys in force, customers and staff of the demo data, in words.

    Customers are known by their short card numbers, which nobody can get by signing up.
    """
    hashes = [api_keys.hash_of(keyed, key.value) for key in KEYS]
    keys = select(ApiKey.name).where(ApiKey.key_hash.in_(hashes), ApiKey.revoked_at.is_(None))
    cards = select(Customer.card_number).where(Customer.card_number.in_([person.card for person in CUSTOMERS]))
    staff = select(StaffMember.email).where(
        StaffMember.email.in_([person.email for person in STAFF]), StaffMember.is_active.is_(True)
    )
    return [
        *(f"API key “{name}”" for name in session.scalars(keys.order_by(ApiKey.id))),
        *(f"customer with the card {card}" for card in session.scalars(cards.order_by(Customer.id))),
        *(f"staff account {email}" for email in session.scalars(staff.order_by(StaffMember.id))),
    ]
