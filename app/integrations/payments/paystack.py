"""Paystack: cards and bank transfers in Nigeria, Ghana, South Africa, Kenya and Côte d'Ivoire.

Amounts travel in minor units. Our reference is the only idempotency key there is. A refund carries our own reference
at the start of its merchant note, because Paystack gives refunds no field for one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import structlog

from app.integrations.http import ProviderHttp, Reply
from app.services.provider_ports import (
    BadSignature,
    Outcome,
    PaymentAsk,
    PaymentSeen,
    PaymentStarted,
    ProviderDown,
    ProviderRefused,
    ProviderUnclear,
    RefundAsk,
    RefundOutcome,
    RefundSeen,
    WebhookNote,
)

log = structlog.get_logger()

_T = TypeVar("_T")

SIGNATURE: Final = "x-paystack-signature"
PAGE_HOSTS: Final = frozenset({"https://checkout.paystack.com"})
# The least it takes, in minor units.
MINIMUM: Final[Mapping[str, int]] = {"NGN": 5000, "GHS": 10, "ZAR": 100, "KES": 300, "USD": 200, "XOF": 1}
# What is neither here nor known to be a state of its own counts as pending.
_OUTCOMES: Final[Mapping[str, Outcome]] = {
    "success": Outcome.SUCCEEDED,
    "failed": Outcome.FAILED,
    "abandoned": Outcome.ABANDONED,
    "reversed": Outcome.REVERSED,
    "pending": Outcome.PENDING,
    "ongoing": Outcome.PENDING,
    "processing": Outcome.PENDING,
    "queued": Outcome.PENDING,
}
_REFUND_OUTCOMES: Final[Mapping[str, RefundOutcome]] = {
    "processed": RefundOutcome.SUCCEEDED,
    "failed": RefundOutcome.FAILED,
    "pending": RefundOutcome.PROCESSING,
    "processing": RefundOutcome.PROCESSING,
    "needs-attention": RefundOutcome.PROCESSING,
}
_PAGE: Final = 100
_MOST_PAGES: Final = 10
_OK: Final = range(200, 300)
_NOT_FOUND: Final = 404


class Paystack:
    """`page_hosts` are the origins its pay page is served from."""

    name = "paystack"
    title = "Paystack"
    currencies = frozenset(MINIMUM)

    def __init__(self, http: ProviderHttp, *, secret_key: str, page_hosts: frozenset[str] = PAGE_HOSTS) -> None:
        self._http = http
        self._key = secret_key.encode()
        self.page_hosts = page_hosts

    @classmethod
    def connect(cls, url: str, *, secret_key: str, page_hosts: frozenset[str] = PAGE_HOSTS) -> Paystack:
        """With a connection of its own; see `ProviderHttp` for how patient it is."""
        http = ProviderHttp(cls.name, url, headers={"Authorization": f"Bearer {secret_key}"})
        return cls(http, secret_key=secret_key, page_hosts=page_hosts)

    def check(self) -> None:
        """List one transaction: harmless, and refused to a wrong key."""
        self._http.ask("GET", "/transaction", params={"perPage": 1})

    def start(self, ask: PaymentAsk) -> PaymentStarted:
        """Raises ProviderRefused (`currency`, `amount_too_small`, `duplicate`, `refused`), as the port says for others.

        `duplicate`: this reference was registered before and its page's address is not told a second time. Look it
        up; unless it was paid, go on under a fresh reference.
        """
        if ask.currency not in MINIMUM:
            raise ProviderRefused("currency", f"Paystack does not settle {ask.currency}")
        if ask.amount_minor < MINIMUM[ask.currency]:
            raise ProviderRefused("amount_too_small", f"less than {MINIMUM[ask.currency]} {ask.currency} minor units")
        data = _granted(self._http.tell("POST", "/transaction/initialize", json=_initialize(ask)))
        url = data.get("authorization_url")
        if not isinstance(url, str) or not url.startswith(("https://", "http://")):
            raise ProviderUnclear("paystack: registered, but the page's address is missing")
        return PaymentStarted(pay_url=url, access_code=_text(data.get("access_code")))

    def look_up(self, reference: str) -> PaymentSeen:
        data = self._verified(reference)
        if data is None:
            return PaymentSeen(outcome=Outcome.UNKNOWN)
        outcome = _known(_OUTCOMES, data["status"], Outcome.PENDING)
        amount = _minor(data.get("amount"))
        currency = data.get("currency")
        if outcome in {Outcome.SUCCEEDED, Outcome.REVERSED} and (amount is None or not isinstance(currency, str)):
            raise ProviderDown("paystack: a paid transaction without its amount or currency")
        return PaymentSeen(
            outcome=outcome,
            amount_minor=amount or 0,
            currency=_text(currency),
            provider_reference=_text(data.get("id")),
            paid_at=_time(data.get("paid_at") or data.get("paidAt")),
            message=_text(data.get("gateway_response") or data.get("message")),
        )

    def refund(self, ask: RefundAsk) -> RefundSeen:
        body = {
            "transaction": ask.payment_reference,
            "amount": ask.amount_minor,
            "currency": ask.currency,
            "merchant_note": f"{ask.reference} {ask.note}".strip(),
        }
        data = _granted(self._http.tell("POST", "/refund", json=body))
        if not data.get("id"):
            raise ProviderUnclear("paystack: a refund without a number")
        return _refund_seen(data)

    def look_up_refund(self, ask: RefundAsk, provider_reference: str | None) -> RefundSeen:
        """By Paystack's own number, else among the refunds of the payment by the note we gave it."""
        if provider_reference:
            reply = self._http.ask("GET", f"/refund/{provider_reference}")
            if reply.status == _NOT_FOUND:
                return RefundSeen(outcome=RefundOutcome.UNKNOWN)
            return _refund_seen(_answered(reply))
        payment = self._verified(ask.payment_reference)
        if payment is None:
            return RefundSeen(outcome=RefundOutcome.UNKNOWN)
        for found in self._refunds(_text(payment.get("id"))):
            if _text(found.get("merchant_note")).startswith(ask.reference):
                return _refund_seen(found)
        return RefundSeen(outcome=RefundOutcome.UNKNOWN)

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        wanted = hmac.new(self._key, body, hashlib.sha512).hexdigest()
        if not hmac.compare_digest(headers.get(SIGNATURE, "").encode(), wanted.encode()):
            raise BadSignature
        try:
            told = json.loads(body)
        except ValueError:
            told = None
        kind, data = (told.get("event"), told.get("data")) if isinstance(told, dict) else (None, None)
        if not isinstance(kind, str) or not isinstance(data, dict):
            return WebhookNote(event_key=hashlib.sha256(body).hexdigest(), kind="unreadable", reference="")
        reference = _subject(kind, data)
        # A refund may come without any number of its own; two of the same amount are then told apart by the rest.
        own = _text(data.get("id") or data.get("refund_reference") or data.get("reference"))
        own = own or hashlib.sha256(body).hexdigest()
        key = "|".join((kind, own, reference, _text(data.get("status"))))
        return WebhookNote(event_key=hashlib.sha256(key.encode()).hexdigest(), kind=kind[:60], reference=reference[:80])

    def _verified(self, reference: str) -> dict[str, Any] | None:
        """A transaction as it is; None when there is none. Raises ProviderDown where the answer is of no use."""
        reply = self._http.ask("GET", f"/transaction/verify/{reference}")
        if _is_unknown(reply):
            return None
        data = _answered(reply)
        if data.get("reference") != reference or not isinstance(data.get("status"), str):
            raise ProviderDown("paystack: an answer about another transaction, or without its state")
        return data

    def _refunds(self, transaction: str) -> Iterator[dict[str, Any]]:
        """Raises ProviderDown when there are too many to be sure."""
        for page in range(1, _MOST_PAGES + 1):
            params: dict[str, str | int] = {"transaction": transaction, "perPage": _PAGE, "page": page}
            reply = self._http.ask("GET", "/refund", params=params)
            found = reply.body.get("data") if isinstance(reply.body, dict) else None
            if reply.status not in _OK or not isinstance(found, list):
                raise ProviderDown("paystack: the list of refunds cannot be read")
            yield from (one for one in found if isinstance(one, dict))
            if len(found) < _PAGE:
                return
        raise ProviderDown("paystack: too many refunds to look through")


def _initialize(ask: PaymentAsk) -> dict[str, Any]:
    return {
        "email": ask.email,
        "amount": ask.amount_minor,
        "currency": ask.currency,
        "reference": ask.reference,
        "callback_url": ask.return_url,
        "metadata": {
            "name": ask.name,
            "phone": ask.phone,
            "description": ask.description,
            "cancel_action": ask.return_url,
        },
    }


def _granted(reply: Reply) -> dict[str, Any]:
    """The data of a call that has an effect. Raises ProviderRefused for a definite no, ProviderUnclear for neither."""
    body = reply.body
    if not isinstance(body, dict) or not isinstance(body.get("status"), bool):
        raise ProviderUnclear(f"paystack: HTTP {reply.status} without a status")
    if not body["status"] or reply.status not in _OK:
        words = _text(body.get("message"))
        raise ProviderRefused("duplicate" if "duplicate" in words.lower() else "refused", words)
    data = body.get("data")
    if not isinstance(data, dict):
        raise ProviderUnclear("paystack: done, but without its data")
    return data


def _answered(reply: Reply) -> dict[str, Any]:
    """The data of a question's answer. Raises ProviderDown where it holds none."""
    body = reply.body
    data = body.get("data") if isinstance(body, dict) and body.get("status") is True else None
    if reply.status not in _OK or not isinstance(data, dict):
        raise ProviderDown(f"paystack: HTTP {reply.status} without an answer")
    return data


def _is_unknown(reply: Reply) -> bool:
    """A definite "not found", which comes as 404 and has come as 400."""
    words = _text(reply.body.get("message")).lower() if isinstance(reply.body, dict) else ""
    return reply.status == _NOT_FOUND or (reply.status not in _OK and "not found" in words)


def _refund_seen(data: dict[str, Any]) -> RefundSeen:
    return RefundSeen(
        outcome=_known(_REFUND_OUTCOMES, _text(data.get("status")), RefundOutcome.PROCESSING),
        provider_reference=_text(data.get("id")),
        message=_text(data.get("message")),
    )


def _known(table: Mapping[str, _T], word: str, otherwise: _T) -> _T:
    if word not in table:
        log.warning("provider_status_unknown", provider=Paystack.name, status=word[:40])
    return table.get(word, otherwise)


def _subject(kind: str, data: dict[str, Any]) -> str:
    """Our payment's reference; disputes hold the transaction inside."""
    inside = data.get("transaction")
    if kind.startswith("refund."):
        return _text(data.get("transaction_reference"))
    return _text(inside.get("reference") if isinstance(inside, dict) else data.get("reference"))


def _minor(value: object) -> int | None:
    """Minor units; numbers also come as text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() else None


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _time(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return None if found is None else found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
