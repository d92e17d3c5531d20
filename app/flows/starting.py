"""Registering a payment at its provider: written down before, recorded after, and safe to be cut short anywhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TypeAlias

from app.domain.errors import PaymentMethodUnavailable, ProviderFailed
from app.domain.states import PaymentState
from app.models import PaymentMethod
from app.services import payments
from app.services.payments import ToStart
from app.services.platforms import Storefront
from app.services.ports import Clock, UnitOfWork
from app.services.provider_ports import (
    Outcome,
    PaymentAsk,
    PaymentProvider,
    PaymentStarted,
    ProviderError,
    ProviderRefused,
    Providers,
    ProviderUnclear,
)

# Makes the address of our own page to which the provider sends the customer back, out of our reference.
ReturnUrl: TypeAlias = Callable[[str], str]


def gateway_of(providers: Providers, storefront: Storefront, currency: str | None = None) -> PaymentProvider:
    """The gateway that serves a storefront in its currency, or another one. Raises PaymentMethodUnavailable."""
    provider = providers.payments(storefront)
    if provider is None or (currency or storefront.currency) not in provider.currencies:
        raise PaymentMethodUnavailable(method=PaymentMethod.GATEWAY.value)
    return provider


def start(
    uow: UnitOfWork,
    clock: Clock,
    providers: Providers,
    *,
    reference: str,
    return_url: ReturnUrl,
    locale: str | None = None,
) -> ToStart:
    """See to it that a payment can be paid, and say where: `pay_url`, None once it no longer waits for anybody.

    Asked again, the first answer is given again. A payment that the provider knows, but whose page's address was lost
    on the way, is asked for anew under another reference, which is then the answer's. `locale` is the payment page's,
    where it is not the order's or the customer's.

    Raises PaymentNotFound; ProviderFailed, when nothing was charged and it may be tried again.
    """
    wanted = _get_to_start(uow, reference, locale)
    if not _is_to_start(wanted):
        return wanted
    provider = providers.payment_named(wanted.provider)
    if provider is None:
        raise ProviderFailed(service="payments")
    try:
        return _record(uow, clock, wanted.reference, _ask(provider, wanted, return_url))
    except ProviderRefused as error:
        outcome = _look_up(provider, wanted.reference)
        if outcome is Outcome.UNKNOWN:
            raise ProviderFailed(service="payments") from error
        if outcome is Outcome.SUCCEEDED:
            # Paid in the meantime: whoever looks next takes note of it.
            return wanted
    except ProviderError as error:
        raise ProviderFailed(service="payments") from error
    with uow() as session:
        newer = payments.replace(session, reference=wanted.reference, now=clock())
    return _start_anew(uow, clock, provider, _get_to_start(uow, newer, locale), return_url)


def payable_at(started: ToStart) -> str | None:
    """Where it is paid; None once it does not wait for anybody any more."""
    return started.pay_url if started.state is PaymentState.PENDING else None


def _get_to_start(uow: UnitOfWork, reference: str, locale: str | None) -> ToStart:
    with uow() as session:
        wanted = payments.get_to_start(session, reference=reference)
    return wanted if locale is None else dataclasses.replace(wanted, locale=locale)


def _is_to_start(wanted: ToStart) -> bool:
    return wanted.state is PaymentState.PENDING and wanted.pay_url is None


def _start_anew(
    uow: UnitOfWork, clock: Clock, provider: PaymentProvider, wanted: ToStart, return_url: ReturnUrl
) -> ToStart:
    if not _is_to_start(wanted):
        return wanted
    try:
        return _record(uow, clock, wanted.reference, _ask(provider, wanted, return_url))
    except ProviderError as error:
        raise ProviderFailed(service="payments") from error


def _ask(provider: PaymentProvider, wanted: ToStart, return_url: ReturnUrl) -> PaymentStarted:
    """Once more where the answer was lost: the reference keeps it one payment. Raises ProviderError."""
    ask = PaymentAsk(
        reference=wanted.reference,
        amount_minor=wanted.amount_minor,
        currency=wanted.currency,
        email=wanted.email,
        name=wanted.name,
        phone=wanted.phone,
        description=_description(wanted),
        return_url=return_url(wanted.reference),
        locale=wanted.locale,
    )
    try:
        return provider.start(ask)
    except ProviderUnclear:
        return provider.start(ask)


def _description(wanted: ToStart) -> str:
    """What the payment page and the bank say it is for; no sentence, so the same in every language."""
    return f"{wanted.shop}: {wanted.subject}"


def _look_up(provider: PaymentProvider, reference: str) -> Outcome:
    try:
        return provider.look_up(reference).outcome
    except ProviderError:
        return Outcome.UNKNOWN


def _record(uow: UnitOfWork, clock: Clock, reference: str, started: PaymentStarted) -> ToStart:
    with uow() as session:
        return payments.record_started(session, reference=reference, started=started, now=clock())
