"""The sandbox's delivery provider: make-believe carriers whose parcels move by themselves.

Words in an address's first line stand for what can go wrong; see docs/operations.md, "Delivery".
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.address import Address
from app.domain.states import ShipmentState
from app.integrations.delivery.carriers import BY_SLUG, CARRIERS, Carrier, eta_of
from app.integrations.delivery.places import way_of
from app.models import SandboxRecord
from app.services.ports import Clock, UnitOfWork
from app.services.provider_ports import (
    BadSignature,
    BookAsk,
    ParcelAsk,
    ParcelSeen,
    ProviderDown,
    ProviderRefused,
    ProviderUnclear,
    RateSeen,
    TrackedStep,
    WebhookNote,
)

PARCEL: Final = "parcel"
SIGNATURE: Final = "x-souk-parcel-signature"
RATE_LIFE: Final = timedelta(minutes=30)
# A parcel waits this long for its carrier, then takes a step at a time.
COLLECTED_AFTER: Final = timedelta(minutes=2)
STEP: Final = timedelta(minutes=1)

_NUMBER: Final = "parcel_number"
_WALLET: Final = "parcel_wallet"
_S = ShipmentState
_STAGES: Final = (
    (_S.BOOKED, "confirmed", "The carrier has the order and will collect the parcel"),
    (_S.IN_TRANSIT, "picked-up", "Collected from the store"),
    (_S.IN_TRANSIT, "in-transit", "Sorted and on its way"),
    (_S.OUT_FOR_DELIVERY, "out-for-delivery", "With the courier"),
    (_S.DELIVERED, "delivered", "Delivered"),
)
_MISSED: Final = (_S.EXCEPTION, "delivery-attempted", "Nobody was there; the courier will try again")
_IN_TOWN: Final = 2


@dataclass(frozen=True, slots=True)
class SandboxParcel:
    """A parcel as the make-believe carrier's own page shows it."""

    carrier: Carrier
    seen: ParcelSeen
    sender: str
    recipient: str
    is_over: bool


class SandboxDelivery:
    """Quotes need no memory: a rate's id says whose it is, what it costs and until when it holds."""

    name = "sandbox"
    title = "Sandbox carriers"

    def __init__(self, outside: UnitOfWork, *, secret: str, clock: Clock = utc_now) -> None:
        self._outside = outside
        self._secret = hashlib.sha256(b"sandbox parcels:" + secret.encode()).digest()
        self._clock = clock

    def check(self) -> None:
        """Nothing to go wrong."""

    def quote(self, ask: ParcelAsk) -> list[RateSeen]:
        """Every carrier that goes there with such a parcel, the cheapest first."""
        line = ask.recipient.line1.casefold()
        if "nowhere" in line:
            raise ProviderRefused("address_refused", "No carrier knows this address.")
        if "silent street" in line:
            raise ProviderDown("the carriers do not answer")
        rates = [self._rate(carrier, ask) for carrier in CARRIERS if _carries(carrier, ask, line)]
        return sorted(rates, key=lambda rate: (rate.fee_minor, rate.carrier_slug))

    def save_address(self, address: Address) -> str:
        if "nowhere" in address.line1.casefold():
            raise ProviderRefused("address_refused", "No carrier knows this address.")
        return f"AD-{secrets.token_hex(8).upper()}"

    def update_address(self, provider_address_id: str, address: Address) -> None:
        self.save_address(address)

    def delete_address(self, provider_address_id: str) -> None:
        """Addresses are not kept here."""

    def book(self, ask: BookAsk) -> ParcelSeen:
        """One parcel for one reference, however often it is asked for."""
        now, line = self._clock(), ask.parcel.recipient.line1.casefold()
        carrier, cost = self._read_rate(ask, now)
        if "locked gate" in line:
            raise ProviderRefused("address_refused", "The carrier cannot get to this address.")
        with self._outside() as session:
            if _is_wallet_empty(session):
                raise ProviderRefused("wallet_empty", "Insufficient wallet balance.")
            record = _find(session, ask.reference)
            is_new = record is None
            if record is None:
                record = self._write_down(session, ask, carrier, cost, now)
            seen = _seen(record)
        if is_new and "broken line" in line:
            raise ProviderUnclear("the answer was lost")
        return seen

    def find_booking(self, reference: str) -> ParcelSeen | None:
        with self._outside() as session:
            record = _find(session, reference)
            return None if record is None else _seen(record)

    def track(self, provider_shipment_id: str) -> ParcelSeen:
        found = self.find_booking(provider_shipment_id.removeprefix("SB-"))
        if found is None:
            raise ProviderRefused("not_found")
        return found

    def cancel(self, provider_shipment_id: str) -> None:
        """Until the parcel was collected. Cancelling twice is no error."""
        now = self._clock()
        with self._outside() as session:
            record = _find(session, provider_shipment_id.removeprefix("SB-"))
            if record is None:
                raise ProviderRefused("not_found")
            state = _seen(record).state
            if state is _S.CANCELLED:
                return
            if state is not _S.BOOKED:
                raise ProviderRefused("too_late", "The parcel has been collected.")
            _append(record, (_S.CANCELLED, "cancelled", "Cancelled by the sender"), now)
            record.due_at = None

    def read_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookNote:
        if not hmac.compare_digest(headers.get(SIGNATURE, "").encode(), self._sign(body).encode()):
            raise BadSignature
        data = json.loads(body)
        return WebhookNote(
            event_key=hashlib.sha256(f"{data['shipment_id']}:{data['status']}:{data['steps']}".encode()).hexdigest(),
            kind="parcel.moved",
            reference=data["shipment_id"],
        )

    # What the make-believe outside does by itself, and what people who try it may do to it.

    def move_due(self, *, limit: int = 20) -> list[tuple[dict[str, str], bytes]]:
        """Let parcels whose time has come take a step; returns the webhooks this causes: headers and body."""
        now = self._clock()
        with self._outside() as session:
            due = session.scalars(
                select(SandboxRecord)
                .where(SandboxRecord.kind == PARCEL, SandboxRecord.due_at <= now)
                .order_by(SandboxRecord.due_at, SandboxRecord.id)
                .limit(limit)
                .with_for_update(skip_locked=True)
            ).all()
            return [self._move(record, now) for record in due]

    def move_now(self, tracking_number: str) -> list[tuple[dict[str, str], bytes]]:
        """Let one parcel take its next step at once; none when it is at its end or unknown."""
        with self._outside() as session:
            record = _by_number(session, tracking_number)
            return [] if record is None or record.due_at is None else [self._move(record, self._clock())]

    def look_at(self, tracking_number: str) -> SandboxParcel | None:
        """A parcel by the number on its label."""
        with self._outside() as session:
            record = _by_number(session, tracking_number)
            if record is None:
                return None
            data = record.data
            carrier = BY_SLUG[data["carrier"]]
            return SandboxParcel(carrier, _seen(record), data["sender"], data["recipient"], record.due_at is None)

    def set_wallet(self, *, is_empty: bool) -> None:
        """Empty the purse carriers are paid from, or fill it."""
        with self._outside() as session:
            record = session.scalar(select(SandboxRecord).where(SandboxRecord.kind == _WALLET))
            now = self._clock()
            if record is None:
                record = SandboxRecord(kind=_WALLET, reference="wallet", created_at=now)
                session.add(record)
            record.data, record.updated_at = {"is_empty": is_empty}, now

    def _rate(self, carrier: Carrier, ask: ParcelAsk) -> RateSeen:
        way = way_of(ask.sender, ask.recipient)
        fee = carrier.fee_minor(way, ask.weight_grams, ask.currency)
        eta_text, eta_minutes = eta_of(carrier.days_for(way) or 0)
        until = int((self._clock() + RATE_LIFE).timestamp())
        return RateSeen(
            provider_rate_id=f"{carrier.slug}.{fee}.{ask.currency}.{until}.{secrets.token_hex(4)}",
            carrier_name=carrier.name,
            carrier_slug=carrier.slug,
            carrier_logo=carrier.logo,
            fee_minor=fee,
            currency=ask.currency,
            eta_text=eta_text,
            eta_minutes=eta_minutes,
        )

    def _read_rate(self, ask: BookAsk, now: datetime) -> tuple[Carrier, int]:
        slug, _, rest = ask.provider_rate_id.partition(".")
        fee, _currency, until, *_ = (*rest.split("."), "", "", "")
        carrier = BY_SLUG.get(slug)
        if carrier is None or not fee.isdecimal() or not until.isdecimal() or int(until) < now.timestamp():
            raise ProviderRefused("rate_gone", "This rate is no longer offered.")
        return carrier, int(fee)

    def _write_down(self, session: Session, ask: BookAsk, carrier: Carrier, cost: int, now: datetime) -> SandboxRecord:
        digits = int.from_bytes(hashlib.blake2s(ask.reference.encode(), digest_size=6).digest(), "big")
        number = f"{carrier.prefix}{digits % 10**10:010d}"
        sender, recipient = ask.parcel.sender, ask.parcel.recipient
        data: dict[str, Any] = {
            "carrier": carrier.slug,
            "number": number,
            "cost": cost,
            "sender": _town(sender),
            "recipient": _town(recipient),
            "misses": "missed door" in recipient.line1.casefold(),
            "steps": [],
        }
        record = SandboxRecord(
            kind=PARCEL, reference=ask.reference, data=data, due_at=now + COLLECTED_AFTER, created_at=now
        )
        _append(record, _STAGES[0], now)
        by_number = SandboxRecord(
            kind=_NUMBER, reference=number, data={"parcel": ask.reference}, created_at=now, updated_at=now
        )
        session.add_all([record, by_number])
        session.flush()
        return record

    def _move(self, record: SandboxRecord, now: datetime) -> tuple[dict[str, str], bytes]:
        steps = record.data["steps"]
        before = steps[-1]["raw"]
        if before == _MISSED[1]:
            stage = _STAGES[-1]
        else:
            stage = _STAGES[[raw for _, raw, _ in _STAGES].index(before) + 1]
            if stage[0] is _S.DELIVERED and record.data["misses"]:
                stage = _MISSED
        _append(record, stage, now)
        record.due_at = None if stage[0] is _S.DELIVERED else now + STEP
        body = json.dumps(
            {"shipment_id": f"SB-{record.reference}", "status": stage[1], "steps": len(steps) + 1}
        ).encode()
        return {SIGNATURE: self._sign(body), "content-type": "application/json"}, body

    def _sign(self, body: bytes) -> str:
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()


def _carries(carrier: Carrier, ask: ParcelAsk, line: str) -> bool:
    if carrier.slug == "night-owl" and "slow lane" in line:
        return False
    return ask.weight_grams <= carrier.most_grams and carrier.days_for(way_of(ask.sender, ask.recipient)) is not None


def _town(address: Address) -> str:
    return address.city if address.city == address.state else f"{address.city}, {address.state}"


def _is_wallet_empty(session: Session) -> bool:
    data = session.scalar(select(SandboxRecord.data).where(SandboxRecord.kind == _WALLET))
    return bool(data and data["is_empty"])


def _find(session: Session, reference: str) -> SandboxRecord | None:
    return session.scalar(
        select(SandboxRecord)
        .where(SandboxRecord.kind == PARCEL, SandboxRecord.reference == reference)
        .with_for_update()
    )


def _by_number(session: Session, tracking_number: str) -> SandboxRecord | None:
    data = session.scalar(
        select(SandboxRecord.data).where(SandboxRecord.kind == _NUMBER, SandboxRecord.reference == tracking_number)
    )
    return None if data is None else _find(session, data["parcel"])


def _append(record: SandboxRecord, stage: tuple[ShipmentState, str, str], now: datetime) -> None:
    """A further step, in a new document: changes inside the old one would not be noticed."""
    state, raw, words = stage
    steps = record.data["steps"]
    at_door = state in {_S.OUT_FOR_DELIVERY, _S.DELIVERED, _S.EXCEPTION} or len(steps) >= _IN_TOWN
    step = {
        "state": state.value,
        "raw": raw,
        "words": words,
        "place": record.data["recipient" if at_door else "sender"],
        "at": now.isoformat(),
    }
    record.data = {**record.data, "steps": [*steps, step]}
    record.updated_at = now


def _seen(record: SandboxRecord) -> ParcelSeen:
    data = record.data
    steps = tuple(
        TrackedStep(
            state=ShipmentState(step["state"]),
            raw_status=step["raw"],
            description=step["words"],
            place=step["place"],
            at=datetime.fromisoformat(step["at"]),
        )
        for step in data["steps"]
    )
    seen = ParcelSeen(
        provider_shipment_id=f"SB-{record.reference}",
        state=steps[-1].state,
        raw_status=steps[-1].raw_status,
        tracking_number=data["number"],
        cost_minor=data["cost"],
        steps=steps,
    )
    page = f"/sandbox/parcel/{data['number']}"
    return replace(seen, tracking_url=page, label_url=f"{page}/label")
