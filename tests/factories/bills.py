"""A storefront that takes bills, and people with money who pay them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.bills import BillKind
from app.extensions import gateways, unit_of_work
from app.flows import bills as flow
from app.flows.bills import BuyBill
from app.integrations.providers import ProviderRegistry
from app.models import Bill, BillService, Business
from app.services import ledger_audit, shopping_card
from app.services.bills import BillView
from app.services.platforms import Storefront
from app.services.provider_ports import BillProvider
from tests.factories.clock import NOW
from tests.factories.people import PIN, make_customer
from tests.factories.tenancy import make_platform, storefront_of

# As CoralPay calls them, which the sandbox does too: kind, slug, name, biller.
SERVICES = (
    (BillKind.AIRTIME, "mtn", "MTN", "MTN_NIGERIA"),
    (BillKind.DATA, "mtndata", "MTNData", "MTN_NIGERIA"),
    (BillKind.ELECTRICITY, "ekedc", "EKEDC", "EKEDC"),
    (BillKind.CABLE, "dstv", "DSTV", "DSTV"),
)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._now = NOW
        self._lock = Lock()

    def __call__(self) -> datetime:
        with self._lock:
            return self._now

    def forward(self, **span: float) -> None:
        with self._lock:
            self._now += timedelta(**span)


@dataclass(frozen=True)
class Payer:
    customer_id: int


@dataclass(frozen=True)
class Office:
    """A storefront with one bill provider, and people with so much on the card each."""

    app: Flask
    storefront: Storefront
    services: dict[BillKind, UUID]
    payers: Sequence[Payer]
    providers: ProviderRegistry
    clock: Clock

    def pay(self, payer: Payer, *, key: str = "key", amount: int = 100_000, **given: Any) -> BillView:
        """MTN airtime for 1,000.00 unless it is said otherwise."""
        kind = given.pop("kind", BillKind.AIRTIME)
        command = BuyBill(
            **{
                "request_key": key,
                "kind": kind,
                "service_uuid": self.services[kind],
                "account_number": "+2348012345678",
                "amount_minor": amount,
                **given,
            }
        )
        with self.app.app_context():
            outside = gateways()
            return flow.purchase(
                unit_of_work,
                self.clock,
                outside.keyed,
                self.providers,
                command,
                storefront=self.storefront,
                customer=payer,
                pin=PIN,
                texts=outside.texts,
            )

    def work(self, limit: int = 20) -> int:
        """One round of a worker."""
        with self.app.app_context():
            return flow.check_due(unit_of_work, self.clock, self.providers, gateways().texts, limit=limit)

    def work_on(self, *, seconds: float, rounds: int = 1) -> None:
        """Let time pass, and a worker look after everything that is due then; so many times."""
        for _ in range(rounds):
            self.clock.forward(seconds=seconds)
            while self.work():
                pass

    def bills(self) -> list[Bill]:
        with self.app.app_context(), unit_of_work() as session:
            found = list(session.scalars(select(Bill).order_by(Bill.id)))
            session.expunge_all()
            return found

    def balance(self, payer: Payer) -> int:
        with self.app.app_context(), unit_of_work() as session:
            return shopping_card.balance(session, customer_id=payer.customer_id, currency="NGN").current_minor

    def breaches(self) -> list[str]:
        with self.app.app_context(), unit_of_work() as session:
            return [finding.promise for finding in ledger_audit.audit(session) if finding.breaches]


def open_office(
    app: Flask, provider: BillProvider, *, payers: int = 1, money: int = 1_000_000, clock: Clock | None = None
) -> Office:
    """Everything committed, for threads."""
    with app.app_context(), unit_of_work() as session:
        platform = make_platform(session, features=["bills"])
        storefront = storefront_of(session, platform)
        services = make_bill_services(session, platform.id)
        business = session.get_one(Business, platform.business_id)
        people = [make_customer(session, business=business).id for _ in range(payers)]
        for customer_id in people:
            shopping_card.fund(
                session,
                tenant=storefront.tenant,
                customer_id=customer_id,
                platform_id=storefront.id,
                amount_minor=money,
                currency="NGN",
                key=f"opening:{customer_id}",
                now=NOW,
            )
    return Office(
        app=app,
        storefront=storefront,
        services=services,
        payers=[Payer(person) for person in people],
        providers=ProviderRegistry(by_bills={provider.name: provider}, defaults={"bills": provider.name}),
        clock=clock or Clock(),
    )


def make_bill_services(session: Session, platform_id: int) -> dict[BillKind, UUID]:
    """One company of each kind."""
    rows = [
        BillService(platform_id=platform_id, kind=kind, slug=slug, name=name, biller_slug=biller, is_active=True)
        for kind, slug, name, biller in SERVICES
    ]
    session.add_all(rows)
    session.flush()
    return {row.kind: row.uuid for row in rows}
