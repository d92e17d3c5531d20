"""Addresses of an event's bookings, for whoever holds their token."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from app.domain.errors import EventNotFound
from app.extensions import db, gateways
from app.services.events import booking as bookings
from app.services.events import views
from app.services.events.views import EventBookingView
from app.web.storefront import current_storefront


def booking_url(slug: str, uuid: UUID, endpoint: str = "booking.places_booked", **query: Any) -> str:
    """A page of a booking, opened by its token."""
    token = bookings.manage_token(gateways().keyed, uuid)
    return url_for(endpoint, slug=slug, uuid=uuid, token=token, **query)


def opened_places(slug: str, uuid: UUID, token: str) -> EventBookingView:
    """The booking a link opens. Raises EventNotFound, whatever is wrong with the link."""
    if not bookings.is_manage_token(gateways().keyed, uuid, token):
        raise EventNotFound
    view = views.get_view(db.session(), tenant=current_storefront().tenant, uuid=uuid)
    if view.event_slug != slug:
        raise EventNotFound
    return view
