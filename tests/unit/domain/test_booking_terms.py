"""What a booking costs, when it may be given up for nothing, and when its diner is reminded."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.booking_terms import Terms, remind_at, terms_of

STARTS = datetime(2026, 3, 3, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)


def terms(deposit: int = 10_001, share_bp: int = 5000) -> Terms:
    return terms_of(
        price_minor=0,
        deposit_minor=deposit,
        starts_at=STARTS,
        cancel_free_minutes=24 * 60,
        cancel_fee_bp=share_bp,
    )


@pytest.mark.parametrize(
    ("share_bp", "fee"), [(0, 0), (1, 1), (3333, 3333), (5000, 5000), (9999, 9999), (10_000, 10_001)]
)
def test_the_fee_is_a_share_of_the_deposit_rounded_in_the_guests_favour(share_bp: int, fee: int) -> None:
    assert terms(share_bp=share_bp).cancel_fee_minor == fee


def test_a_fee_is_kept_only_after_the_time_for_changing_ones_mind() -> None:
    last = STARTS - timedelta(days=1)

    assert [terms().kept(at) for at in (last, last + timedelta(seconds=1))] == [0, 5000]


@pytest.mark.parametrize(
    ("ahead", "before"),
    [
        (30 * HOUR, 24 * HOUR),
        (26 * HOUR, 24 * HOUR),
        # A reminder soon after the confirmation would remind nobody.
        (25 * HOUR, 3 * HOUR),
        (5 * HOUR, 3 * HOUR),
        (4 * HOUR, None),
    ],
)
def test_reminders_keep_their_distance(ahead: timedelta, before: timedelta | None) -> None:
    assert remind_at(starts_at=STARTS, now=STARTS - ahead) == (before and STARTS - before)
