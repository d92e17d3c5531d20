"""The companies whose bills the tests' storefront takes, with the document's ids."""

from typing import Any

from sqlalchemy.orm import Session

from app.demo.data.bills import BILL_SERVICES
from app.domain.bills import BillKind
from app.models import BillService, Platform

MTN = "550e8400-e29b-41d4-a716-446655440001"
MTN_DATA = "550e8400-e29b-41d4-a716-446655440003"
DSTV = "550e8400-e29b-41d4-a716-446655440004"
EKEDC = "550e8400-e29b-41d4-a716-446655440005"

AIRTIME: dict[str, Any] = {
    "airtimeServiceId": MTN,
    "amount": 1000.0,
    "phoneNumber": "+2348012345678",
    "transactionPin": "1234",
}
DATA: dict[str, Any] = {
    "dataServiceId": MTN_DATA,
    "amount": 1000.0,
    "phoneNumber": "+2348012345678",
    "packageSlug": "mtn-2gb-monthly",
    "billerId": 101,
    "transactionPin": "1234",
}
ELECTRICITY: dict[str, Any] = {
    "electricityServiceId": EKEDC,
    "amount": 5000.0,
    "meterNumber": "12345678901",
    "packageSlug": "ekedc-prepaid",
    "billerSlug": "ekedc",
    "billerId": 201,
    "transactionPin": "1234",
}
CABLE: dict[str, Any] = {
    "cableServiceId": DSTV,
    "amount": 7900.0,
    "smartCardNumber": "12345678901",
    "packageSlug": "dstv-compact",
    "billerSlug": "dstv",
    "billerId": 301,
    "transactionPin": "1234",
}
METER: dict[str, Any] = {"meterNumber": "12345678901", "billerSlug": "ekedc", "billerId": 201}
SMART_CARD: dict[str, Any] = {"smartCardNumber": "12345678901", "billerSlug": "dstv", "billerId": 301}


def open_for_bills(session: Session, platform: Platform) -> None:
    """Let the storefront take bills."""
    platform.features = [*platform.features, "bills"]
    session.add_all(
        BillService(
            **({"uuid": company.uuid} if company.uuid else {}),
            platform_id=platform.id,
            kind=BillKind(company.kind),
            slug=company.slug,
            name=company.name,
            biller_slug=company.biller_slug,
            display_order=place,
            is_active=True,
        )
        for place, company in enumerate(BILL_SERVICES)
    )
    session.flush()
