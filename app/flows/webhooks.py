"""What providers tell by themselves: checked, written down once, then handled by asking the provider for the truth.

A webhook is only a hint. Whether it comes twice, late, in another order or never makes no difference to what happens,
only to when.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import structlog

from app.domain.errors import PaymentNotFound
from app.flows import refunds, settlement, shipments
from app.services import provider_events
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_events import Noted
from app.services.provider_ports import BadSignature, ProviderDown, ProviderError, Providers, WebhookNote

log = structlog.get_logger()

_AT_ONCE: Final = 20


class UnknownProvider(Exception):
    """No provider of this name is configured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What webhooks are handled with."""

    uow: UnitOfWork
    clock: Clock
    providers: Providers
    texts: MessageTexts


def receive(intake: Intake, *, provider: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Take a webhook in and act on it; False when it was known already. Header names are lower case.

    Once this returns, the event is kept: what could not be done now, `handle_due` does.

    Raises UnknownProvider, BadSignature.
    """
    try:
        note = _read(intake.providers, provider, headers, body)
    except BadSignature:
        with intake.uow() as session:
            count = provider_events.count_refused(session, provider=provider, now=intake.clock())
        log.warning("webhook_refused", provider=provider, today=count)
        raise
    with intake.uow() as session:
        # A NUL may stand in a genuine body, but not in a text of PostgreSQL's.
        text = body.decode(errors="replace").replace("\x00", "\ufffd")
        event = provider_events.record(session, provider=provider, note=note, body=text, now=intake.clock())
    if event is None:
        return False
    _handle(intake, event)
    return True


def handle_due(intake: Intake) -> int:
    """Handle the events that were left, say because a provider could not be asked; how many were tried."""
    with intake.uow() as session:
        due = provider_events.take_due(session, now=intake.clock(), limit=_AT_ONCE)
    for event in due:
        _handle(intake, event)
    return len(due)


def _read(providers: Providers, name: str, headers: Mapping[str, str], body: bytes) -> WebhookNote:
    """Two providers may share a name and an address; the signature tells whose it is."""
    found = [one for one in (providers.payment_named(name), providers.delivery_named(name)) if one is not None]
    if not found:
        raise UnknownProvider
    for adapter in found:
        try:
            return adapter.read_webhook(headers, body)
        except BadSignature:
            continue
    raise BadSignature


def _handle(intake: Intake, event: Noted) -> None:
    act = _ACTIONS.get(event.kind.partition(".")[0], _ignore)
    try:
        outcome = act(intake, event)
    except ProviderError as error:
        _put_off(intake, event, type(error).__name__)
    except Exception:  # the provider is answered all the same, and the event is tried again
        log.exception("webhook_not_handled", provider=event.provider, kind=event.kind)
        _put_off(intake, event, "error")
    else:
        with intake.uow() as session:
            provider_events.note_handled(session, event_id=event.id, outcome=outcome, now=intake.clock())


def _put_off(intake: Intake, event: Noted, reason: str) -> None:
    with intake.uow() as session:
        is_kept = provider_events.note_failure(session, event_id=event.id, reason=reason, now=intake.clock())
    if not is_kept:
        log.error("webhook_given_up", provider=event.provider, kind=event.kind, event_id=event.id)


def _settle(intake: Intake, event: Noted) -> str:
    try:
        settled = settlement.settle(intake.uow, intake.clock, intake.providers, intake.texts, reference=event.reference)
    except PaymentNotFound:
        return "unknown_reference"
    if not settled.is_fresh:
        raise ProviderDown(event.provider)
    return settled.state.value


def _follow_refunds(intake: Intake, event: Noted) -> str:
    found = refunds.follow(intake.uow, intake.clock, intake.providers, intake.texts, payment_reference=event.reference)
    return "followed" if found else "nothing_under_way"


def _refresh_shipment(intake: Intake, event: Noted) -> str:
    is_ours = shipments.refresh(
        intake.uow,
        intake.clock,
        intake.providers,
        intake.texts,
        provider=event.provider,
        provider_shipment_id=event.reference,
    )
    return "refreshed" if is_ours else "unknown_reference"


def _ignore(_intake: Intake, _event: Noted) -> str:
    return "ignored"


# By the first word of an event's kind; what is not here is kept and does nothing.
_ACTIONS: Final[Mapping[str, Callable[[Intake, Noted], str]]] = {
    "charge": _settle,
    "payment": _settle,
    "refund": _follow_refunds,
    "shipment": _refresh_shipment,
    "parcel": _refresh_shipment,
}
