"""The deposit of a table: paid at the gateway, by shopping card or by gift card; and what goes back of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from app.domain.checking import PAY_WINDOW
from app.domain.errors import GiftCardNotFound, NotAllowed, PaymentMethodUnavailable
from app.domain.money import Money
from app.domain.states import PaymentPurpose, PaymentState
from app.domain.tenant import Actor, Tenant
from app.flows.pins import check_pin
from app.flows.settlement import settle
from app.flows.starting import ReturnUrl, gateway_of, payable_at, start
from app.flows.tools import Tools
from app.models import Branch, Payment, PaymentMethod, Reservation
from app.services import bookings, gift_cards, payment_opening, payments, platforms
from app.services.bookings import Canceled, ReservationView
from app.services.gift_cards import Place
from app.services.paying_for import deposits
from app.services.paying_for.deposits import Due
from app.services.platforms import Storefront
from app.services.provider_ports import Providers

log = structlog.get_logger()

_AT_ONCE = 20


def storefront_of(tools: Tools, *, tenant: Tenant, uuid: UUID) -> Storefront:
    """The storefront through which a reservation's branch is paid. Raises ReservationNotFound."""
    with tools.uow() as session:
        view = bookings.get_view(session, tenant=tenant, uuid=uuid)
        found = platforms.find_storefront(session, view.place.platform_id, tenant.environment)
    if found is None:
        raise PaymentMethodUnavailable(method=PaymentMethod.GATEWAY.value)
    return found


def pay_at_gateway(
    tools: Tools,
    providers: Providers,
    *,
    tenant: Tenant,
    uuid: UUID,
    return_url: ReturnUrl,
    locale: str,
    moves: bool = False,
) -> str | None:
    """Where the deposit is paid, or its difference where the booking `moves`; None where it has been paid. The table
    waits for it from now on.

    Raises ReservationNotFound, TransitionRefused where nothing is due, HoldExpired where nothing is held for the move;
    PaymentMethodUnavailable; ProviderFailed when nothing was charged and it may be tried again.
    """
    storefront = storefront_of(tools, tenant=tenant, uuid=uuid)
    with tools.uow() as session:
        view = bookings.get_view(session, tenant=tenant, uuid=uuid)
        gateway = gateway_of(providers, storefront, view.currency)
        now = tools.clock()
        due = _begin(session, view, moves=moves, now=now)
        known = deposits.lock_of(session, reservation_id=view.id)
        reference = _open_payment(known, due)
        if reference is None:
            reference = payment_opening.open_for(
                session,
                PaymentPurpose.DEPOSIT,
                storefront=storefront,
                customer_id=view.customer_id,
                request_key=f"deposit:{uuid}:{len(known)}",
                provider=gateway.name,
                amount=Money(due.amount_minor, view.currency),
                now=now,
                reservation_id=view.id,
                seating_id=due.seating_id,
            ).reference
    return payable_at(
        start(tools.uow, tools.clock, providers, reference=reference, return_url=return_url, locale=locale)
    )


def pay_by_shopping_card(
    tools: Tools, *, tenant: Tenant, uuid: UUID, customer_id: int, pin: str, moves: bool = False
) -> None:
    """Charge the card of whoever is signed in, and whose booking it is; for the difference where it `moves`.

    Raises ReservationNotFound, NotAllowed for somebody else's booking; PinWrong, PinLocked, PinNotSet;
    TransitionRefused where nothing is due, HoldExpired where nothing is held for the move; BalanceTooLow.
    """
    with tools.uow() as session:
        if bookings.get_view(session, tenant=tenant, uuid=uuid).customer_id != customer_id:
            raise NotAllowed
    check_pin(tools.uow, tools.keyed, customer_id=customer_id, pin=pin, now=tools.clock())
    with tools.uow() as session:
        view = bookings.get_view(session, tenant=tenant, uuid=uuid)
        now = tools.clock()
        due = _begin(session, view, moves=moves, now=now)
        row = session.get_one(Reservation, view.id)
        deposits.pay_by_shopping_card(
            session, tools.texts, row, due, platform_id=view.place.platform_id, tenant=tenant, now=now
        )


def pay_by_gift_card(
    tools: Tools, *, tenant: Tenant, uuid: UUID, number: str, address: str | None, moves: bool = False
) -> None:
    """Take the whole deposit from a gift card, or its difference where the booking `moves`.

    `address` is who asks, as the limit on guesses counts it. Raises ReservationNotFound, TransitionRefused where
    nothing is due, HoldExpired where nothing is held for the move; GiftCardNotFound, GiftCardUnusable; TooManyAttempts.
    """
    number_hash = gift_cards.hash_of(tools.keyed.digest, number)
    with tools.uow() as session:
        # A guess is counted in a unit of work of its own, whatever follows.
        gift_cards.count_look(session, tenant=tenant, number_hash=number_hash, address=address or "", now=tools.clock())
    with tools.uow() as session:
        view = bookings.get_view(session, tenant=tenant, uuid=uuid)
        now = tools.clock()
        card = gift_cards.find_by_hash(session, tenant=tenant, number_hash=number_hash, now=now)
        if card is None:
            raise GiftCardNotFound
        due = _begin(session, view, moves=moves, now=now)
        row = session.get_one(Reservation, view.id)
        branch = session.get_one(Branch, row.branch_id)
        deposits.pay_by_gift_card(
            session,
            tools.texts,
            row,
            due,
            card_id=card.id,
            place=Place(brand_id=branch.brand_id, branch_id=branch.id),
            platform_id=view.place.platform_id,
            tenant=tenant,
            now=now,
        )


def _begin(session: Session, view: ReservationView, *, moves: bool, now: datetime) -> Due:
    """What is due; the tables wait for it. Raises TransitionRefused, HoldExpired."""
    until = now + PAY_WINDOW
    if not moves:
        return Due(bookings.note_started(session, reservation_id=view.id, pay_until=until, now=now))
    pending = bookings.keep_for_payment(session, tenant=view.tenant, uuid=view.uuid, until=until, now=now)
    return Due(pending.due_minor, pending.seating_id)


def _open_payment(known: list[Payment], due: Due) -> str | None:
    """The reference of the newest payment of it that may still be made."""
    for payment in reversed(known):
        is_open = payment.state is PaymentState.PENDING or payment.reason == payments.LEFT
        if payment.method is PaymentMethod.GATEWAY and payment.seating_id == due.seating_id and is_open:
            return payment.reference
    return None


def cancel(
    tools: Tools,
    *,
    tenant: Tenant,
    uuid: UUID,
    actor: Actor,
    version: int | None = None,
    waives_fee: bool = False,
) -> Canceled:
    """Cancel a booking and send back what the terms leave of its deposit, in one unit of work.

    Raises what `bookings.cancel` raises.
    """
    with tools.uow() as session:
        now = tools.clock()
        canceled = bookings.cancel(
            session,
            tools.texts,
            tenant=tenant,
            uuid=uuid,
            actor=actor,
            version=version,
            waives_fee=waives_fee,
            now=now,
        )
        deposits.send_back(
            session, reservation_id=canceled.view.id, amount_minor=canceled.back_minor, tenant=tenant, now=now
        )
    return canceled


def expire_due(tools: Tools, providers: Providers) -> int:
    """Give back the tables of bookings nobody paid, after a last look at their payments; how many were dealt with."""
    with tools.uow() as session:
        overdue = bookings.list_unpaid(session, now=tools.clock(), limit=_AT_ONCE)
    done = 0
    for tenant, uuid in overdue:
        try:
            done += _expire(tools, providers, tenant, uuid)
        except Exception:  # whatever it was, the other tables must still be given back
            log.exception("reservation_not_expired", reservation=str(uuid))
    return done


def _expire(tools: Tools, providers: Providers, tenant: Tenant, uuid: UUID) -> bool:
    with tools.uow() as session:
        row_id = bookings.get_view(session, tenant=tenant, uuid=uuid).id
        references = deposits.list_references(session, reservation_id=row_id)
    looked = [settle(tools.uow, tools.clock, providers, tools.texts, reference=one) for one in references]
    if any(settled.state is PaymentState.SUCCEEDED for settled in looked):
        return True
    with tools.uow() as session:
        now = tools.clock()
        if not bookings.expire_unpaid(session, tools.texts, tenant=tenant, uuid=uuid, now=now):
            return False
        deposits.send_back(session, reservation_id=row_id, amount_minor=0, tenant=tenant, now=now)
        return True
