"""Sending refunds to the gateways that took the money: asked for once, looked up ever after."""

from __future__ import annotations

from typing import Final

import structlog

from app.services import refund_sending
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import (
    ProviderDown,
    ProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    Providers,
    RefundSeen,
)
from app.services.refund_sending import DueRefund

log = structlog.get_logger()

_AT_ONCE: Final = 20


def send_due(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts) -> int:
    """Send the refunds that are due, and look up those that were sent before; how many there were.

    That a refund is about to be sent is committed before its provider is asked. Whoever comes after a crash finds the
    mark and looks it up; only a refund its provider does not know is asked for again.
    """
    done = 0
    while done < _AT_ONCE:
        with uow() as session:
            due = refund_sending.claim_due(session, now=clock(), limit=1)
        for refund in due:
            try:
                _send(uow, clock, providers, texts, refund)
            except Exception:  # whatever it was, the others must still be sent; this one is due again
                log.exception("refund_not_handled", refund=refund.id)
        if not due:
            break
        done += 1
    return done


def follow(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, *, payment_reference: str) -> int:
    """Look up what is under way for a payment, when its provider says that something happened; how many there were."""
    with uow() as session:
        under_way = refund_sending.claim_of_payment(session, payment_reference=payment_reference, now=clock())
    for refund in under_way:
        _send(uow, clock, providers, texts, refund)
    return len(under_way)


def _send(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, due: DueRefund) -> None:
    provider = providers.payment_named(due.provider)
    if provider is None:
        _keep_problem(uow, clock, due, ProviderMisconfigured(f"no gateway {due.provider}"))
        return
    try:
        seen = provider.look_up_refund(due.ask, due.provider_reference) if due.was_asked else provider.refund(due.ask)
    except ProviderError as error:
        _keep_problem(uow, clock, due, error)
        return
    _record(uow, clock, texts, due, seen)


def _record(uow: UnitOfWork, clock: Clock, texts: MessageTexts, due: DueRefund, seen: RefundSeen) -> None:
    with uow() as session:
        refund_sending.record(session, due=due, seen=seen, texts=texts, now=clock())


def _keep_problem(uow: UnitOfWork, clock: Clock, due: DueRefund, error: ProviderError) -> None:
    problem = str(error) or type(error).__name__
    with uow() as session:
        if due.was_asked:
            refund_sending.unclear(session, due=due, problem=problem, now=clock())
        elif isinstance(error, ProviderRefused):
            refund_sending.refused(session, due=due, problem=problem, now=clock())
        elif isinstance(error, ProviderDown | ProviderMisconfigured):
            refund_sending.not_asked(session, due=due, problem=problem, now=clock())
        else:
            refund_sending.unclear(session, due=due, problem=problem, now=clock())
