"""Buying a gift card: with the shopping card and its PIN at once, or on the page of a payment gateway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.errors import AmountMismatch, AmountTooSmall, DomainError, PaymentMethodUnavailable
from app.domain.money import Money
from app.domain.states import PaymentPurpose, PaymentState
from app.flows.checkout import Buyer
from app.flows.guests import GuestBuyer
from app.flows.pins import check_pin
from app.flows.settlement import settle
from app.flows.starting import ReturnUrl, gateway_of, payable_at, start
from app.models import GiftCardPurchase, Payment, PaymentMethod, TransferKind
from app.services import ledger, payment_opening, shopping_card
from app.services.gift_cards import purchases, sending
from app.services.gift_cards.purchases import WantedCard
from app.services.platforms import Storefront
from app.services.ports import Clock, KeyedHasher, MessageTexts, UnitOfWork
from app.services.provider_ports import Providers


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedPurchase:
    """A purchase and where it is paid. `pay_url` None: nothing waits for a payment."""

    uuid: UUID
    pay_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """Who buys which card where. The key is the form's own: sent twice it buys once."""

    storefront: Storefront
    customer: Buyer
    request_key: str
    wanted: WantedCard


def buy_by_gateway(
    uow: UnitOfWork,
    clock: Clock,
    keyed: KeyedHasher,
    providers: Providers,
    buying: Purchase,
    *,
    return_url: ReturnUrl,
) -> StartedPurchase:
    """Write the purchase down, then open the gateway's page; sent again, it leads to the same one.

    Raises AmountTooSmall, AmountMismatch, PaymentMethodUnavailable; ProviderFailed when nothing was charged and the
    same form may be sent again.
    """
    _check_amount(buying.wanted)
    gateway = gateway_of(providers, buying.storefront)

    def write(session: Session) -> UUID:
        now = clock()
        purchase = _open(session, buying, keyed, now)
        payment_opening.open_for(
            session,
            PaymentPurpose.GIFT_CARD,
            storefront=buying.storefront,
            customer_id=buying.customer.customer_id,
            request_key=f"gift-card:{buying.request_key}",
            provider=gateway.name,
            amount=buying.wanted.amount,
            gift_card_purchase_id=purchase.id,
            now=now,
        )
        return purchase.uuid

    uuid = _once(uow, buying, write)
    return _start_newest(uow, clock, providers, uuid, return_url)


def buy_by_card(
    uow: UnitOfWork,
    clock: Clock,
    keyed: KeyedHasher,
    buying: Purchase,
    *,
    pin: str,
    texts: MessageTexts,
) -> UUID:
    """Check the PIN, then in one unit of work write the purchase down and move the money from card to card.

    Raises AmountTooSmall, AmountMismatch; PinWrong, PinLocked, PinNotSet; BalanceTooLow; PaymentMethodUnavailable for
    a guest.
    """
    _check_amount(buying.wanted)
    if isinstance(buying.customer, GuestBuyer):
        raise PaymentMethodUnavailable(method=PaymentMethod.SHOPPING_CARD.value)
    check_pin(uow, keyed, customer_id=buying.customer.customer_id, pin=pin, now=clock())

    def write(session: Session) -> UUID:
        now = clock()
        purchase = _open(session, buying, keyed, now)
        _pay_by_card(session, purchase, buying.storefront, texts, now)
        return purchase.uuid

    return _once(uow, buying, write)


def pay_again(
    uow: UnitOfWork,
    clock: Clock,
    providers: Providers,
    texts: MessageTexts,
    *,
    storefront: Storefront,
    uuid: UUID,
    return_url: ReturnUrl,
) -> StartedPurchase:
    """Another try to pay for a purchase. Payments made before are looked up first; one that waits is gone on with.

    Raises GiftCardNotFound, PaymentMethodUnavailable, ProviderFailed.
    """
    gateway = gateway_of(providers, storefront)
    with uow() as session:
        known = purchases.lock_purchase(session, uuid=uuid).id
        references = [payment.reference for payment in purchases.open_payments(session, purchase_id=known)]
    for reference in references:
        settle(uow, clock, providers, texts, reference=reference)
    with uow() as session:
        purchase = purchases.lock_purchase(session, uuid=uuid)
        if purchase.paid_at is not None:
            return StartedPurchase(uuid=uuid, pay_url=None)
        tried = purchases.open_payments(session, purchase_id=purchase.id)
        if not any(payment.state is PaymentState.PENDING for payment in tried):
            payment_opening.open_for(
                session,
                PaymentPurpose.GIFT_CARD,
                storefront=storefront,
                customer_id=purchase.customer_id,
                request_key=f"gift-card:{uuid}:{len(tried)}",
                provider=gateway.name,
                amount=Money(purchase.amount_minor, purchase.currency),
                gift_card_purchase_id=purchase.id,
                now=clock(),
            )
    return _start_newest(uow, clock, providers, uuid, return_url)


def _check_amount(wanted: WantedCard) -> None:
    least, most = wanted.template.least, wanted.template.most
    if wanted.amount.minor < least.minor:
        raise AmountTooSmall(minimum_minor=least.minor, currency=least.currency)
    if wanted.amount.minor > most.minor:
        raise AmountMismatch(expected_minor=most.minor, currency=most.currency)


def _once(uow: UnitOfWork, buying: Purchase, write: Callable[[Session], UUID]) -> UUID:
    """The purchase of this form, written down now or before."""
    before = _find(uow, buying)
    if before is not None:
        return before
    try:
        with uow() as session:
            return write(session)
    except (IntegrityError, DomainError):
        # The same form, sent twice at once, may have been faster, and have spent the money this one then missed.
        winner = _find(uow, buying)
        if winner is None:
            raise
        return winner


def _find(uow: UnitOfWork, buying: Purchase) -> UUID | None:
    with uow() as session:
        found = purchases.find_purchase(
            session, customer_id=buying.customer.customer_id, request_key=buying.request_key
        )
        return None if found is None else found.uuid


def _open(session: Session, buying: Purchase, keyed: KeyedHasher, now: datetime) -> GiftCardPurchase:
    return purchases.open_purchase(
        session,
        buying.storefront,
        customer_id=buying.customer.customer_id,
        request_key=buying.request_key,
        wanted=buying.wanted,
        digest=keyed.digest,
        now=now,
    )


def _pay_by_card(
    session: Session, purchase: GiftCardPurchase, storefront: Storefront, texts: MessageTexts, now: datetime
) -> None:
    """Raises BalanceTooLow."""
    tenant, amount = storefront.tenant, purchase.amount_minor
    source = shopping_card.open_card(
        session, tenant=tenant, customer_id=purchase.customer_id, currency=purchase.currency, now=now
    )
    target = purchases.bring_to_life(session, purchase, tenant=tenant, now=now)
    transfer = ledger.transfer(
        session,
        tenant=tenant,
        key=f"gift-card:{purchase.uuid}",
        kind=TransferKind.PAYMENT,
        legs=[(source, -amount), (target, amount)],
        description="Gift card",
        platform_id=storefront.id,
        customer_id=purchase.customer_id,
        now=now,
    )
    payment = Payment(
        purpose=PaymentPurpose.GIFT_CARD,
        platform_id=storefront.id,
        environment=storefront.environment,
        customer_id=purchase.customer_id,
        gift_card_purchase_id=purchase.id,
        method=PaymentMethod.SHOPPING_CARD,
        reference=ledger.new_reference("PAY"),
        currency=purchase.currency,
        amount_minor=amount,
        state=PaymentState.SUCCEEDED,
        transfer_id=transfer.id,
        paid_at=now,
        created_at=now,
        updated_at=now,
    )
    session.add(payment)
    purchase.paid_at = now
    sending.tell_paid(session, purchase, texts=texts, tenant=tenant, now=now)


def _start_newest(
    uow: UnitOfWork, clock: Clock, providers: Providers, uuid: UUID, return_url: ReturnUrl
) -> StartedPurchase:
    """The page on which the newest payment of a purchase is made. Raises ProviderFailed."""
    with uow() as session:
        purchase = purchases.lock_purchase(session, uuid=uuid)
        waiting = purchases.open_payments(session, purchase_id=purchase.id)
        reference = waiting[-1].reference if waiting and purchase.paid_at is None else None
    if reference is None:
        return StartedPurchase(uuid=uuid, pay_url=None)
    started = start(uow, clock, providers, reference=reference, return_url=return_url)
    return StartedPurchase(uuid=uuid, pay_url=payable_at(started))
