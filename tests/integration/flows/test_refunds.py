"""Money that goes back: by the way it came, promised at once, sent once, looked up ever after."""

import pytest
from flask import Flask

from app.clock import utc_now
from app.domain.allocation import NotCovered
from app.domain.states import PaymentState, RefundReason, RefundState
from app.flows import refunds as flow
from app.models import AccountKind, PaymentMethod
from app.services import refund_sending
from app.services.provider_ports import (
    Outcome,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    ProviderUnclear,
    RefundAsk,
    RefundOutcome,
    RefundSeen,
)
from tests.integration.flows.till import TOTAL, Till


@pytest.fixture
def cancelled(till: Till) -> Till:
    """An order that was paid on the gateway's page and then cancelled."""
    till.paid()
    till.cancel()
    return till


def test_cancelling_promises_the_money_at_once(cancelled: Till) -> None:
    [refund] = cancelled.refunds
    assert (refund.state, refund.reason, refund.amount_minor) == (RefundState.PENDING, RefundReason.CANCELLED, TOTAL)
    assert (cancelled.balance(AccountKind.SALES), cancelled.balance(AccountKind.REFUNDS_DUE)) == (0, TOTAL)
    assert cancelled.payments[0].state is PaymentState.REVERSED
    assert (cancelled.stock, cancelled.breaches) == (3, [])


def test_the_worker_sends_it_once_and_settles(cancelled: Till) -> None:
    assert cancelled.send_refunds() == 1
    assert cancelled.send_refunds() == 0

    [refund] = cancelled.refunds
    assert (refund.state, refund.provider_reference) == (RefundState.SUCCEEDED, "R1")
    assert (cancelled.balance(AccountKind.REFUNDS_DUE), cancelled.balance(AccountKind.GATEWAY)) == (0, 0)
    assert (cancelled.gateway.calls.count("refund"), cancelled.told[-1]) == (1, "order_refunded")
    assert cancelled.breaches == []


def test_one_that_waits_behind_slow_ones_is_not_taken_for_lost(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second worker comes while the first is at its third refund, and must not ask for that one, too."""
    till.paid()
    for part in range(3):
        till.give_back(1_000, f"part-{part}")
    refund_at_gateway, asked = till.gateway.refund, []

    def refund_slowly(ask: RefundAsk) -> RefundSeen:
        asked.append(ask.reference)
        if len(asked) == 3:
            for pause in (6, 10):
                till.later(seconds=pause)
                till.send_refunds()
        else:
            till.later(seconds=20)
        return refund_at_gateway(ask)

    monkeypatch.setattr(till.gateway, "refund", refund_slowly)

    till.send_refunds()

    assert (len(asked), sorted(set(asked))) == (3, sorted(asked))
    assert ({refund.state for refund in till.refunds}, till.breaches) == ({RefundState.SUCCEEDED}, [])


def test_one_refund_at_the_gateway_does_not_count_for_two(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both answers were lost, and the gateway, which keeps no reference of ours, shows one refund of that amount."""
    till.paid()
    for part in range(2):
        till.give_back(1_000, f"part-{part}")
    asked: list[RefundAsk] = []

    def lose(ask: RefundAsk) -> RefundSeen:
        raise ProviderUnclear

    def look_up(ask: RefundAsk, _number: str | None) -> RefundSeen:
        asked.append(ask)
        return RefundSeen(outcome=RefundOutcome.SUCCEEDED, provider_reference="R9")

    monkeypatch.setattr(till.gateway, "refund", lose)
    monkeypatch.setattr(till.gateway, "look_up_refund", look_up)
    till.send_refunds()
    till.later(seconds=30)
    till.send_refunds()

    assert sorted(refund.state for refund in till.refunds) == [RefundState.PROCESSING, RefundState.SUCCEEDED]
    assert [ask.others for ask in asked] == [frozenset(), frozenset({"R9"})]
    assert till.breaches == []


def test_a_late_no_answer_does_not_undo_a_newer_question(cancelled: Till) -> None:
    """The first worker was held up; meanwhile another has asked, and only its outcome counts."""
    [stale] = cancelled.claim_refunds()
    cancelled.later(minutes=1)
    cancelled.gateway.trouble["refund"] = [ProviderUnclear("timeout")]
    cancelled.send_refunds()
    [refund] = cancelled.refunds
    assert (refund.state, refund.attempts) == (RefundState.PROCESSING, 2)

    with cancelled.shop.uow() as session:
        refund_sending.not_asked(session, due=stale, problem="down", now=cancelled.now)
    with cancelled.shop.uow() as session:
        refund_sending.refused(session, due=stale, problem="no", now=cancelled.now)

    assert cancelled.refunds[0].state is RefundState.PROCESSING


def test_a_late_success_counts_although_it_was_given_up(cancelled: Till) -> None:
    [stale] = cancelled.claim_refunds()
    cancelled.later(minutes=1)
    cancelled.gateway.trouble["refund"] = [ProviderDown("down")]
    cancelled.send_refunds()
    before = cancelled.refunds[0].state

    with cancelled.shop.uow() as session:
        seen = RefundSeen(outcome=RefundOutcome.SUCCEEDED, provider_reference="R1")
        refund_sending.record(session, due=stale, seen=seen, texts=cancelled.shop.outside.texts, now=cancelled.now)
    cancelled.later(minutes=5)
    cancelled.send_refunds()

    assert (before, cancelled.refunds[0].state) == (RefundState.PENDING, RefundState.SUCCEEDED)
    assert (cancelled.gateway.calls.count("refund"), cancelled.breaches) == (1, [])


def test_a_lost_answer_is_looked_up_and_never_asked_for_again(cancelled: Till) -> None:
    cancelled.gateway.lost["refund"] = [ProviderUnclear("timeout")]
    cancelled.send_refunds()
    assert cancelled.refunds[0].state is RefundState.PROCESSING
    cancelled.later(minutes=1)

    cancelled.send_refunds()

    assert (cancelled.refunds[0].state, cancelled.gateway.calls.count("refund")) == (RefundState.SUCCEEDED, 1)
    assert cancelled.breaches == []


def test_a_crash_before_the_call_is_found_and_made_good_within_a_minute(cancelled: Till) -> None:
    assert len(cancelled.claim_refunds()) == 1
    begun = cancelled.now
    while cancelled.refunds[0].state is not RefundState.SUCCEEDED:
        cancelled.later(seconds=5)
        cancelled.send_refunds()

    assert (cancelled.now - begun).total_seconds() <= 60
    assert (cancelled.gateway.calls.count("refund"), cancelled.breaches) == (1, [])


def test_not_found_too_soon_is_not_believed(cancelled: Till) -> None:
    """The first call may still be on its way."""
    cancelled.gateway.trouble["refund"] = [ProviderUnclear("timeout")]
    cancelled.send_refunds()
    cancelled.later(seconds=11)

    cancelled.send_refunds()

    assert (cancelled.refunds[0].state, cancelled.gateway.calls.count("refund")) == (RefundState.PROCESSING, 1)


@pytest.mark.parametrize("error", [ProviderDown("down"), ProviderMisconfigured("401")])
def test_what_never_arrived_is_sent_later(cancelled: Till, error: ProviderDown | ProviderMisconfigured) -> None:
    cancelled.gateway.trouble["refund"] = [error]
    cancelled.send_refunds()
    assert (cancelled.refunds[0].state, cancelled.refunds[0].asked_at) == (RefundState.PENDING, None)
    cancelled.later(minutes=1)

    cancelled.send_refunds()

    assert cancelled.refunds[0].state is RefundState.SUCCEEDED


def test_a_refusal_stays_owed_and_is_shown_with_its_reason(cancelled: Till) -> None:
    cancelled.gateway.trouble["refund"] = [ProviderRefused("not_paid", "The transaction is too old")]
    cancelled.send_refunds()

    [refund] = cancelled.refunds
    assert (refund.state, refund.last_error) == (RefundState.FAILED, "The transaction is too old")
    assert (cancelled.balance(AccountKind.REFUNDS_DUE), cancelled.breaches) == (TOTAL, [])

    with cancelled.shop.uow() as session:
        refund_sending.try_again(session, refund_id=refund.id, now=cancelled.now)
    cancelled.send_refunds()

    assert (cancelled.refunds[0].state, cancelled.breaches) == (RefundState.SUCCEEDED, [])


def test_a_person_sees_what_is_given_up_and_sends_it_again(cancelled: Till, app: Flask) -> None:
    cancelled.gateway.trouble["refund"] = [ProviderRefused("not_paid", "The wallet is empty")]
    cancelled.send_refunds()
    reference = cancelled.refunds[0].reference
    type_in = app.test_cli_runner().invoke

    told = type_in(args=["payments", "refunds"])
    assert told.exit_code == 1
    assert {reference, "107.50", "wallet"} <= set(told.output.replace("NGN", " ").split())
    assert type_in(args=["payments", "refunds", "--again", "RFDNOBODY"]).exit_code == 1

    assert type_in(args=["payments", "refunds", "--again", reference]).exit_code == 0
    cancelled.now = utc_now()
    cancelled.send_refunds()

    assert (cancelled.refunds[0].state, cancelled.breaches) == (RefundState.SUCCEEDED, [])
    assert type_in(args=["payments", "refunds"]).exit_code == 0


def test_one_that_takes_days_is_followed(cancelled: Till) -> None:
    cancelled.gateway.refunds_end = RefundOutcome.PROCESSING
    cancelled.send_refunds()
    [refund] = cancelled.refunds
    cancelled.later(days=3)
    cancelled.send_refunds()
    assert cancelled.refunds[0].state is RefundState.PROCESSING
    cancelled.gateway.refunded[refund.reference] = RefundSeen(outcome=RefundOutcome.SUCCEEDED)

    is_ours = flow.follow(
        cancelled.shop.uow,
        cancelled.clock,
        cancelled.gateway.registry,
        cancelled.shop.outside.texts,
        payment_reference=cancelled.payments[0].reference,
    )

    assert (is_ours, cancelled.refunds[0].state, cancelled.breaches) == (True, RefundState.SUCCEEDED, [])


def test_a_webhook_about_somebody_elses_payment_is_not_ours(till: Till) -> None:
    assert not flow.follow(
        till.shop.uow, till.clock, till.gateway.registry, till.shop.outside.texts, payment_reference="TXNOTHER"
    )


def test_card_and_gateway_each_get_their_own_back(till: Till) -> None:
    till.leave_on_card(2_000)
    till.paid(with_card=True)

    till.cancel()

    assert (till.shop.balance(), till.balance(AccountKind.REFUNDS_DUE)) == (2_000, TOTAL - 2_000)
    assert [(refund.state, refund.amount_minor) for refund in till.refunds] == [
        (RefundState.SUCCEEDED, 2_000),
        (RefundState.PENDING, TOTAL - 2_000),
    ]
    till.send_refunds()
    assert till.breaches == []


def test_cancelling_before_it_was_paid_releases_the_card(till: Till) -> None:
    till.leave_on_card(2_000)
    till.started(with_card=True)

    till.cancel()

    assert (till.shop.balance(), till.refunds, till.stock, till.breaches) == (2_000, [], 3, [])


def test_cancelling_after_the_time_was_over_gives_nothing_back_twice(till: Till) -> None:
    till.started()
    till.expire()

    till.cancel()

    assert (till.stock, till.breaches) == (3, [])


def test_parts_go_back_from_the_gateway_first_and_then_the_card(till: Till) -> None:
    till.leave_on_card(2_000)
    till.paid(with_card=True)

    till.give_back(10_000, "return-1")
    till.give_back(10_000, "return-1")

    assert [refund.amount_minor for refund in till.refunds] == [1_250, 8_750]
    assert till.shop.balance() == 1_250
    with pytest.raises(NotCovered):
        till.give_back(TOTAL, "return-2")
    till.give_back(750, "return-2")
    assert {payment.state for payment in till.payments} == {PaymentState.REVERSED}
    assert (till.shop.balance(), till.balance(AccountKind.SALES)) == (2_000, 0)


def test_a_failed_payment_is_not_given_back(till: Till) -> None:
    till.hear(till.started(), Outcome.FAILED)
    till.cancel()

    assert (till.refunds, till.payments[0].method) == ([], PaymentMethod.GATEWAY)
