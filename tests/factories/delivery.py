"""Addresses, parcels and the sandbox's carriers."""

from datetime import datetime, timedelta
from typing import Any

from app.domain.address import Address
from app.integrations.delivery.sandbox import SandboxDelivery
from app.services.ports import UnitOfWork
from app.services.provider_ports import ParcelAsk
from tests.factories.clock import NOW


class Hands:
    """A clock that moves when it is told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, **span: float) -> None:
        self.now += timedelta(**span)


def make_address(**given: Any) -> Address:
    """A flat in Lagos."""
    defaults = {
        "line1": "123 Main Street",
        "city": "Lagos",
        "state": "Lagos",
        "country": "NG",
        "first_name": "Ada",
        "last_name": "Obi",
        "email": "ada@example.com",
        "phone": "+2348012345678",
    }
    return Address(**{**defaults, **given})


def make_parcel(**given: Any) -> ParcelAsk:
    """One and a half kilograms across Lagos."""
    defaults = {
        "sender": make_address(line1="14 Allen Avenue, Ikeja", first_name="Souk"),
        "recipient": make_address(),
        "items": (),
        "weight_grams": 1500,
        "currency": "NGN",
        "value_minor": 1_000_000,
    }
    return ParcelAsk(**{**defaults, **given})


def make_carriers(uow: UnitOfWork, clock: Hands | None = None) -> SandboxDelivery:
    return SandboxDelivery(uow, secret="of tests", clock=clock or Hands())
