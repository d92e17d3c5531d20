"""The sandbox's own bill provider: believable, and able to misbehave on request.

The last four digits of the phone, meter or smart card number choose what happens, here and nowhere else:

- 0000: nobody's meter or smart card;
- 1111: stays pending;
- 2222: delivered, but the token comes a minute late;
- 3333: pending, then failed;
- 4444: reported as failed at first and delivered after all;
- 5555: refused at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.bills import BillKind, token_is_due
from app.integrations.bills.sandbox_catalog import DISCOS, NAMES, PLANS, STREETS
from app.models import SandboxRecord
from app.models.upsert import insert_into
from app.services.ports import UnitOfWork
from app.services.provider_ports import (
    BillAccount,
    BillAsk,
    BillOutcome,
    BillSeen,
    Plan,
    ProviderRefused,
    ProviderUnclear,
)

_KIND: Final = "bill"
_SHORTEST, _LONGEST = 10, 13
_KOBO_A_KWH: Final = 20_950
_SETTLED: Final = timedelta(seconds=20)
_TOKEN_LATE: Final = timedelta(minutes=1)
_NOBODY, _STUCK, _LATE_TOKEN, _FAILS, _FAILS_FIRST, _REFUSED = "0000", "1111", "2222", "3333", "4444", "5555"


class SandboxBills:
    """Delivers at once, unless the number says otherwise; keeps its books apart from the shop's."""

    name = "sandbox"
    title = "Sandbox"

    def __init__(self, outside: UnitOfWork, clock: Callable[[], datetime] = utc_now) -> None:
        self._outside = outside
        self._clock = clock

    def check(self) -> None:
        """Always well."""

    def plans(self, biller_slug: str) -> list[Plan]:
        return list(PLANS.get(biller_slug, ()))

    def find_account(self, biller_slug: str, package_slug: str, number: str) -> BillAccount:
        digits = "".join(number.split())
        if not (digits.isascii() and digits.isdigit() and _SHORTEST <= len(digits) <= _LONGEST):
            raise ProviderRefused("account_not_found", "Customer not found")
        if digits.endswith(_NOBODY):
            raise ProviderRefused("account_not_found", "Customer not found")
        return BillAccount(
            name="John Doe" if digits == "12345678901" else NAMES[int(digits) % len(NAMES)],
            number=digits,
            min_amount_minor=10_000 if biller_slug in DISCOS else 50_000,
            message="Customer validated successfully",
            address=STREETS[int(digits) % len(STREETS)] if biller_slug in DISCOS else "",
        )

    def pay(self, ask: BillAsk) -> BillSeen:
        if ask.account_number.endswith(_REFUSED):
            raise ProviderRefused("refused", "The biller does not accept this transaction")
        now = self._clock()
        data = {
            "number": ask.account_number,
            "kind": ask.kind.value,
            "package": ask.package_slug,
            "amount": ask.amount_minor,
        }
        with self._outside() as session:
            if not _note(session, ask.reference, data, now):
                raise ProviderUnclear(f"{ask.reference} was used before")
        return _seen(ask.reference, data, timedelta())

    def look_up(self, reference: str) -> BillSeen:
        with self._outside() as session:
            found = session.scalar(
                select(SandboxRecord).where(SandboxRecord.kind == _KIND, SandboxRecord.reference == reference)
            )
            if found is None:
                return BillSeen(outcome=BillOutcome.UNKNOWN)
            return _seen(reference, found.data, self._clock() - found.created_at)


def _note(session: Session, reference: str, data: dict[str, Any], now: datetime) -> bool:
    """Write a purchase down, once a reference."""
    made = session.scalar(
        insert_into(session, SandboxRecord)
        .values(kind=_KIND, reference=reference, data=data, created_at=now, updated_at=now)
        .on_conflict_do_nothing()
        .returning(SandboxRecord.id)
    )
    return made is not None


def _seen(reference: str, data: Mapping[str, Any], age: timedelta) -> BillSeen:
    """How a purchase stands so long after it was made."""
    ending = str(data["number"])[-4:]
    is_early = age < _SETTLED
    if ending == _STUCK or (ending == _FAILS and is_early):
        return _told(reference, BillOutcome.PENDING, "Transaction in progress")
    if ending == _FAILS or (ending == _FAILS_FIRST and is_early):
        return _told(reference, BillOutcome.FAILED, "Transaction failed")
    is_late = ending == _LATE_TOKEN and age < _TOKEN_LATE
    token = "" if is_late else _token(reference, data)
    return _told(reference, BillOutcome.SUCCEEDED, "Payment successful", token, "" if is_late else _units(data))


def _told(reference: str, outcome: BillOutcome, message: str, token: str = "", units: str = "") -> BillSeen:
    number = int(hashlib.sha256(reference.encode()).hexdigest(), 16) % 10**12
    return BillSeen(
        outcome=outcome,
        provider_reference=f"SBX{number:012d}",
        token=token,
        units=units,
        message=message,
        raw=json.dumps({"outcome": outcome, "message": message}),
    )


def _token(reference: str, data: Mapping[str, Any]) -> str:
    """Twenty digits for a meter, a short word for anything else; always the same for one purchase."""
    number = int(hashlib.sha256(f"token {reference}".encode()).hexdigest(), 16)
    kind = BillKind(data["kind"])
    if token_is_due(kind, str(data["package"])):
        digits = f"{number % 10**20:020d}"
        return "-".join(digits[place : place + 4] for place in range(0, 20, 4))
    return f"{kind.value.upper()}_TOKEN_{number % 10**5:05d}"


def _units(data: Mapping[str, Any]) -> str:
    """What a prepaid meter gets for the money."""
    if not token_is_due(BillKind(data["kind"]), str(data["package"])):
        return ""
    tenths = int(data["amount"]) * 10 // _KOBO_A_KWH
    return f"{tenths // 10}.{tenths % 10} kWh"
