"""Bills: the companies, what they sell, and whose meter or smart card a number is."""

from __future__ import annotations

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BeforeValidator, Field

from app.api._kit.fields import LARGEST_ID, Number, Text, json_whole
from app.api.commerce.schemas.base import Schema, example, major
from app.domain.bills import PERIOD_IDS, Period
from app.services.bills import AccountView, PlanView, ServiceView

ServiceName = Annotated[Text, Field(min_length=1, max_length=50)]
AccountNumber = Annotated[Text, Field(min_length=1, max_length=50)]
Slug = Annotated[Text, Field(min_length=1, max_length=100)]
BillerId = Annotated[int, Field(ge=1, le=LARGEST_ID), BeforeValidator(json_whole)]


class ServiceOut(Schema):
    id: UUID
    name: str
    slug: str
    is_active: bool

    @classmethod
    def of(cls, service: ServiceView) -> Self:
        return cls(id=service.uuid, name=service.name, slug=service.slug, is_active=service.is_active)


class PeriodOut(Schema):
    id: int
    name: str


PERIODS = tuple(PeriodOut(id=number, name=period.value) for period, number in PERIOD_IDS.items())


class DataPlansIn(Schema):
    model_config = example({"serviceName": "MTNData", "period": "Monthly"})

    service_name: ServiceName
    period: Period


class DiscoPlansIn(Schema):
    model_config = example({"discoName": "EKEDC"})

    disco_name: ServiceName


class CablePlansIn(Schema):
    model_config = example({"cableTvName": "DSTV"})

    cable_tv_name: ServiceName


class DataPlanOut(Schema):
    id: int
    slug: str
    name: str
    amount: Number | None
    biller_id: int
    slug_name: str

    @classmethod
    def of(cls, plan: PlanView) -> Self:
        return cls(
            id=plan.id,
            slug=plan.slug,
            name=plan.name,
            amount=None if plan.amount_minor is None else major(plan.amount_minor, plan.currency),
            biller_id=plan.biller_id,
            slug_name=plan.slug,
        )


class PlanOut(DataPlanOut):
    biller_slug: str

    @classmethod
    def of_biller(cls, plan: PlanView) -> Self:
        return cls(**DataPlanOut.of(plan).model_dump(), biller_slug=plan.biller_slug)


class ValidateMeterIn(Schema):
    model_config = example({"meterNumber": "12345678901", "billerSlug": "ekedc", "billerId": 201})

    meter_number: AccountNumber
    biller_slug: Slug
    biller_id: BillerId


class ValidateSmartCardIn(Schema):
    model_config = example({"smartCardNumber": "12345678901", "billerSlug": "dstv", "billerId": 301})

    smart_card_number: AccountNumber
    biller_slug: Slug
    biller_id: BillerId


_VALID = "Customer validated successfully"


class FoundAccountOut(Schema):
    """What a meter and a smart card share."""

    is_valid: bool
    message: str
    customer_name: str
    min_amount: Number
    customer_message: str

    @classmethod
    def _shared(cls, account: AccountView) -> dict[str, Any]:
        return {
            "is_valid": True,
            "message": _VALID,
            "customer_name": account.name,
            "min_amount": major(account.min_amount_minor, account.currency),
            "customer_message": account.message or _VALID,
        }


class MeterOut(FoundAccountOut):
    meter_number: str

    @classmethod
    def of(cls, account: AccountView) -> Self:
        return cls(**cls._shared(account), meter_number=account.number)


class SmartCardOut(FoundAccountOut):
    smart_card_number: str

    @classmethod
    def of(cls, account: AccountView) -> Self:
        return cls(**cls._shared(account), smart_card_number=account.number)
