"""Carriers' prices given to a caller: kept for half an hour, good for one order.

A rate is bound to whoever asked, the store, the address and a weight. A checkout that differs in any of them needs a
new quote, so that nobody pays a price that was made for something else.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from app.domain.address import Address
from app.domain.errors import RateInvalid, RateProblem
from app.models import DeliveryRate
from app.services.carts import CartOwner
from app.services.platforms import Storefront
from app.services.provider_ports import RateSeen

LIFETIME: Final = timedelta(minutes=30)
LEAST_GRAMS: Final = 100
# How long a rate nobody used is kept after it expired, so that a late buyer is told why it no longer counts.
KEPT: Final = timedelta(days=1)
_PURGED_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidRate:
    """A carrier's price that may be charged. `fee_minor` in minor units of `currency`."""

    rate_id: str
    fee_minor: int
    currency: str
    carrier_name: str
    carrier_slug: str
    carrier_logo: str
    eta_text: str
    eta_minutes: int | None
    provider: str
    provider_rate_id: str
    address: Address
    weight_grams: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RateScope:
    """What rates are given for: this caller, from this store, to this address, up to this weight."""

    caller: CartOwner
    pickup_location_id: int
    address: Address
    weight_grams: int

    def __post_init__(self) -> None:
        # Carriers weigh in small steps; things without a weight of their own are not without weight.
        object.__setattr__(self, "weight_grams", max(LEAST_GRAMS, self.weight_grams))


def keep(
    session: Session,
    storefront: Storefront,
    scope: RateScope,
    rates: Sequence[RateSeen],
    *,
    provider: str,
    now: datetime,
) -> list[ValidRate]:
    """Keep what carriers asked just now; each gets a name nobody can guess."""
    rows = [_row(storefront, scope, rate, provider=provider, now=now) for rate in rates]
    session.add_all(rows)
    session.flush()
    return [_valid(row) for row in rows]


def list_recent(
    session: Session, storefront: Storefront, scope: RateScope, *, provider: str, since: datetime, now: datetime
) -> list[ValidRate]:
    """The rates of the caller's latest quote for exactly this, where that is not older than `since`.

    None where one of them was used: the next order is asked for anew.
    """
    if scope.caller.is_nobody:
        return []
    rows = session.scalars(
        _asked(storefront, scope)
        .where(
            DeliveryRate.provider == provider,
            DeliveryRate.weight_grams == scope.weight_grams,
            DeliveryRate.created_at >= since,
            DeliveryRate.expires_at > now,
        )
        .order_by(DeliveryRate.created_at.desc(), DeliveryRate.id)
    ).all()
    latest = [row for row in rows if row.created_at == rows[0].created_at]
    return [] if any(row.order_id is not None for row in latest) else [_valid(row) for row in latest]


def get_valid(
    session: Session,
    storefront: Storefront,
    *,
    rate_id: str,
    caller: CartOwner,
    pickup_location_id: int,
    address: Address,
    weight_grams: int,
    now: datetime,
) -> ValidRate:
    """The rate, if it may be charged to this caller for this store, address and weight. Raises RateInvalid."""
    if caller.is_nobody:
        raise RateInvalid(reason=RateProblem.UNKNOWN)
    row = session.scalar(select(DeliveryRate).where(DeliveryRate.rate_id == rate_id, _of_caller(storefront, caller)))
    if row is None:
        raise RateInvalid(reason=RateProblem.UNKNOWN)
    if row.pickup_location_id != pickup_location_id or row.address_key != address.key:
        raise RateInvalid(reason=RateProblem.ALTERED)
    if row.order_id is not None:
        raise RateInvalid(reason=RateProblem.USED)
    if row.expires_at <= now:
        raise RateInvalid(reason=RateProblem.EXPIRED)
    if weight_grams > row.weight_grams:
        raise RateInvalid(reason=RateProblem.TOO_LIGHT)
    return _valid(row)


def find_matching(
    session: Session,
    storefront: Storefront,
    *,
    caller: CartOwner,
    pickup_location_id: int,
    address: Address,
    carrier_name: str,
    fee_minor: int,
    weight_grams: int,
    now: datetime,
) -> ValidRate | None:
    """The newest rate of a company at a price, for callers who name these two instead of the rate."""
    scope = RateScope(caller=caller, pickup_location_id=pickup_location_id, address=address, weight_grams=weight_grams)
    if caller.is_nobody:
        return None
    row = session.scalar(
        _asked(storefront, scope)
        .where(
            DeliveryRate.carrier_name == carrier_name,
            DeliveryRate.fee_minor == fee_minor,
            DeliveryRate.weight_grams >= scope.weight_grams,
            DeliveryRate.order_id.is_(None),
            DeliveryRate.expires_at > now,
        )
        .order_by(DeliveryRate.created_at.desc(), DeliveryRate.id.desc())
        .limit(1)
    )
    return None if row is None else _valid(row)


def find_named(
    session: Session,
    storefront: Storefront,
    *,
    caller: CartOwner,
    pickup_location_id: int,
    rate_id: str | None,
    carrier_name: str,
    fee_minor: int,
    now: datetime,
) -> ValidRate | None:
    """A rate the caller was given from this store, by its name or else by company and price, the newest first.

    For callers who do not say the address part by part: it is the rate's own. `get_valid` decides whether it counts.
    """
    if caller.is_nobody:
        return None
    by_price = (
        DeliveryRate.carrier_name == carrier_name,
        DeliveryRate.fee_minor == fee_minor,
        # One that was used is found too: the request that used it may be sent again.
        or_(DeliveryRate.order_id.is_not(None), DeliveryRate.expires_at > now),
    )
    row = session.scalar(
        select(DeliveryRate)
        .where(
            _of_caller(storefront, caller),
            DeliveryRate.pickup_location_id == pickup_location_id,
            *((DeliveryRate.rate_id == rate_id,) if rate_id is not None else by_price),
        )
        .order_by(DeliveryRate.order_id.is_not(None), DeliveryRate.created_at.desc(), DeliveryRate.id.desc())
        .limit(1)
    )
    return None if row is None else _valid(row)


def bind(session: Session, *, rate_id: str, order_id: int, now: datetime) -> None:
    """Give the rate to an order, by one guarded UPDATE: two orders cannot both have it.

    An order may bind its own rate again. Raises RateInvalid.
    """
    taken = session.scalar(
        update(DeliveryRate)
        .where(
            DeliveryRate.rate_id == rate_id,
            or_(
                DeliveryRate.order_id == order_id,
                and_(DeliveryRate.order_id.is_(None), DeliveryRate.expires_at > now),
            ),
        )
        .values(order_id=order_id)
        .returning(DeliveryRate.id)
        .execution_options(synchronize_session=False)
    )
    if taken is not None:
        return
    holder = session.execute(select(DeliveryRate.order_id).where(DeliveryRate.rate_id == rate_id)).one_or_none()
    if holder is None:
        raise RateInvalid(reason=RateProblem.UNKNOWN)
    raise RateInvalid(reason=RateProblem.EXPIRED if holder.order_id is None else RateProblem.USED)


def release(session: Session, *, order_id: int) -> None:
    """Give an order's rate back, for an order that was never paid; until it expires it may be used again."""
    session.execute(
        update(DeliveryRate)
        .where(DeliveryRate.order_id == order_id)
        .values(order_id=None)
        .execution_options(synchronize_session=False)
    )


def purge(session: Session, *, now: datetime) -> int:
    """Forget rates that expired a day ago and belong to no order; some hundreds at once, and says how many."""
    old = session.scalars(
        select(DeliveryRate.id)
        .where(DeliveryRate.expires_at <= now - KEPT, DeliveryRate.order_id.is_(None))
        .order_by(DeliveryRate.expires_at)
        .limit(_PURGED_AT_ONCE)
    ).all()
    if old:
        # Checked once more, as an order may have taken one since.
        session.execute(
            delete(DeliveryRate)
            .where(DeliveryRate.id.in_(old), DeliveryRate.order_id.is_(None))
            .execution_options(synchronize_session=False)
        )
    return len(old)


def cheapest(rates: Iterable[ValidRate]) -> ValidRate | None:
    return min(rates, key=lambda rate: (rate.fee_minor, _minutes(rate), rate.carrier_name), default=None)


def fastest(rates: Iterable[ValidRate]) -> ValidRate | None:
    """The one that arrives first, the cheaper of two as fast; None where no carrier says when."""
    told = [rate for rate in rates if rate.eta_minutes is not None]
    return min(told, key=lambda rate: (_minutes(rate), rate.fee_minor, rate.carrier_name), default=None)


def _minutes(rate: ValidRate) -> float:
    return float("inf") if rate.eta_minutes is None else rate.eta_minutes


def _asked(storefront: Storefront, scope: RateScope) -> Select[DeliveryRate]:
    return select(DeliveryRate).where(
        _of_caller(storefront, scope.caller),
        DeliveryRate.pickup_location_id == scope.pickup_location_id,
        DeliveryRate.address_key == scope.address.key,
    )


def _of_caller(storefront: Storefront, caller: CartOwner) -> ColumnElement[bool]:
    whose = (
        DeliveryRate.customer_id == caller.customer_id
        if caller.customer_id is not None
        else DeliveryRate.guest_token_hash == caller.guest_token_hash
    )
    return and_(DeliveryRate.platform_id == storefront.id, DeliveryRate.environment == storefront.environment, whose)


def _row(storefront: Storefront, scope: RateScope, rate: RateSeen, *, provider: str, now: datetime) -> DeliveryRate:
    customer_id = scope.caller.customer_id
    return DeliveryRate(
        rate_id=f"RT-{secrets.token_urlsafe(15)}",
        platform_id=storefront.id,
        environment=storefront.environment,
        customer_id=customer_id,
        guest_token_hash=None if customer_id is not None else scope.caller.guest_token_hash,
        pickup_location_id=scope.pickup_location_id,
        address_key=scope.address.key,
        address=scope.address.kept(),
        weight_grams=scope.weight_grams,
        provider=provider,
        provider_rate_id=rate.provider_rate_id,
        carrier_name=rate.carrier_name,
        carrier_slug=rate.carrier_slug,
        carrier_logo=rate.carrier_logo,
        eta_text=rate.eta_text,
        eta_minutes=rate.eta_minutes,
        currency=rate.currency,
        fee_minor=rate.fee_minor,
        created_at=now,
        expires_at=now + LIFETIME,
    )


def _valid(row: DeliveryRate) -> ValidRate:
    return ValidRate(
        rate_id=row.rate_id,
        fee_minor=row.fee_minor,
        currency=row.currency,
        carrier_name=row.carrier_name,
        carrier_slug=row.carrier_slug,
        carrier_logo=row.carrier_logo,
        eta_text=row.eta_text,
        eta_minutes=row.eta_minutes,
        provider=row.provider,
        provider_rate_id=row.provider_rate_id,
        address=Address.of(row.address),
        weight_grams=row.weight_grams,
        expires_at=row.expires_at,
    )
