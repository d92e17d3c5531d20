"""Bills, by many at the same moment: one form, one card, one outcome."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select
from typing_extensions import override

from app.domain.bills import BillReason
from app.domain.states import BillState
from app.extensions import gateways, unit_of_work
from app.integrations.bills.sandbox import SandboxBills
from app.models import Account, AccountKind, Bill, Transfer
from app.services.bills import purchases, settling
from app.services.provider_ports import BillAsk, BillOutcome, BillSeen, ProviderUnclear
from tests.factories.bills import Office, open_office
from tests.support.race import outcomes, race


class Counting(SandboxBills):
    """Counts how often it was asked to pay, and answers as it is told to."""

    def __init__(self, answer: BillSeen | None) -> None:
        self.asked: list[str] = []
        self.answer = answer

    @override
    def pay(self, ask: BillAsk) -> BillSeen:
        self.asked.append(ask.reference)
        if self.answer is None:
            raise ProviderUnclear
        return self.answer

    @override
    def look_up(self, reference: str) -> BillSeen:
        return self.answer or BillSeen(outcome=BillOutcome.UNKNOWN)


DONE = BillSeen(outcome=BillOutcome.SUCCEEDED, token="T-1")


def on_account(office: Office, kind: AccountKind) -> int:
    with office.app.app_context(), unit_of_work() as session:
        return (
            session.scalar(select(func.coalesce(func.sum(Account.balance_minor), 0)).where(Account.kind == kind)) or 0
        )


def transfers(office: Office, ending: str) -> int:
    with office.app.app_context(), unit_of_work() as session:
        return session.scalar(select(func.count(Transfer.id)).where(Transfer.key.like(f"bill:%:{ending}"))) or 0


def test_one_form_sent_twenty_times_at_once_is_one_bill(live_app: Flask) -> None:
    provider = Counting(DONE)
    office = open_office(live_app, provider, money=20 * 100_000)

    results = race([partial(office.pay, office.payers[0]) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert len({result.uuid for result in results if not isinstance(result, Exception)}) == 1
    assert (len(provider.asked), len(office.bills()), office.balance(office.payers[0])) == (1, 1, 19 * 100_000)
    assert office.breaches() == []


def test_one_form_sent_twenty_times_on_a_card_for_one(live_app: Flask) -> None:
    """Whoever finds the card empty finds out why, too."""
    office = open_office(live_app, Counting(DONE), money=100_000)

    results = race([partial(office.pay, office.payers[0]) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert (len(office.bills()), office.balance(office.payers[0])) == (1, 0)


def test_of_thirty_bills_on_one_card_exactly_the_four_that_fit_are_paid(live_app: Flask) -> None:
    provider = Counting(DONE)
    office = open_office(live_app, provider, money=4 * 100_000 + 99_999)

    results = race([partial(office.pay, office.payers[0], key=f"key-{number}") for number in range(30)])

    assert outcomes(results) == {"won": 4, "BalanceTooLow": 26}
    assert (len(provider.asked), office.balance(office.payers[0])) == (4, 99_999)
    assert on_account(office, AccountKind.BILLS) == 4 * 100_000
    assert office.breaches() == []


def settle(office: Office, bill_id: int, seen: BillSeen | None) -> Any:
    with office.app.app_context(), unit_of_work() as session:
        return settling.note_seen(session, bill_id=bill_id, seen=seen, texts=gateways().texts, now=office.clock())


def test_twenty_workers_with_the_same_news_post_once(live_app: Flask) -> None:
    office = open_office(live_app, Counting(None))
    office.pay(office.payers[0])
    (bill,) = office.bills()

    results = race([partial(settle, office, bill.id, DONE) for _ in range(20)])

    assert outcomes(results) == {"won": 20}
    assert sum(result is not None for result in results) == 1
    assert (transfers(office, "end"), on_account(office, AccountKind.HOLD)) == (1, 0)
    assert on_account(office, AccountKind.BILLS) == 100_000
    assert office.breaches() == []


def test_a_delivery_and_a_confirmed_failure_at_once_end_in_one_of_them(live_app: Flask) -> None:
    office = open_office(live_app, Counting(None))
    office.pay(office.payers[0])
    (bill,) = office.bills()
    failed = BillSeen(outcome=BillOutcome.FAILED)
    settle(office, bill.id, failed)
    office.clock.forward(seconds=30)

    race([partial(settle, office, bill.id, seen) for seen in (DONE, failed) * 10])

    (bill,) = office.bills()
    paid = bill.state is BillState.SUCCEEDED
    assert (transfers(office, "end"), on_account(office, AccountKind.HOLD)) == (1, 0)
    assert on_account(office, AccountKind.BILLS) == (100_000 if paid else 0)
    assert office.balance(office.payers[0]) == (900_000 if paid else 1_000_000)
    assert office.breaches() == []


def test_twenty_workers_share_what_is_due(live_app: Flask) -> None:
    """Each bill is looked at by one of them, and asked for again by nobody."""
    provider = Counting(None)
    office = open_office(live_app, provider, payers=10)
    for payer in office.payers:
        office.pay(payer, key=uuid4().hex)
    provider.answer = DONE
    office.clock.forward(minutes=1)

    results = race([office.work for _ in range(20)])

    assert sum(result for result in results if isinstance(result, int)) == 10
    assert (len(provider.asked), transfers(office, "end")) == (10, 10)
    assert office.breaches() == []


def test_without_the_lock_the_ledger_alone_refuses_the_second_end(live_app: Flask) -> None:
    """Both ends share one key, so even code that forgets to look cannot post and void."""
    office = open_office(live_app, Counting(None))
    office.pay(office.payers[0])
    (bill,) = office.bills()
    settle(office, bill.id, DONE)

    def void() -> None:
        with office.app.app_context(), unit_of_work() as session:
            purchases.void(session, session.get_one(Bill, bill.id), reason=BillReason.FAILED, now=office.clock())

    with pytest.raises(ValueError, match="another movement"):
        void()
