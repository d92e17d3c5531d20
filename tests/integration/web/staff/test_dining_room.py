"""The room: the day by table, the floor, tables kept free, hours closed; each taken back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.domain.reservations import ReservationState
from app.models import AuditEntry, AvailabilityRule, Seating
from app.web.staff.dining import desk
from tests.factories.bookings import make_restaurant, tables_of
from tests.integration.web.staff.conftest import Diningroom, Shopfloor
from tests.support.pages import PageClient


def test_the_day_and_the_floor_show_who_has_which_table(host: PageClient, room: Diningroom, evening: datetime) -> None:
    made = room.book("Leila", at=evening)
    day = made.service_date

    grid = host.get(room.path("day", day=day))
    floor = host.get(room.path("floor", day=day))

    # From 19:30 to 21:00: three half hours.
    assert grid.one(".held")["colspan"] == "3"
    assert "Leila" in grid.texts(".held")[0]
    assert len(grid.select("tbody tr")) == 5
    assert [words for words in floor.texts(".floor-list li") if "until 21:00" in words and "Leila" in words]
    assert len(floor.select(".plan g")) == 5


def test_a_party_that_has_left_is_still_seen_in_the_day(host: PageClient, room: Diningroom, evening: datetime) -> None:
    made = room.book("Leila", at=evening)
    seating = room.session.get_one(Seating, made.seating_id)
    made.state, made.completed_at = ReservationState.COMPLETED, evening + timedelta(minutes=50)
    seating.released_at = evening + timedelta(days=4)
    room.session.commit()

    grid = host.get(room.path("day", day=made.service_date))
    floor = host.get(room.path("floor", day=made.service_date))

    # From 19:30 until they left at 20:20: two half hours.
    assert grid.one(".held-neutral")["colspan"] == "2"
    assert "Leila" in grid.one(".held-neutral").text
    assert "Leila" in floor.one(".floor-seated").text


def test_the_day_says_which_of_its_half_hours_it_is(
    host: PageClient, room: Diningroom, evening: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "utc_now", lambda: evening + timedelta(minutes=20))

    assert host.get(room.path("day")).texts("th[aria-current=time]") == ["19:30"]
    assert not host.get(room.path("day", day=evening.date() + timedelta(days=1))).select("[aria-current=time]")


def test_tables_are_kept_free_and_given_back(host: PageClient, room: Diningroom, evening: datetime) -> None:
    one, other = tables_of(room.session, room.branch)[:2]
    made = room.book("Leila", at=evening)
    form = {"kept": f"day={made.service_date}", "from": "19:00", "until": "22:00", "note": "Broken chair"}

    taken = host.follow(host.post(room.path("day", "block"), {**form, "tables": str(one.id)}))
    kept = host.follow(host.post(room.path("day", "block"), {**form, "tables": str(other.id)}))
    block = room.session.scalars(select(Seating).where(Seating.note == "Broken chair")).one()
    back = host.follow(host.post(room.path("day", "unblock", block.uuid), {"kept": form["kept"]}))
    nothing = host.follow(host.post(room.path("day", "block"), {**form, "until": "18:00"}))

    assert f"({made.reference}) was faster" in taken.text
    assert "Broken chair" in kept.texts(".held")[1]
    assert len(back.select(".held")) == 1
    assert nothing.select(".notices .tone-warn")
    actions = room.session.scalars(select(AuditEntry.action).where(AuditEntry.entity == "table_block")).all()
    assert actions == ["tables_blocked", "tables_unblocked"]


def test_hours_are_closed_for_new_bookings_and_opened_again(
    host: PageClient, room: Diningroom, floor: Shopfloor, evening: datetime
) -> None:
    day = f"day={evening.date()}"
    times = f"{room.path('book')}?{day}&party=2"

    def limited() -> int:
        return len(host.get(times).select(".time-forced"))

    host.post(room.path("day", "close"), {"kept": day, "from": "18:00", "until": "20:00", "title": "Wedding"})
    assert limited() == 4
    host.post(room.path("day", "close"), {"kept": day, "whole": "1"})
    assert limited() == len(host.get(times).select(".time"))
    for rule in room.session.scalars(select(AvailabilityRule).where(AvailabilityRule.first_date.is_not(None))).all():
        host.post(room.path("day", "reopen", rule.id), {"kept": day})
    assert limited() == 0
    other = Diningroom(floor.session, make_restaurant(floor.session, platform=floor.platform))
    room.session.commit()
    host.post(other.path("day", "close"), {"kept": day, "whole": "1"}, status=404)
    for page in ("day", "floor", "door", "book"):
        host.get(other.path(page), status=404)
    host.post(room.path("day", "reopen", 10**6), status=404)
    assert host.post(room.path("day", "close"), {"kept": day}).location.endswith(day)
