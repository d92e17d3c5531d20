"""The dining document's routes: restaurants, bookings, waiting lists, clubs, events, gift cards for third parties."""

from app.api.dining.family import PREFIXES, dialect, dining
from app.api.dining.views import countries, events, gift_cards

# Importing a module of views declares its operations.
TOPICS = (countries, events, gift_cards)

__all__ = ["PREFIXES", "TOPICS", "dialect", "dining"]
