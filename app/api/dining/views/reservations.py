"""Reservations: filtered for a back office, and by their ids for whoever was told one."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from app.api._kit.call import Call
from app.api._kit.fields import SENTENCE
from app.api._kit.operation import Needs
from app.api.dining.access import Shown, within
from app.api.dining.family import dining
from app.api.dining.schemas.reservations import (
    DateRangeOut,
    FilteredReservations,
    FiltersOut,
    ManyReservations,
    OneReservation,
    PaginationOut,
    PublicReservationOut,
    PublicReservationsQuery,
    ReservationOut,
    ReservationsQuery,
)
from app.domain.paging import Window
from app.domain.reservations import ReservationPayment
from app.domain.scopes import Scope
from app.extensions import db
from app.input import InvalidInput, Problem
from app.services import guest_lists
from app.services.guest_lists import ReservationQuery

TOPIC: Final = "Reservations"
# What is shown where nothing else is asked for.
_IN_FORCE: Final = (ReservationPayment.PAID, ReservationPayment.PAYLATER)
_RANGE: Final = ("start_date", "end_date", "start_time", "end_time")
_NO_ROW: Final = 0


@dining.op(
    "GET",
    "/api/booking/reservations/filter",
    summary="Reservations, filtered, sorted and paged",
    description=(
        "Without `payment_status` only PAID and PAYLATER. `date` stands over the four range parameters; days are whole "
        "days of each branch's own clock, times are instants. Without a secret key personal fields are masked, "
        "`search` finds a whole number or reservation id only, and sorting by personal fields is refused."
    ),
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    needs=Needs.NOTHING,
    query=ReservationsQuery,
    out=FilteredReservations,
    message="",
)
def filter_reservations(call: Call, query: ReservationsQuery) -> Response:
    if query.sort_by.is_personal and not call.sees_people:
        told = f"sort_by: {query.sort_by} needs a secret API key"
        raise InvalidInput([Problem(path="sort_by", kind=SENTENCE, message=told)])
    has_day = query.date is not None
    wanted = ReservationQuery(
        states=query.reservation_status or query.status or (),
        payments=query.payment_status or _IN_FORCE,
        branch_id=query.branch_id,
        brand_id=query.brand_id,
        country_id=query.country_id,
        country=query.country,
        reference=query.reservation_id,
        first_day=query.date if has_day else query.start_date,
        last_day=query.date if has_day else query.end_date,
        starts_from=None if has_day else query.start_time,
        starts_until=None if has_day else query.end_time,
        text=query.search,
        whole_only=not call.sees_people,
        sort=query.sort_by,
        descending=query.sort_order == "desc",
        within=within(call),
    )
    window = Window.of_page(query.page, query.limit)
    found = guest_lists.list_reservations(db.session(), call.tenant, wanted, window=window)
    shown = Shown.to(call)
    return call.answer(
        FilteredReservations(
            data=[ReservationOut.of(seen, shown) for seen in found.items],
            pagination=PaginationOut.of(found),
            filters_applied=_filters(query),
        )
    )


def _filters(query: ReservationsQuery) -> FiltersOut:
    sent = {name: value or None for name, value in request.args.items()}
    times = {name: sent.get(name) if query.date is None else None for name in _RANGE}
    date_range = DateRangeOut(date=sent.get("date"), **times)
    return FiltersOut(
        reservation_status=sent.get("reservation_status") or sent.get("status"),
        payment_status=sent.get("payment_status"),
        branch_id=sent.get("branch_id"),
        brand_id=sent.get("brand_id"),
        country_id=sent.get("country_id"),
        date_range=date_range if any(date_range.model_dump().values()) else None,
        search_query=sent.get("search"),
        sort_by=query.sort_by,
        sort_order=query.sort_order,
    )


@dining.op(
    "GET",
    "/api/public/booking/reservation",
    summary="Reservations, or one by its row id",
    description=(
        "`customer_mobile_number` is a whole number, with its plus or without. Without a secret key personal fields "
        "are masked."
    ),
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    needs=Needs.NOTHING,
    query=PublicReservationsQuery,
    out=OneReservation | ManyReservations,
    message="",
    errors={404: "Reservation not found."},
)
def public_reservations(call: Call, query: PublicReservationsQuery) -> Response:
    session, shown, reach = db.session(), Shown.to(call), within(call)
    if query.id is not None:
        one = guest_lists.get_reservation(session, call.tenant, query.id, within=reach)
        return call.answer(OneReservation(data=PublicReservationOut.of(one, shown)))
    branch_id = (
        guest_lists.find_branch_id(session, call.tenant.business_id, query.branch_id) or _NO_ROW
        if query.branch_id
        else None
    )
    wanted = ReservationQuery(
        states=query.status or (),
        branch_id=branch_id,
        phone=query.customer_mobile_number,
        first_day=query.start_date,
        last_day=query.end_date,
        within=reach,
    )
    window = Window.of_page(query.page, query.limit)
    found = guest_lists.list_reservations(session, call.tenant, wanted, window=window)
    rows = [PublicReservationOut.of(seen, shown) for seen in found.items]
    return call.answer(ManyReservations(data=rows, pagination=PaginationOut.of(found)))
