"""Money that is going to be asked for on a payment page, written down before its provider hears of it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.checking import next_check
from app.domain.money import Money
from app.domain.states import PaymentPurpose, PaymentState
from app.models import Order, Payment, PaymentMethod
from app.services import ledger
from app.services.platforms import Storefront


def open_for_order(
    session: Session,
    order: Order,
    *,
    provider: str,
    amount_minor: int,
    their_return_url: str | None,
    now: datetime,
) -> Payment:
    """Write down that money is going to be asked for an order on a payment page."""
    payment = Payment(
        purpose=PaymentPurpose.ORDER,
        platform_id=order.platform_id,
        environment=order.environment,
        customer_id=order.customer_id,
        order_id=order.id,
        return_url=their_return_url,
        **asked(provider, amount_minor, order.currency, now),
    )
    session.add(payment)
    session.flush()
    return payment


def open_top_up(
    session: Session,
    storefront: Storefront,
    *,
    customer_id: int,
    request_key: str,
    provider: str,
    amount_minor: int,
    their_return_url: str | None,
    now: datetime,
) -> Payment:
    """Write down that money is going to be asked to put on the shopping card.

    Raises IntegrityError when this request has asked for it already.
    """
    return open_for(
        session,
        PaymentPurpose.CARD_FUNDING,
        storefront=storefront,
        customer_id=customer_id,
        request_key=request_key,
        provider=provider,
        amount=Money(amount_minor, storefront.currency),
        their_return_url=their_return_url,
        now=now,
    )


def open_for(
    session: Session,
    purpose: PaymentPurpose,
    *,
    storefront: Storefront,
    customer_id: int,
    request_key: str,
    provider: str,
    amount: Money,
    now: datetime,
    their_return_url: str | None = None,
    **paid_row: int | None,
) -> Payment:
    """Write down that money is going to be asked for something that is no order; `paid_row` names its key.

    For a deposit that is `reservation_id`, with `seating_id` where the booking moves by it; for places at an event
    `event_booking_id`, for a gift card `gift_card_purchase_id`. Raises IntegrityError when this request has asked for
    it already.
    """
    payment = Payment(
        purpose=purpose,
        platform_id=storefront.id,
        environment=storefront.environment,
        customer_id=customer_id,
        request_key=stored_key(request_key),
        return_url=their_return_url,
        **paid_row,
        **asked(provider, amount.minor, amount.currency, now),
    )
    session.add(payment)
    session.flush()
    return payment


def find_top_up(session: Session, *, customer_id: int, request_key: str) -> str | None:
    """The reference of the payment this request has opened before."""
    return session.scalar(
        select(Payment.reference).where(
            Payment.customer_id == customer_id, Payment.request_key == stored_key(request_key)
        )
    )


def stored_key(request_key: str) -> str:
    """How a request's key is kept, whatever its length."""
    return hashlib.sha256(request_key.encode()).hexdigest()


def asked(provider: str, amount_minor: int, currency: str, now: datetime) -> dict[str, object]:
    """The columns of a gateway payment that nobody has paid yet."""
    return {
        "method": PaymentMethod.GATEWAY,
        "provider": provider,
        "reference": ledger.new_reference("TXN"),
        "currency": currency,
        "amount_minor": amount_minor,
        "state": PaymentState.PENDING,
        "next_check_at": next_check(since=now, now=now),
        "created_at": now,
        "updated_at": now,
    }
