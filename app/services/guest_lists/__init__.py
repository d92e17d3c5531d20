"""Who has booked and who waits, as others may look through it: read-only, in a bounded number of statements."""

from app.services.guest_lists.reservations import get_reservation, list_reservations
from app.services.guest_lists.views import (
    Guest,
    PaymentSeen,
    ReservationQuery,
    ReservationSeen,
    ReservationSort,
    TableSeen,
    WaitingQuery,
    WaitingSeen,
    WaitingSort,
)
from app.services.guest_lists.waiting import find_branch_id, get_waiting, list_waiting

__all__ = [
    "Guest",
    "PaymentSeen",
    "ReservationQuery",
    "ReservationSeen",
    "ReservationSort",
    "TableSeen",
    "WaitingQuery",
    "WaitingSeen",
    "WaitingSort",
    "find_branch_id",
    "get_reservation",
    "get_waiting",
    "list_reservations",
    "list_waiting",
]
