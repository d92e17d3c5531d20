"""A gift card at the checkout, and where its money is told of afterwards."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, Customer, GiftCard, Order, Payment, PaymentMethod, PickupLocation, Platform, Product
from tests.factories import PIN, make_gift_card, make_pickup_location, make_product
from tests.integration.web.buying.conftest import put_in_cart
from tests.support.pages import Page, PageClient

NUMBER = "1521543829"


@pytest.fixture
def store(session: Session, platform: Platform) -> PickupLocation:
    return make_pickup_location(session, platform=platform, name_en="Ikeja")


@pytest.fixture
def at_checkout(
    session: Session, platform: Platform, signed_in: PageClient, store: PickupLocation, ada: Customer
) -> PageClient:
    """Ada is about to pay 1,075.00."""
    tea: Product = make_product(session, platform=platform, name_en="Tea", price_minor=100_000)
    session.commit()
    put_in_cart(signed_in, tea)
    return signed_in


def _card(session: Session, platform: Platform, minor: int, **given: object) -> GiftCard:
    made = make_gift_card(session, business_id=platform.business_id, amount_minor=minor, number=NUMBER, **given)  # type: ignore[arg-type]  # by name
    session.commit()
    return made


def _form(page: Page, store: PickupLocation, **changes: object) -> dict[str, object]:
    return {**page.form("/checkout"), "state": store.state_en, "place": store.uuid, **changes}


def _apply(browser: PageClient, store: PickupLocation, number: str = NUMBER, *, status: int = 200) -> Page:
    form = _form(browser.get("/checkout"), store, gift_number=number)
    return browser.post("/checkout/gift-card", form, status=status)


def _left(session: Session, card: GiftCard) -> int:
    return session.get_one(Account, card.account_id, populate_existing=True).balance_minor


def test_a_card_that_holds_enough_pays_without_a_pin(
    session: Session, platform: Platform, at_checkout: PageClient, store: PickupLocation
) -> None:
    card = _card(session, platform, 200_000)

    page = _apply(at_checkout, store)
    assert "₦925.00 will be left on it." in page.text
    assert [str(way["value"]) for way in page.select("[name=pay]")] == ["gift"]
    done = at_checkout.follow(at_checkout.post("/checkout", _form(page, store)))

    assert "₦1,075.00 was paid with a gift card." in done.text
    assert _left(session, card) == 92_500
    number = session.scalars(select(Order.number)).one()
    assert "Gift card" in at_checkout.get(f"/account/orders/{number}").text


def test_the_shopping_card_pays_the_rest(
    session: Session, platform: Platform, at_checkout: PageClient, store: PickupLocation
) -> None:
    card = _card(session, platform, 50_000)

    page = _apply(at_checkout, store)
    assert "₦575.00" in page.one("#sums").get_text()
    at_checkout.follow(at_checkout.post("/checkout", _form(page, store, pay="card", pin=PIN)))

    paid = session.execute(select(Payment.method, Payment.amount_minor).order_by(Payment.id)).all()
    assert [tuple(row) for row in paid] == [(PaymentMethod.GIFT_CARD, 50_000), (PaymentMethod.SHOPPING_CARD, 57_500)]
    assert _left(session, card) == 0


def test_it_is_taken_away_again(
    session: Session, platform: Platform, at_checkout: PageClient, store: PickupLocation
) -> None:
    _card(session, platform, 50_000)

    page = _apply(at_checkout, store)
    page = at_checkout.post("/checkout/gift-card/remove", _form(page, store), status=200)

    assert not page.select(".gift-on")
    assert page.value("gift") == ""


@pytest.mark.parametrize(
    ("given", "number", "said"),
    [
        ({}, "1521543820", "We do not know this gift card."),
        ({"is_active": False}, NUMBER, "This gift card is not active."),
        ({"currency": "AED"}, NUMBER, "This gift card is in another currency."),
    ],
)
def test_one_that_cannot_pay_says_why(
    session: Session,
    platform: Platform,
    at_checkout: PageClient,
    store: PickupLocation,
    given: dict[str, object],
    number: str,
    said: str,
) -> None:
    _card(session, platform, 50_000, **given)

    page = _apply(at_checkout, store, number, status=422)

    assert said in page.one("#gift_number-error").get_text()


def test_what_was_spent_elsewhere_meanwhile_is_said_before_anything_is_paid(
    session: Session, platform: Platform, at_checkout: PageClient, store: PickupLocation
) -> None:
    card = _card(session, platform, 50_000)
    page = _apply(at_checkout, store)
    account = session.get_one(Account, card.account_id)
    account.balance_minor = 100
    session.commit()

    refused = at_checkout.post("/checkout", _form(page, store, pay="card", pin=PIN), status=422)

    assert "What is on the gift card has changed." in refused.text
    assert session.scalars(select(Order)).all() == []
