"""The companies whose bills the tests' storefront takes, with the document's ids."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.data.bills import BILL_SERVICES
from app.domain.bills import BillKind
from app.models import Bill, BillService, Platform
from tests.support.api import Answer, Family

BASE = "/api/billspayment"
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


SAMPLE: dict[str, Any] = {
    "success": True,
    "message": "Airtime purchase completed",
    "transactionReference": "TXN123456789",
    "paymentReference": "PAY123456789",
    "token": "AIRTIME_TOKEN_12345",
    "amount": 1000.0,
    "telcoName": "MTN",
    "phoneNumber": "+2348012345678",
    "processedAt": "2025-01-15T10:30:00Z",
}
SHARED = {name: value for name, value in SAMPLE.items() if name not in {"telcoName", "phoneNumber"}}
# kind → body, data of the reply, message of the reply.
PURCHASES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "airtime": (AIRTIME, SAMPLE, "Airtime purchased successfully"),
    "data": (
        DATA,
        {**SHARED, "message": "Data purchase completed", "status": "success", "phoneNumber": "+2348012345678"},
        "Data purchased successfully",
    ),
    "electricity": (
        ELECTRICITY,
        {**SHARED, "message": "Electricity purchase completed", "status": "success", "meterNumber": "12345678901"},
        "Electricity purchased successfully",
    ),
    "cable": (
        CABLE,
        {**SHARED, "message": "Cable TV purchase completed", "status": "success", "smartCardNumber": "12345678901"},
        "Cable TV purchased successfully",
    ),
}
NUMBER = {"airtime": "phoneNumber", "data": "phoneNumber", "electricity": "meterNumber", "cable": "smartCardNumber"}


def buy(commerce: Family, token: str, kind: str = "airtime", **changes: Any) -> Answer:
    options = {name: changes.pop(name) for name in ("idempotency_key", "key") if name in changes}
    return commerce.post(f"{BASE}/{kind}/purchase", {**PURCHASES[kind][0], **changes}, token=token, **options)


def bills(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Bill)) or 0


def balance(commerce: Family, token: str) -> float:
    found: float = commerce.get("/api/customer/get-card-balance", token=token).json["data"]["currentBalance"]
    return found
