"""Addresses, parcels and the sandbox's carriers."""

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.states import Fulfilment
from app.integrations.delivery.sandbox import SandboxDelivery
from app.integrations.providers import ProviderRegistry
from app.models import DeliveryRate, Order
from app.services import shipments
from app.services.ports import UnitOfWork
from app.services.provider_ports import DeliveryProvider, ParcelAsk, ProviderUnclear
from tests.factories.catalog import make_pickup_location, make_product
from tests.factories.clock import NOW, next_number
from tests.factories.orders import make_order
from tests.factories.tenancy import make_platform


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


def make_delivery_order(session: Session, *, fee: int = 250_000, ship_to: Address | None = None, **given: Any) -> Order:
    """A confirmed, paid delivery order with its parcel to be booked; `fee` is what the customer paid for delivery."""
    platform = given.pop("platform", None) or make_platform(session)
    location = given.pop("location", None) or make_pickup_location(session, platform=platform)
    product = make_product(session, platform=platform, stock=10)
    to = ship_to or make_address()
    order = make_order(
        session,
        platform=platform,
        location=location,
        items=[(product, 1)],
        **{
            "fulfilment": Fulfilment.DELIVERY,
            "ship_to": to.kept(),
            "address": to.one_line,
            "carrier_name": "Dhow Express",
            "weight_grams": 1500,
            "delivery_minor": fee,
            "total_minor": product.price_minor + fee,
            **given,
        },
    )
    rate_id = f"dhow-express.{fee}.NGN.{int((NOW + timedelta(hours=1)).timestamp())}.0"
    session.add(
        DeliveryRate(
            rate_id=f"RT-{next_number()}",
            platform_id=platform.id,
            environment=order.environment,
            customer_id=order.customer_id,
            pickup_location_id=location.id,
            address_key=to.key,
            address=to.kept(),
            weight_grams=1500,
            provider="sandbox",
            provider_rate_id=rate_id,
            carrier_name="Dhow Express",
            carrier_slug="dhow-express",
            carrier_logo="/static/img/carriers/dhow-express.svg",
            eta_text="Tomorrow",
            currency=order.currency,
            fee_minor=fee,
            created_at=NOW,
            expires_at=NOW + timedelta(minutes=30),
            order_id=order.id,
        )
    )
    session.flush()
    shipments.open_for(session, order, NOW)
    session.commit()
    return order


class Carriers:
    """Stands before the sandbox's carriers and does what a test has scripted, call by call; notes every call.

    A step is raised where it is an exception; "lost" lets the call happen and loses its answer; anything else is
    answered in its place.
    """

    name = "sandbox"

    def __init__(self, inner: SandboxDelivery) -> None:
        self.inner = inner
        self.calls: list[str] = []
        self.script: dict[str, list[Any]] = {}

    def on(self, call: str, *steps: Any) -> None:
        self.script[call] = list(steps)

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.inner, name)
        if not callable(real):
            return real

        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(name)
            step = self.script[name].pop(0) if self.script.get(name) else None
            if isinstance(step, BaseException):
                raise step
            answer = real(*args, **kwargs) if step is None or step == "lost" else step
            if step == "lost":
                raise ProviderUnclear("lost")
            return answer

        return call


def providers_with(carriers: object) -> ProviderRegistry:
    return ProviderRegistry(by_delivery={"sandbox": cast(DeliveryProvider, carriers)}, defaults={"delivery": "sandbox"})
