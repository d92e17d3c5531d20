"""A booking by its link: moved, cancelled, confirmed once more; and nobody else's."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import ReservationPayment, ReservationState
from app.models import Branch, Payment, Refund, Reservation, Seating
from tests.factories.dining import make_branch
from tests.factories.gift_cards import make_gift_card
from tests.integration.web.booking.guest import TOMORROW, Guest, at, slot, the_booking
from tests.support.pages import PageClient


@pytest.fixture
def link(guest: Guest) -> str:
    """Tomorrow at seven, for two."""
    return urlsplit(guest.book().location).path


def test_a_booking_is_moved_to_another_time_and_party(guest: Guest, house: Branch, session: Session, link: str) -> None:
    page = guest.pages.get(f"{link}/move?party=3")
    moved = guest.press(page, f"{link}/move/to", slot=slot("20:30"))
    made = the_booking(session, house)

    assert (made.starts_at, made.party_size) == (at("20:30"), 3)
    assert "Your booking is changed" in guest.pages.follow(moved).text


def test_a_move_to_a_larger_deposit_is_paid_at_the_gateway_first(
    guest: Guest, house: Branch, session: Session, link: str
) -> None:
    held = guest.press(guest.pages.get(f"{link}/move?party=5"), f"{link}/move/to", slot=slot("20:30"))
    pay = f"{link}/move/pay"
    page = guest.pages.follow(held)

    assert held.location == pay
    assert page.heading == "One step left: the deposit"
    assert page.texts("main .price") == ["AED 250.00"]
    assert the_booking(session, house).starts_at == at("19:00")
    assert "kept for you until" in guest.pages.get(link).text
    guest.pages.post(pay, page.form(pay) | {"way": "gateway"})
    reference = session.scalars(select(Payment.reference)).one()
    guest.pages.post(f"/sandbox/gateway/{reference}", {"outcome": "success"})
    done = guest.pages.follow(guest.pages.get(f"/pay/return/{reference}", status=303))

    session.expire_all()
    made = the_booking(session, house)
    assert (made.starts_at, made.party_size, made.deposit_minor) == (at("20:30"), 5, 250_00)
    assert "Your booking is changed" in done.text
    assert "kept for you" not in done.text
    assert guest.pages.get(pay, status=303).location.startswith(f"{link}?done=")
    more = guest.pages.follow(
        guest.press(guest.pages.get(f"{link}/move?party=6"), f"{link}/move/to", slot=slot("20:30"))
    )
    assert more.heading == "One step left: the difference"
    assert more.texts("main .price") == ["AED 300.00", "AED 250.00", "AED 50.00"]
    # A smaller party keeps what is paid, and is told so before.
    smaller = guest.pages.get(f"{link}/move?party=2")
    assert "deposit of AED 250.00. It stays with your booking" in smaller.text
    guest.press(smaller, f"{link}/move/to", slot=slot("20:30"))
    session.expire_all()
    assert (the_booking(session, house).party_size, the_booking(session, house).deposit_minor) == (2, 250_00)


def test_a_gift_card_pays_a_difference_once_its_number_is_right(
    guest: Guest, house: Branch, session: Session, link: str
) -> None:
    card = make_gift_card(session, business_id=house.business_id, amount_minor=250_00, currency="AED")
    session.commit()
    pay = guest.press(guest.pages.get(f"{link}/move?party=5"), f"{link}/move/to", slot=slot("20:30")).location
    token = guest.pages.get(pay).form(pay)["form_token"]

    wrong = guest.pages.post(pay, {"form_token": token, "way": "gift", "number": "1111 2222"}, status=422)
    right = guest.pages.post(pay, {"form_token": token, "way": "gift", "number": card.number})

    assert [anchor for _words, anchor in wrong.summary] == ["number"]
    assert "Your booking is changed" in guest.pages.follow(right).text
    assert the_booking(session, house).party_size == 5


def test_an_abandoned_move_leaves_all_as_it_was(guest: Guest, house: Branch, session: Session, link: str) -> None:
    def start() -> str:
        page = guest.pages.get(f"{link}/move?party=5")
        return guest.press(page, f"{link}/move/to", slot=slot("20:30")).location

    pay = start()
    kept = guest.pages.follow(guest.press(guest.pages.get(pay), f"{link}/move/keep"))
    paying = guest.pages.get(start())
    guest.pages.post(pay, paying.form(pay) | {"way": "gateway"})
    reference = session.scalars(select(Payment.reference)).one()
    session.execute(update(Seating).where(Seating.expires_at.is_not(None)).values(expires_at=utc_now()))
    session.commit()
    lapsed = guest.pages.follow(guest.pages.get(pay, status=303))
    guest.pages.post(f"/sandbox/gateway/{reference}", {"outcome": "success"})
    late = guest.pages.follow(guest.pages.get(f"/pay/return/{reference}", status=303))

    assert "Your booking stays as it is." in kept.text
    assert "The new time is no longer kept" in lapsed.text
    assert "goes back to you by itself" in late.text
    session.expire_all()
    made = the_booking(session, house)
    assert (made.starts_at, made.party_size, made.deposit_minor) == (at("19:00"), 2, 0)
    assert session.scalars(select(Refund.amount_minor)).all() == [250_00]
    assert "kept for you until" not in guest.pages.get(link).text


def test_a_move_to_a_closed_time_is_refused_with_the_nearest(guest: Guest, house: Branch, link: str) -> None:
    page = guest.pages.get(f"{link}/move?day={TOMORROW}")
    refused = guest.press(page, f"{link}/move/to", slot=slot("23:30"), status=409)

    assert "23:30 is not free" in refused.texts(".refused h3")
    assert refused.texts(".refused .slot-time")


def test_a_booking_is_cancelled_and_another_may_be_made(
    guest: Guest, house: Branch, session: Session, link: str
) -> None:
    asked = guest.pages.get(f"{link}/cancel")
    done = guest.pages.follow(guest.press(asked, f"{link}/cancel"))

    assert the_booking(session, house).state is ReservationState.CANCELED
    assert done.heading == "This booking is cancelled"
    assert "/b/DT01?party=2" in [a["href"] for a in done.select("main a")]
    assert guest.pages.get(f"{link}/cancel", status=303).location == link


def test_the_fee_is_told_before_and_asked_again_when_it_has_changed(
    guest: Guest, house: Branch, session: Session, link: str
) -> None:
    made = the_booking(session, house)
    made.deposit_minor, made.cancel_fee_minor = 100_00, 40_00
    made.payment_state, made.cancel_free_until = ReservationPayment.PAID, utc_now() + timedelta(hours=1)
    session.commit()
    free = guest.pages.get(f"{link}/cancel")
    the_booking(session, house).cancel_free_until = utc_now() - timedelta(seconds=1)
    session.commit()

    late = guest.pages.follow(guest.press(free, f"{link}/cancel"))

    assert "Cancelling is free of charge" in free.text
    assert "AED 40.00 of your deposit is kept" in late.text
    assert the_booking(session, house).state is ReservationState.CONFIRMED


def test_the_calendar_entry_and_still_coming(guest: Guest, house: Branch, session: Session, link: str) -> None:
    entry = guest.pages.get(f"{link}/booking.ics")
    text = entry.response.get_data(as_text=True)
    page = guest.pages.get(link)
    guest.press(page, f"{link}/coming")

    assert entry.headers["Content-Type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in text
    assert the_booking(session, house).reference in text
    assert the_booking(session, house).still_coming_at is not None


def test_nobody_elses_link_opens_it(pages: PageClient, session: Session, house: Branch, link: str) -> None:
    other = make_branch(session, platform=None, code="DT02")
    uuid, token = link.split("/")[-2:]
    session.commit()

    for path in (
        f"/b/DT01/r/{uuid}/{'0' * 32}",
        f"/b/DT01/r/{UUID(int=1)}/{token}",
        f"/b/{other.code}/r/{uuid}/{token}",
        f"/b/DT01/r/{uuid}/{'0' * 32}/booking.ics",
    ):
        pages.get(path, status=404)


@pytest.mark.parametrize(
    ("state", "heading"),
    [(ReservationState.COMPLETED, "Thank you for coming"), (ReservationState.NOSHOW, "You were missed")],
)
def test_what_is_over_offers_another_booking(
    pages: PageClient, house: Branch, session: Session, link: str, state: ReservationState, heading: str
) -> None:
    made: Reservation = the_booking(session, house)
    made.state = state
    session.commit()
    page = pages.get(link)

    assert page.heading == heading
    assert "Book again" in page.text
    assert page.select("form") == []
