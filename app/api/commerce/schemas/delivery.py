"""Delivery: what carriers ask, and the customer's saved addresses."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final, Self
from urllib.parse import urljoin
from uuid import UUID

from flask import request
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from app.api._kit.fields import LARGEST_AMOUNT, Instant, Number, Text, json_amount, one_line, without_noise
from app.api.commerce.schemas.base import Email, Schema, example, major
from app.domain.address import Address
from app.domain.address_fields import MOST
from app.domain.address_text import LONGEST
from app.domain.states import Environment
from app.flows.delivery_quotes import Quotes
from app.services.addresses import Saved
from app.services.delivery_rates import ValidRate
from app.services.platforms import Storefront
from app.services.provider_ports import Providers

QUOTED: Final = "Delivery quote retrieved successfully"
_HEAVIEST_KG: Final = 1000
_KILOGRAM: Final = 1000
# The only provider the document knows; the sandbox's carriers stand in for it.
_DOCUMENTED: Final = "Terminal Africa"
_STANDS_IN: Final = frozenset({"sandbox", "terminal"})
_ENVIRONMENT_TYPES: Final = {Environment.TEST: 1, Environment.LIVE: 2}


Amount = Annotated[
    Decimal,
    Field(ge=0, le=LARGEST_AMOUNT),
    BeforeValidator(json_amount),
    AfterValidator(without_noise),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": LARGEST_AMOUNT}),
]
Kilograms = Annotated[
    Decimal,
    Field(gt=0, le=_HEAVIEST_KG),
    BeforeValidator(json_amount),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": _HEAVIEST_KG, "default": 1.0}),
]
Name = Annotated[Text, Field(max_length=MOST["first_name"]), AfterValidator(one_line)]
ProviderAddressId = Annotated[Text, Field(min_length=1, max_length=80, examples=["addr_abc123"])]


class DeliveryQuoteIn(Schema):
    model_config = example(
        {
            "storeLocationId": "770e8400-e29b-41d4-a716-446655440000",
            "deliveryAddress": "123 Main Street, Victoria Island, Lagos",
            "totalAmount": 199.98,
            "packageWeight": 2.5,
        }
    )

    store_location_id: UUID
    delivery_address: Annotated[Text, Field(min_length=10, max_length=LONGEST)]
    total_amount: Amount | None = None
    package_weight: Kilograms | None = None

    @property
    def grams(self) -> int:
        """The weight that was named, rounded up to whole grams; a kilogram where none was."""
        return _KILOGRAM if self.package_weight is None else -int(-(self.package_weight * _KILOGRAM) // 1)


class CompanyOut(Schema):
    company_id: int
    company_name: str
    rate_id: str
    carrier_slug: str
    carrier_logo: str
    delivery_fee: Number
    estimated_delivery_time: str
    currency: str

    @classmethod
    def of(cls, number: int, rate: ValidRate) -> Self:
        return cls(
            company_id=number,
            company_name=rate.carrier_name,
            rate_id=rate.rate_id,
            carrier_slug=rate.carrier_slug,
            carrier_logo=urljoin(request.host_url, rate.carrier_logo) if rate.carrier_logo else "",
            delivery_fee=major(rate.fee_minor, rate.currency),
            estimated_delivery_time=rate.eta_text,
            currency=rate.currency,
        )


class DeliveryQuoteOut(Schema):
    success: bool
    message: str
    companies: list[CompanyOut]

    @classmethod
    def of(cls, quotes: Quotes) -> Self:
        """The companies, numbered from 1 in the order of their price."""
        companies = [CompanyOut.of(number, rate) for number, rate in enumerate(quotes.rates, start=1)]
        return cls(success=True, message=QUOTED, companies=companies)


class SavedAddressOut(Schema):
    id: UUID
    platform_id: UUID
    business_id: UUID
    environment_type: int
    provider_name: str
    provider_address_id: str
    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    line1: str
    line2: str | None
    city: str
    state: str
    country: str
    zip: str | None
    is_residential: bool
    date_created: Instant
    date_updated: Instant

    @classmethod
    def at(cls, saved: Saved, storefront: Storefront, providers: Providers) -> Self:
        address = saved.address
        return cls(
            id=saved.uuid,
            platform_id=storefront.uuid,
            business_id=storefront.business_uuid,
            environment_type=_ENVIRONMENT_TYPES[storefront.environment],
            provider_name=_provider_name(saved.provider, providers),
            provider_address_id=saved.provider_address_id,
            first_name=address.first_name,
            last_name=address.last_name,
            email=address.email or None,
            phone=address.phone or None,
            line1=address.line1,
            line2=address.line2 or None,
            city=address.city,
            state=address.state,
            country=address.country,
            zip=address.zip or None,
            is_residential=address.is_residential,
            date_created=saved.created_at,
            date_updated=saved.updated_at,
        )


class UpdateAddressIn(Schema):
    model_config = example(
        {
            "providerAddressId": "addr_abc123",
            "line1": "456 Updated Street",
            "line2": "Apt 2",
            "city": "Lagos",
            "state": "Lagos",
            "country": "NG",
            "zip": "100001",
            "firstName": "John",
            "lastName": "Doe",
            "email": "customer@example.com",
            "phone": "+2348012345678",
            "isResidential": True,
        }
    )

    provider_address_id: ProviderAddressId
    line1: Annotated[Text, Field(min_length=1, max_length=MOST["line1"])]
    line2: Annotated[Text, Field(max_length=MOST["line2"])] | None = None
    city: Annotated[Text, Field(min_length=1, max_length=MOST["city"])]
    state: Annotated[Text, Field(min_length=1, max_length=MOST["state"])]
    country: Annotated[Text, Field(min_length=2, max_length=2)]
    zip: Annotated[Text, Field(max_length=MOST["zip"])] | None = None
    first_name: Name | None = None
    last_name: Name | None = None
    email: Email | None = None
    phone: Annotated[Text, Field(max_length=MOST["phone"])] | None = None
    is_residential: bool = True

    def address_over(self, before: Address) -> Address:
        """The address that was sent; who lives there stays where nothing is said of it, and so does the landmark."""
        return Address(
            line1=self.line1,
            line2=self.line2 or "",
            city=self.city,
            state=self.state,
            country=self.country,
            zip=self.zip or "",
            landmark=before.landmark,
            first_name=before.first_name if self.first_name is None else self.first_name,
            last_name=before.last_name if self.last_name is None else self.last_name,
            email=before.email if self.email is None else self.email,
            phone=before.phone if self.phone is None else self.phone,
            is_residential=self.is_residential,
        )


class UpdatedAddressOut(Schema):
    id: UUID
    provider_address_id: str
    line1: str
    city: str
    state: str
    country: str
    date_updated: Instant

    @classmethod
    def of(cls, saved: Saved) -> Self:
        return cls(
            id=saved.uuid,
            provider_address_id=saved.provider_address_id,
            line1=saved.address.line1,
            city=saved.address.city,
            state=saved.address.state,
            country=saved.address.country,
            date_updated=saved.updated_at,
        )


class AddressQuery(Schema):
    provider_address_id: ProviderAddressId


def _provider_name(word: str, providers: Providers) -> str:
    """The provider as people know it."""
    if word in _STANDS_IN:
        return _DOCUMENTED
    found = providers.delivery_named(word)
    return word if found is None else found.title
