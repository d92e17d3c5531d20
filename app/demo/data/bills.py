"""The companies whose bills Lagos takes, and John's last bills."""

from typing import NamedTuple
from uuid import UUID

_DOCUMENT = "550e8400-e29b-41d4-a716-44665544000"


class BillServiceData(NamedTuple):
    """A company: what it sells, how people and its provider call it."""

    kind: str
    slug: str
    name: str
    biller_slug: str
    uuid: UUID | None = None


class BillData(NamedTuple):
    """One past purchase; the last digits of the number tell the sandbox's provider what became of it."""

    hours_ago: float
    kind: str
    service: str
    number: str
    package: str | None
    amount: int


BILL_SERVICES: tuple[BillServiceData, ...] = (
    BillServiceData("airtime", "mtn", "MTN", "MTN_NIGERIA", UUID(f"{_DOCUMENT}1")),
    BillServiceData("airtime", "glo", "Glo", "GLO_NIGERIA", UUID(f"{_DOCUMENT}2")),
    BillServiceData("airtime", "airtel", "Airtel", "AIRTEL_NIGERIA"),
    BillServiceData("airtime", "9mobile", "9mobile", "9MOBILE_NIGERIA"),
    BillServiceData("data", "mtndata", "MTNData", "MTN_NIGERIA", UUID(f"{_DOCUMENT}3")),
    BillServiceData("data", "glodata", "GloData", "GLO_NIGERIA"),
    BillServiceData("data", "airteldata", "AirtelData", "AIRTEL_NIGERIA"),
    BillServiceData("data", "9mobiledata", "9mobileData", "9MOBILE_NIGERIA"),
    BillServiceData("cable", "dstv", "DSTV", "DSTV", UUID(f"{_DOCUMENT}4")),
    BillServiceData("cable", "gotv", "GOTV", "GOTV"),
    BillServiceData("cable", "startimes", "Startimes", "STARTIMES"),
    BillServiceData("cable", "showmax", "Showmax", "SHOWMAX"),
    BillServiceData("electricity", "ekedc", "EKEDC", "EKEDC", UUID(f"{_DOCUMENT}5")),
    *(
        BillServiceData("electricity", name.lower(), name, name)
        for name in ("IKEDC", "EEDC", "KAEDCO", "KEDCO", "AEDC", "PHED", "JEDC", "BEDC", "YEDC")
    ),
)

BILLS: tuple[BillData, ...] = (
    BillData(3.3, "airtime", "mtn", "+2348012345678", None, 100_000),
    BillData(3.1, "electricity", "ekedc", "12345678901", "ekedc-prepaid", 500_000),
    BillData(2.6, "data", "mtndata", "+2348032225555", "mtn-2gb-monthly", 100_000),
    BillData(1.9, "cable", "dstv", "12345678901", "dstv-compact", 790_000),
    BillData(0.4, "electricity", "ikedc", "45071231111", "ikedc-prepaid", 1_000_000),
)
