"""Buying airtime, data, electricity and cable TV."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from app.api._kit.fields import Instant, Number, Text, json_amount, without_noise
from app.api.commerce.schemas.base import GivenPin, Schema, example, major
from app.api.commerce.schemas.bills import AccountNumber, BillerId, Slug
from app.domain.phone import MAX_TYPED_LENGTH
from app.domain.states import BillState
from app.services.bills import BillView

Phone = Annotated[Text, Field(min_length=1, max_length=MAX_TYPED_LENGTH)]
# How much exactly may be paid depends on the kind; the flow says it in the platform's currency.
Amount = Annotated[
    Decimal,
    Field(gt=0, le=100_000_000),
    BeforeValidator(json_amount),
    AfterValidator(without_noise),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 100_000_000}),
]


class AirtimeIn(Schema):
    model_config = example(
        {
            "airtimeServiceId": "550e8400-e29b-41d4-a716-446655440001",
            "amount": 1000.0,
            "phoneNumber": "+2348012345678",
            "transactionPin": "1234",
        }
    )

    airtime_service_id: UUID
    amount: Amount
    phone_number: Phone
    transaction_pin: GivenPin


class DataIn(Schema):
    model_config = example(
        {
            "dataServiceId": "550e8400-e29b-41d4-a716-446655440003",
            "amount": 1000.0,
            "phoneNumber": "+2348012345678",
            "packageSlug": "mtn-2gb-monthly",
            "billerId": 101,
            "transactionPin": "1234",
        }
    )

    data_service_id: UUID
    amount: Amount
    phone_number: Phone
    package_slug: Slug
    biller_id: BillerId
    transaction_pin: GivenPin


class ElectricityIn(Schema):
    model_config = example(
        {
            "electricityServiceId": "550e8400-e29b-41d4-a716-446655440005",
            "amount": 5000.0,
            "meterNumber": "12345678901",
            "packageSlug": "ekedc-prepaid",
            "billerSlug": "ekedc",
            "billerId": 201,
            "transactionPin": "1234",
        }
    )

    electricity_service_id: UUID
    amount: Amount
    meter_number: AccountNumber
    package_slug: Slug
    biller_slug: Slug
    biller_id: BillerId
    transaction_pin: GivenPin


class CableIn(Schema):
    model_config = example(
        {
            "cableServiceId": "550e8400-e29b-41d4-a716-446655440004",
            "amount": 7900.0,
            "smartCardNumber": "12345678901",
            "packageSlug": "dstv-compact",
            "billerSlug": "dstv",
            "billerId": 301,
            "transactionPin": "1234",
        }
    )

    cable_service_id: UUID
    amount: Amount
    smart_card_number: AccountNumber
    package_slug: Slug
    biller_slug: Slug
    biller_id: BillerId
    transaction_pin: GivenPin


class BoughtOut(Schema):
    """What the four purchases share. `token` is null where there is none, or none yet."""

    what: ClassVar[str]

    success: bool
    message: str
    transaction_reference: str
    payment_reference: str
    token: str | None
    amount: Number
    processed_at: Instant

    @classmethod
    def _shared(cls, bill: BillView) -> dict[str, Any]:
        return {
            "success": True,
            "message": f"{cls.what} purchase {'completed' if is_done(bill) else 'is pending'}",
            "transaction_reference": bill.transaction_reference,
            "payment_reference": bill.payment_reference,
            "token": bill.token,
            "amount": major(bill.amount_minor, bill.currency),
            "processed_at": _processed(bill),
        }


class AirtimeOut(BoughtOut):
    what = "Airtime"

    telco_name: str
    phone_number: str

    @classmethod
    def of(cls, bill: BillView) -> Self:
        return cls(**cls._shared(bill), telco_name=bill.service_name, phone_number=bill.account_number)


class PendingAirtimeOut(AirtimeOut):
    """The document's airtime purchase has no status; one that is not decided says so all the same."""

    status: Literal["pending"] = "pending"


class DataOut(BoughtOut):
    what = "Data"

    status: Literal["success", "pending"]
    phone_number: str

    @classmethod
    def of(cls, bill: BillView) -> Self:
        return cls(**cls._shared(bill), status=_status(bill), phone_number=bill.account_number)


class ElectricityOut(BoughtOut):
    what = "Electricity"

    status: Literal["success", "pending"]
    meter_number: str

    @classmethod
    def of(cls, bill: BillView) -> Self:
        return cls(**cls._shared(bill), status=_status(bill), meter_number=bill.account_number)


class CableOut(BoughtOut):
    what = "Cable TV"

    status: Literal["success", "pending"]
    smart_card_number: str

    @classmethod
    def of(cls, bill: BillView) -> Self:
        return cls(**cls._shared(bill), status=_status(bill), smart_card_number=bill.account_number)


def is_done(bill: BillView) -> bool:
    """Delivered, as far as is known."""
    return bill.state is BillState.SUCCEEDED


def _status(bill: BillView) -> Literal["success", "pending"]:
    return "success" if is_done(bill) else "pending"


def _processed(bill: BillView) -> datetime:
    return bill.completed_at or bill.created_at
