"""A carrier's price counts for whom, where and what it was given, once, for half an hour."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.errors import RateInvalid, RateProblem
from app.models import DeliveryRate, Platform
from app.services import delivery_rates
from app.services.carts import CartOwner
from app.services.delivery_rates import LIFETIME, RateScope, ValidRate
from app.services.platforms import Storefront
from tests.factories import (
    NOW,
    make_customer,
    make_order,
    make_pickup_location,
    make_platform,
    storefront_of,
)
from tests.support.carriers import EXPRESS

HOME = Address(line1="123 Main Street", line2="Victoria Island", city="Lagos", state="Lagos", country="NG")


@pytest.fixture
def platform(session: Session) -> Platform:
    return make_platform(session)


@pytest.fixture
def shop(session: Session, platform: Platform) -> Storefront:
    return storefront_of(session, platform)


@pytest.fixture
def scope(session: Session, platform: Platform) -> RateScope:
    customer = make_customer(session, business_id=platform.business_id)
    store = make_pickup_location(session, platform=platform)
    return RateScope(
        caller=CartOwner(customer_id=customer.id), pickup_location_id=store.id, address=HOME, weight_grams=2500
    )


@pytest.fixture
def rate(session: Session, shop: Storefront, scope: RateScope) -> ValidRate:
    return delivery_rates.keep(session, shop, scope, [EXPRESS], provider="sandbox", now=NOW)[0]


def get(session: Session, shop: Storefront, rate: ValidRate, scope: RateScope, **change: Any) -> ValidRate:
    given: dict[str, Any] = {
        "rate_id": rate.rate_id,
        "caller": scope.caller,
        "pickup_location_id": scope.pickup_location_id,
        "address": HOME,
        "weight_grams": 2500,
        "now": NOW,
        **change,
    }
    return delivery_rates.get_valid(session, shop, **given)


def test_the_caller_gets_back_what_was_quoted(
    session: Session, shop: Storefront, scope: RateScope, rate: ValidRate
) -> None:
    assert get(session, shop, rate, scope, address=replace(HOME, line1="123  MAIN street"), weight_grams=1) == rate
    assert rate == ValidRate(
        rate_id=rate.rate_id,
        fee_minor=500_000,
        currency="NGN",
        carrier_name="Terminal Express",
        carrier_slug="terminal-express",
        carrier_logo=EXPRESS.carrier_logo,
        eta_text="Within 3-5 days",
        eta_minutes=7200,
        provider="sandbox",
        provider_rate_id="RT-1001",
        address=HOME,
        weight_grams=2500,
        expires_at=NOW + timedelta(minutes=30),
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rate_id": "RT-nobody's"}, RateProblem.UNKNOWN),
        ({"caller": CartOwner(customer_id=999_999)}, RateProblem.UNKNOWN),
        ({"caller": CartOwner(guest_token_hash="a" * 64)}, RateProblem.UNKNOWN),
        ({"caller": CartOwner()}, RateProblem.UNKNOWN),
        ({"pickup_location_id": 999_999}, RateProblem.ALTERED),
        ({"address": replace(HOME, line1="124 Main Street")}, RateProblem.ALTERED),
        ({"weight_grams": 2501}, RateProblem.TOO_LIGHT),
        ({"now": NOW + LIFETIME}, RateProblem.EXPIRED),
    ],
)
def test_a_rate_that_does_not_fit_is_refused(
    session: Session, shop: Storefront, scope: RateScope, rate: ValidRate, change: dict[str, Any], reason: RateProblem
) -> None:
    with pytest.raises(RateInvalid) as refused:
        get(session, shop, rate, scope, **change)

    assert refused.value.reason is reason


def test_a_rate_of_another_storefront_is_unknown(session: Session, scope: RateScope, rate: ValidRate) -> None:
    elsewhere = storefront_of(session, make_platform(session, is_default=False))

    with pytest.raises(RateInvalid) as refused:
        get(session, elsewhere, rate, scope)

    assert refused.value.reason is RateProblem.UNKNOWN


def test_one_order_has_a_rate_and_may_take_it_again(
    session: Session, shop: Storefront, platform: Platform, scope: RateScope, rate: ValidRate
) -> None:
    mine, other = (make_order(session, platform=platform) for _ in range(2))

    delivery_rates.bind(session, rate_id=rate.rate_id, order_id=mine.id, now=NOW)
    delivery_rates.bind(session, rate_id=rate.rate_id, order_id=mine.id, now=NOW + LIFETIME)

    with pytest.raises(RateInvalid) as bound:
        delivery_rates.bind(session, rate_id=rate.rate_id, order_id=other.id, now=NOW)
    with pytest.raises(RateInvalid) as asked:
        get(session, shop, rate, scope)
    assert (bound.value.reason, asked.value.reason) == (RateProblem.USED, RateProblem.USED)


def test_an_order_that_was_never_paid_gives_its_rate_back(
    session: Session, shop: Storefront, platform: Platform, scope: RateScope, rate: ValidRate
) -> None:
    order = make_order(session, platform=platform)
    delivery_rates.bind(session, rate_id=rate.rate_id, order_id=order.id, now=NOW)

    delivery_rates.release(session, order_id=order.id)

    assert get(session, shop, rate, scope) == rate


@pytest.mark.parametrize(("rate_id", "reason"), [(None, RateProblem.EXPIRED), ("RT-nobody's", RateProblem.UNKNOWN)])
def test_no_order_gets_an_expired_or_unknown_rate(
    session: Session, platform: Platform, rate: ValidRate, rate_id: str | None, reason: RateProblem
) -> None:
    order = make_order(session, platform=platform)

    with pytest.raises(RateInvalid) as refused:
        delivery_rates.bind(session, rate_id=rate_id or rate.rate_id, order_id=order.id, now=NOW + LIFETIME)

    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, True),
        ({"weight_grams": 100}, True),
        ({"carrier_name": "Terminal Standard"}, False),
        ({"fee_minor": 499_999}, False),
        ({"weight_grams": 2501}, False),
        ({"address": replace(HOME, city="Ikeja")}, False),
        ({"pickup_location_id": 999_999}, False),
        ({"caller": CartOwner(customer_id=999_999)}, False),
        ({"caller": CartOwner()}, False),
        ({"now": NOW + LIFETIME}, False),
    ],
)
def test_company_and_fee_find_the_rate_they_were_quoted(
    session: Session, shop: Storefront, scope: RateScope, rate: ValidRate, change: dict[str, Any], found: bool
) -> None:
    given: dict[str, Any] = {
        "caller": scope.caller,
        "pickup_location_id": scope.pickup_location_id,
        "address": HOME,
        "carrier_name": "Terminal Express",
        "fee_minor": 500_000,
        "weight_grams": 2500,
        "now": NOW,
        **change,
    }

    assert delivery_rates.find_matching(session, shop, **given) == (rate if found else None)


def test_a_guests_rate_is_the_guests(session: Session, shop: Storefront, scope: RateScope) -> None:
    guest = replace(scope, caller=CartOwner(guest_token_hash="b" * 64))
    rate = delivery_rates.keep(session, shop, guest, [EXPRESS], provider="sandbox", now=NOW)[0]

    assert get(session, shop, rate, guest) == rate
    with pytest.raises(RateInvalid):
        get(session, shop, rate, scope)


def test_recent_rates_are_those_of_the_latest_quote_for_the_same_thing_until_one_is_used(
    session: Session, shop: Storefront, platform: Platform, scope: RateScope
) -> None:
    def recent(scope: RateScope, minutes: int, provider: str = "sandbox") -> list[str]:
        now = NOW + timedelta(minutes=minutes)
        since = now - timedelta(minutes=5)
        found = delivery_rates.list_recent(session, shop, scope, provider=provider, since=since, now=now)
        return [rate.carrier_name for rate in found]

    other = replace(EXPRESS, carrier_name="Terminal Standard")
    delivery_rates.keep(session, shop, scope, [EXPRESS], provider="sandbox", now=NOW)
    latest = NOW + timedelta(minutes=1)
    kept = delivery_rates.keep(session, shop, scope, [EXPRESS, other], provider="sandbox", now=latest)

    assert recent(scope, 2) == ["Terminal Express", "Terminal Standard"]
    assert recent(scope, 7) == []
    assert recent(scope, 2, provider="terminal") == []
    assert recent(replace(scope, weight_grams=2400), 2) == []
    assert recent(replace(scope, address=replace(HOME, city="Ikeja")), 2) == []
    assert recent(replace(scope, caller=CartOwner(customer_id=999_999)), 2) == []
    order = make_order(session, platform=platform)
    delivery_rates.bind(session, rate_id=kept[0].rate_id, order_id=order.id, now=latest)
    assert recent(scope, 2) == []


def test_old_rates_are_forgotten_unless_an_order_has_them(
    session: Session, shop: Storefront, platform: Platform, scope: RateScope
) -> None:
    used, unused = delivery_rates.keep(session, shop, scope, [EXPRESS, EXPRESS], provider="sandbox", now=NOW)
    order = make_order(session, platform=platform)
    delivery_rates.bind(session, rate_id=used.rate_id, order_id=order.id, now=NOW)
    late = NOW + LIFETIME + delivery_rates.KEPT

    assert delivery_rates.purge(session, now=late - timedelta(seconds=1)) == 0
    assert delivery_rates.purge(session, now=late) == 1
    assert list(session.scalars(select(DeliveryRate.rate_id))) == [used.rate_id]
    assert session.scalar(select(func.count()).where(DeliveryRate.rate_id == unused.rate_id)) == 0


def test_the_cheapest_and_the_fastest_are_told_apart(session: Session, shop: Storefront, scope: RateScope) -> None:
    slow = replace(EXPRESS, carrier_name="Slow", fee_minor=350_000, eta_minutes=10_000)
    vague = replace(EXPRESS, carrier_name="Vague", fee_minor=350_000, eta_minutes=None)
    quick = replace(EXPRESS, carrier_name="Quick", fee_minor=750_000, eta_minutes=1440)
    rates = delivery_rates.keep(session, shop, scope, [vague, slow, quick], provider="sandbox", now=NOW)

    assert delivery_rates.cheapest(rates) is rates[1]
    assert delivery_rates.fastest(rates) is rates[2]
    assert delivery_rates.fastest(rates[:1]) is None
    assert delivery_rates.cheapest([]) is None
