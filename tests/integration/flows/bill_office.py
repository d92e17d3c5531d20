"""A bill provider that says what it is told to, in order."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from typing_extensions import override

from app.domain.bills import BillKind, BillReason
from app.domain.states import BillState
from app.integrations.bills.sandbox import SandboxBills
from app.services.bills import BillView
from app.services.provider_ports import BillAsk, BillOutcome, BillSeen
from tests.factories.bills import Office, open_office

Said = BillSeen | BaseException

DONE = BillSeen(outcome=BillOutcome.SUCCEEDED, provider_reference="CP-1", token="1234-5678", message="Vended")
NO_TOKEN = BillSeen(outcome=BillOutcome.SUCCEEDED, provider_reference="CP-1")
OPEN = BillSeen(outcome=BillOutcome.PENDING, provider_reference="CP-1")
FAILED = BillSeen(outcome=BillOutcome.FAILED)
UNKNOWN = BillSeen(outcome=BillOutcome.UNKNOWN)


class Killed(BaseException):
    """The process dies here: nothing catches it, nothing after it happens."""


class Scripted(SandboxBills):
    """Sells what the sandbox sells. The last of what it is told to say about a purchase it says for ever."""

    def __init__(self, *, pay: Iterable[Said] = (), look_up: Iterable[Said] = ()) -> None:
        self.to_pay = list(pay)
        self.to_look_up = list(look_up)
        self.asked: list[BillAsk] = []
        self.looked_up: list[str] = []

    @override
    def pay(self, ask: BillAsk) -> BillSeen:
        self.asked.append(ask)
        return _say(self.to_pay)

    @override
    def look_up(self, reference: str) -> BillSeen:
        self.looked_up.append(reference)
        return _say(self.to_look_up)


def _say(script: list[Said]) -> BillSeen:
    said = script.pop(0) if len(script) > 1 else script[0]
    if isinstance(said, BaseException):
        raise said
    return said


MONEY = 1_000_000
METER: dict[str, Any] = {
    "kind": BillKind.ELECTRICITY,
    "account_number": "12345678901",
    "package_slug": "ekedc-prepaid",
    "amount": 500_000,
}


def office_with(app: Flask, *pay: Said, look_up: tuple[Said, ...] = (UNKNOWN,)) -> tuple[Office, Scripted]:
    provider = Scripted(pay=pay, look_up=look_up)
    return open_office(app, provider, money=MONEY), provider


def buy(office: Office, **given: Any) -> BillView:
    return office.pay(office.payers[0], **given)


def now(office: Office) -> tuple[BillState, BillReason | None, int]:
    """State and reason of the one bill, and what is left on the card."""
    (bill,) = office.bills()
    assert office.breaches() == []
    return bill.state, bill.reason, office.balance(office.payers[0])
