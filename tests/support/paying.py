"""A shop whose payments go to the stand-in's Paystack or Geidea, without waiting and without pauses."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask

from app.extensions import gateways
from app.integrations.breaker import Breaker
from app.integrations.http import Patience, ProviderHttp
from app.integrations.payments.geidea import Geidea
from app.integrations.payments.geidea_wire import Account
from app.integrations.payments.paystack import Paystack
from app.integrations.providers import ProviderRegistry
from app.services.provider_ports import PaymentProvider
from tests.support.standin import StandIn
from tests.support.standin.geidea import PASSWORD, PUBLIC_KEY
from tests.support.standin.paystack import KEY


def make_http(standin: StandIn, provider: str, key: str = "", *, auth: tuple[str, str] | None = None) -> ProviderHttp:
    """A connection to one of the stand-in's vendors."""
    return ProviderHttp(
        provider,
        standin.base(provider),
        headers={"Authorization": f"Bearer {key}"} if key else None,
        auth=auth,
        patience=Patience(connect=1, read=1.0, read_effect=1.0, first_pause=0),
        breaker=Breaker(failures=100),
        sleep=lambda _seconds: None,
    )


def make_paystack(standin: StandIn, key: str = KEY) -> Paystack:
    return Paystack(make_http(standin, "paystack", key), secret_key=key)


def make_geidea(standin: StandIn, password: str = PASSWORD, order: str = "A") -> Geidea:
    return Geidea(
        make_http(standin, "geidea", auth=(PUBLIC_KEY, password)),
        Account(public_key=PUBLIC_KEY, password=password, order=order),
        script_url=f"{standin.base('geidea')}/hpp/geideaCheckout.min.js",
    )


@dataclass
class Buyer:
    customer_id: int


@contextmanager
def paid_by_paystack(app: Flask, standin: StandIn) -> Generator[ProviderRegistry]:
    """The application with Paystack as its gateway; its own providers come back afterwards."""
    with paid_by(app, make_paystack(standin)) as registry:
        yield registry


@contextmanager
def paid_by(app: Flask, gateway: PaymentProvider) -> Generator[ProviderRegistry]:
    """The same with any gateway."""
    with app.app_context():
        before = gateways()
    registry = ProviderRegistry(by_payments={gateway.name: gateway}, defaults={"payments": gateway.name})
    app.extensions["souk_gateways"] = replace(before, providers=registry)
    try:
        yield registry
    finally:
        app.extensions["souk_gateways"] = before
