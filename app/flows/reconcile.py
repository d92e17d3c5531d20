"""Compares our gateway payments with their providers, one by one, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.services.ports import Clock, UnitOfWork
from app.services.provider_ports import ProviderError, Providers
from app.services.reconciliation import OurPayment, find_difference, list_payments


@dataclass(frozen=True, slots=True)
class Compared:
    """A payment and what does not match; nothing when all does."""

    payment: OurPayment
    difference: str | None


def compare_payments(uow: UnitOfWork, clock: Clock, providers: Providers, *, since: datetime) -> Iterator[Compared]:
    """Ask for each payment since then, outside of any transaction."""
    with uow() as session:
        found = list_payments(session, since=since)
    for payment in found:
        provider = providers.payment_named(payment.provider)
        if provider is None:
            yield Compared(payment, f"{payment.provider} is not configured here")
            continue
        try:
            seen = provider.look_up(payment.reference)
        except ProviderError as error:
            yield Compared(payment, f"could not be asked ({error})")
            continue
        yield Compared(payment, find_difference(payment, seen, now=clock()))
