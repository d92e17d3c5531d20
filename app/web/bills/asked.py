"""What the address of a step says: each choice made so far is a parameter, so that any step can be come back to."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode

from flask import request, url_for

from app.domain.bills import BillKind, Period
from app.domain.money import Money
from app.services.bills import BillView


class Step(StrEnum):
    """One question of the way to a purchase."""

    COMPANY = "company"
    PLAN = "plan"
    NUMBER = "number"
    AMOUNT = "amount"
    PAY = "pay"


# A smart card is looked up before its plan is chosen, a meter after: prepaid and postpaid meters are other lists.
STEPS: Final[dict[BillKind, tuple[Step, ...]]] = {
    BillKind.AIRTIME: (Step.COMPANY, Step.NUMBER, Step.AMOUNT, Step.PAY),
    BillKind.DATA: (Step.COMPANY, Step.PLAN, Step.NUMBER, Step.AMOUNT, Step.PAY),
    BillKind.ELECTRICITY: (Step.COMPANY, Step.PLAN, Step.NUMBER, Step.AMOUNT, Step.PAY),
    BillKind.CABLE: (Step.COMPANY, Step.NUMBER, Step.PLAN, Step.AMOUNT, Step.PAY),
}
# Whose price the company sets, so that nobody is asked how much.
PRICED: Final = frozenset({BillKind.DATA, BillKind.CABLE})
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,48}")
_MOST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The choices in the address, as they came. None: not answered yet, which is another thing than left empty.

    `change` names a step that is to be shown although it has been answered. `key` is the purchase's own: whatever is
    sent under it a second time buys nothing more.
    """

    kind: BillKind
    service: str = ""
    period: str = ""
    plan: str = ""
    number: str | None = None
    amount: str | None = None
    change: str = ""
    key: str = ""

    @classmethod
    def read(cls, kind: str) -> Asked:
        """This request's."""
        args = request.args
        key = args.get("key", "")
        return cls(
            kind=BillKind(kind),
            service=args.get("service", "")[:_MOST],
            period=args.get("period", "")[:_MOST],
            plan=args.get("plan", "")[:_MOST],
            number=_short(args.get("number")),
            amount=_short(args.get("amount")),
            change=args.get("change", "")[:_MOST],
            key=key if _KEY.fullmatch(key) else "",
        )

    @classmethod
    def again(cls, bill: BillView) -> Asked:
        """The same once more."""
        is_priced = bill.kind in PRICED
        return cls(
            kind=bill.kind,
            service=bill.service_slug,
            plan="" if bill.kind is BillKind.AIRTIME else bill.package_slug,
            number=bill.account_number,
            amount=None if is_priced else plain_amount(bill.amount_minor, bill.currency),
        )

    @property
    def shelf(self) -> Period | None:
        """The period whose data plans are looked at."""
        return Period(self.period) if self.period in set(Period) else None

    def url(self, **changes: Any) -> str:
        """The address of these choices with some of them changed; None or "" leaves one out."""
        query = urlencode(replace(self, **changes).pairs())
        path = url_for("bills.flow", kind=self.kind.value)
        return f"{path}?{query}" if query else path

    def pairs(self, *without: str) -> list[tuple[str, str]]:
        """The parameters, for links and hidden fields."""
        names = ("service", "period", "plan", "number", "amount", "change", "key")
        return [(name, str(value)) for name in names if name not in without and (value := getattr(self, name))]


def new_key() -> str:
    """A key for one purchase."""
    return secrets.token_urlsafe(24)


def plain_amount(minor: int, currency: str) -> str:
    """An amount as one types it: 5000, or 99.50."""
    major = Money(minor, currency).major
    return str(int(major)) if major == major.to_integral_value() else str(major)


def _short(text: str | None) -> str | None:
    return None if text is None else text[:_MOST]
