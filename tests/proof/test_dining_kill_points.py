"""Charged, but no table, no place, no card: houses are killed at every commit and every call outside.

As test_kill_points.py does it for the shop. Besides what is paid, time passes here: a table nobody pays for goes to
somebody else, and money that comes later goes back by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.mortal.ground import Ground, Life, Trial, in_time, say
from tests.support.mortal.world import CARDS, DEPOSIT, EACH, ENTRY, GIFT, MORE, SLOT
from tests.support.standin.paystack import Paystack

pytestmark = pytest.mark.proof

# Seconds for all of it, on two cores.
LONGEST = 1_200
PLACES = 3 * (ENTRY + SLOT)
BOUGHT = 500_000
Found = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a scenario ends: what the gateway took and gave back, what was taken from cards, what stands."""

    least_points: int
    by_gateway: int = 0
    back: int = 0
    by_card: int = 0
    by_gift_card: int = 0
    bookings: tuple[tuple[str, str], ...] = ()
    cards: int = 0
    heading: str | None = None
    letters: tuple[str, ...] = ()


STANDS = (("CONFIRMED", "PAID"),)
BOOKED = ("reservation_confirmed",)
GIVEN = ("gift_card", "gift_card_bought")
ENDINGS = {
    "gift_card": Ending(
        least_points=16,
        by_gateway=BOUGHT,
        cards=1,
        heading="Thank you. Your gift card is paid.",
        letters=GIVEN,
    ),
    "gift_card_untold": Ending(least_points=12, by_gateway=BOUGHT, cards=1, letters=GIVEN),
    "deposit": Ending(
        least_points=20, by_gateway=DEPOSIT, bookings=STANDS, heading="Your table is booked", letters=BOOKED
    ),
    "deposit_untold": Ending(
        least_points=16, by_gateway=DEPOSIT, bookings=STANDS, heading="Your booking", letters=BOOKED
    ),
    "deposit_late": Ending(
        least_points=20,
        by_gateway=DEPOSIT,
        back=DEPOSIT,
        bookings=(("CANCELED", "FAILED"),),
        heading="This booking is cancelled",
        letters=("reservation_expired",),
    ),
    "deposit_cancelled": Ending(
        least_points=24,
        by_gateway=DEPOSIT,
        back=DEPOSIT,
        bookings=(("CANCELED", "REFUNDED"),),
        heading="This booking is cancelled",
        letters=("reservation_confirmed", "reservation_canceled"),
    ),
    "moved": Ending(
        least_points=20,
        by_gateway=MORE * EACH,
        bookings=STANDS,
        heading="Your booking",
        letters=(*BOOKED, "reservation_changed"),
    ),
    "moved_late": Ending(
        least_points=20,
        by_gateway=MORE * EACH,
        back=MORE * EACH - DEPOSIT,
        bookings=STANDS,
        heading="Your booking",
        letters=BOOKED,
    ),
    "deposit_by_card": Ending(
        least_points=10, by_card=DEPOSIT, bookings=STANDS, heading="Your booking", letters=BOOKED
    ),
    "deposit_by_gift_card": Ending(
        least_points=10, by_gift_card=DEPOSIT, bookings=STANDS, heading="Your booking", letters=BOOKED
    ),
    "event": Ending(least_points=16, by_gateway=PLACES, bookings=STANDS, heading="Your places are booked"),
    # The places are still free.
    "event_late": Ending(least_points=16, by_gateway=PLACES, bookings=STANDS, heading="Your places are booked"),
}


@pytest.fixture(scope="module", autouse=True)
def _in_time() -> Iterator[None]:
    with in_time(LONGEST):
        yield


@pytest.mark.parametrize("scenario", ENDINGS)
def test_whoever_is_killed_wherever(ground: Ground, scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    ending = ENDINGS[scenario]
    trial = Trial(ground, scenario, _check, lambda life: _check_end(life, ending))
    told = trial.kill_at_each_point(ending.least_points)
    with capsys.disabled():
        say(told)


def _check(life: Life) -> None:
    """What holds a minute after whatever happened: the books are those of the outside, and nothing is for nothing."""
    found, taken, back = life.found, _taken(life), _given_back(life)
    assert found["breaches"] == []
    # What was taken is booked, under the reference under which it was taken; what goes back has gone, once.
    assert {one["reference"]: one["amount"] for one in found["payments"]} == taken
    sent = [one["amount"] for one in found["refunds"] if one["state"] == "succeeded"]
    assert sum(back) == sum(sent)
    assert len(back) <= 1
    assert found["balances"].get("gateway", 0) == sum(back) - sum(taken.values())
    # Whoever is booked has paid, whoever has paid is booked; the rest went back.
    for one in found["bookings"]:
        wanted = one["asked"] if one["state"] == "CONFIRMED" else 0
        assert (one["kept"], one["state"] in {"CONFIRMED", "PENDING", "CANCELED"}) == (wanted, True), one
    for one in found["cards"]:
        worth = BOUGHT if one["is_paid"] else 0
        assert (one["worth"], one["kept"], one["is_active"]) == (worth, worth, one["is_paid"]), one
    assert max(len(found["bookings"]), len(found["cards"])) <= 1
    # Tables and places are somebody's.
    assert found["nobodys_claims"] == 0
    counted, had = found["places"]
    assert counted == had
    assert all(times == 1 for times in found["letters"].values())


def _check_end(life: Life, ending: Ending) -> None:
    """What was wanted came about, once, and the page says so; of forms nobody finished nothing is left."""
    found = life.found
    assert (sum(_taken(life).values()), sum(_given_back(life))) == (ending.by_gateway, ending.back)
    balances = found["balances"]
    assert balances["shopping_card"] == sum(CARDS.values()) - ending.by_card
    assert balances["gift_card"] == GIFT - ending.by_gift_card + BOUGHT * ending.cards
    assert tuple((one["state"], one["payment"]) for one in found["bookings"]) == ending.bookings
    assert len(found["cards"]) == ending.cards
    assert found["held_claims"] == 0
    assert found["letters"] == dict.fromkeys(ending.letters, 1)
    assert ending.heading in {None, found["heading"]}, found["heading"]


def _taken(life: Life) -> dict[str, int]:
    """What the gateway has taken; it still knows what it gave back since."""
    paystack = life.standin.vendor(Paystack)
    return {name: one["amount"] for name, one in paystack.transactions.items() if one["paid_at"] is not None}


def _given_back(life: Life) -> list[int]:
    return [one["amount"] for one in life.standin.vendor(Paystack).refunds]
