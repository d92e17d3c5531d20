"""Where orders are picked up: stores, grouped by state."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import PickupLocationNotFound
from app.models import Order, PickupLocation
from app.services.platforms import Storefront


@dataclass(frozen=True, slots=True, kw_only=True)
class PickupPlace:
    """A store in one language. `state_key` is the state's English name, the same in every language."""

    id: int
    uuid: UUID
    name: str
    address: str
    state: str
    state_key: str
    country: str
    hours: str
    phone: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class PickupState:
    """A state with at least one open store. `key` is its English name."""

    key: str
    name: str


def list_places(session: Session, storefront: Storefront, *, locale: str) -> list[PickupPlace]:
    """Every open store of the storefront, by state and name."""
    rows = session.scalars(_active(storefront).order_by(PickupLocation.state_en, PickupLocation.name_en))
    return [place_of(row, locale) for row in rows]


def list_places_in(session: Session, storefront: Storefront, *, state: str, locale: str) -> list[PickupPlace]:
    """The open stores of a state, named in either language, in capitals or not."""
    wanted = state.strip().lower()
    rows = session.scalars(
        _active(storefront)
        .where(or_(func.lower(PickupLocation.state_en) == wanted, PickupLocation.state_ar == state.strip()))
        .order_by(PickupLocation.name_en)
    )
    return [place_of(row, locale) for row in rows]


def list_states(session: Session, storefront: Storefront, *, locale: str) -> list[PickupState]:
    """The states that have an open store, by name."""
    name = PickupLocation.state_ar if locale == "ar" else PickupLocation.state_en
    rows = session.execute(
        select(PickupLocation.state_en, name.label("name"))
        .where(
            PickupLocation.platform_id == storefront.id,
            PickupLocation.environment == storefront.environment,
            PickupLocation.is_active,
        )
        .distinct()
        .order_by(PickupLocation.state_en)
    )
    return [PickupState(key=row.state_en, name=row.name) for row in rows]


def states_of(places: list[PickupPlace]) -> list[PickupState]:
    """The states of stores already read, each once, in their order."""
    return list(dict.fromkeys(PickupState(place.state_key, place.state) for place in places))


def get_place(session: Session, storefront: Storefront, *, uuid: UUID, locale: str) -> PickupPlace:
    """An open store of the storefront. Raises PickupLocationNotFound."""
    row = session.scalar(_active(storefront).where(PickupLocation.uuid == uuid))
    if row is None:
        raise PickupLocationNotFound
    return place_of(row, locale)


def find_last_used(session: Session, storefront: Storefront, *, customer_id: int) -> UUID | None:
    """Where the customer's latest order here was to be picked up."""
    return session.scalar(
        select(PickupLocation.uuid)
        .join(Order, Order.pickup_location_id == PickupLocation.id)
        .where(Order.customer_id == customer_id, Order.platform_id == storefront.id)
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .limit(1)
    )


def place_of(row: PickupLocation, locale: str) -> PickupPlace:
    arabic = locale == "ar"
    return PickupPlace(
        id=row.id,
        uuid=row.uuid,
        name=row.name_ar if arabic else row.name_en,
        address=row.address_ar if arabic else row.address_en,
        state=row.state_ar if arabic else row.state_en,
        state_key=row.state_en,
        country=row.country_ar if arabic else row.country_en,
        hours=row.hours_ar if arabic else row.hours_en,
        phone=row.phone,
        is_active=row.is_active,
    )


def _active(storefront: Storefront) -> Select[PickupLocation]:
    return select(PickupLocation).where(
        PickupLocation.platform_id == storefront.id,
        PickupLocation.environment == storefront.environment,
        PickupLocation.is_active,
    )
