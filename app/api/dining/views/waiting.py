"""Waiting lists, as the back office and as the restaurants' pages are told of them, and the queue at the door."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from app.api._kit.call import Call
from app.api._kit.operation import Needs
from app.api.dining.access import Shown, within
from app.api.dining.family import dining
from app.api.dining.schemas.base import paging
from app.api.dining.schemas.waiting import (
    OVERDUE_IN_BOOKING,
    OVERDUE_IN_PUBLIC,
    ManyWaiting,
    OneWaiting,
    WaitingFiltersOut,
    WaitingListQuery,
    WaitingMetaOut,
    WaitingOut,
    WaitingSortOut,
)
from app.clock import utc_now
from app.domain.paging import Window
from app.domain.reservations import WaitingKind
from app.domain.scopes import Scope
from app.extensions import db
from app.services import guest_lists
from app.services.guest_lists import WaitingQuery

TOPIC: Final = "Waiting lists"
_MASKED: Final = (
    "`branch_id` is a row id or a branch code, `mobile_number` a whole number. Who was offered a table and let a "
    "quarter of an hour pass is told as {overdue}; either word is taken as a filter. Without a secret key personal "
    "fields are masked."
)
_NO_ROW: Final = 0


@dining.op(
    "GET",
    "/api/booking/waiting-list",
    summary="Waiting list entries, or one by its row id",
    description=_MASKED.format(overdue=OVERDUE_IN_BOOKING),
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    needs=Needs.NOTHING,
    query=WaitingListQuery,
    out=OneWaiting | ManyWaiting,
    message="",
    errors={404: "Waiting list entry not found."},
)
def waiting_list(call: Call, query: WaitingListQuery) -> Response:
    return _answer(call, query, kind=WaitingKind.WAITING_LIST, overdue=OVERDUE_IN_BOOKING)


@dining.op(
    "GET",
    "/api/public/booking/waiting-list",
    summary="Waiting list entries of a branch, or one by its row id",
    description=_MASKED.format(overdue=OVERDUE_IN_PUBLIC),
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    needs=Needs.NOTHING,
    query=WaitingListQuery,
    out=OneWaiting | ManyWaiting,
    message="",
    errors={404: "Waiting list entry not found."},
)
def public_waiting_list(call: Call, query: WaitingListQuery) -> Response:
    return _answer(call, query, kind=WaitingKind.WAITING_LIST, overdue=OVERDUE_IN_PUBLIC)


@dining.op(
    "GET",
    "/api/public/booking/walkin-list",
    summary="The queue at the door of a branch, or one party of it by its row id",
    description=_MASKED.format(overdue=OVERDUE_IN_PUBLIC),
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    needs=Needs.NOTHING,
    query=WaitingListQuery,
    out=OneWaiting | ManyWaiting,
    message="",
    errors={404: "Waiting list entry not found."},
)
def public_walkin_list(call: Call, query: WaitingListQuery) -> Response:
    return _answer(call, query, kind=WaitingKind.WALK_IN, overdue=OVERDUE_IN_PUBLIC)


def _answer(call: Call, query: WaitingListQuery, *, kind: WaitingKind, overdue: str) -> Response:
    """A lapsed offer is told by the clock: reading writes nothing down."""
    session, now, shown, reach = db.session(), utc_now(), Shown.to(call), within(call)
    if query.id is not None:
        one = guest_lists.get_waiting(session, call.tenant, query.id, kind=kind, within=reach, now=now)
        return call.answer(OneWaiting(data=WaitingOut.of(one, shown, overdue=overdue)))
    branch_id = (
        guest_lists.find_branch_id(session, call.tenant.business_id, query.branch_id) or _NO_ROW
        if query.branch_id
        else None
    )
    wanted = WaitingQuery(
        kind=kind,
        branch_id=branch_id,
        brand_id=query.brand_id,
        state=query.status,
        customer_id=query.customer_id,
        phone=query.mobile_number,
        day=query.date,
        sort=query.sort,
        descending=query.sort_order == "desc",
        within=reach,
    )
    window = Window.of_page(query.page, query.limit)
    found = guest_lists.list_waiting(session, call.tenant, wanted, window=window, now=now)
    filters = {name: request.args.get(name) or None for name in WaitingFiltersOut.model_fields}
    return call.answer(
        ManyWaiting(
            data=[WaitingOut.of(seen, shown, overdue=overdue) for seen in found.items],
            **paging(found),
            meta=WaitingMetaOut(
                total=found.total,
                filters=WaitingFiltersOut(**filters),
                sort=WaitingSortOut(sort_by=query.sort, sort_order=query.sort_order),
            ),
        )
    )
