"""The audit finds a bill whose money is not where its state says."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from app.domain.states import BillState
from app.extensions import unit_of_work
from app.models import Account, AccountKind, Bill, Transfer
from app.services.provider_ports import ProviderRefused
from tests.factories.bills import Office, open_office
from tests.integration.flows.bill_office import DONE, OPEN, Scripted, buy

HELD = "What is held on cards is what is undecided"
OWED = "What is owed for bills is what was delivered"
ENDED = "Each bill is held once, and settled or refunded once"
KNOWN = "Each movement for a bill belongs to one"
BALANCES = "Each balance equals the sum of its entries"

DELIVERED, REFUNDED, PENDING = range(3)


@pytest.fixture
def office(live_app: Flask) -> Office:
    """One bill delivered, one refunded, one pending."""
    office = open_office(live_app, Scripted(pay=(DONE, ProviderRefused("refused"), OPEN)))
    for key in ("delivered", "refunded", "pending"):
        buy(office, key=key)
    return office


def breaches_after(office: Office, change: Callable[[list[Bill]], object]) -> list[str]:
    bills = office.bills()
    with office.app.app_context(), unit_of_work() as session:
        session.execute(change(bills))  # type: ignore[call-overload]  # each change is a statement
    return sorted(office.breaches())


def test_what_adds_up_is_not_complained_of(office: Office) -> None:
    assert [bill.state for bill in office.bills()] == [BillState.SUCCEEDED, BillState.FAILED, BillState.PENDING]
    assert office.breaches() == []


@pytest.mark.parametrize(
    ("which", "state", "found"),
    [
        (PENDING, BillState.SUCCEEDED, [ENDED, HELD, OWED]),
        (PENDING, BillState.FAILED, [ENDED, HELD]),
        (REFUNDED, BillState.PENDING, [ENDED, HELD]),
        (REFUNDED, BillState.SUCCEEDED, [ENDED, OWED]),
        (DELIVERED, BillState.FAILED, [ENDED, OWED]),
    ],
)
def test_a_state_that_the_money_does_not_know(office: Office, which: int, state: BillState, found: list[str]) -> None:
    assert breaches_after(office, lambda bills: _set(bills[which], state=state)) == sorted(found)


def test_another_amount_than_was_held(office: Office) -> None:
    assert breaches_after(office, lambda bills: _set(bills[PENDING], amount_minor=99_999)) == [ENDED, HELD]


def test_a_refund_that_its_bill_does_not_know(office: Office) -> None:
    found = breaches_after(office, lambda bills: _set(bills[REFUNDED], end_transfer_id=None))

    assert found == [ENDED, KNOWN]


def test_a_hold_of_another_bill(office: Office) -> None:
    found = breaches_after(
        office, lambda bills: _set(bills[PENDING], hold_transfer_id=bills[DELIVERED].hold_transfer_id)
    )

    assert found == [ENDED, KNOWN]


def test_money_put_on_the_bills_account_by_hand(office: Office) -> None:
    change = update(Account).where(Account.kind == AccountKind.BILLS).values(balance_minor=text("balance_minor + 1"))

    assert breaches_after(office, lambda _bills: change) == sorted([BALANCES, OWED])


def test_each_bill_moved_as_its_state_says(office: Office) -> None:
    with office.app.app_context(), unit_of_work() as session:
        kinds = session.scalars(select(Transfer.kind).where(Transfer.key.like("bill:%")).order_by(Transfer.id))
        assert [kind.value for kind in kinds] == [
            "Bills Payment",
            "Settlement",
            "Bills Payment",
            "Refund",
            "Bills Payment",
        ]


def _set(bill: Bill, **values: object) -> object:
    return update(Bill).where(Bill.id == bill.id).values(**values)
