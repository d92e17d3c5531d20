"""Checking and changing the shopping card's PIN."""

from __future__ import annotations

from datetime import datetime

from app.domain.errors import PinLocked, PinWrong
from app.services import pins, sign_ins
from app.services.ports import KeyedHasher, UnitOfWork


def check_pin(uow: UnitOfWork, keyed: KeyedHasher, *, customer_id: int, pin: str, now: datetime) -> None:
    """Compare the PIN in a unit of work of its own, so that a wrong try stays counted whatever follows.

    Raises PinWrong, PinLocked (five wrong ones in a row, for 15 minutes), PinNotSet.
    """
    with uow() as session:
        outcome = pins.try_pin(session, keyed=keyed, customer_id=customer_id, pin=pin, now=now)
    if isinstance(outcome, PinWrong | PinLocked):
        raise outcome


def change_pin(
    uow: UnitOfWork,
    keyed: KeyedHasher,
    *,
    customer_id: int,
    current: str,
    new: str,
    sign_in_id: int | None,
    now: datetime,
) -> None:
    """Set a new PIN, knowing the current one; every other sign-in ends. Raises PinWrong, PinLocked, PinNotSet."""
    check_pin(uow, keyed, customer_id=customer_id, pin=current, now=now)
    set_pin(uow, keyed, customer_id=customer_id, new=new, sign_in_id=sign_in_id, now=now)


def set_pin(
    uow: UnitOfWork, keyed: KeyedHasher, *, customer_id: int, new: str, sign_in_id: int | None, now: datetime
) -> None:
    """Set a PIN whatever it was before; every other sign-in ends. The caller has made sure that this may be."""
    with uow() as session:
        pins.set_pin(session, keyed=keyed, customer_id=customer_id, pin=new, now=now)
        sign_ins.end_all(session, customer_id=customer_id, but=sign_in_id, now=now)
