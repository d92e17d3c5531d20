"""Another try to pay an order whose payment failed, was left, or came to nothing in time, or anything on a new page."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.domain.errors import ProviderFailed, TransitionRefused
from app.domain.states import OrderState, PaymentState
from app.flows.settlement import settle
from app.flows.starting import ReturnUrl, gateway_of, payable_at, start
from app.models import Order, PaymentMethod
from app.services import orders, payment_opening, payments, unpaid_orders
from app.services.payments import ToStart
from app.services.platforms import Storefront
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import Providers


def start_again(
    uow: UnitOfWork,
    clock: Clock,
    providers: Providers,
    *,
    storefront: Storefront,
    customer_id: int,
    number: str,
    return_url: ReturnUrl,
    texts: MessageTexts,
) -> str | None:
    """Where an unpaid order can be paid now; None when it turns out to be paid already.

    Payments made before are looked up first. One that still waits is gone on with; otherwise another is opened under
    a new reference, and the pieces are taken again if they had been given back. What was held on the shopping card
    counts as long as it is held.

    Raises OrderNotFound; TransitionRefused for an order that waits for no payment; OutOfStock, CouponUsedUp;
    PaymentMethodUnavailable; ProviderFailed, when it may be tried again.
    """
    gateway = gateway_of(providers, storefront)
    with uow() as session:
        order_id = orders.get_own(session, storefront, customer_id=customer_id, number=number).id
        references = unpaid_orders.list_references(session, order_id=order_id)
    for reference in references:
        settle(uow, clock, providers, texts, reference=reference)
    with uow() as session:
        order = payments.lock_order(session, order_id=order_id)
        if order.state is OrderState.CONFIRMED and references:
            return None
        wanted = _open(session, order, gateway.name, now=clock())
    return payable_at(start(uow, clock, providers, reference=wanted, return_url=return_url))


def renew(
    uow: UnitOfWork,
    clock: Clock,
    providers: Providers,
    *,
    reference: str,
    return_url: ReturnUrl,
    locale: str,
    texts: MessageTexts,
) -> ToStart:
    """A payment whose page is over, asked for again on a new one; as it stands where it no longer waits for anybody.

    It gets a new reference. Should the old one be paid after all, that is found out and the money goes back.

    Raises PaymentNotFound; ProviderFailed, when it may be tried again.
    """
    settled = settle(uow, clock, providers, texts, reference=reference)
    if not settled.is_fresh:
        raise ProviderFailed(service="payments")
    with uow() as session:
        wanted = payments.get_to_start(session, reference=reference)
        if wanted.state is not PaymentState.PENDING:
            return wanted
        newer = payments.replace(session, reference=reference, now=clock())
    return start(uow, clock, providers, reference=newer, return_url=return_url, locale=locale)


def _open(session: Session, order: Order, provider: str, *, now: datetime) -> str:
    """The reference under which the order is paid next."""
    if order.state not in unpaid_orders.UNPAID:
        raise TransitionRefused(entity="order", state=order.state.value, wanted=OrderState.PENDING_PAYMENT.value)
    known = payments.lock_of_order(session, order_id=order.id)
    unpaid_orders.reopen(session, order, tenant=payments.tenant_of(session, order), now=now)
    pages = [payment for payment in known if payment.method is PaymentMethod.GATEWAY]
    if pages and pages[-1].state is PaymentState.PENDING:
        return pages[-1].reference
    held = sum(payment.amount_minor for payment in known if payment.is_held)
    opened = payment_opening.open_for_order(
        session,
        order,
        provider=provider,
        amount_minor=order.total_minor - held,
        their_return_url=pages[-1].return_url if pages else None,
        now=now,
    )
    return opened.reference
