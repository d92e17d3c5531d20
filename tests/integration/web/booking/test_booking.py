"""A table from the restaurant's page to the confirmation, and everything that may come between."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import ReservationPayment, ReservationState
from app.models import AvailabilityRule, Branch, OutboxMessage, Payment, Platform, Reservation, Seating
from tests.factories import PASSWORD, PIN, fund_card, make_customer
from tests.factories.gift_cards import make_gift_card
from tests.integration.services.people.kit import last_code
from tests.integration.web.booking.guest import LAYLA, TOMORROW, Guest, at, the_booking
from tests.support.pages import PageClient


def test_a_table_is_booked(guest: Guest, house: Branch, session: Session) -> None:
    answer = guest.book(allergies="nuts", occasion="birthday", request="By the window")
    made = the_booking(session, house)
    page = guest.pages.follow(answer)

    assert (made.state, made.starts_at, made.party_size) == (ReservationState.CONFIRMED, at("19:00"), 2)
    assert (made.first_name, made.phone, made.allergies, made.occasion) == (
        "Layla",
        "+971507654321",
        ["nuts"],
        "birthday",
    )
    assert page.heading == "Your table is booked"
    assert made.reference in page.text
    assert "19:00" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert made.link == f"http://localhost{urlsplit(answer.location).path}"


def test_the_same_form_books_once(guest: Guest, house: Branch, session: Session) -> None:
    held = guest.choose()
    first = guest.send(held)
    again = guest.pages.get(held.location, status=303)

    assert again.location == first.location
    assert the_booking(session, house).reference in guest.pages.follow(again).text


def test_a_deposit_is_paid_at_the_gateway(guest: Guest, house: Branch, session: Session) -> None:
    pay = guest.book(party=4)
    page = guest.pages.follow(pay)
    assert page.heading == "Pay the deposit"
    assert "AED 200.00" in page.text

    gateway = guest.pages.post(pay.location, page.form(pay.location) | {"way": "gateway"})
    reference = session.scalars(select(Payment.reference)).one()
    assert gateway.location.endswith(f"/sandbox/gateway/{reference}")
    guest.pages.post(f"/sandbox/gateway/{reference}", {"outcome": "success"})
    done = guest.pages.get(f"/pay/return/{reference}", status=303)

    assert guest.pages.follow(done).heading == "Your table is booked"
    session.expire_all()
    assert the_booking(session, house).payment_state is ReservationPayment.PAID
    assert guest.pages.get(pay.location, status=303).location.startswith(pay.location.removesuffix("/pay"))


def test_a_deposit_is_paid_by_gift_card_once_its_number_is_right(
    guest: Guest, house: Branch, session: Session, platform: Platform
) -> None:
    card = make_gift_card(session, business_id=platform.business_id, amount_minor=300_00, currency="AED")
    session.commit()
    pay = guest.book(party=4).location
    token = guest.pages.get(pay).form(pay)["form_token"]

    wrong = guest.pages.post(pay, {"form_token": token, "way": "gift", "number": "1111 2222"}, status=422)
    right = guest.pages.post(pay, {"form_token": token, "way": "gift", "number": card.number})

    assert [anchor for _words, anchor in wrong.summary] == ["number"]
    assert guest.pages.follow(right).heading == "Your table is booked"


def test_a_deposit_is_paid_from_the_shopping_card_of_who_is_signed_in(
    guest: Guest, house: Branch, session: Session, platform: Platform
) -> None:
    ada = make_customer(session, business_id=platform.business_id, email="ada@example.com")
    fund_card(session, ada, 300_00, currency="AED")
    session.commit()
    guest.pages.post("/account/sign-in", {"login": "ada@example.com", "password": PASSWORD})
    pay = guest.book(party=4).location
    token = guest.pages.get(pay).form(pay)["form_token"]

    wrong = guest.pages.post(pay, {"form_token": token, "way": "card", "pin": "9999"}, status=422)
    guest.pages.post(pay, {"form_token": token, "way": "card", "pin": PIN})

    assert [anchor for _words, anchor in wrong.summary] == ["pin"]
    assert the_booking(session, house).customer_id == ada.id
    assert the_booking(session, house).payment_state is ReservationPayment.PAID
    assert "Layla" not in guest.pages.get("/account/bookings").texts(".moves li")[0]


def test_a_new_diner_enters_a_code_where_the_branch_asks(guest: Guest, house: Branch, session: Session) -> None:
    house.new_customer_reservation_otp = True
    session.commit()
    held = guest.choose()
    action = urlsplit(held.location).path

    asked = guest.send(held, status=200, request="Quiet please")
    code = last_code(session, "+971507654321")
    wrong = guest.pages.post(held.location, asked.form(action) | {"step": "code", "code": "12"}, status=422)
    done = guest.pages.post(held.location, wrong.form(action) | {"step": "code", "code": code})

    assert asked.heading == "Enter the code"
    assert session.scalars(select(Reservation.request)).one() == "Quiet please"
    assert guest.pages.follow(done).heading == "Your table is booked"
    # The next time they are known.
    assert guest.pages.follow(guest.book("21:00")).heading == "Your table is booked"


def test_a_time_that_is_taken_meanwhile_says_so_and_offers_what_is_near(
    guest: Guest, house: Branch, session: Session
) -> None:
    house.pacing_parties = 1
    session.commit()
    page = guest.pages.get(f"/b/DT01?day={TOMORROW}")
    guest.book("19:00")

    late = guest.pages.post(
        "/b/DT01/hold", page.form("/b/DT01/hold") | {"slot": f"{at('19:00'):%Y%m%dT%H%MZ}"}, status=409
    )

    assert "19:00 is not free" in late.texts(".refused h3")
    assert "kitchen" in late.one(".refused").get_text()
    assert late.texts(".refused .slot-time") == ["18:00", "18:30", "19:30"]


def test_a_full_day_leads_to_other_days_and_the_waiting_list(guest: Guest, house: Branch, session: Session) -> None:
    house.is_active_waitinglist = True
    session.execute(update(Branch).values(max_party=20))
    session.commit()

    page = guest.pages.get(f"/b/DT01?party=19&day={TOMORROW}")

    assert page.texts(".refused h3")[0].startswith("No table is this large")
    assert f"/b/DT01/waiting?party=19&day={TOMORROW}" in [a["href"] for a in page.select(".refused a")]


def test_nobody_waits_for_a_day_that_is_closed(guest: Guest, house: Branch, session: Session) -> None:
    house.is_active_waitinglist = True
    session.execute(update(AvailabilityRule).values(weekdays=[(TOMORROW + timedelta(days=2)).weekday()]))
    session.commit()

    page = guest.pages.get(f"/b/DT01?party=2&day={TOMORROW}")

    assert page.texts(".refused h3")
    assert "/waiting" not in str(page.one(".refused"))


def test_a_hold_that_ran_out_is_taken_anew_or_leads_back(guest: Guest, house: Branch, session: Session) -> None:
    held = guest.choose()
    form = guest.pages.follow(held)
    sent = form.form(urlsplit(held.location).path) | LAYLA
    session.execute(update(Seating).values(expires_at=utc_now() - timedelta(minutes=1)))
    session.commit()

    over = guest.pages.get(held.location, status=303)
    assert "as long as we could" in guest.pages.follow(over).text
    assert guest.pages.follow(guest.pages.post(held.location, sent)).heading == "Your table is booked"


def test_a_hold_is_extended_once_and_what_was_typed_stays(guest: Guest, house: Branch, session: Session) -> None:
    here = urlsplit(guest.choose().location).path
    page = guest.pages.get(here)
    before = session.scalars(select(Seating.expires_at)).one()
    more = page.one("button[value=extend]")
    typed = page.form(here) | {
        "first_name": "Layla",
        "email": "not one",
        "request": "By the window",
        "occasion": "birthday",
    }

    again = guest.pages.post(here, typed | {"step": more["value"]}, status=200)
    after = session.scalars(select(Seating.expires_at)).one()

    assert more["form"] == again.one("form#details")["id"]
    # Return sends the form, whatever else it might do.
    assert page.select("button[form=details]")[0]["value"] == ""
    assert before is not None
    assert after is not None
    assert after > before
    assert [again.value(name) for name in ("first_name", "email", "request")] == ["Layla", "not one", "By the window"]
    assert again.one("option[value=birthday]").has_attr("selected")
    assert again.summary == []
    assert again.select("button[value=extend]") == []
    # Pressed once more, by a browser that went back, it stays as it is.
    guest.pages.post(here, typed | {"step": "extend"}, status=200)
    guest.press(again, f"{here}/leave")
    assert guest.pages.get(here, status=303).location.startswith("/b/DT01?")


def test_more_time_for_the_code_keeps_what_was_typed_too(guest: Guest, house: Branch, session: Session) -> None:
    house.new_customer_reservation_otp = True
    session.commit()
    held = guest.choose()
    here = urlsplit(held.location).path
    asked = guest.send(held, status=200, request="Quiet please")
    typed = asked.form(here) | {"code": "123"}

    swapped = guest.pages.post(here, typed | {"step": "extend-code"}, htmx=True)
    whole = guest.pages.post(here, typed | {"step": "extend-code"}, status=200)

    assert swapped.select("form, button") == []
    assert whole.heading == "Enter the code"
    assert [whole.value(name) for name in ("code", "request", "first_name")] == ["123", "Quiet please", "Layla"]
    assert whole.summary == []


@pytest.mark.parametrize(
    ("field", "value"), [("first_name", " "), ("phone", "12"), ("email", "not one"), ("occasion", "99")]
)
def test_what_is_wrong_is_said_beside_its_field(guest: Guest, house: Branch, field: str, value: str) -> None:
    page = guest.send(guest.choose(), status=422, **{field: value})

    assert [anchor for _words, anchor in page.summary] == [field]
    assert page.value("last_name") == "Haddad"


def test_a_form_without_its_token_is_refused(pages: PageClient, house: Branch, session: Session) -> None:
    pages.post("/b/DT01/hold", {"party": "2", "day": str(TOMORROW), "slot": "20300101T0000Z"}, status=400)

    assert session.scalars(select(OutboxMessage)).all() == []


def test_embedded_a_table_is_booked_without_cookies(pages: PageClient, house: Branch, session: Session) -> None:
    answer = Guest(pages, query="&embed=1").book()

    assert "embed=1" in answer.location
    assert answer.headers.getlist("Set-Cookie") == []
    assert "embed" not in (the_booking(session, house).link or "")
    assert pages.follow(answer).select(".framed-name")
