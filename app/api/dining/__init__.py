"""The dining document's routes: restaurants, bookings, waiting lists, clubs, events, gift cards for third parties."""

from app.api.dining.family import PREFIXES, dialect, dining
from app.api.dining.views import (
    booking_slots,
    branches,
    brands,
    countries,
    event_wallet,
    events,
    gift_cards,
    membership,
    reservations,
    waiting,
)

# Importing a module of views declares its operations.
TOPICS = (
    countries,
    brands,
    branches,
    booking_slots,
    reservations,
    waiting,
    events,
    event_wallet,
    membership,
    gift_cards,
)

__all__ = ["PREFIXES", "TOPICS", "dialect", "dining"]
