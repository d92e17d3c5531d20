"""Booking places at an event: a code where the event asks for one, the places, and the start of their payment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.exc import IntegrityError

from app.domain.errors import CodeNeeded, TransitionRefused
from app.domain.logins import Login
from app.domain.membership import is_sent_by_whatsapp
from app.domain.money import Money
from app.domain.states import PaymentPurpose, PaymentState
from app.domain.tenant import Actor
from app.flows.one_time_codes import send_code, use_code
from app.flows.settlement import settle
from app.flows.starting import ReturnUrl, gateway_of, payable_at, start
from app.flows.tools import Tools, Visit
from app.models import CodePurpose, EventBookingState, EventPaymentType
from app.services import payment_opening
from app.services.events import booking as bookings
from app.services.events import money, reading, views
from app.services.events.booking import BookPlaces
from app.services.events.views import EventBookingView
from app.services.platforms import Storefront
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.provider_ports import Providers

log = structlog.get_logger()

_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedPlaces:
    """A booking as it stands, what manages it, and where it is paid while it waits for that."""

    booking: EventBookingView
    manage_token: str
    pay_url: str | None


def check_code(tools: Tools, visit: Visit, *, event_id: int, phone: str, code: str | None) -> None:
    """Where the event wants to know whose number it is: use the code, or send one.

    Raises CodeNeeded after one was sent, CodeInvalid, EventNotFound, TooManyAttempts.
    """
    with tools.uow() as session:
        needs_code = reading.get_event(session, tenant=visit.tenant, event_id=event_id).needs_code
    if not needs_code:
        return
    to = Login(phone=phone)
    if not code:
        send_code(
            tools,
            visit,
            purpose=CodePurpose.BOOK_EVENT,
            to=to,
            customer_id=None,
            by_whatsapp=is_sent_by_whatsapp(phone),
        )
        raise CodeNeeded
    use_code(tools, visit, purpose=CodePurpose.BOOK_EVENT, to=to, code=code)


def book(
    tools: Tools,
    providers: Providers,
    *,
    storefront: Storefront,
    event_id: int,
    command: BookPlaces,
    return_url: ReturnUrl,
) -> BookedPlaces:
    """Book places, and where they are paid by card begin the payment; the same form books once.

    `storefront` is where the event is paid. Raises EventNotFound, EventSlotFull, PlacesLimit, HoldExpired,
    PaymentMethodUnavailable; ProviderFailed when the places are booked and the payment may be tried again.
    """
    if command.payment_type is EventPaymentType.CARD:
        with tools.uow() as session:
            event = reading.get_event(session, tenant=storefront.tenant, event_id=event_id)
            currency = event.currency
        # Before anything is taken: a card nobody can charge books nothing.
        gateway_of(providers, storefront, currency)
    try:
        uuid = _book(tools, storefront, event_id, command)
    except IntegrityError:
        # The same form, sent twice at once, was faster.
        uuid = _find(tools, storefront, command)
    pay_url = pay_again(
        tools, providers, storefront=storefront, uuid=uuid, return_url=return_url, locale=command.locale
    )
    with tools.uow() as session:
        view = views.get_view(session, tenant=storefront.tenant, uuid=uuid)
    return BookedPlaces(booking=view, manage_token=bookings.manage_token(tools.keyed, uuid), pay_url=pay_url)


def pay_again(
    tools: Tools, providers: Providers, *, storefront: Storefront, uuid: UUID, return_url: ReturnUrl, locale: str
) -> str | None:
    """Where a booking that still waits for its payment is paid; None where it waits for nothing.

    Raises EventNotFound, PaymentMethodUnavailable; ProviderFailed when it may be tried again.
    """
    reference = _open_payment(tools, providers, storefront, uuid)
    if reference is None:
        return None
    started = start(tools.uow, tools.clock, providers, reference=reference, return_url=return_url, locale=locale)
    return payable_at(started)


def cancel(tools: Tools, *, storefront: Storefront, uuid: UUID, actor: Actor) -> EventBookingView:
    """Cancel a booking and give back what was paid by card. Raises EventNotFound, TooLateToChange."""
    with tools.uow() as session:
        booking = bookings.lock(session, tenant=storefront.tenant, uuid=uuid)
        now = tools.clock()
        bookings.cancel(session, booking, actor=actor, now=now)
        money.give_back(session, booking, tenant=storefront.tenant, now=now)
        return views.get_view(session, tenant=storefront.tenant, uuid=uuid)


def expire_due(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts) -> int:
    """Free the places of bookings nobody paid, after a last look at their payments; how many."""
    with uow() as session:
        overdue = money.list_unpaid(session, now=clock(), limit=_AT_ONCE)
    done = 0
    for booking_row in overdue:
        try:
            done += _expire(uow, clock, providers, texts, booking_row)
        except Exception:  # whatever it was, the others' places must still be freed
            log.exception("event_booking_not_expired", booking=booking_row)
    return done


def _expire(uow: UnitOfWork, clock: Clock, providers: Providers, texts: MessageTexts, booking_row: int) -> bool:
    with uow() as session:
        references = money.list_references(session, booking_row=booking_row)
    looked = [settle(uow, clock, providers, texts, reference=reference) for reference in references]
    if any(settled.state is PaymentState.SUCCEEDED for settled in looked):
        return True
    with uow() as session:
        return money.expire(session, booking_row=booking_row, now=clock())


def _book(tools: Tools, storefront: Storefront, event_id: int, command: BookPlaces) -> UUID:
    with tools.uow() as session:
        if command.request_key is not None:
            known = bookings.find_by_request(session, tenant=storefront.tenant, request_key=command.request_key)
            if known is not None:
                return known.uuid
        event = reading.get_event(session, tenant=storefront.tenant, event_id=event_id)
        made = bookings.book(session, event, command, tenant=storefront.tenant, keyed=tools.keyed, now=tools.clock())
        return made.uuid


def _find(tools: Tools, storefront: Storefront, command: BookPlaces) -> UUID:
    with tools.uow() as session:
        known = bookings.find_by_request(session, tenant=storefront.tenant, request_key=command.request_key or "")
        if known is None:
            raise TransitionRefused(entity="event_booking", state="unknown", wanted="booked")
        return known.uuid


def _open_payment(tools: Tools, providers: Providers, storefront: Storefront, uuid: UUID) -> str | None:
    with tools.uow() as session:
        booking = bookings.lock(session, tenant=storefront.tenant, uuid=uuid)
        if booking.state is not EventBookingState.PENDING:
            return None
        reference = money.open_payment_of(session, booking)
        if reference is None:
            gateway = gateway_of(providers, storefront, booking.currency)
            reference = payment_opening.open_for(
                session,
                PaymentPurpose.EVENT,
                storefront=storefront,
                customer_id=booking.customer_id,
                request_key=f"event:{uuid}:{len(money.list_references(session, booking_row=booking.id))}",
                provider=gateway.name,
                amount=Money(booking.total_minor, booking.currency),
                event_booking_id=booking.id,
                now=tools.clock(),
            ).reference
        return reference
