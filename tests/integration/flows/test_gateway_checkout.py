"""Placing an order that is paid on a gateway's page: what is held, what is asked, and what a lost answer costs."""

import pytest

from app.domain.errors import (
    BalanceTooLow,
    OutOfStock,
    PaymentMethodUnavailable,
    PinWrong,
    ProviderFailed,
    TransitionRefused,
)
from app.domain.states import OrderState, PaymentState
from app.flows.guests import GuestBuyer
from app.models import AccountKind, CartLine, Order
from app.services.provider_ports import Outcome, PaymentSeen, ProviderDown, ProviderRefused, ProviderUnclear
from tests.factories import NOW
from tests.integration.flows.till import TOTAL, Till


def test_the_order_waits_with_its_pieces_held_for_half_an_hour(till: Till) -> None:
    started = till.start()

    assert (till.state, till.stock, till.shop.count(CartLine.id)) == (OrderState.PENDING_PAYMENT, 2, 0)
    assert till.order.pay_until is not None
    assert (till.order.pay_until - NOW).total_seconds() == 1800
    [payment] = till.payments
    assert (started.payment_reference, started.pay_url) == (
        payment.reference,
        f"https://pay.example/{payment.reference}",
    )
    assert payment.reference.isalnum()
    ask = till.gateway.asked[payment.reference]
    assert (ask.amount_minor, ask.currency) == (TOTAL, "NGN")
    assert ask.return_url == f"https://shop.example/pay/return/{payment.reference}"
    assert (till.told, till.breaches) == ([], [])


def test_the_same_checkout_gets_the_same_order_and_page(till: Till) -> None:
    first, again = till.start(), till.start()

    assert (again.pay_url, again.placed.uuid) == (first.pay_url, first.placed.uuid)
    assert (till.shop.count(Order.id), till.gateway.calls) == (1, ["start"])


def test_where_the_answer_was_lost_the_same_reference_is_asked_for_again(till: Till) -> None:
    till.gateway.lost["start"] = [ProviderUnclear("timeout")]

    started = till.start()

    assert (started.pay_url is not None, len(till.gateway.asked), till.gateway.calls) == (True, 1, ["start", "start"])


def test_a_gateway_that_does_not_answer_leaves_a_payable_order(till: Till) -> None:
    till.gateway.trouble["start"] = [ProviderUnclear("timeout"), ProviderUnclear("timeout")]
    with pytest.raises(ProviderFailed):
        till.start()
    assert (till.state, till.stock) == (OrderState.PENDING_PAYMENT, 2)

    started = till.start()

    assert (started.pay_url is not None, len(till.payments), till.shop.count(Order.id)) == (True, 1, 1)


def test_a_page_whose_address_was_lost_is_replaced_under_a_new_reference(till: Till) -> None:
    till.gateway.trouble["start"] = [ProviderUnclear("timeout"), ProviderDown("down")]
    with pytest.raises(ProviderFailed):
        till.start()
    [first] = till.payments
    till.gateway.seen[first.reference] = PaymentSeen(outcome=Outcome.PENDING)
    till.gateway.trouble["start"] = [ProviderRefused("duplicate")]

    started = till.start()

    old, new = till.payments
    assert (old.state, new.state) == (PaymentState.ABANDONED, PaymentState.PENDING)
    assert started.payment_reference == new.reference


def test_a_page_its_provider_calls_left_is_still_the_page(till: Till) -> None:
    """Some say so of everything that was not paid yet, from the first second."""
    first = till.start()
    till.hear(first.payment_reference or "", Outcome.ABANDONED)

    again = till.start()

    assert (again.payment_reference, again.pay_url) == (first.payment_reference, first.pay_url)
    assert again.pay_url is not None


def test_a_lost_page_that_is_called_left_is_replaced_too(till: Till) -> None:
    till.gateway.trouble["start"] = [ProviderUnclear("timeout"), ProviderDown("down"), ProviderRefused("duplicate")]
    with pytest.raises(ProviderFailed):
        till.start()
    [first] = till.payments
    till.gateway.seen[first.reference] = PaymentSeen(outcome=Outcome.ABANDONED)
    till.settle(first.reference)

    started = till.start()

    assert started.pay_url is not None
    assert [payment.state for payment in till.payments] == [PaymentState.ABANDONED, PaymentState.PENDING]
    assert till.start().pay_url == started.pay_url


def test_what_was_paid_by_another_page_has_no_page_any_more(till: Till) -> None:
    first = till.started()
    till.hear(first, Outcome.ABANDONED)
    till.again()
    till.hear(till.payments[1].reference, Outcome.SUCCEEDED)

    assert till.start().pay_url is None


def test_a_definite_no_is_told_and_nothing_is_charged(till: Till) -> None:
    till.gateway.trouble["start"] = [ProviderRefused("amount_too_small")]

    with pytest.raises(ProviderFailed):
        till.start()

    assert (till.state, till.balance(AccountKind.SALES)) == (OrderState.PENDING_PAYMENT, 0)


def test_a_currency_the_gateway_does_not_take_is_refused_before_anything_is_held(till: Till) -> None:
    till.gateway.currencies = frozenset({"USD"})

    with pytest.raises(PaymentMethodUnavailable):
        till.start()

    assert (till.stock, till.shop.count(Order.id)) == (3, 0)


def test_card_first_holds_what_it_has_and_asks_for_the_rest(till: Till) -> None:
    till.leave_on_card(2_000)

    reference = till.started(with_card=True)

    assert till.gateway.asked[reference].amount_minor == TOTAL - 2_000
    assert (till.shop.balance(), till.balance(AccountKind.HOLD)) == (0, 2_000)
    assert till.breaches == []

    till.hear(reference, Outcome.SUCCEEDED)

    assert (till.state, till.balance(AccountKind.HOLD), till.balance(AccountKind.SALES)) == (
        OrderState.CONFIRMED,
        0,
        TOTAL,
    )
    assert till.breaches == []


def test_a_card_that_holds_enough_needs_no_page(till: Till) -> None:
    started = till.start(with_card=True)

    assert (started.pay_url, started.payment_reference, till.state) == (None, None, OrderState.CONFIRMED)
    assert (till.gateway.calls, till.told, till.breaches) == ([], ["order_confirmed"], [])


def test_the_pin_comes_before_everything(till: Till) -> None:
    with pytest.raises(PinWrong):
        till.start(with_card=True, pin="0000")

    assert (till.stock, till.shop.count(Order.id)) == (3, 0)


def test_a_rest_too_small_for_any_gateway_is_refused(till: Till) -> None:
    """The card misses 10.00 of 12.00, and no page takes less than 50.00."""
    till.tea.price_minor = 1_000
    till.leave_on_card(200)

    with pytest.raises(BalanceTooLow):
        till.start(1_075, with_card=True)


def test_a_guest_has_no_card(till: Till) -> None:
    guest = GuestBuyer(till.shop.customer.id)

    with pytest.raises(PaymentMethodUnavailable):
        till.start(with_card=True, customer=guest)


def test_trying_again_goes_on_with_a_page_that_still_waits(till: Till) -> None:
    first = till.start().pay_url

    assert till.again() == first
    assert len(till.payments) == 1


def test_trying_again_after_a_failure_opens_another_payment(till: Till) -> None:
    reference = till.started()
    till.hear(reference, Outcome.FAILED)
    assert (till.state, till.stock, till.told) == (OrderState.PAYMENT_FAILED, 2, ["order_payment_failed"])

    url = till.again()

    old, new = till.payments
    assert (old.state, new.state, url) == (PaymentState.FAILED, PaymentState.PENDING, new.pay_url)
    assert (till.state, till.stock, till.breaches) == (OrderState.PENDING_PAYMENT, 2, [])
    till.hear(new.reference, Outcome.SUCCEEDED)
    assert (till.state, till.breaches) == (OrderState.CONFIRMED, [])


def test_trying_again_after_the_pieces_were_given_back_takes_them_again(till: Till) -> None:
    till.started()
    till.expire()
    assert till.stock == 3

    till.again()

    assert (till.state, till.stock, till.breaches) == (OrderState.PENDING_PAYMENT, 2, [])


def test_trying_again_when_they_are_sold_changes_nothing(till: Till) -> None:
    till.started()
    till.expire()
    till.tea.stock = 0
    till.session.commit()

    with pytest.raises(OutOfStock):
        till.again()

    assert (till.state, len(till.payments)) == (OrderState.PAYMENT_FAILED, 1)


def test_trying_again_finds_out_that_it_was_paid(till: Till) -> None:
    reference = till.started()
    till.gateway.decide(reference, Outcome.SUCCEEDED)

    assert till.again() is None
    assert (till.state, len(till.payments)) == (OrderState.CONFIRMED, 1)


def test_a_paid_order_is_not_paid_again(till: Till) -> None:
    till.start(with_card=True)

    with pytest.raises(TransitionRefused):
        till.again()
