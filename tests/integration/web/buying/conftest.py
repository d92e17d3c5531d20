"""A storefront with two products, two stores, and somebody with money on the card."""

import pytest
from sqlalchemy.orm import Session

from app.models import Business, Customer, PickupLocation, Platform, Product
from tests.factories import PASSWORD, fund_card, make_customer, make_pickup_location, make_product
from tests.support.pages import Page, PageClient


@pytest.fixture
def tea(session: Session, platform: Platform) -> Product:
    made = make_product(session, platform=platform, name_en="Tea", name_ar="شاي", price_minor=100_000, stock=9)
    session.commit()
    return made


@pytest.fixture
def cup(session: Session, platform: Platform) -> Product:
    made = make_product(session, platform=platform, name_en="Cup", name_ar="كوب", price_minor=50_000)
    session.commit()
    return made


@pytest.fixture
def ikeja(session: Session, platform: Platform) -> PickupLocation:
    made = make_pickup_location(session, platform=platform, name_en="Ikeja")
    session.commit()
    return made


@pytest.fixture
def wuse(session: Session, platform: Platform) -> PickupLocation:
    made = make_pickup_location(session, platform=platform, name_en="Wuse", state_en="Abuja", state_ar="أبوجا")
    session.commit()
    return made


@pytest.fixture
def ada(session: Session, platform: Platform) -> Customer:
    """She has 10,000.00 on her card."""
    business = session.get_one(Business, platform.business_id)
    made = make_customer(session, business=business, first_name="Ada", last_name="Obi", email="ada@example.com")
    fund_card(session, made, 1_000_000)
    session.commit()
    return made


@pytest.fixture
def signed_in(pages: PageClient, ada: Customer) -> PageClient:
    """Ada's browser."""
    sign_in(pages)
    return pages


def sign_in(pages: PageClient, to: str = "") -> Page:
    return pages.post(f"/account/sign-in?next={to}", {"login": "ada@example.com", "password": PASSWORD, "next": to})


def put_in_cart(pages: PageClient, product: Product, quantity: int = 1) -> None:
    pages.post("/cart/add", {"product": product.uuid, "quantity": quantity})


def cart_of(pages: PageClient) -> list[tuple[str, str]]:
    """The names and quantities in the cart, as its page shows them."""
    page = pages.get("/cart")
    quantities = [str(field["value"]) for field in page.select(".line input[name=quantity]")]
    return list(zip(page.texts(".line-name"), quantities, strict=True))
