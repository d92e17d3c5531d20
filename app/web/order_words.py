"""An order's states in words: for customers, on badges, on the timeline, and what happens next."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from flask.sansio.app import App

from app.domain.states import Fulfilment, OrderState
from app.models import PaymentMethod
from app.services.order_views import PAYABLE, EventView, OrderView
from app.web.texts import gettext as _
from app.web.texts import lazy_gettext

# The colours of badges: neutral, good, warn, bad, info, accent.
_TONES: Final[dict[OrderState, str]] = {
    OrderState.PENDING_PAYMENT: "warn",
    OrderState.PAYMENT_FAILED: "bad",
    OrderState.CONFIRMED: "info",
    OrderState.PREPARING: "info",
    OrderState.READY: "accent",
    OrderState.SHIPPED: "info",
    OrderState.OUT_FOR_DELIVERY: "accent",
    OrderState.DELIVERED: "good",
    OrderState.COMPLETED: "good",
    OrderState.CANCELLED: "neutral",
    OrderState.RETURNED: "neutral",
}

_LABELS: Final[dict[OrderState, str]] = {
    OrderState.PENDING_PAYMENT: lazy_gettext("Waiting for payment"),
    OrderState.PAYMENT_FAILED: lazy_gettext("Payment failed"),
    OrderState.CONFIRMED: lazy_gettext("Confirmed"),
    OrderState.PREPARING: lazy_gettext("Being prepared"),
    OrderState.READY: lazy_gettext("Ready for pickup"),
    OrderState.SHIPPED: lazy_gettext("Shipped"),
    OrderState.OUT_FOR_DELIVERY: lazy_gettext("Out for delivery"),
    OrderState.DELIVERED: lazy_gettext("Delivered"),
    OrderState.COMPLETED: lazy_gettext("Completed"),
    OrderState.CANCELLED: lazy_gettext("Cancelled"),
    OrderState.RETURNED: lazy_gettext("Returned"),
}

# The way of an order when all goes well; what lies ahead is shown in grey.
_WAYS: Final = {
    Fulfilment.PICKUP: (OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY, OrderState.COMPLETED),
    Fulfilment.DELIVERY: (
        *(OrderState.CONFIRMED, OrderState.PREPARING, OrderState.READY),
        *(OrderState.SHIPPED, OrderState.OUT_FOR_DELIVERY, OrderState.DELIVERED),
    ),
}
_ENDED: Final = frozenset({OrderState.COMPLETED, OrderState.CANCELLED, OrderState.RETURNED})


class Step(NamedTuple):
    """A step of the timeline: taken at an instant, or still to come."""

    title: str
    at: datetime | None
    is_done: bool


def state_label(state: OrderState, fulfilment: Fulfilment | None = None) -> str:
    """The state in two or three words."""
    if state is OrderState.READY and fulfilment is Fulfilment.DELIVERY:
        return _("Packed")
    return str(_LABELS[state])


def state_tone(state: OrderState) -> str:
    """The colour of the state's badge."""
    return _TONES[state]


def what_next(order: OrderView) -> str:
    """What happens next, and what the customer has to do for it, in plain words."""
    if order.is_in_review:
        return _("A payment has arrived that is not the amount we asked for. We are checking it and write to you.")
    place = order.place.name if order.place else ""
    carrier = order.carrier_name
    if order.state is OrderState.READY and order.fulfilment is Fulfilment.PICKUP:
        return _("Your order waits for you at %(place)s. Bring your pickup code.", place=place)
    if order.state in {OrderState.CONFIRMED, OrderState.PREPARING} and order.fulfilment is Fulfilment.PICKUP:
        return {
            OrderState.CONFIRMED: _(
                "The store will start to prepare your order soon. We send you a message when it is ready."
            ),
            OrderState.PREPARING: _(
                "The store is putting your order together. We send you a message when it is ready."
            ),
        }[order.state]
    return {
        OrderState.PENDING_PAYMENT: _("We are waiting for your payment. Nothing is prepared before that."),
        OrderState.PAYMENT_FAILED: _payment_failed(order),
        OrderState.CONFIRMED: _(
            "We have your order and pack it soon. %(carrier)s collects it from us.", carrier=carrier
        ),
        OrderState.PREPARING: _("Your order is being packed."),
        OrderState.READY: _("Your order is packed and will leave soon."),
        OrderState.SHIPPED: _("Your order is on its way with %(carrier)s.", carrier=carrier),
        OrderState.OUT_FOR_DELIVERY: _("Your order arrives today."),
        OrderState.DELIVERED: _("Your order has been delivered."),
        OrderState.COMPLETED: _("You have your order. We hope you like it."),
        OrderState.CANCELLED: _cancelled(order),
        OrderState.RETURNED: _("You have returned this order."),
    }[order.state]


def steps(order: OrderView) -> list[Step]:
    """What has happened, then what is still to come."""
    taken = [Step(_event(order, event, first=index == 0), event.at, True) for index, event in enumerate(order.events)]
    way = _WAYS.get(order.fulfilment, ())
    if order.state in PAYABLE:
        ahead = [Step(_future(order, state), None, False) for state in way[1:]]
        return [*taken, Step(_("Paid and confirmed"), None, False), *ahead]
    if order.state in _ENDED or order.state not in way:
        return taken
    return taken + [Step(_future(order, state), None, False) for state in way[way.index(order.state) + 1 :]]


def payment_label(method: PaymentMethod) -> str:
    """What was paid with."""
    return {
        PaymentMethod.SHOPPING_CARD: _("Shopping card"),
        PaymentMethod.GATEWAY: _("Online payment"),
        PaymentMethod.NOTHING_TO_PAY: _("Nothing to pay"),
        PaymentMethod.GIFT_CARD: _("Gift card"),
    }[method]


def init_order_words(app: App) -> None:
    app.jinja_env.filters.update(
        state_label=state_label,
        state_tone=state_tone,
        what_next=what_next,
        payment_label=payment_label,
    )


def _payment_failed(order: OrderView) -> str:
    if order.is_refunded:
        return _(
            "What you paid goes back the way you paid. You can still pay for this order, if its products are there."
        )
    if order.is_held:
        return _("Your payment did not go through, and nothing was taken from you. Your products are kept for you.")
    return _(
        "The time to pay was over, so your products went back on the shelf. Nothing was taken from you. "
        "You can still pay, if they are there, or put them back into your cart."
    )


def _cancelled(order: OrderView) -> str:
    if order.is_refunded and not order.has_gone_online:
        return _("This order was cancelled. The money is back on your shopping card.")
    if order.is_paid or order.is_refunded:
        return _("This order was cancelled. The money goes back the way you paid; a bank may take some days.")
    return _("This order was cancelled. Nothing was taken from you.")


def _event(order: OrderView, event: EventView, *, first: bool) -> str:
    if first:
        return _("Order placed")
    if event.state is OrderState.PENDING_PAYMENT:
        return _("Another try to pay")
    if event.state is OrderState.CONFIRMED:
        return _("Paid and confirmed")
    if event.state is OrderState.COMPLETED and event.actor_kind == "staff":
        return _("Handed over to you")
    return state_label(event.state, order.fulfilment)


def _future(order: OrderView, state: OrderState) -> str:
    return _("Picked up by you") if state is OrderState.COMPLETED else state_label(state, order.fulfilment)
