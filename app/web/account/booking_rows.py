"""A booking as a line of its diner's account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.services.bookings import ReservationView
from app.web.booking import words
from app.web.booking.links import own_link
from app.web.storefront import current_locale


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRow:
    """What a line shows; times in the restaurant's own zone."""

    brand: str
    branch: str
    when: str
    guests: str
    reference: str
    state: tuple[str, str]
    url: str
    is_coming: bool


def row_of(view: ReservationView, now: datetime) -> BookingRow:
    locale = current_locale()
    return BookingRow(
        brand=view.place.brand(locale),
        branch=view.place.name(locale),
        when=words.when_words(view.starts_at, view.place.zone),
        guests=words.guests(view.party_size),
        reference=view.reference,
        state=words.state_words(view),
        url=own_link(view),
        is_coming=view.is_upcoming(now),
    )
