"""Booking a table: the hold, the code for people nobody knows yet, the booking; earlier bookings claimed; what is due.

Money is not among it: a booking that waits for its deposit says so (`deposit_due_minor`). The flow of deposits takes
it, and cancels, for something may have to go back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from app.domain.errors import CodeNeeded, EmailTaken, PhoneTaken
from app.domain.logins import Login
from app.domain.membership import is_sent_by_whatsapp
from app.domain.tenant import Actor
from app.flows.one_time_codes import SentCode, send_code, use_code
from app.flows.tools import Tools, Visit
from app.models import Branch, CodePurpose
from app.services import bookings, diners, limits, seatings
from app.services.bookings import GUEST, Diner, HoldView, NewBooking, Office, ReservationView
from app.services.bookings.places import get_branch, read_places
from app.services.ports import Clock, MessageTexts, UnitOfWork
from app.services.seatings import Wish

T = TypeVar("T")

# Whoever holds tables all over the evening without booking keeps others from it.
MOST_HOLDS: Final = 30
_HOUR: Final = timedelta(hours=1)
_AT_ONCE: Final = 50


def hold_table(tools: Tools, visit: Visit, wish: Wish, *, instead_of: str | None = None) -> HoldView:
    """Keep a table while the form is filled in; at most 30 an hour from one address.

    Raises BranchNotFound, BookingRefused, TablesTaken, TooManyAttempts.
    """
    with tools.uow() as session:
        now = tools.clock()
        if visit.address is not None:
            limits.hit(session, key=f"hold:{visit.address}", most=MOST_HOLDS, window=_HOUR, now=now)
        return bookings.hold(session, tenant=visit.tenant, wish=wish, instead_of=instead_of, now=now)


def asks_code(tools: Tools, visit: Visit, *, branch_id: int, diner: Diner) -> bool:
    """Whether this branch wants a code of this diner: it asks new ones, and nobody has proved the contact before.

    Raises BranchNotFound.
    """
    with tools.uow() as session:
        branch = get_branch(session, tenant=visit.tenant, branch_id=branch_id)
        return _asks_code(session, visit, branch, diner)


def send_booking_code(tools: Tools, visit: Visit, *, branch_id: int, diner: Diner) -> SentCode:
    """Send the code for a booking: by WhatsApp where the brand or the country does so, else as a text message.

    Who gave no number gets it by e-mail. Raises BranchNotFound, TooManyAttempts.
    """
    to = login_of(diner)
    with tools.uow() as session:
        get_branch(session, tenant=visit.tenant, branch_id=branch_id)
        by_brand = read_places(session, [branch_id])[branch_id].by_whatsapp
    by_whatsapp = to.phone is not None and (by_brand or is_sent_by_whatsapp(to.phone))
    return send_code(tools, visit, purpose=CodePurpose.BOOK_TABLE, to=to, customer_id=None, by_whatsapp=by_whatsapp)


def book_table(
    tools: Tools,
    visit: Visit,
    *,
    where: str | Wish,
    new: NewBooking,
    code: str | None = None,
    actor: Actor = GUEST,
) -> ReservationView:
    """Book what a form holds, by the hold's token, or a wish directly; the same form books once.

    A code that was right is remembered, should the booking itself be refused. Raises CodeNeeded where one must be sent
    first, CodeInvalid, HoldExpired, BranchNotFound, BookingRefused, TablesTaken.
    """
    if actor.kind == "customer":
        known = _prove(tools, visit, where, new, code)
        if known is not None:
            return known
    office = Office(tools.texts, tools.keyed)

    def book(session: Session) -> ReservationView:
        now = tools.clock()
        if isinstance(where, Wish):
            return bookings.book(session, office, tenant=visit.tenant, wish=where, new=new, actor=actor, now=now)
        return bookings.book_held(session, office, tenant=visit.tenant, token=where, new=new, actor=actor, now=now)

    return _once_more(tools, book)


def send_claim_code(tools: Tools, visit: Visit, *, customer_id: int, to: Login) -> SentCode:
    """Send a code to the number or e-mail earlier bookings were made with. Raises TooManyAttempts.

    Whether there are any is not told before the code was right, so it is sent either way.
    """
    by_whatsapp = to.phone is not None and is_sent_by_whatsapp(to.phone)
    return send_code(
        tools, visit, purpose=CodePurpose.CLAIM_BOOKINGS, to=to, customer_id=customer_id, by_whatsapp=by_whatsapp
    )


def claim_bookings(tools: Tools, visit: Visit, *, customer_id: int, to: Login, code: str) -> int:
    """Give earlier bookings to the signed-in customer who has proved their contact; how many. Raises CodeInvalid."""
    use_code(tools, visit, purpose=CodePurpose.CLAIM_BOOKINGS, to=to, code=code, customer_id=customer_id)
    with tools.uow() as session:
        return bookings.claim(session, tenant=visit.tenant, customer_id=customer_id, login=to)


def sweep_due(uow: UnitOfWork, clock: Clock) -> int:
    """Give back the tables of holds and offers that have run out; how many."""
    with uow() as session:
        days = seatings.list_expired(session, now=clock(), limit=_AT_ONCE)
    gone = 0
    for day in days:
        with uow() as session:
            gone += seatings.sweep_expired(session, day, now=clock())
    return gone


def remind_due(uow: UnitOfWork, clock: Clock, texts: MessageTexts) -> int:
    """Queue the reminders whose time has come; how many."""
    with uow() as session:
        return bookings.remind_due(session, texts, now=clock(), limit=_AT_ONCE)


def login_of(diner: Diner) -> Login:
    """Where a diner is reached: the number, else the e-mail."""
    return Login(phone=diner.phone) if diner.phone is not None else Login(email=diner.email)


def _prove(tools: Tools, visit: Visit, where: str | Wish, new: NewBooking, code: str | None) -> ReservationView | None:
    """See to the code where the branch asks for one; the booking, where this form has made it already."""
    with tools.uow() as session:
        made = bookings.find_made(session, tenant=visit.tenant, request_key=new.request_key)
        if made is not None:
            return made
        branch_id = (
            where.branch_id
            if isinstance(where, Wish)
            else bookings.branch_of_hold(session, tenant=visit.tenant, token=where)
        )
        branch = get_branch(session, tenant=visit.tenant, branch_id=branch_id)
        asks = _asks_code(session, visit, branch, new.diner)
    if not asks:
        return None
    if not code:
        raise CodeNeeded
    to = login_of(new.diner)
    use_code(tools, visit, purpose=CodePurpose.BOOK_TABLE, to=to, code=code)
    _once_more(tools, lambda session: _note_proved(session, tools, visit, new.diner))
    return None


def _asks_code(session: Session, visit: Visit, branch: Branch, diner: Diner) -> bool:
    if not branch.new_customer_reservation_otp:
        return False
    return not diners.is_known(session, tenant=visit.tenant, login=login_of(diner))


def _note_proved(session: Session, tools: Tools, visit: Visit, diner: Diner) -> None:
    diners.note_proved(
        session,
        tenant=visit.tenant,
        login=login_of(diner),
        first_name=diner.first_name,
        last_name=diner.last_name,
        locale=diner.locale,
        now=tools.clock(),
    )


def _once_more(tools: Tools, work: Callable[[Session], T]) -> T:
    """In a unit of work; again where another guest with the same contact was entered at the same moment."""
    try:
        with tools.uow() as session:
            return work(session)
    except (EmailTaken, PhoneTaken):
        with tools.uow() as session:
            return work(session)
