"""Who waits for a table, on a day that is full or at the door."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, case, func, literal, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import WaitingEntryNotFound
from app.domain.paging import Page, Window
from app.domain.reservations import WaitingKind, WaitingState
from app.domain.tenant import Tenant
from app.models import Branch, Brand, Country, Customer, WaitingEntry
from app.services.carts.views import AnyRow
from app.services.guest_lists import reading
from app.services.guest_lists.views import Guest, WaitingQuery, WaitingSeen, WaitingSort

_OWN: Final = (
    *("id", "kind", "party_size", "notes", "archive", "quoted_minutes", "created_at", "updated_at"),
    *("customer_id", "first_name", "last_name", "email", "phone"),
)
_LONGEST_ID: Final = 9


def find_branch_id(session: Session, business_id: int, name: str) -> int | None:
    """The branch by its row id or its code; a code of digits stands over a row. None where there is none."""
    is_number = name.isascii() and name.isdigit() and len(name) <= _LONGEST_ID
    conditions = [Branch.code == name, *([Branch.id == int(name)] if is_number else [])]
    return session.scalar(
        select(Branch.id)
        .where(Branch.business_id == business_id, or_(*conditions))
        .order_by(case((Branch.code == name, 0), else_=1))
        .limit(1)
    )


def get_waiting(
    session: Session,
    tenant: Tenant,
    entry_id: int,
    *,
    kind: WaitingKind,
    within: Collection[int] | None,
    now: datetime,
) -> WaitingSeen:
    """One of the business's. Raises WaitingEntryNotFound. Two statements."""
    conditions = [*_of(tenant, kind, within), WaitingEntry.id == entry_id]
    row = session.execute(_question(now).where(*conditions)).one_or_none()
    if row is None:
        raise WaitingEntryNotFound
    return _seen(session, [row])[0]


def list_waiting(
    session: Session, tenant: Tenant, wanted: WaitingQuery, *, window: Window, now: datetime
) -> Page[WaitingSeen]:
    """A page of them. Three statements, and one more where a day is asked for."""
    conditions = _of(tenant, wanted.kind, wanted.within) + _conditions(session, tenant, wanted, now)
    total = (
        session.scalar(
            select(func.count())
            .select_from(WaitingEntry)
            .join(Branch, Branch.id == WaitingEntry.branch_id)
            .where(*conditions)
        )
        or 0
    )
    column = _sorts(now)[wanted.sort]
    order = (column.desc(), WaitingEntry.id.desc()) if wanted.descending else (column.asc(), WaitingEntry.id.asc())
    rows = session.execute(
        _question(now).where(*conditions).order_by(*order).limit(window.limit).offset(window.offset)
    ).all()
    return Page(items=_seen(session, rows), total=total, window=window)


def _state_at(now: datetime) -> ColumnElement[WaitingState]:
    """The state as time has made it: an offer that nobody took in time is over, also before that is written down."""
    lapsed = (WaitingEntry.state == WaitingState.READY) & (WaitingEntry.ready_until <= now)
    return case((lapsed, literal(WaitingState.EXPIRED, WaitingEntry.state.type)), else_=WaitingEntry.state)


def _sorts(now: datetime) -> Mapping[WaitingSort, ColumnElement[Any]]:
    return {
        WaitingSort.ID: WaitingEntry.id.expression,
        WaitingSort.CREATED: WaitingEntry.created_at.expression,
        WaitingSort.UPDATED: WaitingEntry.updated_at.expression,
        WaitingSort.STATE: _state_at(now),
        WaitingSort.PARTY: WaitingEntry.party_size.expression,
    }


def _question(now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(getattr(WaitingEntry, name) for name in _OWN),
            _state_at(now).label("state"),
            WaitingEntry.seating_id,
            Branch.id.label("branch_id"),
            Branch.name_en.label("branch_name"),
            Branch.code.label("branch_code"),
            Branch.address_en.label("branch_address"),
            Brand.id.label("brand_id"),
            Brand.name_en.label("brand_name"),
            Country.id.label("country_id"),
            Country.code.label("country_code"),
            Country.currency,
        )
        .join(Branch, Branch.id == WaitingEntry.branch_id)
        .join(Brand, Brand.id == Branch.brand_id)
        .join(Country, Country.id == Branch.country_id)
    )


def _of(tenant: Tenant, kind: WaitingKind, within: Collection[int] | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        WaitingEntry.business_id == tenant.business_id,
        WaitingEntry.environment == tenant.environment,
        WaitingEntry.kind == kind,
    ]
    return conditions if within is None else [*conditions, WaitingEntry.branch_id.in_(within)]


def _conditions(session: Session, tenant: Tenant, wanted: WaitingQuery, now: datetime) -> list[ColumnElement[bool]]:
    named: dict[SQLColumnExpression[Any], object] = {
        WaitingEntry.branch_id: wanted.branch_id,
        Branch.brand_id: wanted.brand_id,
        WaitingEntry.customer_id: wanted.customer_id,
    }
    conditions = [column == value for column, value in named.items() if value is not None]
    if wanted.state is not None:
        conditions.append(_state_at(now) == literal(wanted.state, WaitingEntry.state.type))
    if wanted.phone:
        number = reading.whole_number(wanted.phone) or ""
        conditions.append(or_(WaitingEntry.customer_id.in_(_owners(tenant, number)), WaitingEntry.phone == number))
    if wanted.day is not None:
        joined = WaitingEntry.created_at
        conditions.append(reading.on_days(session, tenant.business_id, joined, first=wanted.day, last=wanted.day))
    return conditions


def _owners(tenant: Tenant, number: str) -> Select[int]:
    return select(Customer.id).where(
        Customer.business_id == tenant.business_id,
        Customer.environment == tenant.environment,
        Customer.phone == number,
    )


def _seen(session: Session, rows: Sequence[AnyRow]) -> list[WaitingSeen]:
    tables = reading.tables_by_seating(session, [row.seating_id for row in rows if row.seating_id is not None])
    own = ("id", "kind", "state", "party_size", "notes", "archive", "quoted_minutes", "created_at", "updated_at")
    places = ("branch_id", "branch_name", "branch_code", "branch_address", "brand_id", "brand_name")
    return [
        WaitingSeen(
            **{name: getattr(row, name) for name in (*own, *places, "country_id", "country_code", "currency")},
            guest=Guest(
                customer_id=row.customer_id,
                first_name=row.first_name,
                last_name=row.last_name,
                email=row.email,
                phone=row.phone,
            ),
            tables=tables.get(row.seating_id, ()),
        )
        for row in rows
    ]
