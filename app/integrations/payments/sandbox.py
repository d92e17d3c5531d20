"""The sandbox's payment gateway: a page of its own with Pay, Decline and Abandon, late results, signed webhooks.

It takes every currency a storefront may have. What happens to a payment is decided on its page, never by its amount.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlsplit

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.money import EXPONENTS
from app.integrations.payments.pages import our_page
from app.models import SandboxRecord
from app.models.upsert import insert_into
from app.services.ports import Clock, UnitOfWork
from app.services.provider_ports import (
    BadSignature,
    Outcome,
    PaymentAsk,
    PaymentSeen,
    PaymentStarted,
    ProviderRefused,
    RefundAsk,
    RefundOutcome,
    RefundSeen,
    WebhookNote,
)

PAYMENT: Final = "payment"
REFUND: Final = "refund"
SIGNATURE: Final = "x-souk-pay-signature"
# A gateway tells soon, but not at once; a late result takes its time.
TOLD_AFTER: Final = timedelta(seconds=2)
LATE: Final = timedelta(seconds=45)
REFUNDED_AFTER: Final = timedelta(seconds=20)
# A webhook that was not taken is sent again, as long as this many times.
TELL_AGAIN: Final = timedelta(seconds=30)
_MOST_TRIES: Final = 20

_UNDECIDED: Final = frozenset({"pending", "abandoned"})
# What may be decided, and of which payments.
_DECIDED_FROM: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("success", "failed", "abandoned"), _UNDECIDED),
    "reversed": frozenset({"success"}),
}
_OUTCOMES: Final[Mapping[str, Outcome]] = {
    "pending": Outcome.PENDING,
    "success": Outcome.SUCCEEDED,
    "failed": Outcome.FAILED,
    "abandoned": Outcome.ABANDONED,
    "reversed": Outcome.REVERSED,
}
_WORDS: Final[Mapping[str, str]] = {"failed": "Declined by the bank", "abandoned": "The customer went away"}


@dataclass(frozen=True, slots=True)
class SandboxPayment:
    """A payment as the gateway's own page shows it. `is_open`: it can still be decided."""

    reference: str
    amount_minor: int
    currency: str
    email: str
    description: str
    outcome: str
    is_open: bool
    back_url: str


@dataclass(frozen=True, slots=True)
class DueWebhook:
    """One to be sent now; `id` is what to report its end under."""

    id: int
    headers: dict[str, str]
    body: bytes


class SandboxPayments:
    """Keeps its books apart from the shop's, as an outside provider would."""

    name = "sandbox"
    title = "Sandbox gateway"
    currencies = frozenset(EXPONENTS)
    page_hosts: frozenset[str] = frozenset()

    def __init__(self, outside: UnitOfWork, *, secret: str, clock: Clock = utc_now) -> None:
        self._outside = outside
        self._secret = hashlib.sha256(b"sandbox payments:" + secret.encode()).digest()
        self._clock = clock

    def check(self) -> None:
        """Nothing to go wrong."""

    def start(self, ask: PaymentAsk) -> PaymentStarted:
        """The same reference leads to the same page; with another amount it is refused (`duplicate`)."""
        with self._outside() as session:
            known = self._write_down(session, ask)
            if (known.data["amount"], known.data["currency"]) != (ask.amount_minor, ask.currency):
                raise ProviderRefused("duplicate", "Duplicate reference with another amount.")
        return PaymentStarted(
            pay_url=our_page(ask, f"/sandbox/gateway/{quote(ask.reference)}"),
            access_code=ask.reference,
            provider_reference=_number(ask),
        )

    def look_up(self, reference: str) -> PaymentSeen:
        with self._outside() as session:
            record = _find(session, PAYMENT, reference)
            return PaymentSeen(outcome=Outcome.UNKNOWN) if record is None else self._seen(record)

    def refund(self, ask: RefundAsk) -> RefundSeen:
        """Raises ProviderRefused (`not_found`, `not_paid`, `too_much`)."""
        now = self._clock()
        with self._outside() as session:
            payment = _take(session, PAYMENT, ask.payment_reference)
            if payment is None:
                raise ProviderRefused("not_found", "No such payment.")
            known = _find(session, REFUND, ask.reference)
            if known is None:
                known = self._give_back(session, payment, ask, now)
            return self._refund_seen(known)

    def look_up_refund(self, ask: RefundAsk, provider_reference: str | None) -> RefundSeen:
        with self._outside() as session:
            record = _find(session, REFUND, ask.reference)
            return RefundSeen(outcome=RefundOutcome.UNKNOWN) if record is None else self._refund_seen(record)

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        if not hmac.compare_digest(headers.get(SIGNATURE, "").encode(), self._sign(body).encode()):
            raise BadSignature
        told = json.loads(body)
        key = f"{told['event']}|{told['data']['id']}|{told['data']['status']}"
        return WebhookNote(
            event_key=hashlib.sha256(key.encode()).hexdigest(),
            kind=told["event"],
            reference=told["data"]["payment_reference"],
        )

    # What the make-believe outside shows and does by itself, and what people who try it may do to it.

    def look_at(self, reference: str) -> SandboxPayment | None:
        """A payment for its page."""
        with self._outside() as session:
            record = _find(session, PAYMENT, reference)
            if record is None:
                return None
            data = record.data
            return SandboxPayment(
                reference=reference,
                amount_minor=data["amount"],
                currency=data["currency"],
                email=data["email"],
                description=data["description"],
                outcome=data["outcome"],
                is_open=data["outcome"] in _UNDECIDED,
                back_url=_back_url(data["return_url"], reference),
            )

    def decide(self, reference: str, outcome: str, *, is_late: bool = False, refunds_fail: bool = False) -> str | None:
        """What the customer chose: success, failed or abandoned; reversed takes a paid one back.

        Returns where the browser goes now; None for a payment that is not known. A decision already made stands.
        """
        now = self._clock()
        with self._outside() as session:
            record = _take(session, PAYMENT, reference)
            if record is None:
                return None
            data = record.data
            if data["outcome"] in _DECIDED_FROM[outcome]:
                known_at = now + (LATE if is_late else timedelta())
                record.data = {
                    **data,
                    "outcome": outcome,
                    "known_at": known_at.isoformat(),
                    "refunds_fail": refunds_fail,
                    "tries": 0,
                }
                # Who merely went away causes no event.
                record.due_at = None if outcome == "abandoned" else known_at + TOLD_AFTER
                record.updated_at = now
            return _back_url(data["return_url"], reference)

    def due_webhooks(self, *, limit: int = 20) -> list[DueWebhook]:
        """What is to be told now. Each comes again later unless `told` is called for it."""
        now = self._clock()
        with self._outside() as session:
            due = session.scalars(
                select(SandboxRecord)
                .where(SandboxRecord.kind.in_((PAYMENT, REFUND)), SandboxRecord.due_at <= now)
                .order_by(SandboxRecord.due_at, SandboxRecord.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            return [self._webhook(record, now) for record in due]

    def told(self, webhook_id: int) -> None:
        """The shop has taken this one."""
        with self._outside() as session:
            record = session.get(SandboxRecord, webhook_id, with_for_update=True)
            if record is not None:
                record.due_at = None

    def _write_down(self, session: Session, ask: PaymentAsk) -> SandboxRecord:
        """Once, also when asked twice at the same moment."""
        now = self._clock()
        data: dict[str, Any] = {
            "id": _number(ask),
            "amount": ask.amount_minor,
            "currency": ask.currency,
            "email": ask.email,
            "description": ask.description,
            "return_url": ask.return_url,
            "outcome": "pending",
            "known_at": now.isoformat(),
            "refunds_fail": False,
            "refunded": 0,
            "tries": 0,
        }
        session.execute(
            insert_into(session, SandboxRecord)
            .values(kind=PAYMENT, reference=ask.reference, data=data, created_at=now, updated_at=now)
            .on_conflict_do_nothing()
        )
        found = _find(session, PAYMENT, ask.reference)
        assert found is not None  # noqa: S101  # it was there or is now
        return found

    def _give_back(self, session: Session, payment: SandboxRecord, ask: RefundAsk, now: datetime) -> SandboxRecord:
        if payment.data["outcome"] != "success":
            raise ProviderRefused("not_paid", "Only a paid payment can be refunded.")
        refunded = payment.data["refunded"] + ask.amount_minor
        if ask.currency != payment.data["currency"] or refunded > payment.data["amount"]:
            raise ProviderRefused("too_much", "More than was paid.")
        fails = payment.data["refunds_fail"]
        payment.data = {**payment.data, "refunded": payment.data["refunded"] if fails else refunded}
        known_at = now + REFUNDED_AFTER
        record = SandboxRecord(
            kind=REFUND,
            reference=ask.reference,
            data={
                "id": f"RF-{ask.reference}",
                "payment": ask.payment_reference,
                "amount": ask.amount_minor,
                "currency": ask.currency,
                "outcome": "failed" if fails else "success",
                "known_at": known_at.isoformat(),
                "tries": 0,
            },
            due_at=known_at + TOLD_AFTER,
            created_at=now,
            updated_at=now,
        )
        session.add(record)
        return record

    def _seen(self, record: SandboxRecord) -> PaymentSeen:
        data = record.data
        outcome = data["outcome"] if self._is_known(data) else "pending"
        is_paid = outcome in {"success", "reversed"}
        return PaymentSeen(
            outcome=_OUTCOMES[outcome],
            amount_minor=data["amount"],
            currency=data["currency"],
            provider_reference=data["id"],
            paid_at=datetime.fromisoformat(data["known_at"]) if is_paid else None,
            message=_WORDS.get(outcome, ""),
        )

    def _refund_seen(self, record: SandboxRecord) -> RefundSeen:
        data = record.data
        if not self._is_known(data):
            return RefundSeen(outcome=RefundOutcome.PROCESSING, provider_reference=data["id"])
        if data["outcome"] == "failed":
            words = "The customer's bank did not take it back."
            return RefundSeen(outcome=RefundOutcome.FAILED, provider_reference=data["id"], message=words)
        return RefundSeen(outcome=RefundOutcome.SUCCEEDED, provider_reference=data["id"])

    def _is_known(self, data: Mapping[str, Any]) -> bool:
        return self._clock() >= datetime.fromisoformat(data["known_at"])

    def _webhook(self, record: SandboxRecord, now: datetime) -> DueWebhook:
        data = record.data
        record.data = {**data, "tries": data["tries"] + 1}
        record.due_at = now + TELL_AGAIN if data["tries"] + 1 < _MOST_TRIES else None
        told = {
            "event": f"{record.kind}.{_OUTCOMES[data['outcome']].value}",
            "data": {
                "id": data["id"],
                "status": data["outcome"],
                "payment_reference": data.get("payment", record.reference),
                "amount": data["amount"],
                "currency": data["currency"],
            },
        }
        body = json.dumps(told, separators=(",", ":")).encode()
        return DueWebhook(record.id, {SIGNATURE: self._sign(body), "content-type": "application/json"}, body)

    def _sign(self, body: bytes) -> str:
        return hmac.new(self._secret, body, hashlib.sha512).hexdigest()


def _find(session: Session, kind: str, reference: str) -> SandboxRecord | None:
    return session.scalar(_one(kind, reference))


def _take(session: Session, kind: str, reference: str) -> SandboxRecord | None:
    """The record, held until the end of the transaction."""
    return session.scalar(_one(kind, reference).with_for_update())


def _one(kind: str, reference: str) -> Select[SandboxRecord]:
    return select(SandboxRecord).where(SandboxRecord.kind == kind, SandboxRecord.reference == reference)


def _number(ask: PaymentAsk) -> str:
    return f"SP-{ask.reference}"


def _back_url(return_url: str, reference: str) -> str:
    joint = "&" if urlsplit(return_url).query else "?"
    return f"{return_url}{joint}reference={quote(reference)}"
