"""Who may change an event booking, and what a third party may set."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.domain.errors import NotSignedIn
from app.domain.reservations import ReservationPayment
from app.domain.tenant import Actor
from app.models import EventBooking
from app.services import audit_trail
from app.services.events.booking import is_manage_token
from app.services.ports import KeyedHasher


def check_token(keyed: KeyedHasher, booking_uuid: UUID, token: str) -> None:
    """Raises NotSignedIn unless it is the booking's own token."""
    if not token or not is_manage_token(keyed, booking_uuid, token):
        raise NotSignedIn


def set_payment(
    session: Session, booking: EventBooking, *, payment_state: ReservationPayment, actor: Actor, now: datetime
) -> None:
    """What a third party says of money that it took itself; money of our own gateways is not moved by it."""
    before = {"payment_state": booking.payment_state.value}
    booking.payment_state, booking.updated_at = payment_state, now
    session.flush()
    audit_trail.record(
        session,
        actor=actor,
        action="event_booking_payment_set",
        entity="event_booking",
        entity_id=booking.id,
        business_id=booking.business_id,
        before=before,
        after={"payment_state": payment_state.value},
        now=now,
    )
