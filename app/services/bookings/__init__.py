"""Reservations: held, booked, paid for, moved, given up, seated. Every change is guarded, noted and told."""

from app.services.bookings.calendar import calendar
from app.services.bookings.changes import who_changed
from app.services.bookings.claiming import claim, count_claimable
from app.services.bookings.ending import cancel
from app.services.bookings.holding import branch_of_hold, extend, get_hold, hold, let_go
from app.services.bookings.making import GUEST, book, book_held, book_seating, find_made
from app.services.bookings.moving import Move, change_end, change_tables, move, swap
from app.services.bookings.notes import NoteView, add_note, change_details, list_notes, purge_notes
from app.services.bookings.paid_moves import (
    drop_move,
    find_move,
    finish_move,
    hold_move,
    keep_for_payment,
    lock_for_move,
)
from app.services.bookings.paying import (
    confirm_paid,
    deposit_due_minor,
    expire_unpaid,
    list_unpaid,
    note_failed,
    note_refunded,
    note_started,
)
from app.services.bookings.reading import get_by_reference, get_view, list_of_customer, view_of, views_of
from app.services.bookings.reminding import remind_due, still_coming
from app.services.bookings.serving import complete, no_show, seat, undo
from app.services.bookings.views import (
    Canceled,
    Details,
    Diner,
    HoldView,
    NewBooking,
    Office,
    PendingMove,
    Place,
    ReservationView,
    deposit_due,
)

__all__ = [
    "GUEST",
    "Canceled",
    "Details",
    "Diner",
    "HoldView",
    "Move",
    "NewBooking",
    "NoteView",
    "Office",
    "PendingMove",
    "Place",
    "ReservationView",
    "add_note",
    "book",
    "book_held",
    "book_seating",
    "branch_of_hold",
    "calendar",
    "cancel",
    "change_details",
    "change_end",
    "change_tables",
    "claim",
    "complete",
    "confirm_paid",
    "count_claimable",
    "deposit_due",
    "deposit_due_minor",
    "drop_move",
    "expire_unpaid",
    "extend",
    "find_made",
    "find_move",
    "finish_move",
    "get_by_reference",
    "get_hold",
    "get_view",
    "hold",
    "hold_move",
    "keep_for_payment",
    "let_go",
    "list_notes",
    "list_of_customer",
    "list_unpaid",
    "lock_for_move",
    "move",
    "no_show",
    "note_failed",
    "note_refunded",
    "note_started",
    "purge_notes",
    "remind_due",
    "seat",
    "still_coming",
    "swap",
    "undo",
    "view_of",
    "views_of",
    "who_changed",
]
