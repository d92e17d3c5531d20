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


_S = OrderState

ORDER_MOVES: Final[dict[OrderState, frozenset[OrderState]]] = {
    _S.PENDING_PAYMENT: frozenset({_S.CONFIRMED, _S.PAYMENT_FAILED, _S.CANCELLED}),
    _S.PAYMENT_FAILED: frozenset({_S.PENDING_PAYMENT, _S.CANCELLED}),
    _S.CONFIRMED: frozenset({_S.PREPARING, _S.CANCELLED}),
    _S.PREPARING: frozenset({_S.READY, _S.SHIPPED, _S.CANCELLED}),
    # Back to preparing: it was called ready by mistake.
    _S.READY: frozenset({_S.COMPLETED, _S.PREPARING, _S.CANCELLED}),
    _S.SHIPPED: frozenset({_S.OUT_FOR_DELIVERY, _S.DELIVERED}),
    _S.OUT_FOR_DELIVERY: frozenset({_S.DELIVERED}),
    _S.DELIVERED: frozenset({_S.COMPLETED, _S.RETURNED}),
    _S.COMPLETED: frozenset({_S.RETURNED}),
    _S.CANCELLED: frozenset(),
    _S.RETURNED: frozenset(),
}


def check_order_move(state: OrderState, wanted: OrderState) -> None:
    """Raise TransitionRefused unless the table allows the move."""
    if wanted not in ORDER_MOVES[state]:
        raise TransitionRefused(entity="order", state=state.value, wanted=wanted.value)
