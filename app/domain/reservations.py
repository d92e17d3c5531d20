"""The words of table booking, and the written tables of their moves."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from app.domain.errors import TransitionRefused

# The grain of occupation: whoever holds a table holds it for whole quarters of an hour.
TICK: Final = timedelta(minutes=15)
# How long an offered table waits for somebody on the waiting list.
READY_FOR: Final = timedelta(minutes=15)


def tick_of(at: datetime) -> int:
    """The number of the quarter of an hour an instant lies in, counted from the epoch; every zone shares the grid."""
    return int(at.timestamp()) // int(TICK.total_seconds())


def ticks_between(starts_at: datetime, ends_at: datetime) -> range:
    """The quarters touched by [starts_at, ends_at)."""
    return range(tick_of(starts_at), -(-int(ends_at.timestamp()) // int(TICK.total_seconds())))


class ReservationState(StrEnum):
    """As third parties read them."""

    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    SEATED = "SEATED"
    COMPLETED = "COMPLETED"
    CANCELED = "CANCELED"
    NOSHOW = "NOSHOW"


class ReservationPayment(StrEnum):
    """What has become of the money a booking asked for; PAYLATER where it asked for none."""

    PAID = "PAID"
    PAYLATER = "PAYLATER"
    PENDING = "PENDING"
    REFUNDED = "REFUNDED"
    FAILED = "FAILED"


class ReservationSource(StrEnum):
    """How a booking came to be."""

    ONLINE = "online"
    PHONE = "phone"
    WALK_IN = "walk_in"
    WAITING_LIST = "waiting_list"


class WaitingState(StrEnum):
    """One overdue word is stored; each family says it in its own."""

    WAITING = "WAITING"
    READY = "READY"
    SEATED = "SEATED"
    EXPIRED = "EXPIRED"
    CANCELED = "CANCELED"


class WaitingKind(StrEnum):
    """Somebody who wants a table on a full day, or who stands at the door."""

    WAITING_LIST = "waiting_list"
    WALK_IN = "walk_in"


class SeatingPurpose(StrEnum):
    """Why tables are taken."""

    # A diner fills in the form.
    HOLD = "hold"
    RESERVATION = "reservation"
    # Somebody of the waiting list is asked.
    OFFER = "offer"
    # Staff keep the table free.
    BLOCK = "block"


class RuleKind(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class TableShape(StrEnum):
    ROUND = "round"
    SQUARE = "square"
    RECTANGLE = "rectangle"


class Allergen(StrEnum):
    """What must be declared to guests (EU regulation 1169/2011, annex II); the kitchen reads it at seating."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGGS = "eggs"
    FISH = "fish"
    PEANUTS = "peanuts"
    SOYBEANS = "soybeans"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"


_R = ReservationState

RESERVATION_MOVES: Final[dict[ReservationState, frozenset[ReservationState]]] = {
    _R.PENDING: frozenset({_R.CONFIRMED, _R.CANCELED}),
    _R.CONFIRMED: frozenset({_R.SEATED, _R.CANCELED, _R.NOSHOW}),
    # Back one step: staff undo what was noted by mistake.
    _R.SEATED: frozenset({_R.COMPLETED, _R.CONFIRMED}),
    _R.COMPLETED: frozenset({_R.SEATED}),
    _R.CANCELED: frozenset({_R.CONFIRMED}),
    _R.NOSHOW: frozenset({_R.CONFIRMED, _R.SEATED}),
}

# Those that hold their tables.
HOLDING: Final = frozenset({_R.PENDING, _R.CONFIRMED, _R.SEATED})
# Undone by staff only, who must find a free table for it first where it was given up.
UNDONE: Final = frozenset({(_R.SEATED, _R.CONFIRMED), (_R.COMPLETED, _R.SEATED), (_R.CANCELED, _R.CONFIRMED)})

_W = WaitingState

WAITING_MOVES: Final[dict[WaitingState, frozenset[WaitingState]]] = {
    _W.WAITING: frozenset({_W.READY, _W.SEATED, _W.CANCELED, _W.EXPIRED}),
    _W.READY: frozenset({_W.SEATED, _W.CANCELED, _W.EXPIRED, _W.WAITING}),
    _W.SEATED: frozenset({_W.WAITING}),
    _W.EXPIRED: frozenset({_W.WAITING}),
    _W.CANCELED: frozenset({_W.WAITING}),
}


def check_reservation_move(state: ReservationState, wanted: ReservationState) -> None:
    """Raise TransitionRefused unless the table allows the move."""
    if wanted not in RESERVATION_MOVES[state]:
        raise TransitionRefused(entity="reservation", state=state.value, wanted=wanted.value)


def check_waiting_move(state: WaitingState, wanted: WaitingState) -> None:
    """Raise TransitionRefused unless the table allows the move."""
    if wanted not in WAITING_MOVES[state]:
        raise TransitionRefused(entity="waiting_entry", state=state.value, wanted=wanted.value)
