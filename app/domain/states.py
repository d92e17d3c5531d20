"""Order and payment states and the written table of their moves."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.domain.errors import TransitionRefused


class Environment(StrEnum):
    """Everything a business keeps is in one of two worlds that never meet."""

    TEST = "test"
    LIVE = "live"


class OrderState(StrEnum):
    PENDING_PAYMENT = "pending_payment"
    PAYMENT_FAILED = "payment_failed"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    READY = "ready"
    SHIPPED = "shipped"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class PaymentState(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    ABANDONED = "abandoned"
    REVERSED = "reversed"
    NEEDS_REVIEW = "needs_review"


class Fulfilment(StrEnum):
    PICKUP = "pickup"
    DELIVERY = "delivery"
    DOWNLOAD = "download"


class PaymentPurpose(StrEnum):
    """What a customer's money is asked for."""

    ORDER = "order"
    CARD_FUNDING = "card_funding"
    # A table's deposit, an event's places, a gift card that is bought.
    DEPOSIT = "deposit"
    EVENT = "event"
    GIFT_CARD = "gift_card"


class RefundState(StrEnum):
    """Money on its way back: asked of nobody yet, with the provider, there, or given up and waiting for a person."""

    PENDING = "pending"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class RefundReason(StrEnum):
    CANCELLED = "cancelled"
    LATE_PAYMENT = "late_payment"
    PAID_TWICE = "paid_twice"
    OVERPAID = "overpaid"
    RETURNED = "returned"
    # Another amount or currency than was asked for, and staff did not take it.
    NOT_ACCEPTED = "not_accepted"


class ShipmentState(StrEnum):
    PENDING = "pending"
    BOOKED = "booked"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    CANCELLED = "cancelled"


class BillState(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


_S = OrderState

ORDER_MOVES: Final[dict[OrderState, frozenset[OrderState]]] = {
    _S.PENDING_PAYMENT: frozenset({_S.CONFIRMED, _S.PAYMENT_FAILED, _S.CANCELLED}),
    # Straight to confirmed: money that arrives late counts, whatever was believed before.
    _S.PAYMENT_FAILED: frozenset({_S.PENDING_PAYMENT, _S.CONFIRMED, _S.CANCELLED}),
    # Straight to shipped: a carrier may collect before anybody has noted that the parcel was packed.
    _S.CONFIRMED: frozenset({_S.PREPARING, _S.SHIPPED, _S.CANCELLED}),
    _S.PREPARING: frozenset({_S.READY, _S.SHIPPED, _S.CANCELLED}),
    # Back to preparing: it was called ready by mistake. Shipped: it was packed and waited for its carrier.
    _S.READY: frozenset({_S.COMPLETED, _S.SHIPPED, _S.PREPARING, _S.CANCELLED}),
    _S.SHIPPED: frozenset({_S.OUT_FOR_DELIVERY, _S.DELIVERED}),
    _S.OUT_FOR_DELIVERY: frozenset({_S.DELIVERED}),
    _S.DELIVERED: frozenset({_S.COMPLETED, _S.RETURNED}),
    _S.COMPLETED: frozenset({_S.RETURNED}),
    _S.CANCELLED: frozenset(),
    _S.RETURNED: frozenset(),
}


_P = PaymentState

PAYMENT_MOVES: Final[dict[PaymentState, frozenset[PaymentState]]] = {
    _P.PENDING: frozenset({_P.SUCCEEDED, _P.FAILED, _P.ABANDONED, _P.NEEDS_REVIEW}),
    # Money that arrives late is accepted as a fact, whatever was believed before.
    _P.FAILED: frozenset({_P.SUCCEEDED, _P.NEEDS_REVIEW}),
    _P.ABANDONED: frozenset({_P.SUCCEEDED, _P.FAILED, _P.NEEDS_REVIEW}),
    _P.SUCCEEDED: frozenset({_P.REVERSED}),
    _P.NEEDS_REVIEW: frozenset({_P.SUCCEEDED, _P.FAILED, _P.REVERSED}),
    _P.REVERSED: frozenset(),
}

_H = ShipmentState

SHIPMENT_MOVES: Final[dict[ShipmentState, frozenset[ShipmentState]]] = {
    _H.PENDING: frozenset({_H.BOOKED, _H.CANCELLED}),
    # Back to pending: the carrier gave the booking up before it collected anything.
    _H.BOOKED: frozenset({_H.PENDING, _H.IN_TRANSIT, _H.OUT_FOR_DELIVERY, _H.DELIVERED, _H.EXCEPTION, _H.CANCELLED}),
    _H.IN_TRANSIT: frozenset({_H.OUT_FOR_DELIVERY, _H.DELIVERED, _H.EXCEPTION}),
    _H.OUT_FOR_DELIVERY: frozenset({_H.DELIVERED, _H.EXCEPTION}),
    # A parcel that was lost or refused may be found again, or is given up.
    _H.EXCEPTION: frozenset({_H.IN_TRANSIT, _H.OUT_FOR_DELIVERY, _H.DELIVERED, _H.CANCELLED}),
    _H.DELIVERED: frozenset(),
    _H.CANCELLED: frozenset(),
}


def check_order_move(state: OrderState, wanted: OrderState) -> None:
    """Raise TransitionRefused unless the table allows the move."""
    if wanted not in ORDER_MOVES[state]:
        raise TransitionRefused(entity="order", state=state.value, wanted=wanted.value)
