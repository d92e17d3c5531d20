"""Buying a bill: check, PIN, hold the money, ask the provider; and finding out what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

import structlog
from sqlalchemy.exc import IntegrityError

from app.domain.bills import VALIDATED, BillKind, BillReason, Step, limits_minor
from app.domain.errors import BillAmountInvalid, BillerMismatch, BillPhoneInvalid, BillPriceMismatch, DomainError
from app.domain.phone import to_e164
from app.flows import bill_plans
from app.flows.pins import check_pin
from app.models import Bill
from app.services.bills import AccountView, BillView, PlanView, ServiceView, purchases, settling
from app.services.bills.purchases import NewBill
from app.services.platforms import Storefront
from app.services.ports import Clock, KeyedHasher, MessageTexts, UnitOfWork
from app.services.provider_ports import (
    BillProvider,
    BillSeen,
    ProviderDown,
    ProviderError,
    ProviderMisconfigured,
    ProviderRefused,
    Providers,
)

log = structlog.get_logger()

_REFUSALS: Final = {"account_not_found": BillReason.ACCOUNT_NOT_FOUND}


class Buyer(Protocol):
    """Who buys: whoever is signed in, by browser or by token."""

    @property
    def customer_id(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyBill:
    """A purchase from the shopping card.

    `request_key` is the form's or request's own: whatever is sent under it a second time gets the first purchase.
    `account_number` is a phone, meter or smart card number. Airtime needs no `package_slug`. `biller_id` and
    `biller_slug` are compared where they are given.
    """

    request_key: str
    kind: BillKind
    service_uuid: UUID
    account_number: str
    amount_minor: int
    package_slug: str | None = None
    biller_id: int | None = None
    biller_slug: str | None = None
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class _Office:
    """What asking and settling work with."""

    uow: UnitOfWork
    clock: Clock
    providers: Providers
    texts: MessageTexts


def purchase(
    uow: UnitOfWork,
    clock: Clock,
    keyed: KeyedHasher,
    providers: Providers,
    command: BuyBill,
    *,
    storefront: Storefront,
    customer: Buyer,
    pin: str,
    texts: MessageTexts,
) -> BillView:
    """Check everything and the PIN, hold the money, ask the provider, and move the money as it answers.

    Once per request key, also when sent twice at the same moment. The answer may be pending: it is then looked up in
    the background until it is decided. A failed one has its money back already.

    Raises BillsUnavailable, BillServiceNotFound, BillPlanNotFound, BillerMismatch, BillPhoneInvalid,
    BillAccountNotFound, BillAmountInvalid, BillPriceMismatch; ProviderFailed, when nothing was done; PinWrong,
    PinLocked, PinNotSet; BalanceTooLow.
    """
    office = _Office(uow, clock, providers, texts)
    before = _find_id(office, customer, command)
    if before is not None:
        return _ask(office, before)
    new = _checked(office, command, storefront, customer)
    check_pin(uow, keyed, customer_id=customer.customer_id, pin=pin, now=clock())
    try:
        with uow() as session:
            bill_id = purchases.open_bill(session, storefront, new, now=clock()).id
    except (IntegrityError, DomainError):
        # The same purchase, sent twice at once, may have won and spent the money that this one then missed.
        winner = _find_id(office, customer, command)
        if winner is None:
            raise
        return _ask(office, winner)
    return _ask(office, bill_id)


def check_due(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, *, limit: int = 20) -> int:
    """Look up what is due and settle it; take up what was never asked. Returns how many were looked at."""
    office = _Office(uow, clock, providers, texts)
    with uow() as session:
        due = settling.take_due(session, now=clock(), limit=limit)
    for bill in due:
        try:
            _look(office, bill)
        except Exception:  # whatever it was, the other bills must still be looked at; this one is due again
            log.exception("bill_check_failed", bill=bill.bill_id)
    return len(due)


def look_now(
    uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, *, due: settling.Due
) -> BillView:
    """Look up one bill that the caller has taken, and tell how it stands."""
    _look(_Office(uow, clock, providers, texts), due)
    with uow() as session:
        return purchases.view_of(session, session.get_one(Bill, due.bill_id, populate_existing=True))


def _look(office: _Office, due: settling.Due) -> None:
    if due.attempts == 0:
        with office.uow() as session:
            if settling.give_up_unasked(session, bill_id=due.bill_id, texts=office.texts, now=office.clock()):
                return
        _ask(office, due.bill_id)
        return
    provider = office.providers.bills_named(due.provider)
    seen = None if provider is None else _looked_up(provider, due.reference)
    with office.uow() as session:
        step = settling.note_seen(session, bill_id=due.bill_id, seen=seen, texts=office.texts, now=office.clock())
    if step is Step.ASK_AGAIN:
        _ask(office, due.bill_id, attempts=due.attempts)


def _looked_up(provider: BillProvider, reference: str) -> BillSeen | None:
    """None: no usable answer."""
    try:
        return provider.look_up(reference)
    except ProviderMisconfigured:
        log.error("bill_provider_misconfigured", provider=provider.name)  # noqa: TRY400  # the traceback tells no more
    except ProviderError as error:
        log.warning("bill_look_up_failed", provider=provider.name, why=type(error).__name__)
    return None


def _find_id(office: _Office, customer: Buyer, command: BuyBill) -> int | None:
    with office.uow() as session:
        found = purchases.find_by_key(session, customer_id=customer.customer_id, request_key=command.request_key)
        return None if found is None else found.id


def _ask(office: _Office, bill_id: int, *, attempts: int = 0) -> BillView:
    """Ask the provider, unless somebody has; then tell how the bill stands."""
    with office.uow() as session:
        bill = session.get_one(Bill, bill_id)
        provider = office.providers.bills_named(bill.provider)
        ask = None
        if provider is not None:
            ask = settling.begin_ask(session, bill_id=bill_id, attempts=attempts, now=office.clock())
    if provider is not None and ask is not None:
        try:
            seen: BillSeen | BillReason | None = provider.pay(ask)
        except (ProviderRefused, ProviderDown, ProviderMisconfigured) as error:
            seen = _why_refused(provider, error)
        except ProviderError as error:
            log.warning("bill_purchase_unclear", provider=provider.name, why=type(error).__name__)
            seen = None
        _note(office, bill_id, attempts + 1, seen)
    with office.uow() as session:
        return purchases.view_of(session, session.get_one(Bill, bill_id, populate_existing=True))


def _note(office: _Office, bill_id: int, attempt: int, seen: BillSeen | BillReason | None) -> None:
    with office.uow() as session:
        if isinstance(seen, BillReason):
            settling.note_refused(
                session, bill_id=bill_id, attempt=attempt, reason=seen, texts=office.texts, now=office.clock()
            )
        else:
            settling.note_seen(session, bill_id=bill_id, seen=seen, texts=office.texts, now=office.clock())


def _why_refused(provider: BillProvider, error: ProviderError) -> BillReason:
    if isinstance(error, ProviderRefused):
        log.info("bill_refused", provider=provider.name, code=error.code)
        return _REFUSALS.get(error.code, BillReason.REFUSED)
    log.error("bill_provider_not_reached", provider=provider.name, why=type(error).__name__)
    return BillReason.PROVIDER_DOWN


def _checked(office: _Office, command: BuyBill, storefront: Storefront, customer: Buyer) -> NewBill:
    """The purchase with everything about it found to be in order, as its company sees it now."""
    provider = bill_plans.provider_of(office.providers, storefront)
    service = bill_plans.find_service(
        office.uow, storefront=storefront, kind=command.kind, service=command.service_uuid
    )
    if command.biller_slug is not None and command.biller_slug.casefold() != service.slug.casefold():
        raise BillerMismatch
    _check_amount(command, storefront.currency, least=0)
    plan = bill_plans.pick(
        bill_plans.plans_of(provider, service, storefront.currency), command.package_slug, command.biller_id
    )
    if plan.amount_minor is not None and plan.amount_minor != command.amount_minor:
        raise BillPriceMismatch(expected_minor=plan.amount_minor, currency=storefront.currency)
    account = _account(provider, service, plan, command, storefront)
    _check_amount(command, storefront.currency, least=account.min_amount_minor)
    return NewBill(
        customer_id=customer.customer_id,
        request_key=command.request_key,
        service=service,
        plan=plan,
        account_number=account.number,
        account_name=account.name,
        amount_minor=command.amount_minor,
        provider=provider.name,
        locale=command.locale,
    )


def _check_amount(command: BuyBill, currency: str, *, least: int) -> None:
    minimum, maximum = limits_minor(command.kind, currency)
    if not max(minimum, least) <= command.amount_minor <= maximum:
        raise BillAmountInvalid(minimum_minor=max(minimum, least), maximum_minor=maximum, currency=currency)


def _account(
    provider: BillProvider, service: ServiceView, plan: PlanView, command: BuyBill, storefront: Storefront
) -> AccountView:
    """Where the value goes: a meter or smart card is looked up, a phone number only read."""
    if command.kind in VALIDATED:
        return bill_plans.account_of(provider, service, plan, command.account_number)
    phone = to_e164(command.account_number, region=storefront.country)
    if phone is None:
        raise BillPhoneInvalid
    return AccountView(number=phone, name="", min_amount_minor=0, currency=storefront.currency, message="")
