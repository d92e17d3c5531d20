"""A quote is weighed here, asked for once, kept for the caller, and never stands in the way of the shop."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from app.domain.address import Address
from app.domain.errors import (
    AddressProblem,
    AddressRefused,
    CartEmpty,
    DeliveryUnavailable,
    PickupLocationNotFound,
    ProviderFailed,
)
from app.flows.delivery_quotes import REUSED, QuoteFor, Quotes, quote
from app.models import DeliveryRate, SavedAddress
from app.services.carts import CartOwner
from app.services.provider_ports import ProviderDown, ProviderMisconfigured, ProviderRefused, Providers
from tests.factories import NOW, make_customer, make_pickup_location
from tests.integration.flows.shop import Shop, Uow
from tests.support.carriers import EXPRESS, STANDARD, FakeCarriers, OnlyDelivery

HOME = Address(line1="123 Main Street", line2="Victoria Island", city="Lagos", state="lagos", country="NG")


@dataclass
class Desk:
    """Where quotes are asked for."""

    shop: Shop
    carriers: FakeCarriers
    now: datetime = NOW
    uow: Uow | None = None

    def ask(self, **change: Any) -> Quotes:
        given: dict[str, Any] = {
            "storefront": replace(self.shop.storefront, features=frozenset({"delivery"})),
            "caller": CartOwner(customer_id=self.shop.customer.id),
            "pickup_location_uuid": self.shop.store.uuid,
            "address": HOME,
            **change,
        }
        self.shop.session.commit()
        providers = cast(Providers, OnlyDelivery(self.carriers))
        return quote(self.uow or self.shop.uow, lambda: self.now, providers, QuoteFor(**given))


@pytest.fixture
def desk(shop: Shop) -> Desk:
    shop.put_in_cart(shop.product(weight_grams=400, price_minor=10_000), 3)
    return Desk(shop, FakeCarriers())


def test_carriers_are_told_the_parcel_and_their_prices_are_kept(desk: Desk, session: Session) -> None:
    found = desk.ask()

    assert [(rate.carrier_name, rate.fee_minor) for rate in found.rates] == [
        ("Terminal Standard", 350_000),
        ("Terminal Express", 500_000),
    ]
    assert (found.cheapest, found.fastest) == found.rates
    asked = desk.carriers.quoted[0]
    assert (asked.weight_grams, asked.currency, asked.value_minor) == (1200, "NGN", 30_000)
    assert [(item.quantity, item.weight_grams, item.value_minor) for item in asked.items] == [(3, 400, 10_000)]
    assert asked.recipient == replace(
        HOME,
        state="Lagos",
        first_name=desk.shop.customer.first_name,
        last_name=desk.shop.customer.last_name,
        email=desk.shop.customer.email or "",
        phone=desk.shop.customer.phone or "",
    )
    assert asked.sender.line1 == "1 Allen Avenue"
    kept = session.scalars(select(DeliveryRate)).all()
    assert {(row.customer_id, row.pickup_location_id, row.address_key, row.expires_at) for row in kept} == {
        (desk.shop.customer.id, desk.shop.store.id, found.address.key, NOW + timedelta(minutes=30))
    }


@pytest.mark.parametrize(("asked", "weight"), [(0, 1200), (1000, 1200), (2500, 2500)])
def test_a_caller_can_only_raise_the_weight(desk: Desk, asked: int, weight: int) -> None:
    assert desk.ask(asked_grams=asked).cheapest.weight_grams == weight
    assert desk.carriers.quoted[0].weight_grams == weight


def test_the_address_is_saved_once_for_a_customer_and_not_for_a_guest(desk: Desk, session: Session) -> None:
    desk.ask()
    desk.ask(pickup_location_uuid=make_pickup_location(session, platform=desk.shop.platform).uuid)
    desk.ask(caller=CartOwner(guest_token_hash="a" * 64))

    rows = session.scalars(select(SavedAddress)).all()
    assert [(row.customer_id, row.provider_address_id, row.line1, row.state) for row in rows] == [
        (desk.shop.customer.id, "AD-1", "123 Main Street", "Lagos")
    ]


def test_the_same_question_is_not_asked_again_for_some_minutes(desk: Desk) -> None:
    first = desk.ask()
    desk.now = NOW + REUSED
    again = desk.ask()
    desk.now = NOW + REUSED + timedelta(seconds=1)
    later = desk.ask()

    assert again.rates == first.rates
    assert later.rates != first.rates
    assert len(desk.carriers.quoted) == 2


def test_another_caller_address_or_weight_is_another_question(desk: Desk, session: Session) -> None:
    other = make_customer(session, business_id=desk.shop.platform.business_id)
    mine = desk.ask()
    theirs = desk.ask(caller=CartOwner(customer_id=other.id))
    desk.ask(address=replace(HOME, line1="124 Main Street"))
    desk.ask(asked_grams=5000)

    assert len(desk.carriers.quoted) == 4
    assert not {rate.rate_id for rate in mine.rates} & {rate.rate_id for rate in theirs.rates}


@pytest.mark.parametrize("error", [ProviderDown("x"), ProviderMisconfigured("x"), ProviderRefused("odd")])
def test_silent_carriers_are_told_apart_and_prices_from_before_still_hold(desk: Desk, error: Any) -> None:
    first = desk.ask()
    desk.carriers.fails = error
    desk.now = NOW + timedelta(minutes=20)
    again = desk.ask()

    assert (again.is_from_before, again.rates) == (True, first.rates)
    desk.now = NOW + timedelta(minutes=29)
    with pytest.raises(ProviderFailed) as failed:
        desk.ask()
    assert failed.value.service == "delivery"


def test_nobodys_prices_are_made_up(desk: Desk, session: Session) -> None:
    desk.carriers.fails = ProviderDown("x")

    with pytest.raises(ProviderFailed):
        desk.ask()

    assert session.scalars(select(DeliveryRate)).all() == []
    assert session.scalars(select(SavedAddress)).all() == []


@pytest.mark.parametrize(
    "carriers",
    [
        FakeCarriers(fails=ProviderRefused("address_refused")),
        FakeCarriers(rates=[]),
        FakeCarriers(rates=[replace(EXPRESS, currency="USD")]),
    ],
)
def test_an_address_nobody_serves_is_refused(desk: Desk, carriers: FakeCarriers) -> None:
    desk.carriers = carriers

    with pytest.raises(AddressRefused) as refused:
        desk.ask()

    assert (refused.value.field, refused.value.problem) == ("", AddressProblem.NOT_SERVED)


def test_prices_in_other_money_are_left_out(desk: Desk) -> None:
    desk.carriers.rates = [replace(STANDARD, currency="USD"), EXPRESS]

    assert [rate.carrier_name for rate in desk.ask().rates] == ["Terminal Express"]


def test_what_cannot_be_quoted_says_why(desk: Desk) -> None:
    store = make_pickup_location(desk.shop.session)
    with pytest.raises(PickupLocationNotFound):
        desk.ask(pickup_location_uuid=store.uuid)
    with pytest.raises(AddressRefused):
        desk.ask(address=replace(HOME, state="Atlantis"))
    with pytest.raises(CartEmpty):
        desk.ask(caller=CartOwner())
    with pytest.raises(DeliveryUnavailable):
        desk.ask(storefront=desk.shop.storefront)
    desk.carriers = cast(FakeCarriers, None)
    with pytest.raises(DeliveryUnavailable):
        desk.ask()


def test_no_carrier_is_asked_inside_a_transaction(desk: Desk) -> None:
    is_open: list[bool] = []
    inner = desk.shop.uow

    @contextmanager
    def counted() -> Generator[Session]:
        is_open.append(True)
        with inner() as session:
            yield session
        is_open.pop()

    class Watched(FakeCarriers):
        @override
        def _may_fail(self) -> None:
            assert not is_open

    desk.uow, desk.carriers = counted, Watched()

    assert len(desk.ask().rates) == 2
