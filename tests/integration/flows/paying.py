"""Somebody who puts money on the shopping card at Paystack, and webhooks that reach the application's own address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.states import PaymentState
from app.flows.top_up import start_top_up
from app.models import Business, Customer, Payment, Platform, ProviderEvent
from app.services import shopping_card
from app.services.platforms import Storefront
from app.services.ports import UnitOfWork
from app.services.provider_ports import Providers
from tests.factories import make_customer, make_platform, storefront_of
from tests.support.paying import Buyer
from tests.support.standin import StandIn, WebhookSender
from tests.support.standin.paystack import Paystack as Vendor

TOP_UP = 500_000


@dataclass
class TopUp:
    """A started top-up. `send` takes webhooks to the application as the vendor would."""

    customer_id: int
    reference: str
    vendor: Vendor
    sender: WebhookSender

    def pay(self, **changes: object) -> None:
        """The customer pays at the vendor's; nothing is told yet."""
        self.vendor.finish(self.reference, "success", **changes)

    def tell(self) -> int:
        return self.sender.send(self.vendor.charge(self.reference))

    def payment(self, session: Session) -> Payment:
        session.expire_all()
        return session.scalars(select(Payment).where(Payment.reference == self.reference)).one()

    def state(self, session: Session) -> PaymentState:
        return self.payment(session).state

    def is_unpaid(self, session: Session) -> bool:
        return self.state(session) in {PaymentState.PENDING, PaymentState.ABANDONED}

    def balance(self, session: Session) -> int:
        session.expire_all()
        return shopping_card.balance(session, customer_id=self.customer_id, currency="NGN").current_minor


def make_payer(session: Session) -> tuple[Storefront, int]:
    """A storefront, and a customer of it."""
    platform: Platform = make_platform(session)
    customer: Customer = make_customer(session, business=session.get_one(Business, platform.business_id))
    found = storefront_of(session, platform), customer.id
    session.commit()
    return found


def start(uow: UnitOfWork, providers: Providers, payer: tuple[Storefront, int], standin: StandIn, app: Flask) -> TopUp:
    storefront, customer_id = payer
    started = start_top_up(
        uow,
        utc_now,
        providers,
        storefront=storefront,
        customer=Buyer(customer_id),
        amount_minor=TOP_UP,
        request_key="key-1",
        return_url=lambda reference: f"https://shop.example/pay/{reference}",
    )
    vendor = standin.vendor(Vendor)
    return TopUp(customer_id, started.reference, vendor, WebhookSender(vendor, by_client(app)))


def by_client(app: Flask) -> Callable[[bytes, Mapping[str, str]], int]:
    """Delivers to the application's own address."""

    def deliver(body: bytes, headers: Mapping[str, str]) -> int:
        return app.test_client().post("/webhooks/paystack", data=body, headers=dict(headers)).status_code

    return deliver


def events(session: Session) -> list[ProviderEvent]:
    session.expire_all()
    return list(session.scalars(select(ProviderEvent).order_by(ProviderEvent.id)))
