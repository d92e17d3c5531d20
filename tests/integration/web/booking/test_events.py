"""An event's pages: a slot after midnight booked, paid at the gateway, moved, cancelled; codes, holds, limits."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.models import Event, EventBooking, EventHold, EventSlot, OutboxMessage, Payment, Platform, Refund
from tests.factories import make_event, make_event_rule
from tests.factories.restaurants import make_restaurant
from tests.support.pages import Page, PageClient

BASE = "/events/salt-al-bahar"
LAYLA = {"first_name": "Layla", "last_name": "Haddad", "phone": "+971507654321", "payment": "CARD"}
DAY = (utc_now() + timedelta(days=2)).date()
# One in the morning in Dubai, in the night after the evening of DAY.
NIGHT = f"{DAY:%Y%m%d}T2100Z"


@pytest.fixture
def event(session: Session, platform: Platform) -> Event:
    branch = make_restaurant(session, platform=platform, code="SAB")
    made = make_event(
        session,
        platform=platform,
        branch_id=branch.id,
        currency=platform.currency,
        first_date=DAY - timedelta(days=1),
        last_date=DAY + timedelta(days=20),
    )
    make_event_rule(session, made)
    session.commit()
    return made


def choose(pages: PageClient, *, slot: str = NIGHT, quantity: int = 3, status: int = 303) -> Page:
    page = pages.get(f"{BASE}?day={DAY}&quantity={quantity}")
    return pages.post(f"{BASE}/hold", page.form(f"{BASE}/hold") | {"slot": slot}, status=status)


def book(pages: PageClient, *, status: int = 303, **given: str) -> Page:
    held = choose(pages).location
    form = pages.get(held).form(urlsplit(held).path)
    return pages.post(held, form | LAYLA | given, status=status)


@pytest.mark.usefixtures("event")
def test_a_slot_after_midnight_is_booked_and_paid(pages: PageClient, session: Session) -> None:
    listed = pages.get("/events")
    assert "Salt Al Bahar" in listed.text
    grid = pages.get(f"{BASE}?day={DAY}")
    assert "After midnight" in grid.text
    paying = book(pages)
    booking = session.scalars(select(EventBooking)).one()
    assert (booking.quantity, booking.date, booking.total_minor) == (3, DAY, 3 * 175_00)
    reference = session.scalars(select(Payment.reference)).one()
    assert paying.location.endswith(f"/sandbox/gateway/{reference}")

    pages.post(f"/sandbox/gateway/{reference}", {"outcome": "success"})
    back = pages.get(f"/pay/return/{reference}", status=303)
    page = pages.follow(back)

    assert page.heading == "Your places are booked"
    assert "01:00" in page.text
    here = urlsplit(back.location).path
    assert b"BEGIN:VEVENT" in pages.get(f"{here}/places.ics").response.data
    moving = pages.get(f"{here}/move?day={DAY}")
    to = f"{DAY:%Y%m%d}T1300Z"
    moved = pages.post(f"{here}/move?day={DAY}", moving.form(f"{here}/move") | {"slot": to}, status=303)
    assert "17:00" in pages.follow(moved).text
    cancelled = pages.post(f"{here}/cancel", pages.get(here).form(f"{here}/cancel"), status=303)
    assert pages.follow(cancelled).heading == "This booking is cancelled"
    session.expire_all()
    assert session.scalars(select(Refund.amount_minor)).all() == [3 * 175_00]
    assert set(session.scalars(select(EventSlot.taken))) == {0}


@pytest.mark.usefixtures("event")
def test_what_is_paid_for_places_given_up_meanwhile_goes_back(pages: PageClient, session: Session) -> None:
    book(pages)
    reference = session.scalars(select(Payment.reference)).one()
    here = urlsplit(str(pages.get(f"/pay/return/{reference}").one("a[href^='/events/']")["href"])).path
    pages.post(f"{here}/cancel", pages.get(here).form(f"{here}/cancel"))

    pages.post(f"/sandbox/gateway/{reference}", {"outcome": "success"})
    back = pages.follow(pages.get(f"/pay/return/{reference}", status=303))

    assert back.heading == "This booking is cancelled"
    session.expire_all()
    assert session.scalars(select(Refund.amount_minor)).all() == [3 * 175_00]
    assert set(session.scalars(select(EventSlot.taken))) == {0}


@pytest.mark.usefixtures("event")
def test_cash_at_the_entrance_books_at_once_and_the_form_books_once(pages: PageClient, session: Session) -> None:
    done = book(pages, payment="CASH")

    assert pages.follow(done).heading == "Your places are booked"
    assert session.scalars(select(EventBooking.payment_state)).one() == "PAID"
    assert session.scalars(select(EventHold.id)).all() == []


def test_what_is_refused_says_so(pages: PageClient, session: Session, event: Event) -> None:
    event.most_per_number = 20
    session.commit()
    assert "left" in choose(pages, quantity=13, status=409).text
    held = choose(pages).location
    session.execute(update(EventHold).values(expires_at=utc_now()))
    session.commit()
    assert pages.get(held, status=303).location.endswith(f"{BASE}?over=1")
    pages.get("/events/none", status=404)
    start, _slash, token = urlsplit(book(pages, payment="CASH").location).path.rpartition("/")
    pages.get(f"{start}/{token[:-1]}x", status=404)


def test_a_code_is_asked_where_the_event_wants_one(pages: PageClient, session: Session, event: Event) -> None:
    event.needs_code = True
    session.commit()
    asked = book(pages, payment="CASH", status=200)
    assert asked.heading == "Enter the code"
    code = session.scalars(select(OutboxMessage.code).where(OutboxMessage.code.is_not(None))).one() or ""
    action = next(form["action"] for form in asked.soup.select("main form") if form.select_one("[name=code]"))

    done = pages.post(str(action), asked.form(str(action)) | {"step": "code", "code": code}, status=303)
    assert pages.follow(done).heading == "Your places are booked"
