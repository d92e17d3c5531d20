"""The shopping card's PIN: four digits, hashed under the customer's uuid, locked after five wrong tries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import CustomerNotFound, PinLocked, PinNotSet, PinWrong
from app.domain.logins import is_pin
from app.models import Customer
from app.services import audit_trail
from app.services.ports import KeyedHasher

MOST_FAILURES: Final = 5
LOCK: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class PinRight:
    """The PIN was right."""


def hash_pin(keyed: KeyedHasher, *, customer_uuid: UUID, pin: str) -> str:
    """How a PIN is kept. Raises ValueError for what is not a PIN: input is checked at the edge."""
    if not is_pin(pin):
        raise ValueError("a PIN is exactly four digits")
    return _digest(keyed, customer_uuid, pin)


def try_pin(
    session: Session, *, keyed: KeyedHasher, customer_id: int, pin: str, now: datetime
) -> PinRight | PinWrong | PinLocked:
    """Compare and count. The answer is returned, not raised, so that the caller can commit the count first.

    The customer's row is locked from the read on, so tries that come at once are counted one by one. The lock lets
    others refer to the customer: a movement that must wait for it while it holds the accounts would wait in a circle.

    Raises CustomerNotFound, PinNotSet.
    """
    customer = session.scalars(
        select(Customer)
        .where(Customer.id == customer_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if customer is None:
        raise CustomerNotFound
    if customer.pin_hash is None:
        raise PinNotSet
    if customer.pin_locked_until is not None and customer.pin_locked_until > now:
        return PinLocked(retry_at=customer.pin_locked_until)
    if compare_digest(customer.pin_hash, _digest(keyed, customer.uuid, pin)):
        customer.pin_failures, customer.pin_locked_until = 0, None
        session.flush()
        return PinRight()
    return _count_failure(session, customer, now)


def set_pin(session: Session, *, keyed: KeyedHasher, customer_id: int, pin: str, now: datetime) -> None:
    """Keep a new PIN and forget the wrong tries. Raises CustomerNotFound, ValueError."""
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise CustomerNotFound
    customer.pin_hash = hash_pin(keyed, customer_uuid=customer.uuid, pin=pin)
    customer.pin_failures, customer.pin_locked_until = 0, None
    customer.updated_at = now
    audit_trail.record_own(session, customer, action="pin_changed", now=now)


def _count_failure(session: Session, customer: Customer, now: datetime) -> PinWrong | PinLocked:
    customer.pin_failures += 1
    if customer.pin_failures < MOST_FAILURES:
        session.flush()
        return PinWrong(tries_left=MOST_FAILURES - customer.pin_failures)
    customer.pin_failures, customer.pin_locked_until = 0, now + LOCK
    session.flush()
    return PinLocked(retry_at=now + LOCK)


def _digest(keyed: KeyedHasher, customer_uuid: UUID, pin: str) -> str:
    return keyed.digest("pin", f"{customer_uuid}:{pin}")
