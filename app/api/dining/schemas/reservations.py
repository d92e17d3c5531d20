"""Reservations."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator
from typing_extensions import override

from app.api._kit.fields import Id, Number, Text
from app.api.dining.access import Shown
from app.api.dining.schemas.base import (
    Day,
    Instant,
    Moment,
    OneOrMany,
    Order,
    Page,
    PageSize,
    Reply,
    Schema,
    major,
)
from app.api.dining.schemas.words import Payments, States
from app.domain.paging import Page as Listed
from app.services.guest_lists import ReservationSeen, ReservationSort


def _sort(value: object) -> object:
    """Only what is named here is ever sorted by."""
    try:
        return ReservationSort(str(value).strip())
    except ValueError as error:
        raise ValueError(f"Input should be one of {', '.join(ReservationSort)}") from error


class ReservationsQuery(Schema):
    """`date` stands over the four range parameters, `reservation_status` over `status`."""

    reservation_status: States | None = None
    status: States | None = None
    payment_status: Payments | None = None
    branch_id: Id | None = None
    brand_id: Id | None = None
    country_id: Id | None = None
    country: Text = ""
    reservation_id: Text = ""
    date: Day | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    start_time: Moment | None = None
    end_time: Moment | None = None
    search: Text = ""
    sort_by: Annotated[ReservationSort, BeforeValidator(_sort)] = ReservationSort.CREATED
    sort_order: Order = "desc"
    page: Page = 1
    limit: PageSize = 10


class PublicReservationsQuery(OneOrMany):
    """`branch_id` is a row id or a branch code."""

    page: Page = 1
    limit: PageSize = 10
    branch_id: Text = ""
    customer_mobile_number: Text = ""
    start_date: Day | None = None
    end_date: Day | None = None
    status: States | None = None


class CustomerOut(Schema):
    id: int
    first_name: str
    last_name: str
    mobile_number: str | None

    @classmethod
    def of(cls, seen: ReservationSeen, shown: Shown, **more: Any) -> Self:
        return cls(
            id=seen.guest.customer_id,
            first_name=shown.name(seen.guest.first_name),
            last_name=shown.name(seen.guest.last_name),
            mobile_number=shown.phone(seen.guest.phone),
            **more,
        )


class NamedOut(Schema):
    id: int
    name: str


class BookedBranchOut(NamedOut):
    country: NamedOut


class BookedTableOut(Schema):
    id: int
    table_number: str


class PaymentOut(Schema):
    id: int
    amount: Number
    status: str


class ReservationOut(Schema):
    id: int
    reservation_id: str
    reservation_status: str
    payment_status: str
    start_time: Instant
    party_size: int
    customer: CustomerOut
    brand: NamedOut
    branch: BookedBranchOut
    section: NamedOut
    tables: list[BookedTableOut]
    payments: list[PaymentOut]

    @classmethod
    def of(cls, seen: ReservationSeen, shown: Shown) -> Self:
        return cls(**_row(seen), customer=CustomerOut.of(seen, shown))


class PublicCustomerOut(CustomerOut):
    email: str | None


class PublicReservationOut(ReservationOut):
    """The same and what a guest's own page shows of it."""

    customer: PublicCustomerOut
    end_time: Instant
    child_seats: int
    occasion: str
    notes: str
    allergies: list[str]
    created_date: Instant
    updated_date: Instant

    @override
    @classmethod
    def of(cls, seen: ReservationSeen, shown: Shown) -> Self:
        return cls(
            **_row(seen),
            customer=PublicCustomerOut.of(seen, shown, email=shown.email(seen.guest.email)),
            end_time=seen.ends_at,
            child_seats=seen.child_seats,
            occasion=shown.text(seen.occasion),
            notes=shown.text(seen.request),
            allergies=[shown.text(allergy) for allergy in seen.allergies],
            created_date=seen.created_at,
            updated_date=seen.updated_at,
        )


def _row(seen: ReservationSeen) -> dict[str, Any]:
    country = NamedOut(id=seen.country_id, name=seen.country_name)
    return {
        "id": seen.id,
        "reservation_id": seen.reference,
        "reservation_status": seen.state,
        "payment_status": seen.payment_state,
        "start_time": seen.starts_at,
        "party_size": seen.party_size,
        "brand": NamedOut(id=seen.brand_id, name=seen.brand_name),
        "branch": BookedBranchOut(id=seen.branch_id, name=seen.branch_name, country=country),
        "section": NamedOut(id=seen.section_id, name=seen.section_name),
        "tables": [BookedTableOut(id=table.id, table_number=table.number) for table in seen.tables],
        "payments": [
            PaymentOut(id=paid.id, amount=major(paid.amount_minor, paid.currency), status=paid.state)
            for paid in seen.payments
        ],
    }


class PaginationOut(Schema):
    total: int
    pages: int
    page: int
    limit: int
    hasNext: bool  # noqa: N815  # the document's spelling
    hasPrev: bool  # noqa: N815  # the document's spelling

    @classmethod
    def of(cls, found: Listed[Any]) -> Self:
        number = found.window.number
        return cls(
            total=found.total,
            pages=found.pages,
            page=number,
            limit=found.window.limit,
            hasNext=number < found.pages,
            hasPrev=number > 1,
        )


class DateRangeOut(Schema):
    """The times that were asked for, as they were sent."""

    date: str | None
    start_date: str | None
    end_date: str | None
    start_time: str | None
    end_time: str | None


class FiltersOut(Schema):
    """The filters as they were sent; null where none was, also where a default applies."""

    reservation_status: str | None
    payment_status: str | None
    branch_id: str | None
    brand_id: str | None
    country_id: str | None
    date_range: DateRangeOut | None
    search_query: str | None
    sort_by: str
    sort_order: Literal["asc", "desc"]


class FilteredReservations(Reply):
    data: list[ReservationOut]
    pagination: PaginationOut
    filters_applied: FiltersOut


class OneReservation(Reply):
    data: PublicReservationOut


class ManyReservations(Reply):
    data: list[PublicReservationOut]
    pagination: PaginationOut
