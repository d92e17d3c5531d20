"""Charged, but no order: shops are killed at every commit and every call outside, and what is true is true.

Each life has its own database and its own stand-in of the providers. After the kill a worker has a minute; then the
customer comes again with the same key, pays where there is something to pay, and a worker has another minute.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.mortal.ground import Ground, Life, Trial, in_time, say
from tests.support.mortal.world import CARDS, POOR, PRICE, RICH, STOCK
from tests.support.standin.coralpay import CoralPay
from tests.support.standin.paystack import Paystack
from tests.support.standin.terminal import Terminal

pytestmark = pytest.mark.proof

# Seconds for all of it, on two cores.
LONGEST = 360
BILL = 500_000
TOP_UP = 250_000
# Kwik's, the cheapest.
FEE = 210_000
Found = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the outside knows: money it took, what it sold, what it fetches; each with how often."""

    paid: dict[str, int]
    sold: list[str]
    refused: list[str]
    booked: list[str]
    spent: float

    @property
    def taken(self) -> int:
        return sum(self.paid.values())


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a scenario ends. `by_card` is what an order takes from the shopping card."""

    who: str
    least_points: int
    by_card: int = 0
    by_gateway: int = 0
    total: int = PRICE
    orders: int = 1
    parcels: int = 0
    bills: int = 0
    letters: tuple[str, ...] = ("order_confirmed",)


ENDINGS = {
    "card": Ending(who=RICH, least_points=10, by_card=PRICE),
    "card_delivered": Ending(who=RICH, least_points=20, by_card=PRICE + FEE, total=PRICE + FEE, parcels=1),
    "gateway": Ending(who=POOR, least_points=20, by_gateway=PRICE),
    "gateway_untold": Ending(who=POOR, least_points=24, by_gateway=PRICE + FEE, total=PRICE + FEE, parcels=1),
    "split": Ending(who=POOR, least_points=16, by_card=CARDS[POOR], by_gateway=PRICE - CARDS[POOR]),
    "top_up": Ending(who=POOR, least_points=16, by_gateway=TOP_UP, orders=0, letters=()),
    "bill": Ending(who=RICH, least_points=20, orders=0, bills=1, letters=("bill_delivered",)),
}


@pytest.fixture(scope="module", autouse=True)
def _in_time() -> Iterator[None]:
    with in_time(LONGEST):
        yield


@pytest.mark.parametrize("scenario", ENDINGS)
def test_whoever_is_killed_wherever(ground: Ground, scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    ending = ENDINGS[scenario]
    trial = Trial(
        ground,
        scenario,
        lambda life: _check(life.found, _told(life), ending),
        lambda life: _check_end(life.found, _told(life), ending),
    )
    told = trial.kill_at_each_point(ending.least_points)
    with capsys.disabled():
        say(told)


def _told(life: Life) -> Told:
    paystack, coralpay = life.standin.vendor(Paystack), life.standin.vendor(CoralPay)
    terminal = life.standin.vendor(Terminal)
    return Told(
        paid={name: one["amount"] for name, one in paystack.transactions.items() if one["status"] == "success"},
        sold=list(coralpay.accepted),
        refused=[one.why for one in coralpay.refused],
        booked=[one["shipment_id"] for one in terminal.booked],
        spent=100_000 - terminal.wallet,
    )


def _check(found: Found, told: Told, ending: Ending) -> None:
    """What holds a minute after whatever happened: the books are those of the outside, and nothing is twice."""
    orders, bills = found["orders"], found["bills"]
    assert found["breaches"] == []
    assert len(orders) <= 1 and len(bills) <= 1 and found["refunds"] == 0  # noqa: PT018  # one thought
    # What was taken is booked, under the reference under which it was taken.
    assert {one["reference"]: one["amount"] for one in found["payments"] if one["state"] == "succeeded"} == told.paid
    assert len(told.paid) <= 1
    assert found["balances"].get("gateway", 0) == -told.taken
    # An order is confirmed exactly when it is paid.
    is_paid = bool(told.paid) or not ending.by_gateway
    for order in orders:
        assert (order["state"], order["total"]) == ("confirmed" if is_paid else "pending_payment", ending.total)
    assert not told.paid or len(orders) == ending.orders
    # What the card gave is with the order, the bill, or still on hold for it; what was put on it is there.
    held = 0 if is_paid else len(orders) * ending.by_card
    given = len(orders) * ending.by_card + len(bills) * BILL - (0 if ending.orders else told.taken)
    assert found["balances"]["shopping_card"] == sum(CARDS.values()) - given
    assert found["balances"].get("hold", 0) == held
    assert found["stock"] == STOCK - len(orders)
    # The bill was delivered once, the parcel booked once.
    assert [bill["state"] for bill in bills] == ["succeeded"] * len(told.sold)
    assert (told.sold, told.refused) == ([bill["reference"] for bill in bills], [])
    wanted = ending.parcels if is_paid and orders else 0
    assert [(one["state"], one["booked_as"]) for one in found["parcels"]] == [("booked", name) for name in told.booked]
    assert (len(told.booked), told.spent) == (wanted, wanted * FEE / 100)
    assert all(times == 1 for times in found["letters"].values())


def _check_end(found: Found, told: Told, ending: Ending) -> None:
    """What the customer wanted came about, once, and they are told so."""
    card = CARDS[ending.who] - ending.by_card - ending.bills * BILL + (0 if ending.orders else ending.by_gateway)
    assert told.taken == ending.by_gateway
    assert (len(found["orders"]), len(found["bills"])) == (ending.orders, ending.bills)
    assert found["letters"] == dict.fromkeys(ending.letters, 1)
    assert found["told"] == {
        "card": card / 100,
        # 0 is the document's Success.
        "orders": [0] * ending.orders,
        "page": ["Confirmed"] * ending.orders,
        **({"payment": "success"} if ending.by_gateway else {}),
    }
