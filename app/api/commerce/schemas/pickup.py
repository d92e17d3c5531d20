"""Places where orders are picked up."""

from __future__ import annotations

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from app.api._kit.fields import Text
from app.api.commerce.schemas.base import Schema
from app.services.pickup import PickupPlace
from app.services.platforms import Storefront


class LocationPath(Schema):
    id: Annotated[UUID, Field(examples=["770e8400-e29b-41d4-a716-446655440000"])]


class StatePath(Schema):
    state: Annotated[Text, Field(min_length=1, max_length=80, examples=["Lagos"])]


class LocationInStateOut(Schema):
    store_location_id: UUID
    name: str
    address: str
    state: str
    country: str
    is_active: bool

    @classmethod
    def of(cls, place: PickupPlace) -> Self:
        return cls(**_facts(place))


class LocationOut(LocationInStateOut):
    business_id: UUID
    platform_id: UUID

    @classmethod
    def at(cls, place: PickupPlace, storefront: Storefront) -> Self:
        return cls(**_facts(place), business_id=storefront.business_uuid, platform_id=storefront.uuid)


def _facts(place: PickupPlace) -> dict[str, Any]:
    return {
        "store_location_id": place.uuid,
        "name": place.name,
        "address": place.address,
        "state": place.state,
        "country": place.country,
        "is_active": place.is_active,
    }
