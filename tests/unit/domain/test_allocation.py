"""Sharing an amount over ways to pay, and giving it back: to the minor unit, whatever the amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.allocation import Instrument, NotCovered, Paid, allocate, give_back

AMOUNTS = st.integers(0, 10**9)


def test_the_card_pays_what_it_can_and_the_gateway_the_rest() -> None:
    assert allocate(1000, [Instrument(available=300), Instrument()]) == [300, 700]


def test_a_card_that_holds_enough_leaves_nothing() -> None:
    assert allocate(1000, [Instrument(available=5000), Instrument(minimum=100)]) == [1000, 0]


def test_the_card_leaves_the_gateway_its_minimum() -> None:
    assert allocate(1000, [Instrument(available=990), Instrument(minimum=100)]) == [900, 100]


def test_below_the_minimum_only_a_card_that_covers_all_pays() -> None:
    assert allocate(50, [Instrument(available=50), Instrument(minimum=100)]) == [50, 0]
    with pytest.raises(NotCovered):
        allocate(50, [Instrument(available=49), Instrument(minimum=100)])


def test_what_was_paid_last_goes_back_first() -> None:
    assert give_back(800, [Paid(amount=300), Paid(amount=700)]) == [100, 700]
    assert give_back(800, [Paid(amount=300), Paid(amount=700, given_back=100)]) == [200, 600]


def test_more_than_was_paid_never_goes_back() -> None:
    with pytest.raises(NotCovered):
        give_back(601, [Paid(amount=300), Paid(amount=700, given_back=400)])


@given(amount=AMOUNTS, card=AMOUNTS, points=AMOUNTS, minimum=st.integers(0, 20_000))
def test_shares_add_up_and_keep_every_limit(amount: int, card: int, points: int, minimum: int) -> None:
    instruments = [Instrument(available=card), Instrument(available=points), Instrument(minimum=minimum)]
    try:
        shares = allocate(amount, instruments)
    except NotCovered:
        # Only where the gateway's minimum is in the way.
        assert card + points < amount < minimum
        return

    assert sum(shares) == amount
    assert all(share >= 0 for share in shares)
    assert shares[0] <= card
    assert shares[1] <= points
    assert shares[2] == 0 or shares[2] >= minimum


@given(paid=st.lists(AMOUNTS, min_size=1, max_size=4), wishes=st.lists(AMOUNTS, max_size=8))
def test_refunds_never_exceed_what_each_has_paid(paid: list[int], wishes: list[int]) -> None:
    back = [0] * len(paid)
    for wish in wishes:
        try:
            shares = give_back(wish, _state(paid, back))
        except NotCovered:
            assert wish > sum(paid) - sum(back)
            continue
        assert sum(shares) == wish
        back = [before + share for before, share in zip(back, shares, strict=True)]
        assert all(0 <= given_back <= amount for given_back, amount in zip(back, paid, strict=True))

    rest = give_back(sum(paid) - sum(back), _state(paid, back))

    assert [before + share for before, share in zip(back, rest, strict=True)] == paid


@given(amount=AMOUNTS, card=AMOUNTS)
def test_giving_all_back_is_the_inverse_of_paying(amount: int, card: int) -> None:
    shares = allocate(amount, [Instrument(available=card), Instrument()])

    assert give_back(amount, [Paid(amount=share) for share in shares]) == shares


def _state(paid: list[int], back: list[int]) -> list[Paid]:
    return [Paid(amount=amount, given_back=given_back) for amount, given_back in zip(paid, back, strict=True)]
