"""What an unclaimed customer has gathered, handed over to the one who proved the number or e-mail."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session, aliased

from app.models import (
    Bill,
    Customer,
    DeliveryRate,
    EventBooking,
    GiftCardPurchase,
    Order,
    Payment,
    Reservation,
    SavedAddress,
    Transfer,
    WaitingEntry,
)
from app.services import wishlists

_PLAIN: Final[tuple[Any, ...]] = (
    *(Order, Payment, Transfer, Bill, DeliveryRate),
    *(Reservation, WaitingEntry, EventBooking, GiftCardPurchase),
)
# What somebody has at most once, and by what it is the same.
_ONCE: Final[tuple[tuple[Any, tuple[str, ...]], ...]] = ((SavedAddress, ("platform_id", "environment", "address_key")),)


def take_over_belongings(session: Session, *, owner: Customer, heir: Customer) -> None:
    """Everything the owner has becomes the heir's; what the heir has already stays as the heir has it.

    Money on cards and carts are not among it: who has claimed nothing has signed in nowhere and has neither.
    """
    for kind, same_by in _ONCE:
        theirs = aliased(kind)
        known = select(theirs.id).where(
            theirs.customer_id == heir.id, and_(*(getattr(theirs, name) == getattr(kind, name) for name in same_by))
        )
        session.execute(
            delete(kind)
            .where(kind.customer_id == owner.id, known.exists())
            .execution_options(synchronize_session=False)
        )
    wishlists.hand_over(session, from_customer_id=owner.id, to_customer_id=heir.id)
    for kind in (*_PLAIN, *(kind for kind, _ in _ONCE)):
        session.execute(
            update(kind)
            .where(kind.customer_id == owner.id)
            .values(customer_id=heir.id)
            .execution_options(synchronize_session=False)
        )
