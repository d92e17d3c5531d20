"""Bookings by phone, and who waits: quoted, called, seated, struck off."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import utc_now
from app.domain.reservations import ReservationSource, ReservationState, WaitingKind, WaitingState
from app.domain.seating import serving_date
from app.models import AvailabilityRule, Reservation, WaitingEntry
from tests.factories.bookings import make_restaurant, make_waiting, tables_of
from tests.integration.web.staff.conftest import Diningroom, Shopfloor
from tests.support.pages import Page, PageClient


def always_open(room: Diningroom) -> None:
    """From midnight until deep into the night, whenever the test runs."""
    rule = room.session.scalars(select(AvailabilityRule).where(AvailabilityRule.branch_id == room.branch.id)).one()
    rule.starts_minute, rule.ends_minute = 0, 2880
    room.session.commit()


def test_a_booking_by_phone_takes_a_free_time_and_the_limits_only_by_insisting(
    host: PageClient, room: Diningroom, evening: datetime
) -> None:
    room.branch.pacing_covers = 1
    room.session.commit()
    day = evening.date().isoformat()
    page = host.get(f"{room.path('book')}?day={day}&party=2")
    start = next(one["value"] for one in page.select("[name=slot]") if evening.isoformat() in str(one["value"]))
    form = {"day": day, "party": "2", "slot": str(start), "name": "Mona Saleh", "phone": "+971501234567"}

    assert "phone number" in host.post(room.path("book"), {**form, "phone": "12"}, status=422).text
    refused = host.post(room.path("book"), form, status=409)
    made = host.follow(host.post(room.path("book"), {**form, "force": "1"}))

    assert "kitchen is fully booked" in refused.text
    assert refused.value("name") == "Mona Saleh"
    assert made.heading == "Mona Saleh"
    row = room.session.scalars(select(Reservation)).one()
    assert (row.source, row.starts_at, row.party_size) == (ReservationSource.PHONE, evening, 2)


def test_a_walk_in_is_quoted_waits_and_is_seated_at_a_chosen_table(host: PageClient, room: Diningroom) -> None:
    always_open(room)
    asked = host.get(f"{room.path('door')}?party=3")
    assert asked.texts(".quoted") == ["At once"]

    joined = host.follow(host.post(room.path("door"), {"party": "3", "name": "Omar Z", "phone": ""}))
    entry = room.session.scalars(select(WaitingEntry)).one()
    table = tables_of(room.session, room.branch)[3]
    host.get(room.path("door", entry.uuid, "seat"))
    host.post(room.path("door", entry.uuid, "call"))
    called = room.session.get_one(WaitingEntry, entry.id).state
    host.post(room.path("door", entry.uuid, "seat"), {"tables": str(table.id)})

    assert "Omar Z" in joined.text
    assert (entry.quoted_minutes, called) == (0, WaitingState.READY)
    row = room.session.scalars(select(Reservation)).one()
    assert (row.state, row.source) == (ReservationState.SEATED, ReservationSource.WALK_IN)
    again = host.follow(host.post(room.path("door", entry.uuid, "seat")))
    assert "faster" in again.texts(".notice")[-1]
    assert host.post(room.path("door"), {"party": "0", "name": ""}).location.endswith("/door")


def test_a_missed_quote_counts_up_and_who_left_is_struck_off(
    host: PageClient, room: Diningroom, floor: Shopfloor
) -> None:
    day = serving_date(utc_now(), room.zone)
    since = utc_now() - timedelta(minutes=25, seconds=5)
    entry = make_waiting(
        room.session,
        branch=room.branch,
        kind=WaitingKind.WALK_IN,
        service_date=day,
        created_at=since,
        quoted_minutes=15,
    )
    other = make_waiting(floor.session, branch=make_restaurant(floor.session, platform=floor.platform))
    room.session.commit()

    page: Page = host.get(room.path("door"))
    assert page.texts(".over") == ["10 min over"]
    host.get(room.path("door", "live") + f"?day={day}", htmx=True)
    host.post(room.path("door", entry.uuid, "strike"))
    assert room.session.get_one(WaitingEntry, entry.id).state is WaitingState.EXPIRED
    host.post(room.path("door", other.uuid, "strike"), status=404)
    host.get(room.path("door", other.uuid, "seat"), status=404)
    host.post(room.path("door", entry.uuid, "no-such"), status=404)


def test_a_table_is_offered_by_hand_and_who_is_passed_over_is_told_first(
    host: PageClient, room: Diningroom, floor: Shopfloor, evening: datetime
) -> None:
    wish: dict[str, Any] = {
        "service_date": evening.date(),
        "wanted_from": evening,
        "wanted_until": evening + timedelta(hours=1),
    }
    first, second = (
        make_waiting(room.session, branch=room.branch, first_name=name, **wish) for name in ("Noor", "Omar")
    )
    other = make_waiting(floor.session, branch=make_restaurant(floor.session, platform=floor.platform))
    room.session.commit()
    kept = {"kept": f"day={evening.date()}"}

    asked = host.follow(host.post(room.path("door", second.uuid, "offer"), kept))
    assert "1 party has waited longer" in asked.text
    assert "Noor" in asked.texts(".notice")[0]
    assert "19:30" in asked.text
    done = host.follow(host.post(room.path("door", second.uuid, "offer"), {**kept, "over": "1"}))

    assert "kept for Omar" in done.text
    assert room.session.get_one(WaitingEntry, second.id).state is WaitingState.READY
    assert "have an offer already" in host.get(room.path("door", second.uuid, "offer")).text
    # The first in the line is offered theirs by one press.
    host.post(room.path("door", first.uuid, "offer"), kept)
    assert room.session.get_one(WaitingEntry, first.id).state is WaitingState.READY
    host.get(room.path("door", other.uuid, "offer"), status=404)
    host.post(room.path("door", other.uuid, "offer"), {"over": "1"}, status=404)
