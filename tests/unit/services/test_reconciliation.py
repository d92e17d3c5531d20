"""What does and what does not match between our books and a gateway."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.states import PaymentState
from app.services.provider_ports import Outcome, PaymentSeen
from app.services.reconciliation import OurPayment, find_difference
from tests.factories import NOW

OURS = OurPayment(
    reference="P1",
    provider="paystack",
    state=PaymentState.SUCCEEDED,
    amount_minor=5000,
    currency="NGN",
    refunded_minor=0,
    created_at=NOW,
)
PAID = PaymentSeen(outcome=Outcome.SUCCEEDED, amount_minor=5000, currency="NGN")


@pytest.mark.parametrize(
    ("state", "outcome", "said"),
    [
        (PaymentState.SUCCEEDED, Outcome.SUCCEEDED, None),
        (PaymentState.PENDING, Outcome.SUCCEEDED, "they have the money, ours is pending"),
        (PaymentState.FAILED, Outcome.SUCCEEDED, "they have the money, ours is failed"),
        (PaymentState.REVERSED, Outcome.SUCCEEDED, "they have the money, ours is reversed"),
        (PaymentState.SUCCEEDED, Outcome.FAILED, "ours is succeeded, theirs is failed"),
        (PaymentState.SUCCEEDED, Outcome.UNKNOWN, "ours is succeeded, theirs is unknown"),
        (PaymentState.SUCCEEDED, Outcome.REVERSED, "they gave it back, ours is succeeded"),
        (PaymentState.REVERSED, Outcome.REVERSED, None),
        (PaymentState.FAILED, Outcome.FAILED, None),
        (PaymentState.ABANDONED, Outcome.PENDING, None),
        (PaymentState.PENDING, Outcome.PENDING, None),
        (PaymentState.NEEDS_REVIEW, Outcome.SUCCEEDED, "waits for a person to decide"),
    ],
)
def test_each_pair_of_states(state: PaymentState, outcome: Outcome, said: str | None) -> None:
    assert find_difference(replace(OURS, state=state), replace(PAID, outcome=outcome), now=NOW) == said


def test_what_is_open_too_long_is_said() -> None:
    ours, theirs = replace(OURS, state=PaymentState.PENDING), replace(PAID, outcome=Outcome.ABANDONED)
    assert find_difference(ours, theirs, now=NOW + timedelta(minutes=59)) is None
    assert find_difference(ours, theirs, now=NOW + timedelta(hours=1)) == "still open, theirs is abandoned"


def test_a_payment_we_gave_back_may_be_called_reversed() -> None:
    theirs = replace(PAID, outcome=Outcome.REVERSED)
    assert find_difference(replace(OURS, refunded_minor=5000), theirs, now=NOW) is None
    assert find_difference(replace(OURS, refunded_minor=4999), theirs, now=NOW) is not None


@pytest.mark.parametrize(("amount", "currency"), [(4999, "NGN"), (5000, "GHS")])
def test_another_amount_or_currency_is_said(amount: int, currency: str) -> None:
    theirs = replace(PAID, amount_minor=amount, currency=currency)
    assert find_difference(OURS, theirs, now=NOW) == f"they say {amount} {currency}, ours is 5000 NGN"
