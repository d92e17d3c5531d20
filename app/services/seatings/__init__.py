"""What occupies tables: taken under one lock for a branch and day, guarded by the database, given back by itself."""

from app.services.seatings.changing import (
    convert,
    extend_hold,
    is_live,
    lock_seating,
    release,
    set_span,
    set_tables,
    swap,
)
from app.services.seatings.claims import tables_of
from app.services.seatings.filing import file_away
from app.services.seatings.locks import lock_day, lock_room
from app.services.seatings.sweeping import SweptDay, list_expired, sweep_expired
from app.services.seatings.taking import Placed, Wish, service_date_of, take, take_exactly

__all__ = [
    "Placed",
    "SweptDay",
    "Wish",
    "convert",
    "extend_hold",
    "file_away",
    "is_live",
    "list_expired",
    "lock_day",
    "lock_room",
    "lock_seating",
    "release",
    "service_date_of",
    "set_span",
    "set_tables",
    "swap",
    "sweep_expired",
    "tables_of",
    "take",
    "take_exactly",
]
