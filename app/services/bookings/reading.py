"""Reservations read: one by its reference or uuid, those of a customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.errors import ReservationNotFound
from app.domain.reservations import Allergen
from app.domain.tenant import Tenant
from app.models import DiningTable, Reservation, SeatingTable, Section
from app.services.bookings.places import read_places
from app.services.bookings.views import Place, ReservationView, terms_of_row

# What a view has exactly as its row does.
_AS_STORED: Final = tuple(
    {field.name for field in fields(ReservationView)} & set(Reservation.__table__.columns.keys()) - {"allergies"}
)


def get_view(session: Session, *, tenant: Tenant, uuid: UUID) -> ReservationView:
    """Raises ReservationNotFound."""
    return _one(session, tenant, Reservation.uuid == uuid)


def get_by_reference(session: Session, *, tenant: Tenant, reference: str) -> ReservationView:
    """Raises ReservationNotFound."""
    return _one(session, tenant, Reservation.reference == reference)


def list_of_customer(session: Session, *, tenant: Tenant, customer_id: int, limit: int = 100) -> list[ReservationView]:
    """A customer's reservations, the latest evening first."""
    rows = session.scalars(
        select(Reservation)
        .where(*_within(tenant), Reservation.customer_id == customer_id)
        .order_by(Reservation.starts_at.desc(), Reservation.id.desc())
        .limit(limit)
    )
    return views_of(session, rows.all())


def view_of(session: Session, row: Reservation) -> ReservationView:
    """One reservation at hand."""
    return views_of(session, [row])[0]


def views_of(session: Session, rows: Sequence[Reservation]) -> list[ReservationView]:
    """Reservations at hand, in their order; three statements however many they are."""
    if not rows:
        return []
    places = read_places(session, (row.branch_id for row in rows))
    sections = session.execute(
        select(Section.id, Section.name_en, Section.name_ar).where(Section.id.in_({row.section_id for row in rows}))
    )
    names = {one.id: (one.name_en, one.name_ar) for one in sections}
    tables: dict[int, list[str]] = {}
    for seating_id, number in session.execute(
        select(SeatingTable.seating_id, DiningTable.number)
        .join(DiningTable, DiningTable.id == SeatingTable.table_id)
        .where(SeatingTable.seating_id.in_({row.seating_id for row in rows if row.seating_id is not None}))
        .order_by(DiningTable.id)
    ):
        tables.setdefault(seating_id, []).append(number)
    return [
        _view(row, places[row.branch_id], names[row.section_id], tables.get(row.seating_id or 0, [])) for row in rows
    ]


def _view(row: Reservation, place: Place, section: tuple[str, str], tables: Sequence[str]) -> ReservationView:
    same = {name: getattr(row, name) for name in _AS_STORED}
    return ReservationView(
        **same,
        place=place,
        section_en=section[0],
        section_ar=section[1],
        tables=tuple(tables),
        allergies=tuple(Allergen(word) for word in row.allergies),
        terms=terms_of_row(row),
    )


def _one(session: Session, tenant: Tenant, condition: ColumnElement[bool]) -> ReservationView:
    row = session.scalars(select(Reservation).where(*_within(tenant), condition)).one_or_none()
    if row is None:
        raise ReservationNotFound
    return view_of(session, row)


def _within(tenant: Tenant) -> tuple[ColumnElement[bool], ...]:
    return (Reservation.business_id == tenant.business_id, Reservation.environment == tenant.environment)
