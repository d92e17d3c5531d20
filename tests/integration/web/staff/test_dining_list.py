"""The evening's list: who may see it, what it shows, and its buttons."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import utc_now
from app.domain.reservations import ReservationPayment, ReservationSource, ReservationState
from app.models import AuditEntry, Reservation, StaffMember, StaffRole
from tests.factories.bookings import make_restaurant
from tests.integration.web.staff.conftest import Diningroom, Shopfloor
from tests.support.pages import Page, PageClient

Enter = Callable[[StaffMember], PageClient]


def names(page: Page) -> list[str]:
    return page.texts(".visit h2")


def figures(page: Page) -> list[str]:
    return page.texts(".stat b")


def press(browser: PageClient, room: Diningroom, made: Reservation, deed: str, **more: str) -> Page:
    form = {"version": str(made.version), "kept": f"day={made.service_date}", **more}
    return browser.follow(browser.post(room.path("r", made.uuid, deed), form))


def test_a_host_sees_their_own_restaurant_and_no_other(
    host: PageClient, room: Diningroom, floor: Shopfloor, enter: Enter, evening: datetime
) -> None:
    other = Diningroom(floor.session, make_restaurant(floor.session, platform=floor.platform))
    theirs = other.book("Zahra", at=evening)
    boss = enter(floor.staff(role=StaffRole.MANAGER))

    assert host.get("/staff/tables", status=303).location.endswith(room.branch.code)
    for path in ((), ("live",), ("r", theirs.uuid), ("r", theirs.uuid, "cancel")):
        host.get(other.path(*path), status=404)
    for deed in ("seat", "change/note"):
        host.post(other.path("r", theirs.uuid, deed), status=404)
    # Nor by way of the own restaurant's address.
    host.get(room.path("r", theirs.uuid), status=404)
    host.post(room.path("r", theirs.uuid, "seat"), status=404)
    assert len(boss.get("/staff/tables").select(".house")) == 2
    assert names(boss.get(other.path(day=theirs.service_date))) == [theirs.first_name + " " + theirs.last_name]


def test_the_list_tells_what_serving_takes_and_finds_by_everything(
    host: PageClient, room: Diningroom, evening: datetime
) -> None:
    wishes: dict[str, Any] = {"allergies": ["nuts"], "occasion": "birthday", "request": "By the window"}
    leila = room.book("Leila", at=evening, party_size=4, phone="+971501112233", **wishes)
    room.book("Adam", at=evening - timedelta(hours=2), table=1, state=ReservationState.SEATED, party_size=3)
    room.book("Zoe", at=evening, table=2, source=ReservationSource.PHONE, payment_state=ReservationPayment.PAID)
    room.book("Gone", at=evening, table=3, state=ReservationState.CANCELED, is_claiming=False, party_size=6)
    day = leila.service_date
    page = host.get(room.path(day=day))

    def found(query: str) -> list[str]:
        return [name.split()[0] for name in names(host.get(f"{room.path(day=day)}&{query}"))]

    assert figures(page) == ["9", "3", "6", "0"]
    words = page.texts(f"#visit-{leila.reference}")[0]
    for part in ("19:30", "21:00", leila.reference, "+971501112233", "Nuts", "Birthday", "By the window", "Confirmed"):
        assert part in words, words
    assert found("") == ["Adam", "Leila", "Zoe", "Gone"]
    assert found("sort=name") == ["Adam", "Gone", "Leila", "Zoe"]
    assert found("state=SEATED") == ["Adam"]
    assert found("payment=PAID") == found("source=phone") == ["Zoe"]
    assert found("q=leila") == found(f"q={leila.reference.lower()}") == found("q=050 111 2233") == ["Leila"]
    assert found("q=nobody") == found("section=0&state=NOSHOW") == []
    # What is in the way of reading is ignored, never an error.
    assert len(found("state=x&sort=x&section=x")) == 4


def test_pressing_a_button_moves_the_booking_and_keeps_a_record(host: PageClient, room: Diningroom) -> None:
    made = room.book("Leila", at=utc_now() - timedelta(minutes=20))
    session = room.session

    def state() -> str:
        session.expire_all()
        return session.get_one(Reservation, made.id).state.value

    assert "seated" in press(host, room, made, "seat").text
    assert state() == "SEATED"
    assert "undone" in press(host, room, made, "undo").text
    assert state() == "CONFIRMED"
    assert "table is free" in press(host, room, made, "no-show").text
    assert state() == "NOSHOW"
    assert press(host, room, made, "undo").texts(".notice")
    assert state() == "CONFIRMED"
    assert press(host, room, made, "seat").select(".visit-good")
    assert state() == "SEATED"
    assert "has left" in press(host, room, made, "complete").text
    assert state() == "COMPLETED"
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.entity == "reservation")).all()
    assert actions == ["seated", "undone", "no_show", "undone", "seated", "completed"]


def test_who_looks_at_something_old_is_told_who_was_faster(
    host: PageClient, room: Diningroom, floor: Shopfloor, enter: Enter
) -> None:
    made = room.book("Leila", at=utc_now() - timedelta(minutes=20))
    first = str(made.version)
    sara = enter(floor.staff(role=StaffRole.MANAGER, name="Sara"))
    press(sara, room, made, "seat")

    late = host.post(room.path("r", made.uuid, "no-show"), {"version": first}, htmx=True)

    assert "Sara was faster" in late.texts(".said")[0]
    assert late.one("#evening")
    assert room.session.get_one(Reservation, made.id).state is ReservationState.SEATED


def test_cancelling_says_the_fee_first_and_it_can_be_waived(
    host: PageClient, room: Diningroom, evening: datetime
) -> None:
    terms: dict[str, Any] = {"deposit_minor": 20000, "cancel_fee_minor": 5000, "payment_state": ReservationPayment.PAID}
    made = room.book("Leila", at=evening, cancel_free_until=utc_now() - timedelta(hours=1), **terms)
    free = room.book("Zoe", at=evening, table=1)

    asked = host.get(room.path("r", made.uuid, "cancel"))
    assert "AED 50.00 is kept of the deposit of AED 200.00" in asked.text.replace("\N{NO-BREAK SPACE}", " ")
    assert asked.select_one("[name=waive]")
    assert "no fee is kept" in host.get(room.path("r", free.uuid, "cancel")).text
    press(host, room, free, "cancel")

    assert room.session.get_one(Reservation, free.id).state is ReservationState.CANCELED
    host.get(room.path("r", made.uuid, "seat"), status=404)
    host.post(room.path("r", made.uuid, "no-such"), status=404)
