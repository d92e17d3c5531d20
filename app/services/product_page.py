"""One product with everything its page shows: pictures, facts, options, stock, reviews, what goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Row, case, literal, null, select, union, union_all
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from app.domain.errors import ProductNotFound
from app.domain.money import Money, round_half_up
from app.domain.paging import Page, Window
from app.domain.ratings import average, breakdown
from app.models import Product, ProductImage, ProductOption, ProductOptionValue
from app.models.base import BigKey
from app.services import product_query
from app.services.catalog_cache import derived
from app.services.catalog_map import CatalogMap, Entry, read_map
from app.services.platforms import Storefront
from app.services.product_cards import LOW_STOCK, NEW_FOR, ProductCard, picture_url, read_cards
from app.services.reviews import FIRST_REVIEWS, ReviewList, list_reviews

RELATED: Final = 8


class Picture(NamedTuple):
    url: str
    alt: str


class Fact(NamedTuple):
    label: str
    value: str


class OptionValue(NamedTuple):
    """An answer to an option; `delta` is what it adds to the price, or None for nothing."""

    uuid: UUID
    label: str
    delta: Money | None


class Option(NamedTuple):
    uuid: UUID
    name: str
    values: list[OptionValue]


@dataclass(frozen=True, slots=True)
class Details:
    """What seldom changes: kept in memory under the catalogue's version."""

    gallery: list[Picture]
    options: list[Option]


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """Everything of a product's page. `most` is the largest quantity one may order now."""

    id: int
    uuid: UUID
    slug: str
    sku: str
    name: str
    description: str
    price: Money
    compare: Money | None
    saving_percent: int
    maker: str
    maker_slug: str
    path: list[tuple[str, str]]
    gallery: list[Picture]
    facts: list[Fact]
    options: list[Option]
    in_stock: bool
    low_stock: int | None
    least: int
    most: int
    for_pickup: bool
    for_delivery: bool
    delivery_days: tuple[int, int]
    is_new: bool
    rating: float
    rating_count: int
    reviews: ReviewList
    related: list[ProductCard]

    def choose(self, wanted: set[UUID]) -> frozenset[UUID]:
        """One value of each option: the first of those wanted, else the first there is."""
        return frozenset(
            next((value.uuid for value in option.values if value.uuid in wanted), option.values[0].uuid)
            for option in self.options
        )

    def price_with(self, chosen: frozenset[UUID]) -> Money:
        """The price of one piece with these option values."""
        deltas = (v.delta for option in self.options for v in option.values if v.uuid in chosen and v.delta)
        return sum(deltas, start=self.price)


def get_product_page(
    session: Session, storefront: Storefront, slug: str, *, locale: str, now: datetime
) -> ProductDetail:
    """At most four statements, three once the details are in memory. Raises ProductNotFound, also when hidden."""
    catalog = read_map(session, storefront)
    row = _row(session, storefront, catalog, slug, locale)
    details = derived(storefront, ("details", row.id, locale), lambda: _details(session, row, locale))
    maker = catalog.makers.get(row.maker_id)
    in_stock = bool(row.in_stock)
    compare = row.compare_at_minor if (row.compare_at_minor or 0) > row.price_minor else None
    return ProductDetail(
        id=row.id,
        uuid=row.uuid,
        slug=row.slug,
        sku=row.sku,
        name=row.name,
        description=row.description,
        price=Money(row.price_minor, row.currency),
        compare=Money(compare, row.currency) if compare is not None else None,
        saving_percent=round_half_up((compare - row.price_minor) * 100, compare) if compare is not None else 0,
        maker=maker.name(locale) if maker is not None else "",
        maker_slug=maker.slug if maker is not None else "",
        path=[(entry.name(locale), entry.slug) for entry in catalog.path(row.category_id)],
        gallery=details.gallery,
        facts=_facts(row.facts, locale),
        options=details.options,
        in_stock=in_stock,
        low_stock=row.stock if in_stock and row.stock <= LOW_STOCK else None,
        least=row.min_quantity,
        most=min(row.max_quantity, row.stock) if in_stock else 0,
        for_pickup=row.available_for_pickup,
        for_delivery=row.available_for_delivery and "delivery" in storefront.features,
        delivery_days=(row.min_delivery_days, row.max_delivery_days),
        is_new=now - row.created_at < NEW_FOR,
        rating=average(row.rating_sum, row.rating_count),
        rating_count=row.rating_count,
        reviews=_reviews(session, row),
        related=_related(session, storefront, catalog, row, locale=locale, now=now),
    )


class ProductName(NamedTuple):
    """Enough of a product to head a page about it."""

    id: int
    name: str
    rating: float
    rating_count: int


def find_product(session: Session, storefront: Storefront, slug: str, *, locale: str) -> ProductName | None:
    """A product that is shown, or None."""
    catalog = read_map(session, storefront)
    row = session.execute(
        select(
            Product.id, product_query.local_name(locale).label("name"), Product.rating_sum, Product.rating_count
        ).where(Product.slug == slug, *product_query.is_listed(storefront, catalog))
    ).one_or_none()
    if row is None:
        return None
    return ProductName(row.id, row.name, average(row.rating_sum, row.rating_count), row.rating_count)


def _row(
    session: Session, storefront: Storefront, catalog: CatalogMap, slug: str, locale: str
) -> Row[*tuple[Any, ...]]:
    description = Product.description_ar if locale == "ar" else Product.description_en
    row = session.execute(
        select(
            Product.id,
            Product.uuid,
            Product.slug,
            Product.sku,
            product_query.local_name(locale).label("name"),
            description.label("description"),
            Product.currency,
            Product.price_minor,
            Product.compare_at_minor,
            Product.category_id,
            Product.maker_id,
            Product.image,
            Product.facts,
            Product.has_options,
            Product.stock,
            product_query.can_be_bought().label("in_stock"),
            Product.min_quantity,
            Product.max_quantity,
            Product.available_for_pickup,
            Product.available_for_delivery,
            Product.min_delivery_days,
            Product.max_delivery_days,
            Product.rating_sum,
            Product.rating_count,
            Product.created_at,
        ).where(Product.slug == slug, *product_query.is_listed(storefront, catalog))
    ).one_or_none()
    if row is None:
        raise ProductNotFound
    return row


def _details(session: Session, row: Row[*tuple[Any, ...]], locale: str) -> Details:
    """Pictures, options and their values in one statement."""
    label, name, alt = (
        (ProductOptionValue.label_ar, ProductOption.name_ar, ProductImage.alt_ar)
        if locale == "ar"
        else (ProductOptionValue.label_en, ProductOption.name_en, ProductImage.alt_en)
    )
    nothing = as_type(null(), BigKey)
    parts = union_all(
        select(
            literal("picture").label("kind"),
            literal(0).label("rank"),
            ProductImage.position.label("position"),
            as_type(null(), ProductOption.uuid.type).label("option"),
            as_type(null(), ProductOptionValue.uuid.type).label("value"),
            alt.label("text"),
            ProductImage.key.label("key"),
            nothing.label("delta"),
        ).where(ProductImage.product_id == row.id),
        select(
            literal("value"),
            ProductOption.position,
            ProductOptionValue.position,
            ProductOption.uuid,
            ProductOptionValue.uuid,
            label,
            name,
            ProductOptionValue.price_delta_minor,
        )
        .join(ProductOption, ProductOption.id == ProductOptionValue.option_id)
        .where(ProductOption.product_id == row.id),
    ).subquery()
    found = session.execute(select(parts).order_by(parts.c.kind, parts.c.rank, parts.c.position)).all()
    gallery = [Picture(picture_url(part.key), part.text or row.name) for part in found if part.kind == "picture"]
    options: dict[UUID, Option] = {}
    for part in found:
        if part.kind == "value":
            option = options.setdefault(part.option, Option(part.option, part.key, []))
            delta = Money(part.delta, row.currency) if part.delta else None
            option.values.append(OptionValue(part.value, part.text, delta))
    return Details(gallery or [Picture(picture_url(row.image), row.name)], list(options.values()))


def _facts(stored: list[dict[str, str]], locale: str) -> list[Fact]:
    facts = (Fact(fact.get(f"label_{locale}", ""), fact.get(f"value_{locale}", "")) for fact in stored)
    return [fact for fact in facts if fact.label and fact.value]


def _reviews(session: Session, row: Row[*tuple[Any, ...]]) -> ReviewList:
    window = Window(limit=FIRST_REVIEWS)
    if row.rating_count:
        return list_reviews(session, row.id, window=window)
    return ReviewList(Page([], 0, window), breakdown({}))


def _related(
    session: Session,
    storefront: Storefront,
    catalog: CatalogMap,
    row: Row[*tuple[Any, ...]],
    *,
    locale: str,
    now: datetime,
) -> list[ProductCard]:
    """Of the same category, then of the same maker, then of the category above; only what can be bought."""
    same_maker = Product.maker_id == row.maker_id
    top: Entry = catalog.path(row.category_id)[0]
    nearness = case((Product.category_id == row.category_id, 0), (same_maker, 1), else_=2)
    near = union(
        select(Product.id).where(Product.category_id.in_(sorted(catalog.branch(top.id)))),
        select(Product.id).where(same_maker),
    )
    return read_cards(
        session,
        catalog,
        where=[
            *product_query.is_listed(storefront, catalog),
            product_query.can_be_bought(),
            Product.id != row.id,
            Product.id.in_(near),
        ],
        order_by=[nearness, Product.sold_count.desc(), Product.id.desc()],
        limit=RELATED,
        locale=locale,
        now=now,
    )
