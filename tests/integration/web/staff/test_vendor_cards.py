"""A vendor's cards taken in from a list: looked at line by line, all or none, and never twice."""

from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import AuditEntry, Business, GiftCard, GiftCardVendor, Platform, StaffRole
from app.services import ledger_audit
from tests.factories import PASSWORD, make_staff
from tests.support.pages import Page, PageClient

PATH = "/staff/gift-cards/import"
LIST = "Number;Amount;Good through\nGH-778101;300;2090-12-31\n\nGH-778102;12.50;\n"


def at_work(session: Session, platform: Platform, pages: PageClient, role: StaffRole) -> PageClient:
    member = make_staff(session, business=session.get_one(Business, platform.business_id), role=role)
    session.commit()
    pages.post("/staff/sign-in", {"email": member.email, "password": PASSWORD})
    return pages


@pytest.fixture
def boss(session: Session, platform: Platform, pages: PageClient) -> PageClient:
    return at_work(session, platform, pages, StaffRole.MANAGER)


def send(boss: PageClient, text: str, *, status: int = 200, **more: str) -> Page:
    return boss.post(PATH, {"vendor": "Gift House", "currency": "AED", "text": text, **more}, status=status)


def count(session: Session) -> int:
    return session.scalar(select(func.count(GiftCard.id))) or 0


def test_only_who_runs_the_business_may(session: Session, platform: Platform, pages: PageClient) -> None:
    browser = at_work(session, platform, pages, StaffRole.STAFF)
    browser.get(PATH, status=403)
    send(browser, LIST, status=403, confirm="1")
    assert count(session) == 0


def test_a_list_is_looked_at_and_then_taken_in_whole(session: Session, boss: PageClient) -> None:
    form = {"vendor": " Gift  House ", "currency": "AED", "text": "", "file": (BytesIO(LIST.encode()), "cards.csv")}
    looked = boss.post(PATH, form, status=200)
    assert "2 cards of Gift House" in looked.text
    assert "312.50" in looked.text
    assert count(session) == 0

    done = boss.follow(boss.post(PATH, looked.form(PATH)))
    assert "2 cards of Gift House are taken in." in done.text
    cards = session.scalars(select(GiftCard).order_by(GiftCard.id)).all()
    assert [(card.number, card.amount_minor, card.currency) for card in cards] == [
        ("GH-778101", 30_000, "AED"),
        ("GH-778102", 1_250, "AED"),
    ]
    assert (cards[0].expires_at is None, cards[1].expires_at is None) == (False, True)
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "gift_cards_taken_in")).one()
    assert noted.after == {"cards": 2, "amount_minor": 31_250, "currency": "AED"}
    assert [finding for finding in ledger_audit.audit(session) if finding.breaches] == []

    # The same list again, even confirmed, and another of the same vendor.
    twice = send(boss, LIST, status=422, confirm="1")
    assert "Line 2: “GH-778101” is one of our cards already." in twice.text
    assert count(session) == 2
    send(boss, "gh 778103,5", status=303, confirm="1")
    assert session.scalar(select(func.count(GiftCardVendor.id))) == 1


def test_what_is_wrong_is_named_by_its_line_and_nothing_is_taken_in(session: Session, boss: PageClient) -> None:
    wrong = "GH-778101,300\nGH-1,300\nGH-778102,nil\nGH-778103,1,2001-01-01\ngh778101,7\nGH-778104\nGH-778105,1.234"
    page = send(boss, wrong, status=422, confirm="1")

    told = page.texts(".notice li")
    assert [line.split(":")[0] for line in told] == [f"Line {number}" for number in range(2, 8)]
    said = ("no card number", "no amount", "no day", "stands in line 1", "a number, an amount", "no amount")
    assert [words for line, words in zip(told, said, strict=True) if words in line] == list(said)
    assert page.value("text").splitlines() == wrong.splitlines()
    assert count(session) == 0
    assert "Choose a file, or paste the list." in send(boss, " ", status=422).text
    assert "At most 5,000" in send(boss, "GH-778101,1\n" * 5_002, status=422).text
    latin = {"vendor": "X", "currency": "AED", "file": (BytesIO(b"\xff\xfe1"), "cards.csv")}
    assert "no text in UTF-8" in boss.post(PATH, latin, status=422).text
