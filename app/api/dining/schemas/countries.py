"""Countries."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field

from app.api._kit.fields import LARGEST_ID, Text
from app.api.dining.schemas.base import Instant, OneOrMany, Paged, PageSize, Reply, Schema
from app.services.places import CountryFacts


class CountryQuery(OneOrMany):
    limit: PageSize = 10
    skip: Annotated[int, Field(ge=0, le=LARGEST_ID)] = 0
    country_name: Text = ""
    country_id: Text = ""


class TimeZoneOut(Schema):
    value: str
    label: str
    # Whole for most: 4, not 4.0.
    offset: int | float
    abbrev: str
    altName: str  # noqa: N815  # the document's spelling

    @classmethod
    def of(cls, zone: dict[str, Any] | None) -> Self | None:
        return None if zone is None else cls(**zone)


class CountryOut(Schema):
    id: int
    country_id: str
    country_name: str
    currency: str
    is_active: bool
    discount_wallet_redeem_otp: bool
    discount_wallet_redeem_pin: bool
    points_redeem_otp: bool
    points_redeem_pin: bool
    created_date: Instant
    updated_date: Instant
    time_zone: TimeZoneOut | None

    @classmethod
    def of(cls, facts: CountryFacts) -> Self:
        return cls(
            id=facts.id,
            country_id=facts.code,
            country_name=facts.name,
            currency=facts.currency,
            is_active=facts.is_active,
            discount_wallet_redeem_otp=facts.discount_wallet_redeem_otp,
            discount_wallet_redeem_pin=facts.discount_wallet_redeem_pin,
            points_redeem_otp=facts.points_redeem_otp,
            points_redeem_pin=facts.points_redeem_pin,
            created_date=facts.created_at,
            updated_date=facts.updated_at,
            time_zone=TimeZoneOut.of(facts.time_zone),
        )


class OneCountry(Reply):
    data: CountryOut


class ManyCountries(Paged[list[CountryOut]]):
    """Every country that fits."""
