"""Customers with a known password and PIN, and staff."""

from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.integrations.hashing import Argon2Hasher, HmacHasher
from app.models import Business, Customer, PickupLocation, StaffLocation, StaffMember, StaffRole
from app.services import pins
from tests.factories.clock import NOW, next_number
from tests.factories.tenancy import SANDBOX, make_business

PASSWORD = "Correct-horse-7"
PIN = "2468"


def make_customer(
    session: Session,
    *,
    business: Business | None = None,
    password: str | None = PASSWORD,
    pin: str | None = PIN,
    **given: Any,
) -> Customer:
    """A claimed, verified customer; `password=None` or `pin=None` leaves that unset."""
    number = next_number()
    defaults: dict[str, Any] = {
        "business_id": given.get("business_id") or (business or make_business(session)).id,
        "environment": Environment.TEST,
        "email": f"customer-{number}@example.com",
        "phone": f"+23480{number:08d}",
        "first_name": "Ada",
        "last_name": f"Number {number}",
        "password_hash": password and hash_password(password),
        "pin_hash": None,
        "claimed_at": NOW,
        "email_verified_at": NOW,
        "phone_verified_at": NOW,
        "card_number": f"ARK{number:05d}",
        "referral_code": f"REF{number:05d}",
        "created_at": NOW,
        "updated_at": NOW,
    }
    customer = Customer(**{**defaults, **given})
    session.add(customer)
    session.flush()
    if pin is not None and customer.pin_hash is None:
        customer.pin_hash = hash_pin(customer, pin)
        session.flush()
    return customer


def make_staff(
    session: Session,
    *,
    business: Business | None = None,
    locations: tuple[PickupLocation, ...] = (),
    password: str = PASSWORD,
    **given: Any,
) -> StaffMember:
    """Somebody who works at the given locations, or at every one where none is given."""
    defaults: dict[str, Any] = {
        "business_id": (business or make_business(session)).id,
        "environment": Environment.TEST,
        "email": f"staff-{next_number()}@example.com",
        "name": "Bisi Staff",
        "password_hash": hash_password(password),
        "role": StaffRole.STAFF,
        "every_location": not locations,
        "created_at": NOW,
    }
    staff = StaffMember(**{**defaults, **given})
    session.add(staff)
    session.flush()
    session.add_all(StaffLocation(staff_id=staff.id, pickup_location_id=location.id) for location in locations)
    session.flush()
    return staff


@cache
def hash_password(password: str) -> str:
    """A real hash at the lowest cost."""
    return Argon2Hasher(replace(SANDBOX, argon2_time_cost=1, argon2_memory_kib=8)).hash(password)


def hash_pin(customer: Customer, pin: str) -> str:
    return pins.hash_pin(HmacHasher(SANDBOX.pepper), customer_uuid=customer.uuid, pin=pin)
