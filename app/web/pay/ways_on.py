"""Where somebody goes from the gateway who has paid something that is no order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import url_for

from app.clock import utc_now
from app.domain.checking import PAY_WINDOW
from app.domain.manage_links import manage_token
from app.domain.states import PaymentPurpose
from app.extensions import db, gateways
from app.services import bookings
from app.services.bookings import ReservationView
from app.services.events import booking as events
from app.services.events import views
from app.services.gift_cards.purchases import BUYER, page_token
from app.services.payment_views import Settled
from app.web.session import current_customer
from app.web.storefront import current_storefront

# References are shown and passed on; for so long they open what a guest paid.
JUST_NOW: Final = 2 * PAY_WINDOW


def _to_wallet(_settled: Settled) -> str:
    return url_for("wallet.show")


def _to_booking(settled: Settled) -> str:
    """The booking whose deposit it was; only as long as somebody may be on the way back, as references are shown."""
    if settled.subject_uuid is None:
        return url_for("booking.brands")
    view = bookings.get_view(db.session(), tenant=current_storefront().tenant, uuid=settled.subject_uuid)
    if utc_now() - settled.created_at > JUST_NOW:
        return url_for("booking.show", branch_code=view.place.code)
    token = manage_token(gateways().keyed.digest, view.uuid)
    said: dict[str, Any] = _what_became(settled, view)
    return url_for("booking.manage", branch_code=view.place.code, uuid=view.uuid, token=token, **said)


def _what_became(settled: Settled, view: ReservationView) -> dict[str, Any]:
    """What the booking's page says: booked, or moved; a move that still waits is told by the booking itself."""
    if settled.seating_id is None:
        return {"new": "1"}
    if settled.seating_id == view.seating_id:
        return {"done": "moved"}
    return {"done": "unmoved"} if settled.paid_at is not None else {}


def _to_places(settled: Settled) -> str:
    """The booking at an event, on the same terms."""
    if settled.subject_uuid is None:
        return url_for("booking.events")
    view = views.get_view(db.session(), tenant=current_storefront().tenant, uuid=settled.subject_uuid)
    if utc_now() - settled.created_at > JUST_NOW:
        return url_for("booking.event", slug=view.event_slug)
    token = events.manage_token(gateways().keyed, view.uuid)
    return url_for("booking.places_booked", slug=view.event_slug, uuid=view.uuid, token=token, new="1")


def _to_gift_card(settled: Settled) -> str:
    """Their card's page, as long as it may well be its buyer who comes back: the address is worth money."""
    customer, uuid = current_customer(), settled.subject_uuid
    is_owner = customer is not None and customer.customer_id == settled.customer_id
    if uuid is None or not (is_owner or utc_now() - settled.created_at < JUST_NOW):
        return url_for("gift_cards.index")
    token = page_token(gateways().keyed.digest, BUYER, uuid)
    return url_for("gift_cards.bought_card", purchase_uuid=uuid, token=token)


WAYS_ON: Final[dict[PaymentPurpose, Callable[[Settled], str]]] = {
    PaymentPurpose.CARD_FUNDING: _to_wallet,
    PaymentPurpose.EVENT: _to_places,
    PaymentPurpose.DEPOSIT: _to_booking,
    PaymentPurpose.GIFT_CARD: _to_gift_card,
}
