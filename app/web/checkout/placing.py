"""From a filled form to an order: bought with the card, or on the way to the payment page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.clock import utc_now
from app.domain import errors as e
from app.extensions import db, gateways, unit_of_work
from app.flows.checkout import Buyer, DeliverTo, PlaceOrder, place_and_pay, place_and_start, place_by_gift_card
from app.flows.guests import guest_buyer
from app.flows.starting import payable_at, start
from app.services import accounts, orders, payments
from app.services.checkout_page import CheckoutPage, Instruments, QuoteTrouble
from app.services.orders import PlacedOrder
from app.web.checkout.page import Desk
from app.web.pay import return_url_of
from app.web.storefront import current_locale

_BY_PAY: Final = (e.BalanceTooLow, e.PaymentMethodUnavailable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The order, and the payment page where it is still to be paid. `is_stuck`: that page could not be opened."""

    order: PlacedOrder
    pay_url: str | None = None
    is_stuck: bool = False


def placed_before(desk: Desk) -> PlacedOrder | None:
    """The order this very form has placed already, whatever the cart holds by now."""
    key = desk.form.key.data
    buyer_id = desk.customer.customer_id if desk.customer is not None else _known_guest(desk)
    if not key or buyer_id is None:
        return None
    return orders.find_placed(db.session(), desk.storefront, customer_id=buyer_id, checkout_key=key)


def page_to_pay(placed: PlacedOrder) -> str | None:
    """Where an order that waits is paid: the same page as before; None where there is none to be had."""
    with unit_of_work() as session:
        reference = payments.find_reference(session, order_uuid=placed.uuid)
    if reference is None:
        return None
    try:
        return payable_at(
            start(unit_of_work, utc_now, gateways().providers, reference=reference, return_url=return_url_of)
        )
    except e.ProviderFailed:
        return None


def buy(desk: Desk, page: CheckoutPage) -> Outcome | None:
    """Place the order as the form says; None when the form has been told why not."""
    form = desk.form
    try:
        command = _command(desk, page)
        return _bought(desk, command)
    except (e.PinWrong, e.PinLocked, e.PinNotSet) as error:
        form.refuse(error, form.pin)
    except e.PickupLocationNotFound as error:
        form.refuse(error, form.place)
    except e.RateInvalid as error:
        form.refuse(error, form.rate)
        # Asked for anew, in sight of the buyer, before anything is charged.
        desk.trouble = QuoteTrouble.EXPIRED
    except e.AddressRefused as error:
        desk.to.refuse_address(error)
    except _BY_PAY as error:
        form.refuse(error, form.pay)
    except (e.GiftCardNotFound, e.GiftCardUnusable) as error:
        form.refuse(error, form.gift_number)
    except e.DomainError as error:
        form.refuse(error)
    return None


def _command(desk: Desk, page: CheckoutPage) -> PlaceOrder:
    """Raises PickupLocationNotFound, RateInvalid."""
    form, coupon = desk.form, page.cart.coupon
    delivery, place = None, form.chosen_place
    if form.is_delivery:
        if desk.address is None or not form.rate.data:
            raise e.RateInvalid(reason=e.RateProblem.UNKNOWN)
        delivery = DeliverTo(address=desk.address, rate_id=form.rate.data)
        place = page.sender.uuid if page.sender is not None else None
    if place is None:
        raise e.PickupLocationNotFound
    return PlaceOrder(
        checkout_key=form.key.data,
        expected_total_minor=desk.agreed_minor,
        pickup_location_uuid=place,
        owner=desk.owner,
        delivery=delivery,
        coupon_code=coupon.code if coupon is not None and coupon.refused is None else None,
        gift_card_id=None if page.gift is None else page.gift.id,
        contact=form.contact,
        locale=current_locale(),
        link=desk.link,
    )


def _bought(desk: Desk, command: PlaceOrder) -> Outcome:
    buyer = _buyer(desk)
    if desk.form.instruments is Instruments.GIFT and command.expected_total_minor > 0:
        return Outcome(_by_gift_card(desk, command, buyer))
    if command.expected_total_minor == 0 or desk.form.instruments is Instruments.CARD:
        return Outcome(_by_card(desk, command, buyer))
    return _by_gateway(desk, command, buyer)


def _by_gift_card(desk: Desk, command: PlaceOrder, buyer: Buyer) -> PlacedOrder:
    outside = gateways()
    return place_by_gift_card(
        unit_of_work,
        utc_now,
        outside.keyed,
        command,
        storefront=desk.storefront,
        customer=buyer,
        texts=outside.texts,
    )


def _by_card(desk: Desk, command: PlaceOrder, buyer: Buyer) -> PlacedOrder:
    outside = gateways()
    return place_and_pay(
        unit_of_work,
        utc_now,
        outside.keyed,
        command,
        storefront=desk.storefront,
        customer=buyer,
        pin=desk.form.pin.data or "",
        texts=outside.texts,
    )


def _by_gateway(desk: Desk, command: PlaceOrder, buyer: Buyer) -> Outcome:
    outside, form = gateways(), desk.form
    try:
        started = place_and_start(
            unit_of_work,
            utc_now,
            outside.keyed,
            outside.providers,
            command,
            storefront=desk.storefront,
            customer=buyer,
            return_url=return_url_of,
            texts=outside.texts,
            with_card=form.instruments is Instruments.BOTH,
            pin=form.pin.data or "",
        )
    except e.ProviderFailed:
        placed = orders.find_placed(
            db.session(), desk.storefront, customer_id=buyer.customer_id, checkout_key=command.checkout_key
        )
        if placed is None:
            raise
        return Outcome(placed, is_stuck=True)
    return Outcome(started.placed, pay_url=started.pay_url)


def _buyer(desk: Desk) -> Buyer:
    if desk.customer is not None:
        return desk.customer
    return guest_buyer(
        unit_of_work, utc_now, tenant=desk.storefront.tenant, contact=desk.form.contact, locale=current_locale()
    )


def _known_guest(desk: Desk) -> int | None:
    """Whose order a guest's would be, if there was one with this e-mail or number."""
    contact = desk.form.contact
    found = accounts.find_contact(db.session(), tenant=desk.storefront.tenant, email=contact.email, phone=contact.phone)
    return None if found is None else found.id
