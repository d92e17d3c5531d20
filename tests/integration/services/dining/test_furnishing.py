"""Sections and tables are changed; never from under those who are coming."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain import errors as e
from app.domain.reservations import SeatingPurpose, TableShape
from app.domain.states import Environment
from app.models import AuditEntry, Reservation, TableLink
from app.services import seatings
from app.services.places import furnishing
from app.services.places.furnishing import TablesWish, read_plan
from app.services.seatings import Wish
from tests.factories import NOW
from tests.factories.bookings import make_reservation
from tests.factories.bookings import tables_of as rows_of
from tests.factories.dining import make_seating
from tests.integration.services.dining.kit import SIX, Workshop, as_it_is, section


def test_sections_are_added_changed_and_removed_while_empty(session: Session) -> None:
    shop = Workshop.open(session)
    hall = read_plan(session, shop.branch.id).sections[0]

    terrace = furnishing.add_section(session, shop.edit, section(display_order=-1))
    first = read_plan(session, shop.branch.id).sections[0]
    furnishing.change_section(session, shop.edit, terrace, section(name_en="Garden"), seen=first.seal)
    with pytest.raises(e.ChangedMeanwhile):
        furnishing.change_section(session, shop.edit, terrace, section(), seen=first.seal)
    with pytest.raises(e.SectionHasTables) as refused:
        furnishing.remove_section(session, shop.edit, hall.id)
    furnishing.remove_section(session, shop.edit, terrace)
    with pytest.raises(e.SectionNotFound):
        furnishing.remove_section(session, shop.edit, terrace)

    assert (first.name_en, refused.value.tables) == ("Terrace", 3)
    assert [one.id for one in read_plan(session, shop.branch.id).sections] == [hall.id]
    assert shop.actions == ["section_added", "section_changed", "section_removed"]
    changed = session.scalars(select(AuditEntry).where(AuditEntry.action == "section_changed")).one()
    assert (changed.before, changed.after) == (
        {"name_en": "Terrace", "display_order": -1},
        {"name_en": "Garden", "display_order": 5},
    )


def test_several_tables_at_once_or_none(session: Session) -> None:
    shop = Workshop.open(session)
    hall, known = read_plan(session, shop.branch.id).sections[0], shop.tables[0].number
    wish = TablesWish(
        section_id=hall.id,
        numbers=("B2", "B10", "B1"),
        min_party=2,
        capacity=6,
        shape=TableShape.ROUND,
        is_online=False,
    )

    with pytest.raises(e.TableNumberTaken) as refused:
        furnishing.add_tables(session, shop.edit, replace(wish, numbers=("C1", known)))
    made = furnishing.add_tables(session, shop.edit, wish)

    plan = read_plan(session, shop.branch.id)
    assert refused.value.number == known
    assert [table.number for table in plan.sections[0].tables if table.id in made] == ["B1", "B2", "B10"]
    assert {(one.capacity, one.shape, one.is_online) for one in map(plan.table, made)} == {(6, TableShape.ROUND, False)}
    assert len({(plan.table(one).x, plan.table(one).y) for one in made}) == 3
    assert shop.actions == ["table_added"] * 3
    with pytest.raises(e.SectionNotFound):
        furnishing.add_tables(session, shop.edit, replace(wish, section_id=10**6, numbers=("D1",)))


def test_a_table_is_changed_and_pushed_together_from_either_side(session: Session) -> None:
    shop = Workshop.open(session)
    first, second, third = shop.tables
    wish = as_it_is(first, number="Window", capacity=3, x=40, y=60, links=[third.id, 10**6])

    furnishing.change_table(session, shop.edit, first.id, wish, seen=first.seal)

    first, second, third = shop.tables
    assert (first.number, first.capacity, first.x, first.y) == ("Window", 3, 40, 60)
    assert (first.links, second.links, third.links) == tuple(
        map(frozenset, ([third.id], [third.id], [first.id, second.id]))
    )
    furnishing.change_table(session, shop.edit, third.id, as_it_is(third, links=[]), seen=third.seal)
    assert session.scalar(select(func.count()).select_from(TableLink)) == 0
    # Its links are part of what was seen.
    with pytest.raises(e.ChangedMeanwhile):
        furnishing.change_table(session, shop.edit, third.id, as_it_is(third), seen=third.seal)
    second = shop.tables[1]
    with pytest.raises(e.TableNumberTaken):
        furnishing.change_table(session, shop.edit, second.id, as_it_is(second, number="Window"), seen=second.seal)
    other = Workshop.open(session)
    with pytest.raises(e.TableNotFound):
        furnishing.change_table(session, other.edit, first.id, as_it_is(first), seen=first.seal)


def test_a_table_stays_as_those_need_it_who_are_coming(session: Session) -> None:
    shop = Workshop.open(session)
    first, second, third = shop.tables
    terrace = furnishing.add_section(session, shop.edit, section())
    rows = rows_of(session, shop.branch)
    pair = make_reservation(session, branch=shop.branch, starts_at=SIX, tables=rows[:2], party_size=4)
    three = make_reservation(session, branch=shop.branch, starts_at=SIX, tables=rows[2:], party_size=3)

    def refused(table: furnishing.FloorTable, **changed: object) -> tuple[str, ...]:
        with pytest.raises(e.TableInUse) as error:
            furnishing.change_table(session, shop.edit, table.id, as_it_is(table, **changed), seen=table.seal)
        return error.value.references

    assert refused(first, is_active=False) == (pair.reference,)
    assert refused(second, section_id=terrace) == (pair.reference,)
    # Two of two seat the four; a table of one less does not.
    assert refused(first, capacity=1) == (pair.reference,)
    assert refused(third, capacity=2) == (three.reference,)
    with pytest.raises(e.TableInUse):
        furnishing.remove_table(session, shop.edit, third.id)
    furnishing.change_table(session, shop.edit, third.id, as_it_is(third, capacity=3, is_online=False), seen=third.seal)
    # Once they have left it is nobody's, but the past still tells of it.
    later = replace(shop.edit, now=SIX + timedelta(hours=3))
    gone = shop.tables[0]
    furnishing.change_table(session, later, gone.id, as_it_is(gone, is_active=False, capacity=1), seen=gone.seal)
    with pytest.raises(e.PastNeedsIt):
        furnishing.remove_table(session, later, gone.id)
    assert shop.actions == ["section_added", "table_changed", "table_changed"]


def test_what_is_held_at_this_moment_is_needed_and_what_staff_keep_free_is_not(session: Session) -> None:
    shop = Workshop.open(session)
    first, second, third = shop.tables
    row, other, _last = rows_of(session, shop.branch)
    hold: dict[str, Any] = {"purpose": SeatingPurpose.HOLD, "expires_at": NOW + timedelta(minutes=5)}
    make_seating(session, [row], service_date=SIX.date(), starts_at=SIX, **hold)
    make_seating(session, [other], service_date=SIX.date(), starts_at=SIX, purpose=SeatingPurpose.BLOCK, party_size=0)

    with pytest.raises(e.TableInUse) as refused:
        furnishing.change_table(session, shop.edit, first.id, as_it_is(first, is_active=False), seen=first.seal)
    furnishing.change_table(session, shop.edit, second.id, as_it_is(second, is_active=False), seen=second.seal)
    later = replace(shop.edit, now=NOW + timedelta(minutes=6))
    furnishing.change_table(session, later, first.id, as_it_is(first, is_active=False), seen=first.seal)
    furnishing.remove_table(session, later, third.id)

    assert (refused.value.references, refused.value.being_booked) == ((), True)
    assert [table.number for table in shop.tables if table.is_active] == []


def test_nobody_is_put_at_a_table_that_was_put_away_meanwhile(session: Session) -> None:
    shop = Workshop.open(session)
    booked = make_reservation(session, branch=shop.branch, starts_at=SIX, tables=rows_of(session, shop.branch)[:1])
    second = shop.tables[1]
    furnishing.change_table(session, shop.edit, second.id, as_it_is(second, is_active=False), seen=second.seal)
    seating = seatings.lock_seating(session, session.get_one(Reservation, booked.id).seating_id or 0)

    with pytest.raises(e.TablesTaken):
        seatings.set_tables(session, seating, [second.id], now=NOW)
    with pytest.raises(e.TablesTaken):
        seatings.take_exactly(
            session,
            table_ids=[second.id],
            starts_at=SIX,
            ends_at=SIX + timedelta(hours=1),
            service_date=SIX.date(),
            environment=Environment.TEST,
            purpose=SeatingPurpose.BLOCK,
            now=NOW,
        )
    wish = Wish(branch_id=shop.branch.id, environment=Environment.TEST, starts_at=SIX, party_size=2, is_staff=True)
    with pytest.raises((e.BookingRefused, e.TablesTaken)):
        seatings.take(session, replace(wish, table_ids=(second.id,)), purpose=SeatingPurpose.RESERVATION, now=NOW)
