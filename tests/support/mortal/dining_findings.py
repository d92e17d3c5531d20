"""How a house stands: its tables, places and cards, who holds them, and what its own pages tell."""

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import HOLDING
from app.extensions import unit_of_work
from app.models import (
    Account,
    EventBooking,
    EventHold,
    EventSlot,
    GiftCard,
    GiftCardPurchase,
    OutboxMessage,
    Payment,
    PaymentMethod,
    Refund,
    Reservation,
    Seating,
    TableClaim,
)
from app.services.ledger_audit import audit
from tests.support.mortal.scenarios import Client


@dataclass(frozen=True, kw_only=True)
class HouseFindings:
    """Everything in plain values; amounts in minor units.

    `kept` is what payments hold after what goes back of them. `claims` are quarters of tables: of bookings that stand,
    of forms that are still filled in, of nobody; `places` likewise: counted as taken, and those somebody has.
    """

    breaches: list[str]
    balances: dict[str, int]
    bookings: list[dict[str, Any]]
    cards: list[dict[str, Any]]
    payments: list[dict[str, Any]]
    refunds: list[dict[str, Any]]
    nobodys_claims: int
    held_claims: int
    places: tuple[int, int]
    letters: dict[str, int]
    heading: str = ""
    told: dict[str, Any] = field(default_factory=dict)


def look_at_house(app: Flask, client: Client | None = None) -> HouseFindings:
    """Read it all; asked as `client`, also the page they have."""
    with app.app_context(), unit_of_work() as session:
        rows = _rows(session)
    return HouseFindings(**rows, heading="" if client is None else _heading(client))


def _rows(session: Session) -> dict[str, Any]:
    balances = session.execute(select(Account.kind, func.sum(Account.balance_minor)).group_by(Account.kind))
    payments = session.scalars(select(Payment).order_by(Payment.id)).all()
    letters = select(OutboxMessage.topic, func.count()).where(OutboxMessage.channel == "email")
    return {
        "breaches": [f"{one.promise}: {one.breaches}" for one in audit(session) if one.breaches],
        "balances": {kind.value: int(total) for kind, total in balances},
        "bookings": [*_tables(session), *_places(session)],
        "cards": _cards(session),
        "payments": [
            {"reference": one.reference, "state": one.state.value, "amount": one.amount_minor}
            for one in payments
            if one.method is PaymentMethod.GATEWAY and one.transfer_id is not None
        ],
        "refunds": [
            {"amount": one.amount_minor, "state": one.state.value} for one in session.scalars(select(Refund)).all()
        ],
        **_claims(session),
        "places": _taken(session),
        "letters": {row[0]: row[1] for row in session.execute(letters.group_by(OutboxMessage.topic))},
    }


def _tables(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "state": row.state.value,
            "payment": row.payment_state.value,
            "asked": row.deposit_minor,
            "kept": _kept(session, Payment.reservation_id == row.id),
        }
        for row in session.scalars(select(Reservation).order_by(Reservation.id))
    ]


def _places(session: Session) -> list[dict[str, Any]]:
    return [
        {
            "state": row.state.value,
            "payment": row.payment_state.value,
            "asked": row.total_minor,
            "kept": _kept(session, Payment.event_booking_id == row.id),
        }
        for row in session.scalars(select(EventBooking).order_by(EventBooking.id))
    ]


def _cards(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(
        select(GiftCardPurchase, GiftCard, Account.balance_minor)
        .join(GiftCard, GiftCard.id == GiftCardPurchase.gift_card_id)
        .outerjoin(Account, Account.id == GiftCard.account_id)
    )
    return [
        {
            "is_paid": row.GiftCardPurchase.paid_at is not None,
            "is_active": row.GiftCard.is_active,
            "worth": row.balance_minor or 0,
            "kept": _kept(session, Payment.gift_card_purchase_id == row.GiftCardPurchase.id),
        }
        for row in rows
    ]


def _kept(session: Session, condition: Any) -> int:
    taken = session.scalar(
        select(func.coalesce(func.sum(Payment.amount_minor), 0)).where(condition, Payment.transfer_id.is_not(None))
    )
    back = session.scalar(
        select(func.coalesce(func.sum(Refund.amount_minor), 0))
        .join(Payment, Payment.id == Refund.payment_id)
        .where(condition)
    )
    return int(taken or 0) - int(back or 0)


def _claims(session: Session) -> dict[str, int]:
    now = utc_now()
    rows = session.execute(
        select(Seating.expires_at, Reservation.state, func.count())
        .select_from(TableClaim)
        .join(Seating, Seating.id == TableClaim.seating_id)
        .outerjoin(Reservation, Reservation.seating_id == Seating.id)
        .group_by(Seating.id, Seating.expires_at, Reservation.state)
    ).all()
    held = sum(count for expires_at, _state, count in rows if expires_at is not None and expires_at > now)
    booked = sum(count for expires_at, state, count in rows if expires_at is None and state in HOLDING)
    return {"held_claims": held, "nobodys_claims": sum(row[2] for row in rows) - held - booked}


def _taken(session: Session) -> tuple[int, int]:
    taken = session.scalar(select(func.coalesce(func.sum(EventSlot.taken), 0)))
    booked = session.scalar(
        select(func.coalesce(func.sum(EventBooking.quantity), 0)).where(EventBooking.slot_id.is_not(None))
    )
    held = session.scalar(select(func.coalesce(func.sum(EventHold.quantity), 0)))
    return int(taken or 0), int(booked or 0) + int(held or 0)


def _heading(client: Client) -> str:
    """What the page says to which the payment, or the form, has led."""
    path = client.known.get("sent_on") or client.known.get("booking")
    return client.pages.get(path).heading if path else ""
