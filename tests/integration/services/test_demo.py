"""The demo shop as it stands once loaded."""

from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.config import Settings
from app.demo.load import ALREADY, load_demo
from app.domain.states import Environment
from app.integrations.files import FolderStore
from app.integrations.hashing import Argon2Hasher, HmacHasher
from app.models import (
    ApiKey,
    Category,
    Coupon,
    Customer,
    Maker,
    Order,
    OutboxMessage,
    Platform,
    Product,
    ProductImage,
    Review,
    StaffMember,
)
from app.services import api_keys, ledger_audit, search_index, shopping_card
from tests.factories.clock import NOW


@pytest.fixture
def app(demo_app: Flask) -> Flask:
    return demo_app


@pytest.fixture
def passwords(settings: Settings) -> Argon2Hasher:
    return Argon2Hasher(settings)


@pytest.fixture
def keyed(settings: Settings) -> HmacHasher:
    return HmacHasher(settings.pepper)


def test_a_second_load_changes_nothing(
    session: Session, media_dir: Path, passwords: Argon2Hasher, keyed: HmacHasher
) -> None:
    before = session.scalar(select(func.count()).select_from(Product))
    again = load_demo(session, now=NOW, passwords=passwords, keyed=keyed, files=FolderStore(media_dir))
    assert again == ALREADY
    assert session.scalar(select(func.count()).select_from(Product)) == before


def test_the_documents_example_stands_where_they_say(session: Session) -> None:
    row = session.execute(
        select(
            Product.name_en,
            Product.slug,
            Product.sku,
            Product.price_minor,
            Product.compare_at_minor,
            Product.stock,
            Product.is_featured,
            Product.category_id,
            Category.parent_id,
            Maker.uuid,
            Product.rating_sum,
            Product.rating_count,
        )
        .join(Category, Category.id == Product.category_id)
        .join(Maker, Maker.id == Product.maker_id)
        .where(Product.uuid == UUID("550e8400-e29b-41d4-a716-446655440000"))
    ).one()
    maker = UUID("550e8400-e29b-41d4-a716-446655440001")
    assert tuple(row) == (
        "Premium Product",
        "premium-product",
        "PROD-001",
        9999,
        12999,
        50,
        True,
        5,
        1,
        maker,
        540,
        120,
    )


def test_a_category_may_still_be_added(session: Session) -> None:
    platform = session.scalars(select(Platform).where(Platform.slug == "lagos")).one()
    highest = session.scalar(select(func.max(Category.id))) or 0
    category = Category(platform_id=platform.id, slug="new-shelf", name_en="New shelf", name_ar="رف جديد")
    session.add(category)
    session.flush()
    assert category.id > highest


def test_the_audit_holds(session: Session) -> None:
    findings = ledger_audit.audit(session)
    assert [finding for finding in findings if finding.breaches] == []
    assert sum(finding.checked for finding in findings) > 100


def test_ratings_are_the_sums_of_their_rows(session: Session) -> None:
    rows = (
        select(
            Review.product_id,
            func.sum(Review.rating).label("total"),
            func.count().label("number"),
            func.count().filter(Review.body != "").label("written"),
        )
        .group_by(Review.product_id)
        .subquery()
    )
    wrong = session.execute(
        select(Product.sku)
        .join(rows, rows.c.product_id == Product.id)
        .where(
            (Product.rating_sum != rows.c.total)
            | (Product.rating_count != rows.c.number)
            | (Product.review_count != rows.c.written)
        )
    ).all()
    assert wrong == []
    assert session.scalar(select(func.sum(Product.rating_count))) == session.scalar(select(func.count(Review.id)))


def test_every_product_can_be_found(session: Session) -> None:
    for platform_id in session.scalars(select(Platform.id)):
        goods = session.scalar(select(func.count()).where(Product.platform_id == platform_id))
        assert search_index.count_indexed(session, platform_id) == goods


@pytest.mark.parametrize(
    ("email", "card", "minor"),
    [("john.doe@example.com", "ARK12345", 50_000_000), ("jane.roe@example.com", "ARK20002", 5_000_000)],
)
def test_the_shoppers_have_their_money(session: Session, email: str, card: str, minor: int) -> None:
    customer = session.scalars(select(Customer).where(Customer.email == email)).one()
    assert customer.card_number == card
    assert shopping_card.balance(session, customer_id=customer.id, currency="NGN").current_minor == minor


def test_published_passwords_work(session: Session, passwords: Argon2Hasher) -> None:
    john = session.scalars(select(Customer).where(Customer.email == "john.doe@example.com")).one()
    admin = session.scalars(select(StaffMember).where(StaffMember.email == "admin@example.com")).one()
    assert john.password_hash is not None
    assert passwords.verify(john.password_hash, "SecurePass123")
    assert passwords.verify(admin.password_hash, "Admin-pass-123")


def test_published_keys_open_their_storefront(session: Session, keyed: HmacHasher) -> None:
    slugs = {}
    for value in ("sandbox-api-key", "sandbox-publishable-key", "other-business-api-key", "sandbox-merchant-token"):
        key = api_keys.find_key(session, key_hash=api_keys.hash_of(keyed, value))
        assert key is not None
        assert key.environment is Environment.TEST
        slugs[value] = session.scalar(select(Platform.slug).where(Platform.id == key.platform_id))
    assert slugs == {
        "sandbox-api-key": "lagos",
        "sandbox-publishable-key": "lagos",
        "other-business-api-key": "other",
        "sandbox-merchant-token": "lagos",
    }
    assert session.scalar(select(func.count()).select_from(ApiKey)) == len(slugs)


def test_every_picture_is_kept(session: Session, media_dir: Path) -> None:
    store = FolderStore(media_dir)
    keys = [
        *session.scalars(select(Product.image)),
        *session.scalars(select(ProductImage.key)),
        *session.scalars(select(Category.image)),
        *session.scalars(select(Maker.logo)),
        *session.scalars(select(Platform.hero_image).where(Platform.hero_image != "")),
    ]
    assert len(keys) > 400
    assert [key for key in keys if not (store.get(key) or b"").startswith(b"<svg ")] == []


def test_featured_products_have_a_gallery(session: Session) -> None:
    counted = select(func.count()).where(ProductImage.product_id == Product.id).scalar_subquery()
    assert session.scalars(select(Product.sku).where(Product.is_featured, counted < 2)).all() == []


def test_the_shopper_has_orders_in_several_states(session: Session) -> None:
    states = session.scalars(
        select(Order.state)
        .join(Customer, Customer.id == Order.customer_id)
        .where(Customer.email == "john.doe@example.com", Order.contact_email == Customer.email)
        .order_by(Order.placed_at)
    ).all()
    assert [str(state) for state in states] == [
        "completed",
        "completed",
        "cancelled",
        "completed",
        "ready",
        "preparing",
        "confirmed",
    ]


def test_nobody_is_told_of_what_happened_weeks_ago(session: Session) -> None:
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_one_coupon_is_used_up(session: Session) -> None:
    row = session.execute(
        select(Coupon.used_count, Coupon.usage_limit)
        .join(Platform, Platform.id == Coupon.platform_id)
        .where(Platform.slug == "lagos", Coupon.code == "GONE10")
    ).one()
    assert tuple(row) == (1, 1)
