"""Gift cards for staff: who may, batches and their sheets, one card looked up and switched."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import AuditEntry, Business, GiftCard, Platform, StaffRole
from tests.factories import PASSWORD, make_gift_card, make_platform, make_staff
from tests.support.pages import PageClient

BATCH = {
    "batch_id": "BATCH-007",
    "card_name": "Saudi Aramco",
    "currency": "SAR",
    "amount": "٣٠٠",
    "count": "3",
    "expires_on": "2030-04-28",
    "brand": "",
}


@pytest.fixture
def boss(session: Session, platform: Platform, pages: PageClient) -> PageClient:
    return _at_work(session, platform, pages, StaffRole.MANAGER)


def _at_work(session: Session, platform: Platform, pages: PageClient, role: StaffRole) -> PageClient:
    member = make_staff(session, business=session.get_one(Business, platform.business_id), role=role)
    session.commit()
    pages.post("/staff/sign-in", {"email": member.email, "password": PASSWORD})
    return pages


def test_others_than_who_runs_the_business_are_sent_away(
    session: Session, platform: Platform, pages: PageClient
) -> None:
    card = make_gift_card(session, business_id=platform.business_id)
    session.commit()
    paths = ("/staff/gift-cards", "/staff/gift-cards/new", f"/staff/gift-cards/{card.id}")
    for path in paths:
        assert "/staff/sign-in" in pages.get(path, status=303).location
    browser = _at_work(session, platform, pages, StaffRole.STAFF)
    for path in paths:
        browser.get(path, status=403)
    assert "Gift cards" not in browser.get("/staff/orders").text


def test_a_batch_is_made_and_its_sheet_has_the_numbers(session: Session, boss: PageClient) -> None:
    assert boss.get("/staff/gift-cards/new").value("batch_id") == "BATCH-001"

    page = boss.follow(boss.post("/staff/gift-cards/new", BATCH))

    assert page.heading == "BATCH-007 · Saudi Aramco"
    numbers = list(session.scalars(select(GiftCard.number).order_by(GiftCard.id)))
    assert not [number for number in numbers if number in page.text]
    sheet = boss.get("/staff/gift-cards/batches/BATCH-007/sheet.csv")
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="gift-cards-batch-BATCH-007.csv"'
    assert [line.split(",")[0] for line in sheet.response.get_data(as_text=True).splitlines()[1:]] == numbers
    again = boss.post("/staff/gift-cards/new", BATCH, status=422)
    assert "There is a batch BATCH-007 already." in again.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"count": "5001"}, "Enter a number from 1 to 5000."),
        ({"count": "9" * 400}, "Enter a number from 1 to 5000."),
        ({"amount": "0"}, "Enter an amount above zero"),
        ({"batch_id": "../x"}, "Use letters, digits, dots and dashes"),
        ({"expires_on": "2001-01-01"}, "Choose a day from today on"),
    ],
)
def test_what_is_wrong_with_a_batch_is_said(boss: PageClient, changes: dict[str, str], said: str) -> None:
    assert said in boss.post("/staff/gift-cards/new", {**BATCH, **changes}, status=422).text


def test_a_card_is_found_by_its_number_or_its_end_and_switched_with_a_reason(
    session: Session, platform: Platform, boss: PageClient
) -> None:
    card = make_gift_card(session, business_id=platform.business_id, number="1521543829")
    make_gift_card(session, business_id=make_platform(session, is_default=False).business_id, number="9993829")
    session.commit()

    for text in ("1521 543 829", "3829"):
        assert boss.post("/staff/gift-cards/find", {"number": text}).location.endswith(f"/staff/gift-cards/{card.id}")
    assert "No such card" in boss.post("/staff/gift-cards/find", {"number": "9993829"}, status=200).text

    path = f"/staff/gift-cards/{card.id}"
    boss.post(path, {"to": "off", "reason": " "}, status=422)
    page = boss.follow(boss.post(path, {"to": "off", "reason": "reported lost"}))
    assert "Not active" in page.text
    noted = session.scalars(select(AuditEntry).where(AuditEntry.entity == "gift_card")).one()
    assert noted.after == {"is_active": False, "reason": "reported lost"}
    assert "+₦300.00" in page.text


def test_another_businesss_card_is_not_there(session: Session, boss: PageClient) -> None:
    card = make_gift_card(session, business_id=make_platform(session, is_default=False).business_id)
    session.commit()

    boss.get(f"/staff/gift-cards/{card.id}", status=404)
    boss.post(f"/staff/gift-cards/{card.id}", {"to": "off", "reason": "x"}, status=404)
