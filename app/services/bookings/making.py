"""A booking is made: from a hold, from an offer, or directly. One form makes one booking, however often it is sent."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.domain.booking_terms import Terms, remind_at
from app.domain.checking import PAY_WINDOW
from app.domain.errors import BookingRefused, HoldExpired, TablesTaken
from app.domain.manage_links import manage_token
from app.domain.reservations import ReservationPayment, ReservationState, SeatingPurpose
from app.domain.seating import Slot
from app.domain.tenant import Actor, Tenant
from app.domain.topics import Topic
from app.models import Branch, Country, Reservation, Seating
from app.services import accounts, audit_trail, pulse, seatings
from app.services.bookings import changes, notices
from app.services.bookings.holding import lock_hold, slot_of
from app.services.bookings.places import get_branch, terms_at
from app.services.bookings.reading import view_of
from app.services.bookings.views import NewBooking, Office, ReservationView
from app.services.seatings import Wish

# Somebody who books for themselves, whoever that turns out to be.
GUEST: Final = Actor("customer")
_DIGITS: Final = 6
_REFERENCE_TRIES: Final = 12


def book_held(
    session: Session, office: Office, *, tenant: Tenant, token: str, new: NewBooking, actor: Actor, now: datetime
) -> ReservationView:
    """Book what a form holds; a hold that has run out is taken anew where its tables, or others, are still free.

    Raises HoldExpired; EmailTaken, PhoneTaken where somebody with the same contact was entered at the same moment: the
    caller tries once more.
    """
    customer_id = _customer(session, tenant, new, now)
    seating = lock_hold(session, tenant=tenant, token=token)
    known = find_made(session, tenant=tenant, request_key=new.request_key)
    if known is not None:
        return known
    try:
        seatings.convert(session, seating, now=now)
    except HoldExpired:
        seating = _take_anew(session, seating, now)
    return _write(session, office, tenant=tenant, seating=seating, new=new, whose=(customer_id, actor), now=now)


def book_seating(
    session: Session, office: Office, *, tenant: Tenant, seating_id: int, new: NewBooking, actor: Actor, now: datetime
) -> ReservationView:
    """Book the tables that are kept for somebody on the waiting list. Raises HoldExpired; as book_held."""
    customer_id = _customer(session, tenant, new, now)
    seating = seatings.lock_seating(session, seating_id)
    known = find_made(session, tenant=tenant, request_key=new.request_key)
    if known is not None:
        return known
    seatings.convert(session, seating, now=now)
    return _write(session, office, tenant=tenant, seating=seating, new=new, whose=(customer_id, actor), now=now)


def book(
    session: Session, office: Office, *, tenant: Tenant, wish: Wish, new: NewBooking, actor: Actor, now: datetime
) -> ReservationView:
    """Book without holding first: by phone, at the door, by a third party.

    Raises BranchNotFound, BookingRefused, TablesTaken; EmailTaken and PhoneTaken as book_held.
    """
    get_branch(session, tenant=tenant, branch_id=wish.branch_id)
    customer_id = _customer(session, tenant, new, now)
    day = wish.service_date or seatings.service_date_of(session, wish, now=now)
    seatings.lock_day(session, branch_id=wish.branch_id, service_date=day)
    known = find_made(session, tenant=tenant, request_key=new.request_key)
    if known is not None:
        return known
    placed = seatings.take(session, wish, purpose=SeatingPurpose.RESERVATION, created_by=_staff(actor), now=now)
    whose = (customer_id, actor)
    return _write(session, office, tenant=tenant, seating=placed.seating, new=new, whose=whose, now=now)


def find_made(session: Session, *, tenant: Tenant, request_key: str | None) -> ReservationView | None:
    """What this form has booked before."""
    if request_key is None:
        return None
    row = session.scalars(
        select(Reservation).where(
            Reservation.request_key == request_key,
            Reservation.business_id == tenant.business_id,
            Reservation.environment == tenant.environment,
        )
    ).one_or_none()
    return None if row is None else view_of(session, row)


def _customer(session: Session, tenant: Tenant, new: NewBooking, now: datetime) -> int:
    """Whoever is signed in, else who is known by the contact, else somebody new. Before any lock: both take time."""
    if new.customer_id is not None:
        return new.customer_id
    diner = new.diner
    return accounts.ensure_contact(
        session,
        tenant=tenant,
        first_name=diner.first_name,
        last_name=diner.last_name,
        email=diner.email,
        phone=diner.phone,
        locale=diner.locale,
        now=now,
    ).id


def _take_anew(session: Session, old: Seating, now: datetime) -> Seating:
    """The hold has run out while the form was filled in. Raises HoldExpired where somebody was faster, or it is booked
    already by the same form under another key."""
    if old.expires_at is None:
        raise HoldExpired
    wish = Wish(
        branch_id=old.branch_id,
        environment=old.environment,
        starts_at=old.starts_at,
        party_size=old.party_size,
        service_date=old.service_date,
        section_id=old.section_id,
        custom_rule_id=old.rule_id,
        show_hidden=True,
    )
    try:
        return seatings.take(session, wish, purpose=SeatingPurpose.RESERVATION, now=now).seating
    except (BookingRefused, TablesTaken) as error:
        raise HoldExpired from error


def _write(
    session: Session,
    office: Office,
    *,
    tenant: Tenant,
    seating: Seating,
    new: NewBooking,
    whose: tuple[int, Actor],
    now: datetime,
) -> ReservationView:
    """The reservation itself, its terms frozen, and the message that it stands where nothing must be paid first."""
    customer_id, actor = whose
    if actor == GUEST:
        actor = Actor("customer", customer_id)
    branch = get_branch(session, tenant=tenant, branch_id=seating.branch_id)
    slot = slot_of(session, seating, now=now)
    terms = terms_at(branch, slot, asks_deposit=new.asks_deposit)
    row = _row(session, branch, seating, new, now=now)
    row.customer_id, row.created_by = customer_id, _staff(actor)
    row.period_en, row.period_ar = slot.period, slot.period_ar
    freeze(row, terms)
    _open(row, slot, now=now)
    session.add(row)
    session.flush()
    row.link = _link(office, new, row)
    session.flush()
    audit_trail.record(
        session,
        actor=actor,
        action="booked",
        entity=changes.ENTITY,
        entity_id=row.id,
        business_id=row.business_id,
        after=changes.facts(row),
        now=now,
    )
    pulse.touch(session, branch_id=row.branch_id, environment=row.environment, now=now)
    view = view_of(session, row)
    if row.state is ReservationState.CONFIRMED:
        notices.tell(session, office.texts, view, topic=Topic.RESERVATION_CONFIRMED, now=now)
    return view


def _row(session: Session, branch: Branch, seating: Seating, new: NewBooking, *, now: datetime) -> Reservation:
    diner, details = new.diner, new.details
    return Reservation(
        reference=_reference(session),
        business_id=branch.business_id,
        environment=seating.environment,
        branch_id=branch.id,
        section_id=seating.section_id,
        seating_id=seating.id,
        source=new.source,
        request_key=new.request_key,
        service_date=seating.service_date,
        starts_at=seating.starts_at,
        ends_at=seating.ends_at - timedelta(minutes=branch.buffer_minutes),
        party_size=seating.party_size,
        rule_id=seating.rule_id,
        first_name=diner.first_name,
        last_name=diner.last_name,
        email=diner.email,
        phone=diner.phone,
        locale=diner.locale,
        country=session.get_one(Country, branch.country_id).code,
        child_seats=details.child_seats,
        occasion=details.occasion,
        request=details.request,
        allergies=[one.value for one in details.allergies],
        currency=branch.currency,
        created_at=now,
        updated_at=now,
    )


def freeze(row: Reservation, terms: Terms) -> None:
    """The terms as they are promised."""
    row.price_minor, row.deposit_minor = terms.price_minor, terms.deposit_minor
    row.cancel_fee_minor, row.cancel_free_until = terms.cancel_fee_minor, terms.cancel_free_until


def _open(row: Reservation, slot: Slot, *, now: datetime) -> None:
    """It waits for its deposit, or stands at once."""
    row.remind_at = remind_at(starts_at=slot.starts_at, now=now)
    if row.deposit_minor:
        row.state, row.payment_state = ReservationState.PENDING, ReservationPayment.PENDING
        row.pay_until = now + PAY_WINDOW
    else:
        row.state, row.payment_state = ReservationState.CONFIRMED, ReservationPayment.PAYLATER


def _link(office: Office, new: NewBooking, row: Reservation) -> str | None:
    if new.link is None:
        return None
    return new.link.format(uuid=row.uuid, token=manage_token(office.keyed.digest, row.uuid))


def _reference(session: Session) -> str:
    """RES and six digits that no booking has; one more where those run short."""
    for attempt in range(_REFERENCE_TRIES):
        digits = _DIGITS + attempt // 4
        found = f"RES{secrets.randbelow(9 * 10 ** (digits - 1)) + 10 ** (digits - 1)}"
        if not session.scalar(select(exists().where(Reservation.reference == found))):
            return found
    raise RuntimeError("no free reference was found")


def _staff(actor: Actor) -> int | None:
    return actor.id if actor.kind == "staff" else None
