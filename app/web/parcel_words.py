"""A parcel in words: where it is, and what keeps it, for its owner and for staff."""

from __future__ import annotations

from flask import request
from flask.sansio.app import App

from app.domain.shipping import ShipmentProblem
from app.domain.states import ShipmentState
from app.services.shipment_views import ParcelView, StepView
from app.web.texts import gettext as _


def parcel_state(state: ShipmentState) -> str:
    """Where a parcel is, in two or three words."""
    return {
        ShipmentState.PENDING: _("Carrier not booked yet"),
        ShipmentState.BOOKED: _("Waiting for the carrier"),
        ShipmentState.IN_TRANSIT: _("On its way"),
        ShipmentState.OUT_FOR_DELIVERY: _("With the courier"),
        ShipmentState.DELIVERED: _("Delivered"),
        ShipmentState.EXCEPTION: _("Delayed"),
        ShipmentState.CANCELLED: _("Not sent"),
    }[state]


def parcel_step(step: StepView) -> str:
    """A step of a parcel: in the page's language what it means; the carrier's own words where we know no better."""
    meant = {
        ShipmentState.BOOKED: _("The carrier has the order"),
        ShipmentState.OUT_FOR_DELIVERY: _("Out for delivery"),
        ShipmentState.DELIVERED: _("Delivered"),
        ShipmentState.CANCELLED: _("Booking cancelled"),
    }
    on_the_way = {"picked-up": _("Collected from the store"), "in-transit": _("On its way")}
    return meant.get(step.state) or on_the_way.get(step.raw) or step.words or parcel_state(step.state)


def parcel_hope(parcel: ParcelView) -> str:
    """What its owner should know now, honestly and without the shop's own troubles."""
    return {
        ShipmentState.PENDING: _(
            "Your order is paid. We are arranging the delivery and will write when it is on its way."
        ),
        ShipmentState.BOOKED: _("%(carrier)s will collect your order from our store.", carrier=parcel.carrier),
        ShipmentState.IN_TRANSIT: _("%(carrier)s has your order and brings it to you.", carrier=parcel.carrier),
        ShipmentState.OUT_FOR_DELIVERY: _("The courier is on the way to you. Please keep your phone at hand."),
        ShipmentState.DELIVERED: _("Your order has been delivered. If it has not reached you, please call us."),
        ShipmentState.EXCEPTION: _(
            "The carrier could not deliver as planned. We are looking after it and will write again."
        ),
        ShipmentState.CANCELLED: _("This order is not sent."),
    }[parcel.state]


def parcel_problem(problem: str) -> str:
    """Why a parcel needs a person, and what that person can do: for staff."""
    return {
        ShipmentProblem.WALLET_EMPTY: _("The wallet the carriers are paid from is empty. Fill it, then try again."),
        ShipmentProblem.ADDRESS_REFUSED: _(
            "The carrier does not accept the address. Call the customer, or choose another carrier."
        ),
        ShipmentProblem.RATE_GONE: _("The carrier no longer takes this parcel. Choose another carrier."),
        ShipmentProblem.PRICE_CHANGED: _(
            "The carrier asks much more than the customer paid. Choose a carrier; the shop pays the difference."
        ),
        ShipmentProblem.REFUSED: _("The carrier refused the parcel. Try again, or choose another carrier."),
        ShipmentProblem.NOT_CONFIGURED: _(
            "The delivery provider does not accept our credentials, or is not set up. Tell whoever runs the "
            "shop's systems."
        ),
        ShipmentProblem.UNCLEAR: _(
            "The carrier's answer was lost. We are finding out whether the parcel is booked; nothing to do yet."
        ),
        ShipmentProblem.NO_ANSWER: _("The carrier does not answer. We go on trying; you may choose another carrier."),
        ShipmentProblem.CARRIER_CANCELLED: _("The carrier gave the booking up. Try again, or choose another carrier."),
        ShipmentProblem.NOT_CANCELLED: _(
            "The order was cancelled, but the carrier had collected the parcel already. Ask the carrier to return it."
        ),
        ShipmentProblem.EXCEPTION: _(
            "The carrier could not deliver. The parcel is still with the carrier; call them or the customer."
        ),
    }[ShipmentProblem(problem)]


def parcel_link(url: str) -> str:
    """A carrier's page: its own address, or the sandbox's own page on this storefront."""
    return f"{request.script_root}{url}" if url.startswith("/") else url


def init_parcel_words(app: App) -> None:
    app.jinja_env.filters.update(
        parcel_state=parcel_state,
        parcel_step=parcel_step,
        parcel_hope=parcel_hope,
        parcel_problem=parcel_problem,
        parcel_link=parcel_link,
    )
