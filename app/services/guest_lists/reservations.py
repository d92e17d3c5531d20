"""Reservations of a business, filtered, sorted and cut into pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import ReservationNotFound
from app.domain.paging import Page, Window
from app.domain.reservations import ReservationPayment
from app.domain.states import PaymentState, RefundState
from app.domain.tenant import Tenant
from app.models import Branch, Brand, Country, Payment, Refund, Reservation, Section
from app.services.carts.views import AnyRow
from app.services.guest_lists import reading
from app.services.guest_lists.views import Guest, PaymentSeen, ReservationQuery, ReservationSeen, ReservationSort

_SORTS: Final[Mapping[ReservationSort, SQLColumnExpression[Any]]] = {
    ReservationSort.ID: Reservation.id,
    ReservationSort.REFERENCE: Reservation.reference,
    ReservationSort.STATE: Reservation.state,
    ReservationSort.PAYMENT: Reservation.payment_state,
    ReservationSort.START: Reservation.starts_at,
    ReservationSort.END: Reservation.ends_at,
    ReservationSort.DAY: Reservation.service_date,
    ReservationSort.PARTY: Reservation.party_size,
    ReservationSort.CHILD_SEATS: Reservation.child_seats,
    ReservationSort.BRANCH: Reservation.branch_id,
    ReservationSort.SECTION: Reservation.section_id,
    ReservationSort.CUSTOMER: Reservation.customer_id,
    ReservationSort.COUNTRY: Reservation.country,
    ReservationSort.CREATED: Reservation.created_at,
    ReservationSort.UPDATED: Reservation.updated_at,
    ReservationSort.FIRST_NAME: func.lower(Reservation.first_name),
    ReservationSort.LAST_NAME: func.lower(Reservation.last_name),
    ReservationSort.PHONE: Reservation.phone,
    ReservationSort.EMAIL: Reservation.email,
}

_OWN: Final = (
    *("id", "reference", "state", "payment_state", "starts_at", "ends_at", "party_size", "child_seats", "occasion"),
    *("request", "allergies", "created_at", "updated_at"),
)
_QUESTION: Final[Select[*tuple[Any, ...]]] = (
    select(
        *(getattr(Reservation, name) for name in _OWN),
        Reservation.customer_id,
        Reservation.first_name,
        Reservation.last_name,
        Reservation.email,
        Reservation.phone,
        Reservation.seating_id,
        Brand.id.label("brand_id"),
        Brand.name_en.label("brand_name"),
        Branch.id.label("branch_id"),
        Branch.name_en.label("branch_name"),
        Country.id.label("country_id"),
        Country.name.label("country_name"),
        Section.id.label("section_id"),
        Section.name_en.label("section_name"),
    )
    .join(Branch, Branch.id == Reservation.branch_id)
    .join(Brand, Brand.id == Branch.brand_id)
    .join(Country, Country.id == Branch.country_id)
    .join(Section, Section.id == Reservation.section_id)
)


def get_reservation(
    session: Session, tenant: Tenant, reservation_id: int, *, within: Collection[int] | None
) -> ReservationSeen:
    """One of the business's. Raises ReservationNotFound. Three statements."""
    conditions = [*_of(tenant, within), Reservation.id == reservation_id]
    row = session.execute(_QUESTION.where(*conditions)).one_or_none()
    if row is None:
        raise ReservationNotFound
    return _seen(session, [row])[0]


def list_reservations(
    session: Session, tenant: Tenant, wanted: ReservationQuery, *, window: Window
) -> Page[ReservationSeen]:
    """A page of them. Four statements, and one more where days are asked for."""
    conditions = [*_of(tenant, wanted.within), *_places(wanted), *_times(session, tenant, wanted), *_people(wanted)]
    total = (
        session.scalar(
            select(func.count())
            .select_from(Reservation)
            .join(Branch, Branch.id == Reservation.branch_id)
            .where(*conditions)
        )
        or 0
    )
    column = _SORTS[wanted.sort]
    order = (
        (column.desc().nulls_last(), Reservation.id.desc())
        if wanted.descending
        else (column.asc().nulls_last(), Reservation.id.asc())
    )
    rows = session.execute(
        _QUESTION.where(*conditions).order_by(*order).limit(window.limit).offset(window.offset)
    ).all()
    return Page(items=_seen(session, rows), total=total, window=window)


def _of(tenant: Tenant, within: Collection[int] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Reservation.business_id == tenant.business_id,
        Reservation.environment == tenant.environment,
    ]
    return conditions if within is None else [*conditions, Reservation.branch_id.in_(within)]


def _places(wanted: ReservationQuery) -> list[ColumnElement[bool]]:
    named: dict[SQLColumnExpression[Any], object] = {
        Reservation.branch_id: wanted.branch_id,
        Branch.brand_id: wanted.brand_id,
        Branch.country_id: wanted.country_id,
        Reservation.reference: wanted.reference or None,
    }
    conditions = [column == value for column, value in named.items() if value is not None]
    if wanted.country:
        conditions.append(func.lower(Reservation.country) == wanted.country.lower())
    if wanted.states:
        conditions.append(Reservation.state.in_(wanted.states))
    if wanted.payments:
        conditions.append(Reservation.payment_state.in_(wanted.payments))
    return conditions


def _times(session: Session, tenant: Tenant, wanted: ReservationQuery) -> list[ColumnElement[bool]]:
    starts = Reservation.starts_at
    conditions: list[ColumnElement[bool]] = []
    if wanted.first_day is not None or wanted.last_day is not None:
        days = reading.on_days(session, tenant.business_id, starts, first=wanted.first_day, last=wanted.last_day)
        conditions.append(days)
    if wanted.starts_from is not None:
        conditions.append(starts >= wanted.starts_from)
    if wanted.starts_until is not None:
        conditions.append(starts <= wanted.starts_until)
    return conditions


def _people(wanted: ReservationQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.phone:
        # What is no number is nobody's.
        conditions.append(Reservation.phone == (reading.whole_number(wanted.phone) or ""))
    if not wanted.text:
        return conditions
    if wanted.whole_only:
        number = reading.whole_number(wanted.text) or ""
        conditions.append(or_(Reservation.phone == number, Reservation.reference == wanted.text.upper()))
        return conditions
    name = Reservation.first_name.concat(" ").concat(Reservation.last_name)
    found: list[ColumnElement[bool]] = [
        name.icontains(wanted.text, autoescape=True),
        Reservation.reference.icontains(wanted.text, autoescape=True),
    ]
    digits = reading.digits_of(wanted.text)
    if digits:
        found.append(Reservation.phone.contains(digits))
    return [*conditions, or_(*found)]


def _seen(session: Session, rows: Sequence[AnyRow]) -> list[ReservationSeen]:
    if not rows:
        return []
    tables = reading.tables_by_seating(session, [row.seating_id for row in rows if row.seating_id is not None])
    payments = _payments(session, [row.id for row in rows])
    places = ("brand_id", "brand_name", "branch_id", "branch_name", "country_id", "country_name")
    return [
        ReservationSeen(
            **{name: getattr(row, name) for name in (*_OWN, *places, "section_id", "section_name")},
            guest=Guest(
                customer_id=row.customer_id,
                first_name=row.first_name,
                last_name=row.last_name,
                email=row.email,
                phone=row.phone,
            ),
            tables=tables.get(row.seating_id, ()),
            payments=payments.get(row.id, ()),
        )
        for row in rows
    ]


_PAYMENT_WORDS: Final = {
    PaymentState.PENDING: ReservationPayment.PENDING,
    PaymentState.NEEDS_REVIEW: ReservationPayment.PENDING,
    PaymentState.SUCCEEDED: ReservationPayment.PAID,
    PaymentState.REVERSED: ReservationPayment.REFUNDED,
    PaymentState.FAILED: ReservationPayment.FAILED,
    PaymentState.ABANDONED: ReservationPayment.FAILED,
}


def _payments(session: Session, reservation_ids: Collection[int]) -> Mapping[int, Sequence[PaymentSeen]]:
    """What was asked for each reservation, and whether all of it has gone back; one statement."""
    refunded = (
        select(func.coalesce(func.sum(Refund.amount_minor), 0))
        .where(Refund.payment_id == Payment.id, Refund.state == RefundState.SUCCEEDED)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Payment.reservation_id,
            Payment.id,
            Payment.amount_minor,
            Payment.currency,
            Payment.state,
            refunded.label("refunded"),
        )
        .where(Payment.reservation_id.in_(reservation_ids))
        .order_by(Payment.id)
    )
    found: defaultdict[int, list[PaymentSeen]] = defaultdict(list)
    for row in rows:
        is_back = row.state is PaymentState.SUCCEEDED and row.refunded >= row.amount_minor > 0
        found[row.reservation_id].append(
            PaymentSeen(
                id=row.id,
                amount_minor=row.amount_minor,
                currency=row.currency,
                state=ReservationPayment.REFUNDED if is_back else _PAYMENT_WORDS[row.state],
            )
        )
    return found
