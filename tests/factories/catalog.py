"""Categories, makers, products with options, reviews and pickup locations."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.states import Environment
from app.models import (
    Category,
    Maker,
    PickupLocation,
    Platform,
    Product,
    ProductOption,
    ProductOptionValue,
    Review,
    ReviewState,
    StockMovement,
    StockReason,
)
from tests.factories.clock import NOW, next_number
from tests.factories.tenancy import make_platform


def make_category(
    session: Session, *, platform: Platform | None = None, parent: Category | None = None, **given: Any
) -> Category:
    number = next_number()
    defaults: dict[str, Any] = {
        "platform_id": (platform or make_platform(session)).id,
        "parent_id": parent.id if parent else None,
        "slug": f"category-{number}",
        "name_en": f"Category {number}",
        "name_ar": f"فئة {number}",
    }
    category = Category(**{**defaults, **given})
    session.add(category)
    session.flush()
    return category


def make_maker(session: Session, *, platform: Platform | None = None, **given: Any) -> Maker:
    number = next_number()
    defaults: dict[str, Any] = {
        "platform_id": (platform or make_platform(session)).id,
        "slug": f"maker-{number}",
        "name_en": f"Maker {number}",
        "name_ar": f"صانع {number}",
    }
    maker = Maker(**{**defaults, **given})
    session.add(maker)
    session.flush()
    return maker


def make_product(
    session: Session,
    *,
    platform: Platform | None = None,
    category: Category | None = None,
    stock: int = 10,
    **given: Any,
) -> Product:
    """A product at 1,000.00 with ten pieces; its opening stock is a movement, as the audit expects."""
    number = next_number()
    if platform is None:
        platform = session.get_one(Platform, category.platform_id) if category else make_platform(session)
    defaults: dict[str, Any] = {
        "platform_id": platform.id,
        "environment": Environment.TEST,
        "category_id": (category or make_category(session, platform=platform)).id,
        "slug": f"product-{number}",
        "sku": f"SKU-{number}",
        "name_en": f"Product {number}",
        "name_ar": f"منتج {number}",
        "currency": platform.currency,
        "price_minor": 100_000,
        "created_at": NOW,
        "updated_at": NOW,
    }
    product = Product(**{**defaults, **given}, stock=stock)
    session.add(product)
    session.flush()
    if stock:
        session.add(StockMovement(product_id=product.id, delta=stock, reason=StockReason.OPENING, at=NOW))
        session.flush()
    return product


def make_option(
    session: Session, product: Product, name: str = "Size", values: Sequence[tuple[str, int]] = (("S", 0), ("L", 5_000))
) -> tuple[ProductOption, list[ProductOptionValue]]:
    """A choice with its values, each a label and what it adds to the price in minor units."""
    taken = session.scalar(select(func.count()).where(ProductOption.product_id == product.id)) or 0
    option = ProductOption(product_id=product.id, position=taken, name_en=name, name_ar=f"{name} ع")
    product.has_options = True
    session.add(option)
    session.flush()
    made = [
        ProductOptionValue(
            option_id=option.id, position=position, label_en=label, label_ar=f"{label} ع", price_delta_minor=delta
        )
        for position, (label, delta) in enumerate(values)
    ]
    session.add_all(made)
    session.flush()
    return option, made


def make_review(session: Session, product: Product, *, rating: int = 4, **given: Any) -> Review:
    """A review, published unless said otherwise; a published one counts in the product's rating."""
    defaults: dict[str, Any] = {
        "product_id": product.id,
        "author_name": "Ada",
        "rating": rating,
        "title": "Good",
        "body": "As described, and quick.",
        "state": ReviewState.PUBLISHED,
        "created_at": NOW,
    }
    review = Review(**{**defaults, **given})
    session.add(review)
    if review.state is ReviewState.PUBLISHED:
        product.rating_sum += rating
        product.rating_count += 1
        product.review_count += 1
    session.flush()
    return review


def make_pickup_location(session: Session, *, platform: Platform | None = None, **given: Any) -> PickupLocation:
    number = next_number()
    defaults: dict[str, Any] = {
        "platform_id": (platform or make_platform(session)).id,
        "environment": Environment.TEST,
        "name_en": f"Store {number}",
        "name_ar": f"متجر {number}",
        "address_en": f"{number} Broad Street",
        "address_ar": f"شارع برود {number}",
        "state_en": "Lagos",
        "state_ar": "لاغوس",
        "country_en": "Nigeria",
        "country_ar": "نيجيريا",
        "phone": "+2348000000001",
    }
    location = PickupLocation(**{**defaults, **given})
    session.add(location)
    session.flush()
    return location
