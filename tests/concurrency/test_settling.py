"""Everybody who may hear of a payment hears of it at the same moment: browser, webhook, third party, workers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import TransitionRefused
from app.domain.states import OrderState, PaymentState
from app.extensions import gateways, unit_of_work
from app.flows import refunds, settlement
from app.flows.checkout import PlaceOrder, StartedOrder, place_and_start
from app.flows.guests import guest_buyer
from app.flows.top_up import start_top_up
from app.models import Account, AccountKind, Business, Customer, Order, Payment, Refund
from app.services import order_moves
from app.services.baskets import WantedLine
from app.services.orders import Contact
from app.services.payment_views import Settled
from app.services.provider_ports import Outcome
from tests.concurrency.test_checkout import TOTAL, Buyer, Stall, open_stall
from tests.factories import NOW, make_customer
from tests.support.gateway import FakeGateway
from tests.support.race import outcomes, race


def start(stall: Stall, gateway: FakeGateway, key: str = "key") -> StartedOrder:
    with stall.app.app_context():
        outside = gateways()
        return place_and_start(
            unit_of_work,
            lambda: NOW,
            outside.keyed,
            gateway.registry,
            PlaceOrder(
                checkout_key=key,
                expected_total_minor=TOTAL,
                pickup_location_uuid=stall.store,
                lines=[WantedLine(product_uuid=stall.product, quantity=1)],
            ),
            storefront=stall.storefront,
            customer=stall.buyers[0],
            return_url=lambda reference: f"https://shop.example/{reference}",
            texts=outside.texts,
        )


def settle(stall: Stall, gateway: FakeGateway, reference: str) -> Settled:
    with stall.app.app_context():
        return settlement.settle(unit_of_work, lambda: NOW, gateway.registry, gateways().texts, reference=reference)


def ask(stall: Stall, question: Callable[[Session], Any]) -> Any:
    return stall.ask(question)


def sales(session: Session) -> int:
    return session.scalar(select(Account.balance_minor).where(Account.kind == AccountKind.SALES)) or 0


def test_twenty_who_hear_of_a_success_confirm_and_book_it_once(live_app: Flask) -> None:
    stall, gateway = open_stall(live_app, buyers=1, stock=3, with_carts=False), FakeGateway()
    reference = start(stall, gateway).payment_reference
    assert reference is not None
    gateway.decide(reference, Outcome.SUCCEEDED)

    results = race([partial(settle, stall, gateway, reference) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert ask(stall, sales) == TOTAL
    assert ask(stall, lambda session: session.scalar(select(Order.state))) is OrderState.CONFIRMED
    assert (stall.stock, stall.breaches) == (2, [])


def test_facts_in_any_order_come_to_the_same_end(live_app: Flask) -> None:
    """Each caller heard something else, old or new; money that came counts."""
    stall = open_stall(live_app, buyers=1, stock=3, with_carts=False)
    gateway = FakeGateway()
    reference = start(stall, gateway).payment_reference
    assert reference is not None
    heard = []
    for outcome in (Outcome.PENDING, Outcome.FAILED, Outcome.ABANDONED, Outcome.SUCCEEDED) * 4:
        told = FakeGateway(asked=gateway.asked)
        told.decide(reference, outcome)
        heard.append(told)

    results = race([partial(settle, stall, told, reference) for told in heard])

    assert outcomes(results) == {"won": 16}
    assert ask(stall, lambda session: session.scalar(select(Payment.state))) is PaymentState.SUCCEEDED
    assert (ask(stall, sales), stall.stock, stall.breaches) == (TOTAL, 2, [])


def test_one_checkout_sent_twenty_times_is_one_order_and_one_payment(live_app: Flask) -> None:
    stall, gateway = open_stall(live_app, buyers=1, stock=3, with_carts=False), FakeGateway()

    results = race([partial(start, stall, gateway) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert len({result.pay_url for result in results if isinstance(result, StartedOrder)}) == 1
    assert (stall.orders, len(gateway.asked), stall.stock, stall.breaches) == (1, 1, 2, [])


def test_cancelling_while_the_money_arrives_ends_in_one_way_or_the_other(live_app: Flask) -> None:
    stall, gateway = open_stall(live_app, buyers=1, stock=3, with_carts=False), FakeGateway()
    started = start(stall, gateway)
    reference = started.payment_reference
    assert reference is not None
    gateway.decide(reference, Outcome.SUCCEEDED)

    def cancel() -> None:
        with live_app.app_context(), unit_of_work() as session:
            order_moves.cancel_own(
                session,
                storefront=stall.storefront,
                customer_id=stall.buyers[0].customer_id,
                number=started.placed.number,
                texts=gateways().texts,
                now=NOW,
            )

    runners: list[Callable[[], object]] = [partial(settle, stall, gateway, reference) for _ in range(6)]
    results = race([*runners, *(cancel for _ in range(6))])

    assert {type(result) for result in results if isinstance(result, Exception)} <= {TransitionRefused}
    assert ask(stall, lambda session: session.scalar(select(Order.state))) is OrderState.CANCELLED
    # Paid first or cancelled first, the money goes back once.
    assert ask(stall, lambda session: session.scalars(select(Refund.amount_minor)).all()) == [TOTAL]
    assert (ask(stall, sales), stall.stock, stall.breaches) == (0, 3, [])


def test_ten_workers_send_a_refund_once(live_app: Flask) -> None:
    stall, gateway = open_stall(live_app, buyers=1, stock=3, with_carts=False), FakeGateway()
    started = start(stall, gateway)
    reference = started.payment_reference
    assert reference is not None
    gateway.decide(reference, Outcome.SUCCEEDED)
    settle(stall, gateway, reference)
    with live_app.app_context(), unit_of_work() as session:
        order_moves.cancel_own(
            session,
            storefront=stall.storefront,
            customer_id=stall.buyers[0].customer_id,
            number=started.placed.number,
            texts=gateways().texts,
            now=NOW,
        )

    def work() -> int:
        with live_app.app_context():
            return refunds.send_due(unit_of_work, lambda: NOW, gateway.registry, gateways().texts)

    results = race([work for _ in range(10)])

    assert sum(result for result in results if isinstance(result, int)) == 1
    assert (gateway.calls.count("refund"), stall.breaches) == (1, [])


def test_money_taken_back_and_money_coming_in_wait_for_each_other(live_app: Flask) -> None:
    """A card younger than the gateway's account: both are locked in one order, by the bank and by the customer."""
    stall, gateway = open_stall(live_app, buyers=1, stock=1, with_carts=False), FakeGateway()
    settle(stall, gateway, top_up(stall, gateway, stall.buyers[0], "old"))
    newcomer = Buyer(stall.ask(_newcomer))
    taken_back = [top_up(stall, gateway, newcomer, f"first-{number}") for number in range(8)]
    for reference in taken_back:
        settle(stall, gateway, reference)
        gateway.decide(reference, Outcome.REVERSED)
    coming_in = [top_up(stall, gateway, newcomer, f"second-{number}") for number in range(8)]

    results = race([partial(settle, stall, gateway, reference) for reference in (*taken_back, *coming_in)])

    assert outcomes(results) == {"won": 16}
    assert stall.breaches == []


def top_up(stall: Stall, gateway: FakeGateway, buyer: Buyer, key: str) -> str:
    """Paid at the gateway, and not heard of yet."""
    with stall.app.app_context():
        reference = start_top_up(
            unit_of_work,
            lambda: NOW,
            gateway.registry,
            storefront=stall.storefront,
            customer=buyer,
            amount_minor=TOTAL,
            request_key=key,
            return_url=lambda reference: f"https://shop.example/{reference}",
        ).reference
    gateway.decide(reference, Outcome.SUCCEEDED)
    return reference


def _newcomer(session: Session) -> int:
    return make_customer(session, business=session.scalars(select(Business)).one()).id


def test_two_guests_with_the_same_address_are_one_customer(live_app: Flask) -> None:
    stall = open_stall(live_app, buyers=1, stock=1, with_carts=False)
    contact = Contact(name="Ada Obi", email="ada@example.com", phone="+2348033330001")

    def come() -> int:
        with live_app.app_context():
            return guest_buyer(unit_of_work, lambda: NOW, tenant=stall.storefront.tenant, contact=contact).customer_id

    results = race([come for _ in range(10)])

    assert len(set(results)) == 1, outcomes(results)
    assert ask(stall, lambda session: session.scalar(select(func.count(Customer.id)))) == 2
