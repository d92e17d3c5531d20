"""One storefront as the document's examples expect it, and people who call it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    Business,
    Category,
    Customer,
    KeyKind,
    Maker,
    OutboxMessage,
    PickupLocation,
    Platform,
    Product,
    ProductImage,
    TaxMode,
)
from tests.factories import (
    fund_card,
    make_api_key,
    make_business,
    make_category,
    make_customer,
    make_maker,
    make_pickup_location,
    make_platform,
    make_product,
    make_review,
)
from tests.integration.api.commerce.bills_shop import open_for_bills
from tests.support.api import SANDBOX_KEY, ApiClient, Family

PUBLISHABLE_KEY = "sandbox-publishable-key"
OTHER_KEY = "other-business-api-key"
ORIGIN = "https://yourapp.com"
PRODUCT = UUID("550e8400-e29b-41d4-a716-446655440000")
STORE = UUID("770e8400-e29b-41d4-a716-446655440000")
PASSWORD = "SecurePass123"
PIN = "1234"


@dataclass(frozen=True, slots=True)
class Shop:
    """What the tests speak of."""

    business: Business
    platform: Platform
    category: Category
    subcategory: Category
    maker: Maker
    product: Product
    store: PickupLocation
    john: Customer
    jane: Customer


@pytest.fixture
def shop(session: Session) -> Shop:
    """The Lagos market with the document's product, store and customer; and another business beside it."""
    business = make_business(session)
    platform = make_platform(
        session, business=business, slug="lagos", tax_mode=TaxMode.INCLUSIVE, features=["pickup", "delivery"]
    )
    category = make_category(
        session, platform=platform, name_en="Electronics", slug="electronics", image="categories/electronics.svg"
    )
    subcategory = make_category(session, platform=platform, parent=category, name_en="Smartphones", slug="smartphones")
    maker = make_maker(session, platform=platform, name_en="Premium Brand", logo="makers/premium.svg")
    product = make_product(
        session,
        platform=platform,
        category=subcategory,
        uuid=PRODUCT,
        maker_id=maker.id,
        name_en="Premium Product",
        description_en="High-quality product description",
        slug="premium-product",
        sku="PROD-001",
        price_minor=9_999,
        compare_at_minor=12_999,
        stock=50,
        is_featured=True,
        image="products/premium-1.svg",
    )
    session.add_all(
        ProductImage(product_id=product.id, position=n, key=f"products/premium-{n + 1}.svg") for n in range(2)
    )
    make_review(session, product, rating=5)
    john = make_customer(
        session,
        business=business,
        email="john.doe@example.com",
        phone="+2348012345678",
        first_name="John",
        last_name="Doe",
        card_number="ARK12345",
        password=PASSWORD,
        pin=PIN,
    )
    jane = make_customer(session, business=business, email="jane.roe@example.com", password=PASSWORD, pin="4321")
    fund_card(session, john, 100_000)
    open_for_bills(session, platform)
    made = Shop(
        business=business,
        platform=platform,
        category=category,
        subcategory=subcategory,
        maker=maker,
        product=product,
        store=make_pickup_location(session, platform=platform, uuid=STORE, name_en="Lagos Main Store"),
        john=john,
        jane=jane,
    )
    make_api_key(session, platform, key=SANDBOX_KEY)
    make_api_key(session, platform, key=PUBLISHABLE_KEY, kind=KeyKind.PUBLISHABLE, origins=[ORIGIN])
    make_api_key(session, make_platform(session, is_default=False), key=OTHER_KEY)
    session.commit()
    return made


@pytest.fixture
def commerce(app: Flask, api: ApiClient, shop: Shop) -> Family:
    """The family, on that storefront."""
    return api.commerce


@pytest.fixture
def john(commerce: Family) -> str:
    """John's token."""
    return token_of(commerce, "john.doe@example.com")


@pytest.fixture
def jane(commerce: Family) -> str:
    """Jane's token."""
    return token_of(commerce, "jane.roe@example.com")


@pytest.fixture
def code_for(session: Session) -> Callable[[str], str]:
    """The last code that was sent to an address."""

    def read(recipient: str) -> str:
        code = session.scalars(
            select(OutboxMessage.code).where(OutboxMessage.recipient == recipient).order_by(OutboxMessage.id.desc())
        ).first()
        assert code is not None
        return code

    return read


def token_of(commerce: Family, email: str, password: str = PASSWORD) -> str:
    answer = commerce.post("/api/customer/login", {"emailOrPhone": email, "password": password})
    assert answer.status == 200, answer.json
    token: str = answer.json["data"]["token"]
    return token


@pytest.fixture
def kettle(session: Session, shop: Shop) -> Product:
    made = make_product(session, platform=shop.platform, name_en="Kettle", price_minor=20_001, stock=3, image="k.svg")
    session.commit()
    return made


@pytest.fixture
def lamp(session: Session, shop: Shop) -> Product:
    made = make_product(session, platform=shop.platform, name_en="Lamp", price_minor=30_000, stock=0, image="l.svg")
    session.commit()
    return made
