"""Bills before buying: services, plans, and whose meter or smart card a number is."""

from __future__ import annotations

from functools import partial
from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.operation import Needs
from app.api.commerce.family import commerce
from app.api.commerce.schemas.bills import (
    PERIODS,
    CablePlansIn,
    DataPlanOut,
    DataPlansIn,
    DiscoPlansIn,
    MeterOut,
    PeriodOut,
    PlanOut,
    ServiceOut,
    SmartCardOut,
    ValidateMeterIn,
    ValidateSmartCardIn,
)
from app.domain.bills import BillKind
from app.domain.scopes import Scope
from app.extensions import db, gateways, unit_of_work
from app.flows import bill_plans
from app.services import bills
from app.services.bills import PlanView

TOPIC: Final = "Bills"
_op = partial(commerce.op, topic=TOPIC, scope=Scope.CATALOG_READ, needs=Needs.KEY_AND_CUSTOMER)
_NOT_HERE: Final = {503: "Bill payments are not configured for this platform."}
_ASKED: Final = {404: "Service not found.", 502: "The provider failed to answer.", **_NOT_HERE}
_VALIDATED: Final = {
    **_ASKED,
    400: "billerId and billerSlug do not belong together.",
    404: "Service not found, or no such number.",
}


@_op(
    "GET",
    "/api/billspayment/services/airtime",
    summary="Airtime services",
    out=list[ServiceOut],
    message="Airtime services retrieved successfully",
    errors=_NOT_HERE,
)
def airtime_services(call: Call) -> Response:
    return _services(call, BillKind.AIRTIME)


@_op(
    "GET",
    "/api/billspayment/services/data",
    summary="Data services",
    out=list[ServiceOut],
    message="Data services retrieved successfully",
    errors=_NOT_HERE,
)
def data_services(call: Call) -> Response:
    return _services(call, BillKind.DATA)


@_op(
    "GET",
    "/api/billspayment/services/cable",
    summary="Cable TV services",
    out=list[ServiceOut],
    message="Cable services retrieved successfully",
    errors=_NOT_HERE,
)
def cable_services(call: Call) -> Response:
    return _services(call, BillKind.CABLE)


@_op(
    "GET",
    "/api/billspayment/services/electricity",
    summary="Electricity companies",
    out=list[ServiceOut],
    message="Electricity services retrieved successfully",
    errors=_NOT_HERE,
)
def electricity_services(call: Call) -> Response:
    return _services(call, BillKind.ELECTRICITY)


@_op(
    "GET",
    "/api/billspayment/periods",
    summary="Periods of data plans",
    out=list[PeriodOut],
    message="Billing periods retrieved successfully",
    errors=_NOT_HERE,
)
def billing_periods(call: Call) -> Response:
    bills.check_offered(call.storefront)
    return call.answer(list(PERIODS))


@_op(
    "POST",
    "/api/billspayment/dataplans",
    summary="Data plans of a service for a period",
    body=DataPlansIn,
    out=list[DataPlanOut],
    message="Data plans retrieved successfully",
    errors=_ASKED,
    is_flow=True,
)
def data_plans(call: Call, body: DataPlansIn) -> Response:
    plans = _plans(call, BillKind.DATA, body.service_name)
    return call.answer([DataPlanOut.of(plan) for plan in plans if plan.period is body.period])


@_op(
    "POST",
    "/api/billspayment/discoplans",
    summary="Plans of an electricity company",
    body=DiscoPlansIn,
    out=list[PlanOut],
    message="DISCO plans retrieved successfully",
    errors=_ASKED,
    is_flow=True,
)
def disco_plans(call: Call, body: DiscoPlansIn) -> Response:
    plans = _plans(call, BillKind.ELECTRICITY, body.disco_name)
    return call.answer([PlanOut.of_biller(plan) for plan in plans])


@_op(
    "POST",
    "/api/billspayment/cableplans",
    summary="Plans of a cable TV company",
    body=CablePlansIn,
    out=list[PlanOut],
    message="Cable plans retrieved successfully",
    errors=_ASKED,
    is_flow=True,
)
def cable_plans(call: Call, body: CablePlansIn) -> Response:
    plans = _plans(call, BillKind.CABLE, body.cable_tv_name)
    return call.answer([PlanOut.of_biller(plan) for plan in plans])


@_op(
    "POST",
    "/api/billspayment/electricity/validate",
    summary="Whose meter a number is",
    body=ValidateMeterIn,
    out=MeterOut,
    message="Electricity customer validated successfully",
    errors=_VALIDATED,
    is_flow=True,
)
def validate_electricity(call: Call, body: ValidateMeterIn) -> Response:
    found = bill_plans.find_account(
        unit_of_work,
        gateways().providers,
        storefront=call.storefront,
        kind=BillKind.ELECTRICITY,
        service=body.biller_slug,
        number=body.meter_number,
        biller_id=body.biller_id,
    )
    return call.answer(MeterOut.of(found))


@_op(
    "POST",
    "/api/billspayment/cable/validate",
    summary="Whose smart card a number is",
    body=ValidateSmartCardIn,
    out=SmartCardOut,
    message="Cable customer validated successfully",
    errors=_VALIDATED,
    is_flow=True,
)
def validate_cable(call: Call, body: ValidateSmartCardIn) -> Response:
    found = bill_plans.find_account(
        unit_of_work,
        gateways().providers,
        storefront=call.storefront,
        kind=BillKind.CABLE,
        service=body.biller_slug,
        number=body.smart_card_number,
        biller_id=body.biller_id,
    )
    return call.answer(SmartCardOut.of(found))


def _services(call: Call, kind: BillKind) -> Response:
    found = bills.list_services(db.session(), call.storefront, kind=kind)
    return call.answer([ServiceOut.of(service) for service in found])


def _plans(call: Call, kind: BillKind, name: str) -> list[PlanView]:
    return bill_plans.list_plans(
        unit_of_work, gateways().providers, storefront=call.storefront, kind=kind, service=name
    )
