"""Tables are taken, kept, moved and given back; the counters follow."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import BookingRefused, HoldExpired, TablesTaken
from app.domain.reservations import SeatingPurpose
from app.domain.seating import Reason, Slot
from app.domain.states import Environment
from app.models import Branch, BranchPulse, CoverCount, Seating, TableClaim
from app.services import pulse, seatings
from app.services.seatings import Placed, Wish
from tests.factories import NOW
from tests.factories.restaurants import make_restaurant, table_ids

# Seven in the evening in Dubai, tomorrow.
SEVEN = datetime(2026, 3, 3, 15, tzinfo=UTC)
LATER = NOW + timedelta(minutes=11)


def wish(branch: Branch, party: int = 2, **given: Any) -> Wish:
    fixed = {"branch_id": branch.id, "environment": Environment.TEST, "starts_at": SEVEN, "party_size": party}
    return Wish(**{**fixed, **given})


def hold(session: Session, branch: Branch, party: int = 2, now: datetime = NOW, **given: Any) -> Placed:
    until = now + timedelta(minutes=10)
    return seatings.take(session, wish(branch, party, **given), purpose=SeatingPurpose.HOLD, expires_at=until, now=now)


def take(session: Session, branch: Branch, party: int = 2, **given: Any) -> Placed:
    return seatings.take(session, wish(branch, party, **given), purpose=SeatingPurpose.RESERVATION, now=NOW)


def counted(session: Session) -> tuple[int, dict[str, int]]:
    """How many claims there are, and the sums of the counters."""
    used = session.execute(select(CoverCount.what, func.sum(CoverCount.used)).group_by(CoverCount.what))
    claims = session.scalar(select(func.count()).select_from(TableClaim)) or 0
    return claims, {what: int(number) for what, number in used if number}


def test_the_table_that_fits_best_is_taken_for_the_stay_and_given_back_whole(session: Session) -> None:
    branch = make_restaurant(session)

    placed = hold(session, branch)

    assert placed.slot.tables == (table_ids(session, branch)[0],)
    assert placed.seating.service_date == date(2026, 3, 3)
    assert counted(session) == (6, {"covers": 2, "parties": 1, "section": 12})
    assert seatings.release(session, placed.seating, now=NOW)
    assert not seatings.release(session, placed.seating, now=NOW)
    assert counted(session) == (0, {})
    pulse.beat(session)
    pulse.beat(session)
    assert session.scalars(select(BranchPulse.version)).all() == [1]


def test_what_is_full_names_the_reason_and_the_nearest_times(session: Session) -> None:
    branch = make_restaurant(session, tables=(2,))
    take(session, branch)

    with pytest.raises(BookingRefused) as refused:
        take(session, branch)

    half_past_eight = SEVEN + timedelta(minutes=90)
    assert refused.value.reason == "full"
    assert refused.value.nearest == (
        half_past_eight,
        half_past_eight + timedelta(minutes=30),
        SEVEN + timedelta(hours=2.5),
    )


def test_a_hold_that_ran_out_is_swept_up_by_whoever_takes_next(session: Session) -> None:
    branch = make_restaurant(session, tables=(2,))
    old = hold(session, branch).seating

    new = hold(session, branch, now=LATER).seating

    assert (old.released_at, new.released_at) == (LATER, None)
    assert counted(session) == (6, {"covers": 2, "parties": 1, "section": 12})


def test_a_hold_becomes_a_booking_in_time_only_and_is_prolonged_once(session: Session) -> None:
    branch = make_restaurant(session)
    kept, late = hold(session, branch).seating, hold(session, branch).seating

    assert seatings.extend_hold(session, kept, by=timedelta(minutes=5), now=NOW) == NOW + timedelta(minutes=15)
    with pytest.raises(HoldExpired):
        seatings.extend_hold(session, kept, by=timedelta(minutes=5), now=NOW)
    assert seatings.convert(session, kept, now=LATER).purpose is SeatingPurpose.RESERVATION
    with pytest.raises(HoldExpired):
        seatings.convert(session, late, now=LATER)


def test_moving_may_use_what_it_gives_up_and_keeps_it_where_it_fails(session: Session) -> None:
    branch = make_restaurant(session, tables=(2,))
    first = take(session, branch).seating
    blocker = take(session, branch, starts_at=SEVEN + timedelta(hours=2)).seating

    with pytest.raises(BookingRefused):
        seatings.take(
            session,
            wish(branch, starts_at=SEVEN + timedelta(hours=1)),
            purpose=SeatingPurpose.RESERVATION,
            instead_of=first,
            now=NOW,
        )
    moved = seatings.take(
        session,
        wish(branch, starts_at=SEVEN + timedelta(minutes=30)),
        purpose=SeatingPurpose.RESERVATION,
        instead_of=first,
        now=NOW,
    ).seating

    assert first.released_at == NOW
    assert set(session.scalars(select(TableClaim.seating_id))) == {moved.id, blocker.id}
    assert counted(session) == (12, {"covers": 4, "parties": 2, "section": 24})


def test_limits_of_section_and_kitchen_hold_though_tables_are_free(session: Session) -> None:
    small = make_restaurant(session, tables=(4, 4, 4), capacity=5)
    paced = make_restaurant(session, tables=(4, 4, 4), rule={"pacing_covers": 6, "pacing_parties": 2})
    take(session, small, 3)
    take(session, paced, 3)

    with pytest.raises(BookingRefused, match="section_full"):
        take(session, small, 3)
    with pytest.raises(BookingRefused, match="pacing"):
        take(session, paced, 4)
    take(session, paced, 3)
    with pytest.raises(BookingRefused, match="pacing"):
        take(session, paced, 1)
    waived = take(session, paced, 1, is_staff=True, waives=frozenset({Reason.PACING})).seating

    assert not waived.counts_pacing


def test_the_database_refuses_what_the_look_before_did_not_see(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch = make_restaurant(session, tables=(2, 2), capacity=3)
    held = take(session, branch)
    monkeypatch.setattr("app.services.seatings.taking.availability.slot", lambda *_args, **_given: held.slot)

    with pytest.raises(TablesTaken):
        take(session, branch)
    free = table_ids(session, branch)[1]
    monkeypatch.setattr("app.services.seatings.taking.availability.slot", lambda *_args, **_given: _at(held, (free,)))
    with pytest.raises(BookingRefused, match="section_full"):
        take(session, branch)

    assert counted(session) == (6, {"covers": 2, "parties": 1, "section": 12})


def test_staff_are_told_who_has_the_table(session: Session) -> None:
    branch = make_restaurant(session, tables=(2, 2))
    first, second = table_ids(session, branch)
    seatings.take_exactly(
        session,
        table_ids=[first],
        starts_at=SEVEN,
        ends_at=SEVEN + timedelta(hours=1),
        service_date=date(2026, 3, 3),
        environment=Environment.TEST,
        purpose=SeatingPurpose.BLOCK,
        note="Wobbly leg",
        now=NOW,
    )
    party = take(session, branch, is_staff=True, table_ids=(second,)).seating

    with pytest.raises(TablesTaken) as told:
        take(session, branch, is_staff=True, table_ids=(first,))
    with pytest.raises(TablesTaken) as untold:
        take(session, branch, table_ids=(first,))
    with pytest.raises(TablesTaken) as kept:
        seatings.set_tables(session, party, [first], now=NOW)

    assert [told.value.by, untold.value.by, kept.value.by] == ["Wobbly leg", "", "Wobbly leg"]
    assert seatings.tables_of(session, party.id) == (second,)


def test_stays_are_lengthened_and_shortened_and_swap_their_tables(session: Session) -> None:
    branch = make_restaurant(session, tables=(2, 4))
    small, large = (take(session, branch, party).seating for party in (2, 4))
    first, second = table_ids(session, branch)

    seatings.set_span(session, small, starts_at=SEVEN, ends_at=SEVEN + timedelta(minutes=30), now=NOW)
    seatings.set_span(session, large, starts_at=SEVEN, ends_at=SEVEN + timedelta(hours=3), now=NOW)
    assert counted(session) == (2 + 12, {"covers": 6, "parties": 2, "section": 2 * 2 + 12 * 4})
    seatings.swap(session, small, large, now=NOW)

    assert (seatings.tables_of(session, small.id), seatings.tables_of(session, large.id)) == ((second,), (first,))
    assert counted(session) == (14, {"covers": 6, "parties": 2, "section": 52})


def test_a_start_after_midnight_belongs_to_the_evening_before(session: Session) -> None:
    branch = make_restaurant(session, rule={"starts_minute": 22 * 60, "ends_minute": 25 * 60})

    late = take(session, branch, starts_at=datetime(2026, 3, 3, 20, 30, tzinfo=UTC)).seating

    assert late.service_date == date(2026, 3, 3)


def test_a_duty_sweeps_day_by_day(session: Session) -> None:
    branch = make_restaurant(session)
    for days in (0, 0, 1):
        hold(session, branch, starts_at=SEVEN + timedelta(days=days))

    assert seatings.list_expired(session, now=NOW, limit=9) == []
    found = seatings.list_expired(session, now=LATER, limit=9)
    swept = sum(seatings.sweep_expired(session, one, now=LATER) for one in found)

    assert (len(found), swept, counted(session)) == (2, 3, (0, {}))
    assert session.scalars(select(Seating.released_at)).all() == [LATER] * 3


def _at(placed: Placed, tables: tuple[int, ...]) -> Slot:
    return replace(placed.slot, tables=tables)
