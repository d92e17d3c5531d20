"""Finding out what became of payments: asked outside of any transaction, applied in one, by whoever is first."""

from __future__ import annotations

from typing import Final

import structlog

from app.domain.states import PaymentState
from app.services import payment_views, payments, settling, unpaid_orders
from app.services.payment_views import Settled
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import ProviderError, Providers

log = structlog.get_logger()

_AT_ONCE: Final = 20


def settle(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, *, reference: str) -> Settled:
    """Ask the provider how a payment stands, take note of it, and say how it stands now.

    The browser that comes back, the webhook, the third party that verifies and the worker that polls all call this,
    at the same moment if need be: each fact takes effect once. Where the provider cannot be asked, what is known so
    far is said, marked as not fresh, and a worker asks again.

    Raises PaymentNotFound.
    """
    with uow() as session:
        known = payment_views.get_settled(session, reference=reference)
    provider = providers.payment_named(known.provider)
    if provider is None:
        # Paid by the shopping card, or by a gateway that is no longer configured.
        return known
    try:
        seen = provider.look_up(reference)
    except ProviderError:
        with uow() as session:
            payments.put_off(session, reference=reference, now=clock())
            return payment_views.get_settled(session, reference=reference, is_fresh=False)
    with uow() as session:
        settling.apply(session, reference=reference, seen=seen, texts=texts, now=clock())
        return payment_views.get_settled(session, reference=reference)


def settle_due(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts) -> int:
    """Look into the payments whose time has come; how many those were."""
    with uow() as session:
        due = payments.claim_due(session, now=clock(), limit=_AT_ONCE)
    for reference in due:
        try:
            settle(uow, clock, providers, texts, reference=reference)
        except Exception:  # whatever it was, the other payments must still be looked at; this one is due again
            log.exception("payment_not_settled", reference=reference)
    return len(due)


def expire_due(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts) -> int:
    """Give up orders whose time to pay is over, after a last look at their payments; how many were dealt with."""
    with uow() as session:
        overdue = unpaid_orders.list_overdue(session, now=clock(), limit=_AT_ONCE)
        forgotten = unpaid_orders.list_forgotten(session, now=clock(), limit=_AT_ONCE)
    done = 0
    for order_id in overdue:
        try:
            done += expire_order(uow, clock, providers, texts, order_id=order_id)
        except Exception:  # whatever it was, what the other orders hold must still be given back
            log.exception("order_not_expired", order_id=order_id)
    for order_id in forgotten:
        with uow() as session:
            done += unpaid_orders.cancel_forgotten(session, order_id=order_id, now=clock())
    return done


def expire_order(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, *, order_id: int) -> bool:
    """Whether the order was given up, or turned out to be paid; False where its provider must be waited for."""
    with uow() as session:
        references = unpaid_orders.list_references(session, order_id=order_id)
    looked = [settle(uow, clock, providers, texts, reference=reference) for reference in references]
    if any(settled.state is PaymentState.SUCCEEDED for settled in looked):
        return True
    with uow() as session:
        if not all(settled.is_fresh for settled in looked) and unpaid_orders.put_off(
            session, order_id=order_id, now=clock()
        ):
            return True
        return unpaid_orders.expire(session, order_id=order_id, texts=texts, now=clock())
