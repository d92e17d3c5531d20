"""A payment of another amount or currency: asked about again, taken, or sent back; the books stay clean."""

from uuid import UUID

import pytest
from sqlalchemy import select

from app.domain.errors import NotAllowed, PaymentNotFound, TransitionRefused
from app.domain.states import Environment, OrderState, PaymentState, RefundReason, RefundState
from app.flows.money_desk import MoneyDesk
from app.models import AccountKind, AuditEntry, Business, StaffMember, StaffRole
from app.services import payment_reviews, refund_reviews
from app.services.money_cases import CaseKind, count_cases, find_case, find_decision
from app.services.order_money import load_money
from app.services.provider_ports import Outcome, ProviderDown, RefundOutcome
from app.services.staff_accounts import StaffSeen
from tests.factories import make_business, make_staff
from tests.factories.purchases import seen
from tests.integration.flows.till import TOTAL, Till


@pytest.fixture
def boss(till: Till) -> StaffSeen:
    return seen(_staff(till, StaffRole.MANAGER))


def _staff(till: Till, role: StaffRole) -> StaffMember:
    business = till.session.get_one(Business, till.shop.platform.business_id)
    made = make_staff(till.session, business=business, role=role, every_location=True)
    till.session.commit()
    return made


def in_review(till: Till, **given: object) -> UUID:
    """Paid, but not as asked."""
    till.hear(till.started(), Outcome.SUCCEEDED, **given)
    return till.payments[0].uuid


def accept(till: Till, boss: StaffSeen, uuid: UUID) -> PaymentState:
    with till.shop.uow() as session:
        return payment_reviews.accept(session, staff=boss, uuid=uuid, texts=till.shop.outside.texts, now=till.now)


def give_back(till: Till, boss: StaffSeen, uuid: UUID) -> None:
    with till.shop.uow() as session:
        payment_reviews.give_back(session, staff=boss, uuid=uuid, texts=till.shop.outside.texts, now=till.now)


def test_too_much_is_taken_and_the_difference_goes_back(till: Till, boss: StaffSeen) -> None:
    uuid = in_review(till, amount_minor=TOTAL + 250)

    assert accept(till, boss, uuid) is PaymentState.SUCCEEDED

    [refund] = till.refunds
    assert (refund.reason, refund.amount_minor, refund.state) == (RefundReason.OVERPAID, 250, RefundState.PENDING)
    assert (till.state, till.stock, till.balance(AccountKind.SALES)) == (OrderState.CONFIRMED, 2, TOTAL)
    assert (till.balance(AccountKind.GATEWAY), till.balance(AccountKind.REFUNDS_DUE)) == (-TOTAL - 250, 250)
    assert (till.told, till.breaches) == (["order_confirmed"], [])
    till.send_refunds()
    assert (till.balance(AccountKind.GATEWAY), till.breaches) == (-TOTAL, [])
    [entry] = till.session.scalars(select(AuditEntry).where(AuditEntry.action == "payment_accepted"))
    assert entry.before == {
        "state": "needs_review",
        "amount_minor": TOTAL,
        "seen_minor": TOTAL + 250,
        "seen_currency": "NGN",
    }


def test_an_accepted_order_is_cancelled_like_any_other(till: Till, boss: StaffSeen) -> None:
    accept(till, boss, in_review(till, amount_minor=TOTAL + 250))

    till.cancel()

    assert sorted(refund.amount_minor for refund in till.refunds) == [250, TOTAL]
    assert (till.payments[0].state, till.balance(AccountKind.SALES)) == (PaymentState.REVERSED, 0)
    till.send_refunds()
    assert (till.balance(AccountKind.GATEWAY), till.breaches) == (0, [])


def test_an_accepted_payment_may_be_charged_back(till: Till, boss: StaffSeen) -> None:
    accept(till, boss, in_review(till, amount_minor=TOTAL + 250))
    till.send_refunds()

    till.hear(till.payments[0].reference, Outcome.REVERSED)

    assert (till.payments[0].reason, till.balance(AccountKind.GATEWAY), till.breaches) == ("charged_back", 0, [])


def test_accepted_too_late_all_of_it_goes_back(till: Till, boss: StaffSeen) -> None:
    uuid = in_review(till, amount_minor=TOTAL + 250)
    till.cancel()

    assert accept(till, boss, uuid) is PaymentState.REVERSED

    [refund] = till.refunds
    assert (refund.reason, refund.amount_minor) == (RefundReason.LATE_PAYMENT, TOTAL + 250)
    assert (till.state, till.told[-1], till.breaches) == (OrderState.CANCELLED, "order_payment_returned", [])


@pytest.mark.parametrize("given", [{"amount_minor": TOTAL - 1}, {"currency": "USD"}, {"currency": "GHS"}])
def test_too_little_or_another_currency_is_not_accepted(till: Till, boss: StaffSeen, given: dict[str, object]) -> None:
    uuid = in_review(till, **given)

    with pytest.raises(TransitionRefused):
        accept(till, boss, uuid)

    assert (till.payments[0].state, till.payments[0].amount_minor, till.breaches) == (
        PaymentState.NEEDS_REVIEW,
        TOTAL,
        [],
    )


@pytest.mark.parametrize(("minor", "currency"), [(TOTAL - 1, "NGN"), (TOTAL + 1, "NGN"), (900, "USD"), (900, "GHS")])
def test_what_was_seen_goes_back_whatever_it_was(till: Till, boss: StaffSeen, minor: int, currency: str) -> None:
    uuid = in_review(till, amount_minor=minor, currency=currency)

    give_back(till, boss, uuid)

    [refund] = till.refunds
    assert (refund.reason, refund.amount_minor, refund.currency) == (RefundReason.NOT_ACCEPTED, minor, currency)
    assert (till.state, till.balance(AccountKind.SALES)) == (OrderState.PENDING_PAYMENT, 0)
    assert (till.balance(AccountKind.REFUNDS_DUE), till.told[-1]) == (minor, "order_payment_returned")
    assert till.breaches == []
    till.send_refunds()
    assert (till.balance(AccountKind.GATEWAY), till.balance(AccountKind.REFUNDS_DUE)) == (0, 0)
    assert (till.refunds[0].state, till.told[-1], till.breaches) == (RefundState.SUCCEEDED, "order_refunded", [])


def test_after_it_went_back_the_order_can_be_paid(till: Till, boss: StaffSeen) -> None:
    give_back(till, boss, in_review(till, amount_minor=1))
    till.again()

    till.hear(till.payments[-1].reference, Outcome.SUCCEEDED)

    assert (till.state, till.balance(AccountKind.SALES), till.breaches) == (OrderState.CONFIRMED, TOTAL, [])
    assert till.settle(till.payments[0].reference).state is PaymentState.REVERSED


def test_nothing_seen_leaves_nothing_to_give_back(till: Till, boss: StaffSeen) -> None:
    give_back(till, boss, in_review(till, amount_minor=0))

    assert (till.payments[0].state, till.refunds, till.breaches) == (PaymentState.REVERSED, [], [])


def test_a_payment_in_review_taken_back_by_the_bank_leaves_clean_books(till: Till, boss: StaffSeen) -> None:
    uuid = in_review(till, amount_minor=5)
    till.hear(till.payments[0].reference, Outcome.REVERSED)

    assert (till.payments[0].reason, till.breaches) == ("charged_back", [])
    with till.shop.uow() as session:
        assert count_cases(session, staff=boss, now=till.now)[CaseKind.CHARGE_BACKS] == 1
        payment_reviews.acknowledge(session, staff=boss, uuid=uuid, note="Lost", now=till.now)
        assert count_cases(session, staff=boss, now=till.now)[CaseKind.CHARGE_BACKS] == 0
        with pytest.raises(TransitionRefused):
            payment_reviews.acknowledge(session, staff=boss, uuid=uuid, note="Again", now=till.now)


def test_asking_again_finds_that_it_was_right_after_all(till: Till, boss: StaffSeen) -> None:
    uuid = in_review(till, amount_minor=TOTAL - 1)
    desk = MoneyDesk(till.shop.uow, till.clock, till.gateway.registry, till.shop.outside.texts)
    assert desk.ask_gateway(boss, uuid).state is PaymentState.NEEDS_REVIEW
    till.gateway.trouble["look_up"] = [ProviderDown("away")]
    assert not desk.ask_gateway(boss, uuid).is_fresh
    till.gateway.decide(till.payments[0].reference, Outcome.SUCCEEDED)

    assert desk.ask_gateway(boss, uuid).is_paid

    assert (till.state, till.breaches) == (OrderState.CONFIRMED, [])
    with till.shop.uow() as session:
        assert find_case(session, staff=boss, kind=CaseKind.PAYMENTS, uuid=uuid, now=till.now) is None
        assert find_decision(session, staff=boss, kind=CaseKind.PAYMENTS, uuid=uuid) is None


def test_a_second_decision_is_refused_and_the_first_one_is_known(till: Till, boss: StaffSeen) -> None:
    uuid = in_review(till, amount_minor=TOTAL + 1)
    accept(till, boss, uuid)

    for decide in (accept, give_back):
        with pytest.raises(TransitionRefused):
            decide(till, boss, uuid)

    with till.shop.uow() as session:
        found = find_decision(session, staff=boss, kind=CaseKind.PAYMENTS, uuid=uuid)
    assert found is not None
    assert (found.staff_id, found.name) == (boss.staff_id, boss.name)


def test_who_does_not_run_the_business_decides_nothing(till: Till, boss: StaffSeen) -> None:
    uuid = in_review(till, amount_minor=TOTAL + 1)
    stranger = make_staff(till.session, business=make_business(till.session), role=StaffRole.ADMIN)
    till.session.commit()
    elsewhere = seen(stranger)
    assert elsewhere.environment in set(Environment)

    for role in (StaffRole.STAFF, StaffRole.HOST):
        helper = seen(_staff(till, role))
        with pytest.raises(NotAllowed):
            accept(till, helper, uuid)
    with pytest.raises(PaymentNotFound):
        give_back(till, elsewhere, uuid)
    with till.shop.uow() as session:
        assert sum(count_cases(session, staff=elsewhere, now=till.now).values()) == 0
        with pytest.raises(PaymentNotFound):
            find_decision(session, staff=elsewhere, kind=CaseKind.PAYMENTS, uuid=uuid)


# --- refunds that were not paid out


@pytest.fixture
def failed(till: Till) -> UUID:
    """The refund of a cancelled order, which the gateway would not pay out."""
    till.paid()
    till.cancel()
    till.gateway.refunds_end = RefundOutcome.FAILED
    till.send_refunds()
    assert till.refunds[0].state is RefundState.FAILED
    return till.refunds[0].uuid


def test_a_failed_refund_is_sent_again(till: Till, boss: StaffSeen, failed: UUID) -> None:
    till.gateway.refunds_end = RefundOutcome.SUCCEEDED
    with till.shop.uow() as session:
        refund_reviews.try_again(session, staff=boss, uuid=failed, now=till.now)

    till.send_refunds()

    assert (till.refunds[0].state, till.balance(AccountKind.GATEWAY), till.breaches) == (RefundState.SUCCEEDED, 0, [])


def test_a_failed_refund_is_paid_by_hand_once(till: Till, boss: StaffSeen, failed: UUID) -> None:
    texts = till.shop.outside.texts
    with till.shop.uow() as session:
        refund_reviews.paid_by_hand(session, staff=boss, uuid=failed, how="Bank transfer 77", texts=texts, now=till.now)
    with till.shop.uow() as session, pytest.raises(TransitionRefused):
        refund_reviews.paid_by_hand(session, staff=boss, uuid=failed, how="Twice", texts=texts, now=till.now)
    with till.shop.uow() as session, pytest.raises(TransitionRefused):
        refund_reviews.try_again(session, staff=boss, uuid=failed, now=till.now)

    [refund] = till.refunds
    assert (refund.state, refund.by_hand, refund.next_try_at) == (RefundState.SUCCEEDED, "Bank transfer 77", None)
    assert (till.balance(AccountKind.REFUNDS_DUE), till.balance(AccountKind.ADJUSTMENTS)) == (0, TOTAL)
    assert (till.balance(AccountKind.GATEWAY), till.told[-1], till.breaches) == (-TOTAL, "order_refunded", [])
    assert load_money(till.session, order_id=till.order.id).payments[0].back[0].is_by_hand


def test_a_refund_that_takes_long_is_noticed_and_asked_about(till: Till, boss: StaffSeen) -> None:
    till.paid()
    till.cancel()
    till.gateway.refunds_end = RefundOutcome.PROCESSING
    till.send_refunds()
    uuid = till.refunds[0].uuid
    with till.shop.uow() as session:
        assert count_cases(session, staff=boss, now=till.now)[CaseKind.REFUNDS] == 0
        till.later(days=4)
        assert count_cases(session, staff=boss, now=till.now)[CaseKind.REFUNDS] == 1
    till.gateway.refunded[till.refunds[0].reference] = till.gateway.refunded[till.refunds[0].reference].__class__(
        outcome=RefundOutcome.SUCCEEDED
    )
    with till.shop.uow() as session:
        refund_reviews.ask_now(session, staff=boss, uuid=uuid, now=till.now)

    assert till.send_refunds() == 1
    assert (till.refunds[0].state, till.breaches) == (RefundState.SUCCEEDED, [])
    with till.shop.uow() as session, pytest.raises(TransitionRefused):
        refund_reviews.ask_now(session, staff=boss, uuid=uuid, now=till.now)
