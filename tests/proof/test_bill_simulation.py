"""Two thousand bills with a provider that times out, dawdles and takes its word back; and where the money went."""

import random
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import Any

import pytest
from flask import Flask

from app.domain.bills import BillKind
from app.domain.states import BillState
from app.integrations.bills.coralpay import CoralPay
from app.integrations.breaker import Breaker
from app.integrations.http import Patience, ProviderHttp
from app.models import Bill
from tests.factories.bills import Office, open_office
from tests.support.standin import StandIn
from tests.support.standin.coralpay import FAILED, PASSWORD, PENDING, SUCCESS, USER
from tests.support.standin.coralpay import CoralPay as Vendor

pytestmark = pytest.mark.proof

PURCHASES = 2_000
PAYERS = 50
BUYING_THREADS = 8
WORKERS = 3
# Enough for every purchase of a payer, were each of the dearest.
MONEY = 100_000_000
GOODS: tuple[dict[str, Any], ...] = (
    {"kind": BillKind.AIRTIME, "amount": 20_000},
    {"kind": BillKind.AIRTIME, "amount": 150_050},
    {"kind": BillKind.DATA, "amount": 50_000, "package_slug": "MTN_1GB_MONTHLY"},
    {
        "kind": BillKind.ELECTRICITY,
        "amount": 500_000,
        "package_slug": "EKEDC_PREPAID",
        "account_number": "45012345678",
    },
)
# What a purchase turns through, and how many of a hundred do.
SCRIPTS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (18, (PENDING, PENDING, SUCCESS)),
    (1, (PENDING, PENDING, FAILED)),
    # Stays pending: only a person can tell.
    (1, (PENDING,)),
    (1, (FAILED, SUCCESS)),
    (1, (PENDING, FAILED, SUCCESS)),
    (2, (FAILED,)),
    (76, (SUCCESS,)),
)


class Dice:
    """The stand-in's choice of a script, the same on every run for the same reference's turn."""

    def __init__(self) -> None:
        self._random = random.Random(7)
        self.chosen: Counter[tuple[str, ...]] = Counter()

    def __call__(self, _body: dict[str, Any]) -> tuple[str, ...]:
        (script,) = self._random.choices([one for _, one in SCRIPTS], [share for share, _ in SCRIPTS])
        self.chosen[script] += 1
        return script


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn() as standin:
        yield standin


@pytest.fixture
def office(live_app: Flask, standin: StandIn) -> Office:
    http = ProviderHttp(
        "coralpay",
        standin.base("coralpay"),
        patience=Patience(connect=2, read=5, read_effect=1.5, first_pause=0.01),
        breaker=Breaker(failures=1_000_000),
    )
    provider = CoralPay(http, user=USER, password=PASSWORD)
    return open_office(live_app, provider, payers=PAYERS, money=MONEY)


def test_no_naira_is_taken_twice_or_given_back_for_what_was_delivered(
    office: Office, standin: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    vendor, dice = standin.vendor(Vendor), Dice()
    vendor.ways.script = dice
    for mode in ("timeout_before", "timeout_after"):
        standin.next("coralpay", "pay", mode, times=10**6, share=0.05, seed=11)
    standin.next("coralpay", "lookup", "500", times=10**6, share=0.02, seed=13)
    started = monotonic()

    refusals = _buy_everything(office)
    _settle_everything(office)

    bills = office.bills()
    money_left = sum(office.balance(payer) for payer in office.payers)
    _tell(capsys, bills, vendor, standin, dice, seconds=monotonic() - started)
    assert (refusals, len(bills)) == ([], PURCHASES)
    _check_each(bills, vendor)
    kept = sum(bill.amount_minor for bill in bills if bill.state is not BillState.FAILED)
    assert money_left == PAYERS * MONEY - kept
    assert office.breaches() == []


def _buy_everything(office: Office) -> list[str]:
    """Many customers at once, while workers look after what is open; returns what was refused."""
    refused: list[str] = []
    done = threading.Event()

    def buy(number: int) -> None:
        try:
            office.pay(office.payers[number % PAYERS], key=f"bill-{number}", **GOODS[number % len(GOODS)])
        except Exception as error:  # noqa: BLE001  # nothing may be refused, whatever it is
            refused.append(repr(error))

    def work() -> None:
        while not done.is_set():
            office.clock.forward(seconds=1)
            office.work()
            done.wait(0.05)

    workers = [threading.Thread(target=work, daemon=True) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    with ThreadPoolExecutor(BUYING_THREADS) as pool:
        list(pool.map(buy, range(PURCHASES)))
    done.set()
    for worker in workers:
        worker.join(60)
    return refused


def _settle_everything(office: Office) -> None:
    """Six hours pass, with several workers."""
    for minutes in (*[0.2] * 30, *[2] * 30, *[15] * 20):
        office.clock.forward(minutes=minutes)
        with ThreadPoolExecutor(WORKERS) as pool:
            while sum(pool.map(lambda _number: office.work(limit=50), range(WORKERS))):
                pass


def _check_each(bills: list[Bill], vendor: Vendor) -> None:
    """Delivered is paid, failed is refunded and was not delivered, and whatever is open says why."""
    wrong = []
    for bill in bills:
        accepted = vendor.accepted.get(bill.reference)
        was_delivered = accepted is not None and accepted.is_delivered
        fine = {
            BillState.SUCCEEDED: was_delivered,
            BillState.FAILED: not was_delivered,
            BillState.PENDING: bill.reason is not None and bill.review_since is not None,
        }[bill.state]
        if not fine or (accepted is not None and accepted.script[-1] != PENDING and bill.state is BillState.PENDING):
            wrong.append((bill.reference, bill.state, bill.reason, accepted))
    assert wrong == []


def _tell(
    capsys: pytest.CaptureFixture[str], bills: list[Bill], vendor: Vendor, standin: StandIn, dice: Dice, seconds: float
) -> None:
    asked = Counter(one.json["paymentReference"] for one in standin.requests("coralpay", "pay"))
    states = Counter(bill.state.value for bill in bills)
    reasons = Counter((bill.state.value, bill.reason.value) for bill in bills if bill.reason)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(bills)} purchases in {seconds:.0f} s: {dict(states)}; reasons {dict(reasons)}; "
            f"asked once {sum(n == 1 for n in asked.values())}, again under the same reference "
            f"{sum(n > 1 for n in asked.values())}, accepted {len(vendor.accepted)}, "
            f"refused as duplicates {sum(one.why == 'duplicate' for one in vendor.refused)}; "
            f"turned through {dict(dice.chosen)}\n"
        )
