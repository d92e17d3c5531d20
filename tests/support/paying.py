"""A shop whose payments go to the stand-in's Paystack, without waiting and without pauses."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask

from app.extensions import gateways
from app.integrations.breaker import Breaker
from app.integrations.http import Patience, ProviderHttp
from app.integrations.payments.paystack import Paystack
from app.integrations.providers import ProviderRegistry
from tests.support.standin import StandIn
from tests.support.standin.paystack import KEY


def make_http(standin: StandIn, provider: str, key: str) -> ProviderHttp:
    """A connection to one of the stand-in's vendors."""
    return ProviderHttp(
        provider,
        standin.base(provider),
        headers={"Authorization": f"Bearer {key}"},
        patience=Patience(connect=1, read=1.0, read_effect=1.0, first_pause=0),
        breaker=Breaker(failures=100),
        sleep=lambda _seconds: None,
    )


def make_paystack(standin: StandIn, key: str = KEY) -> Paystack:
    return Paystack(make_http(standin, "paystack", key), secret_key=key)


@dataclass
class Buyer:
    customer_id: int


@contextmanager
def paid_by_paystack(app: Flask, standin: StandIn) -> Generator[ProviderRegistry]:
    """The application with Paystack as its gateway; its own providers come back afterwards."""
    with app.app_context():
        before = gateways()
    registry = ProviderRegistry(by_payments={"paystack": make_paystack(standin)}, defaults={"payments": "paystack"})
    app.extensions["souk_gateways"] = replace(before, providers=registry)
    try:
        yield registry
    finally:
        app.extensions["souk_gateways"] = before
