"""One page from where to collect to paid, and the page that says it is done."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.clock import utc_now
from app.domain import errors as e
from app.extensions import db, gateways, unit_of_work
from app.flows.checkout import PlaceOrder, place_and_pay
from app.services import carts, orders, pickup, shopping_card
from app.services.carts import CartOwner, CartView
from app.services.orders import Contact
from app.services.pickup import PickupPlace, PickupState
from app.services.shopping_card import CardBalance
from app.web import htmx
from app.web.cart import words
from app.web.cart.session import remember_count
from app.web.checkout import checkout
from app.web.checkout.forms import MAX_KEY, CheckoutForm
from app.web.forms import form_page
from app.web.session import SignedIn, require_customer
from app.web.storefront import current_locale, current_storefront
from app.web.texts import gettext as _


@dataclass(frozen=True, slots=True)
class Counter:
    """What the checkout shows beside its form."""

    cart: CartView
    states: list[PickupState]
    state: str
    places: list[PickupPlace]
    card: CardBalance

    @property
    def missing_minor(self) -> int:
        """What the card lacks for this order."""
        return max(0, self.cart.totals.total - self.card.current_minor)


@checkout.get("")
def show() -> ResponseReturnValue:
    """The form; for a swap after another state was chosen, only its stores."""
    customer = require_customer()
    if htmx.wants_fragment():
        return _stores(request.args.get("state", ""))
    usual = pickup.find_last_used(db.session(), current_storefront(), customer_id=customer.customer_id)
    counter = _counter(customer, request.args.get("state", ""), usual=usual)
    if counter.cart.is_empty or counter.cart.has_problems:
        return redirect(url_for("cart.show"), code=303)
    form = _form(counter)
    form.fill(customer, key=secrets.token_urlsafe(24), expected=counter.cart.totals.total)
    form.place.data = str(usual)
    return _page(form, counter)


@checkout.post("")
def place() -> ResponseReturnValue:
    """Buy. Sent again, by a second click or the back button, it leads to the same order."""
    customer = require_customer()
    key = request.form.get("key", "")[:MAX_KEY]
    before = _placed_before(customer, key)
    if before is not None:
        return htmx.go_to(url_for("checkout.done", order_uuid=before))
    counter = _counter(customer, request.form.get("state", ""))
    if counter.cart.is_empty:
        flash(_("Your cart is empty, so nothing was ordered or paid just now. “Your orders” shows what was."))
        return htmx.go_to(url_for("cart.show"))
    form = _form(counter)
    form.key.data = key or secrets.token_urlsafe(24)
    if form.validate_on_submit():
        order_uuid = _buy(form, counter, customer)
        if order_uuid is not None:
            return htmx.go_to(url_for("checkout.done", order_uuid=order_uuid))
        counter = _counter(customer, counter.state)
    form.expected.data = str(counter.cart.totals.total)
    return _page(form, counter)


@checkout.get("/done/<uuid:order_uuid>")
def done(order_uuid: UUID) -> ResponseReturnValue:
    """Thank you, and what happens next."""
    customer = require_customer()
    order = orders.get_confirmation(
        db.session(),
        current_storefront(),
        customer_id=customer.customer_id,
        order_uuid=order_uuid,
        locale=current_locale(),
    )
    return render_template("checkout/done.html", order=order, words=words)


def _placed_before(customer: SignedIn, key: str) -> UUID | None:
    if not key:
        return None
    found = orders.find_placed(db.session(), current_storefront(), customer_id=customer.customer_id, checkout_key=key)
    return None if found is None else found.uuid


def _counter(customer: SignedIn, wanted_state: str, *, usual: UUID | None = None) -> Counter:
    """Four statements, whatever is in the cart: cart, options, stores, card."""
    session, storefront, locale = db.session(), current_storefront(), current_locale()
    owner = CartOwner(customer_id=customer.customer_id)
    cart = carts.read_cart(session, storefront, owner, locale=locale, now=utc_now())
    remember_count(cart.count)
    places = pickup.list_places(session, storefront, locale=locale)
    states = pickup.states_of(places)
    state = _state(states, wanted_state or next((place.state_key for place in places if place.uuid == usual), ""))
    return Counter(
        cart=cart,
        states=states,
        state=state,
        places=[place for place in places if place.state_key == state],
        card=shopping_card.balance(session, customer_id=customer.customer_id, currency=storefront.currency),
    )


def _state(states: list[PickupState], wanted: str) -> str:
    """The state asked for; none yet where there are several to choose from."""
    keys = [state.key for state in states]
    if wanted in keys:
        return wanted
    return keys[0] if len(keys) == 1 else ""


def _form(counter: Counter) -> CheckoutForm:
    form = CheckoutForm(current_storefront(), counter.places, costs=counter.cart.totals.total > 0)
    form.state.data = counter.state
    return form


def _stores(state: str) -> Response:
    storefront, locale = current_storefront(), current_locale()
    places = pickup.list_places_in(db.session(), storefront, state=state, locale=locale) if state else []
    form = CheckoutForm(storefront, places, costs=True)
    form.state.data = state if places else ""
    return htmx.render("checkout/_stores.html", "checkout/_stores.html", form=form, places=places, is_swap=True)


def _page(form: CheckoutForm, counter: Counter) -> Response:
    return form_page("checkout/show.html", form, counter=counter, words=words, places=counter.places, is_swap=False)


def _buy(form: CheckoutForm, counter: Counter, customer: SignedIn) -> UUID | None:
    """The order's uuid, or None when the form has been told why not."""
    coupon = counter.cart.coupon
    try:
        command = PlaceOrder(
            checkout_key=form.key.data,
            expected_total_minor=form.typed_total,
            pickup_location_uuid=_uuid(form.place.data),
            coupon_code=coupon.code if coupon is not None and coupon.refused is None else None,
            contact=Contact(name=form.name.data.strip(), email=form.email.data or None, phone=form.typed_phone),
            locale=current_locale(),
        )
        placed = place_and_pay(
            unit_of_work,
            utc_now,
            gateways().keyed,
            command,
            storefront=current_storefront(),
            customer=customer,
            pin=form.pin.data,
            texts=gateways().texts,
        )
    except (e.PinWrong, e.PinLocked, e.PinNotSet) as error:
        form.refuse(error, form.pin)
    except e.PickupLocationNotFound as error:
        form.refuse(error, form.place)
    except e.DomainError as error:
        form.refuse(error)
    else:
        return placed.uuid
    return None


def _uuid(text: str) -> UUID:
    """A store's uuid as the form sent it. Raises PickupLocationNotFound."""
    try:
        return UUID(text)
    except ValueError as error:
        raise e.PickupLocationNotFound from error
