"""What can keep a paid order from its way, what a carrier may cost more than was paid, and how often we ask."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final

from app.domain.money import BASIS_POINTS
from app.domain.states import OrderState, ShipmentState


class ShipmentProblem(StrEnum):
    """Why a parcel needs a person."""

    WALLET_EMPTY = "wallet_empty"
    ADDRESS_REFUSED = "address_refused"
    # The carrier no longer goes there with such a parcel.
    RATE_GONE = "rate_gone"
    # It does, for much more than the customer paid.
    PRICE_CHANGED = "price_changed"
    REFUSED = "refused"
    NOT_CONFIGURED = "not_configured"
    # Asked for, and nobody knows whether it was done: it is looked up until somebody does.
    UNCLEAR = "unclear"
    NO_ANSWER = "no_answer"
    # The carrier gave the booking up.
    CARRIER_CANCELLED = "carrier_cancelled"
    # The order was cancelled, the booking could not be.
    NOT_CANCELLED = "not_cancelled"
    # Something happened on the way: nobody at the door, damaged, lost.
    EXCEPTION = "exception"


# These are still worked on without anybody's help.
SELF_HEALING: Final = frozenset({ShipmentProblem.UNCLEAR, ShipmentProblem.NO_ANSWER})
# An order in one of these is paid and still here.
STILL_HERE: Final = frozenset({OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY})
# What a parcel's state means for its order.
ORDER_STATE: Final[dict[ShipmentState, OrderState]] = {
    ShipmentState.IN_TRANSIT: OrderState.SHIPPED,
    ShipmentState.OUT_FOR_DELIVERY: OrderState.OUT_FOR_DELIVERY,
    ShipmentState.DELIVERED: OrderState.DELIVERED,
}
# Longer than any call to a carrier takes: only then is "not found" an answer.
GRACE: Final = timedelta(seconds=45)
LONGEST_PAUSE: Final = timedelta(minutes=10)
# A carrier may ask this much more than the customer paid before a person is asked.
TOLERANCE_BP: Final = 1000

_WAY: Final = (OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERED)
_FIRST_PAUSE: Final = timedelta(seconds=10)
_MOST_DOUBLINGS: Final = 10
_LOOKS: Final[dict[ShipmentState, timedelta]] = {
    ShipmentState.BOOKED: timedelta(minutes=2),
    ShipmentState.OUT_FOR_DELIVERY: timedelta(minutes=5),
}


def is_bearable(fee_minor: int, paid_minor: int) -> bool:
    """Whether the shop carries the difference between a carrier's new price and what the customer paid."""
    return fee_minor * BASIS_POINTS <= paid_minor * (BASIS_POINTS + TOLERANCE_BP)


def way_to(state: OrderState, wanted: OrderState) -> tuple[OrderState, ...]:
    """The states an order takes on to reach `wanted`: none when it is there, beyond, or not on any way.

    What was passed unseen is not claimed; only that it was shipped, which it must have been.
    """
    if state in STILL_HERE:
        return (_WAY[0],) if wanted is _WAY[0] else (_WAY[0], wanted)
    if state not in _WAY or _WAY.index(wanted) <= _WAY.index(state):
        return ()
    return (wanted,)


def pause_after(attempts: int) -> timedelta:
    """How long to wait before something that did not work is tried again: doubling, up to ten minutes."""
    doublings = min(max(attempts - 1, 0), _MOST_DOUBLINGS)
    return min(LONGEST_PAUSE, _FIRST_PAUSE * (1 << doublings))


def look_again_after(state: ShipmentState) -> timedelta:
    """How often a parcel is looked at where its carrier does not tell by itself."""
    return _LOOKS.get(state, LONGEST_PAUSE)
