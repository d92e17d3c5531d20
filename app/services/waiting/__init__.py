"""Waiting for a table: on a full day, with offers one after the other, and at the door, with a quoted wait."""

from app.services.waiting.ending import accept, call, cancel, give_up, seat_walk_in
from app.services.waiting.joining import Join, join
from app.services.waiting.offering import expire, find_time, list_days, list_overdue, offer_by_hand, offer_day
from app.services.waiting.reading import (
    WaitingView,
    find_by_request,
    get_view,
    list_before,
    list_queue,
    quote,
    token_of,
)

__all__ = [
    "Join",
    "WaitingView",
    "accept",
    "call",
    "cancel",
    "expire",
    "find_by_request",
    "find_time",
    "get_view",
    "give_up",
    "join",
    "list_before",
    "list_days",
    "list_overdue",
    "list_queue",
    "offer_by_hand",
    "offer_day",
    "quote",
    "seat_walk_in",
    "token_of",
]
