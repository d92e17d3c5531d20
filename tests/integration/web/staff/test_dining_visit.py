"""A booking's page: notes, details, history, and what can be changed; conflicts say who was faster."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.models import DiningTable, Reservation, SeatingTable
from tests.factories.bookings import tables_of
from tests.integration.web.staff.conftest import Diningroom
from tests.support.pages import Page, PageClient


def change(host: PageClient, room: Diningroom, made: Reservation, what: str, **form: object) -> Page:
    sent = {"version": str(made.version), **{name: str(value) for name, value in form.items()}}
    return host.follow(host.post(room.path("r", made.uuid, "change", what), sent))


def table_numbers(room: Diningroom, made: Reservation) -> list[str]:
    room.session.expire_all()
    question = select(DiningTable.number).join(SeatingTable, SeatingTable.table_id == DiningTable.id)
    return list(room.session.scalars(question.where(SeatingTable.seating_id == made.seating_id)))


def test_notes_have_an_author_and_an_end_and_details_are_kept(
    host: PageClient, room: Diningroom, evening: datetime
) -> None:
    made = room.book("Leila", at=evening)

    noted = change(host, room, made, "note", text="Birthday cake <b>", days=1)
    kept = change(
        host, room, made, "details", first_name="Layla", request="Quiet table", allergies="nuts", child_seats=1
    )

    note = noted.texts(".notes li")[0]
    assert "Birthday cake <b>" in note
    assert "Omar" in note
    assert kept.heading.startswith("Layla")
    assert "Nuts" in kept.text
    assert "Quiet table" in kept.text
    assert [words.split(" ")[0] for words in kept.texts(".trail li b")] == ["Details", "Note"]
    assert "Omar" in kept.texts(".trail li")[0]
    for what in ("note", "details", "swap", "end", "tables", "time"):
        room.session.refresh(made)
        assert change(host, room, made, what).select(".tone-warn"), what
    host.post(room.path("r", made.uuid, "change", "no-such"), status=404)


def test_a_booking_is_moved_to_another_time_and_party(host: PageClient, room: Diningroom, evening: datetime) -> None:
    made = room.book("Leila", at=evening)
    day = made.service_date.isoformat()

    moved = change(host, room, made, "time", date=day, time="20:30", party=4)

    room.session.expire_all()
    now = room.session.get_one(Reservation, made.id)
    assert (now.starts_at, now.party_size) == (evening + timedelta(hours=1), 4)
    assert "19:30" in moved.texts(".trail li")[0]
    assert "2 → 4" in moved.texts(".trail li")[0]
    # The kitchen opens at noon; whoever insists may come at eleven.
    assert "closed then" in change(host, room, now, "time", date=day, time="11:00", party=4).text
    room.session.refresh(now)
    assert "Moved" in change(host, room, now, "time", date=day, time="11:00", party=4, force=1).texts(".notice")[0]


def test_tables_and_ends_change_until_somebody_is_in_the_way_who_is_named(
    host: PageClient, room: Diningroom, evening: datetime
) -> None:
    one, other, third = tables_of(room.session, room.branch)[:3]
    made, zoe = room.book("Leila", at=evening), room.book("Zoe", at=evening, table=1)
    room.book("Next", at=evening + timedelta(hours=2), table=2)

    taken = change(host, room, made, "tables", tables=other.id)
    assert f"Zoe {zoe.last_name} ({zoe.reference}) was faster" in taken.text
    assert table_numbers(room, made) == [one.number]
    change(host, room, made, "tables", tables=third.id)
    assert table_numbers(room, made) == [third.number]
    room.session.refresh(made)
    longer = change(host, room, made, "end", ends_at=(made.ends_at + timedelta(minutes=15)).isoformat())
    assert "until 21:15" in longer.text
    room.session.refresh(made)
    assert "Next" in change(host, room, made, "end", ends_at=(made.ends_at + timedelta(hours=1)).isoformat()).text
    room.session.refresh(made)
    change(host, room, made, "swap", other=zoe.uuid)
    assert table_numbers(room, made) == [other.number]
    assert table_numbers(room, zoe) == [third.number]


@pytest.mark.parametrize("foreign", ["tables", "swap"])
def test_nothing_of_another_house_is_taken(host: PageClient, room: Diningroom, evening: datetime, foreign: str) -> None:
    made = room.book("Leila", at=evening)

    answer = change(host, room, made, foreign, tables=10**6, other="00000000-0000-0000-0000-000000000000")

    assert answer.select(".tone-warn")
    assert len(table_numbers(room, made)) == 1
