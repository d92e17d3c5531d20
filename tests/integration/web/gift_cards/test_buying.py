"""Buying a gift card in a browser: the gallery, the growing card, the page of a bought one, on paper."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.integrations.hashing import HmacHasher
from app.models import Account, GiftCard, GiftCardPurchase, GiftCardTemplate, OutboxMessage, Platform
from app.services.gift_cards.purchases import BUYER, RECIPIENT, page_token
from tests.factories import PIN, make_gift_card
from tests.factories.tenancy import SANDBOX
from tests.support.pages import Page, PageClient
from tests.support.statements import count_statements

KEYED = HmacHasher(SANDBOX.pepper)


def _filled(browser: PageClient, template: GiftCardTemplate, **changes: object) -> dict[str, object]:
    """The form as somebody sends it who gives 5,000.00."""
    path = f"/gift-cards/{template.uuid}"
    typed = {
        "choice": "5000",
        "recipient_name": "Chidi",
        "recipient_email": "chidi@example.com",
        "sender_name": "Ada",
        "message": "For <you>",
        "pay": "card",
        "pin": PIN,
    }
    return {**browser.get(path).form(path), **typed, **changes}


def _buy(browser: PageClient, template: GiftCardTemplate, *, status: int = 303, **changes: object) -> Page:
    return browser.post(f"/gift-cards/{template.uuid}", _filled(browser, template, **changes), status=status)


@pytest.mark.usefixtures("template")
def test_the_gallery_is_the_same_whatever_is_in_it(pages: PageClient) -> None:
    with count_statements() as said:
        page = pages.get("/gift-cards")

    assert page.texts(".gifts h2") == ["Thank you"]
    assert page.texts(".gifts .small") == ["From ₦1,000.00 to ₦100,000.00"]
    assert len(said.served) <= 6, said
    assert pages.get("/ar/gift-cards").texts(".gifts h2") == ["شكرًا"]


@pytest.mark.usefixtures("platform")
def test_a_shop_that_sells_none_says_so(pages: PageClient) -> None:
    assert "No gift cards here yet" in pages.get("/gift-cards").text


def test_the_card_grows_with_the_form(pages: PageClient, template: GiftCardTemplate) -> None:
    path = f"/gift-cards/{template.uuid}/preview"
    typed = {"choice": "other", "amount": "٧٥٠٠", "recipient_name": "Chidi", "message": "For <you>", "sender_name": "A"}

    swapped = pages.post(path, typed, status=200, htmx=True)
    whole = pages.post(path, typed, status=200)

    for page in (swapped, whole):
        assert page.texts(".gcard-sum") == ["₦7,500.00"]
        assert "For <you>" in page.one(".gift-note").get_text()
    assert not swapped.select("form")
    assert whole.value("recipient_name") == "Chidi"


def test_by_shopping_card_it_is_bought_at_once_and_sent(
    session: Session, signed_in: PageClient, template: GiftCardTemplate
) -> None:
    form = _filled(signed_in, template)
    path = f"/gift-cards/{template.uuid}"
    first, again = signed_in.post(path, form, status=303), signed_in.post(path, form, status=303)

    assert first.location == again.location
    page = signed_in.follow(first)
    card = session.scalars(select(GiftCard)).one()
    assert page.heading == "Thank you. Your gift card is paid."
    assert page.texts(".gcard-number") == [card.number]
    assert page.texts(".gift-left b") == ["₦5,000.00"]
    assert session.get_one(Account, card.account_id).balance_minor == 500_000
    assert signed_in.get("/gift-cards/yours").texts(".gift-rows b") == ["For Chidi"]


def test_a_guest_is_led_to_the_payment_page_and_back_to_the_card(
    session: Session, pages: PageClient, template: GiftCardTemplate
) -> None:
    led = _buy(pages, template, pay="gateway", pin="", email="bisi@example.com")
    reference = led.location.rpartition("/")[2]
    unpaid = session.scalars(select(GiftCardPurchase)).one()
    token = page_token(KEYED.digest, BUYER, unpaid.uuid)
    assert "waits for its payment" in pages.get(f"/gift-cards/bought/{unpaid.uuid}/{token}").heading

    back = pages.post(f"/sandbox/gateway/{reference}", {"outcome": "success"}, status=303)
    page = pages.follow(pages.follow(back, status=303))

    assert page.heading == "Thank you. Your gift card is paid."
    told = session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)).all()
    assert told == ["bisi@example.com", "chidi@example.com"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"recipient_email": "nobody"}, "Enter an e-mail address like name@example.com."),
        ({"choice": "other", "amount": "500"}, "Choose an amount from 1,000.00 NGN to 100,000.00 NGN."),
        ({"choice": "other", "amount": "much"}, "Enter an amount in figures, such as 500."),
        ({"send_on": "2001-01-01"}, "That day is over. Choose today or a later one."),
        ({"pin": "9999"}, "PIN"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    session: Session, signed_in: PageClient, template: GiftCardTemplate, changes: dict[str, object], said: str
) -> None:
    page = _buy(signed_in, template, status=422, **changes)

    assert said in page.one(".summary").get_text()
    assert page.value("recipient_name") == "Chidi"
    assert session.scalars(select(GiftCardPurchase)).all() == []


def test_buyer_and_recipient_have_links_of_their_own_and_nobody_else_has(
    session: Session, signed_in: PageClient, template: GiftCardTemplate
) -> None:
    _buy(signed_in, template)
    uuid = session.scalars(select(GiftCardPurchase.uuid)).one()
    buyer, recipient = (page_token(KEYED.digest, whom, uuid) for whom in (BUYER, RECIPIENT))

    page = signed_in.get(f"/gift-cards/for-you/{uuid}/{recipient}")
    assert page.heading == "Chidi, this is for you"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]
    for path in (
        f"for-you/{uuid}/{buyer}",
        f"bought/{uuid}/{recipient}",
        f"bought/{uuid}/x",
        f"for-you/{uuid}/{buyer}/card.pdf",
    ):
        signed_in.get(f"/gift-cards/{path}", status=404)


def test_the_card_is_sent_again_three_times_a_day(
    session: Session, signed_in: PageClient, template: GiftCardTemplate
) -> None:
    bought = _buy(signed_in, template).location
    uuid, token = bought.split("/")[-2:]

    for _ in range(4):
        signed_in.post(f"/gift-cards/bought/{uuid}/{token}/send", {}, status=303)

    sent = session.scalars(select(OutboxMessage).where(OutboxMessage.recipient == "chidi@example.com")).all()
    assert len(sent) == 1 + 3


def test_a_balance_is_shown_to_who_types_the_number(session: Session, pages: PageClient, platform: Platform) -> None:
    make_gift_card(session, business_id=platform.business_id, number="1521543829")
    session.commit()

    page = pages.post("/gift-cards/balance", {"number": "1521 543 829"}, status=200)
    assert page.texts(".gift-left b") == ["₦300.00"]
    assert "1521543829" not in page.one(".gift-found").get_text()
    missing = pages.post("/gift-cards/balance", {"number": "1521543820"}, status=422)
    assert "We do not know this gift card" in missing.text
