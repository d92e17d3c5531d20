"""What a gateway says of a payment, in any order and as often as it likes, and what the shop makes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.domain.errors import PaymentNotFound
from app.domain.states import OrderState, PaymentState, RefundReason, RefundState
from app.flows import settlement
from app.models import AccountKind, OrderEvent
from app.services.provider_ports import Outcome, PaymentSeen, ProviderDown
from tests.factories import make_coupon
from tests.integration.flows.till import TOTAL, Till


def test_a_success_confirms_the_order_and_books_the_money_once(till: Till) -> None:
    reference = till.paid()
    till.settle(reference)
    settled = till.settle(reference)

    assert (settled.is_paid, settled.word, settled.order_state) == (True, "success", OrderState.CONFIRMED)
    assert (till.balance(AccountKind.GATEWAY), till.balance(AccountKind.SALES)) == (-TOTAL, TOTAL)
    assert (till.stock, till.order.pay_until, till.told) == (2, None, ["order_confirmed"])
    [payment] = till.payments
    assert (payment.state, payment.paid_at, payment.next_check_at) == (PaymentState.SUCCEEDED, till.now, None)
    assert till.breaches == []


def test_an_unknown_reference_is_nobodys(till: Till) -> None:
    with pytest.raises(PaymentNotFound):
        till.settle("TXNNOBODY")


@pytest.mark.parametrize("given", [{"amount_minor": TOTAL - 1}, {"amount_minor": TOTAL + 1}, {"currency": "USD"}])
def test_another_amount_or_currency_waits_for_a_person(till: Till, given: dict[str, object]) -> None:
    reference = till.started()

    settled = till.hear(reference, Outcome.SUCCEEDED, **given)

    assert (settled.state, settled.word, settled.is_paid) == (PaymentState.NEEDS_REVIEW, "pending", False)
    assert settled.reason in {"amount_mismatch", "currency_mismatch"}
    [payment] = till.payments
    assert (payment.seen_minor, payment.seen_currency) == (
        given.get("amount_minor", TOTAL),
        given.get("currency", "NGN"),
    )
    assert (till.state, till.balance(AccountKind.SALES), till.breaches) == (OrderState.PENDING_PAYMENT, 0, [])


def test_an_order_in_review_is_not_ended_by_the_clock(till: Till) -> None:
    till.hear(till.started(), Outcome.SUCCEEDED, amount_minor=1)
    till.expire()
    till.later(days=2)

    assert till.work(settlement.expire_due) == 0
    assert (till.state, till.breaches) == (OrderState.PAYMENT_FAILED, [])


def test_a_failure_keeps_the_pieces_until_the_time_is_over(till: Till) -> None:
    reference = till.started()

    settled = till.hear(reference, Outcome.FAILED)

    assert (settled.word, till.state, till.stock) == ("failed", OrderState.PAYMENT_FAILED, 2)
    till.expire()
    assert (till.state, till.stock, till.told) == (
        OrderState.PAYMENT_FAILED,
        3,
        ["order_payment_failed", "order_expired"],
    )
    assert till.breaches == []


def test_money_after_a_failure_counts(till: Till) -> None:
    """People try another card on the same page."""
    reference = till.started()
    till.hear(reference, Outcome.FAILED)

    till.hear(reference, Outcome.SUCCEEDED)

    assert (till.state, till.stock, till.breaches) == (OrderState.CONFIRMED, 2, [])


def test_somebody_who_went_away_may_come_back(till: Till) -> None:
    reference = till.started()
    assert till.hear(reference, Outcome.ABANDONED).state is PaymentState.ABANDONED
    assert till.state is OrderState.PENDING_PAYMENT
    assert till.hear(reference, Outcome.PENDING).state is PaymentState.ABANDONED

    till.hear(reference, Outcome.SUCCEEDED)

    assert (till.state, till.breaches) == (OrderState.CONFIRMED, [])


def test_late_money_takes_the_pieces_again(till: Till) -> None:
    make_coupon(till.session, platform=till.shop.platform, code="TEN", usage_limit=1)
    reference = till.started(total=9_675, coupon_code="TEN")
    till.expire()
    assert (till.stock, till.breaches) == (3, [])

    till.hear(reference, Outcome.SUCCEEDED)

    assert (till.state, till.stock, till.refunds, till.breaches) == (OrderState.CONFIRMED, 2, [], [])


def test_late_money_without_pieces_goes_back_and_is_told(till: Till) -> None:
    reference = till.started()
    till.expire()
    till.shop.buy(3 * TOTAL, checkout_key="other", lines=till.all_the_tea)
    placed = till.orders[0]

    settled = till.hear(reference, Outcome.SUCCEEDED)

    [refund] = till.refunds
    assert (refund.reason, refund.state, refund.amount_minor) == (RefundReason.LATE_PAYMENT, RefundState.PENDING, TOTAL)
    assert (settled.state, settled.word, settled.reason) == (PaymentState.REVERSED, "failed", "late_payment")
    assert (placed.state, till.stock, till.told[-1]) == (OrderState.PAYMENT_FAILED, 0, "order_payment_returned")
    assert (till.balance(AccountKind.REFUNDS_DUE), till.breaches) == (TOTAL, [])


def test_late_money_whose_coupon_is_used_up_goes_back(till: Till) -> None:
    coupon = make_coupon(till.session, platform=till.shop.platform, code="TEN", usage_limit=1)
    reference = till.started(total=9_675, coupon_code="TEN")
    till.expire()
    till.shop.buy(9_675, checkout_key="other", lines=till.one_tea, coupon_code="TEN")
    till.session.refresh(coupon)
    assert coupon.used_count == 1

    till.hear(reference, Outcome.SUCCEEDED)

    assert ([refund.reason for refund in till.refunds], till.stock, till.breaches) == (
        [RefundReason.LATE_PAYMENT],
        2,
        [],
    )


def test_money_for_a_cancelled_order_goes_back(till: Till) -> None:
    reference = till.started()
    till.cancel()

    till.hear(reference, Outcome.SUCCEEDED)

    assert (till.state, [refund.reason for refund in till.refunds]) == (
        OrderState.CANCELLED,
        [RefundReason.LATE_PAYMENT],
    )
    assert (till.stock, till.breaches) == (3, [])


def test_a_second_payment_of_the_same_order_goes_back(till: Till) -> None:
    first = till.started()
    till.hear(first, Outcome.FAILED)
    till.again()
    second = till.payments[1].reference
    till.hear(second, Outcome.SUCCEEDED)

    till.hear(first, Outcome.SUCCEEDED)

    assert (till.state, [refund.reason for refund in till.refunds]) == (OrderState.CONFIRMED, [RefundReason.PAID_TWICE])
    assert (till.balance(AccountKind.SALES), till.told[-1], till.breaches) == (TOTAL, "order_payment_returned", [])


def test_a_failure_of_an_old_payment_does_not_fail_the_new_one(till: Till) -> None:
    first = till.started()
    till.hear(first, Outcome.ABANDONED)
    till.again()

    till.hear(first, Outcome.FAILED)

    assert (till.state, till.told) == (OrderState.PENDING_PAYMENT, [])


def test_what_the_bank_took_back_is_booked_and_marked(till: Till) -> None:
    reference = till.paid()

    settled = till.hear(reference, Outcome.REVERSED)
    till.settle(reference)

    assert (settled.state, settled.reason, till.state) == (
        PaymentState.REVERSED,
        "charged_back",
        OrderState.CONFIRMED,
    )
    assert (till.balance(AccountKind.GATEWAY), till.balance(AccountKind.SALES)) == (0, 0)
    assert [event.note for event in till.session.scalars(select(OrderEvent).order_by(OrderEvent.id))][
        -1
    ] == "charged_back"
    assert till.breaches == []


def test_what_we_paid_back_ourselves_is_no_charge_back(till: Till) -> None:
    """A gateway calls a fully refunded payment reversed."""
    reference = till.paid()
    till.cancel()
    till.send_refunds()

    till.hear(reference, Outcome.REVERSED)

    assert (till.balance(AccountKind.GATEWAY), till.balance(AccountKind.SALES), till.breaches) == (0, 0, [])


def test_a_held_card_part_comes_back_when_the_time_is_over(till: Till) -> None:
    till.leave_on_card(2_000)
    reference = till.started(with_card=True)
    till.expire()
    assert (till.shop.balance(), till.balance(AccountKind.HOLD), till.breaches) == (2_000, 0, [])

    till.hear(reference, Outcome.SUCCEEDED)

    # The card's part was given back, so this is not the whole price any more.
    assert [refund.reason for refund in till.refunds] == [RefundReason.LATE_PAYMENT]
    assert (till.state, till.breaches) == (OrderState.PAYMENT_FAILED, [])


def test_the_last_look_before_giving_up_finds_the_money(till: Till) -> None:
    reference = till.started()
    till.gateway.decide(reference, Outcome.SUCCEEDED)

    till.expire()

    assert (till.state, till.stock, till.breaches) == (OrderState.CONFIRMED, 2, [])


def test_a_gateway_that_cannot_be_asked_gets_some_time_and_not_for_ever(till: Till) -> None:
    till.started()
    till.gateway.trouble["look_up"] = [ProviderDown("down")] * 100
    till.later(minutes=31)

    till.work(settlement.expire_due)
    assert (till.state, till.stock) == (OrderState.PENDING_PAYMENT, 2)

    till.later(hours=2)
    till.work(settlement.expire_due)
    assert (till.state, till.stock, till.breaches) == (OrderState.PAYMENT_FAILED, 3, [])


def test_an_order_nobody_came_back_to_ends(till: Till) -> None:
    till.started()
    till.expire()
    till.later(hours=25)

    assert till.work(settlement.expire_due) == 1
    assert (till.state, till.stock, till.breaches) == (OrderState.CANCELLED, 3, [])


def test_the_worker_asks_soon_and_not_twice_at_once(till: Till) -> None:
    reference = till.started()
    till.later(seconds=3)
    till.gateway.decide(reference, Outcome.SUCCEEDED)

    assert till.work(settlement.settle_due) == 1
    assert till.work(settlement.settle_due) == 0
    assert till.state is OrderState.CONFIRMED


def test_a_payment_is_true_within_a_minute_without_any_webhook(till: Till) -> None:
    reference = till.started()
    for _ in range(40):
        till.later(seconds=15)
        till.work(settlement.settle_due)
    till.gateway.decide(reference, Outcome.SUCCEEDED)
    paid_at = till.now
    while till.state is not OrderState.CONFIRMED:
        till.later(seconds=5)
        till.work(settlement.settle_due)

    assert till.now - paid_at <= timedelta(seconds=60)


def test_one_that_cannot_be_settled_keeps_no_other_waiting(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = till.started()
    paid = till.started(checkout_key="key-2", lines=till.one_tea)
    till.gateway.decide(paid, Outcome.SUCCEEDED)
    look_up = till.gateway.look_up

    def stumble(reference: str) -> PaymentSeen:
        if reference == broken:
            raise ZeroDivisionError
        return look_up(reference)

    monkeypatch.setattr(till.gateway, "look_up", stumble)
    till.later(minutes=31)

    till.work(settlement.settle_due)
    assert [payment.state for payment in till.payments] == [PaymentState.PENDING, PaymentState.SUCCEEDED]

    till.started(checkout_key="key-3", lines=till.one_tea)
    till.later(minutes=31)
    till.work(settlement.expire_due)
    assert [order.pay_until is None for order in till.orders] == [False, True, True]


def test_a_payment_nobody_came_to_make_ends_after_a_week(till: Till) -> None:
    reference = till.topped_up()
    till.later(days=7)
    till.settle(reference)

    [payment] = till.payments
    assert (payment.state, payment.next_check_at) == (PaymentState.ABANDONED, None)

    till.hear(reference, Outcome.SUCCEEDED)
    assert (till.payments[0].state, till.breaches) == (PaymentState.SUCCEEDED, [])


def test_a_gateway_that_is_down_for_a_week_is_still_asked(till: Till) -> None:
    reference = till.topped_up()
    till.later(days=8)
    till.gateway.trouble["look_up"] = [ProviderDown("down")]
    till.settle(reference)

    [payment] = till.payments
    assert (payment.state, payment.next_check_at) == (PaymentState.PENDING, till.now + timedelta(days=1))


def test_a_gateway_that_is_down_is_asked_again(till: Till) -> None:
    reference = till.started()
    till.later(seconds=3)
    till.gateway.trouble["look_up"] = [ProviderDown("down")]

    assert till.settle(reference).is_fresh is False
    assert till.payments[0].next_check_at is not None
    assert till.payments[0].next_check_at > till.now
