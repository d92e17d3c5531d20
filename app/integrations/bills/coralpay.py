"""CoralPay VAS: airtime, data, electricity and cable TV in Nigeria.

Amounts are naira with decimals on the wire. A success is `error: false` and `responseCode: "00"`, both. Any answer to a
purchase that is not plainly a success, a failure or a refusal leaves open whether value went out: it is looked up.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from app.integrations.bills.coralpay_signing import sign
from app.integrations.http import ProviderHttp, Reply
from app.services.provider_ports import (
    BillAccount,
    BillAsk,
    BillOutcome,
    BillSeen,
    Plan,
    ProviderDown,
    ProviderRefused,
    ProviderUnclear,
)

T = TypeVar("T")

_OUTCOMES: Final = {
    "09": BillOutcome.PENDING,
    "68": BillOutcome.PENDING,
    "06": BillOutcome.FAILED,
    "25": BillOutcome.UNKNOWN,
}
_GOOD, _NOT_FOUND = "00", "25"
_WRONG_METHOD: Final = 405
_FRESH_SECONDS: Final = 300.0
_STALE_SECONDS: Final = 86_400.0
_KOBO: Final = 100
_TOKEN_WORDS: Final = ("token", "value", "standardToken", "rechargeToken", "pin")
_UNIT_WORDS: Final = ("units", "unit", "kwh", "kWh", "tokenUnits")


class CoralPay:
    """One merchant's access. Lists are kept for five minutes, and a day longer while CoralPay does not answer."""

    name = "coralpay"
    title = "CoralPay"

    def __init__(
        self,
        http: ProviderHttp,
        *,
        user: str,
        password: str,
        signing_key: RSAPrivateKey | None = None,
        institution_id: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._http = http
        self._basic = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {self._basic}"}
        self._key = signing_key
        self._institution = institution_id
        self._clock = clock
        self._lists: dict[str, tuple[float, Any]] = {}
        self._lock = threading.Lock()
        self._lookup_method = "GET"

    def check(self) -> None:
        """Raises ProviderMisconfigured, ProviderDown."""
        _data(self._http.ask("GET", "/biller-groups", headers=self._headers))

    def plans(self, biller_slug: str) -> list[Plan]:
        rows = self._list(f"/packages/biller/slug/{_segment(biller_slug)}")
        return [plan for row in rows if (plan := _plan(row, biller_slug)) is not None]

    def find_account(self, biller_slug: str, package_slug: str, number: str) -> BillAccount:
        if self._skips_validation(biller_slug):
            return BillAccount(name="", number=number, min_amount_minor=0)
        body = {"customerId": number, "billerSlug": biller_slug, "productName": package_slug}
        reply = self._http.ask(
            "POST",
            "/transactions/customer-lookup",
            json=body,
            headers={**self._headers, **self._signature(number, biller_slug=biller_slug)},
        )
        envelope = _envelope(reply)
        if envelope.get("responseCode") == _NOT_FOUND:
            raise ProviderRefused("account_not_found", _text(envelope.get("message")))
        data = _data(reply)
        customer = data.get("customer") if isinstance(data, dict) else None
        if not isinstance(customer, dict):
            raise ProviderRefused("account_not_found", _text(envelope.get("message")))
        return BillAccount(
            name=_name(customer),
            number=number,
            min_amount_minor=_kobo(data.get("minPayableAmount")) or 0,
            message=_text(data.get("customerMessage")) or _text(envelope.get("message")),
            address=_text(customer.get("address")),
        )

    def pay(self, ask: BillAsk) -> BillSeen:
        number = _local(ask.account_number)
        signature = self._signature(number, ask=ask, biller_slug=ask.biller_slug)
        body = {
            "paymentReference": ask.reference,
            "customerId": number,
            "packageSlug": ask.package_slug,
            "channel": "WEB",
            "amount": _naira(ask.amount_minor),
            "customerName": ask.account_name,
            "phoneNumber": _local(ask.phone) or number,
            "email": ask.email,
            "accountNumber": number,
        }
        reply = self._http.tell(
            "POST", "/transactions/process-payment", json=body, headers={**self._headers, **signature}
        )
        try:
            envelope = _envelope(reply)
        except ProviderDown as error:
            raise ProviderUnclear(str(error)) from error
        if envelope.get("error") is True and envelope.get("responseCode") == _NOT_FOUND:
            raise ProviderRefused("account_not_found", _text(envelope.get("message")))
        seen = _seen(envelope, ask.reference)
        if seen is None or seen.outcome is BillOutcome.UNKNOWN:
            raise ProviderUnclear(f"coralpay: HTTP {reply.status}, code {envelope.get('responseCode')!r}")
        return seen

    def look_up(self, reference: str) -> BillSeen:
        reply = self._look_up(self._lookup_method, reference)
        if reply.status == _WRONG_METHOD and self._lookup_method == "GET":
            self._lookup_method = "POST"
            reply = self._look_up("POST", reference)
        seen = _seen(_envelope(reply), reference)
        if seen is None:
            raise ProviderDown(f"coralpay: HTTP {reply.status} to a payment lookup")
        return seen

    def _look_up(self, method: str, reference: str) -> Reply:
        path = "/transactions/payment-lookup"
        return self._http.ask(method, path, params={"paymentReference": reference}, headers=self._headers)

    def _skips_validation(self, biller_slug: str) -> bool:
        """Whether the biller says that its customers cannot be looked up; where that cannot be read, they can."""
        try:
            return any(
                biller.get("slug") == biller_slug and biller.get("skipValidation") is True
                for group in self._list("/biller-groups")
                for biller in self._list(f"/billers/group/{_segment(str(group.get('id', '')))}")
            )
        except ProviderDown:
            return False

    def _list(self, path: str) -> list[dict[str, Any]]:
        return self._kept(path, lambda: list(_rows(_data(self._http.ask("GET", path, headers=self._headers)))))

    def _kept(self, key: str, read: Callable[[], list[T]]) -> list[T]:
        """What was read a short while ago, or is read now; an older one rather than none."""
        now = self._clock()
        with self._lock:
            read_at, found = self._lists.get(key, (float("-inf"), None))
        if now - read_at < _FRESH_SECONDS:
            return list(found)
        try:
            fresh = read()
        except ProviderDown:
            if now - read_at < _STALE_SECONDS:
                return list(found)
            raise
        with self._lock:
            self._lists[key] = (now, fresh)
        return list(fresh)

    def _signature(self, number: str, *, biller_slug: str, ask: BillAsk | None = None) -> dict[str, str]:
        """The header with which some merchants sign; none without a key."""
        if self._key is None:
            return {}
        biller_id = next((str(plan.biller_id) for plan in self.plans(biller_slug)), "")
        amount = "" if ask is None else f"{Decimal(ask.amount_minor) / _KOBO:.2f}"
        reference = "" if ask is None else ask.reference
        return {
            "X-Signature": sign(self._key, f"{self._basic}{reference}{number}{amount}{biller_id}{self._institution}")
        }


def _envelope(reply: Reply) -> Mapping[str, Any]:
    if not isinstance(reply.body, dict):
        raise ProviderDown(f"coralpay: HTTP {reply.status} without an object")
    return reply.body


def _data(reply: Reply) -> Any:
    """What a question was answered with. Raises ProviderDown for anything but a success."""
    envelope = _envelope(reply)
    if envelope.get("error") is not False or envelope.get("responseCode") != _GOOD:
        raise ProviderDown(f"coralpay: HTTP {reply.status}, code {envelope.get('responseCode')!r}")
    return envelope.get("responseData")


def _seen(envelope: Mapping[str, Any], reference: str) -> BillSeen | None:
    """A purchase as an answer tells it; None where it tells nothing certain."""
    data = envelope.get("responseData")
    data = data if isinstance(data, dict) else {}
    if data.get("paymentReference") not in {None, reference}:
        return None
    outcome = _outcome(envelope, data)
    if outcome is None:
        return None
    return BillSeen(
        outcome=outcome,
        provider_reference=_text(data.get("transactionId")),
        token=_token(data) if outcome is BillOutcome.SUCCEEDED else "",
        units=_inside(data, _UNIT_WORDS) if outcome is BillOutcome.SUCCEEDED else "",
        message=_text(data.get("customerMessage")) or _text(envelope.get("message")),
        raw=json.dumps(envelope, default=str, ensure_ascii=False),
    )


def _outcome(envelope: Mapping[str, Any], data: Mapping[str, Any]) -> BillOutcome | None:
    code = envelope.get("responseCode")
    if code != _GOOD:
        return _OUTCOMES.get(code) if isinstance(code, str) else None
    if envelope.get("error") is not False or not data:
        return None
    own = str(data.get("statusCode") or "0").zfill(2)
    return BillOutcome.SUCCEEDED if own == _GOOD else _OUTCOMES.get(own, BillOutcome.PENDING)


def _token(data: Mapping[str, Any]) -> str:
    """The token under either of its names, or inside tokenData, whose shape is nowhere written down."""
    inner = data.get("tokenData")
    places = [data.get("token"), data.get("rechargeToken"), None if isinstance(inner, dict) else inner]
    return next((text for place in places if (text := _text(place))), "") or _inside(data, _TOKEN_WORDS)


def _inside(data: Mapping[str, Any], words: tuple[str, ...]) -> str:
    """The first of these in tokenData or one level deeper."""
    inner = data.get("tokenData")
    if not isinstance(inner, dict):
        return ""
    rooms = [inner, *(deep for deep in inner.values() if isinstance(deep, dict))]
    return next((text for room in rooms for word in words if (text := _text(room.get(word)))), "")


def _plan(row: Mapping[str, Any], biller_slug: str) -> Plan | None:
    """A package; one that lacks what a purchase needs is left out."""
    try:
        amount = _kobo(row.get("amount"))
        return Plan(
            id=int(row["id"]),
            slug=str(row["slug"]),
            name=str(row["name"]),
            amount_minor=amount or None,
            biller_id=int(row["billerId"]),
            biller_slug=biller_slug,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _rows(data: object) -> Iterator[dict[str, Any]]:
    yield from (row for row in data if isinstance(row, dict)) if isinstance(data, list) else ()


def _name(customer: Mapping[str, Any]) -> str:
    whole = _text(customer.get("customerName"))
    return whole or f"{_text(customer.get('firstName'))} {_text(customer.get('lastName'))}".strip()


def _kobo(naira: object) -> int | None:
    """Whole kobo of an amount in naira; None for none. Raises ValueError for what is no amount."""
    if naira is None:
        return None
    try:
        kobo = Decimal(str(naira)) * _KOBO
    except InvalidOperation as error:
        raise ValueError(str(naira)) from error
    if not kobo.is_finite() or kobo != kobo.to_integral_value():
        raise ValueError(str(naira))
    return int(kobo)


def _naira(kobo: int) -> int | float:
    """As a JSON number: 2000, or 2000.5, which a double writes as it is."""
    return kobo // _KOBO if kobo % _KOBO == 0 else kobo / _KOBO


def _local(number: str) -> str:
    """A Nigerian phone number as CoralPay writes it, 08012345678; anything else as it is."""
    return f"0{number[4:]}" if number.startswith("+234") else number


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _segment(text: str) -> str:
    """A part of a path; slugs are letters, digits and marks, and whatever is not is left out."""
    return "".join(letter for letter in text if letter.isalnum() or letter in "_-.")
