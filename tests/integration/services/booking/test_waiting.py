"""Waiting for a table: the line, offers one after the other, and walk-ins."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, HoldExpired, PlacesLimit, TransitionRefused
from app.domain.reservations import ReservationSource, ReservationState, WaitingKind, WaitingState
from app.domain.tenant import Actor
from app.models import AuditEntry, WaitingEntry
from app.services import bookings, waiting
from app.services.bookings import Diner, Office
from app.services.waiting import Join, WaitingView
from tests.factories import NOW
from tests.factories.restaurants import make_restaurant
from tests.integration.services.booking.booker import GUEST, SEVEN, Booker

HOST = Actor("staff")


class Line(Booker):
    """People who wait at a restaurant with one table for two."""

    def join(self, name: str = "Noor", **given: Any) -> WaitingView:
        wish: dict[str, Any] = {
            "branch_id": self.branch.id,
            "service_date": SEVEN.date(),
            "party_size": 2,
            "diner": Diner(first_name=name, phone=f"+97150{abs(hash(name)) % 10**7:07d}"),
            "wanted_from": SEVEN - timedelta(hours=1),
            "wanted_until": SEVEN + timedelta(hours=2),
            "link": "https://eat.example/w/{uuid}/{token}",
        }
        actor, now = given.pop("actor", GUEST), given.pop("now", NOW)
        return waiting.join(self.session, self.office, Join(**wish | given), tenant=self.tenant, actor=actor, now=now)

    def serve(self, now: Any = NOW) -> int:
        """What the duty does."""
        done = 0
        for tenant, entry_id in waiting.list_overdue(self.session, now=now, limit=9):
            done += waiting.expire(self.session, self.office.texts, tenant=tenant, entry_id=entry_id, now=now)
        for day in waiting.list_days(self.session, now=now, limit=9):
            done += waiting.offer_day(self.session, self.office.texts, day, now=now)
        return done

    def look(self, view: WaitingView, now: Any = NOW) -> WaitingView:
        return waiting.get_view(self.session, tenant=self.tenant, uuid=view.uuid, now=now)

    def accept(self, view: WaitingView, now: Any = NOW) -> bookings.ReservationView:
        return waiting.accept(
            self.session, self.office, tenant=self.tenant, uuid=view.uuid, link=None, actor=GUEST, now=now
        )


@pytest.fixture
def line(session: Session, office: Office) -> Line:
    branch = make_restaurant(session, tables=(2,), is_active_waitinglist=True)
    return Line(session, office, branch)


def fill(line: Line) -> list[bookings.ReservationView]:
    """Take every time of the evening at the one table."""
    taken = []
    for half_hours in range(-12, 14):
        try:
            taken.append(line.book(starts_at=SEVEN + timedelta(minutes=30 * half_hours)))
        except BookingRefused:
            continue
    return taken


def test_who_comes_first_is_offered_first_and_has_a_quarter_of_an_hour(line: Line) -> None:
    taken = fill(line)
    first, second = line.join("Noor"), line.join("Omar")
    assert (first.position, second.position) == (1, 2)
    assert line.serve() == 0, "nothing is free"
    freed = next(view for view in taken if view.starts_at <= SEVEN < view.ends_at)
    bookings.cancel(line.session, line.office.texts, tenant=line.tenant, uuid=freed.uuid, actor=GUEST, now=NOW)

    assert line.serve() == 1

    offered = line.look(first)
    assert (offered.state, line.look(second).state) == (WaitingState.READY, WaitingState.WAITING)
    assert offered.ready_until == NOW + timedelta(minutes=15)
    assert offered.offered_tables
    with pytest.raises(BookingRefused):
        line.book(starts_at=offered.offered_start)
    made = line.accept(offered)
    assert (made.state, made.source) == (ReservationState.CONFIRMED, ReservationSource.WAITING_LIST)
    assert line.accept(offered).uuid == made.uuid, "taken twice is taken once"
    assert (line.look(first).state, line.look(second).position) == (WaitingState.SEATED, 1)
    assert "waiting_ready:sms" in line.told()


def test_an_offer_that_runs_out_goes_to_the_next(line: Line) -> None:
    taken = fill(line)
    first, second = line.join("Noor"), line.join("Omar")
    freed = next(view for view in taken if view.starts_at <= SEVEN < view.ends_at)
    bookings.cancel(line.session, line.office.texts, tenant=line.tenant, uuid=freed.uuid, actor=GUEST, now=NOW)
    line.serve()
    late = NOW + timedelta(minutes=15)

    seen = line.look(first, late)
    assert (seen.state, seen.position) == (WaitingState.EXPIRED, 0), "by the clock, before anybody has written it down"
    assert line.session.scalars(select(WaitingEntry.state).order_by(WaitingEntry.id)).first() is WaitingState.READY
    with pytest.raises(HoldExpired):
        line.accept(first, late)
    assert line.serve(late) == 2
    assert line.look(second, late).state is WaitingState.READY
    with pytest.raises((HoldExpired, TransitionRefused)):
        line.accept(first, late)


def test_staff_offer_a_table_by_hand_and_the_trail_says_who_was_passed_over(line: Line) -> None:
    taken = fill(line)
    first, second = line.join("Noor"), line.join("Omar")
    given: dict[str, Any] = {"tenant": line.tenant, "actor": HOST, "now": NOW}
    with pytest.raises(BookingRefused):
        waiting.offer_by_hand(line.session, line.office.texts, uuid=second.uuid, **given)
    freed = next(view for view in taken if view.starts_at <= SEVEN < view.ends_at)
    bookings.cancel(line.session, line.office.texts, tenant=line.tenant, uuid=freed.uuid, actor=GUEST, now=NOW)
    expected = waiting.find_time(line.session, second, now=NOW)

    offered = waiting.offer_by_hand(line.session, line.office.texts, uuid=second.uuid, **given)

    assert (offered.state, offered.offered_start) == (WaitingState.READY, expected)
    assert (line.look(first).state, line.look(first).position) == (WaitingState.WAITING, 1)
    trail = select(AuditEntry).where(AuditEntry.action == "waiting_offered")
    entry = line.session.scalars(trail).one()
    assert (entry.actor_kind, entry.after) == ("staff", {"state": "READY", "passed_over": [first.id]})
    assert "waiting_ready:sms" in line.told()
    with pytest.raises(TransitionRefused):
        waiting.offer_by_hand(line.session, line.office.texts, uuid=second.uuid, **given)
    with pytest.raises(BookingRefused):
        waiting.offer_by_hand(line.session, line.office.texts, uuid=first.uuid, **given)
    assert line.accept(offered).source is ReservationSource.WAITING_LIST


def test_who_leaves_makes_room_at_once(line: Line) -> None:
    fill(line)[0]
    first, second = line.join("Noor"), line.join("Omar")

    left = waiting.cancel(line.session, tenant=line.tenant, uuid=first.uuid, actor=GUEST, now=NOW)

    assert (left.state, left.position, line.look(second).position) == (WaitingState.CANCELED, 0, 1)


def test_what_the_branch_says_of_its_list(line: Line) -> None:
    line.branch.waiting_list_config = {"max_party": 4, "max_waiting": 1}
    line.session.flush()
    with pytest.raises(PlacesLimit):
        line.join(party_size=5)
    line.join("Noor")
    with pytest.raises(BookingRefused, match="full"):
        line.join("Omar")
    line.join("Omar", actor=HOST)
    line.branch.is_active_waitinglist = False
    line.session.flush()
    with pytest.raises(BookingRefused, match="closed"):
        line.join("Zaid")


def test_one_form_takes_one_place(line: Line) -> None:
    assert line.join(request_key="f1").uuid == line.join(request_key="f1").uuid


def test_a_walk_in_is_quoted_called_and_seated(line: Line, session: Session) -> None:
    now = SEVEN + timedelta(minutes=7)
    line.book(starts_at=SEVEN - timedelta(hours=1), now=NOW)
    day, environment = SEVEN.date(), line.tenant.environment
    quoted = waiting.quote(
        session, branch_id=line.branch.id, environment=environment, party_size=2, service_date=day, now=now
    )
    assert quoted is not None
    assert quoted.minutes % 5 == 0
    walk_in = line.join(
        kind=WaitingKind.WALK_IN,
        wanted_from=None,
        wanted_until=None,
        quoted_minutes=quoted.minutes,
        actor=HOST,
        now=now,
        diner=Diner(first_name="Sara", phone="+971509998877"),
    )
    called = waiting.call(line.session, line.office, tenant=line.tenant, uuid=walk_in.uuid, actor=HOST, now=now)
    assert called.state is WaitingState.READY
    free = now + timedelta(minutes=40)

    seated = waiting.seat_walk_in(
        session, line.office, tenant=line.tenant, uuid=walk_in.uuid, table_ids=(), actor=HOST, now=free
    )

    assert (seated.state, seated.source) == (ReservationState.SEATED, ReservationSource.WALK_IN)
    queue = waiting.list_queue(
        session, tenant=line.tenant, branch_id=line.branch.id, service_date=day, kind=WaitingKind.WALK_IN, now=free
    )
    assert [(view.state, view.position) for view in queue] == [(WaitingState.SEATED, 0)]
