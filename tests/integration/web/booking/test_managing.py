"""A booking by its link: moved, cancelled, confirmed once more; and nobody else's."""

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from app.clock import utc_now
from app.domain.reservations import ReservationPayment, ReservationState
from app.models import Branch, Reservation
from tests.factories.dining import make_branch
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


def test_a_move_that_would_need_a_deposit_leaves_all_as_it_was(
    guest: Guest, house: Branch, session: Session, link: str
) -> None:
    page = guest.pages.get(f"{link}/move?party=5")
    refused = guest.press(page, f"{link}/move/to", slot=slot("20:30"), status=409)

    assert "deposit of AED 250.00" in refused.text
    assert the_booking(session, house).starts_at == at("19:00")


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
