"""Waiting lists and the queue at the door."""

from __future__ import annotations

from typing import Literal, Self

from app.api._kit.fields import Id, Text
from app.api.dining.access import Shown
from app.api.dining.schemas.base import Day, Instant, OneOrMany, Order, Page, Paged, PageSize, Reply, Schema
from app.api.dining.schemas.words import NO_SHOW, WaitingWord
from app.domain.reservations import WaitingState
from app.services.guest_lists import TableSeen, WaitingSeen, WaitingSort


class WaitingListQuery(OneOrMany):
    """`branch_id` is a row id or a branch code; what cannot be sorted by is sorted by `createdAt`."""

    branch_id: Text = ""
    brand_id: Id | None = None
    status: WaitingWord | None = None
    customer_id: Id | None = None
    mobile_number: Text = ""
    date: Day | None = None
    sort_by: Text = "createdAt"
    sort_order: Order = "desc"
    page: Page = 1
    limit: PageSize = 10

    @property
    def sort(self) -> WaitingSort:
        return WaitingSort(self.sort_by) if self.sort_by in set(WaitingSort) else WaitingSort.CREATED


class WaitingCustomerOut(Schema):
    id: int
    mobile_number: str | None
    first_name: str
    last_name: str
    email: str | None
    customer_type: str


class WaitingCountryOut(Schema):
    id: int
    country_id: str
    currency: str


class WaitingBrandOut(Schema):
    # The row's number here, unlike elsewhere.
    brand_Id: int  # noqa: N815  # the document's spelling
    brand_name: str


class WaitingBranchOut(Schema):
    id: int
    branch_name: str
    branch_code: str
    address: str | None
    country: WaitingCountryOut
    brand: WaitingBrandOut


class WaitingTableOut(Schema):
    id: int
    table_number: str
    capacity: int
    shape: str
    section_id: int


class WaitingTableRowOut(Schema):
    table: WaitingTableOut

    @classmethod
    def of(cls, seen: TableSeen) -> Self:
        return cls(
            table=WaitingTableOut(
                id=seen.id,
                table_number=seen.number,
                capacity=seen.capacity,
                shape=seen.shape,
                section_id=seen.section_id,
            )
        )


class WaitingOut(Schema):
    id: int
    customer_id: int
    branch_id: int
    status: str
    party_size: int
    notes: str
    archive: bool
    createdAt: Instant  # noqa: N815  # the document's spelling
    updatedAt: Instant  # noqa: N815  # the document's spelling
    customer: WaitingCustomerOut
    branch: WaitingBranchOut
    tables: list[WaitingTableRowOut]

    @classmethod
    def of(cls, seen: WaitingSeen, shown: Shown, *, overdue: str) -> Self:
        """`overdue` is the route's word for who was offered a table and did not come."""
        guest = seen.guest
        return cls(
            id=seen.id,
            customer_id=guest.customer_id,
            branch_id=seen.branch_id,
            status=overdue if seen.state is WaitingState.EXPIRED else seen.state,
            party_size=seen.party_size,
            notes=shown.text(seen.notes),
            archive=seen.archive,
            createdAt=seen.created_at,
            updatedAt=seen.updated_at,
            customer=WaitingCustomerOut(
                id=guest.customer_id,
                # Without its plus in the document, unlike a reservation's.
                mobile_number=shown.phone(guest.phone and guest.phone.removeprefix("+")),
                first_name=shown.name(guest.first_name),
                last_name=shown.name(guest.last_name),
                email=shown.email(guest.email),
                customer_type="REGULAR",
            ),
            branch=WaitingBranchOut(
                id=seen.branch_id,
                branch_name=seen.branch_name,
                branch_code=seen.branch_code,
                address=seen.branch_address,
                country=WaitingCountryOut(id=seen.country_id, country_id=seen.country_code, currency=seen.currency),
                brand=WaitingBrandOut(brand_Id=seen.brand_id, brand_name=seen.brand_name),
            ),
            tables=[WaitingTableRowOut.of(table) for table in seen.tables],
        )


class WaitingFiltersOut(Schema):
    """The filters as they were sent."""

    branch_id: str | None
    status: str | None
    customer_id: str | None
    mobile_number: str | None
    date: str | None


class WaitingSortOut(Schema):
    sort_by: WaitingSort
    sort_order: Literal["asc", "desc"]


class WaitingMetaOut(Schema):
    total: int
    filters: WaitingFiltersOut
    sort: WaitingSortOut


class OneWaiting(Reply):
    data: WaitingOut


class ManyWaiting(Paged[list[WaitingOut]]):
    meta: WaitingMetaOut


OVERDUE_IN_BOOKING = WaitingState.EXPIRED.value
OVERDUE_IN_PUBLIC = NO_SHOW
