"""Times at which a branch may be booked, by section and period. The parameters are spelt as in the document."""

from __future__ import annotations

from typing import Final

from flask import Response

from app.api._kit.call import Call
from app.api._kit.operation import Needs
from app.api.dining.family import dining
from app.api.dining.schemas.booking_slots import BookingSlotsOut, BookingSlotsQuery
from app.clock import utc_now
from app.domain.scopes import Scope
from app.domain.seating import Ask
from app.extensions import db
from app.services import availability

TOPIC: Final = "Booking slots"


@dining.op(
    "GET",
    "/api/public/booking/available-slots",
    summary="A branch's times on a date for a party, section by section, by period",
    description=(
        "A time is available, or `reason` says why it is not: `closed`, `full`, `section_full`, `pacing`, "
        "`party_too_large`, `party_too_small`, `too_soon`, `too_far` or `past`. Times after midnight belong to the "
        "evening's date. `price` and `deposit` are per guest. `showHidden` and `customRuleId` need a secret key and "
        "are ignored without one."
    ),
    topic=TOPIC,
    scope=Scope.BOOKING_READ,
    publishable=True,
    needs=Needs.NOTHING,
    query=BookingSlotsQuery,
    out=BookingSlotsOut,
    message="",
    errors={404: "Branch not found."},
)
def booking_slots(call: Call, query: BookingSlotsQuery) -> Response:
    trusted = call.sees_people
    ask = Ask(
        service_date=query.date,
        party_size=query.partySize,
        now=utc_now(),
        show_hidden=query.showHidden and trusted,
        custom_rule_id=query.customRuleId if trusted else None,
    )
    ref = query.branchId
    sheet = availability.sheet(
        db.session(),
        call.tenant,
        ask,
        branch_id=ref if isinstance(ref, int) else None,
        code=ref if isinstance(ref, str) else "",
    )
    return call.answer(BookingSlotsOut.of(sheet, in_full=trusted))
