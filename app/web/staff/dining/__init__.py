"""The evening at a restaurant for those who serve it: bookings, walk-ins, tables."""

from app.web.staff.dining import board, deeds, door, offer, phone, room, visit  # noqa: F401  # each adds its pages
